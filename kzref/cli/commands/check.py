"""`kzref check`: the problems of a pack."""

from typing import TYPE_CHECKING

from kzref.cli.argument_types import path_argument
from kzref.cli.exit_codes import FAILURE, SUCCESS
from kzref.cli.output import write_row, write_sentence
from kzref.paths import existing_folder

if TYPE_CHECKING:
    import argparse

    from kzref.cli.parser import Parser, Subparsers


def add_parser(parsers: "Subparsers", common: "Parser") -> None:
    """Add the parser of the command's arguments."""
    parser = parsers.add_parser("check", parents=[common], help="name each fault of a pack with its file and line")
    parser.add_argument("folder", type=path_argument)


def run(options: "argparse.Namespace") -> int:
    """Print each problem of a pack with its file and line."""
    from kzref.pack.check import check_folder

    checked = check_folder(existing_folder(options.folder))
    for problem in checked.problems:
        write_row(str(problem))
    write_sentence(checked.summary)
    return FAILURE if checked.problems else SUCCESS
