"""The postings of a library: those of its segments one after the other, the most recently used ones cached."""

import re
from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from kzref.errors import Cancelled
from kzref.search.index.bitsets import Mask, mask_of
from kzref.search.index.fuzzy_terms import fuzzy_matches, lines_with_prefix
from kzref.search.index.term_index import TermIndex
from kzref.search.index.term_weights import inverse_document_frequency

_CACHE_BYTES = 48 * 1024 * 1024
MAX_TERMS = 5000
"""Terms that a prefix, a pattern or a fuzzy term expands to at most."""
_CANCEL_EVERY = 64
"""Terms after which it is asked whether to stop."""


class Segment(NamedTuple):
    """The folder of an index, and the number of its sections."""

    folder: Path
    size: int


class Postings(NamedTuple):
    """The sections that have a term, as a mask, and a column with its weight in each. idf: how rare the term is."""

    mask: Mask
    column: bytes
    idf: float


class PostingsReader:
    """The terms of all segments of a library. For one thread at a time."""

    def __init__(self, segments: Sequence[Segment], live: Callable[[int], Mask]) -> None:
        """live: gives the sections that no later segment replaces, for the number of all sections."""
        self.size = sum(segment.size for segment in segments)
        self._indexes = [TermIndex(segment.folder, segment.size) for segment in segments]
        self._sizes = [segment.size for segment in segments]
        self.live = live(self.size)
        self._live_count = self.live.bit_count()
        self._cache: OrderedDict[tuple[str, str], Postings | None] = OrderedDict()
        # A column and a mask take a byte for each section.
        self._cache_limit = max(64, _CACHE_BYTES // (2 * max(self.size, 1)))
        self._values: dict[str, Sequence[str]] = {}

    def close(self) -> None:
        """Close the files."""
        for index in self._indexes:
            index.close()

    def postings(self, field: str, term: str) -> Postings | None:
        """Return the postings of a term, or None if no section has it."""
        key = (field, term)
        if key in self._cache:
            self._cache.move_to_end(key)
            return self._cache[key]
        found = self._joined([index.column(field, term) for index in self._indexes])
        self._cache[key] = found
        if len(self._cache) > self._cache_limit:
            self._cache.popitem(last=False)
        return found

    def _joined(self, columns: Sequence[bytes | None]) -> Postings | None:
        """Join the columns of the segments."""
        if not any(column is not None for column in columns):
            return None
        if len(columns) == 1 and columns[0] is not None:
            joined = columns[0]
        else:
            joined = b"".join(
                column if column is not None else bytes(size) for column, size in zip(columns, self._sizes, strict=True)
            )
        mask = mask_of(joined) & self.live
        count = mask.bit_count()
        return Postings(mask, joined, inverse_document_frequency(count, self._live_count)) if count else None

    def bigram_candidates(self, bigram: str) -> Mask:
        """Return the sections that may have two words in a row; all of a segment without bigrams."""
        if all(index.has_bigrams for index in self._indexes):
            found = self.postings("bigram", bigram)
            return found.mask if found else 0
        columns = [
            index.column("bigram", bigram) or bytes(size) if index.has_bigrams else b"\1" * size
            for index, size in zip(self._indexes, self._sizes, strict=True)
        ]
        return mask_of(b"".join(columns)) & self.live

    def postings_of_any(self, field: str, terms: Sequence[str]) -> Postings | None:
        """Return the sections that have any of a few terms, each with its highest weight. The result is cached."""
        existing = [term for term in terms if self.has(field, term)] if len(terms) > 1 else terms
        if len(existing) < 2:
            return self.postings(field, existing[0]) if existing else None
        key = (field, "\0".join(existing))
        if key not in self._cache:
            self._cache[key] = self.merged_postings(field, existing)[0]
        return self._cache[key]

    def merged_postings(
        self, field: str, terms: Iterable[str], cancelled: Callable[[], bool] = lambda: False
    ) -> tuple[Postings | None, bool]:
        """Return the sections that have any term, each with its highest weight, and whether terms were left out.

        Raise Cancelled when asked to stop.
        """
        columns = [bytearray(size) for size in self._sizes]
        count, is_cut = 0, False
        for term in terms:
            if count == MAX_TERMS:
                is_cut = True
                break
            count += 1
            if count % _CANCEL_EVERY == 0 and cancelled():
                raise Cancelled
            for index, column in zip(self._indexes, columns, strict=True):
                index.merge_into(field, term, column)
        return (self._joined([bytes(column) for column in columns]) if count else None), is_cut

    def has(self, field: str, term: str) -> bool:
        """Whether any section has a term; replaced ones count."""
        return any(index.has(field, term) for index in self._indexes)

    def document_frequency(self, field: str, term: str) -> int:
        """Return how many sections have a term; replaced ones count."""
        return sum(index.document_frequency(field, term) for index in self._indexes)

    def terms(self, field: str, prefix: str = "") -> Iterable[str]:
        """Return the terms of a field with a prefix, each once."""
        found = (term for index in self._indexes for term in index.terms(field, prefix))
        return found if len(self._indexes) == 1 else dict.fromkeys(found)

    def values(self, field: str) -> Sequence[str]:
        """Return all terms of a field that has few of them. The result is cached."""
        if field not in self._values:
            self._values[field] = tuple(self.terms(field))
        return self._values[field]

    def fuzzy_forms(self, form: str, distance: int) -> Iterable[str]:
        """Return the word forms within a Levenshtein distance that begin with the same character, each once."""
        return dict.fromkeys(each for i in self._indexes for each in fuzzy_matches(i.forms(), form, distance))

    def forms_with_prefix(self, prefix: str) -> Iterable[str]:
        """Return the word forms with a prefix, each once."""
        encoded = prefix.encode("utf-8", "replace")
        lines = (lines_with_prefix(index.forms(), encoded) for index in self._indexes)
        return dict.fromkeys(form for each in lines for form in each.decode().splitlines())

    def forms_of(self, stems: Iterable[str]) -> set[str]:
        """Return the word forms that have any of these stems in some section."""
        return {form for stem in stems for index in self._indexes for form in index.forms_of(stem)}

    def forms_matching(self, pattern: re.Pattern[bytes]) -> Iterable[str]:
        """Return the word forms that a pattern for lines matches, each once."""
        return dict.fromkeys(line[0].decode() for i in self._indexes for line in pattern.finditer(i.forms()))
