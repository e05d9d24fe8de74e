"""Opening a library: at once when it is compiled, otherwise compiled off the GUI thread with progress and stop."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, QTimer, Signal, SignalInstance, Slot

from kzref.errors import Cancelled, PackError, reason_of
from kzref.library.cache import LibraryCache, OpenedLibrary, rebuilt_notice
from kzref.messages.message import Message, message
from kzref.ui.background import CancelToken, Lane

if TYPE_CHECKING:
    from kzref.pack.integrity import Differences

AFTER_FIRST_PAGE = 400
"""Milliseconds, for what may wait until the first page is painted."""


def _open(cache: LibraryCache, folder: Path, anew: bool, advanced: SignalInstance, stop: CancelToken) -> OpenedLibrary:
    """Opens or compiles a library; the progress goes to a signal."""

    def progress(done: int, of: int) -> bool:
        advanced.emit(done, of)
        return not stop()

    if anew:
        return cache.build(folder, progress)
    try:
        opened = cache.open(folder, progress)
    except OSError as error:
        raise PackError(message("folder.unreadable", folder=folder, reason=reason_of(error))) from error
    if stop():
        raise Cancelled
    return opened


def _in_words(notices: tuple[Message, ...]) -> tuple[str, ...]:
    """Return notices as they are shown."""
    from kzref.messages.catalogue import english  # most libraries are opened without any

    return tuple(map(english, notices))


class _Looked(NamedTuple):
    """What came of looking at a folder: how it differs from what was published; and if it has changed since its library
    was compiled, or the library has rotted, a library made anew, or why it could not be."""

    alterations: "Differences | None" = None
    opened: OpenedLibrary | None = None
    refusal: str = ""


def _look(cache: LibraryCache, folder: Path, stop: CancelToken) -> _Looked:
    looked = _Looked()
    try:
        looked = _Looked(cache.check_integrity(folder))
        damage = cache.find_damage(folder)
        if damage or cache.is_stale(folder):
            opened = cache.build(folder, lambda _done, _of: not stop())
            notices = ((rebuilt_notice(damage),) if damage else ()) + opened.notices
            looked = looked._replace(opened=opened._replace(notices=notices))
    except PackError as error:
        return looked._replace(refusal=str(error))
    return looked


class LibraryLoader(QObject):
    """Opens libraries one at a time. A compiled one is read at once; then its folder is looked at, and read anew."""

    began = Signal(str)
    """A folder has to be compiled first."""
    advanced = Signal(int, int)
    opened = Signal(object, object)
    """A library, and notices about it."""
    renewed = Signal(object, object)
    """A library to read on in, because the folder has changed since the open one was made; and notices about it."""
    compared = Signal(object)
    """How the folder differs from what was published."""
    told = Signal(str)
    """What came of looking at the folder, where the open library is read on in."""
    refused = Signal(str)
    stopped = Signal()

    def __init__(self, cache: LibraryCache, lane: Lane, parent: QObject) -> None:
        super().__init__(parent)
        self._shelf, self._lane = cache, lane
        self.folder = Path()
        self._busy = self._asked = False
        self._look = QTimer(self)
        self._look.setSingleShot(True)
        self._look.setInterval(AFTER_FIRST_PAGE)
        self._look.timeout.connect(self._on_first_page_shown)
        lane.done.connect(self._on_done)
        lane.failed.connect(self._on_refused)
        lane.crashed.connect(self._on_crashed)

    def open(self, folder: Path) -> None:
        """Opens the library of a folder."""
        self.folder = folder
        try:
            ready = self._shelf.open_existing(folder)
        except PackError as refusal:
            self.stop_work()
            self.refused.emit(str(refusal))
            return
        if ready:
            self.stop_work()
            self.opened.emit(ready, ())
            self._look.start()
        else:
            self._start(anew=False)

    @Slot()
    def rebuild(self) -> None:
        """Compile the folder again."""
        self._start(anew=True)

    def look_again(self) -> bool:
        """Look whether the folder has changed, and tell what came of it; return False while it is being prepared."""
        if self._busy:
            return False
        self._look.stop()
        self._asked = True
        self._on_first_page_shown()
        return True

    def _start(self, anew: bool) -> None:
        self._look.stop()
        self._busy = True
        self.began.emit(str(self.folder))
        self._lane.start(partial(_open, self._shelf, self.folder, anew, self.advanced))

    @Slot()
    def stop(self) -> None:
        """Gives the work up, and says so."""
        self.stop_work()
        self.stopped.emit()

    def stop_work(self) -> None:
        """Give the work up."""
        self._look.stop()
        self._lane.cancel()
        self._busy = self._asked = False

    @Slot(object)
    def _on_crashed(self, _: object) -> None:
        """Nothing goes on; what happened is shown in the crash box."""
        self._busy = self._asked = False
        self.stopped.emit()

    @Slot()
    def _on_first_page_shown(self) -> None:
        self._lane.start(partial(_look, self._shelf, self.folder))

    @Slot(str)
    def _on_refused(self, reason: str) -> None:
        self._busy = self._asked = False
        self.refused.emit(reason)

    @Slot(object)
    def _on_done(self, result: OpenedLibrary | _Looked) -> None:
        asked, self._busy, self._asked = self._asked, False, False
        if isinstance(result, OpenedLibrary):
            self.opened.emit(result.library, _in_words(result.notices))
            self._look.start()
            return
        if result.opened:
            self.renewed.emit(result.opened.library, _in_words(result.opened.notices))
        elif result.refusal:
            self.told.emit(result.refusal)
        elif asked:
            self.told.emit(self.tr("The folder has not changed."))
        if result.alterations is not None:
            self.compared.emit(result.alterations)
