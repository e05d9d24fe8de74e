"""dist/kzref as an archive, with checksums: the same files give the same bytes, whoever makes it and when.

python packaging/archive.py             after PyInstaller; `make bundle` calls it
"""

import hashlib
import json
import os
import platform
import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from components import ROOT
from notices import version

DIST = ROOT / "dist"
_PLATFORMS = {"linux": "linux", "win32": "windows", "darwin": "macos"}
# Machine code is packed better after x86's own filter; whole blocks let both processors work at it.
_XZ = ("xz", "-T2", "--block-size=48MiB", "--x86", "--lzma2=preset=9", "-c")


def name() -> str:
    """Of this version on this system, such as kzref-0.1.0-linux-x86_64."""
    machine = platform.machine().lower().replace("amd64", "x86_64")
    return f"kzref-{version()}-{_PLATFORMS[sys.platform]}-{machine}"


def epoch() -> int:
    """The time that files in archives get: of the last commit, so that it says something and does not change."""
    if "SOURCE_DATE_EPOCH" in os.environ:
        return int(os.environ["SOURCE_DATE_EPOCH"])
    asked = ["git", "-C", str(ROOT), "log", "-1", "--format=%ct"]
    told = subprocess.run(asked, capture_output=True, text=True) if shutil.which("git") else None
    # 1980-01-01, the earliest that a zip can hold
    return int(told.stdout) if told and told.returncode == 0 and told.stdout.strip() else 315532800


def pack_tar(folder: Path, target: Path, time: int) -> None:
    """Packs a folder as .tar.xz: names in order, files of root, modes of what may be run and what not, one time."""

    def tidy(info: tarfile.TarInfo) -> tarfile.TarInfo:
        info.uid = info.gid = 0
        info.uname = info.gname = "root"
        info.mtime = time
        info.mode = 0o755 if info.isdir() or info.mode & 0o100 or info.issym() else 0o644
        return info

    beside = target.with_suffix(".new")
    with beside.open("wb") as file:
        xz = subprocess.Popen(_XZ, stdin=subprocess.PIPE, stdout=file)
        assert xz.stdin
        with tarfile.open(fileobj=xz.stdin, mode="w|", format=tarfile.PAX_FORMAT) as tar:
            for path in [folder, *sorted(folder.rglob("*"))]:
                tar.add(path, path.relative_to(folder.parent).as_posix(), recursive=False, filter=tidy)
        xz.stdin.close()
        if xz.wait():
            raise SystemExit("packaging: xz could not pack the archive.")
    beside.replace(target)


def pack_zip(folder: Path, target: Path) -> None:
    """Packs a folder as .zip, for Windows."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as packed:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                info = zipfile.ZipInfo(path.relative_to(folder.parent).as_posix(), (1980, 1, 1, 0, 0, 0))
                info.external_attr = 0o644 << 16
                packed.writestr(info, path.read_bytes(), zipfile.ZIP_DEFLATED, 9)


def write_sums(folder: Path) -> None:
    """SHA256SUMS of every file of a folder that is to be given away, as sha256sum checks them."""
    files = sorted(path for path in folder.iterdir() if path.is_file() and path.name != "SHA256SUMS")
    rows = []
    for path in files:
        with path.open("rb") as file:
            rows.append(f"{hashlib.file_digest(file, 'sha256').hexdigest()}  {path.name}\n")
    (folder / "SHA256SUMS").write_text("".join(rows), "utf-8", newline="\n")


def main() -> None:
    """Packs dist/kzref beside it; on macOS the application is packed by the system's own tool."""
    for old in (*DIST.glob("kzref-*.*"), *DIST.glob("kzref_*")):
        old.unlink()
    made = name()
    shutil.copyfile(ROOT / "build" / "bill-of-materials.json", DIST / f"{made}.cdx.json")
    if sys.platform == "linux":
        pack_tar(DIST / "kzref", DIST / f"{made}.tar.xz", epoch())
    elif sys.platform == "win32":
        pack_zip(DIST / "kzref", DIST / f"{made}.zip")
    else:
        packed = DIST / f"{made}.zip"
        subprocess.run(["/usr/bin/ditto", "-c", "-k", "--keepParent", DIST / "kzref.app", packed], check=True)
    write_sums(DIST)
    listed = json.loads((DIST / f"{made}.cdx.json").read_text("utf-8"))["components"]
    sizes = "\n".join(f"{path.stat().st_size / 1e6:8.1f} MB  {path.name}" for path in sorted(DIST.glob("kzref-*")))
    print(f"{sizes}\n{len(listed)} components in the bill of materials")


if __name__ == "__main__":
    main()
