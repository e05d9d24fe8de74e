"""Fill a text document with the HTML of a page, formatted like a well-set book, for the screen and for paper."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from kzref.ui.reading.page_style import style_sheet
from kzref.ui.style.fonts import PAGE_POINTS, sans, serif
from kzref.ui.style.theme import Theme

if TYPE_CHECKING:
    from PySide6.QtGui import QTextDocument, QTextFrame

    from kzref.statistics.series import Series
    from kzref.ui.charts.chart_object import ChartObject

_HEADING_SIZES = (1.0, 1.78, 1.3, 1.12, 1.0, 1.0, 0.72)
"""By rank, from 0 for the text to 6, relative to the size of the text."""
SCREEN_LEADING, PAPER_LEADING = 110, 103


def fill_document(
    document: "QTextDocument",
    html: str,
    theme: Theme,
    series: "Callable[[str], Series | None]",
    language: str = "en",
    points: float = PAGE_POINTS,
    leading: int = SCREEN_LEADING,
) -> "ChartObject | None":
    """Fill a document with HTML in Qt's dialect. Return the object that draws its charts, or None if it has none."""
    from PySide6.QtGui import QTextCursor

    document.setDefaultFont(serif(points))
    document.setIndentWidth(points * 2)
    document.setDefaultStyleSheet(style_sheet(theme, points, leading))
    document.setHtml(html)
    # As one edit: otherwise each of them would lay out the rest of the document again.
    edit = QTextCursor(document)
    edit.beginEditBlock()
    _set_headings(document, points)
    _set_tables(document.rootFrame(), points)
    edit.endEditBlock()
    if 'src="chart:' not in html:
        return None
    from kzref.ui.charts.chart_object import place_charts

    return place_charts(document, series, theme, sans(points * 0.86), language)


def _set_headings(document: "QTextDocument", points: float) -> None:
    """Set the size of headings in each fragment, since Qt ignores the one in the style sheet."""
    from PySide6.QtGui import QTextCursor, QTextFormat

    cursor = QTextCursor(document)
    block = document.begin()
    while block.isValid():
        rank = block.blockFormat().headingLevel()
        if rank:
            cursor.setPosition(block.position())
            cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
            spans = []
            fragments = block.begin()
            while not fragments.atEnd():
                fragment = fragments.fragment()
                spans.append((fragment.position(), fragment.length(), fragment.charFormat()))
                fragments += 1
            for start, length, text_format in spans:
                text_format.clearProperty(QTextFormat.Property.FontSizeAdjustment.value)
                text_format.setFontPointSize(points * _HEADING_SIZES[min(rank, 6)])
                cursor.setPosition(start)
                cursor.setPosition(start + length, QTextCursor.MoveMode.KeepAnchor)
                cursor.setCharFormat(text_format)
        block = block.next()


def _set_tables(frame: "QTextFrame", points: float) -> None:
    from PySide6.QtGui import QTextTable

    for child in frame.childFrames():
        if isinstance(child, QTextTable):
            table_format = child.format()
            table_format.setTopMargin(points * 0.6)
            table_format.setBottomMargin(points * 1.2)
            if child.columns() > 1:
                table_format.setBorderCollapse(True)
                table_format.setHeaderRowCount(1 if child.rows() > 2 else 0)
            child.setFormat(table_format)
        _set_tables(child, points)
