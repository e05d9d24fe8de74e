"""The manifest of a compiled library: what it was made from, and the SHA-256 and CRC-32 of each of its files."""

import json
import os
import zlib
from collections.abc import Mapping
from enum import Enum
from pathlib import Path
from typing import NamedTuple

from kzref.errors import LibraryDamaged, LibraryOutdated

MANIFEST_FILE = "manifest.json"
DATABASE_FILE = "library.sqlite"
READING, INDEX = "reading", "index"
"""The parts of a library that are checked apart: what is read, and what is searched."""
CURRENT_FILE = "CURRENT"
"""Names the library in use, in the folder that holds the libraries of a pack."""
FORMAT = 7
VERIFIED_FILE = "verified.json"
_CRC_LIMIT = 32 * 1024 * 1024
"""Bytes up to which a file is quick to read in full: 10 ms for its CRC-32."""
_CHUNK = 128 * 1024


class CheckLevel(Enum):
    """How thoroughly files are compared with their manifest."""

    STAMP = "stamp"
    """One that was hashed once is whole while its size, times and inode stay what they were then."""
    CRC = "crc"
    """The same, and besides the CRC-32 of every file that is quick to read: rot on the medium changes no time."""
    HASH = "hash"
    """Every file by its hash, whatever was noted of it."""


class LibraryManifest(NamedTuple):
    """What a compiled library says of itself. Hashes are lower-case hexadecimal SHA-256."""

    format: int
    program_version: str
    """Version of the program, and stamp of its code when run from source."""
    source: str
    """Folder that it was compiled from."""
    listing: str
    """Checksum of the names, sizes and times of the source files: quick to compare."""
    content: str
    """Hash of their bytes: what decides."""
    files: Mapping[str, str]
    sums: Mapping[str, int]
    """CRC-32 of each file, against rot: it takes a fifth of the time of a hash, and needs no module of its own."""


def file_hash(path: Path) -> str:
    """SHA-256 of a file."""
    import hashlib  # Here, because a start that finds everything verified needs none.

    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def hash_files(folder: Path, known: Mapping[str, str] | None = None) -> dict[str, str]:
    """The hash of every file of a library folder but the manifest, by path. known: those that need no reading."""
    # What a killed writing of the two has left beside them is none of the library.
    paths = sorted(
        p for p in folder.rglob("*") if p.is_file() and not p.name.startswith((MANIFEST_FILE, VERIFIED_FILE))
    )
    named = {path.relative_to(folder).as_posix(): path for path in paths}
    return {name: (known or {}).get(name) or file_hash(path) for name, path in named.items()}


def file_crc(path: Path) -> int:
    """CRC-32 of a file."""
    found, chunk = 0, memoryview(bytearray(_CHUNK))
    # Into the same memory again: fresh pages for each chunk would take five times as long as the sum.
    with path.open("rb", buffering=0) as file:
        while size := file.readinto(chunk):
            found = zlib.crc32(chunk[:size], found)
    return found


def record_verified(folder: Path, manifest: LibraryManifest) -> None:
    """Notes that all files of a library are as the manifest says, for whoever has just written them."""
    _write_stamp(folder, {name: _fingerprint(folder / name, sha) for name, sha in manifest.files.items()})


def _fingerprint(path: Path, sha: str) -> list[object]:
    """By what a file is known again without reading it."""
    state = path.stat()
    return [sha, state.st_size, state.st_mtime_ns, state.st_ctime_ns, state.st_ino]


def write_manifest(folder: Path, manifest: LibraryManifest) -> None:
    """Writes the manifest beside and puts it in place."""
    beside = folder / f"{MANIFEST_FILE}.new"
    with beside.open("w", encoding="utf-8") as file:
        json.dump(manifest._asdict(), file, indent=1)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(folder / MANIFEST_FILE)


