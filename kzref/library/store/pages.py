"""Queries on the pages of a library: texts of sections, what a page shows, what is linked from and to it."""

import json
from collections.abc import Iterator
from typing import Any

from kzref.library.store.contents import ContentsQueries
from kzref.library.store.database import LibraryDatabase, Queries
from kzref.library.store.guard import guarded
from kzref.library.store.rows import SECTION_COLUMNS, SECTION_WIDTH, section_of, select_sections
from kzref.pack.sections import Page, Section, SectionText

_MOST_BACKLINKS = 30
_MOST_CHILDREN = 2000


class PageQueries(Queries):
    """Sections with their texts, put together as pages."""

    def __init__(self, database: LibraryDatabase, contents: ContentsQueries) -> None:
        super().__init__(database)
        self._contents = contents

    @guarded
    def section_texts(self, section: Section, with_subsections: bool = True) -> tuple[SectionText, ...]:
        """Return a section with its text, and all sections below it unless told otherwise."""
        return tuple(self._texts_between(section.position, section.last if with_subsections else section.position))

    def _texts_between(self, first: int, last: int) -> Iterator[SectionText]:
        rows: list[tuple[Any, ...]] = []
        for segment in self._database.segments:
            rows += self._execute(
                f"SELECT {SECTION_COLUMNS}, t.html, t.text, t.markdown FROM sections s "  # noqa: S608
                f"JOIN {segment}.section_texts t USING (number) WHERE s.position BETWEEN ? AND ? ORDER BY s.position",
                (first, last),
            )
        for row in sorted(rows) if len(self._database.segments) > 1 else rows:
            yield SectionText(section_of(row[:SECTION_WIDTH]), *row[SECTION_WIDTH:])

    @guarded
    def page_of(self, section: Section) -> Page:
        """Return the page that shows a section."""
        root = section if section.page == section.address else self._contents.section(section.page)
        children = self._contents.children(root, _MOST_CHILDREN)
        is_whole = bool(children) and children[0].page == root.address
        return Page(
            root=root,
            breadcrumbs=self._contents.breadcrumbs(root),
            section_texts=self.section_texts(root, with_subsections=is_whole),
            children=() if is_whole else children,
            see=self._see(root),
            backlinks=self._backlinks(root.position, root.last if is_whole else root.position),
        )

    @guarded
    def adjacent_page(self, root: Section | None, step: int) -> Section | None:
        """Return the root of the page before (-1) or after (1) another in the order of the contents.

        root: None for the start page, which the first page follows.
        """
        if root is None:
            return self._first("WHERE position = 0") if step > 0 else None
        if step > 0:
            return self._first("WHERE position > ? AND page = position ORDER BY position LIMIT 1", root.position)
        return self._first("WHERE position < ? AND page = position ORDER BY position DESC LIMIT 1", root.position)

    def _first(self, condition: str, *values: object) -> Section | None:
        return next(select_sections(self._database.connection, condition, values), None)

    def _see(self, section: Section) -> tuple[Section, ...]:
        (addresses,) = self._execute("SELECT see FROM sections WHERE position = ?", [section.position]).fetchone()
        targets = (self._contents.find(address) for address in json.loads(addresses))
        return tuple(target for target in targets if target)

    def _backlinks(self, first: int, last: int) -> tuple[Section, ...]:
        """Return the pages elsewhere that link to positions of a page, as their roots: the first few."""
        targets = "SELECT address FROM sections WHERE position BETWEEN ? AND ?"
        linked = f"SELECT target FROM redirects WHERE present IN ({targets}) UNION ALL {targets}"  # noqa: S608
        condition = (
            "WHERE position IN (SELECT p.page FROM links l JOIN sections p ON p.number = l.source "  # noqa: S608
            f"WHERE l.target IN ({linked})) AND position NOT BETWEEN ? AND ? ORDER BY position LIMIT ?"
        )
        values = (first, last, first, last, first, last, _MOST_BACKLINKS)
        return tuple(select_sections(self._database.connection, condition, values))
