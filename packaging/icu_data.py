"""Reduce the data of ICU to what Qt uses: the wheel has 32 MB of it, of which a tenth is ever read.

QtCore calls ICU for four things only (objdump -T libQt6Core.so.6): collation, converters of encodings, names of time
zones, and case, which needs no data. Dictionaries, line breaks, names of languages and currencies are left out: Qt has
its own.
"""

import os
import re
import shutil
import subprocess
from collections.abc import Iterable
from fnmatch import fnmatchcase
from pathlib import Path

Entry = tuple[str, str, str]
"""A row of PyInstaller's tables: name in the bundle, path of the file, type."""

_LOCALES = ("root", "en", "ru", "kk")
_CONVERTERS = {
    "ibm-5346": "windows-1250", "ibm-5347": "windows-1251", "ibm-5348": "windows-1252", "ibm-5350": "windows-1254",
    "ibm-866": "cp866", "ibm-878": "KOI8-R", "ibm-912": "ISO 8859-2", "ibm-915": "ISO 8859-5", "ibm-1168": "KOI8-U",
}  # fmt: skip
KEPT = (
    *(f"{locale}.res" for locale in _LOCALES),
    *(f"zone/{locale}.res" for locale in (*_LOCALES, "pool", "res_index")),
    "coll/*",  # all of them: folders of any country are sorted as their language asks
    "cnvalias.icu",
    *(f"{converter}_*.cnv" for converter in _CONVERTERS),
    # What is read in every locale: versions, aliases and parents of locales, and the zones.
    *("icustd.res", "icuver.res", "pool.res", "res_index.res", "keyTypeData.res", "likelySubtags.res", "metadata.res"),
    *("metaZones.res", "numberingSystems.res", "plurals.res", "supplementalData.res", "timezoneTypes.res"),
    *("windowsZones.res", "zoneinfo64.res"),
)
"""Patterns of the names of the items that are kept."""

_LIBRARY = re.compile(r"libicudata\.so\.(\d+)")


def with_reduced_icu(binaries: Iterable[Entry], build_folder: Path) -> list[Entry]:
    """Return the binaries with the data library of ICU replaced by one that contains only the items of KEPT."""
    entries = list(binaries)
    for row, (name, path, kind) in enumerate(entries):
        match = _LIBRARY.fullmatch(Path(name).name)
        if match and kind != "SYMLINK":
            entries[row] = (name, str(reduce_library(Path(path), match[1], build_folder)), kind)
    return entries


def reduce_library(library: Path, version: str, build_folder: Path) -> Path:
    """Return the path of a smaller library in a folder.

    Raise SystemExit if the library has an unknown layout, so that an update of Qt cannot break sorting unnoticed.
    """
    build_folder.mkdir(parents=True, exist_ok=True)
    package, unwanted, source, compiled = (build_folder / f"icudt{version}l.{end}" for end in ("dat", "txt", "s", "o"))
    target = build_folder / f"libicudata.so.{version}"
    _check_layout(library, f"icudt{version}_dat")
    subprocess.run(["objcopy", "-O", "binary", "--only-section=.rodata", library, package], check=True)
    icupkg = _icupkg()
    listed = subprocess.run([icupkg, "-l", package], capture_output=True, text=True, check=True).stdout.split()
    removed = [item for item in listed if not any(fnmatchcase(item, pattern) for pattern in KEPT)]
    _check_kept(listed)
    unwanted.write_text("\n".join(removed), "utf-8")
    subprocess.run([icupkg, "-r", unwanted, package], check=True)
    source.write_text(
        f".section .rodata\n.balign 16\n.globl icudt{version}_dat\n.type icudt{version}_dat, %object\n"
        f'icudt{version}_dat: .incbin "{package}"\n.size icudt{version}_dat, . - icudt{version}_dat\n'
        '.section .note.GNU-stack, "", %progbits\n',
        "utf-8",
    )
    subprocess.run(["as", "-o", compiled, source], check=True)
    subprocess.run(["ld", "-shared", "-s", "-soname", target.name, "-o", target, compiled], check=True)
    return target


def _icupkg() -> str:
    """Return the path of icupkg, which Debian installs where only root looks."""
    path = shutil.which("icupkg", path=os.pathsep.join((os.environ.get("PATH", ""), "/usr/sbin")))
    if not path:
        raise SystemExit("build.spec: this system lacks icupkg; run '.ci/setup test'.")
    return path


def _check_layout(library: Path, symbol: str) -> None:
    """Raise SystemExit unless the read-only section of a library is the package of data and nothing else."""
    sections = subprocess.run(["objdump", "-h", library], capture_output=True, text=True, check=True).stdout
    symbols = subprocess.run(["objdump", "-T", library], capture_output=True, text=True, check=True).stdout
    section = re.search(r"\.rodata\s+([0-9a-f]+)\s+([0-9a-f]+)", sections)
    data = re.search(rf"^([0-9a-f]+)\s.*\s([0-9a-f]+)\s+(?:\S+\s+)?{symbol}$", symbols, re.M)
    if not section or not data or int(section[2], 16) != int(data[1], 16) or int(section[1], 16) != int(data[2], 16):
        raise SystemExit(f"build.spec: {library} does not hold {symbol} as packaging/icu_data.py expects.")


def _check_kept(listed: list[str]) -> None:
    """Raise SystemExit if a pattern matches nothing: ICU has changed a name."""
    for pattern in KEPT:
        if not any(fnmatchcase(item, pattern) for item in listed):
            raise SystemExit(f"build.spec: ICU's data has no {pattern}; look what it is called now.")
