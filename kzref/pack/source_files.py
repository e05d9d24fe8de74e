"""Which files of a folder make up a pack."""

import os
from pathlib import Path
from typing import NamedTuple

from kzref.errors import PackError
from kzref.pack.files.reading import IS_A_LINK, NOT_A_FILE, unreadable_reason
from kzref.pack.files.text_safety import one_line
from kzref.pack.problems import Problem

_MARKDOWN = (".md", ".markdown")
_SUFFIXES = (*_MARKDOWN, ".csv", ".toml", ".json", ".png", ".jpg", ".jpeg", ".gif", ".webp")
_DEEPEST = 100
"""Folders within each other. Contents of more levels help nobody, and paths grow too long for the system."""


def is_markdown(path: str) -> bool:
    """Return whether a file is Markdown, by its name."""
    return path.lower().endswith(_MARKDOWN)


class FolderScan(NamedTuple):
    """The files of a folder by relative path, and what of it is left out and why."""

    files: dict[str, os.stat_result]
    skipped: tuple[Problem, ...]


def source_files(folder: Path) -> dict[str, os.stat_result]:
    """Return every file of a pack that matters to its compiled form, by relative path."""
    return scan_folder(folder).files


def scan_folder(folder: Path) -> FolderScan:
    """Return the files of a pack and what is left out: links, what is no file, what cannot be looked into.

    Hidden files do not matter, and are not told either.
    """
    files: dict[str, os.stat_result] = {}
    skipped: list[Problem] = []
    queue = [(str(folder), "", 0)]
    while queue:
        here, above, depth = queue.pop()
        try:
            with os.scandir(here) as entries:
                visible = [entry for entry in entries if not entry.name.startswith(".")]
        except OSError as error:
            skipped.append(Problem(above.rstrip("/") or ".", 1, f"the folder {unreadable_reason(error)}"))
            continue
        for entry in visible:
            path = above + entry.name
            try:
                reason = _visit(entry, path, files)
            except OSError as error:
                reason = unreadable_reason(error)
            if reason == _TOO_DEEP and depth < _DEEPEST:
                queue.append((entry.path, f"{path}/", depth + 1))
            elif reason:
                skipped.append(Problem(path, 1, reason))
    return FolderScan(files, tuple(skipped))


_TOO_DEEP = f"lies more than {_DEEPEST} folders deep and is left out"


def _visit(entry: "os.DirEntry[str]", path: str, files: dict[str, os.stat_result]) -> str:
    """Take a file up; return why it is left out, _TOO_DEEP for a folder, or nothing for what does not matter."""
    matters = entry.name.lower().endswith(_SUFFIXES)
    if entry.is_symlink():
        return IS_A_LINK if matters or entry.is_dir() else ""
    if entry.is_dir():
        return _TOO_DEEP
    if not matters:
        return ""
    if not entry.is_file():
        return NOT_A_FILE
    files[path] = entry.stat()
    return ""


def _shown_path(folder: Path) -> str:
    return one_line(str(folder))


def check_readable(folder: Path) -> None:
    """Raise PackError if the user may not see what stands in the folder."""
    try:
        with os.scandir(folder) as entries:
            next(entries, None)
        (folder / "pack.toml").lstat()
    except FileNotFoundError:
        return
    except OSError as error:
        reason = error.strerror or error
        raise PackError(
            f"The folder {_shown_path(folder)} cannot be read: {reason}. Ask for the right to read it."
        ) from error
