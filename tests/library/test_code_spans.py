"""Where a text is code: what the one scanner finds is what a slow reading of CommonMark's rules finds."""

import re

from hypothesis import example, given
from hypothesis import strategies as st

from kzref.library.code_spans import code_ranges, code_spans, fences, without_fences
from kzref.library.headings import cut_at_headings

ROWS = st.lists(
    st.sampled_from(
        ["```", "````", "~~~", "~~~~~", "``` a b", "~~~ x", "   ```", "    ```", "text", "", "# head", "` a", "```x`y"]
    ),
    max_size=12,
)
SPANS = st.text("`a \\", max_size=30)


def fenced_rows(rows: list[str]) -> list[tuple[int, int]]:
    """A slow oracle: from each opening fence to the first row that closes it, or to the end."""
    found = []
    at = 0
    while at < len(rows):
        opened = re.match(r"( {0,3})(`{3,}(?=[^`]*$)|~{3,})", rows[at])
        if not opened:
            at += 1
            continue
        sign, size, indent = opened[2][0], len(opened[2]), len(opened[1])
        closing = re.compile(rf" {{0,{indent + 3}}}{re.escape(sign)}{{{size},}}[ \t]*")
        end = next((n + 1 for n in range(at + 1, len(rows)) if closing.fullmatch(rows[n])), len(rows))
        found.append((at, end))
        at = end
    return found


def spans_of(text: str) -> list[tuple[int, int]]:
    """A slow oracle: each run of backticks with the next run of just as many; one behind a backslash is a letter."""
    found = []
    at = 0
    while at < len(text):
        if text[at] == "\\" and text[at + 1 : at + 2] in ("`", "\\"):
            at += 2
            continue
        run = re.match(r"`+", text[at:])
        if not run:
            at += 1
            continue
        size = len(run[0])
        closing = re.search(rf"(?<!`)`{{{size}}}(?!`)", text[at + size :])
        if closing:
            found.append((at, at + size + closing.end()))
            at += size + closing.end()
        else:
            at += size
    return found


@given(ROWS)
@example(["~~~ x", "```", "~~~~~", "text"])
def test_fences_are_what_the_rules_say(rows: list[str]) -> None:
    assert [(fence.first, fence.end) for fence in fences(rows)] == fenced_rows(rows)


@given(SPANS)
@example("\\` `a`")
@example("\\\\`a`")
def test_code_spans_are_what_the_rules_say(text: str) -> None:
    assert [(span.start, span.end) for span in code_spans(text, 0, len(text))] == spans_of(text)


def test_a_fence_with_several_words_is_code_to_headings_and_to_references() -> None:
    text = '```js title="x.js"\n# no heading\n[no](link.md)\n```\n\n# Heading\n'
    assert [passage.heading for passage in cut_at_headings(text)] == ["", "Heading"]
    ((start, end),) = code_ranges(text)
    assert text[start:end].endswith("[no](link.md)\n```")
    assert "no heading" not in without_fences(text)


def test_a_fence_that_nothing_closes_runs_to_the_end_and_a_span_to_that_of_its_paragraph() -> None:
    assert [p.heading for p in cut_at_headings("```\n# one\n\n# two\n")] == [""]
    assert code_ranges("a ` b\n\nc ` d") == []
