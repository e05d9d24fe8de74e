"""Headings: one heading, one section; nothing of the text is lost, and code is no heading."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kzref.pack.markdown.headings import Passage, plain_heading, split_at_headings


def cut(text: str, first_line: int = 1) -> list[Passage]:
    return list(split_at_headings(text, first_line))


def headings(text: str) -> list[tuple[int, str]]:
    return [(p.level, p.heading) for p in cut(text)[1:]]


@pytest.mark.parametrize("level", range(1, 7))
def test_one_to_six_hashes_make_a_heading_of_that_level(level: int) -> None:
    assert headings(f"before\n\n{'#' * level} Title ##\n\nafter") == [(level, "Title")]


@pytest.mark.parametrize(("under", "level"), [("=====", 1), ("=", 1), ("-----", 2), ("--", 2)])
def test_a_line_that_is_underlined_is_a_heading(under: str, level: int) -> None:
    assert headings(f"before\n\nTitle\n{under}\n\nafter") == [(level, "Title")]


@pytest.mark.parametrize(
    "text",
    [
        "#no-space",
        "####### seven",
        "    # indented as code",
        "text\n#",
        "\\# escaped",
        "a paragraph\nof two lines\n---",
        "- item\n---",
        "> quoted\n===",
        "| a | b |\n|---|---|",
        "text\n\n---\n\nmore",
        "===\n",
    ],
)
def test_what_only_looks_like_a_heading_is_text(text: str) -> None:
    assert headings(text) == []


@pytest.mark.parametrize("fence", ["```", "~~~", "`````"])
def test_what_stands_in_fenced_code_is_no_heading(fence: str) -> None:
    code = f"{fence}\n# a comment\n\nTitle\n=====\n{fence}"
    assert headings(f"# Real\n\n{code}\n\n## After") == [(1, "Real"), (2, "After")]


def test_a_fence_is_closed_only_by_one_as_long_and_of_the_same_kind() -> None:
    assert headings("````\n```\n# code\n~~~~\n# code\n````\n# Real") == [(1, "Real")]


def test_a_fence_that_is_never_closed_runs_to_the_end() -> None:
    assert headings("# Real\n```\n# code\n\n## code") == [(1, "Real")]


@pytest.mark.parametrize(
    "heading", ["## Goal {#the-goal}", "## Goal {: #the-goal }", "## Goal {#The-Goal} ##", "Goal {#the-goal}\n---"]
)
def test_an_explicit_id_names_the_section_and_is_not_shown(heading: str) -> None:
    (_, passage) = cut(heading)
    assert (passage.level, passage.heading, passage.explicit_id) == (2, "Goal", "the-goal")


def test_each_heading_and_text_knows_its_line_in_the_file() -> None:
    text = "lead\n\n# One\nfirst\n\nTwo\n---\nsecond\n\n### Three\n"
    rows = text.split("\n")
    first = 7
    for passage in cut(text, first):
        begins = passage.text.split("\n")[0]
        assert rows[passage.text_line - first : passage.text_line - first + 1] in ([begins], [])
        if passage.level:
            assert passage.heading in rows[passage.line - first]
    assert [p.line for p in cut(text, first)] == [first, first + 2, first + 5, first + 9]


row = st.one_of(
    st.text(alphabet="#`~=-> \t{}ab1.|", max_size=8),
    st.sampled_from(["# A", "## B {#b}", "Title", "===", "---", "```", "~~~", "", "text", "    # code", "``` py"]),
)


@given(st.lists(row, max_size=30))
def test_every_line_is_of_a_heading_or_of_the_text_of_one_section(rows: list[str]) -> None:
    passages = cut("\n".join(rows))
    begins = [*(p.line for p in passages[1:]), len(rows) + 1]
    for passage, following in zip(passages, begins, strict=True):
        assert passage.text == "\n".join(rows[passage.text_line - 1 : following - 1])
    assert passages[0].text_line == 1
    for passage in passages[1:]:
        assert passage.text_line - passage.line in (1, 2), "a heading is one line, or two when it is underlined"
        assert passage.heading in rows[passage.line - 1]
        assert 1 <= passage.level <= 6


@given(st.text())
def test_any_text_is_cut_and_what_precedes_the_first_heading_comes_first(text: str) -> None:
    passages = cut(text)
    assert passages[0].level == 0
    assert all(p.level for p in passages[1:])
    assert text.startswith(passages[0].text)
    assert passages[-1].text == "" or text.endswith(passages[-1].text)


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("The **goal** of *policy*", "The goal of policy"),
        ("See [the act](kzref:act) and [this][1]", "See the act and this"),
        ("`code` and <b>tags</b>", "code and tags"),
        ("Line<br/>two <!-- a > remark --> <a href='x'>three</a>", "Linetwo three"),
        ("부칙 <제11401호,2012.3.21>", "부칙 <제11401호,2012.3.21>"),
        ("Limits: 5 < 6 and 7 > 3", "Limits: 5 < 6 and 7 > 3"),
        (r"1\. Not \*starred\*", "1. Not *starred*"),
        ("2 * 3 * 4", "2 * 3 * 4"),
        ("snake_case_name", "snake_case_name"),
        ("![picture](a.png)", "picture"),
    ],
)
def test_a_heading_is_shown_without_its_marks(written: str, shown: str) -> None:
    assert plain_heading(written) == shown


@pytest.mark.parametrize("written", ["**a ", "*a ", "[a](", "[", "<!--", "\\\\*", "`", "~~a"])
def test_a_heading_is_made_plain_in_time_with_its_length(written: str) -> None:
    def cost(size: int) -> float:
        started = time.process_time()
        plain_heading(written * (size // len(written)))
        return time.process_time() - started

    assert cost(200_000) < 10 * max(cost(50_000), 0.05)


@pytest.mark.parametrize("begun", ["# ", "# [", "## <!--", "# *a ", "# #", "# {#"])
def test_a_row_of_absurd_length_is_text_and_no_heading(begun: str) -> None:
    assert headings(begun + begun * 50_000) == []
