"""What search needs of all sections at once, worked out beforehand: an opened library answers at once."""

import sqlite3
import sys
from array import array

from kzref.search.index.bitsets import full_mask

UNKNOWN = "und"
"""Stands for a language that could not be told where most sections are written in it."""
_MOSTLY = 2
_MAIN = 20
"""A language that at least one section in so many is written in is one of the library's."""


def write_precomputed(database: sqlite3.Connection) -> None:
    """Writes them, when all sections and segments are written."""
    rows = database.execute("SELECT language, count(*) n FROM sections GROUP BY language ORDER BY n DESC").fetchall()
    total = sum(count for _, count in rows)
    main = " ".join(
        language or UNKNOWN for language, count in rows if count * (_MAIN if language else _MOSTLY) >= total
    )
    database.execute("INSERT OR REPLACE INTO about VALUES ('main languages', ?)", [main or "en"])
    database.execute("DELETE FROM numbering")
    sizes = [size for (size,) in database.execute("SELECT size FROM segments")]
    if len(sizes) < 2:
        return
    alive, positions = bytearray(sum(sizes)), array("I", bytes(4 * sum(sizes)))
    for number, position in database.execute("SELECT number, position FROM sections"):
        alive[number], positions[number] = 1, position
    if sys.byteorder == "big":
        positions.byteswap()
    database.execute("INSERT INTO numbering VALUES (?, ?)", [bytes(alive), positions.tobytes()])


def main_languages(database: sqlite3.Connection) -> tuple[str, ...]:
    """The languages that the library is written in, the main one first."""
    (found,) = database.execute("SELECT value FROM about WHERE name = 'main languages'").fetchone()
    return tuple(found.split())


def alive(database: sqlite3.Connection, size: int) -> int:
    """The numbers of the sections that no later segment replaces, as a mask."""
    row = database.execute("SELECT live FROM numbering").fetchone()
    return int.from_bytes(row[0], "little") if row else full_mask(size)


def positions(database: sqlite3.Connection) -> "array[int] | None":
    """The position of each number; None where they are the same."""
    row = database.execute("SELECT positions FROM numbering").fetchone()
    if row is None:
        return None
    found = array("I", row[0])
    if sys.byteorder == "big":
        found.byteswap()
    return found
