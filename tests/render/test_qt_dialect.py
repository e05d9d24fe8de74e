"""Semantic HTML as Qt lays it out: what Qt frames, finds and numbers, and nothing that it does not know."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from parsed_page import Node, parsed
from test_flattening import NESTED, depth

from kzref.render.html.cleaning import clean
from kzref.render.html.plain_text import html_to_text
from kzref.render.html.qt_dialect import qt_tokens, to_qt

Render = Callable[..., Any]

QT_TAGS = {
    "a", "b", "blockquote", "br", "caption", "code", "dd", "del", "div", "dl", "dt", "em", "h1", "h2", "h3", "h4", "h5",
    "h6", "hr", "i", "img", "li", "ol", "p", "pre", "s", "span", "strong", "sub", "sup", "table", "tbody", "td",
    "tfoot", "th", "thead", "tr", "u", "ul",
}  # fmt: skip
QT_ATTRIBUTES = {
    "href", "name", "title", "class", "src", "alt", "width", "cellspacing", "cellpadding", "align", "colspan", "rowspan",
    "start",
}  # fmt: skip


def shown(html: str) -> Node:
    """The tree of a page in Qt's dialect, which holds nothing that is not of it."""
    page = parsed(to_qt(html))
    for node in page:
        assert node.tag in QT_TAGS, html
        assert node.attributes.keys() <= QT_ATTRIBUTES, html
    return page


@pytest.mark.parametrize("kind", ["note", "outside"])
def test_a_callout_is_a_framed_cell(render: Render, kind: str) -> None:
    page = shown(render(f'!!! {kind} "Mind"\n    The tide.\n\nAfter.').html)
    box = page.one("table", "callout")
    assert kind in box.attributes["class"].split()
    assert [p.text for p in box.one("td").all("p")] == ["Mind", "The tide."]
    assert box.one("p", "callout-title").text == "Mind"
    assert page.text.endswith("After.")


def test_a_quotation_is_a_framed_cell(render: Render) -> None:
    box = shown(render("> First.\n>\n> Second.").html).one("table", "quote")
    assert [p.text for p in box.one("td").all("p", "quoted")] == ["First.", "Second."]


def test_a_quotation_of_raw_html_is_indented(render: Render) -> None:
    page = shown(render("<blockquote>Said.</blockquote>\n\n> <blockquote>Said.</blockquote>").html)
    assert len(page.all("blockquote")) == 2
    assert len(page.all("table", "quote")) == 1


def test_cells_that_state_no_alignment_stand_left(render: Render) -> None:
    page = shown(render("| a | b | c |\n|--:|:-:|---|\n| 1 | 2 | 3 |").html)
    for row in page.one("table", "data").all("tr"):
        assert [cell.attributes["align"] for cell in row if cell.tag in ("td", "th")] == ["right", "center", "left"]


def test_a_table_of_raw_html_keeps_its_look() -> None:
    html = clean('<table width="50%" cellspacing="3"><tr><th>a</th><td align="right">b</td></tr></table>', ())
    table = shown(html).one("table")
    assert table.attributes == {"width": "50%", "cellspacing": "3"}
    assert [cell.attributes for cell in table if cell.tag in ("td", "th")] == [{}, {"align": "right"}]


def lists(page: Node) -> list[tuple[int, str, list[str]]]:
    """Start, class and items of each numbered list."""
    found = []
    for ol in page.all("ol"):
        items = [item.text for item in ol.inside if isinstance(item, Node) and item.tag == "li"]
        found.append((int(ol.attributes.get("start", "1")), ol.attributes.get("class", ""), items))
    return found


def test_a_list_ends_where_its_numbers_jump_and_another_stands_close_to_it(render: Render) -> None:
    page = shown(render("1. a\n2. b\n5. c\n6. d\n1. e").html)
    parts = [(start, set(classes.split()), items) for start, classes, items in lists(page)]
    assert parts == [
        (1, {"goes-on"}, ["a", "b"]), (5, {"resumed", "goes-on"}, ["c", "d"]), (1, {"resumed"}, ["e"]),
    ]  # fmt: skip


def test_lists_in_lists_jump_by_themselves(render: Render) -> None:
    page = shown(render("1. a\n    1. aa\n    3. ac\n4. d").html)
    assert sorted((start, len(items)) for start, _, items in lists(page)) == [(1, 1), (1, 1), (3, 1), (4, 1)]


def test_a_first_item_of_raw_html_may_state_its_number() -> None:
    page = shown(clean('<ol><li value="7">a</li><li>b</li></ol><ul><li value="3">c</li></ul>', ()))
    assert lists(page) == [(7, "", ["a", "b"])]
    assert page.one("ul").text == "c"


