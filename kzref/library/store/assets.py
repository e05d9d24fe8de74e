"""Queries on what pages show besides text: pictures and statistical series."""

import json
from typing import TYPE_CHECKING

from kzref.library.store.database import Queries
from kzref.library.store.guard import guarded

if TYPE_CHECKING:
    from kzref.pack.data.series import PackSeries


class AssetQueries(Queries):
    """The pictures and series of a library."""

    @guarded
    def image(self, path: str) -> bytes | None:
        """Return the bytes of a picture by its path in the pack, or None."""
        row = self._execute("SELECT data FROM images WHERE path = ?", [path]).fetchone()
        return row[0] if row else None

    @guarded
    def series(self, name: str) -> "PackSeries | None":
        """Return a series by its name, or None."""
        from kzref.library.store.series_json import series_of

        row = self._execute("SELECT data FROM series WHERE name = ?", [name]).fetchone()
        return series_of(json.loads(row[0])) if row else None
