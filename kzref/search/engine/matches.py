"""What a node of a query matches: sections, the columns that score them, and what their texts still have to prove."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kzref.search.engine.proximity import Verifier
from kzref.search.index.bitsets import Mask
from kzref.search.index.postings_reader import Postings


@dataclass(frozen=True, slots=True)
class ScoringColumn:
    """A column of weights, and the factor by which they count: in general the IDF of a term."""

    factor: float
    column: bytes

    def scaled(self, factor: float) -> "ScoringColumn":
        """Return the same column with its factor multiplied."""
        return ScoringColumn(self.factor * factor, self.column)


@dataclass(frozen=True, slots=True)
class Matches:
    """The sections that a node matches. Where there are verifiers these are candidates: each has to pass them all."""

    mask: Mask
    columns: tuple[ScoringColumn, ...] = ()
    verifiers: tuple[Verifier, ...] = ()

    def __and__(self, mask: Mask) -> "Matches":
        return Matches(self.mask & mask, self.columns, self.verifiers)


NO_MATCHES = Matches(0)


def matches_of(postings: Postings | None, factor: float = 1.0) -> Matches:
    """Return the sections of postings, scored by their weights times a factor."""
    return Matches(postings.mask, (ScoringColumn(factor, postings.column),)) if postings else NO_MATCHES


def intersection(every: Mask, several: Sequence[Matches]) -> Matches:
    """Return the sections that all of several nodes match. every: all sections there are."""
    for matches in several:
        every &= matches.mask
    return Matches(every, columns_of(several), tuple(verifier for each in several for verifier in each.verifiers))


def columns_of(several: Iterable[Matches]) -> tuple[ScoringColumn, ...]:
    """Return the scoring columns of several nodes."""
    return tuple(column for matches in several for column in matches.columns)
