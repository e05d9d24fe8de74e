"""The manifest of a compiled library: what it was compiled from, and the SHA-256 and CRC-32 of each of its files.

Unrelated to the MANIFEST of a published pack, which `kzref.pack.integrity` reads.
"""

import json
import os
import zlib
from collections.abc import Mapping
from enum import Enum
from pathlib import Path
from typing import NamedTuple

from kzref.errors import LibraryDamaged, LibraryOutdated
from kzref.messages.message import message

MANIFEST_FILE = "manifest.json"
DATABASE_FILE = "library.sqlite"
CURRENT_FILE = "CURRENT"
"""Names the library in use, in the folder that holds the libraries of a pack."""
FORMAT = 9
VERIFIED_FILE = "verified.json"
_CRC_LIMIT = 32 * 1024 * 1024
"""Bytes up to which a file is quick to read in full: 10 ms for its CRC-32."""
_CHUNK = 128 * 1024
"""Bytes."""


class FileGroup(Enum):
    """The files of a library that are verified together."""

    DATABASES = "databases"
    """Contents and texts: what is read."""
    INDEX = "index"
    """What is searched; the value is the name of its folder in a segment."""


class CheckLevel(Enum):
    """How thoroughly files are compared with their manifest."""

    STAMP = "stamp"
    """A file that was hashed once is intact while its size, times and inode stay what they were then."""
    CRC = "crc"
    """The same, and the CRC-32 of every file that is quick to read: rot on the medium changes no time."""
    HASH = "hash"
    """The hash of every file, whatever was recorded of it."""


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
    """Hash of the bytes of the source files: decides whether they have changed."""
    files: Mapping[str, str]
    """Hash of each file of the library, by relative path."""
    checksums: Mapping[str, int]
    """CRC-32 of each file, against rot: it takes a fifth of the time of a hash, and needs no module of its own."""


