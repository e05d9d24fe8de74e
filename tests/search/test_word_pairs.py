"""A phrase is found by the pairs of words that its sections were indexed by."""

from hypothesis import given
from hypothesis import strategies as st

from kzref.search.index.postings_builder import _Pairs, pairs

ROWS = st.lists(st.lists(st.text("abж ’", min_size=1, max_size=4), max_size=6), max_size=4)


@given(rows=ROWS)
def test_sections_are_indexed_by_the_pairs_that_are_asked_for(rows: list[list[str]]) -> None:
    assert sorted(_Pairs().of(*rows)) == sorted({pair for row in rows for pair in pairs(row)})
