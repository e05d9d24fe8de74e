"""Sections as rows of the database: the columns to select, and the Section made of them."""

import json
import sqlite3
from collections.abc import Iterable, Iterator
from typing import Any

from kzref.pack.addresses import Address
from kzref.pack.kinds import Kind
from kzref.pack.sections import Section

SECTION_COLUMNS = (
    "s.position, s.address, (SELECT address FROM sections p WHERE p.position = s.parent), s.depth, s.kind, s.title, "
    "s.titles, s.language, s.pinpoints, s.years, s.summary, s.last, "
    "(SELECT address FROM sections p WHERE p.position = s.page)"
)
"""Of a section, where the table of sections is called s."""
SECTION_WIDTH = 13
"""How many they are."""
DOCUMENT_TITLE = (
    "(SELECT d.title FROM sections d WHERE d.depth = 0 AND d.position <= s.position ORDER BY d.position DESC LIMIT 1)"
)
"""Title of the document that a section is in."""


def select_sections(database: sqlite3.Connection, condition: str, values: Iterable[object] = ()) -> Iterator[Section]:
    """Yield the sections for which a condition of SQL holds; only its values may come from outside."""
    for row in database.execute(f"SELECT {SECTION_COLUMNS} FROM sections s {condition}", tuple(values)):  # noqa: S608
        yield section_of(row)


def section_of(row: tuple[Any, ...]) -> Section:
    """Return the section of a row of SECTION_COLUMNS."""
    position, address, parent, depth, kind, title, titles, language, pinpoints, years, summary, last, page = row
    return Section(
        position=position,
        address=Address(address),
        parent=Address(parent) if parent else None,
        depth=depth,
        title=title,
        titles=_json_list(titles),
        kind=Kind(kind),
        language=language,
        pinpoints=pinpoints,
        years=_json_list(years),
        summary=summary,
        last=last,
        page=Address(page),
    )


def _json_list(text: str) -> tuple[Any, ...]:
    """Return the values of a list in JSON. Most are empty, and a contents tree asks for thousands."""
    return () if text == "[]" else tuple(json.loads(text))
