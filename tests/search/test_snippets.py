"""A snippet is a short piece of the text itself, and what was found is marked in it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kzref.search.engine.word_matching import Matcher, OneOf
from kzref.search.results.snippets import LENGTH, NO_HIGHLIGHTS, Highlighter, Snippet, TermHighlight, make_snippet
from kzref.search.text.tokenizer import iter_tokens


def is_asked(form: str) -> bool:
    return form in ("tide", "tides") or form.startswith("mar")


# As for: tides "wet rope" mar*
ASKED = Highlighter(Matcher(is_asked), (("wet", "rope"),))
FOUND = ["tide", "Tides", "wet rope", "mark", "MARITIME"]
OTHER = ["a", "gone", "ropes", "wet", "rope", "sentence", "Word", "n" * 60, "12,500", "國國國", "щука", "<b>", "&amp;"]
GAPS = [" ", " ", " ", ". ", "\n", ", ", " · ", "-"]
TEXTS = st.lists(st.tuples(st.sampled_from(FOUND + OTHER * 3), st.sampled_from(GAPS)), max_size=80).map(
    lambda pieces: "".join(word + gap for word, gap in pieces)
)


def marked(snippet: Snippet) -> list[str]:
    return [snippet.text[start:end] for start, end in snippet.highlights]


def asked_in(text: str) -> list[tuple[int, int]]:
    """Where the words that are asked for stand, and the phrase as one, found by hand."""
    row = [(word.term, word.start, word.end) for word in iter_tokens(text)]
    found = []
    for at, (form, start, end) in enumerate(row):
        if is_asked(form):
            found.append((start, end))
        elif [each[0] for each in row[at : at + 2]] == ["wet", "rope"]:
            found.append((start, row[at + 1][2]))
    return found


@given(TEXTS | st.text())
def test_a_snippet_is_a_short_piece_of_its_text_with_marks_on_what_was_asked(text: str) -> None:
    snippet = make_snippet(text, ASKED)
    told = snippet.text.removeprefix("… ").removesuffix(" …")
    assert told in text.replace("\n", " ") or snippet.text in text.replace("\n", " ")
    assert len(told) <= LENGTH
    end = 0
    for start, stop in snippet.highlights:
        assert end <= start < stop <= len(snippet.text)
        terms = [word.term for word in iter_tokens(snippet.text[start:stop])]
        # The snippet may end within a phrase.
        cut = terms == ["wet"] and snippet.text[stop:] == " …"
        assert terms == ["wet", "rope"] or cut or (len(terms) == 1 and is_asked(terms[0]))
        end = stop


@given(TEXTS)
def test_whatever_was_found_is_seen_in_the_snippet(text: str) -> None:
    assert bool(make_snippet(text, ASKED).highlights) == bool(asked_in(text))


@given(TEXTS | st.text())
def test_spans_are_every_word_and_phrase_that_was_asked_for_in_any_text(text: str) -> None:
    assert ASKED.spans(text) == asked_in(text)
    row = list(iter_tokens(text))
    places = ASKED.matches([word.term for word in row])
    assert [(row[first].start, row[last].end) for first, last in places] == asked_in(text)
    assert NO_HIGHLIGHTS.spans(text) == []
    assert make_snippet(text, NO_HIGHLIGHTS).highlights == ()


def test_a_hit_is_shown_wherever_it_stands_in_a_text() -> None:
    for before in range(3 * LENGTH):
        text = f"{'wo ' * (before // 3)}{'y' * (before % 3)} tide, and {'so on ' * 60}"
        assert marked(make_snippet(text, ASKED)) == ["tide"], before


@pytest.mark.parametrize("stretch", ["n" * 400, "n," * 200, "國" * 400, "n\u00a0" * 200, "12/" * 150])
def test_a_hit_is_shown_after_a_stretch_without_spaces(stretch: str) -> None:
    for text in (f"{stretch} tide", f"{stretch},tide,{stretch}"):
        assert marked(make_snippet(text, ASKED)) == ["tide"]


def test_a_word_that_is_longer_than_a_snippet_is_no_fault() -> None:
    snippet = make_snippet(f"It is mar{'x' * 300} there.", ASKED)
    assert len(snippet.text) <= LENGTH + 4
    assert "mar" in snippet.text


def test_a_snippet_begins_with_its_sentence() -> None:
    text = "First comes this. " * 30 + "Here the tide turns at last. " + "Then comes that. " * 30
    snippet = make_snippet(text, ASKED)
    assert snippet.text.removeprefix("… ").startswith("Here the tide turns at last.")
    assert marked(snippet) == ["tide"]


def test_a_snippet_shows_where_most_of_the_words_stand_together() -> None:
    text = f"A tide. {'So it goes on. ' * 30}A wet rope and a tide. {'So it goes on. ' * 30}A tide."
    assert marked(make_snippet(text, ASKED)) == ["wet rope", "tide"]


def test_a_text_without_a_hit_is_shown_from_its_beginning() -> None:
    text = "So it goes on and on. " * 30
    snippet = make_snippet(text, ASKED)
    assert not snippet.highlights
    assert text.startswith(snippet.text.removesuffix(" …"))
    assert snippet.text.endswith(" …")
    assert make_snippet("", ASKED) == Snippet("")


def test_a_short_text_is_shown_whole() -> None:
    assert make_snippet("The tide is in.", ASKED).text == "The tide is in."


def test_a_phrase_is_marked_as_one_and_only_where_it_stands_whole() -> None:
    assert marked(make_snippet("Wet; a rope wet. Tide, a wet Rope, the tides, wet ropes; marks.", ASKED)) == [
        "Tide", "wet Rope", "tides", "marks",
    ]  # fmt: skip


def test_a_phrase_with_a_word_twice_is_marked_wherever_it_begins() -> None:
    twice = Highlighter(OneOf(()), (("wet", "wet", "rope"),))
    text = "wet wet wet rope, wet rope"
    assert [text[start:end] for start, end in twice.spans(text)] == ["wet wet rope"]
    assert twice.spans(text)[0] == (4, 16)


def test_phrases_that_share_a_word_are_marked_as_one() -> None:
    asked = Highlighter(OneOf(()), (("wet", "rope"), ("rope", "tide")))
    assert marked(make_snippet("A wet rope tide, a rope tide.", asked)) == ["wet rope tide", "rope tide"]


TRANSLATED = TermHighlight(
    (tuple(OneOf(each) for each in (("criminal",), ("policy", "policies"))), (OneOf(("punishing",)),)),
    OneOf(("criminal", "policy")),
)


def test_a_term_is_marked_where_it_stands_whole_in_any_of_its_forms() -> None:
    asked = Highlighter(OneOf(()), translations=(TRANSLATED,))
    text = "The criminal knows a policy. Criminal policies, punishing, and policy of the state."
    assert marked(make_snippet(text, asked)) == ["Criminal policies", "punishing"]


def test_where_a_term_stands_nowhere_whole_its_words_are_marked() -> None:
    asked = Highlighter(OneOf(("term",)), translations=(TRANSLATED,))
    assert marked(make_snippet("A policy on the criminal and his term.", asked)) == ["policy", "criminal", "term"]


@given(TEXTS)
def test_the_words_that_a_text_has_tell_the_same_as_all(text: str) -> None:
    row = [word.term for word in iter_tokens(text)]
    asked = Highlighter(
        ASKED.word, ASKED.phrases, (TermHighlight(((Matcher(is_asked), OneOf(("gone",))),), OneOf(("a",))),)
    )
    assert asked.among(set(row)).matches(row) == asked.matches(row)


@given(st.integers(0, 300), st.integers(20, 200))
def test_a_snippet_that_has_little_room_begins_where_its_first_hit_shows(before: int, room: int) -> None:
    text = f"{'so on ' * (before // 6)}tide and rope, {'so on ' * 10}"
    at = text.index("tide")
    short = Snippet(text, ((at, at + 4), (at + 9, at + 13))).within(room)
    assert [short.text[start:end] for start, end in short.highlights] == ["tide", "rope"]
    assert short.highlights[0][1] <= room
    assert short.text.removeprefix("… ") in text
