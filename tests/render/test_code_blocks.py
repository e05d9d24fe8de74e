"""Code on a page is what the pack's scanner calls code, whatever stands behind its fence."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from parsed_page import parsed

from kzref.pack.markdown.code_spans import code_ranges

Render = Callable[..., Any]

words = st.text(st.sampled_from("`\\ab "), min_size=1, max_size=12).map(lambda text: f"x{text}x")
fence = st.sampled_from(["```", "~~~", "````", "``` a b", "~~~~ c", "```js title='x'"])
block = words | fence | st.tuples(fence, words, fence).map("\n".join) | st.lists(words, max_size=3).map("\n".join)


@settings(max_examples=200, deadline=None)
@given(st.lists(block, max_size=6).map("\n\n".join))
def test_the_page_and_the_scanner_agree_on_what_is_code(render_strange: Render, text: str) -> None:
    shown = ["".join(node.text.split()) for node in parsed(render_strange(text).html).all("code")]
    found = []
    for start, end in code_ranges(text):
        written = text[start:end]
        if written[:3] in ("```", "~~~") and (start == 0 or text[start - 1] == "\n"):
            rows = written.split("\n")[1:]
            closed = rows and not rows[-1].strip("`~ ") and len(rows[-1].strip()) >= 3 and end > start
            found.append("".join("".join(rows[:-1] if closed else rows).split()))
        else:
            found.append("".join(written[len(written) - len(written.lstrip("`")) : len(written.rstrip("`"))].split()))
    assert [code.strip("`~") for code in shown] == [code.strip("`~") for code in found]


@pytest.mark.parametrize("info", ["rust,ignore", 'js title="x.js"', "{.python linenums=1}", "a b c d"])
def test_a_fence_with_several_words_is_code(render_strange: Render, info: str) -> None:
    page = parsed(render_strange(f"Before\n\n```{info}\n# *no* heading\n```\n\nAfter").html)
    assert page.one("pre").text == "# *no* heading"
    assert [node.text for node in page.all("p")] == ["Before", "After"]
    assert not page.all("h4")


def test_a_fence_that_is_never_closed_is_code_to_the_end(render_strange: Render) -> None:
    assert parsed(render_strange("Before\n\n```\n*a*\n\n- b\n").html).one("pre").text == "*a* - b"


def test_a_fence_in_an_item_of_a_list_stays_in_the_list(render_strange: Render) -> None:
    page = parsed(render_strange("1. One\n   ```sh\n   ls -l\n   ```\n2. Two").html)
    assert page.one("pre").text == "ls -l"
    assert len(page.all("li")) == 2


def test_backticks_of_a_cell_part_no_table(render_strange: Render) -> None:
    rows = parsed(render_strange("| a | b |\n|---|---|\n| `x|y` | \\| |").html).one("table").rows()
    assert rows == [["a", "b"], ["x|y", "|"]]
