"""Which files of a folder make up a pack: Markdown, data and pictures, but no hidden files and no links."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from kzref.errors import PackError
from kzref.messages.message import Message, message
from kzref.pack.files.reading import left_out, unreadable_reason
from kzref.pack.files.text_safety import one_line
from kzref.pack.problems import Problem

_MARKDOWN = (".md", ".markdown")
_SUFFIXES = (*_MARKDOWN, ".csv", ".toml", ".json", ".png", ".jpg", ".jpeg", ".gif", ".webp")
_DEEPEST = 100
"""Nested folders. Nobody uses contents of more levels, and paths grow too long for the system."""


def is_markdown(path: str) -> bool:
    """Return whether a file is Markdown, by its name."""
    return path.lower().endswith(_MARKDOWN)


class FolderScan(NamedTuple):
    """The files of a folder by relative path, and what was skipped and why."""

    files: dict[str, os.stat_result]
    skipped: tuple[Problem, ...]


def source_files(folder: Path) -> dict[str, os.stat_result]:
    """Return every file of a pack that matters to its compiled form, by relative path."""
    return scan_folder(folder).files


def scan_folder(folder: Path) -> FolderScan:
    """Return the files of a pack, and what is skipped: links, what is no regular file, what cannot be read.

    Hidden files and files of other types are not mentioned.
    """
    files: dict[str, os.stat_result] = {}
    skipped: list[Problem] = []
    queue = [(str(folder), "", 0)]
    while queue:
        here, above, depth = queue.pop()
        try:
            entries = list(_visible_entries(here))
        except OSError as error:
            problem = message("folder.skipped", reason=unreadable_reason(error))
            skipped.append(Problem(above.rstrip("/") or ".", 1, problem))
            continue
        for entry in entries:
            path = above + entry.name
            try:
                reason = _skip_reason(entry, depth)
                if reason:
                    skipped.append(Problem(path, 1, reason))
                elif entry.is_dir(follow_symlinks=False):
                    queue.append((entry.path, f"{path}/", depth + 1))
                elif _has_source_suffix(entry):
                    files[path] = entry.stat()
            except OSError as error:
                skipped.append(Problem(path, 1, unreadable_reason(error)))
    return FolderScan(files, tuple(skipped))


def _visible_entries(folder: str) -> Iterator["os.DirEntry[str]"]:
    with os.scandir(folder) as entries:
        yield from (entry for entry in entries if not entry.name.startswith("."))


def _has_source_suffix(entry: "os.DirEntry[str]") -> bool:
    return entry.name.lower().endswith(_SUFFIXES)


def _skip_reason(entry: "os.DirEntry[str]", depth: int) -> Message | None:
    """Return why an entry of a folder at this depth is skipped; None if it is not, or does not matter."""
    if entry.is_symlink():
        return left_out(message("file.is_link")) if _has_source_suffix(entry) or entry.is_dir() else None
    if entry.is_dir():
        return message("folder.too_deep", depth=_DEEPEST) if depth == _DEEPEST else None
    if _has_source_suffix(entry) and not entry.is_file():
        return left_out(message("file.not_regular"))
    return None


def check_readable(folder: Path) -> None:
    """Raise PackError if the user has no right to read the folder."""
    try:
        with os.scandir(folder) as entries:
            next(entries, None)
        (folder / "pack.toml").lstat()
    except FileNotFoundError:
        return
    except OSError as error:
        reason = error.strerror or error
        raise PackError(message("folder.cannot_be_read", folder=one_line(str(folder)), reason=reason)) from error
