"""Phrases are looked up by the bigrams that their sections were indexed by."""

from hypothesis import given
from hypothesis import strategies as st

from kzref.search.index.bigrams import BigramHasher, bigrams

ROWS = st.lists(st.lists(st.text("abж ’", min_size=1, max_size=4), max_size=6), max_size=4)


@given(rows=ROWS)
def test_sections_are_indexed_by_the_bigrams_that_are_asked_for(rows: list[list[str]]) -> None:
    assert sorted(BigramHasher().bigrams(*rows)) == sorted({bigram for tokens in rows for bigram in bigrams(tokens)})
