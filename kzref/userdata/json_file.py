"""A JSON file of the user's: read leniently, changed under a lock, never overwritten unread."""

import contextlib
import errno
import json
import os
import stat
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from kzref.errors import ReasonedError, UserDataError, reason_of
from kzref.messages.message import Message, message
from kzref.system.file_lock import locked

Values = dict[str, Any]
"""The fields of the file, those of other versions of the program among them."""
_LARGEST = 32 << 20
"""Bytes. What is larger was not written by this program."""
_LONGEST_SAVE = 60
"""Seconds."""


class LoadedFile(NamedTuple):
    """What a file holds: None if it could not be read; and a warning if something is wrong with it."""

    values: Values | None
    warning: Message | None = None


class _DamagedFileError(Exception):
    """A file can be read, and holds no object of JSON."""

    def __init__(self, reason: Message) -> None:
        self.reason = reason
        super().__init__(reason)


class JsonFile:
    """One object of JSON. What other processes have written meanwhile is kept."""

    def __init__(self, path: Path, subject: Message) -> None:
        """subject: what the file holds, to stand within a sentence."""
        self._path, self._subject = path, subject
        self._lock = path.with_name(f"{path.name}.lock")

    def load(self) -> LoadedFile:
        """Return the values; a file that can be read and is no JSON is put aside under a name of its own."""
        try:
            return LoadedFile(self._read())
        except FileNotFoundError:
            return LoadedFile({})
        except OSError as error:
            return LoadedFile(
                None,
                message("userdata.unreadable", subject=self._subject, file=self._path, reason=reason_of(error)),
            )
        except _DamagedFileError as damage:
            return self._load_damaged(damage)

    def _load_damaged(self, damage: _DamagedFileError) -> LoadedFile:
        try:
            with locked(self._lock):
                return LoadedFile(*self._read_or_put_aside())
        except OSError as error:
            warning = message(
                "userdata.not_put_aside",
                subject=self._subject,
                file=self._path,
                damage=damage.reason,
                reason=reason_of(error),
            )
            return LoadedFile({}, warning)

    def update(self, change: Callable[[Values], Values]) -> tuple[Values, Message | None]:
        """Apply a change to what the file holds now, and return that with a warning if the file was put aside.

        Raise UserDataError if the file cannot be read or written; it is then as it was.
        """
        # Nothing is written before the first page is shown.
        from kzref.atomic_file import replace_file

        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with locked(self._lock):
                values, warning = self._read_or_put_aside()
                changed = change(values)
                if changed != values:
                    self._remove_leftovers()
                    replace_file(self._path, self._encoded(changed))
        except OSError as error:
            folder = self._path.parent
            raise UserDataError(
                message("userdata.not_saved", subject=self._subject, folder=folder, reason=reason_of(error))
            ) from error
        return changed, warning

    def _encoded(self, values: Values) -> bytes:
        """Return values as JSON. Half of a surrogate pair, which UTF-8 has no bytes for, is escaped as in JSON."""
        try:
            return json.dumps(values, ensure_ascii=False, indent=1).encode("utf-8", "backslashreplace")
        except RecursionError:
            raise ReasonedError(errno.EINVAL, message("userdata.nested_too_deeply"), self._path) from None

    def _remove_leftovers(self) -> None:
        """Remove what killed saves of the first version left: files named after the process that wrote them."""
        for left in self._path.parent.glob(f"{self._path.name}.*"):
            with contextlib.suppress(OSError):
                if left.suffix[1:].isdigit() and time.time() - left.stat().st_mtime > _LONGEST_SAVE:
                    left.unlink()

    def _read_or_put_aside(self) -> tuple[Values, Message | None]:
        """Return the values and a warning. Under the lock: nobody else puts the file aside or mends it meanwhile."""
        try:
            return self._read(), None
        except FileNotFoundError:
            return {}, None
        except _DamagedFileError as damage:
            name, reason = self._put_aside(), damage.reason
            return {}, message(
                "userdata.put_aside", subject=self._subject, file=self._path, damage=reason, new_name=name
            )

    def _read(self) -> Values:
        """Return what the file holds. Raise OSError if it cannot be read, _DamagedFileError if it holds no object."""
        state = self._path.stat()
        if stat.S_ISDIR(state.st_mode):
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(self._path))
        if not stat.S_ISREG(state.st_mode):
            raise ReasonedError(errno.EINVAL, message("userdata.no_file"), self._path)
        if state.st_size > _LARGEST:
            raise OSError(errno.EFBIG, os.strerror(errno.EFBIG), str(self._path))
        data = self._path.read_bytes()
        try:
            # Bytes may be of any Unicode encoding, with a byte order mark or lone surrogates in them.
            values = json.loads(data, parse_int=_number)
        except RecursionError:
            raise _DamagedFileError(message("userdata.nested_too_deeply")) from None
        except ValueError as error:
            raise _DamagedFileError(message("plain", text=error)) from error
        if not isinstance(values, dict):
            raise _DamagedFileError(message("userdata.no_object"))
        return values

    def _put_aside(self) -> str:
        """Give the file a name that no other has, and return it. A link stays where it leads from."""
        target = Path(os.path.realpath(self._path))
        with _free_name(target) as aside:
            target.replace(aside)
            return aside.name


@contextlib.contextmanager
def _free_name(target: Path) -> Iterator[Path]:
    """Yield the first name of a file put aside that is free, taken at once so that no other process takes it too."""
    number = 1
    while True:
        aside = target.with_name(f"{target.stem}.broken-{number}{target.suffix}")
        try:
            os.close(os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
            break
        except FileExistsError:
            number += 1
    try:
        yield aside
    except OSError:
        aside.unlink()
        raise


def _number(text: str) -> int | float:
    """Return a number; one of thousands of digits, which Python does not read, only about."""
    try:
        return int(text)
    except ValueError:
        return float(text)
