"""A page and the start page: titles, kinds, years, names in other languages, and what is around."""

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from parsed_page import Node, parsed

from kzref.messages.catalogue import english
from kzref.pack.addresses import Address
from kzref.pack.kinds import DOCUMENT, PART, Kind
from kzref.pack.sections import Page, Section, SectionText
from kzref.render.pages.home import home_html
from kzref.render.pages.labels import page_labels
from kzref.render.pages.page import page_html, section_head_html, standalone_html

LABELS = page_labels(english)
ODD = "A \"B\" & <script>C</script> 'D'"
ROOT = Section(
    0, Address("tide"), None, 0, "Tide", (), Kind("concept"), "en", "", (), "", 0, Address("tide")
)  # fmt: skip


def section(title: str, position: int, **more: Any) -> Section:
    address = Address(title.lower().replace(" ", "-"))
    return ROOT._replace(position=position, address=address, title=title, page=address, **more)


def body(of: Section, html: str = "<p>Text.</p>") -> SectionText:
    return SectionText(of, html, "Text.", "Text.")


def page(root: Section = ROOT, *section_texts: SectionText, **more: Any) -> Page:
    return Page(root, (), (body(root), *section_texts), more.pop("children", ()), **more)


def test_a_page_begins_with_its_kind_years_title_and_names() -> None:
    root = ROOT._replace(years=(2015, 2016, 2017), titles=("Прилив", "Су тасуы"))
    shown = parsed(page_html(page(root), LABELS))
    head = shown.one("article").one("hgroup")
    assert shown.one("article").attributes["id"] == "tide"
    assert head.one("p", "eyebrow").text == "CONCEPT · 2015–2017"
    assert head.one("h1").text == "Tide"
    assert head.one("p", "titles").text == "Прилив · Су тасуы"
    assert (
        shown.text.index("CONCEPT") < shown.text.index("Tide") < shown.text.index("Прилив") < shown.text.index("Text.")
    )


def test_a_kind_is_called_by_the_reader_s_word_for_it() -> None:
    root = ROOT._replace(kind=Kind("turning-point"))
    assert parsed(page_html(page(root), LABELS)).one("p", "eyebrow").text == "TURNING POINT"
    words = LABELS._replace(kinds={"turning-point": "бетбұрыс"})
    assert parsed(page_html(page(root), words)).one("p", "eyebrow").text == "БЕТБҰРЫС"


@pytest.mark.parametrize("kind", [PART, DOCUMENT])
def test_a_part_or_a_plain_document_has_no_kind_above_its_title(kind: Kind) -> None:
    assert not parsed(page_html(page(ROOT._replace(kind=kind)), LABELS)).all("p", "eyebrow")


def test_sections_stand_below_the_title_by_their_depth() -> None:
    first, deep = section("Spring tide", 1, depth=1), section("Its height", 2, depth=2)
    deepest = section("Its hour", 3, depth=9)
    shown = parsed(page_html(page(ROOT, *(body(s, f"<p>{s.title} text</p>") for s in (first, deep, deepest))), LABELS))
    ranks = {node.text: node.tag for node in shown if re.fullmatch(r"h\d", node.tag)}
    assert ranks == {"Tide": "h1", "Spring tide": "h2", "Its height": "h3", "Its hour": "h6"}
    ids = [node.attributes["id"] for node in shown if "id" in node.attributes]
    assert ids == ["tide", "spring-tide", "its-height", "its-hour"]
    assert [p.text for p in shown.all("p") if not p.attributes] == [
        "Text.",
        "Spring tide text",
        "Its height text",
        "Its hour text",
    ]


def test_each_section_stands_within_the_one_above_it() -> None:
    sections = [section(title, at, depth=depth) for at, (title, depth) in enumerate(
        [("Ebb", 1), ("Its hour", 2), ("Its height", 3), ("Its end", 2), ("Flood", 1)], 1)]  # fmt: skip
    shown = parsed(page_html(page(ROOT, *map(body, sections)), LABELS))

    def outline(node: Node) -> list[Any]:
        return [[each.attributes["id"], *outline(each)] for each in node.inside if isinstance(each, Node)
                and each.tag in ("article", "section")]  # fmt: skip

    assert outline(shown) == [["tide", ["ebb", ["its-hour", ["its-height"]], ["its-end"]], ["flood"]]]


def test_a_section_shown_alone_is_headed_as_a_page() -> None:
    deep = section("Its height", 5, depth=3)
    inner = section("Its hour", 6, depth=4)
    shown = parsed(page_html(page(deep, body(inner)), LABELS))
    assert (shown.one("h1").text, shown.one("h2").text) == ("Its height", "Its hour")


