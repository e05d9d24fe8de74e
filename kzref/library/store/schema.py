"""The tables of a library in SQLite. Positions count from 0 in the order of the contents; lists are JSON.

Besides its position a section has a number, which it keeps through incremental builds: texts and postings go by it.
The texts are in segments: the first is the library as it was compiled, the second what has changed since.
"""

import os

from kzref.pack.files.text_safety import is_valid_utf8

TABLES = """
CREATE TABLE about (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE sections (
    position INTEGER PRIMARY KEY,
    number INTEGER NOT NULL,
    address TEXT NOT NULL,
    parent INTEGER,
    depth INTEGER NOT NULL,
    kind TEXT NOT NULL,
    title TEXT NOT NULL,
    titles TEXT NOT NULL,
    language TEXT NOT NULL,
    pinpoints TEXT NOT NULL,
    years TEXT NOT NULL,
    summary TEXT NOT NULL,
    last INTEGER NOT NULL,
    page INTEGER NOT NULL,
    see TEXT NOT NULL
);
CREATE TABLE links (source INTEGER NOT NULL, target TEXT NOT NULL);
CREATE TABLE former_addresses (
    address TEXT NOT NULL,
    entry TEXT NOT NULL,
    PRIMARY KEY (address, entry)
) WITHOUT ROWID;
CREATE TABLE redirects (target TEXT PRIMARY KEY, present TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE images (path TEXT PRIMARY KEY, data BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE series (name TEXT PRIMARY KEY, data TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE segments (segment INTEGER PRIMARY KEY, size INTEGER NOT NULL);
CREATE TABLE numbering (live BLOB NOT NULL, positions BLOB NOT NULL);
CREATE TABLE files (
    path TEXT PRIMARY KEY,
    size INTEGER NOT NULL,
    modified INTEGER NOT NULL,
    segment INTEGER NOT NULL,
    first INTEGER NOT NULL,
    count INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TABLE term_forms (
    form INTEGER PRIMARY KEY,
    term TEXT NOT NULL,
    language TEXT NOT NULL,
    words TEXT NOT NULL,
    form_text TEXT NOT NULL,
    title TEXT NOT NULL,
    address TEXT NOT NULL
);
CREATE TABLE term_words (stem TEXT NOT NULL, form INTEGER NOT NULL, PRIMARY KEY (stem, form)) WITHOUT ROWID;
"""
INDEXES = """
CREATE UNIQUE INDEX section_address ON sections (address);
CREATE UNIQUE INDEX section_number ON sections (number);
CREATE INDEX section_parent ON sections (parent);
CREATE INDEX section_kind ON sections (kind);
CREATE INDEX link_target ON links (target);
CREATE INDEX link_source ON links (source);
CREATE INDEX redirect_present ON redirects (present);
CREATE INDEX term_form ON term_forms (term);
CREATE INDEX term_words_prefix ON term_forms (words);
"""
SEGMENT_TABLES = """
CREATE TABLE section_texts (
    number INTEGER PRIMARY KEY,
    html TEXT NOT NULL,
    text TEXT NOT NULL,
    prose TEXT,
    markdown TEXT NOT NULL
);
CREATE TABLE tokens (number INTEGER PRIMARY KEY, tokens TEXT NOT NULL);
"""


def path_value(path: str) -> str | bytes:
    """Return the path of a file as it is stored: bytes where it is no valid text, which SQLite does not take."""
    return path if is_valid_utf8(path) else os.fsencode(path)


def path_of(value: str | bytes) -> str:
    """Return the path of a file that was stored."""
    return os.fsdecode(value)


def time_value(nanoseconds: int) -> int:
    """Return the time of a file as it is stored: beyond the years 1677 to 2262 it is folded into 64 bits."""
    return (nanoseconds + 2**63) % 2**64 - 2**63
