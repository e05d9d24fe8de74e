"""Raise the scores of sections in which the words of a query are close together."""

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from itertools import islice
from typing import NamedTuple

from kzref.search.engine.evaluator import Evaluator
from kzref.search.engine.plan import QueryPlan
from kzref.search.engine.proximity import BREAK
from kzref.search.engine.relaxation import TRANSLATION_FACTOR
from kzref.search.engine.source import TokenTextCache
from kzref.search.engine.word_matching import Matcher
from kzref.search.query.nodes import Word
from kzref.search.text.tokenizer import unsegmented_terms

BOOSTED = 40
"""Sections, the first by their scores, that are sorted by boosted scores."""
_HIGHEST = 0.6
"""Part of its score that a section with all words side by side gains."""
_FIELD_FACTORS = (1.5, 1.2, 1.0)
"""Factors of closeness in the title, in the names of terms and in the body."""
_HALF_DISTANCE = 4
"""Words between at which closeness is a half."""
_READ = 2000
"""Tokens of a field that are looked at."""
_MOST_WORDS = 6
"""Words of a query whose closeness is measured."""


class WordGroup(NamedTuple):
    """Words that are the better the closer they are.

    alternatives: of the whole group, such as the names of a term; idf: the sum of how rare its words are.
    """

    alternatives: tuple[tuple[Matcher, ...], ...]
    idf: float


def boosted(
    scored: Iterator[tuple[int, float]], groups: Sequence[WordGroup], token_texts: TokenTextCache
) -> Iterator[tuple[int, float]]:
    """Yield sections with scores, best first, the first ones boosted and sorted once more."""
    if groups:
        first = dict(islice(scored, BOOSTED))
        for number, token_text in token_texts(list(first)):
            first[number] *= boost(groups, token_text)
        yield from sorted(first.items(), key=lambda pair: -pair[1])
    yield from scored


def word_groups(plan: QueryPlan, evaluator: Evaluator) -> list[WordGroup]:
    """Return the groups of a query: all its bare words, and the words of each translated term."""
    bare: list[Word] = []
    groups = []
    for words, translation in plan.units():
        if translation is None:
            bare += [word for word in words if not unsegmented_terms(word.term)]
        elif any(len(form) > 1 for form in translation.forms):
            names = (words, *(tuple(Word(form) for form in name) for name in translation.forms))
            groups.append(_group(names, TRANSLATION_FACTOR, evaluator))
    if len(bare) > 1:
        groups.append(_group([bare], 1.0, evaluator))
    return groups


def _group(alternatives: Sequence[Sequence[Word]], factor: float, evaluator: Evaluator) -> WordGroup:
    idf = max(sum(_idf(word, evaluator) for word in words) for words in alternatives)
    matchers = tuple(tuple(map(evaluator.expander.matcher, words)) for words in alternatives)
    return WordGroup(matchers, factor * idf)


def _idf(word: Word, evaluator: Evaluator) -> float:
    return max((column.factor for column in evaluator.evaluate(word).columns), default=0.0)


def boost(groups: Sequence[WordGroup], token_text: str) -> float:
    """Return the factor of the score of a section with this token text: 1 or more."""
    fields = [field.split()[:_READ] for field in token_text.split(BREAK)]
    forms = [set(tokens) for tokens in fields]
    gained, total = 0.0, 0.0
    for group in groups:
        found = (
            factor * _closeness(words[:_MOST_WORDS], tokens, known)
            for words in group.alternatives
            for factor, tokens, known in zip(_FIELD_FACTORS, fields, forms, strict=True)
        )
        gained += group.idf * max(found, default=0.0)
        total += group.idf
    return 1 + _HIGHEST * gained / total if total else 1.0


def _closeness(words: Sequence[Matcher], tokens: Sequence[str], known: AbstractSet[str]) -> float:
    """Return 1 where all words are side by side, less the more tokens are between them, 0 where one is missing."""
    words_by_form: dict[str, int] = {}
    """A bit for each word that a token matches."""
    for bit, word in enumerate(words):
        for form in word.among(known):
            words_by_form[form] = words_by_form.get(form, 0) | 1 << bit
    wanted = (1 << len(words)) - 1
    found = 0
    for bits in words_by_form.values():
        found |= bits
    if found != wanted:
        return 0.0
    if len(words) == 1:
        return 1.0
    return 1 / (1 + (_shortest_span(words_by_form, tokens, wanted) - len(words)) / _HALF_DISTANCE)


def _shortest_span(words_by_form: dict[str, int], tokens: Sequence[str], wanted: int) -> int:
    """Return the length in tokens of the shortest span with all words; at least a token for each."""
    last_seen: dict[int, int] = {}
    """The index at which each set of words was seen last, the latest at the end."""
    shortest, fewest = len(tokens), wanted.bit_count()
    for at, bits in [(at, words_by_form[form]) for at, form in enumerate(tokens) if form in words_by_form]:
        last_seen.pop(bits, None)
        last_seen[bits] = at
        # Backwards from here until all words are met.
        met = 0
        for seen, seen_at in reversed(last_seen.items()):
            met |= seen
            if met == wanted:
                shortest = min(shortest, at - seen_at + 1)
                break
        if shortest <= fewest:
            return fewest
    return max(shortest, fewest)
