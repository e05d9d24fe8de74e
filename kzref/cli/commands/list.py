"""`kzref list`: addresses, titles and kinds."""

from typing import TYPE_CHECKING

from kzref.cli.argument_types import text_argument
from kzref.cli.exit_codes import FAILURE, SUCCESS
from kzref.cli.library_access import empty_message, read_library
from kzref.cli.output import write_json, write_notice, write_row
from kzref.messages.message import message

if TYPE_CHECKING:
    import argparse

    from kzref.cli.parser import Parser, Subparsers


def add_parser(parsers: "Subparsers", common: "Parser") -> None:
    """Add the parser of the command's arguments."""
    parser = parsers.add_parser("list", parents=[common], help="print addresses, titles and kinds")
    parser.add_argument("--kind", default="", type=text_argument, help="only entries of this kind")
    parser.add_argument("--json", action="store_true", help="print JSON")


def run(options: "argparse.Namespace") -> int:
    """Print every section of a library, or every one of a kind, as a row."""
    kind = options.kind.lower()
    sections = read_library(options, lambda library: [*library.contents.sections(kind)])
    if options.json:
        write_json([{"address": s.address, "title": s.title, "kind": s.kind} for s in sections], indent=1)
    else:
        for section in sections:
            write_row(section.address, section.title, section.kind)
    if sections:
        return SUCCESS
    write_notice(message("cli.no_kind", kind=options.kind) if options.kind else empty_message(options.library))
    return FAILURE
