"""Opening a library: at once when it is compiled, otherwise compiled off the GUI thread with progress and stop."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal, SignalInstance, Slot

from kzref.compiled.shelf import Opened, Shelf
from kzref.errors import Cancelled
from kzref.ui.tasks import Lane, Stop


def _open(shelf: Shelf, folder: Path, anew: bool, advanced: SignalInstance, stop: Stop) -> Opened:
    """Opens or compiles a library; the progress goes to a signal."""

    def progress(done: int, of: int) -> bool:
        advanced.emit(done, of)
        return not stop()

    if anew:
        return Opened(*shelf.build(folder, progress))
    opened = shelf.open(folder, progress)
    if stop():
        raise Cancelled
    return opened


class LibraryOpening(QObject):
    """Opens libraries one at a time."""

    began = Signal(str)
    """A folder has to be compiled first."""
    advanced = Signal(int, int)
    opened = Signal(object, object)
    """A library, and notices about it."""
    refused = Signal(str)
    stopped = Signal()

    def __init__(self, shelf: Shelf, lane: Lane, parent: QObject) -> None:
        super().__init__(parent)
        self._shelf, self._lane = shelf, lane
        self.folder = Path()
        lane.done.connect(self._on_done)
        lane.refused.connect(self.refused)

    def open(self, folder: Path) -> None:
        """Opens the library of a folder."""
        self.folder = folder
        ready = self._shelf.ready(folder)
        if ready:
            self._lane.cancel()
            self.opened.emit(ready, ())
        else:
            self._start(anew=False)

    @Slot()
    def make_again(self) -> None:
        """Compiles the folder anew."""
        self._start(anew=True)

    def _start(self, anew: bool) -> None:
        self.began.emit(str(self.folder))
        self._lane.start(partial(_open, self._shelf, self.folder, anew, self.advanced))

    @Slot()
    def stop(self) -> None:
        """Gives the work up."""
        self._lane.cancel()
        self.stopped.emit()

    @Slot(object)
    def _on_done(self, opened: Opened) -> None:
        self.opened.emit(opened.library, opened.notices)
