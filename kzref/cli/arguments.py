"""What stands on the command line, parsed.

--library and --version stand before the command or behind it; of two folders the later one is meant. In a search every
word with one minus before it is a word of the query, and so is everything behind --.
"""

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from kzref.errors import KzrefError
from kzref.pack.files.control_characters import visible_text
from kzref.paths import expand

if TYPE_CHECKING:
    from _typeshed import SupportsWrite

COMMANDS = ("search", "show", "list", "print", "check", "build", "verify", "publish")


_VALUED = ("--library", "--kind", "--limit", "--format", "-o", "--output")
"""The options that a value follows."""
_END = "--"
_SHIELD = "\0"
"""Stands before a word that argparse would take for an option; it cannot stand in an argument."""


class _Parser(argparse.ArgumentParser):
    """No option may be cut short: it would be another one when a new one is added."""

    def __init__(self, **settings: object) -> None:
        super().__init__(allow_abbrev=False, **settings)  # type: ignore[arg-type]

    def _print_message(self, message: str, file: "SupportsWrite[str] | None" = None) -> None:
        super()._print_message(visible_text(message), file)


def parse(given: list[str]) -> argparse.Namespace:
    """Return the options; command is empty for the window.

    Ends the program itself: with 2 on wrong usage, 0 after --help and --version. Raises KzrefError for a file address
    that is none.
    """
    parts = _parted(given)
    folder = next((option.value for option in reversed(parts.options) if option.name == "--library"), None)
    common = _Parser(add_help=False)
    common.add_argument(
        "--library", type=_path, metavar="FOLDER", default=argparse.SUPPRESS, help="another pack or folder of Markdown"
    )
    common.add_argument(
        "--version", action=_Version, nargs=0, folder=folder, help="print the version and the edition of the content"
    )
    options = _parse_command(common, given, parts) if parts.command else _parse_start(common, given)
    options.library = getattr(options, "library", None)
    return options


class _Option(NamedTuple):
    """An option as it was given; value is None where none followed."""

    name: str
    value: str | None = None

    def __str__(self) -> str:
        return self.name if self.value is None else f"{self.name}={self.value}"


class _Parted(NamedTuple):
    """A command line in its parts. command: the first word, if it is one."""

    command: str
    options: tuple[_Option, ...]
    words: tuple[str, ...]


def _parted(given: Sequence[str]) -> _Parted:
    """The options, each with its value, and the words around them."""
    command = ""
    options: list[_Option] = []
    words: list[str] = []
    waiting = iter(given)
    for word in waiting:
        if word == _END:
            words += waiting
        elif word in _VALUED:
            options.append(_Option(word, next(waiting, None)))
        elif word.startswith("--") or word == "-h" or (word[:1] == "-" and command != "search"):
            name, equals, value = word.partition("=")
            options.append(_Option(name, value if equals else None))
        elif not command and not words and word in COMMANDS:
            command = word
        else:
            words.append(word)
    return _Parted(command, tuple(options), tuple(words))


def _parse_command(common: _Parser, given: list[str], parts: _Parted) -> argparse.Namespace:
    parser = _command_parser(common)
    if parts.command != "search":
        return parser.parse_args(given)
    # argparse would take a word with a minus for an option, and lose those behind the first option.
    shielded = [f"{_SHIELD}{word}" for word in parts.words]
    options = parser.parse_args(["search", *map(str, parts.options), *shielded])
    options.query = [word.removeprefix(_SHIELD) for word in options.query]
    return options


def _parse_start(common: _Parser, given: list[str]) -> argparse.Namespace:
    parser = _Parser(
        prog="kzref",
        parents=[common],
        description="An offline legal reference. Without a command it opens the window.",
        epilog="Commands: " + ", ".join(COMMANDS) + ". 'kzref COMMAND --help' tells more of each.",
    )
    parser.add_argument(
        "address",
        nargs="?",
        default="",
        type=_text,
        help="the section to open, such as criminal-policy/goal or kzref://criminal-policy/goal; "
        "or a folder, pack.toml or Markdown file by its full path",
    )
    parser.set_defaults(command="")
    options = parser.parse_args(given)
    path = path_of(options.address)
    if path and "library" not in options:
        options.library, options.address = library_of(path), ""
    return options


