"""What is nested deeper than can be laid out loses its frames, and never a word."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from parsed_page import parsed

from kzref.library.markdown_limits import DEEPEST_BOX, DEEPEST_LIST, DEEPEST_TAG, flattened
from kzref.render.cleaning import clean
from kzref.render.nesting import flatten
from kzref.render.plain_text import html_to_text

Render = Callable[..., Any]

DEEP = {
    "quotations": "> " * 30 + "bottom",
    "quotations without spaces": ">" * 40 + " bottom",
    "callouts": "\n".join("    " * level + "!!! note" for level in range(18)) + "\n" + "    " * 18 + "bottom",
    "tables": "<table><tr><td>" * 40 + "bottom",
    "tables side by side": "<table><tr><td>left</td><td>" * 20 + "bottom",
    "lists": "<ul><li>" * 3000 + "bottom",
    "boxes": "<div>" * 300 + "bottom",
    "bold and italic": "<b><i>" * 2000 + "bottom",
    "spans": "<span>" * 2000 + "bottom",
    "raw quotations": "<blockquote>" * 500 + "bottom",
    "everything": "<blockquote><table><tr><td><ul><li>" * 50 + "bottom",
}


def depth(html: str, tags: str) -> int:
    """Return how many of some tags stand in one another at most."""
    now = most = 0
    for found in re.finditer(rf"<(/?)(?:{tags})\b", html):
        now += -1 if found[1] else 1
        most = max(most, now)
    return most


@pytest.mark.parametrize("name", DEEP)
def test_what_is_nested_without_end_is_shown_to_a_depth(render_strange: Render, name: str) -> None:
    html = render_strange(DEEP[name]).html
    assert "bottom" in html
    assert depth(html, "table") <= DEEPEST_BOX
    assert depth(html, "ul|ol|dl") <= DEEPEST_LIST
    assert depth(html, r"(?!br\b|hr\b|img\b)\w+") <= DEEPEST_TAG
    parsed(html)


def test_what_is_nested_as_people_nest_it_stays_as_it_is(render_strange: Render) -> None:
    html = render_strange(
        "> one\n>\n> > two\n>\n> - three\n>\n>     | a | b |\n>     |---|---|\n>     | c | d |\n"
    ).html
    assert flatten(html) == html
    assert depth(html, "table") == 2


def test_words_of_cells_and_items_that_lose_their_frames_stay_apart() -> None:
    rows = "<table><tbody><tr><td>left</td><td>right</td></tr><tr><td>below</td></tr></tbody></table>"
    deep = "<table><tbody><tr><td>" * DEEPEST_BOX + rows + "</td></tr></tbody></table>" * DEEPEST_BOX
    assert "left right <br>below" in flatten(deep)
    items = "<ul><li>" * DEEPEST_LIST + "<ul><li>one</li><li>two</li></ul>" + "</li></ul>" * DEEPEST_LIST
    assert "one<br>two" in flatten(items)


@given(
    st.lists(
        st.sampled_from(["<table><tr><td>", "<ul><li>", "<div>", "<b>", "<p>", "word ", "</div>", "</b>"]), max_size=120
    )
)
def test_no_word_is_lost_and_the_tags_stay_in_pairs(pieces: list[str]) -> None:
    cleaned = clean("".join(pieces), ())
    flat = flatten(cleaned)
    assert html_to_text(flat)[0].split() == html_to_text(cleaned)[0].split()
    parsed(flat)
    assert depth(flat, "table") <= DEEPEST_BOX


@pytest.mark.parametrize("name", ["quotations", "callouts", "tables", "lists", "raw quotations", "everything"])
def test_a_check_names_what_is_flattened(name: str) -> None:
    assert "deep in one another" in flattened(f"Before.\n\n{DEEP[name]}\n")


def test_a_check_does_not_name_code(render_strange: Render) -> None:
    assert flattened("```\n" + ">" * 40 + " x\n```\n") == ""
