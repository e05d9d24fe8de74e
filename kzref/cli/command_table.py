"""The commands by their names, in the order of the help: the one table that a new command has to be added to."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Protocol

from kzref.cli.commands import build, check, list, print, publish, search, show, verify  # noqa: A004

if TYPE_CHECKING:
    import argparse

    from kzref.cli.parser import Parser, Subparsers


class Command(Protocol):
    """What the module of a command has."""

    def add_parser(self, parsers: "Subparsers", common: "Parser") -> None:
        """Add the parser of the command's arguments. common: options that every command has."""

    def run(self, options: "argparse.Namespace") -> int:
        """Run the command and return the exit code."""


COMMANDS: Mapping[str, Command] = {
    "search": search,
    "show": show,
    "list": list,
    "print": print,
    "check": check,
    "build": build,
    "verify": verify,
    "publish": publish,
}
