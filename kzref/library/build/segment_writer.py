"""The segments of a library: texts in SQLite and an index beside them, by the numbers of their sections."""

import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

from kzref.library.store.segments import INDEX, TEXTS_FILE, segment_folder
from kzref.library.build.batch import SectionRow
from kzref.library.store.schema import SEGMENT_TABLES


class SegmentWriter:
    """Writes a segment. The numbers of its index count from its own first section."""

    def __init__(self, library: Path, segment: int) -> None:
        self._folder = segment_folder(library, segment)
        self._folder.mkdir(parents=True)
        self._runs = self._folder / "runs"
        self._runs.mkdir()
        self._count = 0
        self._database = sqlite3.connect(self._folder / TEXTS_FILE)
        self._database.execute("PRAGMA journal_mode = OFF")
        self._database.execute("PRAGMA synchronous = OFF")
        self._database.executescript(SEGMENT_TABLES)

    def put(self, row: SectionRow) -> None:
        """Takes the texts of a section in."""
        self._database.execute(
            "INSERT INTO section_texts VALUES (?,?,?,?,?)", (row.number, row.html, row.text, row.prose, row.markdown)
        )
        self._database.execute("INSERT INTO tokens VALUES (?,?)", (row.number, row.tokens))

    def new_run(self) -> Path:
        """Where the next run of the index is to be written; the runs are joined in the order of their names."""
        self._count += 1
        return self._runs / f"{self._count:06}"

    def write_index(self, size: int, told: Callable[[], None]) -> None:
        """Joins the runs into the index of so many sections. told: called now and then; may raise to stop."""
        from kzref.search.index.index_writer import write_index

        self._database.commit()
        write_index(self._folder / INDEX, sorted(self._runs.iterdir()), size, told)
        shutil.rmtree(self._runs)

    def close(self) -> None:
        """Lets the files go."""
        self._database.close()
