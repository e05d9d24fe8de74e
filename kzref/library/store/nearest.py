"""Addresses similar to one that does not exist."""

import sqlite3

from kzref.pack.addresses import SCHEME, nearest_addresses, slug

_MOST_COMPARED = 500
"""Addresses that each query compares."""


def nearest(database: sqlite3.Connection, text: str) -> tuple[str, ...]:
    """Return the addresses of a library that look most like a text.

    Of a large library those are compared that stand below the same document, begin with the same letters or hold the
    last name, so that the work does not grow with it.
    """
    plain = text.encode("ascii", "ignore").decode()  # No address has another letter.
    bare = plain.strip().lower().removeprefix("kzref://").removeprefix(SCHEME).strip("/")
    above, _, name = bare.rpartition("/")
    beginnings = dict.fromkeys(("", f"{above}/" if above else bare[:3], bare[:1]))
    between = "SELECT address FROM sections WHERE address >= ? AND address < ? LIMIT ?"
    containing = "SELECT address FROM sections WHERE instr(address, ?) LIMIT ?"
    results = [database.execute(between, (begin, f"{begin}\x7f", _MOST_COMPARED)) for begin in beginnings]
    results.append(database.execute(containing, (slug(name), _MOST_COMPARED)))
    return nearest_addresses(text, dict.fromkeys(address for rows in results for (address,) in rows))
