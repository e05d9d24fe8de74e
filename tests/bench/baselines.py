"""What kzref's search is held against: SQLite's FTS5 and a plain Whoosh, over the same sections."""

import re
import sqlite3
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from whoosh import fields, qparser, scoring
from whoosh.analysis import StemmingAnalyzer
from whoosh.filedb.filestore import FileStorage


class Text(NamedTuple):
    """A section as a baseline indexes it."""

    address: str
    title: str
    body: str


def sections_of(database: Path, texts: Path) -> list[Text]:
    """The sections of a compiled library, each with its titles in all languages."""
    connection = sqlite3.connect(f"{database.as_uri()}?mode=ro&immutable=1", uri=True)
    connection.execute("ATTACH ? AS texts", [f"{texts.as_uri()}?mode=ro&immutable=1"])
    rows = connection.execute(
        "SELECT s.address, s.title || ' ' || s.titles, coalesce(b.prose, b.text) "
        "FROM sections s JOIN texts.section_texts b USING (number) ORDER BY s.position"
    )
    found = [Text(*row) for row in rows]
    connection.close()
    return found


class Fts5:
    """SQLite's full text search: bm25 with the title before the text, and its own snippets."""

    def __init__(self, file: Path, sections: Iterable[Text] = ()) -> None:
        new = not file.exists()
        self.connection = sqlite3.connect(file)
        if new:
            self.connection.execute("PRAGMA journal_mode = OFF")
            self.connection.execute("PRAGMA synchronous = OFF")
            self.connection.execute(
                "CREATE VIRTUAL TABLE found USING fts5(address UNINDEXED, title, body, "
                "tokenize=\"unicode61 remove_diacritics 0\", prefix='2 3')"
            )
            self.connection.executemany("INSERT INTO found VALUES (?,?,?)", sections)
            self.connection.execute("INSERT INTO found(found) VALUES ('optimize')")
            self.connection.commit()

    def search(self, query: str, limit: int = 20) -> list[tuple[str, str]]:
        """Addresses and snippets for a query in FTS5's own language, best first."""
        return self.connection.execute(
            "SELECT address, snippet(found, 2, '[', ']', '…', 24) FROM found WHERE found MATCH ? "
            "ORDER BY bm25(found, 0, 4, 1) LIMIT ?",
            (query, limit),
        ).fetchall()

    def addresses(self, text: str) -> list[str]:
        """What a user's text finds: all of its words, or any of them where none has all."""
        words = [f'"{word}"' for word in re.findall(r"\w+", text)]
        for joined in (" ".join(words), " OR ".join(words)):
            found = [address for address, _ in self.search(joined, 30)] if words else []
            if found:
                return found
        return []


class PlainWhoosh:
    """Whoosh as its documentation sets it up: stemmed text, the title before it, BM25F."""

    def __init__(self, folder: Path, sections: Sequence[Text]) -> None:
        analyzer = StemmingAnalyzer()
        schema = fields.Schema(
            address=fields.STORED, title=fields.TEXT(analyzer, field_boost=4.0), body=fields.TEXT(analyzer)
        )
        folder.mkdir(parents=True)
        self._index = FileStorage(str(folder)).create_index(schema)
        writer = self._index.writer(limitmb=128)
        for section in sections:
            writer.add_document(address=section.address, title=section.title, body=section.body)
        writer.commit()
        self._searcher = self._index.searcher(weighting=scoring.BM25F())

    def addresses(self, text: str) -> list[str]:
        """What a user's text finds: all of its words, or any of them where none has all."""
        for group in (qparser.AndGroup, qparser.OrGroup):
            parser = qparser.MultifieldParser(["title", "body"], self._index.schema, group=group)
            parser.remove_plugin_class(qparser.WildcardPlugin)
            found = [hit["address"] for hit in self._searcher.search(parser.parse(text), limit=30)]
            if found:
                return found
        return []
