"""How postings lie in a Whoosh index: the sections and weights of a term as flat arrays that are read in one piece.

Whoosh's own codec keeps blocks of 128 pickled tuples, which Python then walks posting by posting: a word that stands in
half of 130,000 sections takes 100 ms that way, and 1 ms this way.

Nothing here is pickled: Whoosh would keep its schema, its segments and the ends of its files so, and opening a doctored
index would run code. What the program knows is not read from the file, and the rest is numbers.
"""

import sys
import zlib
from array import array
from io import BytesIO
from itertools import accumulate
from operator import sub
from struct import Struct
from typing import Any

from whoosh.codec.whoosh3 import W3Codec, W3Segment, W3TermsReader
from whoosh.filedb.filestore import FileStorage
from whoosh.filedb.filetables import OrderedHashReader, OrderedHashWriter
from whoosh.filedb.structfile import StructFile
from whoosh.reading import TermNotFound
from whoosh.system import pack_ushort

from kzref.search.index.postings_builder import FIELDS
from kzref.search.index.term_weights import WEIGHT_BITS

_LIST, _COLUMN = b"L", b"C"
_DENSE = 12
"""A term that more than one section in so many has is kept as a column."""
_FURTHEST = 0xFFFF
_LOWEST = 0 if sys.byteorder == "little" else 3
"""Which of the four bytes of a posting is its weight."""
_LENGTHS = Struct("!ii")
_TERM = Struct("!IqII")
"""What is kept of a term: sections that have it; where its postings lie, their length in bytes and their CRC-32."""
_SECTIONS = Struct("!I")
"""The first of these numbers."""
_TABLE = Struct("!cq")
"""The type of the numbers that say where each term lies, as the array module calls it, and how many they are."""
_NAME, _SEGMENT = "MAIN", "1"


class Postings:
    """What one term weighs in each section."""

    __slots__ = ("_data", "_size")

    def __init__(self, data: bytes, size: int) -> None:
        self._data, self._size = data, size

    def column(self) -> bytes:
        """A byte for each section of the index: its weight of 1 to 255, or 0 where the term does not stand."""
        if self._data[:1] == _COLUMN:
            return zlib.decompress(self._data[1:])
        column = bytearray(self._size)
        for number, weight in self._listed():
            column[number] = weight
        return bytes(column)

    def add_to(self, column: bytearray) -> None:
        """Puts the weights into a column that has others, where they are heavier."""
        listed = enumerate(self.column()) if self._data[:1] == _COLUMN else self._listed()
        for number, weight in listed:
            if weight > column[number]:
                column[number] = weight

    def _listed(self) -> "zip[tuple[int, int]]":
        # "L", four bytes for the first number, two for each distance to the next, one for each weight.
        count = (len(self._data) - 3) // 3
        weights_at = 5 + 2 * (count - 1)
        steps = array("H", self._data[5:weights_at])
        if sys.byteorder == "big":
            steps.byteswap()
        first = int.from_bytes(self._data[1:5], "little")
        return zip(accumulate(steps, initial=first), self._data[weights_at:], strict=True)


class ColumnCodec(W3Codec):  # type: ignore[misc]  # whoosh has no types
    """Whoosh's codec with other postings. size: how many sections the index holds."""

    def __init__(self, size: int) -> None:
        super().__init__()
        self.size = size

    def segment(self) -> W3Segment:
        """The one segment of an index; it is known, and not read from a table of contents."""
        return W3Segment(self, _NAME, self.size, _SEGMENT)

    def field_writer(self, storage: object, segment: Any) -> "FieldWriter":
        """Writes terms with their whole postings."""
        terms, postings = (segment.create_file(storage, ending) for ending in (self.TERMS_EXT, self.POSTS_EXT))
        return FieldWriter(terms, postings, self.size)

    def terms_reader(self, storage: FileStorage, segment: Any) -> "TermsReader":
        """Reads what field_writer has written."""
        name = segment.make_filename(self.TERMS_EXT)
        terms, postings = storage.open_file(name), segment.open_file(storage, self.POSTS_EXT)
        return TermsReader(terms, storage.file_length(name), postings, self.size)


