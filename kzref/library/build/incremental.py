"""Making a library anew after a few files have changed: all else is taken over from the one before.

The segment of the library before is linked, not copied; what has changed since becomes a second segment, made anew each
time. Whatever makes this doubtful - other files than before, other addresses, a change that other entries show - is
answered by compiling everything.
"""

import os
import shutil
import sqlite3
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from kzref.library.build.compiler import (
    Progress,
    ends_and_pages,
    report_progress,
    named_entities,
    store_image,
    pinpoint_targets,
    render_context_checksum,
)
from kzref.library.build.segment_writer import SegmentWriter
from kzref.library.store.segments import segment_folder
from kzref.library.store.precomputed import write_precomputed
from kzref.library.manifest import DATABASE_FILE
from kzref.library.build.batch import BatchCompiler, NumberedDocument, SectionRow, RenderContext
from kzref.library.store.schema import path_of, path_value, time_value
from kzref.pack.addresses import Address
from kzref.pack.contents import FileEntry, read_contents
from kzref.pack.document_reader import DocumentReader
from kzref.pack.documents import Document
from kzref.pack.pack import Pack
from kzref.pack.problems import ReportProblem, ignore_problem
from kzref.pack.source_files import is_markdown, source_files

_SHARE, _ALWAYS = 10, 200
"""Of a library's sections one in so many may lie in the second segment, and so many in any case."""


class _File(NamedTuple):
    """A file as the library before knows it: the numbers of its sections are first to first + held - 1."""

    size: int
    modified: int
    segment: int
    first: int
    held: int


def build_incrementally(pack: Pack, before: Path, work: Path, progress: Progress, report: ReportProblem = ignore_problem) -> bool:
    """Makes a library in an empty folder from the one before and the files that changed; False where that cannot be.

    before: a verified library of this version. What is left in the folder after False is to be thrown away.
    """
    database = _copied(before, work)
    try:
        patcher = _IncrementalBuild(pack, database, work, report)
        changed = patcher.changed()
        if changed is None:
            return False
        documents = patcher.documents(changed)
        if documents is None:
            return False
        for file in sorted(segment_folder(before, 0).rglob("*")):
            _link(file, segment_folder(work, 0) / file.relative_to(segment_folder(before, 0)))
        patcher.run(documents, progress)
        database.commit()
    finally:
        database.close()
    return True


