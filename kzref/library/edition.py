"""Whether a pack is as it was published: its MANIFEST names the SHA-256 of each of its files."""

import hashlib
import os
import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from kzref.errors import PackError
from kzref.library.pack import DESCRIPTION

NAME = "MANIFEST"
_LINE = re.compile(r"([0-9a-f]{64})  (.+)")


class Differences(NamedTuple):
    """How a folder differs from what was published, by relative path."""

    altered: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    extra: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        """Whether there is any."""
        return any(self)

    @property
    def lines(self) -> tuple[str, ...]:
        """A line for each file, as 'kzref verify' prints them."""
        named = (("altered", self.altered), ("missing", self.missing), ("extra", self.extra))
        return tuple(f"{what}: {name}" for what, names in named for name in names)


def is_published(folder: Path) -> bool:
    """Whether a folder says what it was when it was published."""
    return (folder / NAME).is_file()


def publish(folder: Path) -> int:
    """Writes the MANIFEST of a folder beside and replaces the old one; answers how many files it names."""
    if not folder.is_dir():
        raise PackError(f"{folder} is not a folder. Name the folder that holds the Markdown files.")
    hashes = _hashes(folder)
    for name, sha in hashes.items():
        if name.splitlines() != [name]:
            raise PackError(f"The file name {name!r} has a line break, which a manifest cannot hold. Rename it.")
        if not sha:
            raise PackError(f"{folder / name} is a link or cannot be read, so it cannot be published.")
    beside = folder / f".{NAME}.new"
    try:
        beside.write_bytes(_text(hashes))
        beside.replace(folder / NAME)
    except OSError as error:
        raise PackError(f"{folder / NAME} cannot be written: {error.strerror}.") from error
    return len(hashes)


def differences(folder: Path) -> Differences:
    """What differs from the MANIFEST; the manifest itself if it is missing or cannot be read."""
    if not folder.is_dir():
        raise PackError(f"{folder} is not a folder. Name the folder that holds the Markdown files.")
    if not is_published(folder):
        return Differences(missing=(NAME,))
    published, found = _read(folder / NAME), _hashes(folder)
    if not published:
        return Differences(altered=(NAME,))
    return Differences(
        altered=tuple(name for name in sorted(published.keys() & found.keys()) if published[name] != found[name]),
        missing=tuple(sorted(published.keys() - found.keys())),
        extra=tuple(sorted(found.keys() - published.keys())),
    )


def edition_hash(folder: Path) -> str:
    """SHA-256 of what the MANIFEST of a folder should be: of the file itself as long as nothing has changed."""
    return hashlib.sha256(_text(_hashes(folder))).hexdigest()


def edition_name(folder: Path) -> str:
    """What a pack calls its edition, such as "1.0"; empty if it does not say."""
    try:
        return str(tomllib.loads((folder / DESCRIPTION).read_text("utf-8")).get("edition", ""))
    except (OSError, ValueError):
        return ""


def _text(hashes: Mapping[str, str]) -> bytes:
    """As sha256sum writes and reads it."""
    return "".join(f"{hashes[name]}  {name}\n" for name in sorted(hashes)).encode("utf-8", "surrogateescape")


def _read(path: Path) -> dict[str, str]:
    """The hashes by path; nothing where the file is not what publish() writes."""
    try:
        lines = [_LINE.fullmatch(line) for line in path.read_bytes().decode("utf-8", "surrogateescape").splitlines()]
    except OSError:
        return {}
    told = {line[2]: line[1] for line in lines if line}
    return told if len(told) == len(lines) else {}


def _hashes(folder: Path) -> dict[str, str]:
    """SHA-256 of each file by relative path. Hidden files are passed over, as they are in reading; a link has none."""
    found: dict[str, str] = {}
    waiting = [(str(folder), "")]
    while waiting:
        here, above = waiting.pop()
        try:
            entries = list(os.scandir(here))
        except OSError:
            continue
        for entry in entries:
            name = above + entry.name
            if entry.name.startswith(".") or name == NAME:
                continue
            if entry.is_dir(follow_symlinks=False):
                waiting.append((entry.path, f"{name}/"))
            else:
                found[name] = _hash(entry)
    return found


def _hash(entry: "os.DirEntry[str]") -> str:
    """Empty for what is not a file that can be read: it is never as published."""
    if not entry.is_file(follow_symlinks=False):
        return ""
    try:
        with open(entry.path, "rb") as file:  # noqa: PTH123  # scandir gives the path as text
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""
