"""A JSON file of the user's: read with patience, changed under a lock, never overwritten unread."""

import contextlib
import errno
import json
import os
import stat
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from kzref.system.file_lock import locked

Values = dict[str, Any]
"""The fields of the file, those of other versions of the program among them."""
_LARGEST = 32 << 20
"""Bytes. What is larger was not written by this program."""
_LONGEST_SAVE = 60
"""Seconds."""


class Loaded(NamedTuple):
    """What a file holds: None if it could not be read; and a warning if something is wrong with it."""

    values: Values | None
    warning: str = ""


class JsonFile:
    """One object of JSON. What other processes have written meanwhile is kept."""

    def __init__(self, path: Path, subject: str) -> None:
        """subject: what the file holds, for messages: "settings"."""
        self._path, self._subject = path, subject
        self._lock = path.with_name(f"{path.name}.lock")

    def load(self) -> Loaded:
        """Return the values; a file that can be read and is no JSON is put aside under a name of its own."""
        try:
            return Loaded(self._read())
        except FileNotFoundError:
            return Loaded({})
        except OSError as error:
            return Loaded(None, f"The {self._subject} in {self._path} cannot be read: {_reason(error)}.")
        except ValueError as error:
            return self._load_damaged(error)

    def _load_damaged(self, error: ValueError) -> Loaded:
        try:
            with locked(self._lock):
                return Loaded(*self._read_or_put_aside())
        except OSError as refusal:
            return Loaded(
                {},
                f"The {self._subject} in {self._path} cannot be read ({error}), "
                f"and the file cannot be put aside: {_reason(refusal)}.",
            )

    def change(self, change: Callable[[Values], Values]) -> tuple[Values, str]:
        """Apply a change to what the file holds now, and return that with a warning if the file was put aside.

        Raise OSError, with a sentence for the user, if the file cannot be read or written; it is then as it was.
        """
        # Nothing is written before the first page is shown.
        from kzref.atomic_file import replace_file

        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with locked(self._lock):
                values, warning = self._read_or_put_aside()
                changed = change(values)
                if changed != values:
                    self._sweep()
                    replace_file(self._path, _written(changed))
        except OSError as error:
            where, why = self._path.parent, _reason(error)
            raise OSError(error.errno, f"The {self._subject} cannot be kept in {where}: {why}.") from error
        return changed, warning

    def _sweep(self) -> None:
        """Remove what killed saves of the first version left: files named after the process that wrote them."""
        for left in self._path.parent.glob(f"{self._path.name}.*"):
            with contextlib.suppress(OSError):
                if left.suffix[1:].isdigit() and time.time() - left.stat().st_mtime > _LONGEST_SAVE:
                    left.unlink()

    def _read_or_put_aside(self) -> tuple[Values, str]:
        """Return the values and a warning. Under the lock: nobody else puts the file aside or mends it meanwhile."""
        try:
            return self._read(), ""
        except FileNotFoundError:
            return {}, ""
        except ValueError as error:
            aside = self._put_aside()
            text = f"The {self._subject} in {self._path} cannot be read ({error}); the file was put aside as {aside}."
            return {}, text

    def _read(self) -> Values:
        """Return what the file holds. Raise OSError if it cannot be read, ValueError if it is no object of JSON."""
        state = self._path.stat()
        if stat.S_ISDIR(state.st_mode):
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(self._path))
        if not stat.S_ISREG(state.st_mode):
            raise OSError(errno.EINVAL, "it is not a file", str(self._path))
        if state.st_size > _LARGEST:
            raise OSError(errno.EFBIG, os.strerror(errno.EFBIG), str(self._path))
        data = self._path.read_bytes()
        try:
            # Bytes may be of any Unicode encoding, with a mark before them or halves of characters in them.
            values = json.loads(data, parse_int=_number)
        except RecursionError:
            raise ValueError("it is nested too deeply") from None
        if not isinstance(values, dict):
            raise ValueError("it is not an object of JSON")
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


def _written(values: Values) -> bytes:
    """Return values as JSON. Half of a character, which UTF-8 has no bytes for, is written as JSON escapes it."""
    try:
        return json.dumps(values, ensure_ascii=False, indent=1).encode("utf-8", "backslashreplace")
    except RecursionError:
        raise OSError(errno.EINVAL, "it is nested too deeply") from None


def _reason(error: OSError) -> str:
    return error.strerror or str(error)
