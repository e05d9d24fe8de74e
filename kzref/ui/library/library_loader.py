"""Load libraries: a compiled one at once; any other is compiled off the GUI thread, with progress and a stop."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, QTimer, Signal, SignalInstance, Slot

from kzref.errors import Cancelled, PackError, reason_of
from kzref.library.cache import LibraryCache, OpenedLibrary, rebuilt_notice
from kzref.messages.message import Message, message
from kzref.ui.background import CancelToken, Lane
from kzref.ui.widgets.texts import text_of

if TYPE_CHECKING:
    from kzref.pack.integrity import Differences

AFTER_FIRST_PAGE = 400
"""Milliseconds until work starts that the first page must not wait for."""


class OpenRequest(NamedTuple):
    """A request to open the library of a folder."""

    folder: Path
    address: str = ""
    """Of the section to show, as the user wrote it; empty for the start page."""


def _load(
    cache: LibraryCache, folder: Path, rebuild: bool, progressed: SignalInstance, is_cancelled: CancelToken
) -> OpenedLibrary:
    """Open or compile a library, and emit the progress. rebuild: compile it in any case."""

    def report_progress(done: int, total: int) -> bool:
        progressed.emit(done, total)
        return not is_cancelled()

    if rebuild:
        return cache.build(folder, report_progress)
    try:
        opened = cache.open(folder, report_progress)
    except OSError as error:
        raise PackError(message("folder.unreadable", folder=folder, reason=reason_of(error))) from error
    if is_cancelled():
        raise Cancelled
    return opened


class _FolderCheck(NamedTuple):
    """The result of checking the folder of an open library."""

    differences: "Differences | None" = None
    """From the published edition; None if the folder could not be compared with it."""
    rebuilt: OpenedLibrary | None = None
    """A new library, if the files have changed since the open one was compiled, or if that is damaged."""
    failure: Message | None = None
    """Why the folder could not be checked or compiled."""


def _check(cache: LibraryCache, folder: Path, is_cancelled: CancelToken) -> _FolderCheck:
    check = _FolderCheck()
    try:
        check = _FolderCheck(cache.check_integrity(folder))
        damage = cache.find_damage(folder)
        if damage or cache.is_stale(folder):
            rebuilt = cache.build(folder, lambda _done, _total: not is_cancelled())
            notices = ((rebuilt_notice(damage),) if damage else ()) + rebuilt.notices
            check = check._replace(rebuilt=rebuilt._replace(notices=notices))
    except PackError as error:
        return check._replace(failure=error.message)
    return check


class LibraryLoader(QObject):
    """Loads libraries, one at a time, and checks whether the folder of the open one has changed."""

    build_started = Signal(object)
    """The OpenRequest whose folder has to be compiled first."""
    progressed = Signal(int, int)
    """How many files are compiled, of how many."""
    opened = Signal(object, object, object)
    """An OpenRequest, its Library, and notices about it."""
    reloaded = Signal(object, object, object)
    """The OpenRequest of a check; a new Library, because the open one is stale or damaged; and notices about it."""
    compared = Signal(object)
    """The Differences of the folder from the published edition."""
    message_shown = Signal(str)
    """What a check found, if the open library is still the right one."""
    failed = Signal(str)
    """Why a library cannot be opened."""
    stopped = Signal()
    """The user stopped a build, or a job crashed."""

    def __init__(self, cache: LibraryCache, lane: Lane, parent: QObject) -> None:
        super().__init__(parent)
        self._cache, self._lane = cache, lane
        self._request = OpenRequest(Path())
        self._is_building = False
        self._is_check_by_user = False
        """Whether the user asked for the check, and has to hear if nothing has changed."""
        self._check_timer = QTimer(self)
        self._check_timer.setSingleShot(True)
        self._check_timer.setInterval(AFTER_FIRST_PAGE)
        self._check_timer.timeout.connect(self._on_check_due)
        lane.done.connect(self._on_done)
        lane.failed.connect(self._on_failed)
        lane.crashed.connect(self._on_crashed)

    @property
    def request(self) -> OpenRequest:
        """The newest request."""
        return self._request

    @property
    def folder(self) -> Path:
        """The folder of the newest request."""
        return self._request.folder

    def open(self, request: OpenRequest) -> None:
        """Open the library of a folder."""
        self._request = request
        try:
            library = self._cache.open_existing(request.folder)
        except PackError as error:
            self.stop_work()
            self.failed.emit(text_of(error.message))
            return
        if library:
            self.stop_work()
            self.opened.emit(request, library, ())
        else:
            self._start(rebuild=False)

    def rebuild(self, request: OpenRequest) -> bool:
        """Compile a folder again and open its library. Return False during another build."""
        if self._is_building:
            return False
        self._request = request
        self._start(rebuild=True)
        return True

    def check_later(self, request: OpenRequest) -> None:
        """Check the folder of the open library once the first page is painted."""
        self._request = request
        self._check_timer.start()

    def check_now(self, request: OpenRequest) -> bool:
        """Check the folder of the open library, and emit the result in any case. Return False during a build."""
        if self._is_building:
            return False
        self._request = request
        self._check_timer.stop()
        self._is_check_by_user = True
        self._on_check_due()
        return True

    def _start(self, rebuild: bool) -> None:
        self._check_timer.stop()
        self._is_building = True
        self.build_started.emit(self._request)
        self._lane.start(partial(_load, self._cache, self._request.folder, rebuild, self.progressed))

    @Slot()
    def stop(self) -> None:
        """Stop the work, as the user wishes."""
        self.stop_work()
        self.stopped.emit()

    def stop_work(self) -> None:
        """Cancel builds and checks."""
        self._check_timer.stop()
        self._lane.cancel()
        self._is_building = self._is_check_by_user = False

    @Slot(object)
    def _on_crashed(self, _: object) -> None:
        """End the work; the crash itself is shown in the crash dialog."""
        self._is_building = self._is_check_by_user = False
        self.stopped.emit()

    @Slot()
    def _on_check_due(self) -> None:
        self._lane.start(partial(_check, self._cache, self._request.folder))

    @Slot(str)
    def _on_failed(self, reason: str) -> None:
        self._is_building = self._is_check_by_user = False
        self.failed.emit(reason)

    @Slot(object)
    def _on_done(self, result: OpenedLibrary | _FolderCheck) -> None:
        by_user, self._is_building, self._is_check_by_user = self._is_check_by_user, False, False
        if isinstance(result, OpenedLibrary):
            self._emit_library(self.opened, result)
            return
        if result.rebuilt:
            self._emit_library(self.reloaded, result.rebuilt)
        elif result.failure:
            self.message_shown.emit(text_of(result.failure))
        elif by_user:
            self.message_shown.emit(self.tr("The folder has not changed."))
        if result.differences is not None:
            self.compared.emit(result.differences)

    def _emit_library(self, signal: SignalInstance, opened: OpenedLibrary) -> None:
        signal.emit(self._request, opened.library, tuple(map(text_of, opened.notices)))
