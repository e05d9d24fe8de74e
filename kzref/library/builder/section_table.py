"""The table of sections: their order, how they are nested, and which page shows each."""

import sqlite3
from collections.abc import Sequence

from kzref.library.builder.batch import SectionRow
from kzref.pack.addresses import Address
from kzref.pack.files.pictures import read_picture
from kzref.pack.pack import Pack

PAGE_LIMIT = 60_000
"""Characters of text up to which a section is shown together with all below it."""
_HEADING_WEIGHT = 60
"""Characters that a heading counts for: thousands of them without text make a long page too."""


class SectionTable:
    """Writes the rows of sections in the order of the contents, with their links and pictures."""

    def __init__(self, pack: Pack, database: sqlite3.Connection) -> None:
        self._pack, self._database = pack, database
        self._positions: dict[Address, int] = {}
        self._parents: list[int] = []
        self._sizes: list[int] = []
        self._depths: list[int] = []
        self._languages: dict[str, int] = {}

    def put(self, row: SectionRow) -> None:
        """Write a section. Where it ends and which page shows it is written by finish()."""
        position = len(self._parents)
        parent = self._positions[row.parent] if row.parent else -1
        self._positions[row.address] = position
        self._parents.append(parent)
        self._sizes.append(len(row.text))
        self._depths.append(row.depth)
        self._languages[row.language] = self._languages.get(row.language, 0) + 1
        parent_value = parent if parent >= 0 else None
        insert_section(self._database, self._pack, row, position, parent_value, last=position, page=position)

    def languages(self) -> str:
        """Return the languages that the sections are written in, the commonest first, separated by spaces."""
        return " ".join(sorted(self._languages, key=lambda language: -self._languages[language]))

    def finish(self) -> None:
        """Write where each section ends and which page shows it."""
        last, page = ends_and_pages(self._parents, self._sizes, self._depths)
        self._database.executemany(
            "UPDATE sections SET last = ?, page = ? WHERE position = ?",
            ((last[p], page[p], p) for p in range(len(last)) if last[p] != p or page[p] != p),
        )


def insert_section(
    database: sqlite3.Connection,
    pack: Pack,
    row: SectionRow,
    position: int,
    parent: int | None,
    *,
    last: int,
    page: int,
) -> None:
    """Write one section with its links and pictures. parent, last, page: positions."""
    database.execute(
        "INSERT INTO sections VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
        (
            position, row.number, row.address, parent, row.depth, row.kind, row.title, row.titles, row.language,
            row.pinpoints, row.years, row.summary, last, page, row.see,
        ),
    )  # fmt: skip
    database.executemany("INSERT INTO links VALUES (?,?)", [(row.number, target) for target in row.links])
    for path in row.images:
        data = read_picture(pack.folder, path)
        if data is not None:
            database.execute("INSERT OR IGNORE INTO images VALUES (?,?)", (path, data))


def ends_and_pages(parents: Sequence[int], sizes: Sequence[int], depths: Sequence[int]) -> tuple[list[int], list[int]]:
    """Return the position of the last section below each, and of the section whose page shows it.

    parents: positions, -1 at the top. sizes: characters of each section's own text. depths: 0 for a document.
    """
    count = len(parents)
    last, page = list(range(count)), list(range(count))
    size_with_subsections = [size + _HEADING_WEIGHT for size in sizes]
    for position in range(count - 1, -1, -1):
        parent = parents[position]
        if parent >= 0:
            last[parent] = max(last[parent], last[position])
            size_with_subsections[parent] += size_with_subsections[position]
    for position in range(count):
        # Documents have pages of their own: a section joins its parent's page only below a document.
        if depths[position] > 0:
            root = page[parents[position]]
            if size_with_subsections[root] <= PAGE_LIMIT:
                page[position] = root
    return last, page
