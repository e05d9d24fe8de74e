"""Whether a compiled library still says what its folder says, and was made by this program."""

import contextlib
import zlib
from pathlib import Path

from kzref import __version__
from kzref.library.manifest import Manifest, write_manifest
from kzref.paths import source_folder

_COMPILING_PACKAGES = ("library", "pack", "render", "search")
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


def program() -> str:
    """The version of the program, with the stamp of its code when run from source."""
    return f"{__version__} {code_stamp()}".strip()


def is_readable_by_this_version(manifest: Manifest, folder: Path) -> bool:
    """Whether a library was compiled from the folder by this version: it can be read, though it may be behind."""
    return manifest.program.split(" ")[0] == __version__ and manifest.source == str(folder)


def is_up_to_date(home: Path, manifest: Manifest, folder: Path) -> bool:
    """Whether a library still says what its folder says; touched files are read before anything is rebuilt."""
    if manifest.program != program() or manifest.source != str(folder):
        return False
    listing = listing_sum(folder)
    if listing == manifest.listing:
        return True
    if content_hash(folder) != manifest.content:
        return False
    with contextlib.suppress(OSError):
        write_manifest(home, manifest._replace(listing=listing))
    return True


def listing_sum(folder: Path) -> str:
    """Checksum of the names, sizes, times and rights of the source files. It only saves reading them."""
    from kzref.pack.source_files import source_files

    files = sorted(source_files(folder).items())
    rows = [f"{name}\0{state.st_size}\0{state.st_mtime_ns}\0{state.st_mode}" for name, state in files]
    return f"{len(rows)}-{checksum(chr(10).join(rows))}"


def checksum(text: str) -> str:
    """64 bits of a text in hexadecimal, against accidents and not against attacks."""
    data = text.encode("utf-8", "surrogateescape")
    return f"{zlib.crc32(data):08x}{zlib.adler32(data):08x}"


def content_hash(folder: Path) -> str:
    """Hash of the bytes of the source files; of those that are too large to be read, of their sizes."""
    import hashlib

    from kzref.pack.files.source_text import LARGEST_FILE, UnreadableSourceError, open_source
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
