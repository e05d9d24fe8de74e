"""The shelf: compiled libraries in this user's cache, made when needed, trusted only after their hashes, swapped whole."""

import atexit
import contextlib
import hashlib
import logging
import os
import shutil
import sys
import tempfile
import time
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from kzref import __version__
from kzref.compiled.manifest import (
    DATABASE,
    FORMAT,
    INDEX,
    Manifest,
    file_hash,
    hash_files,
    read_manifest,
    verify,
    write_manifest,
)
from kzref.compiled.store import Library
from kzref.errors import LibraryDamaged, PackError
from kzref.library.pack import source_files
from kzref.paths import Paths, code_stamp

if TYPE_CHECKING:
    from kzref.compiled.builder import Progress

_CURRENT = "CURRENT"
_STALE_SECONDS = 3600
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Opened:
    """An open library, and what the user should know of how it came about."""

    library: Library
    notices: tuple[str, ...] = ()


class Shelf:
    """Opens the library of a folder: the bundle's own, or one compiled into the cache."""

    def __init__(self, paths: Paths) -> None:
        self._paths = paths

    def ready(self, folder: Path) -> Library | None:
        """The library of a folder if it is compiled, whole and up to date; None if it has to be built."""
        with contextlib.suppress(LibraryDamaged, OSError):
            return self._current(_existing(folder))
        return None

    def open(self, folder: Path, progress: "Progress | None" = None) -> Opened:
        """The library of a folder, compiled first where needed. Raises PackError and Cancelled."""
        folder = _existing(folder)
        notices: tuple[str, ...] = ()
        try:
            library = self._current(folder)
        except LibraryDamaged as damage:
            notices = (f"{damage} It is made again.",)
            library = None
        if library:
            return Opened(library)
        library, made = self.build(folder, progress)
        return Opened(library, notices + made)

    def build(self, folder: Path, progress: "Progress | None" = None) -> tuple[Library, tuple[str, ...]]:
        """Compiles a folder anew, and says so if it could not be kept in the cache."""
        folder = _existing(folder)
        home = self._home(folder)
        try:
            home.mkdir(parents=True, exist_ok=True, mode=0o700)
            work = Path(tempfile.mkdtemp(prefix=f".building-{os.getpid()}-", dir=home))
        except OSError as error:
            home = Path(tempfile.mkdtemp(prefix="kzref-"))
            atexit.register(shutil.rmtree, home, ignore_errors=True)
            work = Path(tempfile.mkdtemp(prefix=".building-", dir=home))
            notice = (
                f"The cache folder {self._paths.cache} cannot be written ({error.strerror}). "
                "The library is kept in a temporary folder until the program ends.",
            )
            return Library(_compile(folder, home, work, progress)), notice
        return Library(_compile(folder, home, work, progress)), ()

    def _home(self, folder: Path) -> Path:
        key = hashlib.sha256(str(folder).encode("utf-8", "surrogateescape")).hexdigest()[:16]
        return self._paths.cache / key

    def _current(self, folder: Path) -> Library | None:
        """The library in use for a folder, or None if there is none for its present state."""
        shipped = self._paths.shipped_libraries
        if shipped and folder == self._paths.content.resolve():
            return _open_verified(shipped / "content")
        home = self._home(folder)
        for _ in range(2):
            try:
                name = (home / _CURRENT).read_text("ascii").strip()
            except (OSError, UnicodeDecodeError):
                return None
            if not name.startswith("library-") or "/" in name or os.sep in name:
                raise LibraryDamaged(f"{home / _CURRENT} does not name a library.")
            if not (home / name).is_dir():
                time.sleep(0.05)  # Another process may be between its swap and its sweep.
                continue
            _check_private(home / name)
            manifest = read_manifest(home / name)
            if not _is_fresh(home / name, manifest, folder):
                return None
            return _open_verified(home / name, manifest)
        return None


def _existing(folder: Path) -> Path:
    folder = folder.expanduser()
    if not folder.is_dir():
        raise PackError(f"{folder} is not a folder. Name the folder that holds the Markdown files.")
    return folder.resolve()


