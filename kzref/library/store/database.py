"""The open database of a compiled library, with the texts of its segments attached. Read-only."""

import sqlite3
from pathlib import Path

from kzref.library.manifest import DATABASE_FILE
from kzref.library.store.guard import Guard
from kzref.library.store.segments import TEXTS_FILE, segment_folder


class LibraryDatabase:
    """One connection to all databases of a verified library folder, safe to use from several threads."""

    def __init__(self, folder: Path) -> None:
        """Open the files. Raise LibraryDamaged where they are not as they were written."""
        self.folder = folder
        self.guard = Guard(folder)
        with self.guard:
            # SQLite is built in its serialized mode, so that one connection serves every thread.
            self.connection = sqlite3.connect(_uri(folder / DATABASE_FILE), uri=True, check_same_thread=False)
            try:
                self.segments = self._attach_segments()
            except BaseException:
                self.connection.close()
                raise

    def _attach_segments(self) -> tuple[str, ...]:
        """Attach the texts of each segment. Return the names that they have in statements."""
        names = []
        for (segment,) in self.connection.execute("SELECT segment FROM segments ORDER BY segment").fetchall():
            name = f"segment_{segment}"
            texts = segment_folder(self.folder, segment) / TEXTS_FILE
            self.connection.execute(f"ATTACH ? AS {name}", [_uri(texts)])
            names.append(name)
        return tuple(names)

    def close(self) -> None:
        """Close the files."""
        self.connection.close()


class Queries:
    """Base of the queries on one subject. Their methods are `guarded`: they raise LibraryDamaged where files rot."""

    def __init__(self, database: LibraryDatabase) -> None:
        self._database = database
        self._execute = database.connection.execute
        self.guard = database.guard


def _uri(file: Path) -> str:
    return f"{file.as_uri()}?mode=ro&immutable=1"
