"""`kzref verify`: a pack compared with its manifest."""

from typing import TYPE_CHECKING

from kzref.cli.argument_types import path_argument
from kzref.cli.exit_codes import FAILURE, SUCCESS
from kzref.cli.output import write_notice, write_sentence
from kzref.messages.message import message
from kzref.paths import existing_folder, find_paths

if TYPE_CHECKING:
    import argparse

    from kzref.cli.parser import Parser, Subparsers


def add_parser(parsers: "Subparsers", common: "Parser") -> None:
    """Add the parser of the command's arguments."""
    parser = parsers.add_parser(
        "verify", parents=[common], help="name each file of a pack that is not as it was published"
    )
    parser.add_argument("folder", type=path_argument, nargs="?", help="the pack; without it, the program's own content")


def run(options: "argparse.Namespace") -> int:
    """Print each file of a pack that is not as it was published."""
    from kzref.library.integrity import check_integrity_thoroughly, version_messages
    from kzref.pack.integrity import NAME

    paths = find_paths()
    named = options.folder or options.library or paths.content
    folder = existing_folder(named)
    differences = check_integrity_thoroughly(paths, folder)
    for line in differences.lines:
        write_sentence(line)
    if not differences:
        write_sentence(message("cli.as_published", edition=version_messages(folder)[1]))
        return SUCCESS
    if differences.missing == (NAME,):
        write_notice(message("cli.never_published", folder=named))
    else:
        write_notice(message("cli.differs", folder=named, count=len(differences.lines)))
    return FAILURE
