"""Former addresses of a library: where they lead now."""

import sqlite3

from kzref.pack.addresses import Address
from kzref.pack.former_addresses import present_address


def find_present_address(database: sqlite3.Connection, address: Address) -> Address | None:
    """Return the present address of what had an address formerly; None if no entry had it."""

    def entry_of(former: Address) -> Address | None:
        row = database.execute(
            "SELECT f.entry FROM former_addresses f JOIN sections s ON s.address = f.entry "
            "WHERE f.address = ? ORDER BY s.position LIMIT 1",
            [former],
        ).fetchone()
        return Address(row[0]) if row else None

    def exists(present: Address) -> bool:
        return database.execute("SELECT 1 FROM sections WHERE address = ?", [present]).fetchone() is not None

    return present_address(address, entry_of, exists)


def write_redirects(database: sqlite3.Connection) -> None:
    """Write the present address of every former one that is linked to, so that such links count as backlinks."""
    database.execute("DELETE FROM redirects")
    if database.execute("SELECT 1 FROM former_addresses").fetchone() is None:
        return
    unknown = database.execute(
        "SELECT DISTINCT target FROM links WHERE target NOT IN (SELECT address FROM sections)"
    ).fetchall()
    found = [(target, find_present_address(database, Address(target))) for (target,) in unknown]
    database.executemany("INSERT INTO redirects VALUES (?,?)", [row for row in found if row[1]])
