"""Relax a query that has few hits: sections that lack one of its words, then those that have any of them."""

from collections.abc import Iterator, Sequence

from kzref.messages.message import Message, message
from kzref.search.engine.evaluator import Evaluator
from kzref.search.engine.matches import Matches, columns_of, intersection
from kzref.search.engine.plan import QueryPlan
from kzref.search.index.bitsets import Mask
from kzref.search.query.nodes import Or, all_of

ENOUGH = 3
"""Hits from which a query needs neither relaxation nor a suggestion."""
TRANSLATION_FACTOR = 0.5
"""Score of a term in another language."""
_COMMON_FACTOR = 0.1
"""Score of a common word."""
_QUESTION = 3
"""Units from which a query is more of a question than a name."""


def relaxation_tiers(plan: QueryPlan, evaluator: Evaluator) -> list[Matches]:
    """Return the sections that match a query, in tiers: all of the first come before all of the second."""
    pinpoint = evaluator.reader.postings("pinpoint", plan.query.pinpoint) if plan.query.pinpoint else None
    if pinpoint:
        return [Matches(pinpoint.mask)]
    operators = [evaluator.evaluate(node) for node in plan.operators]
    units = _units(plan, evaluator)
    fixed = intersection(evaluator.reader.live, operators)
    common = columns_of(evaluator.evaluate(word) for word in plan.common)
    columns = (*fixed.columns, *columns_of(units), *(column.scaled(_COMMON_FACTOR) for column in common))
    masks = [unit.mask for unit in units]
    if plan.query.strict or len(units) < 2:
        return [Matches(_all_of(fixed.mask, masks), columns, fixed.verifiers)]
    return [Matches(mask, columns, fixed.verifiers) for mask in _tier_masks(fixed.mask, masks)]


def _tier_masks(fixed: Mask, masks: Sequence[Mask]) -> Iterator[Mask]:
    """Yield the sections with all words, and as long as there are not enough, those that lack more of them."""
    # Two words are meant to narrow the results; of the many words of a question a text may put one otherwise.
    enough = 1 if len(masks) < _QUESTION else ENOUGH
    found = _all_of(fixed, masks)
    yield found
    for relaxed in (_all_but_one_of, _any_of):
        if found.bit_count() >= enough:
            return
        more = relaxed(fixed, masks) & ~found
        if more:
            yield more
        found |= more


def _units(plan: QueryPlan, evaluator: Evaluator) -> list[Matches]:
    """Evaluate the words of a plan, each with its translation."""
    units = []
    for words, translation in plan.units():
        own = evaluator.evaluate(all_of(words))
        if translation:
            other = evaluator.evaluate(Or(translation.alternatives))
            columns = tuple(column.scaled(TRANSLATION_FACTOR) for column in other.columns)
            own = Matches(own.mask | other.mask, own.columns + columns)
        units.append(own)
    return units


def relaxation_notice(tiers: Sequence[Matches]) -> Message | None:
    """Return what the user is told if hits lack some of the words."""
    if not any(tier.mask for tier in tiers[1:]):
        return None
    return message("search.some_lack_words") if tiers[0].mask else message("search.all_lack_words")


def _all_of(fixed: Mask, masks: Sequence[Mask]) -> Mask:
    for mask in masks:
        fixed &= mask
    return fixed


def _any_of(fixed: Mask, masks: Sequence[Mask]) -> Mask:
    found = 0
    for mask in masks:
        found |= mask
    return fixed & found


def _all_but_one_of(fixed: Mask, masks: Sequence[Mask]) -> Mask:
    found = 0
    for left_out in range(len(masks)):
        found |= _all_of(fixed, [*masks[:left_out], *masks[left_out + 1 :]])
    return found
