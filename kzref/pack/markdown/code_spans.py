"""Find the code in a Markdown text: fenced blocks and code spans as CommonMark defines them, in one pass.

Splitting, checking, expanding and rendering all use this module, so that they agree on what is code. Block structure
is derived from blank lines, list items and table rows alone; indented code blocks are not recognized.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

_OPENING = re.compile(r"( {0,3})(`{3,}(?=[^`]*$)|~{3,})[ \t]*(.*)$")
_RUN = re.compile(r"`+")
_BLANK = re.compile(r"\n(?:[ \t]*+\n)++")
_MARK = r"[ \t]*+(?:[-*+]|\d{1,9}\.)[ \t]"
_ITEM = re.compile(_MARK)
_NEXT_ITEM = re.compile(rf"\n(?={_MARK})")
_TABLE = re.compile(r".*\n[ \t]*+\|?[ \t]*+:?-++:?[ \t]*+\|")
_ROW_END = re.compile(r"\n")


class Fence(NamedTuple):
    """A fenced block by the index of its rows; one that is never closed runs to the end."""

    first: int
    """The row of the opening fence."""
    end: int
    """The row after the closing fence."""
    closed: bool
    indent: int
    """Spaces before the opening fence, which are taken from each row of the code."""
    info: str
    """The text after the opening fence: the language, and options of other tools."""

    def code(self, rows: Sequence[str]) -> Iterator[str]:
        """Yield the rows of code without their indentation."""
        for row in rows[self.first + 1 : self.end - self.closed]:
            yield row[min(self.indent, len(row) - len(row.lstrip(" "))) :]


class CodeSpan(NamedTuple):
    """A code span by the positions of its parts in the text."""

    start: int
    """Of the opening backticks."""
    code: int
    code_end: int
    end: int
    """After the closing backticks."""


def fences(rows: Sequence[str]) -> Iterator[Fence]:
    """Yield the fenced blocks of rows in order."""
    opened, sign, size, first = None, "", 0, 0
    for index, row in enumerate(rows):
        bare = row.lstrip(" ")
        if bare[:3] not in ("```", "~~~"):
            continue
        if opened is None:
            opened = _OPENING.match(row)
            if opened:
                sign, size, first = opened[2][0], len(opened[2]), index
            continue
        bare_end = bare.rstrip(" \t")
        # Within a list item both fences are indented by more than the permitted three spaces.
        near = len(row) - len(bare) <= len(opened[1]) + 3
        if near and len(bare_end) >= size and not bare_end.strip(sign):
            yield Fence(first, index + 1, True, len(opened[1]), opened[3].rstrip())
            opened = None
    if opened is not None:
        yield Fence(first, len(rows), False, len(opened[1]), opened[3].rstrip())


def code_ranges(text: str) -> list[tuple[int, int]]:
    """Return start and end of each fenced block, without its final line break, and of each code span, in order."""
    if "`" not in text and "~~~" not in text:
        return []
    found: list[tuple[int, int]] = []
    at = 0
    for start, end in [*_fenced(text), (len(text), len(text))]:
        for text_start, text_end in inline_texts(text, at, start):
            found += [(span.start, span.end) for span in code_spans(text, text_start, text_end)]
        if start < end:
            found.append((start, end))
        at = end
    return found


def without_fences(text: str) -> str:
    """Return the text with each fenced block replaced by an empty line."""
    pieces: list[str] = []
    at = 0
    for start, end in _fenced(text):
        pieces.append(text[at:start])
        at = end
    return "".join([*pieces, text[at:]]) if pieces else text


def _fenced(text: str) -> Iterator[tuple[int, int]]:
    if "```" not in text and "~~~" not in text:
        return
    rows = text.split("\n")
    at = row = 0
    for fence in fences(rows):
        at += sum(len(rows[index]) + 1 for index in range(row, fence.first))
        size = sum(len(rows[index]) + 1 for index in range(fence.first, fence.end))
        yield at, at + size - 1
        at, row = at + size, fence.end


def inline_texts(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield start and end of each stretch with inline marks of its own: a paragraph, a list item, a table row."""
    for block_start, block_end in _parted(_BLANK, text, start, end):
        if _ITEM.match(text, block_start, block_end):
            yield from _parted(_NEXT_ITEM, text, block_start, block_end)
        elif _TABLE.match(text, block_start, block_end):
            yield from _parted(_ROW_END, text, block_start, block_end)
        else:
            yield block_start, block_end


def _parted(mark: re.Pattern[str], text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    for found in mark.finditer(text, start, end):
        yield start, found.start()
        start = found.end()
    yield start, end


def code_spans(text: str, start: int, end: int) -> Iterator[CodeSpan]:
    """Yield the code spans between two positions: from backticks to the next run of as many; '\\`' opens none."""
    runs = [found.span() for found in _RUN.finditer(text, start, end)]
    by_size: dict[int, list[int]] = {}
    for number, (opening, close) in enumerate(runs):
        by_size.setdefault(close - opening, []).append(number)
    at = 0
    while at < len(runs):
        opening, code = runs[at]
        opening += _escaped(text, start, opening)
        same = by_size.get(code - opening, [])
        following = bisect_right(same, at)
        if following == len(same):
            at += 1
            continue
        code_end, close = runs[same[following]]
        yield CodeSpan(opening, code, code_end, close)
        at = same[following] + 1


def _escaped(text: str, start: int, at: int) -> bool:
    """Return whether an odd number of backslashes precedes a position."""
    before = at
    while before > start and text[before - 1] == "\\":
        before -= 1
    return (at - before) % 2 == 1
