"""Locks between processes. The system gives a lock up when its holder ends, so that none outlives a crash."""

import contextlib
import errno
import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path

_PATIENCE, _PAUSE = 1.0, 0.02
"""Seconds that a lock is waited for, and between two attempts."""
_FAR = 1 << 30
"""The byte that is locked on Windows, where a locked byte can be read by nobody: far behind what is written."""
_HELD = (errno.EACCES, errno.EAGAIN, errno.EDEADLK)


def open_locked(path: Path) -> int | None:
    """Return a handle of a file, made if it is not there, with its lock; None if another holds the lock.

    Raise OSError if the file cannot be opened.
    """
    while True:
        handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND | getattr(os, "O_NOFOLLOW", 0), 0o600)
        try:
            locked = _lock(handle)
            current = locked and _is_at(handle, path)
        except BaseException:
            os.close(handle)
            raise
        if current:
            return handle
        os.close(handle)
        if not locked:
            return None
        # The holder before has removed the file that was opened: the lock is that of a file that nobody sees.


def wait_locked(path: Path) -> int:
    """Return a handle of a file with its lock, as open_locked, but wait a moment for another process.

    Raise BlockingIOError if the other holds it for longer.
    """
    platform: str = sys.platform
    end = time.monotonic() + _PATIENCE
    while True:
        late = time.monotonic() > end
        try:
            handle = open_locked(path)
        except PermissionError:
            # Windows says so of a file that its holder is just removing.
            if late or platform != "win32":
                raise
            handle = None
        if handle is not None:
            return handle
        if late:
            raise BlockingIOError(errno.EAGAIN, "another process is writing there", str(path))
        time.sleep(_PAUSE)


def close_locked(path: Path, handle: int, remove: bool) -> None:
    """Give a lock up, and remove its file first if asked to: nobody who waits for it is left with a removed file."""
    if remove and sys.platform != "win32":
        _remove(path)
    os.close(handle)
    if remove and sys.platform == "win32":
        # An open file cannot be removed there, nor one that another process has opened meanwhile.
        _remove(path)


@contextlib.contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold the lock of a file, which is there only meanwhile.

    Raise BlockingIOError if another process holds it for longer than a moment, OSError if the file cannot be made.
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
    """Lock a file without waiting. Return False if another holds it, True also where the file system has no locks."""
    try:
        if sys.platform == "win32":
            import msvcrt

            os.lseek(handle, _FAR, os.SEEK_SET)
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        return error.errno not in _HELD
    return True
