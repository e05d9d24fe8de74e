"""What is too large to be laid out at once is cut into pieces: nothing is lost, nothing is added but a table's head."""

import re
import sys
from collections import Counter
from collections.abc import Callable
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kzref.render.html.qt_dialect import to_qt
from kzref.render.html.tags import VOID, Tag, tokens
from kzref.render.pages.chunks import CHUNK, LARGE, WHOLE_PAGE, PageChunks, Piece, cut, grouped
from kzref.render.pages.layout_cost import CostMeter

SENTENCE = "The court hears the case and rules upon it. "


def table(rows: int, columns: int, cell: str = "cell {row}.{column}", head: bool = True) -> str:
    heads = "".join(f"<th>Head {column}</th>" for column in range(columns))
    body = "".join(
        "<tr>" + "".join(f"<td>{cell.format(row=row, column=c)}</td>" for c in range(columns)) + "</tr>\n"
        for row in range(rows)
    )
    top = f"<thead>\n<tr>\n{heads}\n</tr>\n</thead>\n" if head else ""
    return f'<table class="data">\n{top}<tbody>\n{body}</tbody>\n</table>'


HUGE = {
    "a word of a million letters": f"<p>{'a' * 1_000_000}</p>",
    "a word in a cell": table(2, 2, "b" * 100_000),
    "a word in bold pieces": f"<p>{'abc<b>def</b>' * 30_000}</p>",
    "a word of entities": f"<p>{'&amp;&lt;' * 30_000}</p>",
    "a word of fixed spaces": f"<p>{'a&nbsp;' * 30_000}</p>",
    "a paragraph of a megabyte": f"<p>{SENTENCE * 25_000}</p>",
    "a heading of a megabyte": f'<article id="long"><h1>{SENTENCE * 25_000}</h1></article>',
    "text without an element": SENTENCE * 25_000,
    "a table of 8,000 rows": table(8_000, 3),
    "a table without a head": table(5_000, 3, head=False),
    "a table of 2,000 columns": table(3, 2_000),
    "a cell of a megabyte": table(2, 2, SENTENCE * 25_000),
    "a line of code of a megabyte": f"<pre><code>{SENTENCE * 25_000}</code></pre>",
    "100,000 lines of code": f"<pre><code>{'x = 1' + chr(10)}{('y = 2' + chr(10)) * 100_000}</code></pre>",
    "a list of 20,000 items": f"<ul>\n{'<li>item</li>' * 20_000}\n</ul>",
    "an item of a megabyte": f"<ol><li>one</li><li><p>{SENTENCE * 25_000}</p><p>more</p></li><li>three</li></ol>",
    "lists in one another": f"<ul>{'<li>a<ol><li>b</li><li>c</li></ol></li>' * 10_000}</ul>",
    "many short paragraphs in a box": f"<div>{'<p>Short.</p>' * 20_000}</div>",
    "a list of definitions": f"<dl>{'<dt>term</dt><dd>what it means</dd>' * 20_000}</dl>",
    "30,000 lines in a paragraph": f"<p>{'line<br>' * 30_000}</p>",
    "10,000 links": "<p>" + "<a href='#x'>link</a> ".replace("'", '"') * 10_000 + "</p>",
    "a quotation of a megabyte": f'<blockquote class="quote">{f"<p>{SENTENCE}</p>" * 25_000}</blockquote>',
    "a table in a quotation": f'<blockquote class="quote">{table(3000, 3)}</blockquote>',
    "a cell over a million columns": table(2, 2).replace("<td", '<td colspan="1000000"', 1),
}  # fmt: skip


def cost_of(html: str) -> float:
    meter = CostMeter()
    for token in tokens(html):
        meter.add(token)
    return meter.cost


def chunks(html: str) -> list[str]:
    page = PageChunks(html)
    found: list[str] = []
    while (chunk := page.chunk(len(found))) is not None:
        found.append(chunk)
    return found


def text_of(html: str) -> str:
    return "".join(token for token in tokens(html) if isinstance(token, str))


def words(html: str) -> "Counter[str]":
    return Counter(re.sub(r"\s", "", text_of(html)))


def is_well_formed(html: str) -> bool:
    opened: list[str] = []
    for token in tokens(html):
        if isinstance(token, Tag) and token.name not in VOID:
            if not token.closing:
                opened.append(token.name)
            elif not opened or opened.pop() != token.name:
                return False
    return not opened


@cache
def pieces_of(name: str) -> tuple[Piece, ...]:
    return tuple(cut(HUGE[name]))


@pytest.mark.parametrize("name", HUGE)
def test_no_piece_is_too_large_to_be_laid_out_at_once(name: str) -> None:
    assert cost_of(HUGE[name]) > LARGE
    for piece in pieces_of(name):
        assert cost_of(piece.html) <= 1.5 * LARGE
        assert is_well_formed(piece.html)


