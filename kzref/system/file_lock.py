"""Locks between processes. The system releases a lock when its holder ends, so that none outlives a crash."""

import contextlib
import errno
import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from kzref.errors import ReasonedError
from kzref.messages.message import message
from kzref.system.platforms import is_windows

_TIMEOUT, _PAUSE = 1.0, 0.02
"""Seconds that a lock is waited for, and between two attempts."""
_LOCKED_BYTE = 1 << 30
"""The offset of the byte that is locked on Windows, where nobody can read a locked byte: far behind what is written."""
_HELD_BY_ANOTHER = (errno.EACCES, errno.EAGAIN, errno.EDEADLK)


class LockedError(ReasonedError):
    """Another process holds a lock for longer than it is waited for."""


def open_locked(path: Path) -> int | None:
    """Return a handle of a file with its lock; None if another process holds the lock. The file is made if missing.

    Raise OSError if the file cannot be opened.
    """
    while True:
        handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND | getattr(os, "O_NOFOLLOW", 0), 0o600)
        try:
            locked = _lock(handle)
            is_current = locked and _is_at(handle, path)
        except BaseException:
            os.close(handle)
            raise
        if is_current:
            return handle
        os.close(handle)
        if not locked:
            return None
        # The previous holder removed the file after it was opened here: the lock is that of a file without a name.


def wait_locked(path: Path) -> int:
    """Return a handle of a file with its lock, as open_locked, but wait a moment for another process.

    Raise LockedError if the other process holds it for longer.
    """
    deadline = time.monotonic() + _TIMEOUT
    while True:
        is_late = time.monotonic() > deadline
        try:
            handle = open_locked(path)
        except PermissionError:
            # Windows raises it for a file that its holder is removing at this moment.
            if is_late or not is_windows():
                raise
            handle = None
        if handle is not None:
            return handle
        if is_late:
            raise LockedError(errno.EAGAIN, message("file.is_locked"), path)
        time.sleep(_PAUSE)


def close_locked(path: Path, handle: int, remove: bool) -> None:
    """Release a lock. remove: remove its file as well, so that a process that waits for it makes a new one."""
    if remove and not is_windows():
        _remove(path)
    os.close(handle)
    if remove and is_windows():
        # An open file cannot be removed there, nor one that another process has opened in the meantime.
        _remove(path)


@contextlib.contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold the lock of a file that exists only as long as it is held.

    Raise LockedError if another process holds it for longer than a moment, OSError if the file cannot be made.
    """
    handle = wait_locked(path)
    try:
        yield
    finally:
        close_locked(path, handle, remove=True)


def _remove(path: Path) -> None:
    with contextlib.suppress(OSError):
        path.unlink()


def _is_at(handle: int, path: Path) -> bool:
    """Return whether a path leads to the file of a handle."""
    try:
        return os.path.samestat(os.fstat(handle), path.stat())
    except FileNotFoundError:
        return False


def _lock(handle: int) -> bool:
    """Lock a file without waiting. Return False if another process holds it, True also if the file system has no locks.

    The branches ask sys.platform itself, by which a type checker knows the modules of each system.
    """
    try:
        if sys.platform == "win32":
            import msvcrt

            os.lseek(handle, _LOCKED_BYTE, os.SEEK_SET)
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        return error.errno not in _HELD_BY_ANOTHER
    return True
