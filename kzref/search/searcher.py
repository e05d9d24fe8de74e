"""Searching a compiled library: a query to ranked hits. One searcher serves one thread at a time."""

import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from itertools import chain, islice
from typing import Protocol

from kzref.pack.sections import Section
from kzref.search.engine.evaluator import Evaluator, ScoringColumn
from kzref.search.engine.execution import FEW, QueryExecution, Tier, loosened
from kzref.search.engine.proximity import BREAK
from kzref.search.engine.proximity_boost import WINDOW
from kzref.search.engine.ranking import RELEVANCE, Order, ranked
from kzref.search.engine.term_expansion import TermExpander
from kzref.search.engine.translation import Thesaurus
from kzref.search.index.bitsets import Mask
from kzref.search.index.postings_reader import Columns, Segment
from kzref.search.query.nodes import Query, SearchFilter
from kzref.search.query.parser import parse_query
from kzref.search.results.completion import completions
from kzref.search.results.results import FACETS, Hit, Results
from kzref.search.results.snippets import make_snippet
from kzref.search.results.spelling_suggestion import suggestion
from kzref.search.text.language_detection import common_words
from kzref.search.text.stemming import is_stemless
from kzref.search.text.tokenizer import tokenize

_MANY_TO_CHECK = 100
"""Sections whose text is looked at all at once; of more, the best come first and the rest is counted later."""
_READ_FOR_MORE = 10
"""Sections, the best, whose words are offered to go on with."""


@dataclass(frozen=True, slots=True)
class StoredSection:
    """What a library gives of a section that was found."""

    section: Section
    document_title: str
    path: tuple[str, ...]
    prose: str


class SearchSource(Protocol):
    """What the searcher reads from the library that it searches."""

    @property
    def guard(self) -> AbstractContextManager[None]:
        """The library is read within it, so that damage that shows is told as such."""

    def layers(self) -> Sequence[Segment]:
        """The indexes."""

    def alive(self, size: int) -> Mask:
        """The numbers of the sections that are still there."""

    def languages(self) -> tuple[str, ...]:
        """The languages that the library is written in, the main one first."""

    def thesaurus(self) -> Thesaurus:
        """Its terms."""

    def terms_begun(self, begun: str) -> Sequence[str]:
        """Forms of terms whose folded words begin so."""

    def tokens(self, numbers: Sequence[int], holding: str = "") -> Iterable[tuple[int, str]]:
        """The tokens of sections by their numbers; of those that hold a text, if one is given."""

    def stored(self, numbers: Sequence[int]) -> Mapping[int, StoredSection]:
        """Sections by their numbers, to be shown."""

    def positions(self) -> Sequence[int] | None:
        """The place of each number in the order of the contents; None where they are the same."""


