"""The order of what was found: the best first, or as in the book, or by year."""

import heapq
from collections.abc import Callable, Iterator, Sequence
from enum import Enum
from typing import TYPE_CHECKING

from kzref.search.index.bitsets import Mask, at_least, mask_of, numbers, weight_reached_by
from kzref.search.index.term_weights import WEIGHTS

if TYPE_CHECKING:
    from kzref.search.engine.evaluator import ScoringColumn
    from kzref.search.index.postings_reader import PostingsReader

_WEIGHED_ALL = 3000
"""Sections that are weighed one by one; of more, those that cannot be among the first are left out beforehand."""
_SPARE = 4
"""So many times as many as are wanted are weighed exactly, because the first sorting is a rough one."""


class Order(Enum):
    """How results are sorted."""

    RELEVANCE = "relevance"
    CONTENTS = "contents"
    YEAR = "year"


RELEVANCE = Order.RELEVANCE


def ranked(
    columns: "PostingsReader",
    mask: Mask,
    leaves: "Sequence[ScoringColumn]",
    limit: int,
    order: Order,
    positions: Callable[[], Sequence[int] | None],
    named: "ScoringColumn | None" = None,
) -> Iterator[tuple[int, float]]:
    """The first sections of a set in an order, with their scores. named: those of the very name that was typed."""
    size = columns.size
    if order is RELEVANCE:
        candidates = _promising(mask, leaves, limit, size)
        if named:
            candidates |= mask_of(named.column) & mask
            leaves = [*leaves, named]
        chosen = list(numbers(candidates, size))
        scores = _scores(chosen, leaves)
        place = positions()
        if place is None:
            keyed = zip((-score for score in scores), chosen, chosen, strict=True)
        else:
            keyed = zip((-score for score in scores), (place[n] for n in chosen), chosen, strict=True)
        return ((number, -score) for score, _, number in heapq.nsmallest(limit, keyed))
    chosen = list(_in_order(columns, mask, limit, order, positions()))
    return zip(chosen, _scores(chosen, leaves), strict=True)


def _scores(chosen: Sequence[int], leaves: "Sequence[ScoringColumn]") -> list[float]:
    """What each section scores: the sum of what its words weigh."""
    total = [0.0] * len(chosen)
    for leaf in leaves:
        column = leaf.column
        worth = [leaf.factor * weight for weight in WEIGHTS]
        total = [score + worth[column[number]] for score, number in zip(total, chosen, strict=True)]
    return total


def _promising(mask: Mask, leaves: "Sequence[ScoringColumn]", limit: int, size: int) -> Mask:
    """The sections among which the first ones are: all if they are few, otherwise by roughly added weights."""
    if mask.bit_count() <= max(_WEIGHED_ALL, limit) or not leaves:
        return mask
    most = sum(leaf.factor * max(WEIGHTS[max(leaf.column)], 1e-9) for leaf in leaves)
    added = 0
    for leaf in leaves:
        # Rounded down, so that the sum of all cannot run over the byte of a section.
        share = bytes(min(254, int(254 * leaf.factor * weight / most)) for weight in WEIGHTS)
        added += int.from_bytes(leaf.column.translate(share), "little")
    # One more for each section of the set, and nothing for the others.
    rough = ((added + mask) & ((mask << 8) - mask)).to_bytes(size, "little")
    least = weight_reached_by(rough, min(limit * _SPARE, size))
    return int.from_bytes(at_least(rough, least).translate(_ONES), "little")


_ONES = bytes([0]) + bytes([1]) * 255


def _in_order(
    columns: "PostingsReader", mask: Mask, limit: int, order: Order, positions: Sequence[int] | None
) -> Iterator[int]:
    """The first sections as they stand in the contents; by year the newest first, and those without a year last."""
    left = limit
    if order is Order.YEAR:
        for year in sorted(columns.terms("year"), reverse=True):
            found = columns.postings("year", year)
            here = found.mask & mask if found else 0
            if here and left > 0:
                some = _by_place(here, left, columns.size, positions)
                yield from some
                left -= len(some)
                mask &= ~here
    if left > 0:
        yield from _by_place(mask, left, columns.size, positions)


def _by_place(mask: Mask, limit: int, size: int, positions: Sequence[int] | None) -> list[int]:
    found = numbers(mask, size)
    if positions is None:
        return [number for number, _ in zip(found, range(limit), strict=False)]
    return heapq.nsmallest(limit, found, key=positions.__getitem__)
