"""What stands on the command line, parsed."""

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

COMMANDS = ("search", "show", "list", "print", "check", "build", "verify", "publish")


def parse(given: list[str]) -> argparse.Namespace:
    """The options; command is empty for the window. Ends the program itself: with 2 on wrong usage, 0 after --help."""
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--library", type=Path, metavar="FOLDER", help="another pack or folder of Markdown")
    common.add_argument("--version", action=_Version, nargs=0, help="print the version and the edition of the content")
    if any(word in COMMANDS for word in _words(given)[:1]):
        return _command_parser(common).parse_args(given)
    parser = argparse.ArgumentParser(
        prog="kzref",
        parents=[common],
        description="An offline legal reference. Without a command it opens the window.",
        epilog="Commands: " + ", ".join(COMMANDS) + ". 'kzref COMMAND --help' tells more of each.",
    )
    parser.add_argument(
        "address",
        nargs="?",
        default="",
        help="the section to open, such as criminal-policy/goal or kzref://criminal-policy/goal; "
        "or a folder, pack.toml or Markdown file by its full path",
    )
    parser.set_defaults(command="")
    options = parser.parse_args(given)
    path = path_of(options.address)
    if path and not options.library:
        options.library, options.address = library_of(path), ""
    return options


class _Version(argparse.Action):
    """Says the version only when it is asked for: the content's hash is made of all its files."""

    def __call__(
        self,
        parser: argparse.ArgumentParser,
        namespace: argparse.Namespace,
        _values: str | Sequence[object] | None,
        _option: str | None = None,
    ) -> None:
        """Prints and ends the program."""
        from kzref.compiled.published import version_text
        from kzref.paths import find_paths

        sys.stdout.write(version_text(namespace.library or find_paths().content) + "\n")
        parser.exit()


def path_of(text: str) -> Path | None:
    """The file or folder that is meant by an argument, as file managers give it; None for an address."""
    if text.startswith("file:"):
        from urllib.parse import unquote, urlsplit

        path = unquote(urlsplit(text).path)
        return Path(path[1:] if path[2:3] == ":" else path)  # /C:/folder
    return Path(text) if Path(text).is_absolute() or text.startswith(("./", "../", "~")) else None


def library_of(path: Path) -> Path:
    """The folder to open for a file: the pack that it belongs to, or else the folder that it is in."""
    if path.is_dir() or not path.exists():
        return path
    above = [folder for folder in path.absolute().parents if (folder / "pack.toml").is_file()]
    return above[0] if above else path.absolute().parent


def _words(given: list[str]) -> list[str]:
    """The arguments that are neither options nor the folder of --library."""
    found: list[str] = []
    skip = False
    for word in given:
        if skip:
            skip = False
        elif word == "--library":
            skip = True
        elif not word.startswith("-"):
            found.append(word)
    return found


def _command_parser(common: argparse.ArgumentParser) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="kzref", parents=[common])
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")

    search = commands.add_parser("search", help="find sections by words")
    search.add_argument("query", nargs="+", help='words, "phrases", -not, begin*, kind:act, year:2017')
    search.add_argument("--kind", default="", help="only entries of this kind")
    search.add_argument("--limit", type=_positive, default=20, help="most hits to print (20)")
    search.add_argument("--json", action="store_true", help="print JSON")

    show = commands.add_parser("show", help="print a section with all below it")
    show.add_argument("address")
    show.add_argument("--format", choices=("text", "markdown", "html"), default="text")

    listing = commands.add_parser("list", help="print addresses, titles and kinds")
    listing.add_argument("--kind", default="", help="only entries of this kind")
    listing.add_argument("--json", action="store_true", help="print JSON")

    paper = commands.add_parser("print", help="print sections to a PDF")
    paper.add_argument("address", nargs="*", help="sections, each with all below it")
    paper.add_argument("--all", action="store_true", help="the whole library")
    paper.add_argument("-o", "--output", type=_file, required=True, metavar="FILE.pdf")

    check = commands.add_parser("check", help="name each fault of a pack with its file and line")
    check.add_argument("folder", type=Path)

    build = commands.add_parser("build", help="compile a pack into the cache")
    build.add_argument("folder", type=Path)

    verify = commands.add_parser("verify", help="name each file of a pack that is not as it was published")
    verify.add_argument("folder", type=Path, nargs="?", help="the pack; without it, the program's own content")

    publish = commands.add_parser("publish", help="write the manifest that 'verify' checks a pack against")
    publish.add_argument("folder", type=Path)
    return parser


def _positive(text: str) -> int:
    if not text.isascii() or not text.isdigit() or not 0 < int(text) <= 1_000_000:
        raise argparse.ArgumentTypeError(f"'{text}' is not a number from 1 up")
    return int(text)


def _file(text: str) -> Path:
    """Return the path of a file; a path would forget the stroke that names a folder."""
    if text.endswith(("/", os.sep)):
        raise argparse.ArgumentTypeError(f"'{text}' is a folder; name a file in it")
    return Path(text)
