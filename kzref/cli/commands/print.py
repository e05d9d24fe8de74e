"""`kzref print`: sections to a PDF."""

from typing import TYPE_CHECKING

from kzref.cli.argument_types import output_file_argument, text_argument
from kzref.cli.exit_codes import FAILURE, SUCCESS, USAGE_ERROR
from kzref.cli.library_access import empty_message, read_library
from kzref.cli.output import write_notice, write_sentence
from kzref.cli.qt_import import qt_import_message
from kzref.messages.message import message
from kzref.paths import find_paths

if TYPE_CHECKING:
    import argparse

    from kzref.cli.parser import Parser, Subparsers
    from kzref.library.store.library import Library


def add_parser(parsers: "Subparsers", common: "Parser") -> None:
    """Add the parser of the command's arguments."""
    parser = parsers.add_parser("print", parents=[common], help="print sections to a PDF")
    parser.add_argument("address", nargs="*", type=text_argument, help="sections, each with all below it")
    parser.add_argument("--all", action="store_true", help="the whole library")
    parser.add_argument("-o", "--output", type=output_file_argument, required=True, metavar="FILE.pdf")


def run(options: "argparse.Namespace") -> int:
    """Print sections, or the whole library, into a PDF."""
    if bool(options.address) == options.all:
        write_notice(message("cli.nothing_to_print"))
        return USAGE_ERROR

    def print_pages(library: "Library") -> int:
        """Return the number of pages; 0 if there is nothing to print."""
        contents = library.contents
        if options.all:
            sections = list(contents.children(None))
        else:
            sections = [contents.section(address) for address in options.address]
        if not sections:
            return 0
        _prepare_qt()
        from kzref.ui.printing.pdf import print_to_pdf

        return print_to_pdf(library, sections, options.output)

    try:
        pages = read_library(options, print_pages)
    except ImportError as error:
        write_notice(qt_import_message(error))
        return FAILURE
    if not pages:
        write_notice(empty_message(options.library))
        return FAILURE
    write_sentence(message("cli.printed", file=options.output, count=pages))
    return SUCCESS


def _prepare_qt() -> None:
    """Let Qt run without a display."""
    from kzref.system.qt_environment import prepare_qt_environment, use_no_display

    use_no_display()
    prepare_qt_environment(find_paths().resources)
