"""Progress of a build, and how it is cancelled."""

from collections.abc import Callable

from kzref.errors import Cancelled

Progress = Callable[[int, int], bool]
"""Called with how many of how many files are done; returns whether to go on."""


def ignore_progress(_done: int, _total: int) -> bool:
    """Show nothing and go on."""
    return True


def report_progress(progress: Progress, done: int, total: int) -> None:
    """Report the progress. Raise Cancelled if the build is no longer wanted."""
    if not progress(done, total):
        raise Cancelled
