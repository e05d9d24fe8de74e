"""The Whoosh index of a library: one segment, its terms and postings, nothing stored beside.

A Whoosh index holds pickles: opening a doctored one runs code. kzref.compiled opens only its own, hashes checked.
"""

import contextlib
import mmap
from array import array
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from whoosh import fields, index
from whoosh.filedb.filestore import FileStorage
from whoosh.filedb.structfile import StructFile
from whoosh.reading import SegmentReader, TermNotFound

from kzref.search.codec import ColumnCodec, Postings
from kzref.search.inverting import FIELDS, read_run

FORMS = "forms.txt"
"""Every exact form, one to a line, in order: what patterns such as *recht are looked for in."""
_NAME = "MAIN"


def write_index(folder: Path, runs: Iterable[Path], size: int, told: Callable[[], None] = lambda: None) -> None:
    """Joins runs, in the order of their sections, into an index of so many sections in a new folder.

    told: called now and then; may raise to stop.
    """
    folder.mkdir(parents=True)
    opened = [read_run(run) for run in runs]
    storage = FileStorage(str(folder))
    schema = fields.Schema(**{name: fields.ID() for name in FIELDS})
    codec = ColumnCodec(size)
    segment = codec.new_segment(storage, _NAME)
    segment.set_doc_count(size)
    writer = codec.field_writer(storage, segment)
    for field in FIELDS:
        merged: dict[str, list[bytes]] = {}
        for run in opened:
            told()
            for term, postings in next(run).items():
                merged.setdefault(term, []).append(postings)
        writer.start_field(field, schema[field])
        terms = sorted((term.encode(), term) for term in merged)
        for number, (key, term) in enumerate(terms):
            if number % 10_000 == 0:
                told()
            writer.add_whole(key, *_joined(merged.pop(term)))
        writer.finish_field()
        if field == "exact":
            (folder / FORMS).write_bytes(b"\n".join(key for key, _ in terms))
    writer.close()
    for run in opened:
        run.close()
    index.TOC(schema, [segment], 1).write(storage, _NAME)


def _joined(pieces: list[bytes]) -> tuple["array[int]", bytes]:
    """The numbers and weights of a term from its pieces: each has four bytes a number, then one a weight."""
    numbers = array("I")
    for piece in pieces:
        numbers.frombytes(piece[: len(piece) // 5 * 4])
    return numbers, b"".join(piece[len(piece) // 5 * 4 :] for piece in pieces)


class _Mapped(StructFile):  # type: ignore[misc]  # whoosh has no types
    """A file that is read where it lies: Whoosh's own copies every file into memory first."""

    def __init__(self, name: str, path: Path) -> None:
        with path.open("rb") as file:
            # An empty file cannot be mapped.
            empty = file.seek(0, 2) == 0
            self._map = mmap.mmap(-1, 1) if empty else mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
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
    """An open index that kzref.compiled has vouched for. size: how many sections its columns have."""

    def __init__(self, folder: Path, size: int) -> None:
        self._folder, self.size = folder, size
        opened = index.FileIndex(_Storage(str(folder), readonly=True), indexname=_NAME)
        self._reader: SegmentReader = opened.reader()

    def close(self) -> None:
        """Lets the files go."""
        self._reader.close()

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
        """The terms of a field that begin so, in order."""
        key = beginning.encode()
        for name, term in self._reader.terms_from(field, key):
            if name != field or not term.startswith(key):
                return
            yield term.decode()

    def alike(self, form: str, distance: int, same: int) -> Iterator[str]:
        """Exact forms that differ by at most so many letters, the first few of them the same."""
        yield from self._reader.terms_within("exact", form, distance, prefix=same)

    def forms(self) -> bytes:
        """Every exact form, one to a line."""
        return (self._folder / FORMS).read_bytes()
