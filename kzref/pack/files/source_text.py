"""The files of a pack, opened with care: a stranger's folder may hold pipes, links, devices and files without end."""

import errno
import os
import stat
from io import BufferedReader
from pathlib import Path

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
IS_A_LINK = "is a symbolic link and is left out"
IS_NO_FILE = "is not a regular file and is left out"


class UnreadableSourceError(Exception):
    """A file is not read; the text says why, to go after its name."""


def open_source(file: Path, largest: int | None = None) -> BufferedReader:
    """Return a regular file opened for reading. Raise UnreadableSourceError for anything else.

    largest: bytes that it may have; None for any number.
    """
    try:
        # Opening some devices does something, so they are not opened to be told from files.
        _check(file.lstat(), largest)
        handle = os.open(file, untrusted_read_flags())
    except OSError as error:
        raise UnreadableSourceError(cannot_be_read(error)) from error
    except ValueError as error:
        raise UnreadableSourceError("cannot be read: it has no name that a file can have") from error
    opened = os.fdopen(handle, "rb")
    try:
        _check(os.fstat(handle), largest)
    except UnreadableSourceError:
        opened.close()
        raise
    return opened


def _check(state: os.stat_result, largest: int | None) -> None:
    if stat.S_ISLNK(state.st_mode):
        raise UnreadableSourceError(IS_A_LINK)
    if not stat.S_ISREG(state.st_mode):
        raise UnreadableSourceError(IS_NO_FILE)
    if largest is not None and state.st_size > largest:
        raise UnreadableSourceError(_too_large(largest))


def _too_large(largest: int) -> str:
    return f"is larger than {largest >> 20} MB and is left out"


def cannot_be_read(error: OSError) -> str:
    """Return why a file or folder is not read, to go after its name."""
    if error.errno == errno.ELOOP:
        return IS_A_LINK
    return f"cannot be read: {error.strerror or error}"


def source_bytes(file: Path, largest: int) -> bytes:
    """Return the bytes of a regular file. Raise UnreadableSourceError for anything else, and for more bytes."""
    with open_source(file, largest) as opened:
        try:
            data = opened.read(largest + 1)
        except OSError as error:
            raise UnreadableSourceError(cannot_be_read(error)) from error
    if len(data) > largest:
        raise UnreadableSourceError(_too_large(largest))
    return data


def source_text(file: Path, shown_path: str, report: ReportProblem, largest: int = LARGEST_DATA) -> str | None:
    """Return a file as text with line ends of one kind; None, reported, where it cannot be read.

    What is not UTF-8 is reported and read as far as can be told.
    """
    try:
        data = source_bytes(file, largest)
    except UnreadableSourceError as error:
        report(Problem(shown_path, 1, str(error)))
        return None
    read = decode(data)
    if read.fault:
        report(Problem(shown_path, read.line, read.fault))
    return sanitize(read.text.replace("\r\n", "\n").replace("\r", "\n"))


def passes_link(folder: Path, relative: str) -> bool:
    """Return whether a path inside a folder leads over a symbolic link, which may lead out of it."""
    here = str(folder)
    for name in relative.split("/"):
        here = f"{here}/{name}"
        try:
            if stat.S_ISLNK(os.lstat(here).st_mode):
                return True
        except (OSError, ValueError):
            return False  # Below what is not there stands nothing, however long the path is.
    return False
