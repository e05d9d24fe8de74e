"""What commands print and how they end. Nothing reaches a terminal but by way of here.

What is printed comes from files of strangers: control characters in it are made visible.
"""

import contextlib
import os
import sys
from collections.abc import Iterator
from typing import TextIO

from kzref.errors import KzrefError
from kzref.pack.files.control_characters import visible_json, visible_line, visible_text

DONE, NOTHING, USAGE = 0, 1, 2
"""Exit codes: 0 done, 1 nothing found or refused, 2 usage."""


class OutputError(KzrefError):
    """Standard output cannot be written."""

    def __init__(self, error: OSError) -> None:
        super().__init__(f"the output cannot be written: {error.strerror}.")


def write_text(text: str = "") -> None:
    """Print a text of one or several lines. Raise OutputError, and BrokenPipeError if its reader has gone."""
    _write(f"{visible_text(text)}\n")


def write_row(*values: str) -> None:
    """Print values as one line, with tabs between."""
    _write("\t".join(map(visible_line, values)) + "\n")


def write_json(data: object, indent: int = 2) -> None:
    """Print data as JSON."""
    _write(f"{visible_json(data, indent)}\n")


def write_marked(text: str, marks: tuple[tuple[int, int], ...]) -> None:
    """Print a text as one indented line, the marked stretches bold on a terminal."""
    shown = visible_line(text)  # As long as the text, so that the marks fit.
    pieces, at = [], 0
    for start, end in marks if sys.stdout and sys.stdout.isatty() else ():
        pieces += [shown[at:start], "\x1b[1m", shown[start:end], "\x1b[0m"]
        at = end
    _write(f"    {''.join([*pieces, shown[at:]])}\n")


def say(sentence: str) -> None:
    """Say a sentence on standard error, after the name of the program."""
    if sys.stderr:  # The program of the window has none on Windows.
        _say(sys.stderr, f"kzref: {visible_line(sentence)}\n")


def _say(stream: TextIO, text: str) -> None:
    try:
        stream.write(text)
        stream.flush()
    except OSError:
        pass  # Nobody is left to be told.


def _write(text: str) -> None:
    if sys.stdout:
        with _telling_failure():
            sys.stdout.write(text)


def end_output() -> None:
    """Write what is still to be written: it fails here, where it can be told, and not while Python shuts down."""
    if sys.stdout:
        with _telling_failure():
            sys.stdout.flush()


@contextlib.contextmanager
def _telling_failure() -> Iterator[None]:
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        raise OutputError(error) from error


def write_nowhere() -> None:
    """Give standard output up, so that closing it fails no more."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def missing_library(error: ImportError) -> str:
    """What to install when Qt itself cannot be loaded."""
    from kzref.ui.startup.system_libraries import advice, missing_libraries

    lacking = advice(missing_libraries()) if sys.platform == "linux" else ""
    return f"Qt cannot be loaded: {lacking or error}"
