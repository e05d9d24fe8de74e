"""The index of one segment, opened for reading: its terms, their postings and the list of its word forms."""

import contextlib
import mmap
from collections.abc import Iterator
from pathlib import Path

from whoosh.fields import ID, Schema
from whoosh.filedb.filestore import FileStorage
from whoosh.filedb.structfile import StructFile
from whoosh.reading import SegmentReader, TermNotFound

from kzref.search.index.fields import FIELDS
from kzref.search.index.fuzzy_terms import lines_with_prefix
from kzref.search.index.index_writer import FORMS_FILE, STEMS_FILE
from kzref.search.index.postings_codec import ColumnCodec, EncodedPostings


def _schema() -> Schema:
    return Schema(**{name: ID() for name in FIELDS})


def _map(path: Path) -> mmap.mmap:
    with path.open("rb") as file:
        # An empty file cannot be mapped.
        empty = file.seek(0, 2) == 0
        return mmap.mmap(-1, 1) if empty else mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)


class _MappedFile(StructFile):  # type: ignore[misc]  # whoosh has no types
    """A file mapped into memory: Whoosh copies every file into a BytesIO, 650 MB for 90,000 sections."""

    def __init__(self, name: str, path: Path) -> None:
        self._map = _map(path)
        super().__init__(self._map, name)
        self.is_real = False

    def get(self, position: int, length: int) -> bytes:
        return self._map[position : position + length]

    def subset(self, position: int, length: int, name: str | None = None) -> StructFile:
        raise NotImplementedError  # Compound files are not used.


class _MappedStorage(FileStorage):  # type: ignore[misc]
    def open_file(self, name: str, *_: object, **__: object) -> StructFile:
        return _MappedFile(name, Path(self.folder) / name)


def _is_encodable(term: str) -> bool:
    """Whether a term is valid Unicode; lone surrogates are not, and no section has them."""
    return not any("\ud800" <= character <= "\udfff" for character in term)


class TermIndex:
    """An open index, whose files have been verified. size: sections of the segment."""

    def __init__(self, folder: Path, size: int) -> None:
        self.size = size
        codec = ColumnCodec(size)
        storage = _MappedStorage(str(folder), readonly=True)
        self._reader = SegmentReader(storage, _schema(), codec.segment(), codec=codec)
        self.has_bigrams = next(self.terms("bigram"), None) is not None
        # Mapped at once, because a later build may remove the files while this index is in use.
        self._forms, self._stems = _map(folder / FORMS_FILE), _map(folder / STEMS_FILE)

    def close(self) -> None:
        """Close the files."""
        self._reader.close()
        self._forms.close()
        self._stems.close()

    def column(self, field: str, term: str) -> bytes | None:
        """Return the weight of a term in each section, or None if no section has it."""
        if not _is_encodable(term):
            return None
        try:
            postings: EncodedPostings = self._reader.postings(field, term)
        except TermNotFound:
            return None
        return postings.column()

    def merge_into(self, field: str, term: str, column: bytearray) -> None:
        """Raise the weights of a column to those of a term."""
        with contextlib.suppress(TermNotFound):
            self._reader.postings(field, term).merge_into(column)

    def has(self, field: str, term: str) -> bool:
        """Whether any section has a term."""
        return _is_encodable(term) and (field, term) in self._reader

    def document_frequency(self, field: str, term: str) -> int:
        """Return how many sections have a term."""
        return int(self._reader.doc_frequency(field, term))

    def terms(self, field: str, prefix: str = "") -> Iterator[str]:
        """Yield the terms of a field with a prefix, sorted. Raise ValueError if the file of terms is not sorted."""
        key, previous = prefix.encode(), b""
        for name, term in self._reader.terms_from(field, key):
            if name != field or not term.startswith(key):
                return
            if term <= previous:
                # In a damaged file that leads in a ring this would not end.
                raise ValueError(f"after the term {previous!r} of {field} comes {term!r}")
            previous = term
            yield term.decode()

    def forms(self) -> mmap.mmap:
        """Return all word forms, one to a line, sorted."""
        return self._forms

    def forms_of(self, stem: str) -> list[str]:
        """Return the word forms that have a stem in some section."""
        if not _is_encodable(stem):
            return []
        line = lines_with_prefix(self._stems, f"{stem}\t".encode())
        return line.decode().rstrip("\n").partition("\t")[2].split(" ") if line else []
