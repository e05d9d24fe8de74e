"""Background work: a plain function off the GUI thread. Only the newest result of a lane is reported."""

import threading
from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal, Slot

from kzref.errors import Cancelled, KzrefError, LibraryDamaged


class CancelToken:
    """Told to a job that it is no longer wanted."""

    __slots__ = ("_event",)

    def __init__(self, event: threading.Event) -> None:
        self._event = event

    def __call__(self) -> bool:
        """Whether to stop."""
        return self._event.is_set()


Job = Callable[[CancelToken], object]


class Lane(QObject):
    """Runs jobs of one sort one after the other; a newer job cancels the older ones.

    done(result), refused(sentence) and crashed(exception) come on the GUI thread, and only for the newest job;
    damaged(sentence) follows a refusal whose reason is that the compiled library is not as it was written.
    """

    done = Signal(object)
    refused = Signal(str)
    damaged = Signal(str)
    crashed = Signal(object)
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
        """Runs a job soon; whatever was asked before is no longer wanted. After finish() nothing runs any more."""
        self.cancel()
        if self._finished:
            return
        self._number += 1
        self._event = threading.Event()
        self._pool.start(_Runner(self._number, job, CancelToken(self._event), self._ended))

    def cancel(self) -> None:
        """Tells the running job to stop and forgets those that wait; none of them is reported."""
        self._event.set()
        self._pool.clear()
        self._number += 1

    def finish(self) -> None:
        """Cancels, takes no more jobs and waits until the thread is idle, before the window goes.

        A lane that is deleted while a job runs would wait for it without letting Python go on.
        """
        self._finished = True
        self.cancel()
        self._pool.waitForDone(5000)

    @Slot(int, object, object)
    def _on_ended(self, number: int, result: object, error: object) -> None:
        if number != self._number or isinstance(error, Cancelled):
            return
        if isinstance(error, KzrefError):
            self.refused.emit(str(error))
            if isinstance(error, LibraryDamaged):
                self.damaged.emit(str(error))
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
    """Return the lanes of a window. The crashes of each of them go to on_crash, on the GUI thread."""
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
        except KzrefError as refusal:
            # Its frames would carry what the job was working on into the window's thread.
            error = refusal.with_traceback(None)
        except Exception as caught:  # noqa: BLE001  # the one place where a thread's failure is caught and handed on
            error = caught
        try:
            self._ended.emit(self._number, result, error)  # type: ignore[attr-defined]
        except RuntimeError:
            return  # The window has gone before the job ended.
