"""The arguments of the command line, parsed.

--library and --version may be given before the command or after it; the last folder counts. In a search every word
that begins with one minus is a word of the query, and so is everything after --.
"""

import argparse
from collections.abc import Sequence
from typing import NamedTuple

from kzref.cli.argument_types import library_of, path_of, text_argument
from kzref.cli.command_table import COMMANDS
from kzref.cli.parser import Parser, common_options

_OPTIONS_WITH_VALUE = ("--library", "--kind", "--limit", "--format", "-o", "--output")
_END_OF_OPTIONS = "--"
_SHIELD = "\0"
"""Put before a word that argparse would take for an option; no argument of a process can contain it."""


def parse(arguments: list[str]) -> argparse.Namespace:
    """Return the options; command is empty for the window.

    Exit with 2 on wrong usage, with 0 after --help and --version. Raise KzrefError for a malformed file URL.
    """
    line = _split(arguments)
    folder = next((option.value for option in reversed(line.options) if option.name == "--library"), None)
    common = common_options(folder)
    options = _parse_command(common, arguments, line) if line.command else _parse_start(common, arguments)
    options.library = getattr(options, "library", None)
    return options


class _Option(NamedTuple):
    """An option as it was typed; value is None if none followed."""

    name: str
    value: str | None = None

    def __str__(self) -> str:
        return self.name if self.value is None else f"{self.name}={self.value}"


class _CommandLine(NamedTuple):
    """A command line in its parts. command: the first word, if it is the name of one; else empty."""

    command: str
    options: tuple[_Option, ...]
    words: tuple[str, ...]


def _split(arguments: Sequence[str]) -> _CommandLine:
    """Return the command, the options with their values, and the words between them."""
    command = ""
    options: list[_Option] = []
    words: list[str] = []
    rest = iter(arguments)
    for word in rest:
        if word == _END_OF_OPTIONS:
            words += rest
        elif word in _OPTIONS_WITH_VALUE:
            options.append(_Option(word, next(rest, None)))
        elif word.startswith("--") or word == "-h" or (word[:1] == "-" and command != "search"):
            name, equals, value = word.partition("=")
            options.append(_Option(name, value if equals else None))
        elif not command and not words and word in COMMANDS:
            command = word
        else:
            words.append(word)
    return _CommandLine(command, tuple(options), tuple(words))


def _parse_command(common: Parser, arguments: list[str], line: _CommandLine) -> argparse.Namespace:
    parser = Parser(prog="kzref", parents=[common])
    parsers = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for command in COMMANDS.values():
        command.add_parser(parsers, common)
    if line.command != "search":
        return parser.parse_args(arguments)
    # argparse would take a word with a minus for an option, and lose the words after the first option.
    shielded = [f"{_SHIELD}{word}" for word in line.words]
    options = parser.parse_args(["search", *map(str, line.options), *shielded])
    options.query = [word.removeprefix(_SHIELD) for word in options.query]
    return options


def _parse_start(common: Parser, arguments: list[str]) -> argparse.Namespace:
    parser = Parser(
        prog="kzref",
        parents=[common],
        description="An offline legal reference. Without a command it opens the window.",
        epilog="Commands: " + ", ".join(COMMANDS) + ". 'kzref COMMAND --help' tells more of each.",
    )
    parser.add_argument(
        "address",
        nargs="?",
        default="",
        type=text_argument,
        help="the section to open, such as criminal-policy/goal or kzref://criminal-policy/goal; "
        "or a folder, pack.toml or Markdown file by its full path",
    )
    parser.set_defaults(command="")
    options = parser.parse_args(arguments)
    path = path_of(options.address)
    if path and "library" not in options:
        options.library, options.address = library_of(path), ""
    return options
