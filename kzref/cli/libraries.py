"""The library that a command works on."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from kzref.cli.output import say

if TYPE_CHECKING:
    import argparse

    from kzref.compiled.store import Library


def open_library(options: "argparse.Namespace", for_search: bool = False) -> "Library":
    """The library that the command works on; notices go to standard error."""
    from kzref.compiled.shelf import Shelf
    from kzref.paths import find_paths

    paths = find_paths()
    opened = Shelf(paths).open(options.library or paths.content, show_progress(), for_search)
    for notice in opened.notices:
        say(notice)
    return opened.library


def show_progress() -> Callable[[int, int], bool] | None:
    """Tells the progress of a build on a terminal, and nothing elsewhere."""
    if not sys.stderr.isatty():
        return None

    def tell(done: int, of: int) -> bool:
        if done == of or done % 50 == 0:
            print(f"\rCompiling {done} of {of} files", end="\n" if done == of else "", file=sys.stderr, flush=True)
        return True

    return tell


def say_empty(folder: Path | None) -> None:
    """Why there is nothing to read in a library."""
    from kzref.paths import find_paths

    say(f"no Markdown file was found in {folder or find_paths().content}.")
