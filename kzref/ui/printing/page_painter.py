"""Paint pages: the text of each, its running head, and its foot with the source and the page number."""

from bisect import bisect_right

from PySide6.QtCore import QCoreApplication, QRectF, Qt
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QColor,
    QFont,
    QFontMetricsF,
    QPainter,
    QPalette,
    QPen,
    QTextDocument,
)

from kzref.library.store.library import About
from kzref.ui.printing.page_layout import LaidOutPages, RunningHead
from kzref.ui.printing.pagination import PageSlice
from kzref.ui.printing.paper import BAND_INCHES, BAND_POINTS
from kzref.ui.style.fonts import sans
from kzref.ui.style.theme import Theme
from kzref.ui.widgets.texts import filled

_LEFT, _RIGHT = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight
_TOP, _MIDDLE = Qt.AlignmentFlag.AlignTop, Qt.AlignmentFlag.AlignVCenter


class PagePainter:
    """Paints the pages of a document with one painter, all measures in dots of its device."""

    def __init__(self, painter: QPainter, laid_out: LaidOutPages, theme: Theme, about: About) -> None:
        self._painter, self._laid_out, self._theme, self._about = painter, laid_out, theme, about
        self._band = painter.device().logicalDpiY() * BAND_INCHES
        self._width, self._height = laid_out.measure.width, laid_out.measure.height

    def paint(self, number: int) -> None:
        """Paint the page of a number, counted from 1."""
        document, page = self._laid_out.pages[number - 1]
        heads = self._laid_out.heads[id(document)]
        if heads:
            # The entry that the page begins in, or the first that begins on it.
            at = max(bisect_right([head.top for head in heads], page.top + self._band / 2) - 1, 0)
            self._paint_head(heads[at])
        self._paint_foot(number, len(self._laid_out.pages))
        self._paint_text(document, page)

    def _paint_head(self, head: RunningHead) -> None:
        metrics = self._use_band_font()
        self._painter.setPen(QColor(self._theme.dim))
        line = QRectF(0, 0, self._width, self._band * 0.5)
        address_width = min(metrics.horizontalAdvance(head.address), self._width * 0.45)
        address = metrics.elidedText(head.address, Qt.TextElideMode.ElideMiddle, address_width + 1)
        self._painter.drawText(line, _RIGHT | _MIDDLE, address)
        title_width = self._width - address_width - metrics.averageCharWidth() * 4
        title = metrics.elidedText(head.title, Qt.TextElideMode.ElideRight, title_width)
        self._painter.drawText(line, _LEFT | _MIDDLE, title)
        self._paint_rule(self._band * 0.56)

    def _paint_foot(self, number: int, count: int) -> None:
        metrics = self._use_band_font()
        y = self._height - self._band + self._band * 0.3
        self._paint_rule(y)
        self._painter.setPen(QColor(self._theme.dim))
        pattern = QCoreApplication.translate("PrintDocument", "page {number} of {count}")
        page_number = filled(pattern, number=number, count=count)
        below = QRectF(0, y + self._band * 0.08, self._width, self._band * 0.62)
        self._painter.drawText(below, _RIGHT | _TOP, page_number)
        source = self._about.citation or " · ".join(part for part in (self._about.title, self._about.edition) if part)
        source_width = self._width - metrics.horizontalAdvance(page_number) * 1.5
        beside = QRectF(0, below.top(), source_width, below.height())
        self._painter.drawText(beside, int(_LEFT | _TOP) | int(Qt.TextFlag.TextWordWrap.value), source)

    def _use_band_font(self) -> QFontMetricsF:
        font: QFont = sans(BAND_POINTS)
        self._painter.setFont(font)
        return QFontMetricsF(font, self._painter.device())

    def _paint_rule(self, y: float) -> None:
        self._painter.setPen(QPen(QColor(self._theme.rule), self._band * 0.012))
        self._painter.drawLine(0, int(y), int(self._width), int(y))

    def _paint_text(self, document: QTextDocument, page: PageSlice) -> None:
        y = self._band
        if page.head:
            self._paint_strip(document, QRectF(0, page.head.top, self._width, page.head.height), y)
            y += page.head.height
        # Two pixels more, for the rule below the last row of a table.
        self._paint_strip(document, QRectF(0, page.top, self._width, page.bottom - page.top + 2), y)

    def _paint_strip(self, document: QTextDocument, strip: QRectF, y: float) -> None:
        """Paint a strip of a document at a height of the page."""
        self._painter.save()
        self._painter.translate(0, y - strip.top())
        self._painter.setClipRect(strip)
        context = QAbstractTextDocumentLayout.PaintContext()
        palette = QPalette()
        palette.setColor(QPalette.ColorRole.Text, QColor(self._theme.ink))
        context.clip, context.palette = strip, palette
        document.documentLayout().draw(self._painter, context)
        self._painter.restore()
