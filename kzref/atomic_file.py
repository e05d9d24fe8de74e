"""Files that are replaced atomically: written to a temporary file, flushed to the disk, and renamed."""

import contextlib
import errno
import os
import re
import secrets
import stat
import time
from collections.abc import Iterator
from pathlib import Path

from kzref.system.files import flush_file, flush_folder
from kzref.system.processes import is_running

_STALE_SECONDS = 24 * 3600
_TEMPORARY = re.compile(r"\.kzref-(\d+)-[0-9a-f]+\.tmp")
"""The name of a temporary file, short whatever it replaces: the process that writes it, and a random number."""


def replace_file(path: Path, data: bytes) -> None:
    """Write data to a file atomically: a reader, or a crash, finds the old content or the new, never a part.

    Raise OSError if it cannot be written; the old file is then unchanged.
    """
    with replacing(path) as temporary:
        temporary.write_bytes(data)


@contextlib.contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """Yield an empty temporary file in the folder of a file, and rename it to the file if no error is raised.

    A symbolic link is kept, and its target is replaced. The mode of the file is kept. Raise OSError for a folder that
    does not exist, a file that may not be written, and what is not a regular file.
    """
    target = Path(os.path.realpath(path))
    mode = _mode(target)
    _remove_stale(target.parent)
    temporary = target.with_name(f".kzref-{os.getpid()}-{secrets.token_hex(4)}.tmp")
    os.close(os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666))
    try:
        if mode is not None:
            temporary.chmod(mode)
        yield temporary
        flush_file(temporary)
        temporary.replace(target)
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)
    # Some file systems cannot flush a folder; the file is in place all the same.
    with contextlib.suppress(OSError):
        flush_folder(target.parent)


def _mode(target: Path) -> int | None:
    """Return the permissions of a file that is to be replaced; None if it does not exist yet."""
    try:
        state = target.stat()
    except FileNotFoundError:
        return None
    if stat.S_ISDIR(state.st_mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(target))
    if not stat.S_ISREG(state.st_mode):
        raise OSError(errno.EINVAL, "It is not a file", str(target))
    # A rename would ignore the write protection of the file itself.
    if not os.access(target, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(target))
    return stat.S_IMODE(state.st_mode)


def _remove_stale(folder: Path) -> None:
    """Remove the temporary files of processes that were killed while they wrote to a folder."""
    with contextlib.suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            match = _TEMPORARY.fullmatch(entry.name)
            if match and _is_stale(int(match[1]), entry):
                with contextlib.suppress(OSError):
                    Path(entry.path).unlink()


def _is_stale(process: int, entry: os.DirEntry[str]) -> bool:
    """Return whether a temporary file is old, or the process that writes it has ended."""
    age = time.time() - entry.stat(follow_symlinks=False).st_mtime
    return age > _STALE_SECONDS or not is_running(process)
