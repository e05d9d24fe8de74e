"""How close together in a section the words of a query stand: one sentence on a matter comes before scattered words."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from typing import NamedTuple

from kzref.search.engine.proximity import BREAK
from kzref.search.engine.word_matching import Matcher

WINDOW = 40
"""Sections, the best by their words, that are put in order by closeness too."""
_SHARE = 0.6
"""What words side by side add to the score of a section, as a part of it."""
_FIELDS = (1.5, 1.2, 1.0)
"""What closeness counts in the title, among the names of terms and in the text."""
_HALF = 4
"""Words between, with which closeness counts half."""
_READ = 2000
"""Words of a section that are looked at."""
_MOST = 6
"""Words of a query whose closeness is measured."""


class Group(NamedTuple):
    """Words that belong together: alternatives of them, such as the forms of a term. worth: what they tell in all."""

    forms: tuple[tuple[Matcher, ...], ...]
    worth: float


def lifted(groups: Sequence[Group], tokens: str) -> float:
    """What the score of a section with these tokens is multiplied by: 1 or more."""
    fields = [field.split()[:_READ] for field in tokens.split(BREAK)]
    known = [set(row) for row in fields]
    share, worth = 0.0, 0.0
    for group in groups:
        found = (
            factor * _closeness(form[:_MOST], row, there)
            for form in group.forms
            for factor, row, there in zip(_FIELDS, fields, known, strict=True)
        )
        share += group.worth * max(found, default=0.0)
        worth += group.worth
    return 1 + _SHARE * share / worth if worth else 1.0


def _closeness(form: Sequence[Matcher], row: Sequence[str], there: AbstractSet[str]) -> float:
    """1 where all the words stand side by side in a row, less the more words lie between, 0 where one is missing."""
    asked: dict[str, int] = {}
    for bit, word in enumerate(form):
        for one in word.among(there):
            asked[one] = asked.get(one, 0) | 1 << bit
    wanted = (1 << len(form)) - 1
    together = 0
    for bits in asked.values():
        together |= bits
    if together != wanted:
        return 0.0
    return 1.0 if len(form) == 1 else 1 / (1 + (_span(asked, row, wanted) - len(form)) / _HALF)


def _span(asked: dict[str, int], row: Sequence[str], wanted: int) -> int:
    """How many words the shortest stretch of a row has that holds all that is wanted; at least one for each."""
    last: dict[int, int] = {}
    """Where each asked word was met last, by its bits."""
    least, fewest = len(row), wanted.bit_count()
    for at, bits in [(at, asked[form]) for at, form in enumerate(row) if form in asked]:
        last.pop(bits, None)
        last[bits] = at
        # From here backwards, the latest place of each first: as far as it takes to have all.
        met = 0
        for seen, place in reversed(last.items()):
            met |= seen
            if met == wanted:
                least = min(least, at - place + 1)
                break
        if least <= fewest:
            return fewest
    return max(least, fewest)
