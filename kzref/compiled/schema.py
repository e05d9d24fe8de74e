"""The SQLite form of a library. Positions count from 0 in the order of the contents; lists are JSON."""

TABLES = """
CREATE TABLE about (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE sections (
    position INTEGER PRIMARY KEY,
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
CREATE TABLE bodies (
    position INTEGER PRIMARY KEY,
    html TEXT NOT NULL,
    text TEXT NOT NULL,
    prose TEXT,
    markdown TEXT NOT NULL
);
CREATE TABLE links (source INTEGER NOT NULL, target TEXT NOT NULL);
CREATE TABLE images (path TEXT PRIMARY KEY, data BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE series (name TEXT PRIMARY KEY, data TEXT NOT NULL) WITHOUT ROWID;
"""
INDEXES = """
CREATE UNIQUE INDEX section_address ON sections (address);
CREATE INDEX section_parent ON sections (parent);
CREATE INDEX section_kind ON sections (kind);
CREATE INDEX link_target ON links (target);
"""
