"""Which files of a folder make up a pack."""

import os
from pathlib import Path
from typing import NamedTuple

from kzref.errors import PackError
from kzref.pack.files.source_text import IS_A_LINK, IS_NO_FILE, cannot_be_read
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
    left_out: tuple[Problem, ...]


def source_files(folder: Path) -> dict[str, os.stat_result]:
    """Return every file of a pack that matters to its compiled form, by relative path."""
    return scan_folder(folder).files


def scan_folder(folder: Path) -> FolderScan:
    """Return the files of a pack and what is left out: links, what is no file, what cannot be looked into.

    Hidden files do not matter, and are not told either.
    """
    files: dict[str, os.stat_result] = {}
    left_out: list[Problem] = []
    queue = [(str(folder), "", 0)]
    while queue:
        here, above, depth = queue.pop()
        try:
            with os.scandir(here) as entries:
                visible = [entry for entry in entries if not entry.name.startswith(".")]
        except OSError as error:
            left_out.append(Problem(above.rstrip("/") or ".", 1, f"the folder {cannot_be_read(error)}"))
            continue
        for entry in visible:
            path = above + entry.name
            try:
                reason = _look(entry, path, files)
            except OSError as error:
                reason = cannot_be_read(error)
            if reason == _IS_FOLDER and depth < _DEEPEST:
                queue.append((entry.path, f"{path}/", depth + 1))
            elif reason:
                left_out.append(Problem(path, 1, reason))
    return FolderScan(files, tuple(left_out))


_IS_FOLDER = f"lies more than {_DEEPEST} folders deep and is left out"


def _look(entry: "os.DirEntry[str]", path: str, files: dict[str, os.stat_result]) -> str:
    """Take a file up; return why it is left out, _IS_FOLDER for a folder, or nothing for what does not matter."""
    matters = entry.name.lower().endswith(_SUFFIXES)
    if entry.is_symlink():
        return IS_A_LINK if matters or entry.is_dir() else ""
    if entry.is_dir():
        return _IS_FOLDER
    if not matters:
        return ""
    if not entry.is_file():
        return IS_NO_FILE
    files[path] = entry.stat()
    return ""


def _shown(folder: Path) -> str:
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
            f"The folder {_shown(folder)} cannot be read: {reason}. Ask for the right to read it."
        ) from error