REPEATING = {name for name in HUGE if "table" in name or "cell" in name}


@pytest.mark.parametrize("name", sorted(HUGE.keys() - REPEATING))
def test_the_pieces_say_what_the_page_says_letter_for_letter(name: str) -> None:
    pieces = "".join(piece.html for piece in pieces_of(name))
    assert re.sub(r"\s+", "", text_of(pieces)) == re.sub(r"\s+", "", text_of(HUGE[name]))


@pytest.mark.parametrize("name", sorted(REPEATING))
def test_the_pieces_of_a_table_say_all_that_it_says(name: str) -> None:
    pieces = "".join(piece.html for piece in pieces_of(name))
    assert words(HUGE[name]) <= words(pieces)


def test_each_row_of_a_long_table_stands_once_below_the_head_of_the_table() -> None:
    pieces = pieces_of("a table of 8,000 rows")
    assert len(pieces) > 50
    cells = [cell for piece in pieces for cell in re.findall(r"cell \d+\.\d", piece.html)]
    assert cells == [f"cell {row}.{column}" for row in range(8_000) for column in range(3)]
    assert all(piece.html.count("Head 0") == 1 for piece in pieces)
    widths = {tuple(re.findall(r'width="(\d+)%"', piece.html.split("</tr>")[0])) for piece in pieces}
    assert len(widths) == 1


def test_each_cell_of_a_wide_table_stands_beside_the_first_of_its_row() -> None:
    pieces = "".join(piece.html for piece in cut(table(3, 2_000)))
    for row in range(3):
        for column in (1, 9, 10, 1_999):
            assert pieces.count(f"cell {row}.{column}<") == 1
    rows = re.findall(r"<tr>(.*?)</tr>", pieces, re.S)
    assert all(row.count("<td") + row.count("<th") <= 10 for row in rows)
    assert all(re.search(r"Head 0<|cell \d\.0<", row) for row in rows)


def test_the_items_of_a_long_list_go_on_counting() -> None:
    pieces = list(cut(f'<ol start="7">{"".join(f"<li>item {n}</li>" for n in range(7, 6007))}</ol>'))
    assert len(pieces) > 5
    for piece in pieces:
        start = re.search(r'start="(\d+)"', piece.html)
        first = re.search(r"item (\d+)", piece.html)
        assert start
        assert first
        assert start[1] == first[1]


def test_an_item_that_goes_on_has_one_bullet() -> None:
    pieces = list(pieces_of("an item of a megabyte"))
    assert sum(piece.html.count("<li") for piece in pieces) == 3
    last = next(piece.html for piece in pieces if "three" in piece.html)
    assert 'start="3"' in last


def test_an_anchor_stands_once() -> None:
    assert "".join(piece.html for piece in pieces_of("a heading of a megabyte")).count('name="long"') == 1


def test_only_the_beginning_of_a_huge_heading_is_a_heading() -> None:
    assert sum(piece.html.count("<h1") for piece in pieces_of("a heading of a megabyte")) == 1


def test_no_entity_is_cut_through() -> None:
    for piece in pieces_of("a word of entities"):
        assert re.sub(r"&(amp|lt);", "", text_of(piece.html)) == ""


def test_a_first_cell_of_a_megabyte_is_not_repeated_beside_each_group_of_columns() -> None:
    html = table(1, 400).replace("cell 0.0", SENTENCE * 25_000)
    assert sum(len(piece.html) for piece in cut(html)) < 2 * len(html)


@pytest.mark.parametrize(
    "html",
    [
        "<h1>Title</h1>\n<p>A page.</p>" * 50,
        table(100, 4),
        f"<p>{SENTENCE * 1000}</p>",
        "<p>" + "a" * 5000 + "</p>",
        f"<h2>x</h2>\n{table(12, 15)}\n<ul>\n<li>one<ul><li>two</li></ul></li>\n</ul>\n<pre><code>a\nb</code></pre>",
    ],
    ids=range(5),
)
def test_an_ordinary_page_is_one_chunk_in_qt_s_dialect(html: str) -> None:
    assert chunks(html) == [to_qt(html)]
    assert "".join(piece.html for piece in cut(html)) == to_qt(html)


def test_a_page_of_ordinary_length_is_shown_whole_and_a_longer_one_in_parts() -> None:
    paragraph = f"<p>{SENTENCE * 10}</p>\n"
    assert len(chunks(paragraph * 140)) == 1
    long = paragraph * 2500
    shown = chunks(long)
    assert 3 < len(shown) < 20
    assert "".join(shown) == long
    assert all(cost_of(chunk) <= CHUNK for chunk in shown)


