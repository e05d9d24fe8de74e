"""Pack dist/kzref reproducibly into an archive with checksums: the same files give the same bytes.

`make bundle` runs this script after PyInstaller.
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
# The filter for x86 compresses machine code better; blocks are compressed by several processors.
_XZ = ("xz", "-T2", "--block-size=48MiB", "--x86", "--lzma2=preset=9", "-c")


def archive_name() -> str:
    """Return the name of the archive without its ending, such as kzref-0.1.0-linux-x86_64."""
    machine = platform.machine().lower().replace("amd64", "x86_64")
    return f"kzref-{version()}-{_PLATFORMS[sys.platform]}-{machine}"


def source_date_epoch() -> int:
    """Return the time of files in archives, in seconds: that of the last commit, so that it is reproducible."""
    if "SOURCE_DATE_EPOCH" in os.environ:
        return int(os.environ["SOURCE_DATE_EPOCH"])
    command = ["git", "-C", str(ROOT), "log", "-1", "--format=%ct"]
    result = subprocess.run(command, capture_output=True, text=True) if shutil.which("git") else None
    # 1980-01-01, the earliest that a zip can hold
    return int(result.stdout) if result and result.returncode == 0 and result.stdout.strip() else 315532800


def pack_tar(folder: Path, target: Path, time: int) -> None:
    """Pack a folder as .tar.xz: sorted, owned by root, with two modes and one time.

    time: of every file, in seconds.
    """

    def normalized(info: tarfile.TarInfo) -> tarfile.TarInfo:
        info.uid = info.gid = 0
        info.uname = info.gname = "root"
        info.mtime = time
        info.mode = 0o755 if info.isdir() or info.mode & 0o100 or info.issym() else 0o644
        return info

    temporary = target.with_suffix(".new")
    with temporary.open("wb") as file:
        xz = subprocess.Popen(_XZ, stdin=subprocess.PIPE, stdout=file)
        assert xz.stdin
        with tarfile.open(fileobj=xz.stdin, mode="w|", format=tarfile.PAX_FORMAT) as tar:
            for path in [folder, *sorted(folder.rglob("*"))]:
                tar.add(path, path.relative_to(folder.parent).as_posix(), recursive=False, filter=normalized)
        xz.stdin.close()
        if xz.wait():
            raise SystemExit("packaging: xz could not pack the archive.")
    temporary.replace(target)


def pack_zip(folder: Path, target: Path) -> None:
    """Pack a folder as .zip, for Windows."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                info = zipfile.ZipInfo(path.relative_to(folder.parent).as_posix(), (1980, 1, 1, 0, 0, 0))
                info.external_attr = 0o644 << 16
                archive.writestr(info, path.read_bytes(), zipfile.ZIP_DEFLATED, 9)


def write_checksums(folder: Path) -> None:
    """Write the file SHA256SUMS about every file in a folder, in the form of sha256sum."""
    files = sorted(path for path in folder.iterdir() if path.is_file() and path.name != "SHA256SUMS")
    rows = []
    for path in files:
        with path.open("rb") as file:
            rows.append(f"{hashlib.file_digest(file, 'sha256').hexdigest()}  {path.name}\n")
    (folder / "SHA256SUMS").write_text("".join(rows), "utf-8", newline="\n")


def main() -> None:
    """Pack dist/kzref next to it; on macOS the tool of the system packs the application."""
    for old in (*DIST.glob("kzref-*.*"), *DIST.glob("kzref_*")):
        old.unlink()
    name = archive_name()
    shutil.copyfile(ROOT / "build" / "bill-of-materials.json", DIST / f"{name}.cdx.json")
    if sys.platform == "linux":
        pack_tar(DIST / "kzref", DIST / f"{name}.tar.xz", source_date_epoch())
    elif sys.platform == "win32":
        pack_zip(DIST / "kzref", DIST / f"{name}.zip")
    else:
        target = DIST / f"{name}.zip"
        subprocess.run(["/usr/bin/ditto", "-c", "-k", "--keepParent", DIST / "kzref.app", target], check=True)
    write_checksums(DIST)
    components = json.loads((DIST / f"{name}.cdx.json").read_text("utf-8"))["components"]
    sizes = "\n".join(f"{path.stat().st_size / 1e6:8.1f} MB  {path.name}" for path in sorted(DIST.glob("kzref-*")))
    print(f"{sizes}\n{len(components)} components in the bill of materials")


if __name__ == "__main__":
    main()
