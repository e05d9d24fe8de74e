"""What search reads from a compiled library, and the searcher over it. Imports the search engine."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from kzref.library.manifest import FileGroup, read_manifest, verify
from kzref.library.store import precomputed
from kzref.library.store.database import LibraryDatabase
from kzref.library.store.library import Library
from kzref.library.store.rows import DOCUMENT_TITLE, SECTION_COLUMNS, SECTION_WIDTH, section_of
from kzref.library.store.segments import INDEX_FOLDER, segment_folder
from kzref.search.engine.source import StoredSection
from kzref.search.engine.translation import TermForm, Thesaurus
from kzref.search.index.bitsets import Mask
from kzref.search.index.postings_reader import Segment
from kzref.search.searcher import Searcher

_PATH_LENGTH = 4
"""Titles above a section that are shown with it."""
_MOST_VALUES = 500
"""Numbers that go into one statement: SQLite takes only so many."""


def open_searcher(library: Library) -> Searcher:
    """Return a searcher over a library. Raise LibraryDamaged when the index is not what the manifest says."""
    with library.database.guard:
        verify(library.folder, read_manifest(library.folder), FileGroup.INDEX)
        return Searcher(LibrarySearchSource(library.database))


class LibrarySearchSource:
    """The texts, terms and segments of a library, for kzref.search."""

    def __init__(self, database: LibraryDatabase) -> None:
        self._folder, self._database = database.folder, database.connection
        self.guard = database.guard
        self._sizes = list(self._database.execute("SELECT segment, size FROM segments ORDER BY segment"))
        self._contents_order: Sequence[int] | None = None

    def segments(self) -> Sequence[Segment]:
        """Return the indexes."""
        return [Segment(segment_folder(self._folder, segment) / INDEX_FOLDER, size) for segment, size in self._sizes]

    def live(self, size: int) -> Mask:
        """Return the sections that no later segment replaces. size: sections of all segments."""
        return precomputed.live_sections(self._database, size)

    def languages(self) -> tuple[str, ...]:
        """Return the languages that the library is written in, the main one first."""
        return precomputed.main_languages(self._database)

    def contents_order(self) -> Sequence[int] | None:
        """Return the rank of each section in the order of the contents; None if the numbers are in that order."""
        if self._contents_order is None and len(self._sizes) > 1:
            self._contents_order = precomputed.positions(self._database)
        return self._contents_order

    def token_texts(self, numbers: Sequence[int], substring: str = "") -> Iterator[tuple[int, str]]:
        """Yield the token texts of sections; only of those that contain a substring, if one is given."""
        for segment, part in self._by_segment(numbers):
            wanted = f"SELECT number, tokens FROM segment_{segment}.tokens WHERE number IN ({_placeholders(part)})"  # noqa: S608
            if substring:
                yield from self._database.execute(f"{wanted} AND instr(tokens, ?)", [*part, substring])
            else:
                yield from self._database.execute(wanted, part)

    def stored_sections(self, numbers: Sequence[int]) -> Mapping[int, StoredSection]:
        """Return sections by their numbers, to be shown."""
        stored: dict[int, StoredSection] = {}
        for segment, part in self._by_segment(numbers):
            rows = self._database.execute(
                f"SELECT {SECTION_COLUMNS}, {DOCUMENT_TITLE}, coalesce(t.prose, t.text), s.number "  # noqa: S608
                f"FROM sections s JOIN segment_{segment}.section_texts t USING (number) "
                f"WHERE s.number IN ({_placeholders(part)})",
                part,
            )
            for row in rows:
                section = section_of(row[:SECTION_WIDTH])
                document, prose, number = row[SECTION_WIDTH:]
                stored[number] = StoredSection(section, document, self._path(section.position), prose)
        return stored

    def _path(self, position: int) -> tuple[str, ...]:
        rows = self._database.execute(
            "WITH RECURSIVE above(position, title, parent, depth) AS ("
            "SELECT position, title, parent, 0 FROM sections WHERE position = ? "
            "UNION ALL SELECT s.position, s.title, s.parent, a.depth + 1 FROM sections s "
            "JOIN above a ON s.position = a.parent WHERE a.depth < ?) "
            "SELECT title FROM above WHERE depth > 0 ORDER BY depth DESC",
            (position, _PATH_LENGTH),
        )
        return tuple(title for (title,) in rows)

    def _by_segment(self, numbers: Sequence[int]) -> Iterator[tuple[int, list[int]]]:
        """Yield each segment with the numbers that are in it, at most as many at a time as SQLite takes."""
        start = 0
        for segment, size in self._sizes:
            here = [number for number in numbers if start <= number < start + size] if len(self._sizes) > 1 else numbers
            start += size
            for at in range(0, len(here), _MOST_VALUES):
                yield segment, list(here[at : at + _MOST_VALUES])

    def thesaurus(self) -> Thesaurus:
        """Return the terms of the library."""
        return Thesaurus(self._terms_of, self._forms_of, self.languages())

    def term_names_with_prefix(self, prefix: str) -> Sequence[str]:
        """Return names of terms whose normalized words begin with a prefix."""
        wanted = "SELECT form_text FROM term_forms WHERE words >= ? AND words < ? ORDER BY form LIMIT 5"
        return [text for (text,) in self._database.execute(wanted, (prefix, f"{prefix}\U0010ffff"))] if prefix else []

    def _terms_of(self, stems: Sequence[str]) -> Sequence[tuple[TermForm, str, str]]:
        rows = self._database.execute(
            "SELECT DISTINCT f.term, f.language, f.words, f.title, f.address FROM term_words w "  # noqa: S608
            f"JOIN term_forms f USING (form) WHERE w.stem IN ({_placeholders(stems)}) ORDER BY f.form",
            list(stems),
        )
        return [(TermForm(term, lang, tuple(words.split())), title, at) for term, lang, words, title, at in rows]

    def _forms_of(self, term: str) -> Sequence[TermForm]:
        rows = self._database.execute(
            "SELECT term, language, words FROM term_forms WHERE term = ? ORDER BY form", [term]
        )
        return [TermForm(name, language, tuple(words.split())) for name, language, words in rows]


def _placeholders(values: Iterable[object]) -> str:
    return ",".join("?" for _ in values)
