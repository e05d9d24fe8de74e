"""`kzref publish`: the manifest of a pack."""

from typing import TYPE_CHECKING

from kzref.cli.argument_types import path_argument
from kzref.cli.exit_codes import SUCCESS
from kzref.cli.output import write_sentence
from kzref.messages.message import message
from kzref.paths import existing_folder

if TYPE_CHECKING:
    import argparse

    from kzref.cli.parser import Parser, Subparsers


def add_parser(parsers: "Subparsers", common: "Parser") -> None:
    """Add the parser of the command's arguments."""
    parser = parsers.add_parser(
        "publish", parents=[common], help="write the manifest that 'verify' checks a pack against"
    )
    parser.add_argument("folder", type=path_argument)


def run(options: "argparse.Namespace") -> int:
    """Write the manifest that verify compares a pack with."""
    from kzref.pack import integrity

    count = integrity.publish(existing_folder(options.folder))
    write_sentence(message("cli.published", file=options.folder / integrity.NAME, count=count))
    return SUCCESS
