"""Search a compiled library: from what was typed to ranked hits."""

import time
from collections.abc import Callable

from kzref.search.engine.context import open_context
from kzref.search.engine.execution import QueryExecution, Ranking, Request
from kzref.search.engine.ranking import RELEVANCE, Order
from kzref.search.engine.relaxation import relaxation_notice
from kzref.search.engine.source import SearchSource
from kzref.search.hits import HitMaker
from kzref.search.query.nodes import Query, SearchFilter
from kzref.search.query.parser import parse_query
from kzref.search.results.completion import completions
from kzref.search.results.results import Hit, Results
from kzref.search.results.spelling_suggestion import suggestion

_READ_FOR_COMPLETION = 10
"""Sections, the first, whose words complete the word that is being typed."""


class Searcher:
    """An open index of a library. For one thread at a time."""

    def __init__(self, source: SearchSource) -> None:
        self._context = open_context(source)

    def close(self) -> None:
        """Close the files."""
        self._context.reader.close()

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
        """Return the hits of what was typed. Raise Cancelled between steps when asked to stop.

        prefix_last: the last word is being typed and stands for all that begin with it; completions are offered.
        count_all: otherwise a long count may be left out, and facets is None.
        """
        with self._context.source.guard:
            started = time.perf_counter()
            query = parse_query(text, prefix_last)
            if query.is_empty:
                return Results(query, 0, time.perf_counter() - started, (), notices=query.notices, facets={})
            execution = QueryExecution(self._context, Request(query, limit, search_filter, order, count_all), cancelled)
            plan = execution.plan()
            ranking = execution.run(plan)
            maker = HitMaker(self._context, execution, plan)
            highlighter = maker.highlighter()
            hits = tuple(maker.hits(ranking.scored, highlighter))
            notices = (*query.notices, *execution.evaluator.notices, relaxation_notice(ranking.tiers))
            return Results(
                query=query,
                total=ranking.total,
                seconds=time.perf_counter() - started,
                hits=hits,
                suggestion=self._suggestion(query, cancelled) if ranking.has_few else "",
                notices=tuple(dict.fromkeys(filter(None, notices))),
                translations=plan.translations,
                facets=ranking.facets,
                highlighter=highlighter,
                completions=self._completions(query, hits, ranking, maker) if prefix_last else (),
            )

    def _suggestion(self, query: Query, cancelled: Callable[[], bool]) -> str:
        return suggestion(self._context.reader, query, self._context.query_languages, cancelled)

    def _completions(self, query: Query, hits: tuple[Hit, ...], ranking: Ranking, maker: HitMaker) -> tuple[str, ...]:
        names = self._context.source.term_names_with_prefix(" ".join(query.terms))
        token_texts = maker.token_texts(ranking.scored, _READ_FOR_COMPLETION)
        return completions(query, names, [hit.section.title for hit in hits], token_texts)
