"""The columns of a library: those of its layers one after the other, and the last used ones at hand."""

import re
from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from kzref.errors import Cancelled
from kzref.search.index.bitsets import Mask, mask_of
from kzref.search.index.fuzzy_terms import alike, beginning
from kzref.search.index.term_index import Index
from kzref.search.index.term_weights import rarity

_KEPT_BYTES = 48 * 1024 * 1024
_MOST_ALIKE = 5000
"""Words that a beginning, a pattern or a misspelling stands for at most."""


class Segment(NamedTuple):
    """An index and how many sections it has."""

    folder: Path
    size: int


class Found(NamedTuple):
    """Sections that have something: which, and what it weighs in each."""

    mask: Mask
    column: bytes
    rarity: float


class Columns:
    """The terms of all layers. For one thread at a time."""

    def __init__(self, layers: Sequence[Segment], alive: Callable[[int], Mask]) -> None:
        """alive: the sections that are still there, of so many; those that a later layer replaced are not."""
        self.size = sum(layer.size for layer in layers)
        self._indexes = [Index(layer.folder, layer.size) for layer in layers]
        self._sizes = [layer.size for layer in layers]
        self.alive = alive(self.size)
        self.count = self.alive.bit_count()
        self._kept: OrderedDict[tuple[str, str], Found | None] = OrderedDict()
        self._values: dict[str, Sequence[str]] = {}
        self._most = max(64, _KEPT_BYTES // (2 * max(self.size, 1)))

    def close(self) -> None:
        """Lets the files go."""
        for index in self._indexes:
            index.close()

    def find(self, field: str, term: str) -> Found | None:
        """The sections that have a term, or None."""
        key = (field, term)
        if key in self._kept:
            self._kept.move_to_end(key)
            return self._kept[key]
        found = self._found([index.column(field, term) for index in self._indexes])
        self._kept[key] = found
        if len(self._kept) > self._most:
            self._kept.popitem(last=False)
        return found

    def _found(self, pieces: Sequence[bytes | None]) -> Found | None:
        if not any(piece is not None for piece in pieces):
            return None
        if len(pieces) == 1 and pieces[0] is not None:
            column = pieces[0]
        else:
            column = b"".join(p if p is not None else bytes(s) for p, s in zip(pieces, self._sizes, strict=True))
        mask = mask_of(column) & self.alive
        having = mask.bit_count()
        return Found(mask, column, rarity(having, self.count)) if having else None

    def may_follow(self, pair: str) -> Mask:
        """The sections in which two words, by their term of the field "pair", may follow each other."""
        if all(index.has_pairs for index in self._indexes):
            found = self.find("pair", pair)
            return found.mask if found else 0
        pieces = [
            index.column("pair", pair) or bytes(size) if index.has_pairs else b"\1" * size
            for index, size in zip(self._indexes, self._sizes, strict=True)
        ]
        return mask_of(b"".join(pieces)) & self.alive

    def find_several(self, field: str, terms: Sequence[str]) -> Found | None:
        """The sections that have any of a few terms, each weighing what the heaviest weighs."""
        there = [term for term in terms if self.has(field, term)] if len(terms) > 1 else terms
        if len(there) < 2:
            return self.find(field, there[0]) if there else None
        key = (field, "\0".join(there))
        if key not in self._kept:
            self._kept[key] = self.find_any(field, there)[0]
        return self._kept[key]

    def find_any(
        self, field: str, terms: Iterable[str], cancelled: Callable[[], bool] = lambda: False
    ) -> tuple[Found | None, bool]:
        """The sections that have any of the terms, each with the heaviest weight; and whether there were too many.

        Raises Cancelled when asked to stop.
        """
        columns = [bytearray(size) for size in self._sizes]
        met = 0
        for term in terms:
            if met == _MOST_ALIKE:
                return self._found([bytes(column) for column in columns]), True
            met += 1
            if met % 64 == 0 and cancelled():
                raise Cancelled
            for index, column in zip(self._indexes, columns, strict=True):
                index.add(field, term, column)
        return (self._found([bytes(column) for column in columns]) if met else None), False

    def has(self, field: str, term: str) -> bool:
        """Whether any section has a term."""
        return any(index.has(field, term) for index in self._indexes)

    def having(self, field: str, term: str) -> int:
        """How many sections have a term; replaced ones count."""
        return sum(index.having(field, term) for index in self._indexes)

    def terms(self, field: str, beginning: str = "") -> Iterable[str]:
        """The terms of a field that begin so."""
        found = (term for index in self._indexes for term in index.terms(field, beginning))
        return found if len(self._indexes) == 1 else dict.fromkeys(found)

    def values(self, field: str) -> Sequence[str]:
        """All terms of a field that has few of them, kept at hand."""
        if field not in self._values:
            self._values[field] = tuple(self.terms(field))
        return self._values[field]

    def alike(self, form: str, distance: int) -> Iterable[str]:
        """Exact forms that differ by at most so many letters, the first one the same."""
        return dict.fromkeys(each for index in self._indexes for each in alike(index.forms(), form, distance))

    def beginning(self, letters: str) -> Iterable[str]:
        """The exact forms that begin so, each once."""
        begun = letters.encode("utf-8", "replace")
        return dict.fromkeys(form for i in self._indexes for form in beginning(i.forms(), begun).decode().splitlines())

    def forms_of(self, stems: Iterable[str]) -> set[str]:
        """The exact forms that have any of these stems in some section."""
        return {form for stem in stems for index in self._indexes for form in index.forms_of(stem)}

    def fitting(self, pattern: re.Pattern[bytes]) -> Iterable[str]:
        """The exact forms that a pattern for lines fits, each once."""
        return dict.fromkeys(line[0].decode() for index in self._indexes for line in pattern.finditer(index.forms()))