def test_the_letters_of_a_list_are_numbers_as_in_its_text() -> None:
    html = clean('<ol type="a" start="2"><li>x</li></ol>', ())
    assert lists(shown(html)) == [(2, "", ["x"])]
    assert html_to_text(html)[0] == "2. x"


def test_notes_are_gone_to_by_named_anchors(render: Render) -> None:
    page = shown(render("One[^1].\n\n[^1]: Said.\n\n    > More.").html)
    names = [a.attributes["name"] for a in page.all("a") if "name" in a.attributes]
    assert names == ["here--fnref-1", "here--fn-1"]
    assert page.one("div", "notes").one("li").all("p")[0].inside[0].attributes == {"name": "here--fn-1"}  # type: ignore[union-attr]
    assert page.one("sup").inside[0].attributes == {"name": "here--fnref-1"}  # type: ignore[union-attr]


def test_a_checkbox_is_a_sign(render: Render) -> None:
    assert [li.text for li in shown(render("- [ ] open\n- [x] done").html).all("li")] == ["☐ open", "☑ done"]


def test_a_caption_is_not_shown(render: Render) -> None:
    page = shown(render('![A harbour](../pictures/inside.png "Low water")').html)
    assert page.one("p", "figure").one("img").attributes["alt"] == "A harbour"
    assert page.text == ""


HEAD = '<hgroup><p class="eyebrow">CONCEPT</p><h1>Tide</h1><p class="titles">Прилив</p></hgroup>'


def test_the_heading_of_a_section_holds_its_address() -> None:
    page = shown(
        f'<article id="tide">{HEAD}<h3>Within</h3><section id="ebb"><h6>Ebb</h6><h6>In</h6></section></article>'
    )
    assert [(node.tag, node.text) for node in page if node.tag[0] == "h"] == [
        ("h6", "CONCEPT"), ("h1", "Tide"), ("h4", "Within"), ("h5", "Ebb"), ("h4", "In"),
    ]  # fmt: skip
    assert [a.attributes["name"] for a in page.all("a")] == ["tide", "ebb"]
    assert page.one("p", "titles").text == "Прилив"


def test_a_title_without_others_below_it_has_more_space() -> None:
    assert shown('<article id="a"><h1>A</h1></article>').one("h1").attributes == {"class": "alone"}
    assert shown(f'<article id="a">{HEAD}</article>').one("h1").attributes == {}


@pytest.mark.parametrize("tag", ["section", "figure", "figcaption", "aside"])
def test_boxes_of_raw_html_are_divisions(tag: str) -> None:
    html = clean(f"<{tag}>one</{tag}><{tag}>two</{tag}>", ())
    assert [div.text for div in shown(html).all("div")] == ["one", "two"]


@pytest.mark.parametrize("text", NESTED.values(), ids=NESTED.keys())
def test_nothing_is_nested_deeper_than_qt_can_lay_out(render_strange: Render, text: str) -> None:
    page = shown(render_strange(text).html)
    assert depth(page, "table") <= 6
    assert depth(page, "ul", "ol", "dl") <= 30
    assert depth(page) <= 50
    assert "word" in page.text


pieces = st.sampled_from(
    [
        '<aside class="note">', "</aside>", '<blockquote class="quote">', "<blockquote>", "</blockquote>", "<ol>", "</ol>",
        '<ol start="3">', "<ul>", "</ul>", '<li value="9">', "<li>", "</li>", '<table class="data">', "<table>",
        "</table>", "<tr>", "<td>", '<td align="right">', "<h2>", "</h2>", "<section>", "</section>", '<figure class="a">',
        "<figure>", "</figure>", "<figcaption>", "word ", "<p>", "</p>", '<p align="center">', "<input type=checkbox>",
    ]
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(pieces, max_size=30).map("".join))
def test_any_mixture_is_converted_without_losing_a_word(html: str) -> None:
    cleaned = clean(html, ())
    converted = to_qt(cleaned)
    shown(cleaned)
    assert converted.count("word") == cleaned.count("word")
    assert "".join(map(str, qt_tokens(cleaned))) == converted
    for tag in ("table", "td", "div", "ol", "blockquote"):
        assert converted.count(f"<{tag}>") + converted.count(f"<{tag} ") == converted.count(f"</{tag}>"), converted


def test_no_more_is_converted_than_is_asked_for() -> None:
    stream = qt_tokens('<p style="text-align: right">a</p>' * 100_000)
    assert str(next(stream)) == '<p align="right">'
