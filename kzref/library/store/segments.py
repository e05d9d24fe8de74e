"""Where the layers of a library lie. Imports nothing, because the first page waits for it."""

from pathlib import Path

TEXTS, INDEX = "texts.sqlite", "index"


def segment_folder(library: Path, layer: int) -> Path:
    """Where a layer lies in its library."""
    return library / f"layer-{layer}"
