"""Processes and their signals: which may be asked to end, whether they run, and whether they can be forked."""

import contextlib
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from types import FrameType

from kzref.system.platforms import is_linux, is_windows

Handler = Callable[[int, FrameType | None], object]


def termination_signals() -> tuple[signal.Signals, ...]:
    """Return the signals that ask a process to end: by a log-out and, but on Windows, by a terminal that is closed."""
    return tuple(signal.Signals[name] for name in ("SIGTERM", "SIGHUP") if name in signal.Signals.__members__)


def handle_termination(handler: Handler) -> list[signal.Signals]:
    """Set a handler of the termination signals. Return those that it was set for.

    Signals that whoever started the program has had ignored, such as nohup, stay ignored.
    """
    handled = [number for number in termination_signals() if signal.getsignal(number) is signal.SIG_DFL]
    for number in handled:
        signal.signal(number, handler)
    return handled


@contextlib.contextmanager
def exiting_on_termination() -> Iterator[None]:
    """Raise SystemExit, with 128 and the number of the signal, when this process is asked to end."""
    handled = handle_termination(_exit)
    try:
        yield
    finally:
        for number in handled:
            if signal.getsignal(number) is _exit:
                signal.signal(number, signal.SIG_DFL)


def _exit(number: int, _frame: FrameType | None) -> None:
    # A log-out may send the signal twice, and the second one must not interrupt the cleaning up.
    for each in termination_signals():
        signal.signal(each, signal.SIG_IGN)
    sys.exit(128 + number)


def restore_default_signals() -> None:
    """Let an interrupt and the termination signals end this process at once, as they end a program in C."""
    for number in (signal.SIGINT, *termination_signals()):
        signal.signal(number, signal.SIG_DFL)


def is_running(process: int) -> bool:
    """Return whether a process runs; True as well where that cannot be found out, as on Windows."""
    if is_windows():
        return True  # os.kill() would end the process there.
    try:
        os.kill(process, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except OSError:
        return True
    return True


def can_fork() -> bool:
    """Return whether this process can safely be forked: on Linux, while it has a single thread."""
    return is_linux() and threading.active_count() == 1
