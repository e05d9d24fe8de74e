"""What commands print. Nothing reaches a terminal but through these functions.

What is printed comes from files of strangers: control characters in it are made visible.
"""

import contextlib
import os
import sys
from collections.abc import Iterator

from kzref.errors import KzrefError, reason_of
from kzref.messages.message import Message, message
from kzref.pack.files.control_characters import visible_json, visible_line, visible_text
from kzref.system.terminal import shows_bold

_BOLD, _PLAIN = "\x1b[1m", "\x1b[0m"


class OutputError(KzrefError):
    """Standard output cannot be written."""

    def __init__(self, error: OSError) -> None:
        super().__init__(message("cli.output_refused", reason=reason_of(error)))


def write_text(text: str = "") -> None:
    """Print a text of one or several lines. Raise OutputError, and BrokenPipeError if its reader has ended."""
    _write(f"{visible_text(text)}\n")


def write_row(*values: str) -> None:
    """Print values as one line, with tabs between."""
    _write("\t".join(map(visible_line, values)) + "\n")


def write_sentence(sentence: Message) -> None:
    """Print a message as one line."""
    write_row(_words(sentence))


def write_json(data: object, indent: int = 2) -> None:
    """Print data as JSON."""
    _write(f"{visible_json(data, indent)}\n")


def write_highlighted(text: str, highlights: tuple[tuple[int, int], ...]) -> None:
    """Print a text as one indented line; highlights: pairs of start and end that are bold on a terminal."""
    line = visible_line(text)  # As long as the text, so that the highlights fit.
    pieces, done = [], 0
    for start, end in highlights if shows_bold(sys.stdout) else ():
        pieces += [line[done:start], _BOLD, line[start:end], _PLAIN]
        done = end
    _write(f"    {''.join([*pieces, line[done:]])}\n")


def write_notice(notice: Message) -> None:
    """Print a sentence on standard error, after the name of the program. Nothing happens if that is not possible."""
    line = f"kzref: {visible_line(_words(notice))}\n"
    if sys.stderr:  # The program of the window has none on Windows.
        with contextlib.suppress(OSError):
            sys.stderr.write(line)
            sys.stderr.flush()


def _words(sentence: Message) -> str:
    from kzref.messages.catalogue import english  # most commands print no sentence

    return english(sentence)


def _write(text: str) -> None:
    if sys.stdout:
        with _raising_output_error():
            sys.stdout.write(text)


def flush_output() -> None:
    """Write what is buffered: an error is raised here, where it can be reported, and not while Python shuts down."""
    if sys.stdout:
        with _raising_output_error():
            sys.stdout.flush()


@contextlib.contextmanager
def _raising_output_error() -> Iterator[None]:
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        raise OutputError(error) from error


def discard_output() -> None:
    """Redirect standard output to nowhere, so that closing it does not fail again."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
