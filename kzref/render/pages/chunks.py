"""Chunks of long pages. What is too large to be laid out at once is cut into several blocks, lists and tables.

Qt lays out a block, a list or a table as a whole, and some of them in time quadratic in their size. Cutting changes no
text: it ends a block and starts another one, and repeats the head of a table.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import NamedTuple

from kzref.render.html.escape import escape
from kzref.render.html.qt_dialect import qt_tokens, to_qt
from kzref.render.html.tags import VOID, Tag, Token
from kzref.render.pages.layout_cost import CostMeter, is_cheap

LARGE = 60_000
"""Cost above which an element is cut. The elements of an ordinary page are cheaper and are left unchanged."""
PIECE = 20_000
"""Cost of each piece of an element that is cut."""
WHOLE_PAGE = 120_000
"""Cost up to which a page is a single chunk. A page of ordinary length (60,000 characters) costs half of it."""
CHUNK = 60_000
"""Cost of a chunk of a longer page."""
_HEADING = re.compile(r'<h[1-6][^>]*><a name="([^"]*)"')


class Piece(NamedTuple):
    """A well-formed fragment of a page that is not cut further."""

    html: str
    cost: float
    """Estimated CPU time to lay it out, in microseconds."""


def cut(html: str) -> Iterator[Piece]:
    """Yield semantic HTML as pieces for Qt, none of them much costlier than LARGE. Joined, they show all of it.

    html: well formed, as the cleaner writes it. An element that is not too large is one piece.
    """
    stream = qt_tokens(html)
    for first in stream:
        meter = CostMeter()
        element: list[Token] = []
        rest = _element(first, stream)
        for token in rest:
            element.append(token)
            meter.add(token)
            if meter.cost > LARGE:
                break
        else:
            yield Piece("".join(map(str, element)), meter.cost)
            continue
        # Rarely needed, and never for the first page.
        from kzref.render.html.wide_tables import fit_tables
        from kzref.render.pages.chunk_cutter import ElementCutter

        for piece in ElementCutter(PIECE).cut(fit_tables(chain(element, rest))):
            yield Piece(*piece)


def _element(first: Token, stream: Iterator[Token]) -> Iterator[Token]:
    """Yield the tokens of the element that starts with the first token. A text is an element by itself."""
    depth = 0
    for token in chain([first], stream):
        yield token
        if isinstance(token, Tag) and token.name not in VOID:
            depth += -1 if token.closing else 1
        if depth <= 0:
            return


class PageChunks:
    """The HTML of a page, for Qt, in chunks that are shown one at a time. Most pages are a single chunk.

    Chunks are made on first use, so that a page of many megabytes shows its beginning at once.
    """

    def __init__(self, html: str) -> None:
        self._html = html
        self._chunks: list[str] = []
        self._source = self._read_chunks()

    def _read_chunks(self) -> Iterator[str]:
        if is_cheap(self._html, LARGE):
            yield to_qt(self._html)
            return
        pieces = cut(self._html)
        first_pieces, cost = [], 0.0
        for piece in pieces:
            first_pieces.append(piece)
            cost += piece.cost
            if cost > WHOLE_PAGE:
                break
        else:
            yield "".join(piece.html for piece in first_pieces)
            return
        for group in grouped(chain(first_pieces, pieces), CHUNK):
            yield "".join(piece.html for piece in group)

    def chunk(self, number: int) -> str | None:
        """Return the HTML of a chunk, counted from 0, or None when there are no more."""
        while number >= len(self._chunks):
            html = next(self._source, None)
            if html is None:
                return None
            self._chunks.append(html)
        return self._chunks[number]

    def chunk_of(self, name: str) -> int | None:
        """Return the number of the chunk that holds an anchor, or None if the page does not have the anchor."""
        if f' id="{escape(name)}"' not in self._html:
            return None
        wanted = f' name="{escape(name)}"'
        number = 0
        while (chunk := self.chunk(number)) is not None:
            if wanted in chunk:
                return number
            number += 1
        return None

    def heading_above(self, number: int) -> str:
        """Return the anchor of the last heading before a chunk, or an empty string."""
        for chunk in reversed(self._chunks[:number]):
            if names := _HEADING.findall(chunk):
                return str(names[-1])
        return ""

    def percent_before(self, number: int) -> int:
        """Return about how many per cent of the page come before a chunk."""
        before = sum(map(len, self._chunks[:number]))
        return min(99, max(1, 100 * before // max(len(self._html), 1)))


def grouped(pieces: Iterable[Piece], most: float) -> Iterator[list[Piece]]:
    """Yield successive pieces in groups of at most the given cost. A piece that costs more is a group by itself."""
    group: list[Piece] = []
    cost = 0.0
    for piece in pieces:
        if group and cost + piece.cost > most:
            headings = _headings_at_end(group)
            yield group[: len(group) - headings]
            group = group[len(group) - headings :]
            cost = sum(each.cost for each in group)
        group.append(piece)
        cost += piece.cost
    if group:
        yield group


def _headings_at_end(group: list[Piece]) -> int:
    """Return the number of headings at the end, which belong with the text of the next group."""
    count = 0
    while count < len(group) - 1 and re.match(r"\s*(?:<h[1-6]|$)", group[-1 - count].html):
        count += 1
    return count
