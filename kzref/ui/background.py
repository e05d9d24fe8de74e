"""Background work: jobs run off the GUI thread, in lanes of which only the newest job is reported."""

import threading
from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal, Slot

from kzref.errors import Cancelled, KzrefError, LibraryDamaged
from kzref.ui.widgets.texts import text_of


class CancelToken:
    """Tells a job whether it was cancelled. Callable from any thread."""

    __slots__ = ("_event",)

    def __init__(self, event: threading.Event) -> None:
        self._event = event

    def __call__(self) -> bool:
        """Return whether the job has to stop."""
        return self._event.is_set()


Job = Callable[[CancelToken], object]


class Lane(QObject):
    """A worker thread that runs jobs one after the other; a newer job cancels the older ones.

    Signals are emitted on the GUI thread, and only for the newest job.
    """

    done = Signal(object)
    """The result of the job."""
    failed = Signal(str)
    """The message of a KzrefError that the job raised, in the reader's language."""
    damaged = Signal(str)
    """The same, after `failed`, if the error is that the compiled library is not what was written."""
    crashed = Signal(object)
    """Any other exception: a bug."""
    _ended = Signal(int, object, object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._number = 0
        self._finished = False
        self._event = threading.Event()
        self._ended.connect(self._on_ended)

    def start(self, job: Job) -> None:
        """Queue a job and cancel the earlier ones. Do nothing after finish()."""
        self.cancel()
        if self._finished:
            return
        self._number += 1
        self._event = threading.Event()
        self._pool.start(_Runner(self._number, job, CancelToken(self._event), self._ended))

    def cancel(self) -> None:
        """Cancel the running job and remove the queued ones; none of them is reported."""
        self._event.set()
        self._pool.clear()
        self._number += 1

    def finish(self) -> None:
        """Cancel all jobs, accept no more, and wait up to 5 s until the thread is idle.

        To be called before the lane is deleted: its destructor would wait for a running job while it holds the GIL.
        """
        self._finished = True
        self.cancel()
        self._pool.waitForDone(5000)

    @Slot(int, object, object)
    def _on_ended(self, number: int, result: object, error: object) -> None:
        if number != self._number or isinstance(error, Cancelled):
            return
        if isinstance(error, KzrefError):
            text = text_of(error.message)
            self.failed.emit(text)
            if isinstance(error, LibraryDamaged):
                self.damaged.emit(text)
        elif error is not None:
            self.crashed.emit(error)
        else:
            self.done.emit(result)


class Lanes(NamedTuple):
    """The lanes of a window."""

    opening: Lane
    searching: Lane
    counting: Lane
    printing: Lane


def make_lanes(parent: QObject, on_crash: Callable[[BaseException], None]) -> Lanes:
    """Return the lanes of a window. The exceptions of crashed jobs go to on_crash, on the GUI thread."""
    lanes = Lanes(*(Lane(parent) for _ in Lanes._fields))
    for lane in lanes:
        lane.crashed.connect(on_crash)
    return lanes


class _Runner(QRunnable):
    def __init__(self, number: int, job: Job, stop: CancelToken, ended: object) -> None:
        super().__init__()
        self._number, self._job, self._stop, self._ended = number, job, stop, ended

    def run(self) -> None:  # Qt override
        result: object = None
        error: Exception | None = None
        try:
            result = self._job(self._stop)
        except KzrefError as expected:
            # The frames of its traceback would keep the job's objects alive in the GUI thread.
            error = expected.with_traceback(None)
        except Exception as caught:  # noqa: BLE001  # the one place where a bug in a job is caught, to be reported on the GUI thread
            error = caught
        try:
            self._ended.emit(self._number, result, error)  # type: ignore[attr-defined]
        except RuntimeError:
            return  # The lane was deleted before the job ended.
