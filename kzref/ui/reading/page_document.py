"""Fill a text document with the HTML of a page, formatted like a well-set book, for the screen and for paper."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from kzref.ui.style.fonts import PAGE_POINTS, SANS, sans, serif
from kzref.ui.style.theme import Theme

if TYPE_CHECKING:
    from PySide6.QtGui import QTextDocument, QTextFrame

    from kzref.statistics.series import Series
    from kzref.ui.charts.chart_object import ChartObject

_HEADING_SIZES = (1.0, 1.78, 1.3, 1.12, 1.0, 1.0, 0.72)
"""By rank, from 0 for the text to 6, relative to the size of the text."""
SCREEN_LEADING, PAPER_LEADING = 110, 103


def style_sheet(theme: Theme, points: float, leading: int) -> str:
    """Return the style sheet of a page, in the subset of CSS that Qt supports.

    points: size of the text; leading: per cent of the line height of the font (1.36 of the size in Noto Serif).
    """
    small, tiny = points * 0.86, points * 0.74
    return f"""
p, li, dd, dt {{ line-height: {leading}%; }}
p {{ margin-top: 0; margin-bottom: {points * 0.85:.1f}px; }}
li p {{ margin-bottom: {points * 0.35:.1f}px; }}
a {{ text-decoration: none; }}
a[href] {{ color: {theme.link}; }}
h1, h2, h3, h4, h5 {{ color: {theme.heading}; font-weight: 700; }}
h1 {{ margin-top: 0; margin-bottom: {points * 0.5:.1f}px; line-height: 100%; }}
h1.alone {{ margin-bottom: {points * 1.25:.1f}px; }}
h2 {{ margin-top: {points * 2.5:.1f}px; margin-bottom: {points * 0.7:.1f}px; line-height: 100%; }}
h3, h4, h5 {{ margin-top: {points * 1.8:.1f}px; margin-bottom: {points * 0.5:.1f}px; line-height: 100%; }}
h6 {{ font-family: "{SANS}"; font-weight: 400; color: {theme.dim}; letter-spacing: 1px; margin-top: 0; margin-bottom: {points * 0.3:.1f}px; }}
p.titles {{ font-family: "{SANS}"; font-size: {small:.2f}pt; color: {theme.dim}; margin-bottom: {points * 1.6:.1f}px; }}
.pin, a.pin[href] {{ font-family: "{SANS}"; font-size: {tiny:.2f}pt; color: {theme.dim}; }}
a.cite {{ font-family: "{SANS}"; font-size: {small:.2f}pt; }}
sup {{ font-size: {points:.2f}pt; }}
span.lost {{ color: {theme.dim}; }}
span.dim {{ font-family: "{SANS}"; font-size: {small:.2f}pt; color: {theme.dim}; }}
p.entry {{ margin-bottom: {points * 1.05:.1f}px; }}
p.related-title {{ font-family: "{SANS}"; font-size: {small:.2f}pt; font-weight: 700; color: {theme.heading}; margin-top: {points * 2.6:.1f}px; margin-bottom: {points * 0.5:.1f}px; }}
p.related {{ font-size: {points * 0.94:.2f}pt; margin-bottom: {points * 0.25:.1f}px; }}
p.callout-title {{ font-family: "{SANS}"; font-size: {small:.2f}pt; font-weight: 700; color: {theme.heading}; margin-bottom: {points * 0.3:.1f}px; }}
table.callout p {{ margin-bottom: {points * 0.4:.1f}px; }}
table.callout td {{ padding: {points * 0.9:.0f}px {points * 1.3:.0f}px {points * 0.6:.0f}px {points * 1.3:.0f}px; background: {theme.outside}; border-left: 3px solid {theme.outside_edge}; }}
table.note td, table.warning td {{ background: {theme.note}; border-left: 3px solid {theme.note_edge}; }}
table.quote td {{ padding: 2px {points * 1.3:.0f}px; border-left: 3px solid {theme.rule}; }}
p.quoted {{ color: {theme.dim}; }}
table.data th {{ font-family: "{SANS}"; font-size: {small:.2f}pt; font-weight: 700; padding: {points * 0.5:.0f}px {points:.0f}px; border-bottom: 1px solid {theme.dim}; color: {theme.heading}; }}
table.data td {{ font-family: "{SANS}"; font-size: {points * 0.9:.2f}pt; padding: {points * 0.4:.0f}px {points:.0f}px; border-bottom: 1px solid {theme.rule}; }}
code, pre {{ font-family: monospace; font-size: {small:.2f}pt; background: {theme.code}; }}
div.notes p, div.notes li {{ font-size: {small:.2f}pt; color: {theme.dim}; }}
p.lede {{ font-size: {points * 1.1:.2f}pt; margin-bottom: {points * 1.7:.1f}px; }}
p.turn {{ font-family: "{SANS}"; margin-top: {points:.1f}px; margin-bottom: {points * 1.6:.1f}px; }}
p.door {{ font-size: {points * 1.05:.2f}pt; margin-bottom: {points * 0.9:.1f}px; }}
.goes-on {{ margin-bottom: 0; }}
.resumed {{ margin-top: 0; line-height: {leading}%; }}
"""  # noqa: E501  # a rule to a line


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
