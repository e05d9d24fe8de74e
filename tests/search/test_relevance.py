"""What lawyers ask is answered among the first three."""

import pytest
from relevance import Judged, judged_queries, quality

from kzref.search.searcher import Searcher


def test_judged_queries_are_answered_among_the_first_three(content_searcher: Searcher) -> None:
    def find(text: str) -> list[str]:
        return [hit.section.address for hit in content_searcher.search(text, 30).hits]

    found = quality(judged_queries(), find)
    assert found.success_at_3 >= 0.95, found.missed
    assert found.success_at_1 >= 0.8
    for language in ("en", "ru", "kk"):
        one = quality([query for query in judged_queries() if query.language == language], find)
        assert one.success_at_3 >= 0.9, one.missed


def test_the_judged_queries_name_entries_that_there_are(content_searcher: Searcher, content_library) -> None:  # type: ignore[no-untyped-def]
    known = {section.address for section in content_library.contents.sections()}
    queries = judged_queries()
    assert len(queries) >= 50
    for query in queries:
        assert query.best
        assert query.best | query.good <= known, query.text
        assert not query.best & query.good


def test_the_measures_are_those_of_the_textbook() -> None:
    query = Judged("q", "en", frozenset({"a"}), frozenset({"b"}))
    assert quality([query], lambda _: ["a", "b"]).ndcg_at_10 == pytest.approx(1)
    second = quality([query], lambda _: ["b/x", "a/y", "a/z"])
    assert (second.success_at_1, second.success_at_3, second.reciprocal_rank) == (0, 1, 0.5)
    # (1 + 3/log2 3) / (3 + 1/log2 3)
    assert second.ndcg_at_10 == pytest.approx(0.7967, abs=1e-4)
    assert quality([query], lambda _: ["c", "d", "e", "a"]).missed == ("q",)
