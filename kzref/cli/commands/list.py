"""`kzref list`: addresses, titles and kinds."""

from typing import TYPE_CHECKING

from kzref.cli.open_library import read_library, say_empty
from kzref.cli.output import DONE, NOTHING, say, write_json, write_row

if TYPE_CHECKING:
    import argparse


def list_sections(options: "argparse.Namespace") -> int:
    """Print every section of a library, or every one of a kind, as a row."""
    kind = options.kind.lower()
    sections = read_library(options, lambda library: list(library.contents.sections(kind)))
    if options.json:
        write_json([{"address": s.address, "title": s.title, "kind": s.kind} for s in sections], indent=1)
    else:
        for section in sections:
            write_row(section.address, section.title, section.kind)
    if not sections and options.kind:
        say(f"there is no entry of the kind '{options.kind}'.")
    elif not sections:
        say_empty(options.library)
    return DONE if sections else NOTHING
