"""Where the segments of a library lie. Imports nothing, because the first page waits for it."""

from pathlib import Path

TEXTS_FILE, INDEX = "texts.sqlite", "index"


def segment_folder(library: Path, segment: int) -> Path:
    """Where a segment lies in its library."""
    return library / f"segment-{segment}"