class _Version(argparse.Action):
    """Says the version only when it is asked for: the content's hash is made of all its files."""

    def __init__(self, folder: str | None, **settings: object) -> None:
        super().__init__(**settings)  # type: ignore[arg-type]
        self._folder = folder

    def __call__(
        self,
        parser: argparse.ArgumentParser,
        _namespace: argparse.Namespace,
        _values: str | Sequence[object] | None,
        _option: str | None = None,
    ) -> None:
        """Prints and ends the program."""
        from kzref.library.integrity import version_messages
        from kzref.messages.catalogue import english
        from kzref.paths import find_paths

        folder = Path(self._folder) if self._folder else find_paths().content
        lines = "\n".join(map(english, version_messages(folder)))
        sys.stdout.write(visible_text(lines) + "\n")
        parser.exit()


def path_of(text: str) -> Path | None:
    """Return the file or folder that is meant by an argument, as file managers give it; None for an address.

    Raises KzrefError if it begins like the address of a file and is none, or names a user that is not there.
    """
    if text.startswith("file:"):
        from urllib.parse import unquote, urlsplit

        try:
            path = unquote(urlsplit(text).path)
        except ValueError as error:
            raise KzrefError(f"'{text}' is not the address of a file.") from error
        return Path(path[1:] if path[2:3] == ":" else path)  # /C:/folder
    return expand(Path(text)) if Path(text).is_absolute() or text.startswith(("./", "../", "~")) else None


def library_of(path: Path) -> Path:
    """Return the folder to open for a file: the pack that it belongs to, or else the folder that it is in."""
    try:
        if path.is_dir() or not path.exists():
            return path
        whole = path.absolute()
        above = [folder for folder in whole.parents if (folder / "pack.toml").is_file()]
    except OSError:
        return path  # Whoever opens it says why it cannot be.
    return above[0] if above else whole.parent


def _path(word: str) -> Path:
    if not word:
        # As from a variable that is not set: the folder at hand would be taken for it.
        raise argparse.ArgumentTypeError("the path of a file or folder is not empty")
    if "\0" in word:
        raise argparse.ArgumentTypeError("the path of a file holds no NUL character")
    return Path(word)


def _text(word: str) -> str:
    """An argument that is no path: bytes that are no text in it stand for nothing."""
    return word.encode("utf-8", "replace").decode()


def _command_parser(common: _Parser) -> argparse.ArgumentParser:
    parser = _Parser(prog="kzref", parents=[common])
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")

    search = commands.add_parser(
        "search",
        parents=[common],
        help="find sections by words",
        usage="%(prog)s [options] QUERY ...",
        epilog="What stands behind -- is the query, even if it looks like an option.",
    )
    search.add_argument(
        "query", nargs="+", type=_text, metavar="QUERY", help='words, "phrases", -not, begin*, kind:act, year:2017'
    )
    search.add_argument("--kind", default="", type=_text, help="only entries of this kind")
    search.add_argument("--limit", type=_positive, default=20, help="most hits to print (20)")
    search.add_argument("--json", action="store_true", help="print JSON")

    show = commands.add_parser("show", parents=[common], help="print a section with all below it")
    show.add_argument("address", type=_text)
    show.add_argument("--format", choices=("text", "markdown", "html"), default="text")

    listing = commands.add_parser("list", parents=[common], help="print addresses, titles and kinds")
    listing.add_argument("--kind", default="", type=_text, help="only entries of this kind")
    listing.add_argument("--json", action="store_true", help="print JSON")

    paper = commands.add_parser("print", parents=[common], help="print sections to a PDF")
    paper.add_argument("address", nargs="*", type=_text, help="sections, each with all below it")
    paper.add_argument("--all", action="store_true", help="the whole library")
    paper.add_argument("-o", "--output", type=_file, required=True, metavar="FILE.pdf")

    check = commands.add_parser("check", parents=[common], help="name each fault of a pack with its file and line")
    check.add_argument("folder", type=_path)

    build = commands.add_parser("build", parents=[common], help="compile a pack into the cache")
    build.add_argument("folder", type=_path)

    verify = commands.add_parser(
        "verify", parents=[common], help="name each file of a pack that is not as it was published"
    )
    verify.add_argument("folder", type=_path, nargs="?", help="the pack; without it, the program's own content")

    publish = commands.add_parser(
        "publish", parents=[common], help="write the manifest that 'verify' checks a pack against"
    )
    publish.add_argument("folder", type=_path)
    return parser


def _positive(text: str) -> int:
    if not text.isascii() or not text.isdigit() or not 0 < int(text) <= 1_000_000:
        raise argparse.ArgumentTypeError(f"'{text}' is not a number from 1 up")
    return int(text)


def _file(text: str) -> Path:
    """Return the path of a file; a path would forget the stroke that names a folder."""
    if text.endswith(("/", os.sep)):
        raise argparse.ArgumentTypeError(f"'{text}' is a folder; name a file in it")
    return _path(text)
