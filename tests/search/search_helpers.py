"""Packs that tests of the search are made of."""

from collections.abc import Mapping
from pathlib import Path

from kzref.library.cache import LibraryCache
from kzref.library.store.library import Library
from kzref.messages.catalogue import english
from kzref.paths import Paths, find_paths
from kzref.search.query.nodes import Query
from kzref.search.results.results import Results


def entry(title: str, text: str, kind: str = "concept", **more: str) -> str:
    """A file of the library."""
    fields = "".join(f"{name}: {value}\n" for name, value in more.items())
    return f'---\ntitle: "{title}"\nkind: {kind}\n{fields}---\n{text}\n'


def notice_of(found: Query | Results) -> str:
    """The notices about a query, in English words."""
    return " ".join(map(english, found.notices))


def compiled(base: Path, files: Mapping[str, str]) -> Library:
    """The library of a pack that is written into a folder."""
    for name, text in files.items():
        (base / "pack" / name).parent.mkdir(parents=True, exist_ok=True)
        (base / "pack" / name).write_text(text, "utf-8")
    found = find_paths()
    paths = Paths(found.content, found.resources, None, base / "libraries", base / "data")
    return LibraryCache(paths).open(base / "pack").library
