"""Replace the rows of one document in the table of sections, so that positions stay without gaps."""

import sqlite3

from kzref.library.builder.batch import SectionRow
from kzref.library.builder.section_table import ends_and_pages, insert_section
from kzref.pack.pack import Pack


class ChangedRows:
    """Puts the present sections of changed documents in the place of those that were compiled before."""

    def __init__(self, pack: Pack, database: sqlite3.Connection) -> None:
        self._pack, self._database = pack, database

    def replace(self, first: int, last: int, rows: list[SectionRow]) -> None:
        """Put the rows of a document in the place of the positions from first to last."""
        run = self._database.execute
        parent, end = run("SELECT parent, last FROM sections WHERE position = ?", [first]).fetchone()
        run(
            "DELETE FROM links WHERE source IN (SELECT number FROM sections WHERE position BETWEEN ? AND ?)",
            [first, last],
        )
        run("DELETE FROM sections WHERE position BETWEEN ? AND ?", [first, last])
        shift = len(rows) - (last - first + 1)
        if shift:
            self._shift(last, shift)
        self._insert(rows, first, parent, end + shift)

    def _shift(self, after: int, by: int) -> None:
        """Add to every position behind one: make room if by is positive, close a gap if it is negative.

        Positions are unique at every moment, and SQLite checks that row by row: 5 + 1 is refused while there is a 6.
        So they become negative first, where nothing is in the way. With after = 4 and by = 1:

            position             5   6   7
            -(position + by)    -6  -7  -8
            -position            6   7   8

        What refers to positions is not unique and needs no detour. The end of a section is moved along also when it
        is `after` itself: the section contains the document whose rows are replaced.
        """
        run = self._database.execute
        run("UPDATE sections SET position = -(position + ?) WHERE position > ?", [by, after])
        run("UPDATE sections SET position = -position WHERE position < 0")
        run("UPDATE sections SET parent = parent + ? WHERE parent > ?", [by, after])
        run("UPDATE sections SET page = page + ? WHERE page > ?", [by, after])
        run("UPDATE sections SET last = last + ? WHERE last >= ?", [by, after])

    def _insert(self, rows: list[SectionRow], first: int, parent: int | None, end: int) -> None:
        """Write the sections of a document from a position on.

        parent: position of the section above the document. end: of the last below it, those of other files included.
        """
        offsets = {row.address: offset for offset, row in enumerate(rows)}
        parents = [offsets.get(row.parent, -1) if row.parent else -1 for row in rows]
        last, page = ends_and_pages(parents, [len(row.text) for row in rows], [row.depth for row in rows])
        for offset, row in enumerate(rows):
            is_root = offset == 0
            insert_section(
                self._database,
                self._pack,
                row,
                first + offset,
                parent if is_root else first + parents[offset],
                last=max(end, first + last[0]) if is_root else first + last[offset],
                page=first + page[offset],
            )
