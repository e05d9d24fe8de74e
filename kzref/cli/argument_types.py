"""What an argument of the command line may be: a path, a file to write, a number, a text."""

import argparse
import os
from pathlib import Path

from kzref.errors import KzrefError
from kzref.messages.message import message
from kzref.paths import expand

_LARGEST_NUMBER = 1_000_000


def path_argument(word: str) -> Path:
    """Return the path of a file or folder."""
    if not word:
        # As from a variable that is not set: the working directory would be taken for it.
        raise argparse.ArgumentTypeError("the path of a file or folder is not empty")
    if "\0" in word:
        raise argparse.ArgumentTypeError("the path of a file holds no NUL character")
    return Path(word)


def output_file_argument(word: str) -> Path:
    """Return the path of a file to write. A Path would lose the slash at the end that makes it a folder."""
    if word.endswith(("/", os.sep)):
        raise argparse.ArgumentTypeError(f"'{word}' is a folder; name a file in it")
    return path_argument(word)


def text_argument(word: str) -> str:
    """Return an argument that is no path, bytes that are not UTF-8 replaced by question marks."""
    return word.encode("utf-8", "replace").decode()


def number_argument(word: str) -> int:
    """Return a whole number from 1 up."""
    if not word.isascii() or not word.isdigit() or not 0 < int(word) <= _LARGEST_NUMBER:
        raise argparse.ArgumentTypeError(f"'{word}' is not a number from 1 up")
    return int(word)


def path_of(text: str) -> Path | None:
    """Return the file or folder that an argument names, as file managers write it; None for an address.

    Raise KzrefError for a malformed file URL, and for a home folder of an unknown user.
    """
    if text.startswith("file:"):
        from urllib.parse import unquote, urlsplit

        try:
            path = unquote(urlsplit(text).path)
        except ValueError as error:
            raise KzrefError(message("cli.bad_file_url", text=text)) from error
        return Path(path[1:] if path[2:3] == ":" else path)  # /C:/folder
    return expand(Path(text)) if Path(text).is_absolute() or text.startswith(("./", "../", "~")) else None


def library_of(path: Path) -> Path:
    """Return the folder to open for a path: the pack that a file belongs to, or else the folder that it is in."""
    try:
        if path.is_dir() or not path.exists():
            return path
        file = path.absolute()
        packs = [folder for folder in file.parents if (folder / "pack.toml").is_file()]
    except OSError:
        return path  # Whatever opens it reports why it cannot be opened.
    return packs[0] if packs else file.parent
