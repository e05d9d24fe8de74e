"""What is left out because it cannot match changes no page: the HTML is that of Markdown which tries everything."""

from xml.etree.ElementTree import Element

import markdown
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown.treeprocessors import InlineProcessor

from kzref.render.markdown.fast_inline import FastInline

EXTENSIONS = ["tables", "admonition", "def_list", "fenced_code", "sane_lists", "footnotes"]
MARKS = st.sampled_from(
    [
        "word",
        "Ä",
        "7",
        "1.",
        "(1)",
        " ",
        "   ",
        "    ",
        "  \n",
        "\n",
        "\n\n",
        "\n    ",
        "\n  ",
        "*",
        "**",
        "_",
        "__",
        "[",
        "]",
        "](a)",
        "![",
        "[^1]",
        "\n[^1]: ",
        "[@a]",
        "`",
        "```\n",
        "~~~\n",
        "\\",
        "<",
        ">",
        "<b>",
        "</b>",
        "<a@b.c>",
        "<http://a.b>",
        "&",
        "&amp;",
        "&#7;",
        "'",
        '"',
        "...",
        "-",
        "--",
        "---",
        "===",
        "#",
        "## ",
        "|",
        ":",
        "\n: ",
        "\n:   ",
        "- ",
        "+ ",
        "* ",
        "> ",
        '!!! note "a"\n',
        "[a]: b",
        "\n[a]: b\n",
        "§",
        "„",
        "“",
        "\x02",
        "\x03",
        "\t",
        "|--|--|\n",
        "a | b\n",
    ]
)


def converter(*more: str | FastInline) -> markdown.Markdown:
    return markdown.Markdown(extensions=[*EXTENSIONS, *more])


PAIRS = [(converter(), converter(FastInline())), (converter("smarty"), converter("smarty", FastInline()))]


@settings(max_examples=400, deadline=None)
@given(text=st.lists(MARKS, max_size=30).map("".join))
@example("Term\n:   Said.\n\nText\n    goes on.\n\n    Code.")
@example("a | b\n- | -\n1 | 2")
@example('1. One\n    goes on\n\n    Two\n2. \'80s "said" -- and...')
@example("Title\n===\n\nTitle\n---\n\ntext\n***\ntext\n> said\n# head")
def test_the_html_is_that_of_slow_markdown(text: str) -> None:
    for slow, quick in PAIRS:
        assert quick.reset().convert(text) == slow.reset().convert(text)


def test_patterns_are_tried_on_texts_with_their_marks_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    tried: list[str] = []
    name = "_InlineProcessor__applyPattern"
    slow = getattr(InlineProcessor, name)

    def apply(self: InlineProcessor, pattern: object, data: str, *rest: int) -> tuple[str | Element, bool, int]:
        tried.append(data)
        return slow(self, pattern, data, *rest)  # type: ignore[no-any-return]

    monkeypatch.setattr(InlineProcessor, name, apply)
    assert PAIRS[0][1].reset().convert("A long text.\n\nOne `code` more.") == (
        "<p>A long text.</p>\n<p>One <code>code</code> more.</p>"
    )
    # Emphasis has two marks and is always looked for.
    assert tried.count("A long text.") == 1
    assert len(tried) < 6
