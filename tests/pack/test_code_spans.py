"""What is code: as a reader of CommonMark's rules would find it, and in time with the length of the text."""

import time
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kzref.pack.markdown.code_spans import code_ranges, code_spans, fences, without_fences
from kzref.pack.markdown.headings import split_at_headings
from kzref.pack.markdown.references import find_references
from kzref.pack.pinpoints import PinpointScheme


def spans_by_rule(text: str) -> list[tuple[int, int]]:
    """Each run of backticks tried against each later one, a character at a time."""
    found, at = [], 0
    while at < len(text):
        if text[at] == "\\":
            at += 2 if text[at + 1 : at + 2] in ("`", "\\") else 1
            continue
        if text[at] != "`":
            at += 1
            continue
        size = len(text[at:]) - len(text[at:].lstrip("`"))
        end = at + size
        while end < len(text):
            run = len(text[end:]) - len(text[end:].lstrip("`"))
            if run == size:
                found.append((at, end + run))
                break
            end += max(run, 1)
        at = found[-1][1] if found and found[-1][0] == at else at + size
    return found


def fences_by_rule(rows: list[str]) -> list[tuple[int, int]]:
    """Each row tried as an opening fence, and each later one as its end."""
    found, at = [], 0
    while at < len(rows):
        indent = len(rows[at]) - len(rows[at].lstrip(" "))
        bare = rows[at][indent:]
        size = len(bare) - len(bare.lstrip(bare[:1])) if bare[:1] in ("`", "~") else 0
        if size < 3 or indent > 3 or (bare[0] == "`" and "`" in bare[size:]):
            at += 1
            continue
        end = at + 1
        while end < len(rows):
            row = rows[end].lstrip(" ")
            near = len(rows[end]) - len(row) <= indent + 3
            if near and set(row.rstrip()) == {bare[0]} and len(row.rstrip()) >= size:
                break
            end += 1
        at, first = min(end + 1, len(rows)), at
        found.append((first, at))
    return found


@given(st.text(st.sampled_from("`\\a "), max_size=40))
def test_code_spans_are_those_of_the_rules(text: str) -> None:
    assert [(span.start, span.end) for span in code_spans(text, 0, len(text))] == spans_by_rule(text)


row = st.text(st.sampled_from("`~ a"), max_size=9) | st.sampled_from(["```", "~~~", "````", "``` a b", "    ```", "a"])


@given(st.lists(row, max_size=12))
def test_fenced_blocks_are_those_of_the_rules(rows: list[str]) -> None:
    assert [(fence.first, fence.end) for fence in fences(rows)] == fences_by_rule(rows)


@given(st.lists(row, max_size=12).map("\n".join))
def test_ranges_of_code_stand_in_order_within_the_text(text: str) -> None:
    ends = 0
    for start, end in code_ranges(text):
        assert ends <= start < end <= len(text)
        ends = end


@pytest.mark.parametrize("info", ["rust,ignore", 'js title="x.js"', "{.python linenums=1}", "a b c d"])
def test_what_stands_behind_a_fence_does_not_matter(info: str) -> None:
    text = f"```{info}\n# no heading [no](link.md)\n```\n# Heading"
    (fence,) = fences(text.split("\n"))
    assert (fence.info, fence.closed) == (info, True)
    assert [passage.heading for passage in split_at_headings(text)] == ["", "Heading"]
    assert not find_references(text, 1, PinpointScheme({})).links


def test_a_fence_in_an_item_of_a_list_is_closed_where_its_text_stands() -> None:
    rows = ["- item", "   ```sh", "     ls", "     ```", "# Heading"]
    (fence,) = fences(rows)
    assert (fence.end, list(fence.code(rows))) == (4, ["  ls"])


@pytest.mark.parametrize("text", ["a `b\n\nc` d", "- a `b\n- c` d", "| a `b |\n|---|\n| c` d |", "a \\`b` c"])
def test_code_ends_with_the_text_that_it_stands_in(text: str) -> None:
    assert code_ranges(text) == []


def test_a_text_without_its_fenced_blocks_keeps_everything_else() -> None:
    assert without_fences("a `b`\n```\nc\n```\nd\n~~~\nopen") == "a `b`\n\nd\n"


def growing(size: int) -> str:
    return " ".join("`" * number for number in range(1, int((2 * size) ** 0.5)))


ENDLESS: dict[str, Callable[[int], str]] = {
    "unclosed fences": lambda size: "```x\n" * (size // 5),
    "fences of two kinds": lambda size: "```x\n~~~x\n" * (size // 10),
    "growing backticks": growing,
    "backslashes": lambda size: "\\" * size + "`",
    "escaped backticks": lambda size: "\\`" * (size // 2),
    "backticks": lambda size: "` `` " * (size // 5),
    "spaces": lambda size: "a\n" + " " * size + "`",
    "links": lambda size: "[a](b)\n" * (size // 7),
    "brackets": lambda size: "[" * size,
    "braces": lambda size: "{{" + " " * size,
    "definitions": lambda size: "[a]: b\n" * (size // 7),
}


@pytest.mark.parametrize("text", ENDLESS.values(), ids=ENDLESS.keys())
def test_four_times_the_text_takes_four_times_the_work(text: Callable[[int], str]) -> None:
    plan = PinpointScheme({"Body": ("1",)})

    def cost(size: int) -> float:
        written = text(size)
        started = time.process_time()
        code_ranges(written)
        find_references(written, 1, plan)
        list(split_at_headings(written))
        return time.process_time() - started

    assert min(cost(160_000) for _ in range(2)) < 10 * max(cost(40_000), 0.03)
