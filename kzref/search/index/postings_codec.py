"""The postings of a term as flat arrays in Whoosh's files, read in one piece.

What is ours and what is Whoosh's: its file of terms (an ordered hash table on disk) is kept, because it is fast, mapped
into memory and well tried. Its postings are not: blocks of 128 pickled tuples, which Python walks one by one, take 100
ms for a word that half of 130,000 sections have, and a column takes 1 ms.

Nothing is pickled. Whoosh pickles its schema, its segments and the ends of its files, and opening a doctored index
would run code. Schema and segment are known to the program and not read at all; the end of the file of terms is
numbers.
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

from kzref.search.index.fields import FIELDS
from kzref.search.index.term_weights import WEIGHT_BITS

_LIST, _COLUMN = b"L", b"C"
"""The two encodings, by their first byte: numbers of sections with weights, or a compressed column."""
_DENSE = 12
"""A term that more than one section in this many has is stored as a column."""
_LONGEST_STEP = 0xFFFF
_WEIGHT_BYTE = 0 if sys.byteorder == "little" else 3
"""Which of the four bytes of a posting is its weight."""
_LENGTHS = Struct("!ii")
"""Lengths of the key and the value of a row in the file of terms, as Whoosh writes them."""
_TERM = Struct("!IqII")
"""A term: its document frequency; offset, length in bytes and CRC-32 of its postings."""
_DOCUMENT_FREQUENCY = Struct("!I")
"""The first of these numbers."""
_TABLE = Struct("!cq")
"""Type code of the array of the offsets of all terms, and its length."""
_NAME, _SEGMENT = "MAIN", "1"


class EncodedPostings:
    """The postings of a term as they are stored."""

    __slots__ = ("_data", "_size")

    def __init__(self, data: bytes, size: int) -> None:
        """size: sections of the segment."""
        self._data, self._size = data, size

    def column(self) -> bytes:
        """Return a byte for each section of the segment: its weight of 1 to 255, or 0 where it lacks the term."""
        if self._data[:1] == _COLUMN:
            return zlib.decompress(self._data[1:])
        column = bytearray(self._size)
        for number, weight in self._decoded():
            column[number] = weight
        return bytes(column)

    def merge_into(self, column: bytearray) -> None:
        """Raise the weights of a column to those of the term."""
        decoded = enumerate(self.column()) if self._data[:1] == _COLUMN else self._decoded()
        for number, weight in decoded:
            if weight > column[number]:
                column[number] = weight

    def _decoded(self) -> "zip[tuple[int, int]]":
        # "L", four bytes for the first number, two for each step to the next one, one for each weight.
        count = (len(self._data) - 3) // 3
        weights_at = 5 + 2 * (count - 1)
        steps = array("H", self._data[5:weights_at])
        if sys.byteorder == "big":
            steps.byteswap()
        first = int.from_bytes(self._data[1:5], "little")
        return zip(accumulate(steps, initial=first), self._data[weights_at:], strict=True)


def _encoded(numbers: list[int], weights: bytes, size: int) -> bytes:
    steps = list(map(sub, numbers[1:], numbers))
    if len(numbers) * _DENSE > size or (steps and max(steps) > _LONGEST_STEP):
        column = bytearray(size)
        for number, weight in zip(numbers, weights, strict=True):
            column[number] = weight
        return _COLUMN + zlib.compress(column, 1)
    encoded = array("H", steps)
    if sys.byteorder == "big":
        encoded.byteswap()
    return _LIST + numbers[0].to_bytes(4, "little") + encoded.tobytes() + weights


class ColumnCodec(W3Codec):  # type: ignore[misc]  # whoosh has no types
    """Whoosh's codec with these postings. size: sections of the segment."""

    def __init__(self, size: int) -> None:
        super().__init__()
        self.size = size

    def segment(self) -> W3Segment:
        """Return the one segment of an index; it is known, and not read from a table of contents."""
        return W3Segment(self, _NAME, self.size, _SEGMENT)

    def field_writer(self, storage: object, segment: Any) -> "FieldWriter":
        """Create the files of a segment."""
        terms, postings = (segment.create_file(storage, ending) for ending in (self.TERMS_EXT, self.POSTS_EXT))
        return FieldWriter(terms, postings, self.size)

    def terms_reader(self, storage: FileStorage, segment: Any) -> "TermsReader":
        """Open the files of a segment."""
        name = segment.make_filename(self.TERMS_EXT)
        terms, postings = storage.open_file(name), segment.open_file(storage, self.POSTS_EXT)
        return TermsReader(terms, storage.file_length(name), postings, self.size)


