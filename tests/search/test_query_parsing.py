"""Whatever is typed is a query of bounded size, and says what was taken otherwise than it was typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kzref.search.query import LONGEST, MOST_WORDS, Clause, parse_query

PIECES = st.sampled_from(
    ['"', "-", "*", ":", "kind:", "year:", "KIND:act", "year:2017", "year:2015..2017", "year:99999", "[", "]", "(", ")", " ",
     "Body 7", "and", "OR", "NOT", "~", "^", "\\", "\0", "\ud800", "\u200e", "\u00ad", "²", "١٢٣٤", "word", "слово", "\n"]
)  # fmt: skip
ANYTHING = st.text() | st.lists(PIECES | st.text(max_size=3), max_size=12).map("".join)


@given(ANYTHING, st.booleans())
def test_any_text_is_a_bounded_query(text: str, unfinished: bool) -> None:
    query = parse_query(text, unfinished)
    assert query.text == text
    assert sum(len(clause.forms) for clause in query.clauses) <= MOST_WORDS
    assert all(clause.forms and all(clause.forms) for clause in query.clauses)
    assert not query.is_empty or not query.forms


@pytest.mark.parametrize(
    "mark", ["[", "(", '"', "-", "*", "a ", "a\u0301", "a:", "1,", "A ", "щ", "\0", "\ud800", "\\", '"-']
)
def test_a_hundred_thousand_characters_are_cut_short_with_a_notice(mark: str) -> None:
    query = parse_query((mark * 100_000)[:100_000] + " word", unfinished=True)
    assert "word" not in query.forms or not mark.isprintable()
    assert query.notice or not mark.isprintable()


def test_more_words_than_are_searched_are_told_of() -> None:
    query = parse_query(" ".join("abcdefghijklmnopqrstuvwxyz"))
    assert query.forms == tuple("abcdefghijklmnopqrstuvwxyz"[:MOST_WORDS])
    assert str(MOST_WORDS) in query.notice
    assert str(LONGEST) in parse_query("a" * 300).notice


@pytest.mark.parametrize(
    ("text", "clauses"),
    [
        ("two words", [Clause(("two",)), Clause(("words",))]),
        ('"two words" more', [Clause(("two", "words"), phrase=True), Clause(("more",))]),
        ('"two wor', [Clause(("two", "wor"), phrase=True)]),
        ('"one"', [Clause(("one",))]),
        ("here -gone", [Clause(("here",)), Clause(("gone",), negated=True)]),
        ('-"two words"', [Clause(("two", "words"), phrase=True, negated=True)]),
        ("well-known", [Clause(("well",)), Clause(("known",))]),
        ("begin*", [Clause(("begin",), prefix=True)]),
        (" - * ", []),
        ("NOT and OR", [Clause(("not",)), Clause(("and",)), Clause(("or",))]),
    ],
)  # fmt: skip
def test_words_phrases_and_signs_mean_what_is_promised(text: str, clauses: list[Clause]) -> None:
    assert list(parse_query(text).clauses) == clauses


@pytest.mark.parametrize(
    ("text", "prefixed"),
    [("wet ro", ["ro"]), ("wet ro ", []), ('"wet ro', []), ('"wet" ro', ["ro"]), ("wet.", []), ("wet -ro", ["ro"])],
)
def test_only_a_word_that_is_being_typed_stands_for_its_beginnings(text: str, prefixed: list[str]) -> None:
    assert [c.forms[0] for c in parse_query(text, unfinished=True).clauses if c.prefix] == prefixed
    assert not any(c.prefix for c in parse_query(text).clauses)


def test_an_address_of_the_network_is_its_words() -> None:
    query = parse_query("http://example.org/a?b=1")
    assert (query.forms, query.notice) == (("http", "example", "org", "a", "b", "1"), "")


def test_filters_are_read_in_any_case_and_order() -> None:
    query = parse_query("KIND:Act tide year:2015..2017 kind:note")
    assert (query.kinds, query.years, query.forms) == (("act", "note"), (2015, 2016, 2017), ("tide",))
    assert not query.notice
    assert parse_query("kind:act").is_empty is False
    assert parse_query('kind:"turning-point"').kinds == ("turning-point",)


@pytest.mark.parametrize("text", ["colour:red", "year:soon"])
def test_what_is_no_field_is_searched_as_words_with_a_notice(text: str) -> None:
    query = parse_query(text)
    assert query.forms[0] == text.partition(":")[0]
    assert f"'{query.forms[0]}:'" in query.notice


@pytest.mark.parametrize("text", ["-gone", '-"two words"', "", "  ", '-- - ""', "?!"])
def test_nothing_wanted_is_an_empty_query(text: str) -> None:
    assert parse_query(text).is_empty


@pytest.mark.parametrize("text", ["Body 36.11", "[Body 36.11]", "  Body  36.11 "])
def test_a_place_of_the_source_is_known_with_and_without_its_brackets(text: str) -> None:
    assert parse_query(text).pinpoint == "body 36.11"
    assert not parse_query(f"{text} more").pinpoint
