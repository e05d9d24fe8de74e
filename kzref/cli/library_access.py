"""The library that a command works on."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from kzref.cli.output import say
from kzref.errors import LibraryDamaged

if TYPE_CHECKING:
    import argparse

    from kzref.library.store.library import Library

T = TypeVar("T")


def read_library(options: "argparse.Namespace", work: "Callable[[Library], T]", for_search: bool = False) -> T:
    """Return what a function reads from the library that a command works on; notices go to standard error.

    work: prints nothing, because it runs once more when the library turns out to be damaged and has been made again.
    """
    from kzref.library.cache import LibraryCache, rebuilt
    from kzref.paths import find_paths

    paths = find_paths()
    cache, folder = LibraryCache(paths), options.library or paths.content
    library, notices = cache.open(folder, show_progress(), for_search)
    _say_all(notices)
    try:
        return work(library)
    except LibraryDamaged as damage:
        say(rebuilt(str(damage)))
    library, notices = cache.build(folder, show_progress())
    _say_all(notices)
    return work(library)


def _say_all(notices: tuple[str, ...]) -> None:
    for notice in notices:
        say(notice)


def show_progress() -> Callable[[int, int], bool] | None:
    """Tells the progress of a build on a terminal, and nothing elsewhere."""
    stream = sys.stderr
    if not stream or not stream.isatty():
        return None

    def tell(done: int, of: int) -> bool:
        if done == of or done % 50 == 0:
            stream.write(f"\rCompiling {done} of {of} files" + "\n" * (done == of))
            stream.flush()
        return True

    return tell


def say_empty(folder: Path | None) -> None:
    """Why there is nothing to read in a library."""
    from kzref.paths import find_paths

    say(f"no Markdown file was found in {folder or find_paths().content}.")
