"""The tables of a library that are written once for the whole pack: a function for each."""

import json
import os
import sqlite3
from collections.abc import Iterable, Mapping

from kzref.library.builder.term_rows import term_rows
from kzref.library.store.schema import path_value, time_value
from kzref.library.store.series_json import series_data
from kzref.pack.documents import Document
from kzref.pack.pack import Pack


def write_about(database: sqlite3.Connection, pack: Pack, sections: int, languages: str) -> None:
    """Write what the library says of its pack. languages: separated by spaces, the commonest first."""
    about = {
        "id": pack.id, "title": pack.title, "edition": pack.edition, "language": pack.language,
        "licence": pack.licence, "about": pack.about, "start": pack.start,
        "citation": pack.source.citation, "sections": str(sections), "languages": languages,
    }  # fmt: skip
    database.executemany("INSERT INTO about VALUES (?,?)", about.items())


def write_files(
    database: sqlite3.Connection, states: Mapping[str, os.stat_result], spans: Mapping[str, tuple[int, int]]
) -> None:
    """Write the source files. spans: number of the first section of each, and how many it has."""
    rows = [
        (path_value(path), state.st_size, time_value(state.st_mtime_ns), *spans.get(path, (0, 0)))
        for path, state in states.items()
    ]
    database.executemany("INSERT INTO files VALUES (?,?,?,0,?,?)", rows)


def write_terms(database: sqlite3.Connection, pack: Pack) -> None:
    """Write the thesaurus."""
    forms, stems = term_rows(pack)
    database.executemany("INSERT INTO term_forms VALUES (?,?,?,?,?,?,?)", forms)
    database.executemany("INSERT OR IGNORE INTO term_words VALUES (?,?)", stems)


def write_series(database: sqlite3.Connection, pack: Pack) -> None:
    """Write the statistical series."""
    rows = [(name, json.dumps(series_data(series), ensure_ascii=False)) for name, series in pack.series.items()]
    database.executemany("INSERT INTO series VALUES (?,?)", rows)


def write_former_addresses(database: sqlite3.Connection, documents: Iterable[Document]) -> None:
    """Write the former addresses that documents name, in place of those that were written of them before."""
    for document in documents:
        entry = document.root.address
        database.execute("DELETE FROM former_addresses WHERE entry = ?", [entry])
        rows = [(former, entry) for former in document.formerly]
        database.executemany("INSERT OR IGNORE INTO former_addresses VALUES (?,?)", rows)
