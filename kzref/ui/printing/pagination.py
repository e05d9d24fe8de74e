"""Pages cut from a document that is laid out as one endless strip: between lines and rows, nothing stranded.

Qt's own pagination splits table rows, strands headings and repeats no table head. All measures are in the
pixels of the device that the document is laid out for.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import cast

from PySide6.QtGui import QTextBlock, QTextCursor, QTextDocument, QTextTable

from kzref.render.html.qt_dialect import EYEBROW_RANK

_SHORT_BOX = 8
"""Lines up to which a callout is not parted."""


@dataclass(frozen=True, slots=True)
class TableHead:
    """The strip of a table's head row, repeated on the pages that go on with the table."""

    top: float
    bottom: float

    @property
    def height(self) -> float:
        """Of the strip."""
        return self.bottom - self.top


@dataclass(frozen=True, slots=True)
class UnbreakableBlock:
    """A line or a table row, through which no page is cut."""

    top: float
    bottom: float
    keep_with_next: bool = False
    """A heading, a table head, or the first line of a paragraph."""
    keep_with_previous: bool = False
    """The last line of a paragraph."""
    head: TableHead | None = None
    starts_page: bool = False
    """The heading of an entry that is printed for itself."""


@dataclass(frozen=True, slots=True)
class PageSlice:
    """A page: the strip from top to bottom, below the head of a table that goes on from the page before."""

    top: float
    bottom: float
    head: TableHead | None = None


def slices(document: QTextDocument, height: float) -> list[PageSlice]:
    """Return the pages of a laid-out document. height: of the text on each, in pixels."""
    blocks = sorted(_blocks(document), key=lambda block: block.top)
    # A table's rectangle reaches over what follows it: each block ends where the next begins.
    tops = [block.top for block in blocks]
    ends = [*tops[1:], math.inf][: len(tops)]
    return cut([replace(a, bottom=max(a.top, min(a.bottom, end))) for a, end in zip(blocks, ends, strict=True)], height)


def cut(blocks: list[UnbreakableBlock], height: float) -> list[PageSlice]:
    """Choose where pages are cut. A block taller than a page continues on the next ones, so that nothing is lost."""
    pages: list[PageSlice] = []
    first = 0
    while first < len(blocks):
        head = blocks[first].head
        room = height - (head.height if head else 0)
        top = blocks[first].top
        after = _last_that_fits(blocks, first, top + room + 0.5)
        if after == first:
            bottom = blocks[first].bottom
            while bottom - top > room + 0.5:
                pages.append(PageSlice(top, top + room, head))
                top += room
            pages.append(PageSlice(top, bottom, head))
            first += 1
            continue
        pages.append(PageSlice(top, blocks[after - 1].bottom, head))
        first = after
    return pages


def _last_that_fits(blocks: list[UnbreakableBlock], first: int, limit: float) -> int:
    """Return the number after the last block of a page that begins with blocks[first]."""
    after = first
    while after < len(blocks) and blocks[after].bottom <= limit:
        if after > first and blocks[after].starts_page:
            return after
        after += 1
    if after in (first, len(blocks)):
        return after
    best = after
    while best > first + 1 and (blocks[best - 1].keep_with_next or blocks[best].keep_with_previous):
        best -= 1
    stranded = best == first + 1 and (blocks[first].keep_with_next or blocks[best].keep_with_previous)
    return after if stranded else best


def _blocks(document: QTextDocument) -> Iterator[UnbreakableBlock]:
    """Yield every line and row, block by block. Qt's frame iterators crash in PySide on tables of one cell."""
    seen: set[int] = set()
    block = document.begin()
    while block.isValid():
        table = cast("QTextTable | None", QTextCursor(block).currentTable())
        if table is None:
            yield from _lines(document, block)
        elif table.objectIndex() not in seen:
            seen.add(table.objectIndex())
            boxed = table.columns() == 1 and table.rows() == 1
            yield from _box(document, table) if boxed else _rows(document, table)
        block = block.next()


def _lines(document: QTextDocument, block: QTextBlock) -> Iterator[UnbreakableBlock]:
    area = document.documentLayout().blockBoundingRect(block)
    layout = block.layout()
    count = layout.lineCount()
    block_format = block.blockFormat()
    heading = bool(block_format.headingLevel())
    if area.height() <= 1 or not block.text():
        return  # Qt puts an empty block after each table.
    for number in range(count):
        line = layout.lineAt(number)
        top = area.top() + line.y()
        yield UnbreakableBlock(
            top,
            top + line.height(),
            keep_with_next=heading or (number == 0 and count > 2),
            keep_with_previous=number == count - 1 and count > 1,
            starts_page=number == 0 and _begins_entry(block),
        )


def _box(document: QTextDocument, table: QTextTable) -> Iterator[UnbreakableBlock]:
    """Yield the lines inside a callout or a quotation, with its padding; a short one is not parted."""
    cell = table.cellAt(0, 0)
    block, last = cell.firstCursorPosition().block(), cell.lastCursorPosition().block()
    lines: list[UnbreakableBlock] = []
    while block.isValid() and block.blockNumber() <= last.blockNumber():
        lines += _lines(document, block)
        block = block.next()
    if not lines:
        return
    area = document.documentLayout().frameBoundingRect(table)
    lines[0] = replace(lines[0], top=area.top(), keep_with_next=len(lines) > 1)
    lines[-1] = replace(lines[-1], bottom=area.bottom())
    for number, line in enumerate(lines):
        together = len(lines) <= _SHORT_BOX and number < len(lines) - 1
        yield replace(line, keep_with_next=True) if together else line


def _begins_entry(block: QTextBlock) -> bool:
    """Return whether an entry that is printed for itself begins here: with its title, or the line above it."""
    rank = block.blockFormat().headingLevel()
    if rank == EYEBROW_RANK:
        return block.next().blockFormat().headingLevel() == 1
    return rank == 1 and block.previous().blockFormat().headingLevel() != EYEBROW_RANK


def _rows(document: QTextDocument, table: QTextTable) -> Iterator[UnbreakableBlock]:
    layout = document.documentLayout()
    scale = layout.paintDevice().logicalDpiY() / 96 if layout.paintDevice() else 1.0
    area = layout.frameBoundingRect(table)
    tops = []
    for row in range(table.rows()):
        starts = []
        for column in range(table.columns()):
            cell = table.cellAt(row, column)
            block = cell.firstCursorPosition().block()
            padding = cell.format().toTableCellFormat().topPadding() * scale
            starts.append(layout.blockBoundingRect(block).top() - padding)
        tops.append(min(starts, default=area.top()))
    ends = [*tops[1:], area.bottom()]
    with_head = table.format().headerRowCount() > 0
    head = TableHead(tops[0], ends[0]) if with_head else None
    last = table.rows() - 1
    for row, (top, bottom) in enumerate(zip(tops, ends, strict=True)):
        # The last row, often the total, does not stand alone on a page.
        yield UnbreakableBlock(
            top,
            bottom,
            keep_with_next=with_head and row == 0,
            keep_with_previous=row == last and row > 1,
            head=head if row > 0 else None,
        )
