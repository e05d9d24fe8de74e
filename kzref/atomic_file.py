"""Files that are replaced whole: written beside, flushed to the disk, and put in place."""

import contextlib
import errno
import os
import re
import secrets
import stat
import sys
import time
from collections.abc import Iterator
from pathlib import Path

_STALE_SECONDS = 24 * 3600
_TEMPORARY = re.compile(r"\.kzref-(\d+)-[0-9a-f]+\.tmp")
"""The name of a temporary file: the process that writes it, and a random number. Short, however long the other's is."""


def replace_file(path: Path, data: bytes) -> None:
    """Write data to a file, so that a reader or a crash meets the old content or the new, never a part.

    Raise OSError if it cannot be written; the old file is then as it was.
    """
    with replacing(path) as temporary:
        temporary.write_bytes(data)


@contextlib.contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """Yield an empty temporary file in the folder of a file, and put it in the file's place if no error is raised.

    A symbolic link stays, and the file it leads to is replaced. The mode of the file is kept. Raise OSError for a
    folder that does not exist, a file that may not be written, and what is not a file at all.
    """
    target = Path(os.path.realpath(path))
    mode = _mode(target)
    _sweep(target.parent)
    temporary = target.with_name(f".kzref-{os.getpid()}-{secrets.token_hex(4)}.tmp")
    os.close(os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666))
    try:
        if mode is not None:
            temporary.chmod(mode)
        yield temporary
        _flush(temporary)
        temporary.replace(target)
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)
    if sys.platform != "win32":
        # Some file systems cannot flush a folder, and the file is in place.
        with contextlib.suppress(OSError):
            _flush(target.parent)


def _mode(target: Path) -> int | None:
    """Return the permissions of a file that is to be replaced, None if there is none yet."""
    try:
        state = target.stat()
    except FileNotFoundError:
        return None
    if stat.S_ISDIR(state.st_mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(target))
    if not stat.S_ISREG(state.st_mode):
        raise OSError(errno.EINVAL, "It is not a file", str(target))
    # A rename would pass over the write protection of the file itself.
    if not os.access(target, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(target))
    return stat.S_IMODE(state.st_mode)


def _flush(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _sweep(folder: Path) -> None:
    """Remove the temporary files of processes that were killed while they wrote in a folder."""
    with contextlib.suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            found = _TEMPORARY.fullmatch(entry.name)
            if found and _is_stale(int(found[1]), entry):
                with contextlib.suppress(OSError):
                    Path(entry.path).unlink()


def _is_stale(process: int, entry: os.DirEntry[str]) -> bool:
    """Return whether the process that wrote a temporary file has ended, as far as can be told."""
    if time.time() - entry.stat(follow_symlinks=False).st_mtime > _STALE_SECONDS:
        return True
    if sys.platform == "win32":
        return False
    try:
        os.kill(process, 0)
    except (ProcessLookupError, OverflowError):
        return True
    except OSError:
        return False
    return False
