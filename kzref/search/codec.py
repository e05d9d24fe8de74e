"""How postings lie in a Whoosh index: the sections and weights of a term as flat arrays that are read in one piece.

Whoosh's own codec keeps blocks of 128 pickled tuples, which Python then walks posting by posting: a word that stands in
half of 130,000 sections takes 100 ms that way, and 1 ms this way.
"""

import sys
import zlib
from array import array
from io import BytesIO
from itertools import accumulate
from operator import sub
from struct import Struct
from typing import Any

from whoosh.codec.whoosh3 import W3Codec, W3TermInfo
from whoosh.filedb.filetables import OrderedHashWriter
from whoosh.filedb.structfile import StructFile
from whoosh.system import pack_int, pack_long, pack_ushort

from kzref.search.weights import WEIGHT_BITS

_LIST, _COLUMN = b"L", b"C"
_DENSE = 12
"""A term that more than one section in so many has is kept as a column."""
_FURTHEST = 0xFFFF
_LOWEST = 0 if sys.byteorder == "little" else 3
"""Which of the four bytes of a posting is its weight."""
_LENGTHS = Struct("!ii")


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
        self._size = size

    def field_writer(self, storage: object, segment: Any) -> "FieldWriter":
        """Writes terms with their whole postings."""
        terms, postings = (segment.create_file(storage, ending) for ending in (self.TERMS_EXT, self.POSTS_EXT))
        return FieldWriter(terms, postings, self._size)

    def postings_reader(self, dbfile: StructFile, terminfo: W3TermInfo, *_: object, **__: object) -> Postings:
        """The postings of a term."""
        offset, length = terminfo.extent()
        # Whoosh reads the length as a tuple of one.
        return Postings(dbfile.get(offset, length[0] if isinstance(length, tuple) else length), self._size)


class FieldWriter:
    """Writes fields, and in each its terms in ascending order, as Whoosh reads them, with a tenth of its calls."""

    def __init__(self, terms: StructFile, postings: StructFile, size: int) -> None:
        self._terms, self._postings, self._size = _Terms(terms), postings, size
        self._fields: dict[str, int] = {}
        self._terms.extras["fieldmap"] = self._fields
        self._field = b""
        self._at = 0

    def start_field(self, name: str) -> None:
        """Begins a field; what is added is of it."""
        self._field = pack_ushort(self._fields.setdefault(name, len(self._fields)))

    def add_whole(self, text: bytes, postings: "array[int]") -> None:
        """A term with all its postings: ascending numbers of sections, and below each its weight of 1 to 255."""
        ids = [posting >> WEIGHT_BITS for posting in postings]
        weights = postings.tobytes()[_LOWEST::4]
        data = _packed(ids, weights, self._size)
        # Whoosh's spelling goes by the weight of a term: here it is its number of sections. Lengths are not kept.
        info = W3TermInfo._struct.pack(False, len(ids), len(ids), 0, 0, max(weights), ids[0], ids[-1])
        self._terms.add(self._field + text, info + pack_long(self._at) + pack_int(len(data)))
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
