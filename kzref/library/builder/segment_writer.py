"""Write a segment of a library: texts in SQLite and an index beside them, by the numbers of their sections."""

import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

from kzref.library.builder.batch import SectionRow
from kzref.library.store.schema import SEGMENT_TABLES
from kzref.library.store.segments import INDEX_FOLDER, TEXTS_FILE, segment_folder


class SegmentWriter:
    """Writes one segment. The numbers of its index count from its own first section."""

    def __init__(self, library: Path, segment: int) -> None:
        self._folder = segment_folder(library, segment)
        self._folder.mkdir(parents=True)
        self._runs = self._folder / "runs"
        self._runs.mkdir()
        self._run_count = 0
        self._database = sqlite3.connect(self._folder / TEXTS_FILE)
        self._database.execute("PRAGMA journal_mode = OFF")
        self._database.execute("PRAGMA synchronous = OFF")
        self._database.executescript(SEGMENT_TABLES)

    def put(self, row: SectionRow) -> None:
        """Write the texts of a section."""
        self._database.execute(
            "INSERT INTO section_texts VALUES (?,?,?,?,?)", (row.number, row.html, row.text, row.prose, row.markdown)
        )
        self._database.execute("INSERT INTO tokens VALUES (?,?)", (row.number, row.tokens))

    def new_run(self) -> Path:
        """Return the file of the next run of the index. Runs are joined in the order of their names."""
        self._run_count += 1
        return self._runs / f"{self._run_count:06}"

    def write_index(self, size: int, on_progress: Callable[[], None]) -> None:
        """Join the runs into the index. size: number of sections. on_progress: called often; may raise to cancel."""
        from kzref.search.index.index_writer import write_index

        self._database.commit()
        write_index(self._folder / INDEX_FOLDER, sorted(self._runs.iterdir()), size, on_progress)
        shutil.rmtree(self._runs)

    def close(self) -> None:
        """Close the files."""
        self._database.close()