class Searcher:
    """An open index with the texts beside it."""

    def __init__(self, texts: SearchSource) -> None:
        self._texts = texts
        self._columns = Columns(texts.layers(), texts.alive)
        self._main = texts.languages()
        # A question may be asked in any of the three whatever the library is written in. What stands in Latin letters
        # in a Russian or Kazakh text is taken for English.
        latin = ("en",) if {"ru", "kk"}.intersection(self._main) else ()
        self._spoken = tuple(dict.fromkeys((*self._main, *latin, "ru", "kk")))
        self._stemless = any(language and is_stemless(language) for language in self._main)
        self._thesaurus = texts.thesaurus()
        self._common = common_words((*self._spoken, "en"))

    def close(self) -> None:
        """Lets the files go."""
        self._columns.close()

    def search(
        self,
        text: str,
        limit: int = 20,
        search_filter: SearchFilter = SearchFilter(),  # noqa: B008  # a frozen value
        *,
        order: Order = RELEVANCE,
        prefix_last: bool = False,
        count_all: bool = True,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> Results:
        """The hits of what was typed, best first. Raises Cancelled between its steps when asked to stop.

        count_all: every section is counted; otherwise a long count may be left for later, and facets is None.
        """
        with self._texts.guard:
            started = time.perf_counter()
            query = parse_query(text, prefix_last)
            wordings = TermExpander(self._columns, self._spoken, self._stemless)
            evaluator = Evaluator(self._columns, self._texts.tokens, wordings, self._spoken, cancelled)
            if query.is_empty:
                return Results(query, 0, time.perf_counter() - started, (), notice=query.notice, facets={})
            asking = self._asking(evaluator, query)
            unnarrowed = asking.tiers()
            for earlier in search_filter.within:
                base = self._asking(evaluator, parse_query(earlier)).everything()
                unnarrowed = [tier & base for tier in unnarrowed]
            wanted = self._narrowed(search_filter)
            tiers = [tier & wanted for tier in unnarrowed]
            rows = _Rows(self._texts)
            answering = _Answering(self._columns, self._texts, rows, evaluator, asking, limit, order)
            found: list[tuple[int, float]] = []
            late = not count_all and sum(tier.mask.bit_count() for tier in tiers if tier.checks) > _MANY_TO_CHECK
            if late:
                found = answering.first_checked(tiers)
                late = len(found) == limit
                total = len(found)
            if not late:
                unnarrowed = [answering.checked(tier) for tier in unnarrowed]
                tiers = [tier & wanted for tier in unnarrowed]
                total = sum(tier.mask.bit_count() for tier in tiers)
                found = answering.first(tiers)
            facets = None if late else self._facets(unnarrowed, search_filter)
            hits = self._hits(found, asking, rows)
            going_on = completions(
                query, self._texts.terms_begun(" ".join(tokenize(query.read))), [hit.section.title for hit in hits],
                [row for _, row in rows([number for number, _ in found[:_READ_FOR_MORE]])],
            ) if prefix_last else ()  # fmt: skip
            few = not late and tiers[0].mask.bit_count() < FEW
            offered = suggestion(self._columns, query, asking.spoken, cancelled) if few else ""
            told = dict.fromkeys((*query.notices, *evaluator.notices, *loosened(tiers)))
            return Results(
                query, total, time.perf_counter() - started, hits, offered, " ".join(told), asking.translations, facets,
                asking.highlighter, going_on,
            )  # fmt: skip

    def _asking(self, evaluator: Evaluator, query: Query) -> QueryExecution:
        return QueryExecution(self._columns, evaluator, self._thesaurus, self._common, query)

    def _narrowed(self, search_filter: SearchFilter, but: str = "") -> Mask:
        """What may be found at all. but: a facet that is left out of it, so that its own values can be counted."""
        mask = self._columns.alive
        for facet, values in zip(
            FACETS, (search_filter.kinds, search_filter.years, search_filter.languages), strict=True
        ):
            if values and facet != but:
                found = self._columns.find_several(facet, sorted(str(value) for value in values))
                mask &= found.mask if found else 0
        return mask

    def _facets(self, tiers: Sequence[Tier], search_filter: SearchFilter) -> dict[str, tuple[tuple[str, int], ...]]:
        found = 0
        for tier in tiers:
            found |= tier.mask
        facets = {}
        for facet in FACETS:
            counted = []
            here = found & self._narrowed(search_filter, but=facet)
            for value in self._columns.values(facet):
                having = self._columns.find(facet, value)
                number = (having.mask & here).bit_count() if having else 0
                if number:
                    counted.append((value, number))
            facets[facet] = tuple(sorted(counted, key=lambda pair: (-pair[1], pair[0])))
        return facets

    def _hits(self, found: Sequence[tuple[int, float]], asking: QueryExecution, rows: "_Rows") -> tuple[Hit, ...]:
        numbers = [number for number, _ in found]
        stored = self._texts.stored(numbers)
        fields = {number: [field.split() for field in row.split(BREAK)] for number, row in rows(numbers)}
        highlighter = asking.highlighter.among(set().union(*chain.from_iterable(fields.values())))
        hits = []
        for number, score in found:
            if number not in stored:
                continue
            told = stored[number]
            title, _, body = fields[number]
            matches = highlighter.matches(body)
            count = len(matches) + len(highlighter.matches(title))
            via = asking.via_term({*title, *body}) if asking.translations else ""
            snippet = make_snippet(told.prose, highlighter, body, matches)
            hits.append(Hit(told.section, told.document_title, told.path, round(score, 4), snippet, count, via))
        return tuple(hits)


class _Rows:
    """The tokens of sections, read once for a search."""

    def __init__(self, texts: SearchSource) -> None:
        self._texts = texts
        self._read: dict[int, str] = {}

    def __call__(self, numbers: Sequence[int]) -> list[tuple[int, str]]:
        """Those of some sections by their numbers."""
        new = [number for number in numbers if number not in self._read]
        if new:
            self._read |= self._texts.tokens(new)
        return [(number, self._read[number]) for number in numbers if number in self._read]


@dataclass(frozen=True, slots=True)
class _Answering:
    """Puts what was found for one query into order."""

    columns: Columns
    texts: SearchSource
    rows: _Rows
    evaluator: Evaluator
    asking: QueryExecution
    limit: int
    order: Order

    def checked(self, tier: Tier) -> Tier:
        """A tier of which nothing is left to be checked."""
        return Tier(self.evaluator.checked(tier.mask, tier.checks), tier.leaves) if tier.checks else tier

    def first(self, tiers: Sequence[Tier]) -> list[tuple[int, float]]:
        """The first sections, with their scores, of tiers without checks."""
        named = self.asking.named()
        in_order = (self._ranked(tier, max(self.limit, WINDOW), named) for tier in tiers)
        return self._cut(in_order)

    def first_checked(self, tiers: Sequence[Tier]) -> list[tuple[int, float]]:
        """The first sections that pass their checks, before it is known how many there are in all."""
        named = self.asking.named()
        return self._cut(self._lazily(tier, named) for tier in tiers)

    def _cut(self, tiers: Iterable[Iterator[tuple[int, float]]]) -> list[tuple[int, float]]:
        if self.order is RELEVANCE:
            tiers = (self.asking.closest_first(tier, self.rows) for tier in tiers)
        return list(islice(chain.from_iterable(tiers), self.limit))

    def _ranked(self, tier: Tier, reach: int, named: ScoringColumn | None) -> Iterator[tuple[int, float]]:
        return ranked(self.columns, tier.mask, tier.leaves, reach, self.order, self.texts.positions, named=named)

    def _lazily(self, tier: Tier, named: ScoringColumn | None) -> Iterator[tuple[int, float]]:
        """The best of a tier that pass its checks."""
        size = tier.mask.bit_count()
        seen: set[int] = set()
        for reach in (min(5 * self.limit, size), size):
            best = [(number, score) for number, score in self._ranked(tier, reach, named) if number not in seen]
            scores = dict(best)
            seen.update(scores)
            for number in self.evaluator.passing((n for n, _ in best), tier.checks):
                yield number, scores[number]
            if reach == size:
                return
