"""Atomic install of a compiled library: built in a folder of its own, flushed to the disk, and swapped in."""

import contextlib
import errno
import os
import re
import shutil
import sqlite3
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from kzref.errors import LibraryDamaged, ReasonedError
from kzref.library.builder.compiler import compile_pack
from kzref.library.builder.incremental import build_incrementally
from kzref.library.builder.progress import Progress, ignore_progress
from kzref.library.manifest import (
    CURRENT_FILE,
    FORMAT,
    FileGroup,
    LibraryManifest,
    file_crc,
    hash_files,
    read_manifest,
    record_verified,
    verify,
    write_manifest,
)
from kzref.library.staleness import content_hash, listing_checksum, program_version
from kzref.library.store.segments import segment_folder
from kzref.messages.message import message
from kzref.pack.pack import read_pack
from kzref.pack.problems import ReportProblem, ignore_problem
from kzref.system.files import flush_file, flush_folder, make_private
from kzref.system.processes import is_running

_STALE_SECONDS = 24 * 3600


def build_and_install(
    home: Path, folder: Path, progress: Progress | None, report: ReportProblem = ignore_problem
) -> Path:
    """Compile a pack's folder beside the earlier libraries of its home, swap it in, and return where it is.

    Raise OSError if the home cannot be written. report: gets what cannot be read in the folder.
    """
    home.mkdir(parents=True, exist_ok=True, mode=0o700)
    make_private(home)
    work = Path(tempfile.mkdtemp(prefix=f".building-{os.getpid()}-", dir=home))
    try:
        try:
            return _build_and_swap(folder, home, work, progress or ignore_progress, report)
        except sqlite3.Error as error:
            raise ReasonedError(errno.EIO, message("library.database_failed", reason=error), work) from error
    except BaseException:
        shutil.rmtree(work, ignore_errors=True)
        raise


def temporary_home() -> Path:
    """Return a new folder for libraries, which is removed when the program ends."""
    import atexit

    home = Path(tempfile.mkdtemp(prefix="kzref-"))
    atexit.register(shutil.rmtree, home, ignore_errors=True)
    return home


class _Reused(NamedTuple):
    """Files taken over from the library before: their hashes and CRC-32, by relative path."""

    hashes: Mapping[str, str]
    checksums: Mapping[str, int]


def _build_and_swap(folder: Path, home: Path, work: Path, progress: Progress, report: ReportProblem) -> Path:
    """Build in the work folder and make it the library in use; a kill leaves either the old one or the new one."""
    listing, content = listing_checksum(folder), content_hash(folder)
    reused = _build(folder, home, work, progress, report)
    hashes = hash_files(work, reused.hashes)
    for name in hashes.keys() - reused.hashes.keys():
        flush_file(work / name)
    known = reused.checksums
    checksums = {name: known[name] if name in known else file_crc(work / name) for name in hashes}
    manifest = LibraryManifest(FORMAT, program_version(), str(folder), listing, content, hashes, checksums)
    write_manifest(work, manifest)
    record_verified(work, manifest)
    flush_folder(work)
    final = home / work.name.replace(".building-", "library-")
    work.rename(final)
    pointer = home / f"{CURRENT_FILE}.{os.getpid()}"
    pointer.write_text(final.name, "utf-8")
    flush_file(pointer)
    pointer.replace(home / CURRENT_FILE)
    flush_folder(home)
    _remove_leftovers(home, keep=final.name)
    return final


def _build(folder: Path, home: Path, work: Path, progress: Progress, report: ReportProblem) -> _Reused:
    """Compile a folder into the work folder: only what has changed if that will do, else everything."""
    pack = read_pack(folder, report)
    previous = _previous_library(folder, home)
    if previous:
        try:
            if build_incrementally(pack, previous, work, progress, report):
                return _linked_files(previous)
        except (OSError, sqlite3.Error, LibraryDamaged):
            pass  # Another process may have swept it away; everything is compiled.
        for left in work.iterdir():
            shutil.rmtree(left) if left.is_dir() else left.unlink()
    compile_pack(pack, work, progress, report)
    return _Reused({}, {})


def _linked_files(previous: Path) -> _Reused:
    """Return the files of the first segment, which an incremental build links."""
    manifest = read_manifest(previous)
    base = f"{segment_folder(Path(), 0)}/"
    names = [name for name in manifest.files.keys() & manifest.checksums.keys() if name.startswith(base)]
    return _Reused({name: manifest.files[name] for name in names}, {name: manifest.checksums[name] for name in names})


def _previous_library(folder: Path, home: Path) -> Path | None:
    """Return the library in use, if this program compiled it from this folder and it is intact."""
    try:
        name = (home / CURRENT_FILE).read_text("utf-8").strip()
        if not name.startswith("library-") or "/" in name or os.sep in name or (home / name).is_symlink():
            return None
        manifest = read_manifest(home / name)
        if manifest.program_version != program_version() or manifest.source != str(folder):
            return None
        for group in FileGroup:
            verify(home / name, manifest, group)
    except (OSError, UnicodeDecodeError, LibraryDamaged):
        return None
    return home / name


def build_for_bundle(folder: Path, target: Path) -> None:
    """Compile a pack into a folder of its own, to be shipped with a bundle."""
    library = build_and_install(target.parent, folder.resolve(), None)
    shutil.rmtree(target, ignore_errors=True)
    library.rename(target)
    (target.parent / CURRENT_FILE).unlink()


def _remove_leftovers(home: Path, keep: str) -> None:
    """Remove old libraries and what killed builds left.

    The library before the newest stays for whoever still reads it.
    """
    libraries = sorted(home.glob("library-*"), key=lambda path: path.stat().st_mtime, reverse=True)
    for old in [path for path in libraries if path.name != keep][1:]:
        # Another process that has just built it may not have opened it yet.
        if not _is_wanted(old, f"library-{os.getpid()}-"):
            shutil.rmtree(old, ignore_errors=True)
    for left in home.glob(".building-*"):
        if not _is_wanted(left, "library"):
            shutil.rmtree(left, ignore_errors=True)
    for pointer in home.glob(f"{CURRENT_FILE}.*"):
        if not _is_wanted(pointer, "library"):
            pointer.unlink(missing_ok=True)


def _is_wanted(path: Path, own: str) -> bool:
    """Return whether another running process has written something lately and may come back to it.

    own: how the names of this process's own files begin.
    """
    with contextlib.suppress(OSError):
        is_recent = time.time() - path.lstat().st_mtime < _STALE_SECONDS
        return is_recent and _is_alive(path.name) and not path.name.startswith(own)
    return False


def _is_alive(name: str) -> bool:
    """Return whether the process that a name contains the id of still runs; True if the name contains none."""
    process = next((part for part in re.split(r"[-.]", name) if part.isdigit()), "")
    return not process or is_running(int(process))
