"""Folders and files of the segments of a library. Imports nothing, because the first page waits for it."""

from pathlib import Path

TEXTS_FILE, INDEX_FOLDER = "texts.sqlite", "index"


def segment_folder(library: Path, segment: int) -> Path:
    """Return the folder of a segment of a library."""
    return library / f"segment-{segment}"
