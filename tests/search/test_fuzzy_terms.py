"""Word forms are found by prefix and by Levenshtein distance."""

from hypothesis import given
from hypothesis import strategies as st

from kzref.search.index.fuzzy_terms import fuzzy_matches, lines_with_prefix

WORD = st.text("abcдеқ", min_size=1, max_size=6)


def levenshtein(one: str, other: str) -> int:
    if not one or not other:
        return len(one) + len(other)
    if one[0] == other[0]:
        return levenshtein(one[1:], other[1:])
    return 1 + min(levenshtein(one[1:], other), levenshtein(one, other[1:]), levenshtein(one[1:], other[1:]))


def lines(words: set[str]) -> bytes:
    return b"\n".join(sorted(word.encode() for word in words))


@given(st.sets(WORD, max_size=30), WORD, st.integers(1, 2))
def test_words_that_differ_by_so_many_letters_are_found_and_no_others(
    words: set[str], form: str, distance: int
) -> None:
    near = {word for word in words if word[0] == form[0] and levenshtein(word, form) <= distance}
    assert set(fuzzy_matches(lines(words), form, distance)) == near


@given(st.sets(WORD, max_size=30), WORD)
def test_the_lines_with_a_prefix_are_found(words: set[str], prefix: str) -> None:
    found = {line.decode() for line in lines_with_prefix(lines(words), prefix.encode()).split(b"\n") if line}
    assert found == {word for word in words if word.startswith(prefix)}
