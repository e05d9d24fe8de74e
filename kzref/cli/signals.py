"""Being told to end: a log-out or a closed terminal leaves nothing half-made."""

import contextlib
import signal
import sys
from collections.abc import Iterator

_END_SIGNALS = tuple(getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name))
"""Of a log-out and of a terminal that is closed; Windows has no such thing as the second."""


@contextlib.contextmanager
def ending_orderly() -> Iterator[None]:
    """Let a command that is told to end tidy up first."""
    # Whoever has had a signal ignored, such as nohup, still has.
    taken = [number for number in _END_SIGNALS if signal.getsignal(number) is signal.SIG_DFL]
    for number in taken:
        signal.signal(number, _end)
    try:
        yield
    finally:
        for number in taken:
            if signal.getsignal(number) is _end:
                signal.signal(number, signal.SIG_DFL)


def _end(number: int, _frame: object) -> None:
    # A log-out may tell it twice, and the second time must not stop the tidying up.
    for each in _END_SIGNALS:
        signal.signal(each, signal.SIG_IGN)
    sys.exit(128 + number)
