"""Making a library: built in a folder of its own, flushed to the disk, and swapped in whole."""

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

from kzref.library.build.compiler import Progress, always, build
from kzref.library.staleness import content_hash, listing_sum, program
from kzref.library.store.segments import segment_folder
from kzref.library.manifest import (
    CURRENT,
    FORMAT,
    INDEX,
    READING,
    Manifest,
    file_sum,
    hash_files,
    mark_verified,
    read_manifest,
    verify,
    write_manifest,
)
from kzref.library.build.incremental import build_incrementally
from kzref.errors import LibraryDamaged
from kzref.pack.pack import read_pack
from kzref.pack.problems import ReportProblem, ignore_problem
from kzref.system.files import flush_file, flush_folder, make_private
from kzref.system.processes import is_running

_STALE_SECONDS = 24 * 3600


def build_and_install(home: Path, folder: Path, progress: Progress | None, report: ReportProblem = ignore_problem) -> Path:
    """Compiles a folder beside the libraries of its home and swaps it in; OSError if the home cannot be written.

    report: gets what cannot be read of the folder.
    """
    home.mkdir(parents=True, exist_ok=True, mode=0o700)
    make_private(home)
    work = Path(tempfile.mkdtemp(prefix=f".building-{os.getpid()}-", dir=home))
    return _compile(folder, home, work, progress, report)


def temporary_home() -> Path:
    """A home that lasts as long as the program."""
    import atexit

    home = Path(tempfile.mkdtemp(prefix="kzref-"))
    atexit.register(shutil.rmtree, home, ignore_errors=True)
    return home


def _compile(folder: Path, home: Path, work: Path, progress: Progress | None, report: ReportProblem) -> Path:
    """Builds in a folder of its own beside the others and swaps it in; a kill leaves the old one or the new one."""
    try:
        try:
            return _build_and_swap(folder, home, work, progress, report)
        except sqlite3.Error as error:
            raise OSError(errno.EIO, f"the database says: {error}", str(work)) from error
    except BaseException:
        shutil.rmtree(work, ignore_errors=True)
        raise


def _build_and_swap(folder: Path, home: Path, work: Path, progress: Progress | None, report: ReportProblem) -> Path:
    listing, content = listing_sum(folder), content_hash(folder)
    known, sums = _patch_or_build(folder, home, work, progress or always, report)
    files = hash_files(work, known)
    for name in files.keys() - known.keys():
        flush_file(work / name)
    sums = {name: sums[name] if name in known else file_sum(work / name) for name in files}
    manifest = Manifest(FORMAT, program(), str(folder), listing, content, files, sums)
    write_manifest(work, manifest)
    mark_verified(work, manifest)
    flush_folder(work)
    final = home / work.name.replace(".building-", "library-")
    work.rename(final)
    pointer = home / f"{CURRENT}.{os.getpid()}"
    pointer.write_text(final.name, "utf-8")
    flush_file(pointer)
    pointer.replace(home / CURRENT)
    flush_folder(home)
    _sweep(home, keep=final.name)
    return final


def _patch_or_build(
    folder: Path, home: Path, work: Path, progress: Progress, report: ReportProblem
) -> tuple[Mapping[str, str], Mapping[str, int]]:
    """Compile a folder, only what has changed if that will do. Return the hashes and sums of what was taken over."""
    pack = read_pack(folder, report)
    before = _library_before(folder, home)
    if before:
        try:
            if build_incrementally(pack, before, work, progress, report):
                old = read_manifest(before)
                base = f"{segment_folder(Path(), 0)}/"
                linked = [name for name in old.files.keys() & old.sums.keys() if name.startswith(base)]
                return {name: old.files[name] for name in linked}, {name: old.sums[name] for name in linked}
        except (OSError, sqlite3.Error, LibraryDamaged):
            pass  # Another process may have swept it away; everything is compiled.
        for left in work.iterdir():
            shutil.rmtree(left) if left.is_dir() else left.unlink()
    build(pack, work, progress, report)
    return {}, {}


def _library_before(folder: Path, home: Path) -> Path | None:
    """The library in use, if this program has made it of this folder and it is whole."""
    try:
        name = (home / CURRENT).read_text("utf-8").strip()
        if not name.startswith("library-") or "/" in name or os.sep in name or (home / name).is_symlink():
            return None
        manifest = read_manifest(home / name)
        if manifest.program != program() or manifest.source != str(folder):
            return None
        for part in (READING, INDEX):
            verify(home / name, manifest, part)
    except (OSError, UnicodeDecodeError, LibraryDamaged):
        return None
    return home / name


def build_for_bundle(folder: Path, target: Path) -> None:
    """Compiles a pack to a place of its own, to be shipped with a bundle."""
    made = build_and_install(target.parent, folder.resolve(), None)
    shutil.rmtree(target, ignore_errors=True)
    made.rename(target)
    (target.parent / CURRENT).unlink()


def _sweep(home: Path, keep: str) -> None:
    """Removes what earlier and killed builds left; the one before the newest stays for whoever still reads it."""
    libraries = sorted(home.glob("library-*"), key=lambda p: p.stat().st_mtime, reverse=True)
    for old in [p for p in libraries if p.name != keep][1:]:
        # Another process that has just made it may not have opened it yet.
        if not _is_wanted(old, f"library-{os.getpid()}-"):
            shutil.rmtree(old, ignore_errors=True)
    for left in home.glob(".building-*"):
        if not _is_wanted(left, "library"):
            shutil.rmtree(left, ignore_errors=True)
    for pointer in home.glob(f"{CURRENT}.*"):
        if not _is_wanted(pointer, "library"):
            pointer.unlink(missing_ok=True)


def _is_wanted(path: Path, own: str) -> bool:
    """Whether another process, alive, has made something lately and may come back to it."""
    with contextlib.suppress(OSError):
        recent = time.time() - path.lstat().st_mtime < _STALE_SECONDS
        return recent and _is_alive(path.name) and not path.name.startswith(own)
    return False


def _is_alive(name: str) -> bool:
    """Return whether the process that builds in a folder still runs; True where the name does not say which it is."""
    process = next((part for part in re.split(r"[-.]", name) if part.isdigit()), "")
    return not process or is_running(int(process))
