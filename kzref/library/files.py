"""Which files of a folder make up a pack."""

import os
from pathlib import Path

_SUFFIXES = (".md", ".markdown", ".csv", ".toml", ".json", ".png", ".jpg", ".jpeg", ".gif", ".webp")


def source_files(folder: Path) -> dict[str, os.stat_result]:
    """Every file of a pack that matters to its compiled form, by relative path.

    Hidden and linked ones do not matter, nor what is no file: to read a pipe is to wait for ever.
    """
    found: dict[str, os.stat_result] = {}
    queue = [(str(folder), "")]
    while queue:
        here, above = queue.pop()
        try:
            entries = list(os.scandir(here))
        except OSError:
            continue
        for entry in entries:
            if entry.name.startswith(".") or entry.is_symlink():
                continue
            if entry.is_dir():
                queue.append((entry.path, f"{above}{entry.name}/"))
            elif entry.name.lower().endswith(_SUFFIXES) and entry.is_file():
                found[above + entry.name] = entry.stat()
    return found