def test_what_the_page_does_not_show_is_listed_with_its_beginning() -> None:
    below = (section("Ebb", 1, summary="The sea goes."), section("Flood", 2, kind=Kind("event")))
    shown = parsed(page_html(page(children=below), LABELS))
    entries = shown.all("p", "entry")
    assert [e.one("a").attributes["href"] for e in entries] == ["kzref:ebb", "kzref:flood"]
    assert [e.one("span").text for e in entries] == ["The sea goes.", "Event"]


def test_a_page_ends_with_what_to_see_and_where_it_is_referred_to_from() -> None:
    full = page(see=(section("Moon", 7),), backlinks=(section("Storm", 8, kind=Kind("event")),))
    labels = LABELS._replace(see_also="Look at", backlinks="Comes from")
    shown = parsed(page_html(full, labels))
    assert [p.text for p in shown.all("p", "related-title")] == ["Look at", "Comes from"]
    assert [(p.one("a").attributes["href"], p.text) for p in shown.all("p", "related")] == [
        ("kzref:moon", "Moon concept"), ("kzref:storm", "Storm event"),
    ]  # fmt: skip
    assert parsed(page_html(full, labels, margin=False)).text.endswith("Text.")


def test_a_page_that_nothing_is_related_to_has_no_empty_lists() -> None:
    assert not parsed(page_html(page(), LABELS)).all("p", "related-title")


def test_titles_are_text_wherever_they_stand() -> None:
    odd = section("x", 3, summary=ODD)._replace(title=ODD, kind=Kind(ODD), titles=(ODD, ODD))
    whole = page(odd, body(odd._replace(position=4, depth=1)), children=(odd,), see=(odd,), backlinks=(odd,))
    for html in (
        page_html(whole, LABELS._replace(see_also=ODD, backlinks=ODD)),
        standalone_html(whole.section_texts, LABELS._replace(kinds={ODD: ODD})),
        home_html(ODD, ODD, [("kzref:x", ODD, ODD)], [odd], ODD),
    ):
        shown = parsed(html)
        assert not shown.all("script")
        # Nothing between "A" and "D" is lost or escaped twice.
        assert shown.text.count(ODD) >= 4
        assert "&amp;amp;" not in html


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1))
def test_any_title_is_read_back_as_it_was(title: str) -> None:
    shown = parsed(section_head_html(ROOT._replace(title=title), LABELS, 2))
    assert shown.one("h2").inside == [title]


def test_a_document_of_its_own_is_whole_html() -> None:
    html = standalone_html([body(ROOT._replace(language="kk", title=ODD)), body(section("Ebb", 1, depth=1))], LABELS)
    assert html.startswith("<!DOCTYPE html>")
    shown = parsed(html)
    assert shown.one("html").attributes["lang"] == "kk"
    assert shown.one("meta").attributes["charset"] == "utf-8"
    assert shown.one("h2").text == "Ebb"
    # A parser reads the title element as text, so no mark-up can begin in it.
    assert shown.one("title").text == ODD
    assert parsed(standalone_html([], LABELS)).one("body").text == ""


def test_links_to_what_the_document_holds_lead_there_and_others_stay() -> None:
    text = '<p><a class="pin" href="kzref:ebb">Ebb</a> <a href="kzref:moon" title="x">Moon</a></p>'
    html = standalone_html([body(ROOT, text), body(section("Ebb", 1, depth=1))], LABELS)
    assert [a.attributes["href"] for a in parsed(html).all("a")] == ["#ebb", "kzref:moon"]


def test_the_start_page_has_its_doors_and_its_contents() -> None:
    parts = [section("Sea", 0, summary="Salt water."), section("Land", 4)]
    doors = [("kzref:tide", "Begin", "The first page"), ("kzref:sea", "Sea", "")]
    shown = parsed(home_html("Almanac", "Of tides.", doors, parts, "Contents"))
    assert shown.one("h1").text == "Almanac"
    assert shown.one("p", "lede").text == "Of tides."
    assert [(p.one("a").attributes["href"], p.text) for p in shown.all("p", "door")] == [
        ("kzref:tide", "Begin The first page"), ("kzref:sea", "Sea"),
    ]  # fmt: skip
    assert shown.one("p", "related-title").text == "Contents"
    assert [(p.one("a").attributes["href"], p.text) for p in shown.all("p", "related")] == [
        ("kzref:sea", "Sea Salt water."), ("kzref:land", "Land"),
    ]  # fmt: skip


def test_a_start_page_of_an_empty_folder_is_its_title() -> None:
    shown = parsed(home_html("Almanac", "", [], [], "Contents"))
    assert shown.text == "Almanac"
    assert not shown.all("p")