def _open_verified(folder: Path, manifest: Manifest | None = None) -> Library:
    manifest = manifest or read_manifest(folder)
    verify(folder, manifest, DATABASE)
    return Library(folder)


def _check_private(folder: Path) -> None:
    """Only this user may have written what is opened: a search index can run code."""
    if sys.platform == "win32":
        return
    state = folder.stat()
    if state.st_uid != os.getuid() or state.st_mode & 0o022:
        raise LibraryDamaged(f"{folder} belongs to someone else or can be written by others.")


def _program() -> str:
    return f"{__version__} {code_stamp()}".strip()


def _is_fresh(home: Path, manifest: Manifest, folder: Path) -> bool:
    """Whether a library still says what its folder says; touched files are read before anything is rebuilt."""
    if manifest.program != _program():
        return False
    listing = _listing_hash(folder)
    if listing == manifest.listing:
        return True
    if _content_hash(folder) != manifest.content:
        return False
    with contextlib.suppress(OSError):
        write_manifest(home, replace(manifest, listing=listing))
    return True


def _listing_hash(folder: Path) -> str:
    digest = hashlib.sha256()
    for name, state in sorted(source_files(folder).items()):
        digest.update(f"{name}\0{state.st_size}\0{state.st_mtime_ns}\n".encode("utf-8", "surrogateescape"))
    return digest.hexdigest()


def _content_hash(folder: Path) -> str:
    digest = hashlib.sha256()
    for name in sorted(source_files(folder)):
        digest.update(name.encode("utf-8", "surrogateescape") + b"\0")
        with contextlib.suppress(OSError):
            digest.update(bytes.fromhex(file_hash(folder / name)))
    return digest.hexdigest()


def _compile(folder: Path, home: Path, work: Path, progress: "Progress | None") -> Path:
    """Builds in a folder of its own beside the others and swaps it in; a kill leaves the old one or the new one."""
    from kzref.compiled.builder import always, build
    from kzref.library.pack import read_pack

    try:
        listing, content = _listing_hash(folder), _content_hash(folder)
        build(read_pack(folder), work, progress or always)
        files = hash_files(work)
        for name in files:
            _flush(work / name)
        write_manifest(work, Manifest(FORMAT, _program(), str(folder), listing, content, files))
        _flush(work)
        final = home / work.name.replace(".building-", "library-")
        work.rename(final)
    except BaseException:
        shutil.rmtree(work, ignore_errors=True)
        raise
    pointer = home / f"{_CURRENT}.{os.getpid()}"
    pointer.write_text(final.name, "ascii")
    _flush(pointer)
    pointer.replace(home / _CURRENT)
    _flush(home)
    _sweep(home, keep=final.name)
    return final


def compile_for_bundle(folder: Path, target: Path) -> None:
    """Compiles a pack to a place of its own, to be shipped with a bundle."""
    home = target.parent
    home.mkdir(parents=True, exist_ok=True)
    work = Path(tempfile.mkdtemp(prefix=".building-", dir=home))
    made = _compile(folder.resolve(), home, work, None)
    shutil.rmtree(target, ignore_errors=True)
    made.rename(target)
    (home / _CURRENT).unlink()


def _flush(path: Path) -> None:
    """To the disk, so that a power loss finds whole files. Windows cannot open folders for this."""
    if path.is_dir() and sys.platform == "win32":
        return
    handle = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _sweep(home: Path, keep: str) -> None:
    """Removes what earlier and killed builds left; the one before the newest stays for whoever still reads it."""
    libraries = sorted(home.glob("library-*"), key=lambda p: p.stat().st_mtime, reverse=True)
    for old in [p for p in libraries if p.name != keep][1:]:
        shutil.rmtree(old, ignore_errors=True)
    for left in home.glob(".building-*"):
        with contextlib.suppress(OSError):
            if not _is_alive(left.name) or time.time() - left.stat().st_mtime > 24 * _STALE_SECONDS:
                shutil.rmtree(left, ignore_errors=True)


def _is_alive(name: str) -> bool:
    """Whether the process that builds in a folder still runs, as far as can be told."""
    pid = name.removeprefix(".building-").partition("-")[0]
    if not pid.isdigit() or sys.platform == "win32":
        return True
    try:
        os.kill(int(pid), 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True
