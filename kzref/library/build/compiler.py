"""Compiling a pack: its documents rendered into SQLite and indexed, section by section."""

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

from kzref.library.staleness import checksum
from kzref.library.build.segment_writer import SegmentWriter
from kzref.library.store.precomputed import write_precomputed
from kzref.library.manifest import DATABASE_FILE
from kzref.library.build.batch import BatchCompiler, NumberedDocument, SectionRow, RenderContext
from kzref.library.store.schema import INDEXES, TABLES, path_value, time_value
from kzref.library.store.series_json import series_data
from kzref.library.build.term_rows import term_rows
from kzref.library.build.workers import should_use_processes, render_in_processes
from kzref.errors import Cancelled
from kzref.pack.addresses import Address
from kzref.pack.contents import FileEntry, read_contents
from kzref.pack.document_reader import DocumentReader
from kzref.pack.documents import Document
from kzref.pack.files.pictures import read_picture
from kzref.pack.markdown.references import find_references
from kzref.pack.pack import Pack
from kzref.pack.pinpoints import Pinpoint, PinpointError
from kzref.pack.problems import ReportProblem, ignore_problem
from kzref.pack.source_files import source_files

Progress = Callable[[int, int], bool]
"""Told how many of how many files are done; answers whether to go on."""

PAGE_LIMIT = 60_000
"""Characters of text up to which a section is shown together with all below it."""
_HEADING = 60
"""Characters that a heading counts for: thousands of them without text make a long page too."""
_SECTIONS_BETWEEN = 20
"""Sections after which a build looks whether it is still wanted."""
_NAMED = ("act", "person")


def ignore_progress(_done: int, _all: int) -> bool:
    """Goes on without telling anyone."""
    return True


def build(pack: Pack, folder: Path, progress: Progress = ignore_progress, report: ReportProblem = ignore_problem) -> int:
    """Compiles a pack into an empty folder and answers the number of sections. Raises Cancelled when told to stop."""
    folder.mkdir(parents=True, exist_ok=True)
    database = sqlite3.connect(folder / DATABASE_FILE)
    segment = SegmentWriter(folder, 0)
    try:
        database.execute("PRAGMA journal_mode = OFF")
        database.execute("PRAGMA synchronous = OFF")
        database.executescript(TABLES)
        compiler = _PackCompiler(pack, database, segment, report)
        compiler.run(progress)
        database.executescript(INDEXES)
        database.commit()
        database.execute("PRAGMA optimize")
    finally:
        segment.close()
        database.close()
    return compiler.count


