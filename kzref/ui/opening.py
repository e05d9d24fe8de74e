"""Opening a library: at once when it is compiled, otherwise compiled off the GUI thread with progress and stop."""

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QObject, Signal, Slot

from kzref.compiled.shelf import Opened, Shelf
from kzref.errors import Cancelled
from kzref.ui.tasks import Lane, Stop


class _Tell(Protocol):
    def emit(self, done: int, of: int) -> None:
        """Sends the numbers to the GUI thread."""


@dataclass(frozen=True, slots=True)
class _Job:
    shelf: Shelf
    folder: Path
    anew: bool
    advanced: _Tell

    def __call__(self, stop: Stop) -> Opened:
        def progress(done: int, of: int) -> bool:
            self.advanced.emit(done, of)
            return not stop()

        if self.anew:
            return Opened(*self.shelf.build(self.folder, progress))
        opened = self.shelf.open(self.folder, progress)
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
        self._lane.start(_Job(self._shelf, self.folder, anew, self.advanced))

    @Slot()
    def stop(self) -> None:
        """Gives the work up."""
        self._lane.cancel()
        self.stopped.emit()

    @Slot(object)
    def _on_done(self, opened: Opened) -> None:
        self.opened.emit(opened.library, opened.notices)
