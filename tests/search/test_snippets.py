"""A snippet is a short piece of the text itself, and what was found is marked in it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kzref.search.matching import Matcher, OneOf
from kzref.search.snippets import LENGTH, NOTHING, Marker, Snippet, make_snippet
from kzref.search.words import words


def is_asked(form: str) -> bool:
    return form in ("tide", "tides", "the") or form.startswith("mar")


def tells(form: str) -> bool:
    return form != "the" and is_asked(form)


# As for: the tides "wet rope" mar*
ASKED = Marker(Matcher(is_asked), Matcher(tells), (("wet", "rope"),))
FOUND = ["tide", "Tides", "wet rope", "the", "mark", "MARITIME"]
OTHER = ["a", "gone", "ropes", "wet", "rope", "sentence", "Word", "n" * 60, "12,500", "國國國", "щука", "<b>", "&amp;"]
GAPS = [" ", " ", " ", ". ", "\n", ", ", " · ", "-"]
TEXTS = st.lists(st.tuples(st.sampled_from(FOUND + OTHER * 3), st.sampled_from(GAPS)), max_size=80).map(
    lambda pieces: "".join(word + gap for word, gap in pieces)
)


def marked(snippet: Snippet) -> list[str]:
    return [snippet.text[start:end] for start, end in snippet.marks]


def asked_in(text: str) -> list[tuple[int, int]]:
    """Where the words that are asked for stand, found by hand."""
    row = [(word.form, word.start, word.end) for word in words(text)]
    forms = [form for form, _, _ in row]
    return [
        (start, end)
        for at, (form, start, end) in enumerate(row)
        if is_asked(form) or forms[at : at + 2] == ["wet", "rope"] or (at and forms[at - 1 : at + 1] == ["wet", "rope"])
    ]


@given(TEXTS | st.text())
def test_a_snippet_is_a_short_piece_of_its_text_with_marks_on_what_was_asked(text: str) -> None:
    snippet = make_snippet(text, ASKED)
    told = snippet.text.removeprefix("… ").removesuffix(" …")
    assert told in text.replace("\n", " ") or snippet.text in text.replace("\n", " ")
    assert len(told) <= LENGTH
    end = 0
    for start, stop in snippet.marks:
        assert end <= start < stop <= len(snippet.text)
        (word,) = words(snippet.text[start:stop])
        assert is_asked(word.form) or word.form in ("wet", "rope")
        end = stop


@given(TEXTS)
def test_whatever_was_found_is_seen_in_the_snippet(text: str) -> None:
    assert bool(make_snippet(text, ASKED).marks) == bool(asked_in(text))


@given(TEXTS | st.text())
def test_spans_and_hits_are_every_word_that_was_asked_for_in_any_text(text: str) -> None:
    assert ASKED.spans(text) == asked_in(text)
    assert [(word.start, word.end) for word in ASKED.hits(text)] == asked_in(text)
    row = [word.form for word in words(text)]
    assert [row[at] for at in ASKED.places(row)] == [word.form for word in ASKED.hits(text)]
    assert NOTHING.spans(text) == []
    assert make_snippet(text, NOTHING).marks == ()


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
    assert marked(snippet) == ["the", "tide"]


def test_a_snippet_shows_where_most_of_the_words_stand_together() -> None:
    text = f"A tide. {'So it goes on. ' * 30}A wet rope and a tide. {'So it goes on. ' * 30}A tide."
    assert marked(make_snippet(text, ASKED)) == ["wet", "rope", "tide"]


def test_a_text_without_a_hit_is_shown_from_its_beginning() -> None:
    text = "So it goes on and on. " * 30
    snippet = make_snippet(text, ASKED)
    assert not snippet.marks
    assert text.startswith(snippet.text.removesuffix(" …"))
    assert snippet.text.endswith(" …")
    assert make_snippet("", ASKED) == Snippet("")


def test_a_short_text_is_shown_whole() -> None:
    assert make_snippet("The tide is in.", ASKED).text == "The tide is in."


def test_words_of_a_phrase_are_marked_only_where_it_stands_whole() -> None:
    assert marked(make_snippet("Wet; a rope wet. Tide, a wet Rope, the tides, wet ropes; marks.", ASKED)) == [
        "Tide", "wet", "Rope", "the", "tides", "marks",
    ]  # fmt: skip


def test_a_phrase_with_a_word_twice_is_marked_wherever_it_begins() -> None:
    twice = Marker(OneOf(()), OneOf(()), (("wet", "wet", "rope"),))
    text = "wet wet wet rope, wet rope"
    assert [text[start:end] for start, end in twice.spans(text)] == ["wet", "wet", "rope"]
    assert twice.spans(text)[0] == (4, 7)


def test_common_words_do_not_draw_the_snippet_to_them() -> None:
    text = f"The, the, the, the. {'So it goes on. ' * 30}Here the tide turns. {'So it goes on. ' * 30}"
    assert "tide" in marked(make_snippet(text, ASKED))


@given(st.integers(0, 300), st.integers(20, 200))
def test_a_snippet_that_has_little_room_begins_where_its_first_hit_shows(before: int, room: int) -> None:
    text = f"{'so on ' * (before // 6)}tide and rope, {'so on ' * 10}"
    at = text.index("tide")
    short = Snippet(text, ((at, at + 4), (at + 9, at + 13))).within(room)
    assert [short.text[start:end] for start, end in short.marks] == ["tide", "rope"]
    assert short.marks[0][1] <= room
    assert short.text.removeprefix("… ") in text
