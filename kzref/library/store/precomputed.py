"""Tables that search needs of all sections at once, computed at the end of a build so that opening reads no rows."""

import sqlite3
import sys
from array import array

from kzref.search.index.bitsets import full_mask

UNKNOWN = "und"
"""Stored in place of a language that was not detected, where most sections are written in it."""
_UNKNOWN_SHARE, _MAIN_SHARE = 2, 20
"""One section in so many has to be written in a language (the unknown one; any other) to make it a main language."""


def write_precomputed(database: sqlite3.Connection) -> None:
    """Compute and write the tables. All sections and segments must have been written."""
    rows = database.execute("SELECT language, count(*) n FROM sections GROUP BY language ORDER BY n DESC").fetchall()
    total = sum(count for _, count in rows)
    shares = [(language, count, _MAIN_SHARE if language else _UNKNOWN_SHARE) for language, count in rows]
    main = " ".join(language or UNKNOWN for language, count, share in shares if count * share >= total)
    database.execute("INSERT OR REPLACE INTO about VALUES ('main languages', ?)", [main or "en"])
    database.execute("DELETE FROM numbering")
    sizes = [size for (size,) in database.execute("SELECT size FROM segments")]
    if len(sizes) < 2:
        return
    live, positions = bytearray(sum(sizes)), array("I", bytes(4 * sum(sizes)))
    for number, position in database.execute("SELECT number, position FROM sections"):
        live[number], positions[number] = 1, position
    if sys.byteorder == "big":
        positions.byteswap()
    database.execute("INSERT INTO numbering VALUES (?, ?)", [bytes(live), positions.tobytes()])


def main_languages(database: sqlite3.Connection) -> tuple[str, ...]:
    """Return the languages that the library is written in, the main one first."""
    (found,) = database.execute("SELECT value FROM about WHERE name = 'main languages'").fetchone()
    return tuple(found.split())


def live_sections(database: sqlite3.Connection, size: int) -> int:
    """Return the mask of the sections that no later segment replaces. size: how many numbers there are."""
    row = database.execute("SELECT live FROM numbering").fetchone()
    return int.from_bytes(row[0], "little") if row else full_mask(size)


def positions(database: sqlite3.Connection) -> "array[int] | None":
    """Return the position of each section number; None where they are the same."""
    row = database.execute("SELECT positions FROM numbering").fetchone()
    if row is None:
        return None
    found = array("I", row[0])
    if sys.byteorder == "big":
        found.byteswap()
    return found
