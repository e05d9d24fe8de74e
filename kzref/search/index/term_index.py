"""The Whoosh index of a library: one segment, its terms and postings, nothing stored beside.

It has no table of contents: schema and segment are known, and Whoosh would read them from a pickle, which can run code.
"""

import contextlib
import mmap
from array import array
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from whoosh.fields import ID, Schema
from whoosh.filedb.filestore import FileStorage
from whoosh.filedb.structfile import StructFile
from whoosh.reading import SegmentReader, TermNotFound

from kzref.search.index.fuzzy_terms import beginning
from kzref.search.index.postings_builder import FIELDS, Run
from kzref.search.index.postings_codec import ColumnCodec, Postings

FORMS = "forms.txt"
"""Every exact form, one to a line, in order: what patterns such as *recht are looked for in."""
STEMS = "stems.txt"
"""Every stem, one to a line, in order, and after a tab the forms that it was met in."""
PAIRS_FROM = 5000
"""Sections from which pairs of words are kept. In fewer, phrases are looked for in the texts as quickly."""


def _schema() -> Schema:
    return Schema(**{name: ID() for name in FIELDS})


def write_index(folder: Path, runs: Iterable[Path], size: int, told: Callable[[], None] = lambda: None) -> None:
    """Joins runs, in the order of their sections, into an index of so many sections in a new folder.

    told: called now and then; may raise to stop.
    """
    folder.mkdir(parents=True)
    opened = [Run(run) for run in runs]
    storage = FileStorage(str(folder))
    codec = ColumnCodec(size)
    writer = codec.field_writer(storage, codec.segment())
    for field in FIELDS:
        merged: dict[str, array[int]] = {}
        for run in opened:
            told()
            for term, postings in run.field().items():
                if term in merged:
                    merged[term].frombytes(postings)
                else:
                    merged[term] = array("I", postings)
        writer.start_field(field)
        if field == "pair" and size < PAIRS_FROM:
            merged = {}
        # Letters and their bytes in UTF-8 have the same order.
        terms = sorted(merged)
        for number, term in enumerate(terms):
            if number % 10_000 == 0:
                told()
            writer.add_whole(term.encode(), merged.pop(term))
        if field == "exact":
            (folder / FORMS).write_bytes("\n".join(terms).encode())
    writer.close()
    (folder / STEMS).write_bytes(_stem_lines(opened))
    for run in opened:
        run.close()


def _stem_lines(runs: Iterable[Run]) -> bytes:
    merged: dict[str, set[str]] = {}
    for run in runs:
        for stem, forms in run.stems().items():
            if stem in merged:
                merged[stem] |= forms
            else:
                merged[stem] = forms
    return b"\n".join(sorted(f"{stem}\t{' '.join(sorted(forms))}".encode() for stem, forms in merged.items()))


def _map(path: Path) -> mmap.mmap:
    with path.open("rb") as file:
        # An empty file cannot be mapped.
        empty = file.seek(0, 2) == 0
        return mmap.mmap(-1, 1) if empty else mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)


class _Mapped(StructFile):  # type: ignore[misc]  # whoosh has no types
    """A file that is read where it lies: Whoosh's own copies every file into memory first."""

    def __init__(self, name: str, path: Path) -> None:
        self._map = _map(path)
        super().__init__(self._map, name)
        self.is_real = False

    def get(self, position: int, length: int) -> bytes:
        return self._map[position : position + length]

    def subset(self, position: int, length: int, name: str | None = None) -> StructFile:
        raise NotImplementedError  # No file of ours lies in another.


def _is_text(term: str) -> bool:
    """Whether a term can be encoded; lone halves of characters cannot, and stand nowhere."""
    return not any("\ud800" <= letter <= "\udfff" for letter in term)


class _Storage(FileStorage):  # type: ignore[misc]
    def open_file(self, name: str, *_: object, **__: object) -> StructFile:
        return _Mapped(name, Path(self.folder) / name)


class Index:
    """An open index that kzref.library has vouched for. size: how many sections its columns have."""

    def __init__(self, folder: Path, size: int) -> None:
        self.size = size
        codec = ColumnCodec(size)
        storage = _Storage(str(folder), readonly=True)
        self._reader = SegmentReader(storage, _schema(), codec.segment(), codec=codec)
        self.has_pairs = next(self.terms("pair"), None) is not None
        # At once, because a later build may take the files away while this index is still read.
        self._forms, self._stems = _map(folder / FORMS), _map(folder / STEMS)

    def close(self) -> None:
        """Lets the files go."""
        self._reader.close()
        self._forms.close()
        self._stems.close()

    def column(self, field: str, term: str) -> bytes | None:
        """The weights of a term in each section, or None where no section has it."""
        if not _is_text(term):
            return None
        try:
            postings: Postings = self._reader.postings(field, term)
        except TermNotFound:
            return None
        return postings.column()

    def add(self, field: str, term: str, column: bytearray) -> None:
        """Adds the weights of a term to a column, where they are the heavier ones."""
        with contextlib.suppress(TermNotFound):
            self._reader.postings(field, term).add_to(column)

    def has(self, field: str, term: str) -> bool:
        """Whether any section has a term."""
        return _is_text(term) and (field, term) in self._reader

    def having(self, field: str, term: str) -> int:
        """How many sections have a term."""
        return int(self._reader.doc_frequency(field, term))

    def terms(self, field: str, beginning: str = "") -> Iterator[str]:
        """The terms of a field that begin so, in order. Raises ValueError where the file of terms leads back."""
        key, before = beginning.encode(), b""
        for name, term in self._reader.terms_from(field, key):
            if name != field or not term.startswith(key):
                return
            if term <= before:
                raise ValueError(f"after the term {before!r} of {field} comes {term!r}")  # In a ring it would not end.
            before = term
            yield term.decode()

    def forms(self) -> mmap.mmap:
        """Every exact form, one to a line."""
        return self._forms

    def forms_of(self, stem: str) -> list[str]:
        """The forms that have a stem in some section."""
        if not _is_text(stem):
            return []
        line = beginning(self._stems, f"{stem}\t".encode())
        return line.decode().rstrip("\n").partition("\t")[2].split(" ") if line else []
