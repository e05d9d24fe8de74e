"""The door to a compiled library: what it says of itself, and its queries by subject.

A library is what is compiled from a pack: a pack is read by `kzref.pack`. Imports neither Markdown nor whoosh.
"""

from pathlib import Path
from typing import NamedTuple

from kzref.library.store.assets import AssetQueries
from kzref.library.store.contents import ContentsQueries
from kzref.library.store.database import LibraryDatabase
from kzref.library.store.pages import PageQueries


class About(NamedTuple):
    """What a library says of the pack that it was compiled from."""

    id: str
    title: str
    edition: str
    language: str
    licence: str
    about: str
    start: str
    citation: str
    sections: int


class Library:
    """An open compiled library, safe to read from several threads.

    Its queries raise LibraryDamaged where its files turn out not to be as they were written.
    """

    def __init__(self, folder: Path) -> None:
        """Open a verified folder."""
        self.folder = folder
        self.database = LibraryDatabase(folder)
        """For other queries of this package."""
        try:
            with self.database.guard:
                self.about = self._read_about()
        except BaseException:
            self.database.close()
            raise
        self.contents = ContentsQueries(self.database, self.about.start)
        self.pages = PageQueries(self.database, self.contents)
        self.assets = AssetQueries(self.database)

    def _read_about(self) -> About:
        stored = dict(self.database.connection.execute("SELECT name, value FROM about"))
        texts = ("id", "title", "edition", "language", "licence", "about", "start", "citation")
        return About(**{name: stored.get(name, "") for name in texts}, sections=int(stored.get("sections", 0)))

    def close(self) -> None:
        """Close the files."""
        self.database.close()
