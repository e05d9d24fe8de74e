"""The library that a command reads: opened, rebuilt if it is damaged, with progress on a terminal."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from kzref.cli.output import write_notice
from kzref.errors import LibraryDamaged
from kzref.messages.message import Message, message
from kzref.paths import find_paths
from kzref.system.terminal import is_terminal

if TYPE_CHECKING:
    import argparse

    from kzref.library.store.library import Library

T = TypeVar("T")

_PROGRESS_STEP = 50
"""Files between two lines of progress."""


def read_library(options: "argparse.Namespace", read: "Callable[[Library], T]", for_search: bool = False) -> T:
    """Return what a function reads from the library that the options name; print notices on standard error.

    read: prints nothing, because it is called again if the library turns out to be damaged and was rebuilt.
    """
    from kzref.library.cache import LibraryCache, rebuilt_notice

    paths = find_paths()
    cache, folder = LibraryCache(paths), options.library or paths.content
    library, notices = cache.open(folder, progress_printer(), for_search)
    write_notices(notices)
    try:
        return read(library)
    except LibraryDamaged as damage:
        write_notice(rebuilt_notice(damage.message))
    library, notices = cache.build(folder, progress_printer())
    write_notices(notices)
    return read(library)


def write_notices(notices: tuple[Message, ...]) -> None:
    """Print each notice as a line on standard error."""
    for notice in notices:
        write_notice(notice)


def progress_printer() -> Callable[[int, int], bool] | None:
    """Return a function that prints the progress of a build on the terminal; None if there is no terminal."""
    stream = sys.stderr
    if not is_terminal(stream):
        return None
    from kzref.messages.catalogue import english  # only a terminal needs the words

    def print_progress(done: int, total: int) -> bool:
        if done == total or done % _PROGRESS_STEP == 0:
            stream.write(f"\r{english(message('cli.progress', done=done, total=total))}" + "\n" * (done == total))
            stream.flush()
        return True

    return print_progress


def empty_message(folder: Path | None) -> Message:
    """Return why there is nothing to read in a library. folder: None for the program's own content."""
    return message("cli.no_markdown", folder=folder or find_paths().content)
