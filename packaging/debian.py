"""A Debian package of the bundle in dist/kzref: `make deb`.

It depends only on what the bundle needs from the system, which is read from its files and not listed here.
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
from archive import DIST, source_date_epoch, write_checksums
from components import ROOT
from linked_libraries import missing_in, newest_glibc, system_libraries
from notices import version

TREE = ROOT / "build" / "deb"
_ARCHITECTURES = {"x86_64": "amd64", "aarch64": "arm64"}
# Loaded only by Qt's plug-in for the printing service, which is optional.
_OPTIONAL = {"libcups.so.2"}
# Used if installed: the folders of fonts, the names of keys, and what opens a link in the browser.
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
# Once root has verified the compiled library, users who cannot write here need not read all of it at each start.
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
# What lintian reports of a package of a bundle, and is intended. The bundle sets the search path of its own libraries,
# so that the remaining search path of the Python that built it has no effect.
_OVERRIDES = (
    "custom-library-search-path",
    "embedded-library",
    "hardening-no-pie",
    "library-not-linked-against-libc",
    "package-installs-python-bytecode",
    "shared-library-lacks-prerequisites",
)


def dependencies(bundle: Path) -> str:
    """Return the packages that contain what a bundle needs from the system."""
    needed = [f"libc6 (>= {newest_glibc(bundle)})"]
    known = system_libraries()
    for name in sorted(missing_in(bundle) - _OPTIONAL):
        path = str(Path(known[name]).resolve())
        command = ["dpkg-query", "-S", path, path.removeprefix("/usr"), f"/usr{path}"]
        owner = subprocess.run(command, capture_output=True, text=True).stdout
        package = owner.split(":")[0].strip()
        if not package:
            raise SystemExit(f"packaging: no Debian package brings {name}, which the bundle needs.")
        if package != "libc6" and package not in needed:
            needed.append(package)
    return ", ".join(needed)


def control(bundle: Path, size: int) -> str:
    """Return the control file of the package. size: of the installed files, in bytes."""
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
    """Build the package in dist/ and return its path."""
    bundle = DIST / "kzref"
    shutil.rmtree(TREE, ignore_errors=True)
    TREE.mkdir(parents=True)
    installer = ROOT / "packaging" / "linux" / "install.sh"
    subprocess.run([installer, "install", "/usr", TREE], check=True, stdout=subprocess.DEVNULL)
    documents = TREE / "usr" / "share" / "doc" / "kzref"
    _write(documents / "copyright", _COPYRIGHT)
    day = datetime.datetime.fromtimestamp(source_date_epoch(), datetime.UTC)
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
        env=os.environ | {"SOURCE_DATE_EPOCH": str(source_date_epoch())},
    )
    shutil.rmtree(TREE)
    write_checksums(DIST)
    return target


if __name__ == "__main__":
    package = build()
    print(f"{package.stat().st_size / 1e6:8.1f} MB  {package.name}")
