"""How postings lie in a Whoosh index: the sections and weights of a term as flat arrays that are read in one piece.

Whoosh's own codec keeps blocks of 128 pickled tuples, which Python then walks posting by posting: a word that stands in
half of 130,000 sections takes 100 ms that way, and 1 ms this way.
"""

import sys
import zlib
from array import array
from itertools import accumulate, pairwise
from typing import Any

from whoosh.codec.whoosh3 import W3Codec, W3FieldWriter, W3PostingsWriter, W3TermInfo
from whoosh.filedb.structfile import StructFile

_LIST, _COLUMN = b"L", b"C"
_DENSE = 12
"""A term that more than one section in so many has is kept as a column."""
_FURTHEST = 0xFFFF


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

    def field_writer(self, storage: object, segment: object) -> "FieldWriter":
        """Writes terms with their whole postings."""
        return FieldWriter(self, storage, segment)

    def postings_writer(self, dbfile: StructFile, byteids: bool = False) -> W3PostingsWriter:  # noqa: ARG002
        """Writes the postings of one term after the other."""
        return _PostingsWriter(dbfile, self._size)

    def postings_reader(self, dbfile: StructFile, terminfo: W3TermInfo, *_: object, **__: object) -> Postings:
        """The postings of a term."""
        offset, length = terminfo.extent()
        # Whoosh reads the length as a tuple of one.
        return Postings(dbfile.get(offset, length[0] if isinstance(length, tuple) else length), self._size)


class FieldWriter(W3FieldWriter):  # type: ignore[misc]
    """Writes the terms of a field in ascending order."""

    def add_whole(self, text: bytes, ids: "array[int]", weights: bytes) -> None:
        """A term with all its postings: ascending numbers of sections, and a weight of 1 to 255 for each."""
        self.start_term(text)
        self._postwriter.add_whole(ids, weights)
        self.finish_term()


class _PostingsWriter(W3PostingsWriter):  # type: ignore[misc]
    _terminfo: Any

    def __init__(self, postfile: StructFile, size: int) -> None:
        super().__init__(postfile, blocklimit=1)
        self._size = size

    def add_whole(self, ids: "array[int]", weights: bytes) -> None:
        """Writes the postings of the term that was started."""
        info = self._terminfo
        # The weight of a term is its number of sections: what Whoosh's spelling goes by.
        info._weight, info._df = float(len(ids)), len(ids)
        info._minid, info._maxid, info._maxweight = ids[0], ids[-1], float(max(weights))
        self._postfile.write(_packed(ids, weights, self._size))

    def finish_postings(self) -> W3TermInfo:
        """What the terms file says of the term."""
        info, self._terminfo = self._terminfo, None
        info.set_extent(self._startoffset, self._postfile.tell() - self._startoffset)
        return info


def _packed(ids: "array[int]", weights: bytes, size: int) -> bytes:
    steps = [b - a for a, b in pairwise(ids)]
    if len(ids) * _DENSE > size or (steps and max(steps) > _FURTHEST):
        column = bytearray(size)
        for number, weight in zip(ids, weights, strict=True):
            column[number] = weight
        return _COLUMN + zlib.compress(column, 1)
    packed = array("H", steps)
    if sys.byteorder == "big":
        packed.byteswap()
    return _LIST + ids[0].to_bytes(4, "little") + packed.tobytes() + weights
