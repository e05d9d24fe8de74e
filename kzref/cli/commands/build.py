"""`kzref build`: a pack compiled into the cache."""

from typing import TYPE_CHECKING

from kzref.cli.argument_types import path_argument
from kzref.cli.exit_codes import SUCCESS
from kzref.cli.library_access import empty_message, progress_printer, write_notices
from kzref.cli.output import write_notice, write_sentence
from kzref.errors import Cancelled
from kzref.messages.message import message
from kzref.paths import find_paths

if TYPE_CHECKING:
    import argparse

    from kzref.cli.parser import Parser, Subparsers


def add_parser(parsers: "Subparsers", common: "Parser") -> None:
    """Add the parser of the command's arguments."""
    parser = parsers.add_parser("build", parents=[common], help="compile a pack into the cache")
    parser.add_argument("folder", type=path_argument)


def run(options: "argparse.Namespace") -> int:
    """Compile a pack into the cache, even if its library there is up to date."""
    from kzref.library.cache import LibraryCache

    try:
        library, notices = LibraryCache(find_paths()).build(options.folder, progress_printer())
    except KeyboardInterrupt as stop:
        raise Cancelled from stop
    write_notices(notices)
    sections = int(library.about.sections)
    write_sentence(message("cli.built", title=library.about.title, count=sections, folder=library.folder))
    if not sections:
        write_notice(empty_message(options.folder))
    return SUCCESS