class _PackCompiler:
    def __init__(self, pack: Pack, database: sqlite3.Connection, segment: SegmentWriter, report: ReportProblem) -> None:
        self._pack, self._database, self._layer = pack, database, segment
        self._reader = DocumentReader(pack, report)
        self._files = [place for place in read_contents(pack) if isinstance(place, FileEntry)]
        self._states = source_files(pack.folder)
        self._rows = SectionTable(pack, database)
        self._spans: dict[str, tuple[int, int]] = {}
        self.count = 0

    def run(self, progress: Progress) -> None:
        """Writes every document, then what is known only at the end."""
        documents: Iterable[Document] = self._reader.read_all()
        places = {place.path: place.address for place in self._files}
        targets: Mapping[Pinpoint, Address] = {}
        entities: Mapping[Address, str] = {}
        pairs = True
        if self._pack.has_description:
            # A declared pack is small: its addresses and what it retells are known before anything is rendered.
            documents = list(documents)
            places |= self._reader.by_path
            targets, entities = pinpoint_targets(self._pack, documents), named_entities(documents)
            pairs = _has_pairs(documents)
        context = RenderContext(self._pack, places, targets, entities, pairs)
        self._database.execute("INSERT INTO about VALUES ('render context', ?)", [render_context_checksum(context)])
        # A file may have gone since the contents were listed.
        size = sum(self._states[place.path].st_size for place in self._files if place.path in self._states)
        if should_use_processes(size):
            self._in_processes(context, documents, size, progress)
        else:
            self._here(context, documents, progress)
        total = len(self._files)
        self._finish(lambda: report_progress(progress, total, total))

    def _here(self, context: RenderContext, documents: Iterable[Document], progress: Progress) -> None:
        batch = BatchCompiler(context)
        total = len(self._files)
        for done, numbered in enumerate(self._numbered(documents)):
            for at, row in enumerate(batch.document(numbered)):
                if at % _SECTIONS_BETWEEN == 0:
                    report_progress(progress, min(done, total), total)
                self._put(row)
        batch.write(self._layer.new_run())

    def _in_processes(self, context: RenderContext, documents: Iterable[Document], size: int, progress: Progress) -> None:
        total, done = len(self._files), 0
        report_progress(progress, 0, total)
        batches = render_in_processes(context, self._numbered(documents), size, self._layer.new_run)
        try:
            for count, rows in batches:
                for row in rows:
                    self._put(row)
                done += count
                report_progress(progress, min(done, total), total)
        finally:
            batches.close()

    def _numbered(self, documents: Iterable[Document]) -> Iterator[NumberedDocument]:
        """The documents with the numbers of their sections, which are their positions while nothing has changed."""
        titles: dict[Address, tuple[str, ...]] = {}
        for document in documents:
            root = document.root
            above = titles.get(root.parent, ()) if root.parent else ()
            titles[root.address] = (*above, root.title)
            first = self.count
            self.count += len(document.sections)
            self._spans[document.path] = (first, len(document.sections))
            yield NumberedDocument(document, first, above)

    def _put(self, row: SectionRow) -> None:
        self._rows.put(row)
        self._layer.put(row)

    def _finish(self, told: Callable[[], None]) -> None:
        self._rows.finish()
        pack = self._pack
        self._database.execute("INSERT INTO segments VALUES (0, ?)", [self.count])
        self._database.executemany(
            "INSERT INTO files VALUES (?,?,?,0,?,?)",
            [
                (path_value(path), state.st_size, time_value(state.st_mtime_ns), *self._spans.get(path, (0, 0)))
                for path, state in self._states.items()
            ],
        )
        forms, words = term_rows(pack)
        self._database.executemany("INSERT INTO term_forms VALUES (?,?,?,?,?,?,?)", forms)
        self._database.executemany("INSERT OR IGNORE INTO term_words VALUES (?,?)", words)
        about = {
            "id": pack.id, "title": pack.title, "edition": pack.edition, "language": pack.language,
            "licence": pack.licence, "about": pack.about, "start": pack.start,
            "citation": pack.source.citation, "sections": str(self.count), "languages": self._rows.languages(),
        }  # fmt: skip
        self._database.executemany("INSERT INTO about VALUES (?,?)", about.items())
        self._database.executemany(
            "INSERT INTO series VALUES (?,?)",
            [(name, json.dumps(series_data(series), ensure_ascii=False)) for name, series in pack.series.items()],
        )
        write_precomputed(self._database)
        self._layer.write_index(self.count, told)


