"""What is stored of a section is valid, self-contained HTML that says what each element is."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from parsed_page import Node, parsed

from kzref.library.store.library import Library
from kzref.messages.catalogue import english
from kzref.render.html.cleaning import clean
from kzref.render.html.tags import VOID, Tag, tokens
from kzref.render.pages.labels import page_labels
from kzref.render.pages.page import page_html, standalone_html

Render = Callable[..., Any]
LABELS = page_labels(english)

PHRASING = {
    "a", "b", "br", "code", "del", "em", "i", "img", "input", "s", "span", "strong", "sub", "sup", "u",
}  # fmt: skip
FLOW = PHRASING | {
    "aside", "blockquote", "div", "dl", "figure", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "ol", "p", "pre", "section",
    "table", "ul", "article", "hgroup",
}  # fmt: skip
CHILDREN = {
    "ul": {"li"}, "ol": {"li"}, "dl": {"dt", "dd"}, "table": {"caption", "thead", "tbody", "tfoot"},
    "thead": {"tr"}, "tbody": {"tr"}, "tfoot": {"tr"}, "tr": {"td", "th"}, "figure": PHRASING | {"figcaption"},
    "hgroup": {"h1", "p"},
}  # fmt: skip
"""What may stand directly in an element; elements that are not named here hold text, or blocks of it."""
HOLDS_TEXT_ALONE = {"p", "h1", "h2", "h3", "h4", "h5", "h6", "pre", "figcaption", *PHRASING}
ATTRIBUTES = {
    "a": {"href", "title"}, "article": {"id"}, "section": {"id"}, "img": {"src", "alt"}, "li": {"id", "value"},
    "ol": {"start", "type"}, "sup": {"id"}, "td": {"style"}, "th": {"style"}, "p": {"style"},
    "input": {"type", "disabled", "checked"},
}  # fmt: skip


def problems(node: Node) -> Iterator[str]:
    """What breaks the content model of HTML5."""
    for each in node.inside:
        if isinstance(each, str):
            if each.strip() and node.tag in CHILDREN and node.tag != "figure":
                yield f"text in {node.tag}: {each[:40]}"
            continue
        allowed = CHILDREN.get(node.tag, PHRASING if node.tag in HOLDS_TEXT_ALONE else FLOW)
        if each.tag not in allowed:
            yield f"{each.tag} in {node.tag}"
        unknown = each.attributes.keys() - ATTRIBUTES.get(each.tag, set()) - {"class"}
        if unknown:
            yield f"{sorted(unknown)} of {each.tag}"
        if each.tag == "img" and not each.attributes.get("alt"):
            yield "a picture without a description"
        yield from problems(each)


def unclosed(html: str) -> list[str]:
    """Tags that are not closed in the order in which they were opened."""
    open_now: list[str] = []
    for token in tokens(html):
        if isinstance(token, Tag) and token.name not in VOID:
            if not token.closing:
                open_now.append(token.name)
            elif not open_now or open_now.pop() != token.name:
                return [*open_now, f"/{token.name}"]
    return open_now


def assert_valid(html: str) -> Node:
    assert not unclosed(html)
    page = parsed(html)
    assert list(problems(page)) == []
    ids = [node.attributes["id"] for node in page if "id" in node.attributes]
    assert len(ids) == len(set(ids))
    assert not [name for name in ids if not name or set(name) & set(" \t\r\n\f")]
    return page


def test_every_page_of_the_content_is_valid(content_library: Library) -> None:
    pages = [root for root in content_library.contents.sections() if root.page == root.address]
    assert len(pages) > 100
    for root in pages:
        page = content_library.pages.page_of(root)
        shown = assert_valid(page_html(page, LABELS))
        assert {text.section.address for text in page.section_texts} <= {
            node.attributes["id"] for node in shown if node.tag in ("article", "section") and "id" in node.attributes
        }


def test_the_whole_content_as_one_document_leads_to_itself(content_library: Library) -> None:
    root = max(content_library.contents.children(None), key=lambda section: section.last - section.position)
    page = parsed(standalone_html(content_library.pages.section_texts(root), LABELS))
    ids = {node.attributes["id"] for node in page if "id" in node.attributes}
    links = [a.attributes["href"] for a in page.all("a") if a.attributes.get("href", "").startswith(("#", "kzref:"))]
    assert {link.removeprefix("#") for link in links if link.startswith("#")} <= ids
    assert not {link.removeprefix("kzref:") for link in links} & ids - {link.removeprefix("#") for link in links}
    headings = [int(node.tag[1]) for node in page if node.tag in ("h1", "h2", "h3", "h4", "h5", "h6")]
    assert headings[0] == 1
    assert headings.count(1) == 1


TEXT = """!!! warning "Mind"
    > - [x] done
    > - [ ] open