class TermsReader(W3TermsReader):  # type: ignore[misc]
    """Reads terms and their postings. Fields are numbered in the order of FIELDS."""

    def __init__(self, terms: StructFile, length: int, postings: StructFile, size: int) -> None:
        """length: bytes of the file of terms; size: sections of the segment."""
        self._dbfile, self._postfile, self._size = terms, postings, size
        self._tindex = _TermTableReader(terms, length)
        self._fieldmap = {name: number for number, name in enumerate(FIELDS)}
        self._fieldunmap = FIELDS

    def doc_frequency(self, fieldname: str, tbytes: bytes) -> int:
        """Return how many sections have a term. Raise KeyError if none has."""
        at, _ = self._range_for_key(fieldname, tbytes)
        return int(_DOCUMENT_FREQUENCY.unpack(self._dbfile.get(at, _DOCUMENT_FREQUENCY.size))[0])

    def matcher(self, fieldname: str, tbytes: bytes, *_: object, **__: object) -> EncodedPostings:
        """Return the postings of a term. Raise TermNotFound, or ValueError if their checksum is wrong."""
        try:
            at, length = self._range_for_key(fieldname, tbytes)
        except KeyError as error:
            raise TermNotFound(f"{fieldname}:{tbytes!r}") from error
        _, offset, size, checksum = _TERM.unpack(self._dbfile.get(at, length))
        data = self._postfile.get(offset, size)
        if zlib.crc32(data) != checksum:
            raise ValueError(f"wrong checksum of the postings of {fieldname}:{tbytes!r}")
        return EncodedPostings(data, self._size)


class _TermTableReader(OrderedHashReader):  # type: ignore[misc]
    """Whoosh's file of terms, with numbers at its end in place of a pickle."""

    def _read_extras(self) -> None:
        file = self.dbfile
        kind, self.indexlen = _TABLE.unpack(file.read(_TABLE.size))
        self.indexbase = file.tell()
        numbers = {b"H": file.get_ushort, b"i": file.get_int, b"I": file.get_uint, b"q": file.get_long}
        self._get_pos = numbers[kind]
        self.indexsize = Struct(kind.decode()).size


class FieldWriter:
    """Writes the fields in the order of FIELDS, and the terms of each in ascending order."""

    def __init__(self, terms: StructFile, postings: StructFile, size: int) -> None:
        self._terms, self._postings, self._size = _TermTableWriter(terms), postings, size
        self._field = b""
        self._offset = 0

    def start_field(self, name: str) -> None:
        """Start a field: the terms that follow belong to it."""
        self._field = pack_ushort(FIELDS.index(name))

    def add_term(self, term: bytes, postings: "array[int]") -> None:
        """Add a term with all its postings, as PostingsBuilder makes them, ascending."""
        numbers = [posting >> WEIGHT_BITS for posting in postings]
        weights = postings.tobytes()[_WEIGHT_BYTE::4]
        data = _encoded(numbers, weights, self._size)
        self._terms.add(self._field + term, _TERM.pack(len(numbers), self._offset, len(data), zlib.crc32(data)))
        self._postings.write(data)
        self._offset += len(data)

    def close(self) -> None:
        """Write the end of the file of terms and close the files."""
        self._terms.close()
        self._postings.close()


class _TermTableWriter(OrderedHashWriter):  # type: ignore[misc]
    """Writes Whoosh's file of terms with a tenth of the calls of its own writer."""

    dbfile: Any
    directory: list[tuple[int, int]]

    def __init__(self, file: StructFile) -> None:
        super().__init__(file)
        self._offset: int = file.tell()

    def add(self, key: bytes, value: bytes) -> None:
        """Add a row."""
        row = b"".join((_LENGTHS.pack(len(key), len(value)), key, value))
        self.dbfile.write(row)
        self.index.append(self._offset)
        hashed: int = self.hashfn(key)
        self.buckets[hashed & 0xFF].append((hashed, self._offset))
        self._offset += len(row)

    def _write_hashes(self) -> None:
        """Write the hash table through memory: Whoosh writes slot by slot, and its offsets are then shifted."""
        file, self.dbfile = self.dbfile, BytesIO()
        start = self._offset
        super()._write_hashes()
        file.write(self.dbfile.getbuffer())
        self.dbfile = file
        self.directory = [(start + at, slots) for at, slots in self.directory]

    def _write_extras(self) -> None:
        self.dbfile.write(_TABLE.pack(self.index.typecode.encode(), len(self.index)))
        self.index.to_file(self.dbfile)
