"""The parts of argparse as this command line uses them, and the options that every command has."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from kzref.cli.argument_types import path_argument
from kzref.pack.files.control_characters import visible_text

if TYPE_CHECKING:
    from _typeshed import SupportsWrite

    Subparsers = argparse._SubParsersAction["Parser"]


class Parser(argparse.ArgumentParser):
    """A parser that takes no abbreviated options: each would mean another one when a new option is added."""

    def __init__(self, **settings: object) -> None:
        super().__init__(allow_abbrev=False, **settings)  # type: ignore[arg-type]

    def _print_message(self, message: str, file: "SupportsWrite[str] | None" = None) -> None:
        super()._print_message(visible_text(message), file)


def common_options(version_folder: str | None) -> Parser:
    """Return the parser of --library and --version. version_folder: the pack whose edition --version prints."""
    common = Parser(add_help=False)
    common.add_argument(
        "--library",
        type=path_argument,
        metavar="FOLDER",
        default=argparse.SUPPRESS,
        help="another pack or folder of Markdown",
    )
    common.add_argument(
        "--version",
        action=_Version,
        nargs=0,
        folder=version_folder,
        help="print the version and the edition of the content",
    )
    return common


class _Version(argparse.Action):
    """Prints the version only when it is asked for: the content's hash is computed from all its files."""

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
        """Print the version and end the program."""
        from kzref.library.integrity import version_messages
        from kzref.messages.catalogue import english
        from kzref.paths import find_paths

        folder = Path(self._folder) if self._folder else find_paths().content
        lines = "\n".join(map(english, version_messages(folder)))
        sys.stdout.write(visible_text(lines) + "\n")
        parser.exit()
