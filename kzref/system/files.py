"""What file systems and permissions of each system ask for: flushing to the disk, private folders, careful opening."""

import errno
import os
from pathlib import Path

from kzref.errors import ReasonedError
from kzref.messages.message import message
from kzref.system.platforms import is_windows

_PERMISSIONS_OF_OTHERS = 0o077
_WRITABLE_BY_OTHERS = 0o022


def flush_file(path: Path) -> None:
    """Write a file through to the disk, so that it survives a power failure. Raise OSError if that fails."""
    _flush(path, os.O_RDWR)


def flush_folder(path: Path) -> None:
    """Write the entries of a folder through to the disk; do nothing on Windows, which cannot open folders.

    Raise OSError if that fails, as some file systems do.
    """
    if not is_windows():
        _flush(path, os.O_RDONLY)


def _flush(path: Path, flags: int) -> None:
    handle = os.open(path, flags)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def make_private(folder: Path) -> None:
    """Take the permissions of all other users away from a folder. Raise ReasonedError if it belongs to one of them.

    On Windows, the folders of a user are private by inheritance, and nothing is done.
    """
    if is_windows():
        return
    state = folder.stat()
    if state.st_uid != os.getuid():
        raise ReasonedError(errno.EACCES, message("folder.of_another_user"), folder)
    if state.st_mode & _PERMISSIONS_OF_OTHERS:
        folder.chmod(0o700)


def is_private(folder: Path) -> bool:
    """Return whether only this user can have written into a folder; True on Windows, as for make_private."""
    if is_windows():
        return True
    state = folder.stat()
    return state.st_uid == os.getuid() and not state.st_mode & _WRITABLE_BY_OTHERS


def untrusted_read_flags() -> int:
    """Return the flags to open a file for reading with: a pipe is not waited for, a symbolic link not followed.

    Windows has neither of the two, and needs a flag of its own to read line ends unchanged.
    """
    names = ("O_NONBLOCK", "O_NOFOLLOW", "O_CLOEXEC", "O_BINARY")
    flags = os.O_RDONLY
    for name in names:
        flags |= getattr(os, name, 0)
    return flags
