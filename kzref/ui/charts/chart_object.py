"""Charts as objects of a text document, in place of the images 'chart:NAME' of its HTML."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QRect, QRectF, QSizeF
from PySide6.QtGui import (
    QFont,
    QFontMetricsF,
    QPainter,
    QPyTextObject,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
)

from kzref.statistics.chart_layout import CHART_HEIGHT
from kzref.statistics.series import Series
from kzref.ui.charts.chart_painter import Chart
from kzref.ui.style.theme import Theme

TYPE = QTextFormat.ObjectTypes.UserObject.value + 1
NAME = QTextFormat.Property.UserProperty.value + 1
SCHEME = "chart:"
OBJECT = "\ufffc"


class ChartObject(QPyTextObject):
    """The charts of one document, as Qt asks for them."""

    def __init__(self, theme: Theme, font: QFont, language: str, parent: QObject) -> None:
        super().__init__(parent)
        self._theme, self._font, self._language = theme, font, language
        self._charts: dict[str, Chart] = {}
        self.hovered: tuple[str, int] = ("", -1)
        """The name of the chart under the pointer and the number of its bar there, or -1."""

    def add(self, series: Series) -> None:
        """Add a series, to be found by its name."""
        self._charts[series.name] = Chart(series, self._theme, self._font, self._language)

    def chart(self, name: str) -> Chart:
        """Return a chart that was added."""
        return self._charts[name]

    def name_of(self, text_format: QTextFormat) -> str:
        """Return the name of the chart that a format stands for, or an empty one."""
        return str(text_format.property(NAME)) if text_format.objectType() == TYPE else ""

    def metrics(self, document: QTextDocument) -> QFontMetricsF:
        """Return the measures of the font on the device that the document is laid out for."""
        device = document.documentLayout().paintDevice()
        return QFontMetricsF(self._font, device) if device else QFontMetricsF(self._font)

    def intrinsicSize(self, doc: QTextDocument, posInDocument: int, format: QTextFormat) -> QSizeF:  # noqa: A002, ARG002  # Qt override
        """Return the size of a chart: as wide as the text, and a fixed number of lines high."""
        frame = doc.rootFrame().frameFormat()
        width = (
            (doc.textWidth() if doc.textWidth() > 0 else doc.pageSize().width())
            - frame.leftMargin()
            - frame.rightMargin()
        )
        metrics = self.metrics(doc)
        return QSizeF(max(width - 2, metrics.height() * 12), metrics.height() * CHART_HEIGHT)

    def drawObject(  # Qt override
        self,
        painter: QPainter,
        rect: QRectF | QRect,
        doc: QTextDocument,  # noqa: ARG002
        posInDocument: int,  # noqa: ARG002
        format: QTextFormat,  # noqa: A002
    ) -> None:
        """Paint one chart."""
        name = str(format.property(NAME))
        if name in self._charts:
            self._charts[name].paint(painter, QRectF(rect), self.hovered[1] if self.hovered[0] == name else -1)


def place_charts(
    document: QTextDocument, series: Callable[[str], Series | None], theme: Theme, font: QFont, language: str
) -> ChartObject | None:
    """Put a chart in place of each chart image of a document. Return what paints them, or None if there are none."""
    images: list[tuple[int, str]] = []
    block = document.begin()
    while block.isValid():
        fragments = block.begin()
        while not fragments.atEnd():
            fragment = fragments.fragment()
            image = fragment.charFormat().toImageFormat()
            if image.isValid() and image.name().startswith(SCHEME):
                images.append((fragment.position(), image.name().removeprefix(SCHEME)))
            fragments += 1
        block = block.next()
    if not images:
        return None
    charts = ChartObject(theme, font, language, document)
    document.documentLayout().registerHandler(TYPE, charts)
    cursor = QTextCursor(document)
    for position, name in reversed(images):
        data = series(name)
        if data is None:
            continue
        charts.add(data)
        cursor.setPosition(position)
        cursor.setPosition(position + 1, QTextCursor.MoveMode.KeepAnchor)
        chart_format = QTextCharFormat()
        chart_format.setObjectType(TYPE)
        chart_format.setProperty(NAME, name)
        cursor.insertText(OBJECT, chart_format)
    return charts
