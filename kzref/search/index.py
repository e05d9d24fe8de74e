"""The Whoosh index of a library: one document a section, words as lists, nothing stored but the position.

A Whoosh index holds pickles: opening a doctored one runs code. kzref.compiled opens only its own, hashes checked.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from whoosh import fields, index
from whoosh.filedb.filestore import FileStorage
from whoosh.writing import IndexWriter

from kzref.search.words import stem, stems, words

SHORTEST_PREFIX, LONGEST_PREFIX = 1, 4
_MEMORY_MB = 64


@dataclass(frozen=True, slots=True)
class Entry:
    """What is indexed of a section."""

    position: int
    kind: str
    title: str
    path: str
    """The titles above it."""
    titles: tuple[str, ...]
    """Its title in other languages."""
    term_forms: tuple[str, ...]
    """Every form of the terms that it is about."""
    prose: str
    pinpoints: tuple[str, ...]
    years: tuple[int, ...]


def _schema() -> fields.Schema:
    # KEYWORD with lists of words needs no analyzer: the words are cut before they come here.
    return fields.Schema(
        position=fields.STORED,
        kind=fields.ID(stored=True),
        year=fields.KEYWORD,
        pinpoint=fields.KEYWORD(scorable=True),
        whole=fields.KEYWORD,
        title=fields.KEYWORD(scorable=True),
        path=fields.KEYWORD(scorable=True),
        names=fields.KEYWORD(scorable=True),
        body=fields.KEYWORD(scorable=True),
        exact=fields.TEXT(phrase=True),
        prefix=fields.KEYWORD(scorable=False),
        title_prefix=fields.KEYWORD(scorable=False),
    )


class _BuildStorage(FileStorage):  # type: ignore[misc]  # whoosh has no types
    """Files in a folder. Whoosh asks at each posting whether a file exists: remembered, it saves a quarter."""

    def __init__(self, folder: Path) -> None:
        super().__init__(str(folder))
        self._exists: dict[str, bool] = {}

    def file_exists(self, name: str) -> bool:
        if name not in self._exists:
            self._exists[name] = bool(super().file_exists(name))
        return self._exists[name]

    def create_file(self, name: str, *args: object, **options: object) -> object:
        self._exists.clear()
        return super().create_file(name, *args, **options)

    def rename_file(self, oldname: str, newname: str, safe: bool = False) -> None:
        self._exists.clear()
        super().rename_file(oldname, newname, safe)

    def delete_file(self, name: str) -> None:
        self._exists.clear()
        super().delete_file(name)


class IndexBuilder:
    """Writes the index of a library into an empty folder, as one segment."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._index = _BuildStorage(folder).create_index(_schema())
        self._writer: IndexWriter = self._index.writer(limitmb=_MEMORY_MB)

    def add(self, entry: Entry) -> None:
        """Adds a section. Other names count as words of the title for the language they are in."""
        title = [word.form for word in words("\n".join([entry.title, *entry.titles]))]
        body = [word.form for word in words(entry.prose)]
        names = [word.form for word in words("\n".join(entry.term_forms))]
        path = [word.form for word in words(entry.path)]
        self._writer.add_document(
            position=entry.position,
            kind=entry.kind,
            year=[str(year) for year in entry.years],
            pinpoint=[pinpoint.lower() for pinpoint in entry.pinpoints],
            whole=[whole_title(each) for each in (entry.title, *entry.titles)],
            title=_stems(title),
            path=_stems(path),
            names=_stems(names),
            body=_stems(body),
            # A gap of words between title and body, so that no phrase runs from one into the other.
            exact=[*title, "\0", *names, "\0", *body],
            prefix=_prefixes([*body, *path]),
            title_prefix=_prefixes([*title, *names]),
        )

    def commit(self) -> None:
        """Writes the index out."""
        self._writer.commit(optimize=True)
        self._index.close()

    def cancel(self) -> None:
        """Gives the work up."""
        self._writer.cancel()
        self._index.close()


_YEARS = re.compile(r"(?<=\w),?\s+\d{4}(?:\s?[-–]\s?\d{4})?\s*$")


def whole_title(title: str) -> str:
    """A title as one word, so that what is asked for by its exact name is found first. Years at its end are no name."""
    return " ".join(stems(_YEARS.sub("", title)))


def _stems(forms: Iterable[str]) -> list[str]:
    return [stem(form) for form in forms]


def _prefixes(forms: Iterable[str]) -> list[str]:
    """The beginnings of each different word, so that what is being typed is one look-up."""
    return sorted({form[:n] for form in set(forms) for n in range(SHORTEST_PREFIX, min(len(form), LONGEST_PREFIX) + 1)})


def open_index(folder: Path) -> index.FileIndex:
    """An index that kzref.compiled has vouched for."""
    return FileStorage(str(folder), readonly=True).open_index()
