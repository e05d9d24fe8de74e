"""Incremental build: compile changed files into a second segment and reuse the rest of the library before.

The first segment of the library before is linked, not copied. What has changed since the full build becomes a second
segment, which is compiled anew each time. Whatever makes this doubtful - other files than before, other addresses, a
change that shows in other entries - is left to a full build.
"""

import os
import shutil
import sqlite3
from pathlib import Path
from typing import NamedTuple

from kzref.library.builder.batch import BatchCompiler, NumberedDocument
from kzref.library.builder.changed_rows import ChangedRows
from kzref.library.builder.pack_tables import write_former_addresses
from kzref.library.builder.progress import Progress, report_progress
from kzref.library.builder.render_context import RenderContext, full_context
from kzref.library.builder.segment_writer import SegmentWriter
from kzref.library.manifest import DATABASE_FILE
from kzref.library.store.former_addresses import write_redirects
from kzref.library.store.precomputed import write_precomputed
from kzref.library.store.schema import path_of, path_value, time_value
from kzref.library.store.segments import segment_folder
from kzref.pack.addresses import Address
from kzref.pack.contents import FileEntry, read_contents
from kzref.pack.document_reader import DocumentReader
from kzref.pack.documents import Document
from kzref.pack.pack import Pack
from kzref.pack.problems import ReportProblem, ignore_problem
from kzref.pack.source_files import is_markdown, source_files

_LARGEST_SHARE, _ALWAYS_ALLOWED = 10, 200
"""One of so many sections of a library may be in the second segment, and so many sections in any case."""


class _StoredFile(NamedTuple):
    """A file as the library before knows it: the numbers of its sections are first to first + section_count - 1."""

    size: int
    modified: int
    segment: int
    first: int
    section_count: int


def build_incrementally(
    pack: Pack, previous: Path, work: Path, progress: Progress, report: ReportProblem = ignore_problem
) -> bool:
    """Build a library in an empty folder from the one before and the changed files; return False if a full one is due.

    previous: a verified library of this version. What is left in the folder after False has to be deleted.
    """
    database = _copy_database(previous, work)
    try:
        build = _IncrementalBuild(pack, database, work, report)
        changed = build.changed_files()
        documents = build.changed_documents(changed) if changed is not None else None
        if documents is None:
            return False
        base = segment_folder(previous, 0)
        for file in sorted(base.rglob("*")):
            _link(file, segment_folder(work, 0) / file.relative_to(base))
        build.run(documents, progress)
        database.commit()
    finally:
        database.close()
    return True


def _copy_database(previous: Path, work: Path) -> sqlite3.Connection:
    shutil.copyfile(previous / DATABASE_FILE, work / DATABASE_FILE)
    database = sqlite3.connect(work / DATABASE_FILE)
    database.execute("PRAGMA journal_mode = OFF")
    database.execute("PRAGMA synchronous = OFF")
    return database


def _link(file: Path, target: Path) -> None:
    if file.is_dir():
        target.mkdir(parents=True)
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        os.link(file, target)
    except OSError:
        shutil.copyfile(file, target)  # Not every file system has links.


