"""No text of a few bytes costs more than it is long: four times as much of anything is about four times the work."""

import time
from collections.abc import Callable
from typing import Any

import pytest

Render = Callable[..., Any]


def numbered(written: Callable[[int], str]) -> Callable[[int], str]:
    """As many pieces with a number as fit."""
    return lambda size: "".join(written(number) for number in range(size // len(written(size))))


REPEATED = [
    "```x\n", "``` a b\n", '```a hl_lines="\n', "```\na\n```\n", "` ", "`a` ", "\\`", "[", "[]", "](", "![", "[a](b) ",
    "[a](b)\n", "[a](b)\n\n", "[a](", "[a](()", "[[a]", "<", "<a ", "<b>", '<a b="', "<a b=c\n", "</", "&", "&amp; ", "&#",
    "\\", "\\*", "*a ", "*a* ", "**a ", "_a_ ", "a_b", "*_a ", "~~a ", "~~a~~ ", "{{", "{#", "# a\n", "#a\n", "#a\n\n", "\n#",
    "a\n---\n", "=\n", "---\n", "- - ", "a\n: x\n\n", "a\n: x\n", "[^1]", "[^1]: a\n", "[^1]: a\nb\n", "[@a]", "[Body 1] ",
    "!!! note\n", "!!! note\n\n", ">", "> a\n", "> a\n\n", "> a\n\nb\n\n", "> - ", "- a\n", "- a\n\n", "- a\n    - b\n",
    "1. ", "1. a\n", "- a\n1. b\n", "    a\n", "    a\n\n", "\ta\n", "a\n", "a\n\n", "a  \n", "|\n", "a|b\n-|-\nc|d\n\n", "|`",
    "<!--", "<!-- a --> ", "<b><!--a-->", "<![CDATA[", "<?", "<?a?> ", "<!a ", "<http://", "<http://a> ", "<a@", "a@",
    "[a]: b\n", "[a]:\n", '[a]: b\n"c"\n', "[a]: b\nc\n", "<div>", "<div>a</div>\n", "<ul><li>", "<b><i>", "<span>",
    "<table><tr><td>", "<a><p>", "<b><i></b>", "<table>x", "<foo>", "<script>", "<svg>", "'", '"', "'a' ", "... ", "-- ",
]  # fmt: skip
SHAPED: dict[str, Callable[[int], str]] = {
    "growing backticks": lambda size: " ".join("`" * number for number in range(1, int((2 * size) ** 0.5))),
    "backticks of a cell": lambda size: "a|b\n-|-\n" + "`|" * (size // 2),
    "wide table of short rows": lambda size: (
        "a|" * (size // 8) + "\n" + "-|" * (size // 8) + "\n" + "|\n" * (size // 4)
    ),
    "notes": numbered(lambda number: f"x[^{number}]\n\n[^{number}]: a\n\n"),
    "one note": lambda size: "[^1] " * (size // 5) + "\n\n[^1]: a\n",
    "notes of notes": numbered(lambda number: f"[^{number}]: [^{number + 1}]\n"),
    "targets": numbered(lambda number: f"[a{number}]: b\n"),
    "one target": lambda size: "[a][b] " * (size // 7) + "\n\n[b]: x\n",
    "formatting that nothing closes": lambda size: (
        numbered(lambda number: f"<b class={number}>")(size // 2) + "<p>x" * (size // 8)
    ),
    "remarks in what is open": lambda size: "<b>" * (size // 6) + "<!--a-->" * (size // 16),
    "closed boxes": lambda size: "<div>" * (size // 11) + "</div>" * (size // 11),
    "growing quotations": lambda size: "\n\n".join(">" * number + " a" for number in range(int((2 * size) ** 0.5))),
    "lists below each other": lambda size: "\n".join("    " * n + "- a" for n in range(int((size / 2) ** 0.5))),
}
TEXTS = {repr(sign): (lambda size, sign=sign: sign * (size // len(sign))) for sign in REPEATED} | SHAPED


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS.keys())
def test_four_times_the_text_takes_about_four_times_the_work(render: Render, text: Callable[[int], str]) -> None:
    def cost(size: int) -> float:
        started = time.process_time()
        render(text(size))
        return time.process_time() - started

    small, large = 4_000, 16_000
    # Until a limit is reached the work may grow faster; it is reached before anyone waits.
    assert cost(large) < 10 * cost(small) + 0.8


@pytest.mark.parametrize("definition", ["[^a]: note", "[a]: target.md"])
def test_a_definition_is_not_repeated_more_often_than_a_document_may_be_long(render: Render, definition: str) -> None:
    mark = definition.partition(":")[0]
    sections = [mark] * 400 + [definition + " " + "word " * 2_000]
    assert sum(len(rendered.html) for rendered in render(*sections)) < 20 * sum(map(len, sections)) + 1_000_000