def _copied(before: Path, work: Path) -> sqlite3.Connection:
    shutil.copyfile(before / DATABASE_FILE, work / DATABASE_FILE)
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
    def __init__(self, pack: Pack, database: sqlite3.Connection, work: Path, report: ReportProblem) -> None:
        self._pack, self._database, self._work, self._report = pack, database, work, report
        self._states = source_files(pack.folder)
        (self._base,) = database.execute("SELECT size FROM segments WHERE segment = 0").fetchone()
        # The second segment is made anew: its numbers are given away again, so those in use step aside.
        for table, column in (("sections", "number"), ("links", "source"), ("files", "first")):
            step = f"UPDATE {table} SET {column} = -{column} WHERE {column} >= ?"  # noqa: S608
            database.execute(step, [self._base])
        rows = database.execute("SELECT path, size, modified, segment, first, count FROM files")
        self._known = {path_of(row[0]): _File(*row[1:]) for row in rows}
        self._context = RenderContext(pack, {}, {}, {})

    def changed(self) -> set[str] | None:
        """The Markdown files that the second segment has to hold; None where more has changed than their text."""
        if self._states.keys() != self._known.keys():
            return None
        changed = set()
        for path, state in self._states.items():
            known = self._known[path]
            if not known.held and is_markdown(path):
                return None  # It could not be read then, which is not told by its time.
            if (state.st_size, time_value(state.st_mtime_ns)) != (known.size, known.modified):
                if not is_markdown(path):
                    return None
                changed.add(path)
            elif known.segment:
                changed.add(path)
        held = sum(self._known[path].held for path in changed)
        (total,) = self._database.execute("SELECT count(*) FROM sections").fetchone()
        return changed if held <= max(total // _SHARE, _ALWAYS) else None

    def documents(self, changed: set[str]) -> list[Document] | None:
        """The changed documents, in the order of the contents; None where others would show the change too."""
        places = [place for place in read_contents(self._pack) if isinstance(place, FileEntry)]
        by_path = {place.path: place.address for place in places}
        if self._pack.has_description:
            reader = DocumentReader(self._pack, self._report)
            everything = list(reader.read_all())
            self._context = RenderContext(
                self._pack, by_path | reader.by_path, pinpoint_targets(self._pack, everything), named_entities(everything)
            )
            read = [document for document in everything if document.path in changed]
        else:
            reader = DocumentReader(self._pack, self._report)
            self._context = RenderContext(self._pack, by_path, {}, {})
            read = [d for place in places if place.path in changed and (d := reader.read(place))]
        (before,) = self._database.execute("SELECT value FROM about WHERE name = 'render context'").fetchone()
        if len(read) != len(changed) or before != render_context_checksum(self._context):
            return None
        return read if all(self._stands_alone(document) for document in read) else None

    def _stands_alone(self, document: Document) -> bool:
        """Whether a document keeps its own address, and gives none that another has."""
        first, last = self._span(document.path)
        (root,) = self._database.execute("SELECT address FROM sections WHERE position = ?", [first]).fetchone()
        if root != document.root.address:
            return False
        for section in document.sections:
            found = self._database.execute("SELECT position FROM sections WHERE address = ?", [section.address])
            if any(not first <= position <= last for (position,) in found):
                return False
        return True

    def _span(self, path: str) -> tuple[int, int]:
        """The positions of the first and last section of a file."""
        known = self._known[path]
        (first,) = self._database.execute("SELECT position FROM sections WHERE number = ?", [known.first]).fetchone()
        return first, first + known.held - 1

    def run(self, documents: Iterable[Document], progress: Progress) -> None:
        """Replaces the documents by what they are now."""
        segment = SegmentWriter(self._work, 1)
        batch = BatchCompiler(self._context, self._base)
        size = 0
        try:
            documents = list(documents)
            for done, document in enumerate(documents):
                report_progress(progress, done, len(documents))
                rows = list(batch.document(NumberedDocument(document, size, self._above(document))))
                size += len(rows)
                for row in rows:
                    segment.put(row)
                self._replace(document.path, rows)
            if size:
                batch.write(segment.new_run())
                segment.write_index(size, lambda: report_progress(progress, len(documents), len(documents)))
            self._database.execute("DELETE FROM segments WHERE segment = 1")
            if size:
                self._database.execute("INSERT INTO segments VALUES (1, ?)", [size])
            self._database.execute("UPDATE about SET value = (SELECT count(*) FROM sections) WHERE name = 'sections'")
            write_precomputed(self._database)
        finally:
            segment.close()
        if not size:
            shutil.rmtree(segment_folder(self._work, 1))
        report_progress(progress, len(documents), len(documents))

    def _above(self, document: Document) -> tuple[str, ...]:
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

    def _replace(self, path: str, rows: list[SectionRow]) -> None:
        first, last = self._span(path)
        run = self._database.execute
        parent, ends = run("SELECT parent, last FROM sections WHERE position = ?", [first]).fetchone()
        run(
            "DELETE FROM links WHERE source IN (SELECT number FROM sections WHERE position BETWEEN ? AND ?)",
            [first, last],
        )
        run("DELETE FROM sections WHERE position BETWEEN ? AND ?", [first, last])
        moved = len(rows) - (last - first + 1)
        if moved:
            self._move(last, moved)
        self._insert(rows, first, parent, ends + moved)
        state = self._states[path]
        run(
            "UPDATE files SET size = ?, modified = ?, segment = 1, first = ?, count = ? WHERE path = ?",
            [state.st_size, time_value(state.st_mtime_ns), rows[0].number, len(rows), path_value(path)],
        )

    def _move(self, after: int, by: int) -> None:
        """Makes room, or closes a gap, behind a position. Positions are unique at every moment: by way of negatives."""
        run = self._database.execute
        run("UPDATE sections SET position = -(position + ?) WHERE position > ?", [by, after])
        run("UPDATE sections SET position = -position WHERE position < 0")
        run("UPDATE sections SET parent = parent + ? WHERE parent > ?", [by, after])
        run("UPDATE sections SET page = page + ? WHERE page > ?", [by, after])
        run("UPDATE sections SET last = last + ? WHERE last >= ?", [by, after])

    def _insert(self, rows: list[SectionRow], first: int, parent: int | None, ends: int) -> None:
        """Writes the sections of a document from a position on. ends: the last position below it, other files too."""
        places = {row.address: place for place, row in enumerate(rows)}
        parents = [places.get(row.parent, -1) if row.parent else -1 for row in rows]
        last, page = ends_and_pages(parents, [len(row.text) for row in rows], [row.depth for row in rows])
        for place, row in enumerate(rows):
            above = parent if place == 0 else first + parents[place]
            end = max(ends, first + last[0]) if place == 0 else first + last[place]
            self._database.execute(
                "INSERT INTO sections VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
                (
                    first + place, row.number, row.address, above, row.depth, row.kind, row.title, row.titles,
                    row.language, row.pinpoints, row.years, row.summary, end, first + page[place], row.see,
                ),
            )  # fmt: skip
            self._database.executemany("INSERT INTO links VALUES (?,?)", [(row.number, t) for t in row.links])
            for image in row.images:
                store_image(self._database, self._pack.folder, image)
