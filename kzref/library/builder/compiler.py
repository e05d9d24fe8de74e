"""Compile a pack: render its documents into SQLite and index them, section by section."""

import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path

from kzref.library.builder import pack_tables
from kzref.library.builder.batch import BatchCompiler, NumberedDocument, SectionRow
from kzref.library.builder.progress import Progress, ignore_progress, report_progress
from kzref.library.builder.render_context import RenderContext, full_context
from kzref.library.builder.section_table import SectionTable
from kzref.library.builder.segment_writer import SegmentWriter
from kzref.library.builder.workers import render_in_processes, should_use_processes
from kzref.library.manifest import DATABASE_FILE
from kzref.library.store.former_addresses import write_redirects
from kzref.library.store.precomputed import write_precomputed
from kzref.library.store.schema import INDEXES, TABLES
from kzref.pack.addresses import Address
from kzref.pack.contents import FileEntry, read_contents
from kzref.pack.document_reader import DocumentReader
from kzref.pack.documents import Document
from kzref.pack.pack import Pack
from kzref.pack.problems import ReportProblem, ignore_problem
from kzref.pack.source_files import source_files

_SECTIONS_PER_REPORT = 20
"""Sections after which a build reports its progress, and may be cancelled."""


def compile_pack(
    pack: Pack, folder: Path, progress: Progress = ignore_progress, report: ReportProblem = ignore_problem
) -> int:
    """Compile a pack into an empty folder and return the number of sections. Raise Cancelled."""
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
        write_redirects(database)
        database.commit()
        database.execute("PRAGMA optimize")
    finally:
        segment.close()
        database.close()
    return compiler.section_count


class _PackCompiler:
    """One full build. Section numbers are positions: they differ only after incremental builds."""

    def __init__(self, pack: Pack, database: sqlite3.Connection, segment: SegmentWriter, report: ReportProblem) -> None:
        self._pack, self._database, self._segment = pack, database, segment
        self._reader = DocumentReader(pack, report)
        self._files = [entry for entry in read_contents(pack) if isinstance(entry, FileEntry)]
        self._states = source_files(pack.folder)
        self._sections = SectionTable(pack, database)
        self._spans: dict[str, tuple[int, int]] = {}
        """First section number and number of sections of each file."""
        self.section_count = 0

    def run(self, progress: Progress) -> None:
        """Write every document, then the tables that need all of them."""
        context, documents = self._context()
        self._database.execute("INSERT INTO about VALUES ('render context', ?)", [context.checksum()])
        # A file may have gone since the contents were listed.
        size = sum(self._states[entry.path].st_size for entry in self._files if entry.path in self._states)
        if should_use_processes(size):
            self._compile_in_processes(context, documents, size, progress)
        else:
            self._compile_here(context, documents, progress)
        self._finish(progress)

    def _context(self) -> tuple[RenderContext, Iterable[Document]]:
        """Return what documents are rendered with, and the documents."""
        file_addresses = {entry.path: entry.address for entry in self._files}
        if not self._pack.has_description:
            return RenderContext(self._pack, file_addresses, {}, {}), self._reader.read_all()
        # A declared pack is small: all of it is read before anything is rendered.
        documents = list(self._reader.read_all())
        addresses = file_addresses | self._reader.by_path
        return full_context(self._pack, addresses, documents, _needs_bigrams(documents)), documents

    def _compile_here(self, context: RenderContext, documents: Iterable[Document], progress: Progress) -> None:
        batch = BatchCompiler(context)
        total = len(self._files)
        for done, numbered in enumerate(self._numbered(documents)):
            for index, row in enumerate(batch.compile(numbered)):
                if index % _SECTIONS_PER_REPORT == 0:
                    report_progress(progress, min(done, total), total)
                self._put(row)
        batch.write(self._segment.new_run())

    def _compile_in_processes(
        self, context: RenderContext, documents: Iterable[Document], size: int, progress: Progress
    ) -> None:
        total, done = len(self._files), 0
        report_progress(progress, 0, total)
        batches = render_in_processes(context, self._numbered(documents), size, self._segment.new_run)
        try:
            for document_count, rows in batches:
                for row in rows:
                    self._put(row)
                done += document_count
                report_progress(progress, min(done, total), total)
        finally:
            batches.close()

    def _numbered(self, documents: Iterable[Document]) -> Iterator[NumberedDocument]:
        """Yield the documents with the numbers of their first sections, and record what the last tables need."""
        titles: dict[Address, tuple[str, ...]] = {}
        for document in documents:
            root = document.root
            above = titles.get(root.parent, ()) if root.parent else ()
            titles[root.address] = (*above, root.title)
            first = self.section_count
            self.section_count += len(document.sections)
            self._spans[document.path] = (first, len(document.sections))
            if document.formerly:
                pack_tables.write_former_addresses(self._database, [document])
            yield NumberedDocument(document, first, above)

    def _put(self, row: SectionRow) -> None:
        self._sections.put(row)
        self._segment.put(row)

    def _finish(self, progress: Progress) -> None:
        """Write the tables that need every section, and join the index."""
        self._sections.finish()
        self._database.execute("INSERT INTO segments VALUES (0, ?)", [self.section_count])
        pack_tables.write_files(self._database, self._states, self._spans)
        pack_tables.write_terms(self._database, self._pack)
        pack_tables.write_about(self._database, self._pack, self.section_count, self._sections.languages())
        pack_tables.write_series(self._database, self._pack)
        write_precomputed(self._database)
        total = len(self._files)
        self._segment.write_index(self.section_count, lambda: report_progress(progress, total, total))


def _needs_bigrams(documents: list[Document]) -> bool:
    """Return whether the index will have bigrams; small libraries do without."""
    from kzref.search.index.index_writer import BIGRAMS_FROM

    return sum(len(document.sections) for document in documents) >= BIGRAMS_FROM
