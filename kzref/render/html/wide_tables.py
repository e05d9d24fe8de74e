"""Tables too large for a page: wide ones are split into groups of columns, and columns get fixed widths."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from kzref.render.html.tags import Tag, Token

_MOST_COLUMNS = 20
"""Columns that fit on a page: Qt gives a column at least 26 pixels."""
_COLUMNS = 9
"""Columns of a wide table that are shown side by side, after its first."""
_LONGEST_REPEATED = 200
"""Characters of a first cell that is repeated in each group of columns."""
_NARROWEST, _WIDEST = 4, 60
"""Characters by which the width of a column is estimated."""
_MOST_ROWS, _MOST_CELLS = 200, 4000
"""Limits of a block of rows: columns are measured by the first block, and wide ones are split block by block."""
_BOXES = {"callout", "quote"}

_Cell = list[Token]


class _Row(NamedTuple):
    is_head: bool
    cells: list[_Cell]
    """Tokens of each cell, with its tags."""

    def group(self, first: int) -> "_Row":
        """Return the first cell and a group of the others. A long first cell is empty from the second group on."""
        lead = self.cells[0]
        if first > 1:
            size = sum(len(token) for token in lead if isinstance(token, str))
            kept = lead if size <= _LONGEST_REPEATED else [lead[0], lead[-1]]
            lead = [token.without("name") if isinstance(token, Tag) else token for token in kept]
        return _Row(self.is_head, [lead, *self.cells[first : first + _COLUMNS]])


def fit_tables(stream: Iterator[Token]) -> Iterator[Token]:
    """Yield tokens with tables that may be cut between any two rows: columns that fit, of fixed widths."""
    for token in stream:
        name = token.name if isinstance(token, Tag) and not token.closing else ""
        if isinstance(token, Tag) and name == "table" and not _is_box(token):
            yield from _fitted(token.without("width"), stream)
        else:
            yield token


def _is_box(table: Tag) -> bool:
    """Return whether a table is the frame of a callout or a quotation."""
    return not _BOXES.isdisjoint(table.attributes.replace('"', " ").split())


def _fitted(table: Tag, stream: Iterator[Token]) -> Iterator[Token]:
    """Yield a table read from a stream, split into several if it is too wide."""
    outside: list[Token] = []
    widths: list[int] = []
    heads: list[_Row] = []
    is_open = False
    for block in _blocks(_rows(stream, outside)):
        heads = heads or [row for row in block if row.is_head]
        count = max(len(row.cells) for row in block)
        if is_open and count > _MOST_COLUMNS:
            yield Tag(True, "table", "")
            is_open = False
        if count > _MOST_COLUMNS:
            for first in range(1, count, _COLUMNS):
                rows = [row.group(first) for row in block if len(row.cells) > first or (first == 1 and row.cells)]
                again = [row.group(first) for row in heads if row not in block and row.cells]
                yield from _written(table, [*again, *rows], _widths(rows, _COLUMNS + 1))
                yield Tag(True, "table", "")
        else:
            widths = widths or _widths(block, count)
            written = list(_written(table, block, widths))
            yield from written[is_open:]
            is_open = True
    if is_open:
        yield Tag(True, "table", "")
    if outside:
        yield from [Tag(False, "p", ""), *outside, Tag(True, "p", "")]


def _blocks(rows: Iterable[_Row]) -> Iterator[list[_Row]]:
    block: list[_Row] = []
    cells = 0
    for row in rows:
        block.append(row)
        cells += len(row.cells)
        if len(block) >= _MOST_ROWS or cells >= _MOST_CELLS:
            yield block
            block, cells = [], 0
    if block:
        yield block


def _rows(stream: Iterator[Token], outside: list[Token]) -> Iterator[_Row]:
    """Yield the rows of a table up to its end. Text outside of rows, such as a caption, is added to outside."""
    row = _Row(False, [])
    is_head = False
    for token in stream:
        name = token.name if isinstance(token, Tag) else ""
        closing = isinstance(token, Tag) and token.closing
        if name == "table" and closing:
            break
        if name in ("td", "th") and not closing and isinstance(token, Tag):
            row.cells.append([token.without("rowspan", "colspan", "width"), *_cell(name, stream)])
        elif name == "thead":
            is_head = not closing
        elif name == "tr":
            if row.cells:
                yield row
            row = _Row(is_head, [])
        elif _is_outside(token):
            outside.append(token)
    if row.cells:
        yield row


def _cell(name: str, stream: Iterator[Token]) -> Iterator[Token]:
    """Yield the tokens of a cell up to and including its end tag. It may contain tables."""
    depth = 0
    for token in stream:
        yield token
        if isinstance(token, Tag) and token.name == "table":
            depth += -1 if token.closing else 1
        if depth == 0 and isinstance(token, Tag) and token.closing and token.name == name:
            return


def _is_outside(token: Token) -> bool:
    """Return whether a token between the rows of a table is text or inline."""
    return token.name not in ("tbody", "tfoot", "caption") if isinstance(token, Tag) else bool(token.strip())


def _written(table: Tag, rows: Sequence[_Row], widths: Sequence[int]) -> Iterator[Token]:
    """Yield a table of the rows without its end tag, each cell with the width of its column."""
    yield table._replace(attributes=f'{table.attributes} width="100%"')
    for head in (True, False):
        rows_of_kind = [row for row in rows if row.is_head == head]
        if rows_of_kind:
            yield Tag(False, "thead" if head else "tbody", "")
        for row in rows_of_kind:
            yield Tag(False, "tr", "")
            for number, (start, *inside) in enumerate(row.cells):
                if isinstance(start, Tag) and number < len(widths):
                    yield start._replace(attributes=f'{start.attributes} width="{widths[number]}%"')
                else:
                    yield start
                yield from inside
            yield Tag(True, "tr", "")
        if rows_of_kind:
            yield Tag(True, "thead" if head else "tbody", "")


def _widths(rows: Sequence[_Row], count: int) -> list[int]:
    """Return the widths of columns in per cent, by the longest text in each."""
    longest = [_NARROWEST] * count
    for row in rows:
        for number, cell in enumerate(row.cells):
            size = sum(len(token) for token in cell if isinstance(token, str))
            longest[number] = max(longest[number], min(size, _WIDEST))
    return [max(100 * size // sum(longest), 1) for size in longest]
