"""The shelf: compiled libraries in this user's cache, made when needed and trusted only after their hashes."""

import contextlib
import os
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from kzref.compiled.freshness import checksum, is_fresh
from kzref.compiled.manifest import CURRENT, DATABASE, INDEX, Manifest, read_manifest, verify
from kzref.compiled.store import Library
from kzref.errors import LibraryDamaged, PackError
from kzref.paths import Paths

if TYPE_CHECKING:
    from kzref.compiled.builder import Progress


class Opened(NamedTuple):
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

    def open(self, folder: Path, progress: "Progress | None" = None, for_search: bool = False) -> Opened:
        """The library of a folder, compiled first where needed. Raises PackError and Cancelled.

        for_search: the index is checked as well, so that damage to it is mended too.
        """
        folder = _existing(folder)
        notices: tuple[str, ...] = ()
        try:
            library = self._current(folder)
            if library and for_search:
                verify(library.folder, read_manifest(library.folder), INDEX)
        except LibraryDamaged as damage:
            notices = (f"{damage} It is made again.",)
            library = None
        if library:
            return Opened(library)
        library, made = self.build(folder, progress)
        return Opened(library, notices + made)

    def build(self, folder: Path, progress: "Progress | None" = None) -> tuple[Library, tuple[str, ...]]:
        """Compiles a folder anew, and says so if it could not be kept in the cache."""
        from kzref.compiled.making import make_into, temporary_home

        folder = _existing(folder)
        try:
            return Library(make_into(self._home(folder), folder, progress)), ()
        except OSError as error:
            notice = (
                f"The cache folder {self._paths.cache} cannot be written ({error.strerror or error}). "
                "The library is kept in a temporary folder until the program ends."
            )
        try:
            return Library(make_into(temporary_home(), folder, progress)), (notice,)
        except OSError as error:
            raise PackError(f"{folder} cannot be prepared for reading: {error.strerror or error}.") from error

    def _home(self, folder: Path) -> Path:
        return self._paths.cache / checksum(str(folder))

    def _current(self, folder: Path) -> Library | None:
        """The library in use for a folder, or None if there is none for its present state."""
        shipped = self._paths.shipped_libraries
        if shipped and folder == self._paths.content.resolve():
            return _open_verified(shipped / "content")
        home = self._home(folder)
        for _ in range(2):
            try:
                name = (home / CURRENT).read_text("ascii").strip()
            except (OSError, UnicodeDecodeError):
                return None
            if not name.startswith("library-") or "/" in name or os.sep in name:
                raise LibraryDamaged(f"{home / CURRENT} does not name a library.")
            if (home / name).is_symlink():
                raise LibraryDamaged(f"{home / name} is a link; a library is a folder of the cache.")
            if not (home / name).is_dir():
                time.sleep(0.05)  # Another process may be between its swap and its sweep.
                continue
            _check_private(home)
            _check_private(home / name)
            manifest = read_manifest(home / name)
            if not is_fresh(home / name, manifest, folder):
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
