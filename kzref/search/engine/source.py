"""What searching reads from a library, as a protocol that the library fulfils."""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Protocol

from kzref.pack.sections import Section
from kzref.search.engine.translation import Thesaurus
from kzref.search.index.bitsets import Mask
from kzref.search.index.postings_reader import Segment


@dataclass(frozen=True, slots=True)
class StoredSection:
    """A section as the library stores it, to be shown as a hit."""

    section: Section
    document_title: str
    """Title of the document that it belongs to."""
    path: tuple[str, ...]
    """Titles above it, from the top."""
    prose: str


class SearchSource(Protocol):
    """A library as search sees it. Sections are known by their numbers in the index."""

    @property
    def guard(self) -> AbstractContextManager[None]:
        """A context in which the library is read: it turns the errors of damaged files into LibraryDamaged."""

    def segments(self) -> Sequence[Segment]:
        """Return the indexes."""

    def live(self, size: int) -> Mask:
        """Return the sections that no later segment replaces. size: sections of all segments."""

    def languages(self) -> tuple[str, ...]:
        """Return the languages that the library is written in, the main one first."""

    def thesaurus(self) -> Thesaurus:
        """Return the terms of the library."""

    def term_names_with_prefix(self, prefix: str) -> Sequence[str]:
        """Return names of terms whose normalized words begin with a prefix."""

    def token_texts(self, numbers: Sequence[int], substring: str = "") -> Iterable[tuple[int, str]]:
        """Return the token texts of sections; only of those that contain a substring, if one is given."""

    def stored_sections(self, numbers: Sequence[int]) -> Mapping[int, StoredSection]:
        """Return sections to be shown."""

    def contents_order(self) -> Sequence[int] | None:
        """Return the rank of each section in the order of the contents; None if the numbers are in that order."""


class TokenTextCache:
    """The token texts that one search reads, each read once."""

    def __init__(self, source: SearchSource) -> None:
        self._source = source
        self._texts: dict[int, str] = {}

    def __call__(self, numbers: Sequence[int]) -> list[tuple[int, str]]:
        """Return the token texts of sections."""
        unread = [number for number in numbers if number not in self._texts]
        if unread:
            self._texts |= self._source.token_texts(unread)
        return [(number, self._texts[number]) for number in numbers if number in self._texts]