def file_hash(path: Path) -> str:
    """Return the SHA-256 of a file."""
    import hashlib  # Here, because a start that finds everything verified needs none.

    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def hash_files(folder: Path, known: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return the hash of every file of a library folder but the manifest, by relative path.

    known: hashes of files that need not be read.
    """
    # A writing of the two that was killed leaves files beside them, which do not belong to the library.
    own = (MANIFEST_FILE, VERIFIED_FILE)
    paths = sorted(path for path in folder.rglob("*") if path.is_file() and not path.name.startswith(own))
    named = {path.relative_to(folder).as_posix(): path for path in paths}
    return {name: (known or {}).get(name) or file_hash(path) for name, path in named.items()}


def file_crc(path: Path) -> int:
    """Return the CRC-32 of a file."""
    crc, chunk = 0, memoryview(bytearray(_CHUNK))
    # Into the same memory again: fresh pages for each chunk would take five times as long as the sum.
    with path.open("rb", buffering=0) as file:
        while size := file.readinto(chunk):
            crc = zlib.crc32(chunk[:size], crc)
    return crc


def record_verified(folder: Path, manifest: LibraryManifest) -> None:
    """Record that all files match the manifest, so that they need not be hashed again."""
    _write_verified(folder, {name: _fingerprint(folder / name, sha) for name, sha in manifest.files.items()})


def _fingerprint(path: Path, sha: str) -> list[object]:
    """Return by what a file is recognised without reading it."""
    state = path.stat()
    return [sha, state.st_size, state.st_mtime_ns, state.st_ctime_ns, state.st_ino]


def write_manifest(folder: Path, manifest: LibraryManifest) -> None:
    """Write the manifest beside the old one and replace that."""
    beside = folder / f"{MANIFEST_FILE}.new"
    with beside.open("w", encoding="utf-8") as file:
        json.dump(manifest._asdict(), file, indent=1)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(folder / MANIFEST_FILE)


def read_manifest(folder: Path) -> LibraryManifest:
    """Return the manifest of a library folder.

    Raise LibraryOutdated if it is of another format, LibraryDamaged if it cannot be used.
    """
    unreadable = message("library.manifest_unreadable", folder=folder)
    try:
        data = json.loads((folder / MANIFEST_FILE).read_text("utf-8"))
        if isinstance(data, dict) and isinstance(data.get("format"), int) and data["format"] != FORMAT:
            raise LibraryOutdated(message("library.other_version", folder=folder))
        manifest = LibraryManifest(**data)
    except (OSError, ValueError, TypeError, RecursionError) as error:
        raise LibraryDamaged(unreadable) from error
    if not _is_well_typed(manifest):
        raise LibraryDamaged(unreadable)
    return manifest


def _is_well_typed(manifest: LibraryManifest) -> bool:
    texts = (manifest.program_version, manifest.source, manifest.listing, manifest.content)
    tables = (manifest.files, manifest.checksums)
    return (
        isinstance(manifest.format, int)
        and all(isinstance(text, str) for text in texts)
        and all(isinstance(table, dict) for table in tables)
    )


def verify(folder: Path, manifest: LibraryManifest, group: FileGroup, level: CheckLevel = CheckLevel.CRC) -> None:
    """Compare the files of a group with the manifest. Raise LibraryDamaged for one that differs."""
    recorded = _read_verified(folder)
    trusted = {} if level is CheckLevel.HASH else recorded
    verified = dict(recorded)
    for name, expected in _files_of(folder, manifest, group).items():
        path = folder / name
        try:
            fingerprint = _fingerprint(path, expected)
            if trusted.get(name) == fingerprint and not (level is CheckLevel.CRC and _has_rotted(path, manifest, name)):
                continue
            actual = file_hash(path)
        except (OSError, ValueError) as error:  # ValueError: a name that no file can have.
            raise LibraryDamaged(message("library.file_unreadable", file=path)) from error
        if actual != expected:
            raise LibraryDamaged(message("library.file_altered", file=path))
        verified[name] = fingerprint
    if verified != recorded:
        _write_verified(folder, verified)


def _files_of(folder: Path, manifest: LibraryManifest, group: FileGroup) -> dict[str, str]:
    """Return the files of a group with their hashes. Raise LibraryDamaged if one that is needed is missing.

    A file too many in the index is damage as well.
    """
    if group is FileGroup.DATABASES:
        files = {name: sha for name, sha in manifest.files.items() if not _is_of_index(name)}
        if DATABASE_FILE not in files:
            raise LibraryDamaged(message("library.lacks_databases", folder=folder))
        return files
    files = {name: sha for name, sha in manifest.files.items() if _is_of_index(name)}
    if not files:
        raise LibraryDamaged(message("library.lacks_index", folder=folder))
    present = {path.relative_to(folder).as_posix() for path in folder.glob(f"segment-*/{FileGroup.INDEX.value}/*")}
    if extra := present - files.keys():
        raise LibraryDamaged(message("library.extra_file", file=folder / min(extra)))
    return files


def _is_of_index(name: str) -> bool:
    return f"/{FileGroup.INDEX.value}/" in name


def _has_rotted(file: Path, manifest: LibraryManifest, name: str) -> bool:
    """Return whether a file that is quick to read is not what it was when it was written."""
    return file.stat().st_size <= _CRC_LIMIT and file_crc(file) != manifest.checksums.get(name)


def verify_by_hash(folder: Path) -> None:
    """Check all files of a library by their hashes. Raise LibraryDamaged for one that differs.

    What was recorded of them is deleted first, so that nobody else relies on it.
    """
    manifest = read_manifest(folder)
    _write_verified(folder, {})
    for group in FileGroup:
        verify(folder, manifest, group, CheckLevel.HASH)


def altered_files(folder: Path) -> list[str]:
    """Return the files of a library that differ from its manifest, all of them read; those it does not name too."""
    expected, actual = read_manifest(folder).files, hash_files(folder)
    return sorted(name for name in expected.keys() | actual.keys() if expected.get(name) != actual.get(name))


def _read_verified(folder: Path) -> dict[str, object]:
    try:
        data = json.loads((folder / VERIFIED_FILE).read_text("utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    return data if isinstance(data, dict) else {}


def _write_verified(folder: Path, fingerprints: dict[str, object]) -> None:
    beside = folder / f"{VERIFIED_FILE}.{os.getpid()}"
    try:
        beside.write_text(json.dumps(fingerprints), "utf-8")
        beside.replace(folder / VERIFIED_FILE)
    except OSError:
        pass  # A read-only library is verified in full each time.
