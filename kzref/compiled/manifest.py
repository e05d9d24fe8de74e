"""The manifest of a compiled library: what it was made from, and the SHA-256 of each of its files."""

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from kzref.errors import LibraryDamaged, LibraryOutdated

NAME = "manifest.json"
DATABASE = "library.sqlite"
READING, INDEX = "reading", "index"
"""The parts of a library that are checked apart: what is read, and what is searched."""
CURRENT = "CURRENT"
"""Names the library in use, in the folder that holds the libraries of a pack."""
FORMAT = 4
STAMP = "verified.json"


class Manifest(NamedTuple):
    """What a compiled library says of itself. Hashes are lower-case hexadecimal SHA-256."""

    format: int
    program: str
    """Version of the program, and stamp of its code when run from source."""
    source: str
    """Folder that it was compiled from."""
    listing: str
    """Checksum of the names, sizes and times of the source files: quick to compare."""
    content: str
    """Hash of their bytes: what decides."""
    files: Mapping[str, str]


def file_hash(path: Path) -> str:
    """SHA-256 of a file."""
    import hashlib  # Here, because a start that finds everything verified needs none.

    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def hash_files(folder: Path, known: Mapping[str, str] | None = None) -> dict[str, str]:
    """The hash of every file of a library folder but the manifest, by path. known: those that need no reading."""
    paths = sorted(p for p in folder.rglob("*") if p.is_file() and p.name not in (NAME, STAMP))
    named = {path.relative_to(folder).as_posix(): path for path in paths}
    return {name: (known or {}).get(name) or file_hash(path) for name, path in named.items()}


def mark_verified(folder: Path, manifest: Manifest) -> None:
    """Notes that all files of a library are as the manifest says, for whoever has just written them."""
    _write_stamp(folder, {name: _mark(folder / name, sha) for name, sha in manifest.files.items()})


def _mark(path: Path, sha: str) -> list[object]:
    """By what a file is known again without reading it."""
    state = path.stat()
    return [sha, state.st_size, state.st_mtime_ns, state.st_ctime_ns, state.st_ino]


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Writes the manifest beside and puts it in place."""
    beside = folder / f"{NAME}.new"
    with beside.open("w", encoding="utf-8") as file:
        json.dump(manifest._asdict(), file, indent=1)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(folder / NAME)


def read_manifest(folder: Path) -> Manifest:
    """The manifest of a library folder; LibraryDamaged if it cannot be used."""
    try:
        data = json.loads((folder / NAME).read_text("utf-8"))
        manifest = Manifest(**data)
    except (OSError, ValueError, TypeError, RecursionError) as error:
        raise LibraryDamaged(f"The manifest in {folder} cannot be read.") from error
    if isinstance(manifest.format, int) and manifest.format != FORMAT:
        raise LibraryOutdated(f"The library in {folder} is of another version.")
    if not isinstance(manifest.format, int) or not isinstance(manifest.files, dict):
        raise LibraryDamaged(f"The manifest in {folder} cannot be read.")
    return manifest


def verify(folder: Path, manifest: Manifest, part: str) -> None:
    """Checks the files of a part (READING or INDEX) against the manifest; LibraryDamaged names the first that differs.

    A file that was verified once is not read again while its size, times and inode stay what they were then.
    """
    wanted = {n: h for n, h in manifest.files.items() if (f"/{INDEX}/" in n) == (part == INDEX)}
    if not wanted or (part == READING and DATABASE not in wanted):
        raise LibraryDamaged(f"The library in {folder} lacks what is {'searched' if part == INDEX else 'read'}.")
    there = {p.relative_to(folder).as_posix() for p in folder.glob(f"layer-*/{INDEX}/*")} if part == INDEX else set()
    if extra := there - wanted.keys():
        raise LibraryDamaged(f"{folder / sorted(extra)[0]} does not belong to the library.")
    known = _read_stamp(folder)
    stamped = dict(known)
    for name, expected in wanted.items():
        try:
            mark = _mark(folder / name, expected)
            if known.get(name) == mark:
                continue
            actual = file_hash(folder / name)
        except OSError as error:
            raise LibraryDamaged(f"{folder / name} cannot be read.") from error
        if actual != expected:
            raise LibraryDamaged(f"{folder / name} is not as it was written.")
        stamped[name] = mark
    if stamped != known:
        _write_stamp(folder, stamped)


def altered_files(folder: Path) -> list[str]:
    """Which files of a library are not as its manifest says, all of them read; those it does not name too."""
    wanted, found = read_manifest(folder).files, hash_files(folder)
    return sorted(name for name in wanted.keys() | found.keys() if wanted.get(name) != found.get(name))


def _read_stamp(folder: Path) -> dict[str, object]:
    try:
        data = json.loads((folder / STAMP).read_text("utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    return data if isinstance(data, dict) else {}


def _write_stamp(folder: Path, stamp: dict[str, object]) -> None:
    beside = folder / f"{STAMP}.{os.getpid()}"
    try:
        beside.write_text(json.dumps(stamp), "utf-8")
        beside.replace(folder / STAMP)
    except OSError:
        pass  # A read-only library is verified in full each time.
