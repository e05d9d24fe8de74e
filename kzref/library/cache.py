"""The shelf: compiled libraries in this user's cache, made when needed and trusted only after their hashes."""

import contextlib
import os
import time
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from kzref.errors import LibraryDamaged, LibraryOutdated, PackError
from kzref.library.manifest import CURRENT, INDEX, READING, Check, Manifest, read_manifest, verify
from kzref.library.staleness import checksum, is_readable_by_this_version, is_up_to_date
from kzref.library.store.library import Library
from kzref.paths import Paths, existing_folder
from kzref.system.files import is_private

if TYPE_CHECKING:
    from kzref.library.build.compiler import Progress
    from kzref.pack.integrity import Differences


class Opened(NamedTuple):
    """An open library, and what the user should know of how it came about."""

    library: Library
    notices: tuple[str, ...] = ()


class _Place(NamedTuple):
    """Where a compiled library is. shipped: it is the bundle's own, and never behind."""

    library: Path
    manifest: Manifest
    shipped: bool = False


class LibraryCache:
    """Opens the library of a folder: the bundle's own, or one compiled into the cache."""

    def __init__(self, paths: Paths) -> None:
        self._paths = paths

    def ready(self, folder: Path) -> Library | None:
        """The library of a folder if it is compiled and whole; None if it has to be built first.

        Neither the folder nor every byte of the library is looked at, so that a first page need not wait for it:
        is_behind() and damage() tell the rest.
        """
        with contextlib.suppress(LibraryDamaged, OSError):
            folder = existing_folder(folder)
            place = self._place(folder)
            if place and (place.shipped or is_readable_by_this_version(place.manifest, folder)):
                return _open_verified(place, Check.STAMP)
        return None

    def damage(self, folder: Path) -> str:
        """Return in what way the library in use for a folder is not as it was written; empty if nothing is found."""
        try:
            place = self._place(existing_folder(folder))
            if place:
                for part in (READING, INDEX):
                    verify(place.library, place.manifest, part)
        except (LibraryOutdated, OSError):
            return ""
        except LibraryDamaged as damage:
            return str(damage)
        return ""

    def is_behind(self, folder: Path) -> bool:
        """Whether the folder has changed since its library was compiled, or the library is gone."""
        with contextlib.suppress(LibraryDamaged, OSError):
            folder = existing_folder(folder)
            place = self._place(folder)
            return place is None or not (place.shipped or is_up_to_date(place.library, place.manifest, folder))
        return True

    def alterations(self, folder: Path) -> "Differences":
        """How a folder differs from what was published."""
        from kzref.library.integrity import check_integrity

        return check_integrity(self._paths, folder)

    def open(self, folder: Path, progress: "Progress | None" = None, for_search: bool = False) -> Opened:
        """The library of a folder, compiled first where needed. Raises PackError and Cancelled.

        for_search: the index is checked as well, so that damage to it is mended too.
        """
        folder = existing_folder(folder)
        notices: tuple[str, ...] = ()
        try:
            library = self._current(folder)
            if library and for_search:
                verify(library.folder, read_manifest(library.folder), INDEX)
        except LibraryOutdated:
            library = None
        except LibraryDamaged as damage:
            notices = (rebuilt(str(damage)),)
            library = None
        if library:
            return Opened(library)
        library, made = self.build(folder, progress)
        return Opened(library, notices + made)

    def build(self, folder: Path, progress: "Progress | None" = None) -> tuple[Library, tuple[str, ...]]:
        """Compiles a folder anew; says so if it could not be kept in the cache, and what of it cannot be read."""
        from kzref.library.build.install import build_and_install, temporary_home
        from kzref.pack.problems import Problem, problem_notices

        folder = existing_folder(folder)
        faults: list[Problem] = []
        try:
            library = Library(build_and_install(self._home(folder), folder, progress, faults.append))
            return library, problem_notices(folder, faults)
        except OSError as error:
            notice = (
                f"The cache folder {self._paths.cache} cannot be written ({error.strerror or error}). "
                "The library is kept in a temporary folder until the program ends."
            )
        try:
            library = Library(build_and_install(temporary_home(), folder, progress, faults.append))
            return library, (notice, *problem_notices(folder, faults))
        except OSError as error:
            raise PackError(f"{folder} cannot be prepared for reading: {error.strerror or error}.") from error

    def _home(self, folder: Path) -> Path:
        return self._paths.cache / checksum(str(folder))

    def _current(self, folder: Path) -> Library | None:
        """The library in use for a folder, or None if there is none for its present state."""
        place = self._place(folder)
        if place is None or not (place.shipped or is_up_to_date(place.library, place.manifest, folder)):
            return None
        return _open_verified(place, Check.SUM)

    def _place(self, folder: Path) -> _Place | None:
        """Where the library in use for a folder is, or None if there is none."""
        shipped = self._paths.shipped_libraries
        if not shipped or folder != self._paths.content.resolve():
            return self._cached(folder)
        with contextlib.suppress(LibraryDamaged, OSError):
            # It was made because the bundle's own was damaged, and would be at every start.
            made = self._cached(folder)
            if made and is_readable_by_this_version(made.manifest, folder):
                return made
        return _Place(shipped / "content", read_manifest(shipped / "content"), shipped=True)

    def _cached(self, folder: Path) -> _Place | None:
        """Where the library in the cache is that was made of a folder, or None if there is none."""
        home = self._home(folder)
        for _ in range(2):
            try:
                name = (home / CURRENT).read_text("utf-8").strip()
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
            return _Place(home / name, read_manifest(home / name))
        return None


def rebuilt(damage: str) -> str:
    """Return the one line that tells of a damage and of what is done about it."""
    return f"{damage} It is made again."


def _open_verified(place: _Place, check: Check) -> Library:
    verify(place.library, place.manifest, READING, check)
    return Library(place.library)


def _check_private(folder: Path) -> None:
    """Raise LibraryDamaged if another user can have written into a folder: the hashes would be theirs as well."""
    if not is_private(folder):
        raise LibraryDamaged(f"{folder} belongs to someone else or can be written by others.")
