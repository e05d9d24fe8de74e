"""No text costs more than it is long: four times as much of anything takes about four times the work."""

import time
from collections.abc import Callable
from typing import Any

import pytest

from kzref.pack.markdown.front_matter import split_front_matter
from kzref.pack.markdown.headings import plain_heading, split_at_headings
from kzref.pack.markdown.limits import exceeded_limit, line_of_flattened
from kzref.pack.markdown.references import find_references
from kzref.pack.pinpoints import PinpointScheme
from kzref.render.html.qt_dialect import to_qt

Render = Callable[..., Any]
Text = Callable[[int], str]

SHORT, TIMES = 10_000, 4
MOST_TIMES, SPARE = 9, 0.25
"""Where work grows with the square, four times the text takes sixteen times the work. The second is for what a clock of
the processor cannot tell apart, in seconds."""


def repeated(piece: str) -> Text:
    return lambda size: piece * (size // len(piece) + 1)


def counted(piece: str) -> Text:
    """The piece with a number that grows."""
    return lambda size: "".join(piece.replace("N", str(number)) for number in range(size // (len(piece) + 3)))


def widening(piece: str, joint: str = "\n") -> Text:
    """Rows of which each has the piece once more than the one before."""
    return lambda size: joint.join(piece * number for number in range(1, int((2 * size / len(piece)) ** 0.5) + 1))


TEXTS: dict[str, Text] = {
    "fences that nothing closes": repeated("```x\n"),
    "fences with several words": repeated("``` a b\n"),
    "fences of growing length": widening("`"),
    "backticks of growing length": widening("`", " "),
    "code spans": repeated("`a` "),
    "code spans that nothing closes": repeated("`a`` "),
    "links": repeated("[a](b) "),
    "links in paragraphs": repeated("[a](b)\n\n"),
    "links to one definition": lambda size: "[a][b] " * (size // 7) + "\n\n[b]: x\n",
    "brackets": repeated("["),
    "brackets in pairs": repeated("[[a]"),
    "brackets in one another": lambda size: "[" * (size // 2) + "]" * (size // 2),
    "targets that nothing closes": repeated("[a]("),
    "pictures": repeated("![a](b) "),
    "definitions of links": counted("[aN]: b\n"),
    "backslashes": repeated("\\"),
    "escaped stars": repeated("\\* "),
    "stars": repeated("*"),
    "stars before words": repeated("*a "),
    "stars around words": repeated("*a* "),
    "two kinds of emphasis": repeated("_a *b "),
    "strikes": repeated("~~a~~ "),
    "lines broken": repeated("a  \n"),
    "paragraphs": repeated("a\n\n"),
    "headings": repeated("# a\n\n"),
    "underlined headings": repeated("a\n---\n\n"),
    "signs of headings": repeated("#"),
    "quotations": repeated("> a\n\n"),
    "quotations of growing depth": widening("> "),
    "signs of quotations": repeated(">"),
    "items": repeated("- a\n"),
    "items with paragraphs": repeated("- a\n\n    b\n\n"),
    "numbered items": counted("N. a\n"),
    "items of growing depth": lambda size: "\n".join("    " * n + "- a" for n in range(int((size / 2) ** 0.5))),
    "callouts": repeated("!!! note\n    a\n\n"),
    "callouts of growing depth": lambda size: "\n".join("    " * n + "!!! note" for n in range(int((size / 2) ** 0.5))),
    "terms": repeated("a\n: x\n\n"),
    "notes": counted("x[^N]\n\n[^N]: a\n\n"),
    "marks of one note": lambda size: "[^1] " * (size // 5) + "\n\n[^1]: a\n",
    "a table": lambda size: "|a|b|\n|---|---|\n" + "|c|d|\n" * (size // 6),
    "a wide table": lambda size: "a|" * (size // 6) + "b\n" + "-|" * (size // 6) + "-\n" + "c|" * (size // 6),
    "rows of nothing": repeated("|\n"),
    "cells with backticks": lambda size: "a|b\n-|-\n" + "`|" * (size // 2),
    "opening signs of tags": repeated("<a "),
    "tags": repeated("<b>"),
    "comments": repeated("<!-- a --> "),
    "comments that nothing closes": repeated("<!--"),
    "data that nothing closes": repeated("<![CDATA["),
    "boxes that nothing closes": repeated("<div>"),
    "lists that nothing closes": repeated("<ul><li>"),
    "tables that nothing closes": repeated("<table><tr><td>"),
    "entities": repeated("&amp; "),
    "citations of the source": repeated("[Body 1] "),
    "works cited": repeated("[@doe-2001] "),
    "figures": repeated("{{catch:2001}} "),
    "braces": repeated("{{ "),
    "addresses": repeated("<http://a> "),
    "one word": repeated("a"),
    "spaces": lambda size: "a" + " " * size + "b",
    "indented lines": repeated("    a\n"),
    "quotation marks": repeated("\"a' "),
}


def work(text: str, render: Render) -> float:
    """Return the seconds of processor time that a text takes from file to page."""
    scheme = PinpointScheme({"Body": tuple(map(str, range(1, 10)))})
    begun = time.process_time()
    split_front_matter(f"---\n{text}", "a.md", lambda _: None, lenient=True)
    list(split_at_headings(text))
    plain_heading(text[:2000])
    find_references(text, 1, scheme)
    exceeded_limit(text)
    line_of_flattened(text)
    to_qt(render(text).html)
    return time.process_time() - begun


@pytest.mark.parametrize("name", TEXTS)
def test_four_times_the_text_is_about_four_times_the_work(name: str, render: Render) -> None:
    render("warm")
    short, long = TEXTS[name](SHORT), TEXTS[name](SHORT * TIMES)
    for _ in range(3):  # What disturbs a measurement does not come three times.
        once, more = work(short, render), work(long, render)
        if more <= MOST_TIMES * once + SPARE:
            return
    raise AssertionError(f"{len(short)} characters: {once:.2f} s; {len(long)} characters: {more:.2f} s")


@pytest.mark.parametrize("definition", ["[^a]: note", "[a]: target.md"])
def test_a_definition_is_not_repeated_more_often_than_a_document_may_be_long(render: Render, definition: str) -> None:
    mark = definition.partition(":")[0]
    sections = [mark] * 400 + [definition + " " + "word " * 2_000]
    assert sum(len(rendered.html) for rendered in render(*sections)) < 20 * sum(map(len, sections)) + 1_000_000
