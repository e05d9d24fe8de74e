"""A section as plain text, for a terminal, and as the prose that search quotes."""

import unicodedata
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kzref.render.html.escape import escape
from kzref.render.html.plain_text import html_to_text

Render = Callable[..., Any]


def test_a_table_stands_in_columns_with_its_numbers_right(render: Render) -> None:
    text = render("| Year | Caught |\n|---|---|\n| 2001 | 1,200 |\n| 2002 | 50 |").text
    lines = text.split("\n")
    assert [line.split() for line in lines] == [["Year", "Caught"], ["2001", "1,200"], ["2002", "50"]]
    assert len({len(line) for line in lines}) == 1, text


def test_words_of_a_table_stand_left_in_columns(render: Render) -> None:
    lines = render("| Who | What |\n|---|---|\n| Ann | cod |\n| Bartholomew | trout |").text.split("\n")
    whats = ("What", "cod", "trout")
    assert [line.index(what) for line, what in zip(lines, whats, strict=True)] == [len("Bartholomew") + 2] * 3
    assert all(line[0] != " " for line in lines)


def test_a_broken_line_in_a_cell_parts_its_words(render: Render) -> None:
    lines = render("| a | b |\n|---|---|\n| one<br>two | x |").text.split("\n")
    assert lines[-1].split() == ["one", "two", "x"]


def test_a_broken_line_goes_on_in_the_next_without_an_empty_one(render: Render) -> None:
    assert render("one<br>two<br/>three").text == "one\ntwo\nthree"
    assert render("- one<br>two\n- three").text == "• one\ntwo\n• three"


def test_the_prose_of_a_table_keeps_its_cells_apart(render: Render) -> None:
    assert render("| a | b |\n|---|---|\n| cod | [Body 1] |\n| | x |").prose.split("\n") == ["a · b", "cod", "x"]


def test_lists_are_marked_and_numbered_from_where_they_begin(render: Render) -> None:
    text = render("- sea\n- land\n\nThen\n\n3. three\n4. four").text
    assert [line for line in text.split("\n") if line] == ["• sea", "• land", "Then", "3. three", "4. four"]


def test_lists_in_lists_stand_in(render: Render) -> None:
    text = render("- sea\n    1. cod\n    2. eel\n- land").text
    assert [line for line in text.split("\n") if line] == ["• sea", "  1. cod", "  2. eel", "• land"]


def test_lists_whose_numbers_jump_stand_close_and_keep_them(render: Render) -> None:
    text = render("Then\n\n1. one\n2. two\n5. five\n    1. a\n    4. d\n6. six\n\nEnd").text
    assert text.split("\n\n") == ["Then", "1. one\n2. two\n5. five\n  1. a\n  4. d\n6. six", "End"]


@pytest.mark.parametrize("start", ["9" * 5000, "²", "-1", "x"])
def test_a_list_that_begins_with_no_number_is_counted_from_one(start: str) -> None:
    assert html_to_text(f'<ol start="{start}"><li>x</li></ol>')[0] == "1. x"


def test_raw_boxes_and_cells_part_their_words(render: Render) -> None:
    raw = "<table><tr><td>Cell one</td><th>Cell two</th></tr></table>"
    more = "<details><summary>Head</summary>Body</details><section>One</section><h1>Two</h1>Three"
    for text_written in (render(f"{raw}\n\n{more}").text, render(f"{raw}\n\n{more}").prose):
        assert text_written.split() == ["Cell", "one", "Cell", "two", "Head", "Body", "One", "Two", "Three"]


def test_an_item_of_paragraphs_begins_beside_its_mark(render: Render) -> None:
    lines = render("1. sea\n\n    salt\n\n2. land\n").text.split("\n")
    assert [line for line in lines if line] == ["1. sea", "salt", "2. land"]


def test_a_note_stands_beside_its_number(render: Render) -> None:
    rendered = render("The sea[^1] rises.\n\n[^1]: Salt *water*.")
    assert "1. Salt water." in rendered.text
    assert "sea1 rises" in rendered.text


def test_prose_is_without_note_marks_and_pinpoints(render: Render) -> None:
    prose = render("The sea[^1] rises [Body 1], and falls [Body 2; Body 5].\n\n[^1]: Salt [Body 3] water.").prose
    assert prose.split("\n") == ["The sea rises, and falls.", "Salt water."]


def test_text_has_the_pinpoints_that_prose_leaves_out(render: Render) -> None:
    text = render("The sea rises [Body 1].").text
    assert text.replace("\u00a0", " ") == "The sea rises [Body 1]."


def test_code_keeps_its_lines_and_spaces(render: Render) -> None:
    assert render("```\nif a:\n    b  =  1\n```").text == "if a:\n    b  =  1"


def test_blocks_are_parted_by_one_empty_line(render: Render) -> None:
    text = render("One.\n\n\n\n> Two.\n\n!!! note\n    Three.\n\n***\n\n### Four\n\nFive.").text
    assert [line for line in text.split("\n") if line] == ["One.", "Two.", "Note", "Three.", "Four", "Five."]
    assert "\n\n\n" not in text
    assert text.startswith("One.\n\nTwo.")


@pytest.mark.parametrize("tag", ["p", "td", "li", "em", "pre"])
@given(text=st.text(st.sampled_from("ab<>&\"' \u00a0;#x"), min_size=1))
def test_no_character_is_lost_or_read_as_html(tag: str, text: str) -> None:
    text_written, prose = html_to_text(f"<{tag}>{escape(text)}</{tag}>")
    for text_shown in (text_written, prose):
        assert "".join(text_shown.replace("•", "").split()) == "".join(text.split())


@pytest.mark.parametrize("entity", ["&#27;", "&#x1b;", "&#7;", "&#x9b;", "&#127;", "&#13;", "&#x8;"])
def test_an_entity_of_a_control_character_reaches_no_terminal(render: Callable[..., Any], entity: str) -> None:
    rendered = render(f"word {entity}[31mred `{entity}` ![said {entity}](none.png)\n\n    {entity}code")
    for text_shown in (rendered.html, rendered.text, rendered.prose, *html_to_text(f"<p>a{entity}b</p>")):
        assert not [sign for sign in text_shown if unicodedata.category(sign) == "Cc" and sign not in "\t\n"]
    assert "word" in rendered.text
