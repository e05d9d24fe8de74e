"""What is filled in on the form is what is searched, and a query fills the form in."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kzref.search.query.advanced_form import AdvancedForm, form_of_query, query_of_form
from kzref.search.query.parser import parse_query

WORD = st.sampled_from(["lantern", "harbour", "осужденный", "құқық", "court"])
WORDS = st.lists(WORD, max_size=3, unique=True).map(" ".join)
FIELDS = st.builds(
    AdvancedForm,
    words=WORDS, phrase=WORDS, any_of=st.lists(WORD, min_size=2, max_size=3, unique=True).map(" ".join) | st.just(""),
    none_of=WORDS, title=WORDS, kind=st.sampled_from(["", "act"]), act=WORDS, person=WORDS,
    language=st.sampled_from(["", "ru"]), distance=st.just(5),
    near_one=st.just(""), near_other=st.just(""), first_year=st.just(""), last_year=st.just(""),
)  # fmt: skip


@given(FIELDS, WORD, WORD, st.booleans(), st.sampled_from([("", ""), ("2015", "2015"), ("2015", "2018")]))
def test_a_filled_form_comes_back_as_it_was(
    fields: AdvancedForm, one: str, other: str, near: bool, years: tuple[str, str]
) -> None:
    fields = fields._replace(first_year=years[0], last_year=years[1])
    fields = fields._replace(near_one=one, near_other=other) if near else fields._replace(distance=5)
    query = parse_query(query_of_form(fields))
    assert not query.notices
    assert form_of_query(query_of_form(fields)) == fields


@given(FIELDS)
def test_what_the_form_makes_asks_for_the_same_again(fields: AdvancedForm) -> None:
    text = query_of_form(fields)
    assert query_of_form(form_of_query(text)) == text


@pytest.mark.parametrize("text", ['"wet rope" "dry net"', "(a OR b) AND (c OR d)", "court*", "a w/3 b w/4 c", "-(a b)"])
def test_what_the_form_has_no_field_for_stands_among_the_words(text: str) -> None:
    assert form_of_query(text) == AdvancedForm(words=text)


@settings(deadline=None)
@given(st.text(), st.text(), st.text())
def test_whatever_is_filled_in_makes_a_query(words: str, phrase: str, title: str) -> None:
    parse_query(
        query_of_form(
            AdvancedForm(words=words, phrase=phrase, title=title, act=phrase, near_one=words, near_other=title)
        )
    )