class _IncrementalBuild:
    """One incremental build, in a copy of the database before."""

    def __init__(self, pack: Pack, database: sqlite3.Connection, work: Path, report: ReportProblem) -> None:
        self._pack, self._database, self._work, self._report = pack, database, work, report
        self._states = source_files(pack.folder)
        (self._first_number,) = database.execute("SELECT size FROM segments WHERE segment = 0").fetchone()
        # The numbers of the second segment are assigned again: those in use are made negative first.
        for table, column in (("sections", "number"), ("links", "source"), ("files", "first")):
            negate = f"UPDATE {table} SET {column} = -{column} WHERE {column} >= ?"  # noqa: S608
            database.execute(negate, [self._first_number])
        rows = database.execute("SELECT path, size, modified, segment, first, count FROM files")
        self._stored = {path_of(row[0]): _StoredFile(*row[1:]) for row in rows}
        self._context = RenderContext(pack, {}, {}, {})

    def changed_files(self) -> set[str] | None:
        """Return the Markdown files that the second segment has to hold; None if more has changed than their text."""
        if self._states.keys() != self._stored.keys():
            return None
        changed = set()
        for path, state in self._states.items():
            stored = self._stored[path]
            if not stored.section_count and is_markdown(path):
                return None  # It could not be read then; whether it can be now does not show in its time.
            if (state.st_size, time_value(state.st_mtime_ns)) != (stored.size, stored.modified):
                if not is_markdown(path):
                    return None
                changed.add(path)
            elif stored.segment:
                changed.add(path)
        section_count = sum(self._stored[path].section_count for path in changed)
        (total,) = self._database.execute("SELECT count(*) FROM sections").fetchone()
        return changed if section_count <= max(total // _LARGEST_SHARE, _ALWAYS_ALLOWED) else None

    def changed_documents(self, changed: set[str]) -> list[Document] | None:
        """Return the changed documents in the order of the contents; None where others would show the change too."""
        entries = [entry for entry in read_contents(self._pack) if isinstance(entry, FileEntry)]
        file_addresses = {entry.path: entry.address for entry in entries}
        reader = DocumentReader(self._pack, self._report)
        if self._pack.has_description:
            everything = list(reader.read_all())
            self._context = full_context(self._pack, file_addresses | reader.by_path, everything)
            documents = [document for document in everything if document.path in changed]
        else:
            self._context = RenderContext(self._pack, file_addresses, {}, {})
            documents = [d for entry in entries if entry.path in changed and (d := reader.read(entry))]
        (before,) = self._database.execute("SELECT value FROM about WHERE name = 'render context'").fetchone()
        if len(documents) != len(changed) or before != self._context.checksum():
            return None
        return documents if all(self._keeps_addresses(document) for document in documents) else None

    def _keeps_addresses(self, document: Document) -> bool:
        """Return whether a document keeps its own address, and uses none that another has."""
        first, last = self._span(document.path)
        (root,) = self._database.execute("SELECT address FROM sections WHERE position = ?", [first]).fetchone()
        if root != document.root.address:
            return False
        for section in document.sections:
            rows = self._database.execute("SELECT position FROM sections WHERE address = ?", [section.address])
            if any(not first <= position <= last for (position,) in rows):
                return False
        return True

    def _span(self, path: str) -> tuple[int, int]:
        """Return the positions of the first and last section of a file."""
        stored = self._stored[path]
        (first,) = self._database.execute("SELECT position FROM sections WHERE number = ?", [stored.first]).fetchone()
        return first, first + stored.section_count - 1

    def run(self, documents: list[Document], progress: Progress) -> None:
        """Replace the documents by their present state, and compute the tables that depend on all sections."""
        segment = SegmentWriter(self._work, 1)
        total = len(documents)
        try:
            size = self._compile(documents, segment, progress)
            if size:
                segment.write_index(size, lambda: report_progress(progress, total, total))
        finally:
            segment.close()
        self._database.execute("DELETE FROM segments WHERE segment = 1")
        if size:
            self._database.execute("INSERT INTO segments VALUES (1, ?)", [size])
        else:
            shutil.rmtree(segment_folder(self._work, 1))
        self._database.execute("UPDATE about SET value = (SELECT count(*) FROM sections) WHERE name = 'sections'")
        write_former_addresses(self._database, documents)
        write_redirects(self._database)
        write_precomputed(self._database)
        report_progress(progress, total, total)

    def _compile(self, documents: list[Document], segment: SegmentWriter, progress: Progress) -> int:
        """Write the sections of the documents, and return how many they are."""
        batch = BatchCompiler(self._context, self._first_number)
        changed_rows = ChangedRows(self._pack, self._database)
        size = 0
        for done, document in enumerate(documents):
            report_progress(progress, done, len(documents))
            rows = list(batch.compile(NumberedDocument(document, size, self._titles_above(document))))
            size += len(rows)
            for row in rows:
                segment.put(row)
            changed_rows.replace(*self._span(document.path), rows)
            state = self._states[document.path]
            self._database.execute(
                "UPDATE files SET size = ?, modified = ?, segment = 1, first = ?, count = ? WHERE path = ?",
                [state.st_size, time_value(state.st_mtime_ns), rows[0].number, len(rows), path_value(document.path)],
            )
        if size:
            batch.write(segment.new_run())
        return size

    def _titles_above(self, document: Document) -> tuple[str, ...]:
        titles: list[str] = []
        parent = document.root.parent
        while parent:
            title, above = self._database.execute(
                "SELECT s.title, p.address FROM sections s LEFT JOIN sections p ON p.position = s.parent "
                "WHERE s.address = ?",
                [parent],
            ).fetchone()
            titles.insert(0, title)
            parent = Address(above) if above else None
        return tuple(titles)
