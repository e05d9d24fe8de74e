"""Open and read the files of a pack safely: a folder may hold pipes, links, devices and endless files."""

import errno
import os
import stat
from io import BufferedReader
from pathlib import Path

from kzref.messages.message import Message, message
from kzref.pack.files.decoding import decode
from kzref.pack.files.text_safety import sanitize
from kzref.pack.problems import Problem, ReportProblem
from kzref.system.files import untrusted_read_flags

LARGEST_FILE = 32 * 1024 * 1024
"""Bytes of a Markdown file."""
LARGEST_DATA = 16 * 1024 * 1024
"""Bytes of a file of works, terms or figures."""
LARGEST_TOML = 4 * 1024 * 1024
"""Bytes of a file that describes others."""


class UnreadableSourceError(Exception):
    """A file is not read."""

    def __init__(self, reason: Message, is_refused: bool = True) -> None:
        """reason: to go after the file's name. is_refused: the file could be read, but is not fit to be."""
        super().__init__(reason)
        self.reason = reason
        self.message = left_out(reason) if is_refused else reason
        """The reason, and that the file is left out where that does not follow from it."""


def left_out(reason: Message) -> Message:
    """Return the message that a file is left out for a reason; both go after its name."""
    return message("file.left_out", reason=reason)


def open_source(file: Path, largest: int | None = None) -> BufferedReader:
    """Return a regular file opened for reading. Raise UnreadableSourceError for anything else.

    largest: the most bytes that it may have; None for any number.
    """
    try:
        # Opening some devices has effects, so what is no file is not opened.
        _check(file.lstat(), largest)
        handle = os.open(file, untrusted_read_flags())
    except OSError as error:
        raise _failed(error) from error
    except ValueError as error:
        reason = message("file.cannot_be_read", reason=message("file.impossible_name"))
        raise UnreadableSourceError(reason, is_refused=False) from error
    opened = os.fdopen(handle, "rb")
    try:
        _check(os.fstat(handle), largest)
    except UnreadableSourceError:
        opened.close()
        raise
    return opened


def _check(state: os.stat_result, largest: int | None) -> None:
    if stat.S_ISLNK(state.st_mode):
        raise UnreadableSourceError(message("file.is_link"))
    if not stat.S_ISREG(state.st_mode):
        raise UnreadableSourceError(message("file.not_regular"))
    if largest is not None and state.st_size > largest:
        raise _too_large(largest)


def _too_large(largest: int) -> UnreadableSourceError:
    return UnreadableSourceError(message("file.too_large", size=largest >> 20))


def _failed(error: OSError) -> UnreadableSourceError:
    if error.errno == errno.ELOOP:
        return UnreadableSourceError(message("file.is_link"))
    return UnreadableSourceError(message("file.cannot_be_read", reason=error.strerror or error), is_refused=False)


def unreadable_reason(error: OSError) -> Message:
    """Return why a file or folder is not read, to go after its name."""
    return _failed(error).message


def read_source_bytes(file: Path, largest: int) -> bytes:
    """Return the bytes of a regular file. Raise UnreadableSourceError for anything else, and for more bytes."""
    with open_source(file, largest) as opened:
        try:
            data = opened.read(largest + 1)
        except OSError as error:
            raise _failed(error) from error
    if len(data) > largest:
        raise _too_large(largest)
    return data


def read_source_text(file: Path, shown_path: str, report: ReportProblem, largest: int = LARGEST_DATA) -> str | None:
    """Return a file as text with line ends of one kind; None, reported, where it cannot be decoded.

    A file that is not UTF-8 is reported and decoded as well as possible.
    """
    try:
        data = read_source_bytes(file, largest)
    except UnreadableSourceError as error:
        report(Problem(shown_path, 1, error.message))
        return None
    decoded = decode(data)
    if decoded.problem:
        report(Problem(shown_path, decoded.line, decoded.problem))
    return sanitize(decoded.text.replace("\r\n", "\n").replace("\r", "\n"))


def passes_link(folder: Path, relative: str) -> bool:
    """Return whether a path inside a folder passes a symbolic link, which may lead out of it."""
    here = str(folder)
    for name in relative.split("/"):
        here = f"{here}/{name}"
        try:
            if stat.S_ISLNK(os.lstat(here).st_mode):
                return True
        except (OSError, ValueError):
            return False  # Nothing exists below a path that does not exist.
    return False
