"""Reading a compiled library. Imports neither Markdown nor whoosh."""

import json
import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from kzref.errors import AddressError
from kzref.library.manifest import DATABASE_FILE
from kzref.library.store.guard import Guard, guarded
from kzref.library.store.segments import TEXTS_FILE, segment_folder
from kzref.pack.addresses import Address, parse_address
from kzref.pack.kinds import Kind
from kzref.pack.sections import Page, Section, SectionText

if TYPE_CHECKING:
    from kzref.pack.series import PackSeries
    from kzref.search.searcher import Searcher

SECTION = (
    "s.position, s.address, (SELECT address FROM sections p WHERE p.position = s.parent), s.depth, s.kind, s.title, "
    "s.titles, s.language, s.pinpoints, s.years, s.summary, s.last, "
    "(SELECT address FROM sections p WHERE p.position = s.page)"
)
DOCUMENT = (
    "(SELECT d.title FROM sections d WHERE d.depth = 0 AND d.position <= s.position ORDER BY d.position DESC LIMIT 1)"
)
_MOST_REFERRING = 30
_MOST_BELOW = 2000


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

    Every method raises LibraryDamaged where its files turn out not to be as they were written.
    """

    def __init__(self, folder: Path) -> None:
        """Opens a verified folder."""
        self.folder = folder
        self.guard = Guard(folder)
        with self.guard:
            # SQLite is built in its serialized mode, so that one connection serves every thread.
            self._database = sqlite3.connect(_read_only(folder / DATABASE_FILE), uri=True, check_same_thread=False)
            try:
                self._segments = self._attach()
                self.about = self._read_about()
            except BaseException:
                self._database.close()
                raise

    def _read_about(self) -> About:
        stored = dict(self._database.execute("SELECT name, value FROM about"))
        texts = ("id", "title", "edition", "language", "licence", "about", "start", "citation")
        return About(**{name: stored.get(name, "") for name in texts}, sections=int(stored.get("sections", 0)))

    def _attach(self) -> tuple[str, ...]:
        """The names of the segments, once their texts are at hand."""
        names = []
        for (segment,) in self._database.execute("SELECT segment FROM segments ORDER BY segment").fetchall():
            name = f"segment_{segment}"
            self._database.execute(
                f"ATTACH ? AS {name}", [_read_only(segment_folder(self.folder, segment) / TEXTS_FILE)]
            )
            names.append(name)
        return tuple(names)

    def close(self) -> None:
        """Lets the file go."""
        self._database.close()

    def _sections(self, where: str, values: Iterable[object] = ()) -> Iterator[Section]:
        # The conditions are this module's own; what comes from outside goes in as values.
        for row in self._database.execute(f"SELECT {SECTION} FROM sections s {where}", tuple(values)):  # noqa: S608
            yield section_of(row)

    @guarded
    def find(self, text: str) -> Section | None:
        """Return the section at an address, or None where there is none."""
        address = parse_address_or_none(text)
        return next(self._sections("WHERE address = ?", [address]), None) if address else None

    @guarded
    def section(self, text: str) -> Section:
        """Return the section at an address. Raise AddressError, which names the nearest ones, if there is none."""
        found = self.find(text)
        if found is None:
            from kzref.library.store.nearest import nearest

            raise AddressError(text, nearest(self._database, text))
        return found

    @guarded
    def start(self) -> Section | None:
        """The section to show first: the pack's own choice, or the first that has text."""
        found = self.find(self.about.start) if self.about.start else None
        with_text = "WHERE summary != '' ORDER BY position LIMIT 1"
        return found or next(self._sections(with_text), None) or next(self._sections("ORDER BY position LIMIT 1"), None)

    @guarded
    def children(self, parent: Section | None, most: int = -1) -> tuple[Section, ...]:
        """Return what stands directly below a section, or at the top: the first so many, or all."""
        if parent is None:
            return tuple(self._sections("WHERE parent IS NULL ORDER BY position LIMIT ?", [most]))
        return tuple(self._sections("WHERE parent = ? ORDER BY position LIMIT ?", [parent.position, most]))

    @guarded
    def children_after(self, parent: Section | None, position: int, most: int) -> tuple[Section, ...]:
        """Return what stands directly below a section, or at the top, behind a position; at most so many."""
        where = "WHERE parent IS ? AND position > ? ORDER BY position LIMIT ?"
        return tuple(self._sections(where, [parent.position if parent else None, position, most]))

    def sections(self, kind: str = "") -> Iterator[Section]:
        """Every section in order, of one kind if it is given."""
        with self.guard:
            if kind:
                yield from self._sections("WHERE kind = ? ORDER BY position", [kind])
            else:
                yield from self._sections("ORDER BY position")

    @guarded
    def kinds(self) -> tuple[tuple[Kind, int], ...]:
        """The kinds that occur, with how many sections each has."""
        rows = self._database.execute("SELECT kind, count(*) FROM sections GROUP BY kind ORDER BY min(position)")
        return tuple((Kind(kind), count) for kind, count in rows)

    @guarded
    def languages(self) -> tuple[str, ...]:
        """The languages that its sections are written in, the commonest first."""
        rows = self._database.execute("SELECT language FROM sections GROUP BY language ORDER BY count(*) DESC")
        return tuple(language for (language,) in rows if language)

    @guarded
    def breadcrumbs(self, section: Section) -> tuple[Section, ...]:
        """What a section stands in, from the top, without itself."""
        above: list[Section] = []
        while section.parent:
            found = self.find(section.parent)
            if found is None or found.position >= section.position:
                raise ValueError(f"{section.address} stands below {section.parent}, which does not stand before it")
            section = found
            above.append(section)
        return tuple(reversed(above))

    @guarded
    def section_texts(self, section: Section, with_below: bool = True) -> tuple[SectionText, ...]:
        """A section with its text, and those below it."""
        return tuple(self._bodies(section.position, section.last if with_below else section.position))

    def _bodies(self, first: int, last: int) -> Iterator[SectionText]:
        rows: list[tuple] = []  # type: ignore[type-arg]
        for segment in self._segments:
            rows += self._database.execute(
                f"SELECT {SECTION}, b.html, b.text, b.markdown FROM sections s "  # noqa: S608
                f"JOIN {segment}.section_texts b USING (number) WHERE s.position BETWEEN ? AND ? ORDER BY s.position",
                (first, last),
            )
        for row in sorted(rows) if len(self._segments) > 1 else rows:
            yield SectionText(section_of(row[:13]), *row[13:])

    @guarded
    def page(self, section: Section) -> Page:
        """The page that shows a section."""
        root = section if section.page == section.address else self.section(section.page)
        children = self.children(root, _MOST_BELOW)
        whole = bool(children) and children[0].page == root.address
        section_texts = self.section_texts(root, with_below=whole)
        below = () if whole else children
        return Page(
            root=root,
            breadcrumbs=self.breadcrumbs(root),
            section_texts=section_texts,
            below=below,
            see=self._see(root),
            referring=self._referring(root, root.last if whole else root.position),
        )

    @guarded
    def adjacent_page(self, root: Section | None, by: int) -> Section | None:
        """The page before (-1) or after (1) another in the order of the contents; the first after the start page."""
        if root is None:
            return next(self._sections("WHERE position = 0"), None) if by > 0 else None
        if by > 0:
            return next(
                self._sections("WHERE position > ? AND page = position ORDER BY position LIMIT 1", [root.position]),
                None,
            )
        return next(
            self._sections("WHERE position < ? AND page = position ORDER BY position DESC LIMIT 1", [root.position]),
            None,
        )

    def _see(self, section: Section) -> tuple[Section, ...]:
        row = self._database.execute("SELECT see FROM sections WHERE position = ?", [section.position]).fetchone()
        found: list[Section] = []
        for address in json.loads(row[0]):
            found += self._sections("WHERE address = ?", [address])
        return tuple(found)

    def _referring(self, root: Section, last: int) -> tuple[Section, ...]:
        """Documents outside the page that link into it; parts and terms are left out of their own entries."""
        return tuple(
            self._sections(
                "WHERE position IN (SELECT DISTINCT p.page FROM links l JOIN sections t ON t.address = l.target "
                "JOIN sections p ON p.number = l.source WHERE t.position BETWEEN ? AND ?) "
                "AND position NOT BETWEEN ? AND ? ORDER BY position LIMIT ?",
                [root.position, last, root.position, last, _MOST_REFERRING],
            )
        )

    @guarded
    def image(self, path: str) -> bytes | None:
        """A picture of the pack, or None."""
        row = self._database.execute("SELECT data FROM images WHERE path = ?", [path]).fetchone()
        return row[0] if row else None

    @guarded
    def series(self, name: str) -> "PackSeries | None":
        """A series of the pack, or None."""
        from kzref.library.store.series_json import series_of

        row = self._database.execute("SELECT data FROM series WHERE name = ?", [name]).fetchone()
        return series_of(json.loads(row[0])) if row else None

    @guarded
    def searcher(self) -> "Searcher":
        """A searcher over this library; whoosh is imported here, and not before.

        Raises LibraryDamaged when the index is not what the manifest says.
        """
        from kzref.library.manifest import INDEX, read_manifest, verify
        from kzref.library.store.search_source import LibrarySearchSource
        from kzref.search.searcher import Searcher

        verify(self.folder, read_manifest(self.folder), INDEX)
        return Searcher(LibrarySearchSource(self.folder, self._database, self.guard))


def _read_only(file: Path) -> str:
    return f"{file.as_uri()}?mode=ro&immutable=1"


def parse_address_or_none(text: str) -> Address | None:
    """The address that a text names, or None."""
    try:
        return parse_address(text)
    except AddressError:
        return None


def _listed(text: str) -> tuple[Any, ...]:
    """The values of a list in JSON. Most are empty, and a contents tree asks for thousands."""
    return () if text == "[]" else tuple(json.loads(text))


def section_of(row: tuple) -> Section:  # type: ignore[type-arg]
    """The section of a row of SECTION."""
    position, address, parent, depth, kind, title, titles, language, pinpoints, years, summary, last, page = row
    return Section(
        position=position,
        address=Address(address),
        parent=Address(parent) if parent else None,
        depth=depth,
        title=title,
        titles=_listed(titles),
        kind=Kind(kind),
        language=language,
        pinpoints=pinpoints,
        years=_listed(years),
        summary=summary,
        last=last,
        page=Address(page),
    )
