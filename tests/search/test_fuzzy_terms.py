"""Words are found among all words of a library by their beginning, and by how little they differ."""

from hypothesis import given
from hypothesis import strategies as st

from kzref.search.index.fuzzy_terms import alike, beginning

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
    assert set(alike(lines(words), form, distance)) == near


@given(st.sets(WORD, max_size=30), WORD)
def test_the_lines_that_begin_so_are_found(words: set[str], begun: str) -> None:
    found = {line.decode() for line in beginning(lines(words), begun.encode()).split(b"\n") if line}
    assert found == {word for word in words if word.startswith(begun)}
