"""Execute a query: plan, relax, filter, verify, count and rank it."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice

from kzref.search.engine.context import SearchContext
from kzref.search.engine.evaluator import Evaluator
from kzref.search.engine.expansion import TermExpander
from kzref.search.engine.filters import FacetCounts, facet_counts, filter_mask
from kzref.search.engine.matches import Matches, ScoringColumn
from kzref.search.engine.plan import QueryPlan, plan_query
from kzref.search.engine.proximity_boost import BOOSTED, boosted, word_groups
from kzref.search.engine.ranking import RELEVANCE, Order, ranked
from kzref.search.engine.relaxation import ENOUGH, relaxation_tiers
from kzref.search.engine.source import TokenTextCache
from kzref.search.engine.verification import TextVerification
from kzref.search.index.bitsets import Mask
from kzref.search.index.fields import exact_title
from kzref.search.query.nodes import Query, SearchFilter
from kzref.search.query.parser import parse_query

_EXACT_TITLE_FACTOR = 60.0
"""Score of a section whose title is just the query, beside the score of its words."""
_VERIFIED_AT_ONCE = 100
"""Candidates that are all verified before they are ranked; of more, a first page comes before the count."""
_FIRST_REACH = 5
"""Candidates ranked first for each hit that is wanted, when the count may wait."""

Scored = Sequence[tuple[int, float]]
"""Numbers of sections with their scores, the first hit first."""


@dataclass(frozen=True, slots=True)
class Request:
    """What is wanted of a query. count_all: otherwise the count of a long list may be left out."""

    query: Query
    limit: int
    search_filter: SearchFilter
    order: Order
    count_all: bool


@dataclass(frozen=True, slots=True)
class Ranking:
    """The outcome of a query.

    total: sections found; where facets is None at least that many, because not all candidates are verified.
    """

    scored: Scored
    total: int
    facets: FacetCounts | None
    tiers: Sequence[Matches]

    @property
    def has_few(self) -> bool:
        """Whether hardly any section has all that was asked for."""
        return self.facets is not None and self.tiers[0].mask.bit_count() < ENOUGH


class QueryExecution:
    """Executes one query for one search."""

    def __init__(self, context: SearchContext, request: Request, cancelled: Callable[[], bool]) -> None:
        reader = context.reader
        self._context, self._request = context, request
        self.expander = TermExpander(reader, context.query_languages, context.has_stemmers)
        self._verification = TextVerification(context.source.token_texts, reader.size, cancelled)
        self.evaluator = Evaluator(reader, self.expander, self._verification, context.query_languages, cancelled)
        self.token_texts = TokenTextCache(context.source)

    def plan(self) -> QueryPlan:
        """Return the plan of the query."""
        return plan_query(self._request.query, self._context, self.evaluator)

    def run(self, plan: QueryPlan) -> Ranking:
        """Return the sections that the query finds, ranked. Raise Cancelled between steps when asked to stop."""
        within = self._within()
        tiers = [tier & within for tier in relaxation_tiers(plan, self.evaluator)]
        allowed = filter_mask(self._context.reader, self._request.search_filter)
        if not self._request.count_all:
            first_page = self._first_page(plan, [tier & allowed for tier in tiers])
            if first_page:
                return first_page
        verified = [self._verification.verified(tier) for tier in tiers]
        filtered = [tier & allowed for tier in verified]
        return Ranking(
            scored=self._first(plan, (self._ranked(plan, tier, self._reach) for tier in filtered)),
            total=sum(tier.mask.bit_count() for tier in filtered),
            facets=facet_counts(self._context.reader, _mask_of_any(verified), self._request.search_filter),
            tiers=filtered,
        )

    @property
    def _reach(self) -> int:
        return max(self._request.limit, BOOSTED)

    def _within(self) -> Mask:
        """Return the sections that all queries find within whose results is searched."""
        mask = self._context.reader.live
        for text in self._request.search_filter.within:
            plan = plan_query(parse_query(text), self._context, self.evaluator)
            tiers = relaxation_tiers(plan, self.evaluator)
            mask &= _mask_of_any([self._verification.verified(tier) for tier in tiers])
        return mask

    def _first_page(self, plan: QueryPlan, tiers: Sequence[Matches]) -> Ranking | None:
        """Return the first hits without a count, if there are too many candidates to verify them all."""
        if sum(tier.mask.bit_count() for tier in tiers if tier.verifiers) <= _VERIFIED_AT_ONCE:
            return None
        scored = self._first(plan, (self._verified_best_first(plan, tier) for tier in tiers))
        return Ranking(scored, len(scored), None, tiers) if len(scored) == self._request.limit else None

    def _verified_best_first(self, plan: QueryPlan, tier: Matches) -> Iterator[tuple[int, float]]:
        """Yield the sections of a tier that pass its verifiers, best first, verified a few at a time."""
        size = tier.mask.bit_count()
        seen: set[int] = set()
        for reach in (min(_FIRST_REACH * self._request.limit, size), size):
            scores = {number: score for number, score in self._ranked(plan, tier, reach) if number not in seen}
            seen.update(scores)
            for number in self._verification.passing(scores, tier.verifiers):
                yield number, scores[number]
            if reach == size:
                return

    def _first(self, plan: QueryPlan, tiers: Iterable[Iterator[tuple[int, float]]]) -> Scored:
        """Return the first hits of ranked tiers, by relevance with those boosted whose words are close together."""
        if self._request.order is RELEVANCE:
            groups = word_groups(plan, self.evaluator)
            tiers = (boosted(tier, groups, self.token_texts) for tier in tiers)
        return list(islice(chain.from_iterable(tiers), self._request.limit))

    def _ranked(self, plan: QueryPlan, tier: Matches, reach: int) -> Iterator[tuple[int, float]]:
        ranks = self._context.source.contents_order
        return ranked(self._context.reader, tier, reach, self._request.order, ranks, self._exact_title(plan))

    def _exact_title(self, plan: QueryPlan) -> ScoringColumn | None:
        """Return the sections whose title is just the query, or the term that it names."""
        names = [exact_title(plan.query.terms)]
        if len(plan.word_translations) == 1 and not plan.operators:
            (translation,) = plan.word_translations.values()
            if len(translation.typed) == len(plan.words):
                names.append(exact_title(translation.matched))  # It may be typed in another case.
        postings = self._context.reader.postings_of_any("exact_title", list(dict.fromkeys(filter(None, names))))
        return ScoringColumn(_EXACT_TITLE_FACTOR, postings.column) if postings else None


def _mask_of_any(several: Iterable[Matches]) -> Mask:
    mask = 0
    for matches in several:
        mask |= matches.mask
    return mask