def test_a_part_does_not_end_with_a_heading() -> None:
    section = f'<section id="a"><h2>Heading</h2>\n<p>{SENTENCE}</p>\n</section>'
    shown = chunks(section * 6000)
    assert len(shown) > 3
    assert not any(chunk.rstrip().endswith("</h2>") for chunk in shown)


def calls_for_first_chunk(html: str) -> int:
    calls = 0

    def count(_frame: object, event: str, _arg: object) -> None:
        nonlocal calls
        calls += event == "call"

    page = PageChunks(html)
    sys.setprofile(count)
    try:
        page.chunk(0)
    finally:
        sys.setprofile(None)
    return calls


@pytest.mark.parametrize(
    "page_of",
    [
        lambda times: table(1_500 * times, 3),
        lambda times: "<p>Short.</p>\n" * 10_000 * times,
        lambda times: f"<ul>{'<li>item</li>' * 4_000 * times}</ul>",
        lambda times: f"<p>{'line<br>' * 10_000 * times}</p>",
    ],
    ids=["a table", "paragraphs", "a list", "a paragraph"],
)
def test_the_beginning_of_a_page_is_made_with_no_more_work_when_the_page_is_longer(
    page_of: Callable[[int], str],
) -> None:
    assert calls_for_first_chunk(page_of(4)) < 1.5 * calls_for_first_chunk(page_of(1))


def test_the_part_that_holds_a_place_is_found() -> None:
    page = PageChunks(
        "".join(f'<section id="place-{n}"><h2>Place</h2><p>{SENTENCE * 20}</p></section>' for n in range(3000))
    )
    for wanted in (0, 1500, 2999):
        number = page.chunk_of(f"place-{wanted}")
        assert number is not None
        assert f'"place-{wanted}"' in str(page.chunk(number))
    assert page.chunk_of("elsewhere") is None


def test_it_is_told_how_much_of_a_page_stands_before_a_part() -> None:
    page = PageChunks(f"<p>{SENTENCE}</p>" * 20_000)
    count = len(chunks(f"<p>{SENTENCE}</p>" * 20_000))
    page.chunk(count)
    for number in range(1, count):
        assert page.percent_before(number) == pytest.approx(100 * number / count, abs=8)


tags = st.sampled_from(["p", "b", "em", "ul", "li", "table", "tr", "td", "div", "pre", "dl", "dd", "h4", "blockquote"])


class Page(str):
    """HTML that says what it is in a few characters where a test fails: hypothesis warns of longer ones."""

    __slots__ = ()

    def __repr__(self) -> str:
        return f"Page({str(self)[:2000]!r}, of {len(self)} characters)"


@st.composite
def pages(draw: st.DrawFn) -> Page:
    """Elements in one another at random, with long texts between."""

    def some(depth: int) -> str:
        texts = st.sampled_from(["", "word ", SENTENCE * 40, "x" * 3000, "&amp;" * 800, "line\n" * 200, "a<br>b"])
        html = []
        for _ in range(draw(st.integers(0, 3 if depth else 5))):
            html.append(draw(texts))
            if depth < 5:
                tag = draw(tags)
                html.append(f"<{tag}>{some(depth + 1)}</{tag}>")
        return "".join(html)

    return Page(f"<div>{some(0) * draw(st.sampled_from([1, 10, 60]))}</div>")


@settings(deadline=None)  # A page of a megabyte is drawn now and then.
@given(pages())
def test_whatever_stands_in_whatever_is_cut_without_loss(html: str) -> None:
    pieces = list(cut(html))
    assert all(is_well_formed(piece.html) for piece in pieces)
    assert words(html) <= words("".join(piece.html for piece in pieces))
    if len(pieces) == 1 and cost_of(html) <= LARGE:
        assert pieces[0].html == to_qt(html)


@given(st.lists(st.floats(1, 1000), min_size=1), st.floats(1, 2000))
def test_groups_hold_all_pieces_in_their_order(costs: list[float], most: float) -> None:
    pieces = [Piece(f"<p>{number}</p>", cost) for number, cost in enumerate(costs)]
    groups = list(grouped(pieces, most))
    assert [piece for group in groups for piece in group] == pieces
    assert all(len(group) == 1 or sum(piece.cost for piece in group) <= most + 1e-6 for group in groups)


def test_a_page_that_is_just_too_large_is_shown_in_parts() -> None:
    one = f"<p>{SENTENCE * 20}</p>"
    cost = cost_of(one)
    assert len(chunks(one * int(WHOLE_PAGE / cost - 1))) == 1
    assert len(chunks(one * int(WHOLE_PAGE / cost + 2))) > 1
