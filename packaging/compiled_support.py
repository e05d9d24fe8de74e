"""The Python code inside PySide, compiled: it would be unpacked and compiled at each start, for 15 ms of CPU time.

shiboken contains its support code as a zip of sources inside its library. If a folder of this name is next to it, it
imports the code from there.
"""

import py_compile
import sys
from pathlib import Path

FOLDER = "shiboken6/files.dir"


def write_support(target: Path, optimize: int) -> None:
    """Write the support code of the installed shiboken as bytecode without sources. optimize: as for compile()."""
    import shiboken6

    assert shiboken6.__version__
    archive = getattr(sys.modules["shibokensupport"].__loader__, "zfile", None)
    if archive is None:
        raise SystemExit("build.spec: shiboken's code was unpacked once with SBK_EMBED=0; SBK_EMBED=1 takes that back.")
    for name in archive.namelist():
        if name.startswith("shibokensupport/") and name.endswith(".py"):
            source = target / name
            source.parent.mkdir(parents=True, exist_ok=True)
            source.write_bytes(archive.read(name))
            compiled = source.with_suffix(".pyc")
            unchecked = py_compile.PycInvalidationMode.UNCHECKED_HASH
            py_compile.compile(str(source), str(compiled), name, True, optimize, unchecked)
            source.unlink()
