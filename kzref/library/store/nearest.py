"""Addresses that may have been meant by one that leads nowhere."""

import sqlite3

from kzref.pack.addresses import SCHEME, nearest_addresses, slug

_EACH = 500
"""Addresses of one sort that are compared at most: in a larger library not all of them are."""


def nearest(database: sqlite3.Connection, text: str) -> tuple[str, ...]:
    """Return the addresses of a library that look most like a text.

    Of a large library those are compared that stand below the same document, begin with the same letters or hold the
    last name, so that the work does not grow with it.
    """
    plain = text.encode("ascii", "ignore").decode()  # No address has another letter.
    bare = plain.strip().lower().removeprefix("kzref://").removeprefix(SCHEME).strip("/")
    above, _, name = bare.rpartition("/")
    begun = ("", f"{above}/" if above else bare[:3], bare[:1])
    wanted = "SELECT address FROM sections WHERE address >= ? AND address < ? LIMIT ?"
    rows = [database.execute(wanted, (each, f"{each}\x7f", _EACH)) for each in dict.fromkeys(begun)]
    rows.append(database.execute("SELECT address FROM sections WHERE instr(address, ?) LIMIT ?", (slug(name), _EACH)))
    known = dict.fromkeys(address for found in rows for (address,) in found)
    return nearest_addresses(text, known)
