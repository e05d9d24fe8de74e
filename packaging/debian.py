"""A Debian package of the bundle in dist/kzref: `make deb`.

It depends only on what the bundle really takes from the system, which is asked of its files and not listed here.
"""

import datetime
import gzip
import os
import platform
import shutil
import subprocess
import sys
from email.utils import format_datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from archive import DIST, epoch, write_sums
from components import ROOT
from linked import missing_in, newest_glibc, system_libraries
from notices import version

TREE = ROOT / "build" / "deb"
_ARCHITECTURES = {"x86_64": "amd64", "aarch64": "arm64"}
# Opened only by Qt's plug-in for the printing service, which does without.
_OPTIONAL = {"libcups.so.2"}
# Read, if they are there: where fonts of other scripts are, the names of keys, and what opens a link in the browser.
_RECOMMENDED = ["fontconfig-config", "libcups2", "libx11-data", "xdg-utils", "xkb-data"]
_MAINTAINER = "The kzref project <kzref@users.noreply.github.com>"
_COPYRIGHT = """Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/
Upstream-Name: kzref
Comment: What the bundle below /usr/lib/kzref is made of, with all notices, stands in
 /usr/lib/kzref/_internal/resources/notices and in the window at Help > About.

Files: *
Copyright: 2026 The kzref project
License: Apache-2.0
 On Debian systems the text is in /usr/share/common-licenses/Apache-2.0.

Files: usr/lib/kzref/_internal/content/*
Copyright: 2023-2026 Akimzhanov T. K., Torgautova B. A., Tatarinova L. F., Toktybekov T. A., Alimbetova A. R.
           2026 The kzref project
License: CC-BY-4.0
 The terms are in /usr/lib/kzref/_internal/content/LICENSE.txt.
"""
# Found whole once by root, the compiled library need not be read whole at each start by whoever may not write here.
_SCRIPTS = {
    "postinst": """#!/bin/sh
set -e
if [ "$1" = configure ]; then HOME=/nonexistent /usr/bin/kzref search law >/dev/null 2>&1 || true; fi
""",
    "prerm": """#!/bin/sh
set -e
rm -f /usr/lib/kzref/_internal/libraries/content/verified.json
""",
}
# What a package of a bundle is on purpose. Its start names the folder of its libraries before any other is looked at,
# so that what is left of the search path of the Python that built it does nothing.
_OVERRIDES = (
    "custom-library-search-path",
    "embedded-library",
    "hardening-no-pie",
    "library-not-linked-against-libc",
    "package-installs-python-bytecode",
    "shared-library-lacks-prerequisites",
)


def dependencies(bundle: Path) -> str:
    """The packages that bring what a bundle takes from the system."""
    needed = [f"libc6 (>= {newest_glibc(bundle)})"]
    known = system_libraries()
    for name in sorted(missing_in(bundle) - _OPTIONAL):
        path = str(Path(known[name]).resolve())
        asked = ["dpkg-query", "-S", path, path.removeprefix("/usr"), f"/usr{path}"]
        told = subprocess.run(asked, capture_output=True, text=True).stdout
        package = told.split(":")[0].strip()
        if not package:
            raise SystemExit(f"packaging: no Debian package brings {name}, which the bundle needs.")
        if package != "libc6" and package not in needed:
            needed.append(package)
    return ", ".join(needed)


def control(bundle: Path, size: int) -> str:
    """What the package says of itself; size is of what it installs, in bytes."""
    return f"""Package: kzref
Version: {version()}
Architecture: {_ARCHITECTURES[platform.machine()]}
Maintainer: {_MAINTAINER}
Installed-Size: {-(-size // 1024)}
Depends: {dependencies(bundle)}
Recommends: {", ".join(_RECOMMENDED)}
Section: doc
Priority: optional
Homepage: https://github.com/kzref/kzref
Description: offline legal reference on the criminal policy of Kazakhstan
 One scholarly article on the criminal policy of the Republic of Kazakhstan,
 taken apart into a reference work, with figures as charts, works cited and a
 glossary in English, Russian and Kazakh. Every statement says where in the
 article it stands.
 .
 It opens any other folder of Markdown too, searches as you type, prints, and
 never uses a network.
"""


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    path.chmod(0o644)


def build() -> Path:
    """Builds the package in dist/."""
    bundle = DIST / "kzref"
    shutil.rmtree(TREE, ignore_errors=True)
    TREE.mkdir(parents=True)
    installer = ROOT / "packaging" / "linux" / "install.sh"
    subprocess.run([installer, "install", "/usr", TREE], check=True, stdout=subprocess.DEVNULL)
    documents = TREE / "usr" / "share" / "doc" / "kzref"
    _write(documents / "copyright", _COPYRIGHT)
    day = datetime.datetime.fromtimestamp(epoch(), datetime.UTC)
    changes = (
        f"kzref ({version()}) unstable; urgency=medium\n\n  * See CHANGELOG.md.gz.\n\n"
        f" -- {_MAINTAINER}  {format_datetime(day)}\n"
    )
    for name, text in (("changelog.gz", changes), ("CHANGELOG.md.gz", (ROOT / "CHANGELOG.md").read_text("utf-8"))):
        (documents / name).write_bytes(gzip.compress(text.encode(), 9, mtime=0))
        (documents / name).chmod(0o644)
    overrides = "".join(f"kzref: {tag}\n" for tag in sorted(_OVERRIDES))
    _write(TREE / "usr" / "share" / "lintian" / "overrides" / "kzref", overrides)
    for folder in [TREE, *filter(Path.is_dir, TREE.rglob("*"))]:
        folder.chmod(0o755)
    for name, text in _SCRIPTS.items():
        _write(TREE / "DEBIAN" / name, text)
        (TREE / "DEBIAN" / name).chmod(0o755)
    size = sum(path.lstat().st_size for path in TREE.rglob("*"))
    _write(TREE / "DEBIAN" / "control", control(bundle, size))
    target = DIST / f"kzref_{version()}_{_ARCHITECTURES[platform.machine()]}.deb"
    for old in DIST.glob("kzref_*.deb"):
        old.unlink()
    subprocess.run(
        ["dpkg-deb", "--root-owner-group", "-Zxz", "-z6", "--build", TREE, target],
        check=True,
        stdout=subprocess.DEVNULL,
        env=os.environ | {"SOURCE_DATE_EPOCH": str(epoch())},
    )
    shutil.rmtree(TREE)
    write_sums(DIST)
    return target


if __name__ == "__main__":
    made = build()
    print(f"{made.stat().st_size / 1e6:8.1f} MB  {made.name}")
