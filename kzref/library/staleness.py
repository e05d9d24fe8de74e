"""Whether a compiled library is up to date with its source folder, and was compiled by this program."""

import contextlib
import zlib
from pathlib import Path

from kzref import __version__
from kzref.library.manifest import LibraryManifest, write_manifest
from kzref.paths import source_folder

_COMPILING_PACKAGES = ("library", "pack", "render", "search", "statistics")
"""Packages whose code decides what a compiled library holds."""


def code_stamp() -> str:
    """Return a string that changes with the code that compiles libraries, when run from source; empty in a bundle."""
    package = source_folder()
    if package is None:
        return ""
    newest = 0
    for name in _COMPILING_PACKAGES:
        for source in (package / name).rglob("*.py"):
            newest = max(newest, source.stat().st_mtime_ns)
    return f"{newest:x}"


def program_version() -> str:
    """Return the version of the program, with the stamp of its code when run from source."""
    return f"{__version__} {code_stamp()}".strip()


def is_readable_by_this_version(manifest: LibraryManifest, folder: Path) -> bool:
    """Return whether a library was compiled from the folder by this version, so that it can be read though stale."""
    return manifest.program_version.split(" ")[0] == __version__ and manifest.source == str(folder)


def is_up_to_date(library: Path, manifest: LibraryManifest, folder: Path) -> bool:
    """Return whether a library is of the present state of its source folder.

    Files that were only touched are read; the manifest then gets their new times.
    """
    if manifest.program_version != program_version() or manifest.source != str(folder):
        return False
    listing = listing_checksum(folder)
    if listing == manifest.listing:
        return True
    if content_hash(folder) != manifest.content:
        return False
    with contextlib.suppress(OSError):
        write_manifest(library, manifest._replace(listing=listing))
    return True


def listing_checksum(folder: Path) -> str:
    """Return a checksum of the names, sizes, times and rights of the source files. It only saves reading them."""
    from kzref.pack.source_files import source_files

    files = sorted(source_files(folder).items())
    rows = [f"{name}\0{state.st_size}\0{state.st_mtime_ns}\0{state.st_mode}" for name, state in files]
    return f"{len(rows)}-{checksum(chr(10).join(rows))}"


def checksum(text: str) -> str:
    """Return 64 bits of a text in hexadecimal, against accidents and not against attacks."""
    data = text.encode("utf-8", "surrogateescape")
    return f"{zlib.crc32(data):08x}{zlib.adler32(data):08x}"


def content_hash(folder: Path) -> str:
    """Return the hash of the bytes of the source files; of those that are too large to be read, of their sizes."""
    import hashlib

    from kzref.pack.files.reading import LARGEST_FILE, UnreadableSourceError, open_source
    from kzref.pack.source_files import source_files

    digest = hashlib.sha256()
    for name, state in sorted(source_files(folder).items()):
        digest.update(name.encode("utf-8", "surrogateescape") + b"\0")
        if state.st_size > LARGEST_FILE:
            digest.update(f"{state.st_size}".encode())
            continue
        with contextlib.suppress(OSError, UnreadableSourceError), open_source(folder / name, LARGEST_FILE) as file:
            digest.update(hashlib.file_digest(file, "sha256").digest())
    return digest.hexdigest()