| a | b |
|---|--:|
| 1[^1] | 2 |

3. three
5. five

![A harbour](../pictures/inside.png "Low water")

{{chart catch}}

```python
x = 1
```

Tide
:   The sea.

[^1]: A note.
[^a b]: Another.

End[^a b].
"""


def test_every_kind_of_element_is_valid(render: Render) -> None:
    page = assert_valid(render(TEXT).html)
    assert page.one("aside", "warning").one("blockquote").one("ul").all("input")
    assert page.one("section", "notes").one("ol").all("li")
    assert page.one("code", "language-python")
    picture, chart = page.all("figure")
    assert picture.one("img").attributes["alt"] == "A harbour"
    assert picture.one("figcaption").text == "Low water"
    assert chart.attributes["class"] == "chart"


def test_links_of_notes_lead_to_ids(render: Render) -> None:
    page = parsed(render(TEXT).html)
    ids = {node.attributes["id"] for node in page if "id" in node.attributes}
    links = {a.attributes["href"] for a in page.all("a") if a.attributes.get("href", "").startswith("#")}
    assert {link.removeprefix("#") for link in links} == ids
    assert all(name.startswith("here--fn") for name in ids)


def test_a_caption_is_not_said_twice(render: Render) -> None:
    rendered = render('![A harbour](../pictures/inside.png "Low water")')
    assert rendered.text == "A harbour"
    assert rendered.prose == ""


@pytest.mark.parametrize("depth", [0, 1, 3, 9])
def test_headings_within_a_text_are_of_lower_rank_than_its_own(depth: int) -> None:
    html = clean("<h1>one</h1><h3>two</h3><h6>three</h6>", (), "here", min(depth + 2, 6))
    ranks = [int(node.tag[1]) for node in parsed(html)]
    assert ranks == [max(rank, min(depth + 2, 6)) for rank in (1, 3, 6)]


def test_an_id_is_kept_once_and_in_its_section_alone() -> None:
    written = (
        '<sup id="here--fn-1">a</sup><sup id="here--fn-1">b</sup><sup id="there--fn-1">c</sup><p id="here--x">d</p>'
    )
    assert clean(written, (), "here") == '<sup id="here--fn-1">a</sup><sup>b</sup><sup>c</sup><p>d</p>'


def test_presentation_of_raw_html_is_valid_or_kept_apart() -> None:
    written = '<table width="50%" cellpadding="4" align="center"><tr><td align="RIGHT">a</td></tr></table>'
    table = parsed(clean(written, ())).one("table")
    assert table.attributes == {"data-width": "50%", "data-cellpadding": "4", "data-align": "center"}
    assert table.one("td").attributes == {"style": "text-align: right"}


def test_a_file_of_the_content_holds_no_tag_of_qt(content_library: Library) -> None:
    for section in content_library.contents.sections():
        for text in content_library.pages.section_texts(section, with_subsections=False):
            assert 'name="' not in text.html
            assert "cellpadding" not in text.html
