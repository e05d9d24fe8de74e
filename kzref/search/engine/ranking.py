"""Order matches: by relevance, as in the contents, or by year."""

import heapq
from collections.abc import Callable, Iterator, Sequence
from enum import Enum

from kzref.search.engine.matches import Matches, ScoringColumn
from kzref.search.index.bitsets import Mask, at_least, mask_of, numbers, weight_reached_by
from kzref.search.index.postings_reader import PostingsReader
from kzref.search.index.term_weights import WEIGHTS

_SCORED_EXACTLY = 3000
"""Sections that are all scored; of more, those that cannot be among the first are dropped beforehand."""
_SPARE = 4
"""Sections scored for each that is wanted, because the sums by which the others are dropped are rounded."""
_HIGHEST_SHARE = 254


class Order(Enum):
    """How results are sorted."""

    RELEVANCE = "relevance"
    CONTENTS = "contents"
    YEAR = "year"


RELEVANCE = Order.RELEVANCE
Ranks = Callable[[], Sequence[int] | None]
"""Gives the rank of each section in the order of the contents; None if the numbers are in that order."""


def ranked(
    reader: PostingsReader,
    matches: Matches,
    limit: int,
    order: Order,
    ranks: Ranks,
    exact_title: ScoringColumn | None = None,
) -> Iterator[tuple[int, float]]:
    """Yield the first sections in an order, with their scores.

    exact_title: scores sections whose title is just the query.
    """
    if order is not RELEVANCE:
        chosen = list(_in_order(reader, matches.mask, limit, order, ranks()))
        return zip(chosen, _scores(chosen, matches.columns), strict=True)
    columns = matches.columns
    candidates = _promising(matches, limit, reader.size)
    if exact_title:
        candidates |= mask_of(exact_title.column) & matches.mask
        columns = (*columns, exact_title)
    chosen = list(numbers(candidates, reader.size))
    scores = _scores(chosen, columns)
    rank = ranks()
    tie_breaks = chosen if rank is None else [rank[number] for number in chosen]
    keyed = zip((-score for score in scores), tie_breaks, chosen, strict=True)
    return ((number, -score) for score, _, number in heapq.nsmallest(limit, keyed))


def _scores(chosen: Sequence[int], columns: Sequence[ScoringColumn]) -> list[float]:
    """Return the score of each section: the sum of its weights times their factors."""
    totals = [0.0] * len(chosen)
    for scoring in columns:
        column = scoring.column
        scores = [scoring.factor * weight for weight in WEIGHTS]
        totals = [total + scores[column[number]] for total, number in zip(totals, chosen, strict=True)]
    return totals


def _promising(matches: Matches, limit: int, size: int) -> Mask:
    """Return the sections among which the first ones are: all if they are few, otherwise by roughly added scores.

    Scoring 100,000 sections one by one takes 6 ms for each column, and then they have to be sorted. Here each column is
    translated to bytes that are scaled so that the highest possible sum fits into a byte, and the columns are added as
    whole numbers of as many bytes as there are sections, without a carry from one section to the next: 3 ms for each
    column, after which a few hundred sections are left.
    """
    if matches.mask.bit_count() <= max(_SCORED_EXACTLY, limit) or not matches.columns:
        return matches.mask
    highest = sum(scoring.factor * max(WEIGHTS[max(scoring.column)], 1e-9) for scoring in matches.columns)
    sums = 0
    for scoring in matches.columns:
        # Rounded down, so that no sum exceeds a byte.
        shares = (int(_HIGHEST_SHARE * scoring.factor * weight / highest) for weight in WEIGHTS)
        table = bytes(min(_HIGHEST_SHARE, share) for share in shares)
        sums += int.from_bytes(scoring.column.translate(table), "little")
    # One more for each match, so that none of them is 0, and 0 for all others.
    mask = matches.mask
    rough = ((sums + mask) & ((mask << 8) - mask)).to_bytes(size, "little")
    return mask_of(at_least(rough, weight_reached_by(rough, min(limit * _SPARE, size))))


def _in_order(
    reader: PostingsReader, mask: Mask, limit: int, order: Order, ranks: Sequence[int] | None
) -> Iterator[int]:
    """Yield the first sections in the order of the contents; by year the newest first, those without a year last."""
    left = limit
    if order is Order.YEAR:
        for year in sorted(reader.terms("year"), reverse=True):
            postings = reader.postings("year", year)
            of_year = postings.mask & mask if postings else 0
            if of_year and left > 0:
                first = _first_in_contents(of_year, left, reader.size, ranks)
                yield from first
                left -= len(first)
                mask &= ~of_year
    if left > 0:
        yield from _first_in_contents(mask, left, reader.size, ranks)


def _first_in_contents(mask: Mask, limit: int, size: int, ranks: Sequence[int] | None) -> list[int]:
    found = numbers(mask, size)
    if ranks is None:
        return [number for number, _ in zip(found, range(limit), strict=False)]
    return heapq.nsmallest(limit, found, key=ranks.__getitem__)
