"""A section's Markdown as the page shows it: boxes, tables, notes, citations of the source and of works."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from parsed_page import Node, parsed

from kzref.library.store.library import Library
from kzref.pack.pinpoints import Pinpoint

Render = Callable[..., Any]


def shown(render: Render, text: str) -> Node:
    return parsed(render(text).html)


@pytest.mark.parametrize("kind", ["note", "warning", "tip"])
def test_a_callout_is_an_aside_with_its_title_and_text(render: Render, kind: str) -> None:
    page = shown(render, f'!!! {kind} "Mind *this*"\n    The tide is [high](kzref:beta).\n\nAfter.')
    box = page.one("aside", kind)
    assert box.one("p", "callout-title").text == "Mind this"
    assert [p.text for p in box.all("p")] == ["Mind this", "The tide is high."]
    assert [p.text for p in page.inside if isinstance(p, Node) and p.tag == "p"] == ["After."]
    assert not page.all("div") + page.all("table")


def test_a_callout_without_a_title_of_its_own_is_called_by_its_kind(render: Render) -> None:
    assert shown(render, "!!! warning\n    The tide.").one("p", "callout-title").text == "Warning"
    assert not shown(render, '!!! warning ""\n    The tide.').all("p", "callout-title")


def test_a_quotation_holds_its_paragraphs(render: Render) -> None:
    page = shown(render, "Before.\n\n> First.\n>\n> Second *part*.\n\nAfter.")
    box = page.one("blockquote", "quote")
    assert [p.text for p in box.all("p", "quoted")] == ["First.", "Second part."]
    assert page.text.split() == ["Before.", "First.", "Second", "part.", "After."]


def test_boxes_stand_in_boxes_and_in_lists(render: Render) -> None:
    page = shown(render, "!!! note\n    > Quoted.\n\n- item\n\n    > In a list.")
    assert page.one("aside", "note").one("blockquote", "quote").text.strip() == "Quoted."
    assert page.one("li").one("blockquote", "quote").text.strip() == "In a list."


def test_the_columns_of_a_table_keep_their_alignment(render: Render) -> None:
    page = shown(render, "| a | b | c | d |\n|:--|:-:|--:|---|\n| 1 | 2 | 3 | 4 |\n| 5 | x\\|y | **7** | |")
    table = page.one("table", "data")
    assert table.rows() == [["a", "b", "c", "d"], ["1", "2", "3", "4"], ["5", "x|y", "7", ""]]
    for row in table.all("tr"):
        cells = [cell for cell in row if cell.tag in ("td", "th")]
        styles = [cell.attributes.get("style", "") for cell in cells]
        assert styles == ["text-align: left", "text-align: center", "text-align: right", ""]


def test_a_definition_list_keeps_words_and_meanings(render: Render) -> None:
    page = shown(render, "Tide\n:   The sea that comes.\n:   And goes.\n\nEbb\n:   The sea that goes.")
    entries = [(n.tag, n.text) for n in page.one("dl") if n.tag in ("dt", "dd")]
    assert entries == [
        ("dt", "Tide"), ("dd", "The sea that comes."), ("dd", "And goes."),
        ("dt", "Ebb"), ("dd", "The sea that goes."),
    ]  # fmt: skip


def numbered(page: Node) -> list[tuple[int, str]]:
    """Items with their numbers, as a browser counts them."""
    items_found = []
    for ol in page.all("ol"):
        number = int(ol.attributes.get("start", "1"))
        for item in (each for each in ol.inside if isinstance(each, Node) and each.tag == "li"):
            number = int(item.attributes.get("value", number))
            items_found.append((number, item.text.strip()))
            number += 1
    return items_found


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("1. a\n2. b\n5. c\n6. d", [1, 2, 5, 6]),
        ("1. a\n\n5. b\n\n6. c", [1, 5, 6]),
        ("3. a\n4. b\n1. c", [3, 4, 1]),
        ("1. a\n1. b\n1. c", [1, 2, 3]),
        ("7. a\n\n7. b", [7, 8]),
        ("1. a\n2. b\n2. c", [1, 2, 2]),
        ("0. a\n10. b", [0, 10]),
        ("> 1. a\n> 4. b", [1, 4]),
        ("1. a\ngoes on\n3. b", [1, 3]),
    ],
)
def test_items_keep_the_numbers_that_were_typed(render: Render, text: str, numbers: list[int]) -> None:
    page = shown(render, text)
    assert [number for number, _ in numbered(page)] == numbers
    assert len(page.all("ol")) == 1


def test_a_number_is_stated_only_where_it_does_not_follow(render: Render) -> None:
    items = shown(render, "3. a\n4. b\n7. c\n8. d").all("li")
    assert [item.attributes.get("value") for item in items] == [None, None, "7", None]


def test_items_in_items_keep_their_numbers_and_what_stands_in_them(render: Render) -> None:
    page = shown(render, "1. a\n    1. aa\n    3. ac\n4. d\n\n    > said\n\n5. e\n\nEnd.")
    assert sorted(n for n, _ in numbered(page)) == [1, 1, 3, 4, 5]
    assert page.one("blockquote", "quote").text.strip() == "said"
    assert page.text.split()[-1] == "End."


def test_a_number_too_long_to_count_on_from_is_text(render: Render) -> None:
    assert shown(render, f"{'9' * 5000}. a").one("p").text == f"{'9' * 5000}. a"


def test_what_is_struck_is_shown_struck(render: Render) -> None:
    page = shown(render, "~~Repealed *text*~~ and ~~ not ~~ `~~code~~`")
    assert page.one("del").text == "Repealed text"
    assert page.text.strip() == "Repealed text and ~~ not ~~ ~~code~~"


def test_boxes_to_tick_are_checkboxes(render: Render) -> None:
    rendered = render("- [ ] open\n- [x] *done*\n- [y] other\n\n1. [X] loose\n\n2. [ ] too")
    page = parsed(rendered.html)
    assert [item.text.strip() for item in page.all("li")] == ["open", "done", "[y] other", "loose", "too"]
    boxes = page.all("input")
    assert ["checked" in box.attributes for box in boxes] == [False, True, True, False]
    assert all(box.attributes["type"] == "checkbox" and "disabled" in box.attributes for box in boxes)
    for line in ("• ☐ open", "• ☑ done", "1. ☑ loose", "2. ☐ too"):
        assert line in rendered.text.split("\n")


def anchors(page: Node) -> list[str]:
    return [node.attributes["id"] for node in page if "id" in node.attributes]


def note_links(page: Node) -> list[str]:
    return [a.attributes["href"] for a in page.all("a") if a.attributes.get("href", "").startswith("#")]


def test_notes_of_all_sections_of_a_page_lead_there_and_back(render: Render) -> None:
    sections = render(
        "One[^1] and two[^long] and one again[^1].",
        "Two[^long].\n\n[^1]: The *first* note.\n\n[^unused]: Nobody asks.",
        "One[^1].\n\n[^long]: The long note\n    goes on.\n\n    And on.",
    )
    page = parsed("".join(section.html for section in sections))
    names = anchors(page)
    assert len(names) == len(set(names))
    links = note_links(page)
    # Five marks, each with a way back from its note.
    assert len(links) == 10
    assert {link.removeprefix("#") for link in links} == set(names)
    first, long = "The first note.", "The long note goes on."
    for section, notes in zip(sections, [(first, long), (long,), (first,)], strict=True):
        text = " ".join(section.text.split())
        assert [note in text for note in (first, long)] == [note in notes for note in (first, long)]
        assert text.count("And on.") == (long in notes)


def test_each_mark_leads_to_the_note_that_it_names(render: Render) -> None:
    for section in render("A[^b] then[^a].", "C[^a].\n\n[^a]: Note A.\n\n[^b]: Note B."):
        page = parsed(section.html)
        notes = {li.attributes["id"]: li.text for li in page.one("section", "notes").all("li")}
        marks = [a.attributes["href"] for a in page.all("a", "footnote-ref")]
        assert [notes[href.removeprefix("#")][:7] for href in marks] == (
            ["Note B.", "Note A."] if len(marks) == 2 else ["Note A."]
        )


def test_a_note_may_name_a_note_that_stands_in_another_section(render: Render) -> None:
    first, _ = render("A[^1].", "B.\n\n[^1]: See also[^2].\n\n[^2]: The second note.")
    assert "The second note." in first.text


def test_code_that_looks_like_a_note_stays(render: Render) -> None:
    first, _ = render("Write this:\n\n```\n[^1]: An example.\n```\n\nA mark[^1].", "B.\n\n[^1]: The real note.")
    page = parsed(first.html)
    assert page.one("pre").text == "[^1]: An example."
    assert "The real note." in page.one("section", "notes").text


def test_a_link_is_defined_anywhere_in_its_document(render: Render) -> None:
    first, second = render("See [there][b].", "Or [here][b].\n\n[b]: beta.md")
    assert first.links == second.links == ("beta",)


def test_a_pinpoint_leads_to_the_section_that_retells_it(render: Render) -> None:
    rendered = render("It is so [Body 1; Body 3-4].")
    pin = parsed(rendered.html).one("a", "pin")
    assert pin.attributes["href"] == "kzref:alpha"
    assert pin.text.replace("\u00a0", " ") == "[Body 1; Body 3-4]"
    assert rendered.links == ("alpha",)
    assert rendered.pinpoints == tuple(Pinpoint("Body", n) for n in ("1", "3", "4"))


@pytest.mark.parametrize("place", ["Body 2", "Body 5"])
def test_a_pinpoint_that_is_retold_here_or_nowhere_leads_nowhere(render: Render, place: str) -> None:
    rendered = render(f"It is so [{place}].")
    page = parsed(rendered.html)
    assert not [a for a in page.all("a") if "href" in a.attributes]
    assert page.text.replace("\u00a0", " ") == f"It is so [{place}]."
    assert rendered.links == ()
    assert [str(pinpoint) for pinpoint in rendered.pinpoints] == [place]


@pytest.mark.parametrize("text", ["[Body 99]", "[Preface 1]", "[Body 4-2]", "`[Body 1]`", "[Body one]"])
def test_what_the_source_does_not_have_is_plain_text(render: Render, text: str) -> None:
    rendered = render(f"It is so {text}.")
    assert rendered.text == f"It is so {text.strip('`')}."
    assert rendered.pinpoints == rendered.links == ()


def test_a_work_cited_is_its_number_and_leads_to_the_list(render: Render) -> None:
    rendered = render("As said [@doe-2001] and [@roe-1999], not [@nobody] nor `[@doe-2001]`.")
    page = parsed(rendered.html)
    cited = [(a.text, a.attributes["href"], a.attributes["title"]) for a in page.all("a", "cite")]
    assert cited == [
        ("[7]", "kzref:works/doe-2001", 'Law & "order" <1>'),
        ("[9]", "kzref:works/roe-1999", "Another"),
    ]
    assert rendered.text == "As said [7] and [9], not [@nobody] nor [@doe-2001]."
    assert rendered.links == ("works/doe-2001", "works/roe-1999")
    assert "As said [7] and [9]" in rendered.markdown


def test_a_stranger_s_brackets_and_braces_stay_as_they_are(render_strange: Render) -> None:
    text = "It [Body 1] is {{catch:total}} and [@doe-2001]."
    assert render_strange(text).text == text


def test_the_library_links_each_pinpoint_to_the_article_that_retells_it(
    tiny_files: dict[str, str | bytes],
    write_pack: Callable[[Mapping[str, str | bytes]], Path],
    open_pack: Callable[[Path], Library],
) -> None:
    tiny_files["entries/alpha.md"] = str(tiny_files["entries/alpha.md"]).replace("kind: concept", "kind: article")
    tiny_files["entries/gamma.md"] = str(tiny_files["entries/gamma.md"]).replace("[Body 4].", "[Body 1] [Body 2].")
    library = open_pack(write_pack(tiny_files))
    page = library.pages.page_of(library.contents.section("gamma"))
    pins = parsed(page.section_texts[0].html).all("a", "pin")
    assert [pin.attributes["href"] for pin in pins] == ["kzref:alpha", "kzref:alpha/first"]