class SectionTable:
    """Writes the rows of sections in the order of the contents, and what pictures they show."""

    def __init__(self, pack: Pack, database: sqlite3.Connection) -> None:
        self._pack, self._database = pack, database
        self._positions: dict[Address, int] = {}
        self._parents: list[int] = []
        self._sizes: list[int] = []
        self._depths: list[int] = []
        self._languages: dict[str, int] = {}

    def put(self, row: SectionRow) -> None:
        """Writes a section. Where it ends and which page shows it is known at the end."""
        position = len(self._parents)
        parent = self._positions[row.parent] if row.parent else -1
        self._positions[row.address] = position
        self._parents.append(parent)
        self._sizes.append(len(row.text))
        self._depths.append(row.depth)
        self._languages[row.language] = self._languages.get(row.language, 0) + 1
        self._database.execute(
            "INSERT INTO sections VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
            (
                position, row.number, row.address, parent if parent >= 0 else None, row.depth, row.kind, row.title,
                row.titles, row.language, row.pinpoints, row.years, row.summary, position, position, row.see,
            ),
        )  # fmt: skip
        self._database.executemany("INSERT INTO links VALUES (?,?)", [(row.number, target) for target in row.links])
        for path in row.images:
            store_image(self._database, self._pack.folder, path)

    def languages(self) -> str:
        """The languages that the library is written in, the main one first, parted by spaces."""
        return " ".join(sorted(self._languages, key=lambda language: -self._languages[language]))

    def finish(self) -> None:
        """Writes where each section ends and which page shows it."""
        last, page = ends_and_pages(self._parents, self._sizes, self._depths)
        self._database.executemany(
            "UPDATE sections SET last = ?, page = ? WHERE position = ?",
            ((last[p], page[p], p) for p in range(len(last)) if last[p] != p or page[p] != p),
        )


def ends_and_pages(parents: list[int], sizes: list[int], depths: list[int]) -> tuple[list[int], list[int]]:
    """The position of the last section below each, and of the section whose page shows it.

    parents: positions, -1 at the top; sizes: characters of own text; depths: 0 for a document.
    """
    count = len(parents)
    last, page, whole = list(range(count)), list(range(count)), [size + _HEADING for size in sizes]
    for position in range(count - 1, -1, -1):
        parent = parents[position]
        if parent >= 0:
            last[parent] = max(last[parent], last[position])
            whole[parent] += whole[position]
    for position in range(count):
        # Documents have pages of their own: a section joins its parent's page only below a document.
        if depths[position] > 0:
            top = page[parents[position]]
            if whole[top] <= PAGE_LIMIT:
                page[position] = top
    return last, page


def pinpoint_targets(pack: Pack, documents: Iterable[Document]) -> dict[Pinpoint, Address]:
    """The section of the retold article that each pinpoint is shown at; works for the list of references."""
    scheme = pack.source.scheme
    found: dict[Pinpoint, Address] = {}
    for section in (section for document in documents for section in document.sections):
        if section.kind == "work":
            found |= {p: section.address for p in section.pinpoints if p.part == "References"}
        if section.kind != "article":
            continue
        for reference in find_references(section.text, 1, scheme).pinpoints:
            try:
                pinpoints = scheme.parse(reference.target)
            except PinpointError:
                continue
            for pinpoint in pinpoints:
                found.setdefault(pinpoint, section.address)
    return found


def named_entities(documents: Iterable[Document]) -> dict[Address, str]:
    """The acts and persons: kind and titles, with a colon between."""
    return {
        document.root.address: f"{document.root.kind}:{' '.join((document.root.title, *document.root.titles))}"
        for document in documents
        if document.root.kind in _NAMED
    }


def _has_pairs(documents: Iterable[Document]) -> bool:
    """Whether the index will keep pairs of words; only small libraries go without, and only then are they not made."""
    from kzref.search.index.term_index import PAIRS_FROM

    return sum(len(document.sections) for document in documents) >= PAIRS_FROM


def store_image(database: sqlite3.Connection, folder: Path, path: str) -> None:
    """Takes a picture of the pack into the library."""
    data = read_picture(folder, path)
    if data is not None:
        database.execute("INSERT OR IGNORE INTO images VALUES (?,?)", (path, data))


def render_context_checksum(context: RenderContext) -> str:
    """Checksum of what documents take from the rest of their pack: while it stays, a change shows in its file alone."""
    shared = (sorted(context.places.items()), sorted(map(str, context.pinpoint_targets.items())), sorted(context.named_entities.items()))
    return checksum(repr(shared))


def report_progress(progress: Progress, done: int, total: int) -> None:
    """Tells the progress; raises Cancelled when told to stop."""
    if not progress(done, total):
        raise Cancelled
