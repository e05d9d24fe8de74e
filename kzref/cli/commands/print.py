"""`kzref print`: sections to a PDF."""

import os
from typing import TYPE_CHECKING

from kzref.cli.open_library import read_library, say_empty
from kzref.cli.output import DONE, NOTHING, USAGE, missing_library, say, write_row

if TYPE_CHECKING:
    import argparse

    from kzref.library.store.library import Library


def print_sections(options: "argparse.Namespace") -> int:
    """Print sections, or the whole library, into a PDF."""
    if bool(options.address) == options.all:
        say("name the sections to print, or --all for the whole library.")
        return USAGE

    def printed(library: "Library") -> int:
        contents = library.contents
        chosen = list(contents.children(None)) if options.all else [contents.section(a) for a in options.address]
        if not chosen:
            return 0
        _prepare_for_paper()
        from kzref.ui.printing.pdf import print_to_pdf

        return print_to_pdf(library, chosen, options.output)

    try:
        pages = read_library(options, printed)
    except ImportError as error:
        say(missing_library(error))
        return NOTHING
    if not pages:
        say_empty(options.library)
        return NOTHING
    write_row(f"{options.output}: {pages} page{'s' * (pages != 1)}")
    return DONE


def _prepare_for_paper() -> None:
    """See to it that Qt needs no display."""
    from kzref.paths import do_without, find_paths

    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    do_without(find_paths().resources)
