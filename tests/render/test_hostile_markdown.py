"""Whatever a stranger writes, a page holds text, links that are asked about, and pictures of the pack."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from parsed_page import Node, parsed

from kzref.render.html.cleaning import clean

Render = Callable[..., Any]

TEXT_TAGS = {
    "a", "aside", "b", "blockquote", "br", "caption", "code", "dd", "del", "div", "dl", "dt", "em", "figcaption",
    "figure", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "i", "img", "input", "li", "ol", "p", "pre", "s", "section",
    "span", "strong", "sub", "sup", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "u", "ul",
}  # fmt: skip
HARMLESS = {
    "href", "id", "title", "class", "src", "alt", "data-width", "data-cellspacing", "data-cellpadding", "data-align",
    "style", "colspan", "rowspan", "start", "type", "value", "checked", "disabled",
}  # fmt: skip
STYLE = re.compile(r"text-align: (left|right|center|justify)")
LINKS = ("kzref:", "http://", "https://", "mailto:", "#")
PICTURES = ("pack:", "chart:")


def assert_safe(html: str) -> Node:
    """Holds a page to what a page may hold."""
    page = parsed(html)
    for node in page:
        assert node.tag in TEXT_TAGS, html
        assert node.attributes.keys() <= HARMLESS, html
        assert node.attributes.get("href", "#").lower().startswith(LINKS), html
        assert node.attributes.get("src", "pack:").startswith(PICTURES), html
        assert ("href" not in node.attributes or node.tag == "a") and (
            "src" not in node.attributes or node.tag == "img"
        )
        assert node.tag != "img" or "src" in node.attributes, html
        assert STYLE.fullmatch(node.attributes.get("style", "text-align: left")), html
        assert "--" in node.attributes.get("id", "--"), html
        if node.tag == "input":
            assert node.attributes["type"] == "checkbox", html
            assert "disabled" in node.attributes, html
    return page


HOSTILE = [
    "<script>steal()</script>",
    "<scr<script>ipt>steal()</scr</script>ipt>",
    "<SCRIPT\n>steal()</SCRIPT\n>",
    "<iframe src='https://evil.example'></iframe>",
    '<iframe srcdoc="<script>steal()</script>">',
    '<b onclick="steal()" onmouseover=steal()>bold</b>',
    '<img src=x onerror="steal()" alt="said">',
    '<img src="file:///etc/passwd" alt="said">',
    '<img src="../outside.png" alt="said">',
    '<img src="/etc/passwd" alt="said">',
    '<img src="C:\\secret.png" alt="said">',
    '<img src="https://evil.example/spy.png" srcset="https://evil.example/2.png 2x" alt="said">',
    '<img src="data:image/png;base64,AAAA" alt="said">',
    '<img src=" pack:../outside.png" alt="said">',
    '<img src="//evil.example/spy.png" alt="said">',
    '<a href="javascript:steal()">link</a>',
    '<a href="JaVa&#10;ScRiPt:steal()">link</a>',
    '<a href="&#1;javascript:steal()">link</a>',
    '<a href="file:///etc/passwd">link</a>',
    '<a href="/etc/passwd">link</a>',
    '<a href="//evil.example">link</a>',
    '<a href="data:text/html,<script>steal()</script>">link</a>',
    '<a href="vbscript:steal()" ping="https://evil.example" target=_blank>link</a>',
    "[link](javascript:steal())",
    "[link](JAVASCRIPT:steal())",
    "[link](&#106;avascript:steal())",
    "[link](<java\tscript:steal()>)",
    "[link](data:text/html;base64,PHNjcmlwdD4=)",
    "[link](file:///etc/passwd)",
    "[link](vbscript:steal())",
    "[link](../../../../etc/passwd)",
    "[link][far]\n\n[far]: javascript:steal()",
    "<javascript:steal()>",
    "<file:///etc/passwd>",
    "![said](data:image/svg+xml;base64,PHN2Zz4=)",
    "![said](file:///etc/passwd)",
    "![said](https://evil.example/spy.png)",
    "![said](javascript:steal())",
    "![said](../../outside.png)",
    "![said][far]\n\n[far]: https://evil.example/spy.png",
    '<svg onload="steal()"><a xlink:href="javascript:steal()"><text>svg</text></a></svg>',
    "<svg><style><img src=x onerror=steal()></style></svg>",
    "<math><mtext><table><mglyph><style><img src=x onerror=steal()></style></table></mtext></math>",
    "<style>body { background: url(https://evil.example) }</style>",
    '<p style="background: url(https://evil.example)" id="home" align="center">styled</p>',
    '<form action="https://evil.example"><input name="q"><button>go</button><textarea></form>',
    '<input type="password" name="q"><input type="checkbox" onclick="steal()" name="x"><input type="image" src="x">',
    '<section id="tide">one</section> <sup id="here--fn-1">two</sup> <li id="tide">three</li> <a name="tide">four</a>',
    '<aside class="note" style="position: fixed">one</aside> <p style="text-align: right; color: red">two</p>',
    '<meta http-equiv="refresh" content="0; url=https://evil.example">',
    '<object data="file:///etc/passwd"><embed src="x"></object>',
    '<link rel="stylesheet" href="https://evil.example/x.css"><base href="https://evil.example">',
    '<table background="https://evil.example/x.png"><tr><td background="x">cell</td></tr></table>',
    '<audio src="x" autoplay></audio><video poster="file:///x"></video>',
    "<!-- <script>steal()</script> -->",
    "<!DOCTYPE html><?php steal() ?><![CDATA[<script>steal()</script>]]>",
    '<noscript><p title="</noscript><img src=x onerror=steal()>"></noscript>',
    '<a title="<img alt=">one</a> <a title="><b>" onclick=steal()>two</a>',
    "<a title='<img>' href='#x'>one</a>",
    '<img alt="<script>steal()</script>">',
    '[link](kzref:beta "a" onclick=steal())',
    '![x" onerror="steal()](nothing.png)',
    '[x" onclick="steal()](https://ok.example \'" onclick="steal()\')',
    '!!! note" onclick="steal() "<script>steal()</script>"\n    <script>steal()</script>',
    'note[^"><script>]\n\n[^"><script>]: <script>steal()</script>',
    "| <script> | a |\n|---|:-:|\n| <img src=x onerror=steal()> | [x](javascript:steal()) |",
    "```html\n<script>steal()</script>\n```",
    '~~~ {.x onclick="steal()"}\n<script>\n~~~',
    "`<script>steal()</script>`",
    "[@<script>] [Body 1<script>steal()</script>] [Body 1](javascript:steal())",
    "{{catch:<script>}} {{chart <script>}}",
]


def test_a_page_holds_nothing_but_text_links_and_pictures(render: Render, render_strange: Render) -> None:
    for text in HOSTILE:
        for rendered in (render(text), render_strange(text), *render("Before.", text)):
            assert_safe(rendered.html)


PIECES = st.sampled_from(
    [*HOSTILE, "\n\n", "\n    ", "> ", "- ", "1. ", "| a | b |\n|---|---|\n", "`", "*", "<", '"', ">"]
)
CRUMBS = st.text(st.sampled_from("<>\"'=/&;:()[]!`*_~|\\^#@{} \nabijs-"), max_size=12)


@settings(max_examples=120, deadline=None)
@given(st.lists(PIECES | CRUMBS, max_size=7).map("".join))
def test_no_mixture_of_fragments_slips_anything_else_into_a_page(
    render: Render, render_strange: Render, text: str
) -> None:
    assert_safe(render(text).html)
    assert_safe(render_strange(text).html)


@settings(max_examples=80, deadline=None)
@given(st.lists(PIECES | CRUMBS, max_size=8).map("".join))
def test_cleaned_html_stays_as_it_is_when_it_is_cleaned_again(html: str) -> None:
    pictures = {"pack:inside.png", "chart:yearly"}
    once = clean(html, pictures)
    assert_safe(once)
    assert clean(once, pictures) == once


@pytest.mark.parametrize("tag", ["script", "style"])
def test_what_a_script_or_a_style_says_is_not_text(render: Render, tag: str) -> None:
    rendered = render(f"Before <{tag}>steal()</{tag}> after.")
    assert "steal" not in rendered.html + rendered.text
    assert rendered.text.split() == ["Before", "after."]


@pytest.mark.parametrize(
    "target",
    [
        "javascript:steal()", "data:text/html,x", "file:///etc/passwd", "../../secret.md", "nowhere.md", "/etc/passwd",
        "pack:pictures/inside.png", "chart:catch", "ftp://evil.example", "beta.md/../../../x",
    ],
)  # fmt: skip
def test_a_link_that_may_not_be_opened_is_its_words_alone(render: Render, target: str) -> None:
    rendered = render(f"See [the *words*]({target}) here.")
    assert not parsed(rendered.html).all("a")
    assert rendered.text == "See the words here."
    assert rendered.links == ()


@pytest.mark.parametrize(
    "target", ["https://ok.example/a?b=1&c=2", "http://ok.example", "mailto:a@ok.example", "HTTPS://ok.example"]
)
def test_a_link_to_the_network_is_kept_to_be_asked_about(render: Render, target: str) -> None:
    rendered = render(f"[out]({target})")
    assert parsed(rendered.html).one("a").attributes["href"] == target
    assert rendered.links == ()


@pytest.mark.parametrize(
    ("target", "address"),
    [
        ("kzref:beta", "beta"),
        ("beta.md", "beta"),
        ("beta.md#Low Tide", "beta/low-tide"),
        ("#Low Tide", "here/low-tide"),
    ],
)
def test_a_link_inside_the_pack_becomes_an_address(render: Render, target: str, address: str) -> None:
    rendered = render(f"[in](<{target}>)")
    assert parsed(rendered.html).one("a").attributes["href"] == f"kzref:{address}"
    assert rendered.links == (address,)


@pytest.mark.parametrize(
    "target",
    [
        "../../outside.png", "../pictures/missing.png", "https://evil.example/spy.png", "file:///etc/passwd",
        "/etc/passwd", "data:image/png;base64,AAAA", "chart:missing", "../pictures", "..\\pictures\\inside.png",
        "pack:pictures/inside.png", "%2e%2e/%2e%2e/outside.png",
    ],
)  # fmt: skip
def test_a_picture_that_is_not_in_the_pack_is_its_description(render: Render, target: str) -> None:
    rendered = render(f"Before ![a harbour & <boats>](<{target}>) after.")
    page = parsed(rendered.html)
    assert not page.all("img")
    assert page.one("em").text == "a harbour & <boats>"
    assert rendered.text == "Before a harbour & <boats> after."
    assert rendered.images == ()


@pytest.mark.parametrize("source", ["pack:../outside.png", "chart:missing"])
def test_a_raw_picture_that_is_not_in_the_pack_is_its_description(render: Render, source: str) -> None:
    rendered = render(f'Before <img src="{source}" alt="a harbour"> after.')
    assert not parsed(rendered.html).all("img")
    assert rendered.text == "Before a harbour after."


def test_a_picture_of_the_pack_is_shown_and_kept(render: Render) -> None:
    rendered = render("![a harbour](../pictures/inside.png)")
    page = parsed(rendered.html)
    picture = page.one("img").attributes
    assert (picture["src"], picture["alt"]) == ("pack:pictures/inside.png", "a harbour")
    assert page.one("figure", "picture").one("img")
    assert rendered.images == ("pictures/inside.png",)


@pytest.mark.parametrize("name", ["it's here.png", "a & b.png", "a\u00a0b.png", "план.png"])
def test_a_picture_of_the_pack_is_shown_whatever_it_is_called(render: Render, name: str) -> None:
    rendered = render(f"![a harbour](<../pictures/{name}>)")
    assert parsed(rendered.html).one("img").attributes["src"] == f"pack:pictures/{name}"
    assert rendered.images == (f"pictures/{name}",)


def test_a_raw_picture_that_is_shown_is_one_that_the_library_keeps(render: Render) -> None:
    rendered = render('Before <img src="pack:pictures/inside.png" alt="a harbour"> after.')
    shown = [picture.attributes["src"].removeprefix("pack:") for picture in parsed(rendered.html).all("img")]
    assert tuple(shown) == rendered.images


ENDLESS = {
    "lists in a line": "- " * 2000 + "x",
    "numbers in a line": "1. " * 2000 + "x",
    "lists below each other": "\n".join("    " * n + "- x" for n in range(1000)),
    "callouts below each other": "\n".join("    " * n + "!!! note" for n in range(400)),
    "brackets": "[" * 50_000,
    "brackets in a paragraph of list marks": "text\n" + "- [\n" * 20_000,
    "brackets of pictures": "![[" * 10_000,
    "brackets in brackets": "[" * 9000 + "]" * 9000,
    "targets": "[a](" * 20_000,
    "targets in corners": "[x](<" * 20_000,
    "tags": "<a " * 20_000,
    "links": "<http://" * 20_000,
    "mail": "<a@" * 30_000,
    "sections of data": "<![CDATA[" * 20_000,
    "definitions": "a\n" + ": x\n" * 20_000,
    "spaces": " " * 100_000 + "x",
    "tabs": "\t" * 30_000 + "x",
}
"""Each took minutes, or the program down with it."""


@pytest.mark.parametrize("text", ENDLESS.values(), ids=ENDLESS.keys())
def test_what_no_markdown_is_made_of_is_shown_as_it_is_written(render_strange: Render, text: str) -> None:
    rendered = render_strange(text)
    assert assert_safe(rendered.html).one("pre").text.split() == text.split()


HARMLESS_RUNS = ["*", "`", ">", "_a", "<", "|", "~", "**a ", "[]", "&a", "\\", "(", "{{", "~~", "~~a ", "' ", "a@"]


@pytest.mark.parametrize("run", HARMLESS_RUNS)
def test_a_run_of_signs_is_text(render_strange: Render, run: str) -> None:
    assert_safe(render_strange(f"Text {run * 5000}").html)


def test_after_a_passage_that_is_nested_too_deeply_the_next_is_read_as_ever(
    render_strange: Render, monkeypatch: pytest.MonkeyPatch
) -> None:
    following = "- one\n\n    two\n\n1. three\n\n        code\n\n> four"
    before = render_strange(following).html
    # Nesting that nothing foresees.
    monkeypatch.setattr("kzref.render.markdown.renderer.exceeded_limit", lambda *_: "")
    assert parsed(render_strange(ENDLESS["lists in a line"]).html).one("pre")
    assert render_strange(following).html == before


@pytest.mark.parametrize(
    "text",
    [
        "\n".join(f"{n}. Article [{n} of the act (see [{n - 1}])" for n in range(3000)),
        "\n".join(["| a | b |", "|---|---|", *(f"| [{n} | x < {n} |" for n in range(3000))]),
        "\n\n".join(f"Article {n}. [repealed (1 < {n})" for n in range(3000)),
        "word " * 50_000 + "[" * 10,
        "\n".join("    " * (n % 40) + "- x" for n in range(400)),
    ],
    ids=["list", "table", "paragraphs", "long paragraph", "nested"],
)
def test_large_passages_of_laws_are_read_as_markdown(render_strange: Render, text: str) -> None:
    assert not parsed(render_strange(text).html).all("pre")


@pytest.mark.parametrize("blank", [" ", "\t"])
def test_blanks_without_end_are_shortened_where_they_would_be_measured_one_by_one(
    render_strange: Render, blank: str
) -> None:
    html = render_strange(f"```\na{blank * 50_000}b\n```").html
    assert "a" in html
    assert len(html) < 5000
