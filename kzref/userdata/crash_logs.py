"""What a process dies of, one file to a process, until the user has seen it."""

import contextlib
import os
import time
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple, TextIO

from kzref.system.file_lock import close_locked, open_locked, wait_locked

_PATTERN = "crash*.log"
_SEEN = "---- The user has seen what stands above. ----"
_HEADER = "kzref "
"""How the first line of a log begins, which says what wrote it."""
_MOST_LOGS = 10
_LARGEST, _LONGEST_SHOWN = 256 << 10, 64 << 10
"""Characters that are written into one log, and shown of it."""


class CrashLog:
    """The log of this process, locked as long as the process lives. An empty one is removed at a later start."""

    def __init__(self, folder: Path, versions: str) -> None:
        """versions: of the program and what it runs on, for the first line."""
        self.file: TextIO | None = None
        """For faulthandler, which needs an open one. None where no file can be made."""
        self._length = 0
        path = folder / f"crash-{time.strftime('%Y%m%d-%H%M%S')}-{os.getpid()}-{os.urandom(2).hex()}.log"
        with contextlib.suppress(OSError):
            folder.mkdir(parents=True, exist_ok=True)
            handle = wait_locked(path)
            # Anything else in a report than its text would be a second fault.
            self.file = os.fdopen(handle, "a", encoding="utf-8", errors="backslashreplace", buffering=1)
            self.write(f"{_HEADER}{versions}")

    def write(self, text: str) -> None:
        """Add a text, up to a limit for the whole log. A full disk is no reason for a second fault."""
        self._length += len(text)
        if self.file and self._length <= _LARGEST:
            with contextlib.suppress(OSError):
                self.file.write(f"{text}\n")

    def mark_seen(self) -> None:
        """Note that the user has seen all that was written so far."""
        self.write(_SEEN)


class EarlierCrash(NamedTuple):
    """What a process that has ended wrote, and the user has not seen."""

    path: Path
    details: str


def find_unseen(folder: Path) -> list[EarlierCrash]:
    """Return what processes that have ended left for the user to see, the newest first.

    The logs of running processes are passed over; empty ones and all but the newest are removed.
    """
    with contextlib.suppress(OSError):
        logs = sorted(folder.glob(_PATTERN), key=lambda path: path.lstat().st_mtime_ns, reverse=True)
        found = (_take(path, number < _MOST_LOGS) for number, path in enumerate(logs))
        return [crash for crash in found if crash]
    return []


def _take(path: Path, wanted: bool) -> EarlierCrash | None:
    """Return what is unseen in a log, None if nothing is or if its process runs. Remove an empty or unwanted log."""
    with contextlib.suppress(OSError):
        handle = open_locked(path)
        if handle is None:
            return None
        empty = False
        try:
            text = path.read_text("utf-8", "replace")
            empty = not text.strip() or (text.startswith(_HEADER) and text.count("\n") == 1)
        finally:
            close_locked(path, handle, remove=empty or not wanted)
        unseen = text.rpartition(_SEEN)[2].strip()
        if wanted and unseen and not empty:
            return EarlierCrash(path, unseen[:_LONGEST_SHOWN])
    return None


def mark_seen(crashes: Iterable[EarlierCrash]) -> None:
    """Note that the user has seen what processes left; it is not found again."""
    for crash in crashes:
        with contextlib.suppress(OSError), crash.path.open("a", encoding="utf-8") as file:
            file.write(f"{_SEEN}\n")
