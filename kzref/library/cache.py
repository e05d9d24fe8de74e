"""The library cache of this user: compiled libraries, built when needed and opened only after they are verified."""

import contextlib
import os
import time
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from kzref.errors import LibraryDamaged, LibraryOutdated, PackError, reason_of
from kzref.library.manifest import CURRENT_FILE, CheckLevel, FileGroup, LibraryManifest, read_manifest, verify
from kzref.library.staleness import checksum, is_readable_by_this_version, is_up_to_date
from kzref.library.store.library import Library
from kzref.messages.message import Message, message
from kzref.paths import Paths, existing_folder
from kzref.system.files import is_private

if TYPE_CHECKING:
    from kzref.library.builder.progress import Progress
    from kzref.pack.integrity import Differences


class OpenedLibrary(NamedTuple):
    """An open library, and what the user should know of how it was built."""

    library: Library
    notices: tuple[Message, ...] = ()


class _InstalledLibrary(NamedTuple):
    """A compiled library on the disk. is_bundled: it is the bundle's own, and never out of date."""

    folder: Path
    manifest: LibraryManifest
    is_bundled: bool = False

    def is_usable(self, source: Path) -> bool:
        """Return whether it was compiled from a folder by this version, whatever has changed in the folder since."""
        return self.is_bundled or is_readable_by_this_version(self.manifest, source)

    def is_current(self, source: Path) -> bool:
        """Return whether it is up to date with the folder that it was compiled from."""
        return self.is_bundled or is_up_to_date(self.folder, self.manifest, source)

    def open(self, level: CheckLevel) -> Library:
        """Verify the databases and open them. Raise LibraryDamaged."""
        verify(self.folder, self.manifest, FileGroup.DATABASES, level)
        return Library(self.folder)


class LibraryCache:
    """Opens the compiled library of a pack's folder: the bundle's own, or one compiled into the cache."""

    def __init__(self, paths: Paths) -> None:
        self._paths = paths

    def open_existing(self, folder: Path) -> Library | None:
        """Return the library of a folder if it is compiled and intact; None if it has to be built first.

        Neither the folder nor every byte of the library is read, so that a first page need not wait for it:
        is_stale() and find_damage() do so later.
        """
        with contextlib.suppress(LibraryDamaged, OSError):
            folder = existing_folder(folder)
            installed = self._installed(folder)
            if installed and installed.is_usable(folder):
                return installed.open(CheckLevel.STAMP)
        return None

    def find_damage(self, folder: Path) -> Message | None:
        """Return how the library in use for a folder differs from what was written; None if it does not."""
        try:
            installed = self._installed(existing_folder(folder))
            if installed:
                for group in FileGroup:
                    verify(installed.folder, installed.manifest, group)
        except (LibraryOutdated, OSError):
            return None
        except LibraryDamaged as damage:
            return damage.message
        return None

    def is_stale(self, folder: Path) -> bool:
        """Return whether the folder has changed since its library was compiled, or the library is gone."""
        with contextlib.suppress(LibraryDamaged, OSError):
            folder = existing_folder(folder)
            installed = self._installed(folder)
            return installed is None or not installed.is_current(folder)
        return True

    def check_integrity(self, folder: Path) -> "Differences":
        """Return how a folder differs from what was published."""
        from kzref.library.integrity import check_integrity

        return check_integrity(self._paths, folder)

    def open(self, folder: Path, progress: "Progress | None" = None, for_search: bool = False) -> OpenedLibrary:
        """Open the library of a folder, compiled first where needed. Raise PackError and Cancelled.

        for_search: verify the index as well, so that damage to it is repaired too.
        """
        folder = existing_folder(folder)
        notices: tuple[Message, ...] = ()
        try:
            library = self._open_current(folder)
            if library and for_search:
                verify(library.folder, read_manifest(library.folder), FileGroup.INDEX)
        except LibraryOutdated:
            library = None
        except LibraryDamaged as damage:
            notices = (rebuilt_notice(damage.message),)
            library = None
        if library:
            return OpenedLibrary(library)
        built = self.build(folder, progress)
        return OpenedLibrary(built.library, notices + built.notices)

    def build(self, folder: Path, progress: "Progress | None" = None) -> OpenedLibrary:
        """Compile a folder. Notices tell if the library is not in the cache, and what in the folder is unreadable."""
        from kzref.library.builder.install import build_and_install, temporary_home
        from kzref.pack.problems import Problem, problem_notices

        folder = existing_folder(folder)
        problems: list[Problem] = []
        try:
            library = Library(build_and_install(self._home(folder), folder, progress, problems.append))
            return OpenedLibrary(library, problem_notices(folder, problems))
        except OSError as error:
            notice = message("library.cache_not_written", folder=self._paths.cache, reason=reason_of(error))
        try:
            library = Library(build_and_install(temporary_home(), folder, progress, problems.append))
            return OpenedLibrary(library, (notice, *problem_notices(folder, problems)))
        except OSError as error:
            raise PackError(message("library.not_built", folder=folder, reason=reason_of(error))) from error

    def _home(self, folder: Path) -> Path:
        """Return the folder of the cache that holds the libraries compiled from a folder."""
        return self._paths.cache / checksum(str(folder))

    def _open_current(self, folder: Path) -> Library | None:
        """Open the library of a folder, or return None if there is none of its present state."""
        installed = self._installed(folder)
        return installed.open(CheckLevel.CRC) if installed and installed.is_current(folder) else None

    def _installed(self, folder: Path) -> _InstalledLibrary | None:
        """Return the library in use for a folder, or None if there is none."""
        bundled = self._paths.shipped_libraries
        if not bundled or folder != self._paths.content.resolve():
            return self._cached(folder)
        with contextlib.suppress(LibraryDamaged, OSError):
            # It was built because the bundle's own was damaged, and would be at every start.
            cached = self._cached(folder)
            if cached and cached.is_usable(folder):
                return cached
        return _InstalledLibrary(bundled / "content", read_manifest(bundled / "content"), is_bundled=True)

    def _cached(self, folder: Path) -> _InstalledLibrary | None:
        """Return the library in the cache that was compiled from a folder, or None if there is none."""
        home = self._home(folder)
        for _ in range(2):
            try:
                name = (home / CURRENT_FILE).read_text("utf-8").strip()
            except (OSError, UnicodeDecodeError):
                return None
            if not name.startswith("library-") or "/" in name or os.sep in name:
                raise LibraryDamaged(message("library.not_named", file=home / CURRENT_FILE))
            if (home / name).is_symlink():
                raise LibraryDamaged(message("library.is_link", folder=home / name))
            if not (home / name).is_dir():
                time.sleep(0.05)  # Another process may be between its swap and its sweep.
                continue
            _check_private(home)
            _check_private(home / name)
            return _InstalledLibrary(home / name, read_manifest(home / name))
        return None


def rebuilt_notice(damage: Message) -> Message:
    """Return the notice of a damage and of what is done about it."""
    return message("library.rebuilt", damage=damage)


def _check_private(folder: Path) -> None:
    """Raise LibraryDamaged if others may have written in a folder: the hashes are there too, and prove nothing."""
    if not is_private(folder):
        raise LibraryDamaged(message("library.not_private", folder=folder))
