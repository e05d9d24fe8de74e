"""`kzref print`: sections to a PDF."""

import os
from typing import TYPE_CHECKING

from kzref.cli.libraries import open_library
from kzref.cli.output import DONE, NOTHING, USAGE, missing_library, say

if TYPE_CHECKING:
    import argparse


def print_sections(options: "argparse.Namespace") -> int:
    if bool(options.address) == options.all:
        say("name the sections to print, or --all for the whole library.")
        return USAGE
    library = open_library(options)
    chosen = list(library.children(None)) if options.all else [library.section(a) for a in options.address]
    # Paper needs no display, and must not fail for want of one.
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from kzref.paths import do_without, find_paths

    do_without(find_paths().resources)
    try:
        from kzref.ui.printing import print_to_pdf
    except ImportError as error:
        say(missing_library(error))
        return NOTHING
    pages = print_to_pdf(library, chosen, options.output)
    print(f"{options.output}: {pages} page{'s' * (pages != 1)}")
    return DONE
