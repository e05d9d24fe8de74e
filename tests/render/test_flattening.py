"""What stands in boxes in boxes: no deeper than can be laid out, and not a word lost."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from parsed_page import Node, parsed

from kzref.render.html.cleaning import clean
from kzref.render.html.flattening import flatten
from kzref.render.html.plain_text import html_to_text

Render = Callable[..., Any]


def depth(node: Node, *tags: str) -> int:
    """How deep elements stand in one another; of some tags alone where they are named."""
    below = [depth(each, *tags) for each in node.inside if isinstance(each, Node)]
    return max(below, default=0) + (not tags or node.tag in tags)


NESTED = {
    "quotations": ">" * 20 + " word",
    "callouts": "\n".join("    " * level + "!!! note" for level in range(20)) + "\n" + "    " * 20 + "word",
    "tables": "<table><tr><td>" * 30 + "word",
    "lists": "<ul><li>" * 300 + "word",
    "quotations and lists": "> - " * 12 + "word",
    "boxes of HTML": "<div>" * 2000 + "word",
    "quotations of HTML": "<blockquote>" * 300 + "word",
    "all of them": "> > > <table><tr><td>" + "<blockquote><ol><li><div><table><tr><td>" * 40 + "word",
    "marks": "<span>" * 300 + "word",
    "closed ones": "<div>" * 300 + "word" + "</div>" * 300,
}


@pytest.mark.parametrize("text", NESTED.values(), ids=NESTED.keys())
def test_nothing_is_nested_deeper_than_can_be_laid_out(render_strange: Render, text: str) -> None:
    rendered = render_strange(text)
    page = parsed(rendered.html)
    assert depth(page, "table") <= 6
    assert depth(page, "ul", "ol", "dl") <= 30
    assert depth(page) <= 50
    assert "word" in rendered.text
    assert "word" in rendered.prose


def test_words_of_boxes_that_are_dropped_stay_apart() -> None:
    deep = "<table><tr><td>" * 7 + "one</td><td>two</td></tr><tr><td><p>three</p><p>four</p>" + "</td></tr></table>" * 7
    html = clean(deep, ())
    assert html_to_text(html)[0].split() == ["one", "two", "three", "four"]


tags = st.sampled_from(["table", "ul", "ol", "dl", "li", "tr", "td", "div", "p", "b", "blockquote", "dd", "pre", "h4"])
piece = (
    tags.map(lambda tag: f"<{tag}>") | tags.map(lambda tag: f"</{tag}>") | st.sampled_from(["word ", "<br>", "<hr>"])
)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.lists(piece, max_size=6).map("".join).flatmap(lambda text: st.integers(1, 15).map(lambda n: text * n)),
                max_size=6).map("".join))  # fmt: skip
def test_no_mixture_loses_a_word_or_leaves_a_tag_open(html: str) -> None:
    cleaned = clean(html, ())
    page = parsed(cleaned)
    assert html_to_text(cleaned)[1].split().count("word") == html.count("word")
    assert depth(page, "table") <= 6
    assert flatten(cleaned) == cleaned
    assert cleaned.count("<table>") == cleaned.count("</table>")


def test_what_people_write_is_left_as_it_is() -> None:
    html = "<table><tbody><tr><td><blockquote><ul><li><p><b><i>word</i></b></p></li></ul></blockquote></td></tr></tbody></table>"
    assert flatten(html) == html
