"""Pages cut into pieces: what is too large to be laid out at once becomes several blocks, lists and tables.

Qt lays a block, a list or a table out as a whole, and some of them in time that grows with the square of their size.
The text stays as it is: only blocks end and begin anew, and the head of a table is written again.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import NamedTuple

from kzref.render.html.escape import escape
from kzref.render.html.tags import VOID, Tag, Token, tokens
from kzref.render.pages.layout_cost import Meter, is_cheap

LARGE = 60_000
"""Cost of an element from which it is cut. What an ordinary page holds is cheaper, and stays as it is."""
PIECE = 20_000
"""Cost of a piece of an element that is cut."""
WHOLE = 120_000
"""Cost of a page that is shown as a whole. A page of ordinary length (60,000 characters) costs half of it."""
PART = 60_000
"""Cost of a part of a page that is not shown as a whole."""
_HEADING = re.compile(r'<h[1-6][^>]*><a name="([^"]*)"')


class Piece(NamedTuple):
    """A well-formed piece of a page."""

    html: str
    cost: float
    """To lay it out, in microseconds of CPU."""


def cut(html: str) -> Iterator[Piece]:
    """Yield the HTML of a page as pieces, none of them much costlier than LARGE. Joined, they are the page.

    html: as the cleaner writes it, well formed. An element that is not too large is a piece as it is written.
    """
    stream = tokens(html)
    for first in stream:
        meter = Meter()
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
        # Seldom needed, and never by the first page.
        from kzref.render.html.wide_tables import fit_tables
        from kzref.render.pages.chunk_cutter import Cutter

        for piece in Cutter(PIECE).cut(fit_tables(chain(element, rest))):
            yield Piece(*piece)


def _element(first: Token, stream: Iterator[Token]) -> Iterator[Token]:
    """Yield the tokens of an element that begins with the first, read from a stream; a text is one by itself."""
    depth = 0
    for token in chain([first], stream):
        yield token
        if isinstance(token, Tag) and token.name not in VOID:
            depth += -1 if token.closing else 1
        if depth <= 0:
            return


class PageParts:
    """The HTML of a page in the parts that are shown one at a time; mostly it is one, the page as it is.

    A part is made when it is first asked for: a page of many megabytes shows its beginning at once.
    """

    def __init__(self, html: str) -> None:
        self._html = html
        self._made: list[str] = []
        self._making = self._make()

    def _make(self) -> Iterator[str]:
        if is_cheap(self._html, LARGE):
            yield self._html
            return
        pieces = cut(self._html)
        begun, cost = [], 0.0
        for piece in pieces:
            begun.append(piece)
            cost += piece.cost
            if cost > WHOLE:
                break
        else:
            yield "".join(piece.html for piece in begun)
            return
        for group in grouped(chain(begun, pieces), PART):
            yield "".join(piece.html for piece in group)

    def part(self, number: int) -> str | None:
        """Return a part, counted from 0, or None when there are no more."""
        while number >= len(self._made):
            made = next(self._making, None)
            if made is None:
                return None
            self._made.append(made)
        return self._made[number]

    def number_of(self, name: str) -> int | None:
        """Return the number of the part that holds the place of a name, or None if the page has no such place."""
        wanted = f' name="{escape(name)}"'
        if wanted not in self._html:
            return None
        number = 0
        while (part := self.part(number)) is not None:
            if wanted in part:
                return number
            number += 1
        return None

    def heading_before(self, number: int) -> str:
        """Return the name of the last heading before a part, or empty."""
        for part in reversed(self._made[:number]):
            if names := _HEADING.findall(part):
                return str(names[-1])
        return ""

    def share_before(self, number: int) -> int:
        """Return about how many per cent of the page stand before a part."""
        before = sum(map(len, self._made[:number]))
        return min(99, max(1, 100 * before // max(len(self._html), 1)))


def grouped(pieces: Iterable[Piece], most: float) -> Iterator[list[Piece]]:
    """Yield successive pieces in groups that cost no more than a limit, where a single one does not cost more."""
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
    """Return how many of the last pieces are headings, which go over to what stands below them."""
    count = 0
    while count < len(group) - 1 and re.match(r"\s*(?:<h[1-6]|$)", group[-1 - count].html):
        count += 1
    return count