class TermsReader(W3TermsReader):  # type: ignore[misc]
    """The terms of an index and their postings. Fields are numbered in the order of FIELDS."""

    def __init__(self, terms: StructFile, length: int, postings: StructFile, size: int) -> None:
        """Opens the files. length: bytes of the file of terms; size: sections of the index."""
        self._dbfile, self._postfile, self._size = terms, postings, size
        self._tindex = _TermTable(terms, length)
        self._fieldmap = {name: number for number, name in enumerate(FIELDS)}
        self._fieldunmap = FIELDS

    def doc_frequency(self, fieldname: str, tbytes: bytes) -> int:
        """How many sections have a term. Raises KeyError where none has."""
        at, _ = self._range_for_key(fieldname, tbytes)
        return int(_SECTIONS.unpack(self._dbfile.get(at, _SECTIONS.size))[0])

    def matcher(self, fieldname: str, tbytes: bytes, *_: object, **__: object) -> Postings:
        """The postings of a term. Raises TermNotFound; ValueError if they are not as they were written."""
        try:
            at, length = self._range_for_key(fieldname, tbytes)
        except KeyError as error:
            raise TermNotFound(f"{fieldname}:{tbytes!r}") from error
        _, offset, size, checksum = _TERM.unpack(self._dbfile.get(at, length))
        data = self._postfile.get(offset, size)
        if zlib.crc32(data) != checksum:
            raise ValueError(f"the postings of {fieldname}:{tbytes!r} are not as they were written")
        return Postings(data, self._size)


class _TermTable(OrderedHashReader):  # type: ignore[misc]
    """Whoosh's file of terms, with numbers at its end in place of a pickle."""

    def _read_extras(self) -> None:
        file = self.dbfile
        kind, self.indexlen = _TABLE.unpack(file.read(_TABLE.size))
        self.indexbase = file.tell()
        numbers = {b"H": file.get_ushort, b"i": file.get_int, b"I": file.get_uint, b"q": file.get_long}
        self._get_pos = numbers[kind]
        self.indexsize = Struct(kind.decode()).size


class FieldWriter:
    """Writes fields, and in each its terms in ascending order, as Whoosh reads them, with a tenth of its calls."""

    def __init__(self, terms: StructFile, postings: StructFile, size: int) -> None:
        self._terms, self._postings, self._size = _Terms(terms), postings, size
        self._field = b""
        self._at = 0

    def start_field(self, name: str) -> None:
        """Begins a field; what is added is of it."""
        self._field = pack_ushort(FIELDS.index(name))

    def add_whole(self, text: bytes, postings: "array[int]") -> None:
        """A term with all its postings: ascending numbers of sections, and below each its weight of 1 to 255."""
        ids = [posting >> WEIGHT_BITS for posting in postings]
        weights = postings.tobytes()[_LOWEST::4]
        data = _packed(ids, weights, self._size)
        self._terms.add(self._field + text, _TERM.pack(len(ids), self._at, len(data), zlib.crc32(data)))
        self._postings.write(data)
        self._at += len(data)

    def close(self) -> None:
        """Writes what is known at the end, and lets the files go."""
        self._terms.close()
        self._postings.close()


class _Terms(OrderedHashWriter):  # type: ignore[misc]
    """Whoosh's file of terms. Its own writer asks the file three times for each term where it stands."""

    dbfile: Any
    directory: list[tuple[int, int]]

    def __init__(self, file: StructFile) -> None:
        super().__init__(file)
        self._at: int = file.tell()

    def add(self, key: bytes, value: bytes) -> None:
        """A term and what is known of it."""
        row = b"".join((_LENGTHS.pack(len(key), len(value)), key, value))
        self.dbfile.write(row)
        self.index.append(self._at)
        hashed: int = self.hashfn(key)
        self.buckets[hashed & 0xFF].append((hashed, self._at))
        self._at += len(row)

    def _write_hashes(self) -> None:
        file, self.dbfile = self.dbfile, BytesIO()
        start = self._at
        super()._write_hashes()
        file.write(self.dbfile.getbuffer())
        self.dbfile = file
        self.directory = [(start + at, slots) for at, slots in self.directory]

    def _write_extras(self) -> None:
        self.dbfile.write(_TABLE.pack(self.index.typecode.encode(), len(self.index)))
        self.index.to_file(self.dbfile)


def _packed(ids: list[int], weights: bytes, size: int) -> bytes:
    steps = list(map(sub, ids[1:], ids))
    if len(ids) * _DENSE > size or (steps and max(steps) > _FURTHEST):
        column = bytearray(size)
        for number, weight in zip(ids, weights, strict=True):
            column[number] = weight
        return _COLUMN + zlib.compress(column, 1)
    packed = array("H", steps)
    if sys.byteorder == "big":
        packed.byteswap()
    return _LIST + ids[0].to_bytes(4, "little") + packed.tobytes() + weights