def read_manifest(folder: Path) -> LibraryManifest:
    """Return the manifest of a library folder. Raise LibraryDamaged if it cannot be used."""
    try:
        data = json.loads((folder / MANIFEST_FILE).read_text("utf-8"))
        if isinstance(data, dict) and isinstance(data.get("format"), int) and data["format"] != FORMAT:
            raise LibraryOutdated(f"The library in {folder} is of another version.")
        manifest = LibraryManifest(**data)
    except (OSError, ValueError, TypeError, RecursionError) as error:
        raise LibraryDamaged(f"The manifest in {folder} cannot be read.") from error
    texts = (manifest.program_version, manifest.source, manifest.listing, manifest.content)
    if (
        not isinstance(manifest.format, int)
        or not all(isinstance(text, str) for text in texts)
        or not isinstance(manifest.files, dict)
        or not isinstance(manifest.sums, dict)
    ):
        raise LibraryDamaged(f"The manifest in {folder} cannot be read.")
    return manifest


def verify(folder: Path, manifest: LibraryManifest, part: str, check: CheckLevel = CheckLevel.CRC) -> None:
    """Check the files of a part (READING or INDEX) against the manifest. Raise LibraryDamaged for one that differs."""
    wanted = _files_of(folder, manifest, part)
    noted = _read_stamp(folder)
    known = {} if check is CheckLevel.HASH else noted
    stamped = dict(noted)
    for name, expected in wanted.items():
        try:
            mark = _fingerprint(folder / name, expected)
            if known.get(name) == mark and not (check is CheckLevel.CRC and _has_rotted(folder / name, manifest, name)):
                continue
            actual = file_hash(folder / name)
        except (OSError, ValueError) as error:  # ValueError: a name that no file can have.
            raise LibraryDamaged(f"{folder / name} cannot be read.") from error
        if actual != expected:
            raise LibraryDamaged(f"{folder / name} is not as it was written.")
        stamped[name] = mark
    if stamped != noted:
        _write_stamp(folder, stamped)


def _files_of(folder: Path, manifest: LibraryManifest, part: str) -> dict[str, str]:
    """The files of a part with their hashes; LibraryDamaged if it lacks what it must have, or has one too many."""
    wanted = {n: h for n, h in manifest.files.items() if (f"/{INDEX}/" in n) == (part == INDEX)}
    if not wanted or (part == READING and DATABASE_FILE not in wanted):
        raise LibraryDamaged(f"The library in {folder} lacks what is {'searched' if part == INDEX else 'read'}.")
    there = {p.relative_to(folder).as_posix() for p in folder.glob(f"segment-*/{INDEX}/*")} if part == INDEX else set()
    if extra := there - wanted.keys():
        raise LibraryDamaged(f"{folder / sorted(extra)[0]} does not belong to the library.")
    return wanted


def _has_rotted(file: Path, manifest: LibraryManifest, name: str) -> bool:
    """Whether a file that is quick to read is not what it was when it was written."""
    return file.stat().st_size <= _CRC_LIMIT and file_crc(file) != manifest.sums.get(name)


def verify_by_hash(folder: Path) -> None:
    """Check all files of a library by their hashes. Raise LibraryDamaged for one that differs.

    What was noted of them is forgotten first, so that nobody else relies on it.
    """
    manifest = read_manifest(folder)
    _write_stamp(folder, {})
    for part in (READING, INDEX):
        verify(folder, manifest, part, CheckLevel.HASH)


def altered_files(folder: Path) -> list[str]:
    """Which files of a library are not as its manifest says, all of them read; those it does not name too."""
    wanted, found = read_manifest(folder).files, hash_files(folder)
    return sorted(name for name in wanted.keys() | found.keys() if wanted.get(name) != found.get(name))


def _read_stamp(folder: Path) -> dict[str, object]:
    try:
        data = json.loads((folder / VERIFIED_FILE).read_text("utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    return data if isinstance(data, dict) else {}


def _write_stamp(folder: Path, stamp: dict[str, object]) -> None:
    beside = folder / f"{VERIFIED_FILE}.{os.getpid()}"
    try:
        beside.write_text(json.dumps(stamp), "utf-8")
        beside.replace(folder / VERIFIED_FILE)
    except OSError:
        pass  # A read-only library is verified in full each time.
