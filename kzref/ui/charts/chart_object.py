"""Charts inside a text document: each stands where the page's HTML has an image 'chart:NAME'."""

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

from kzref.pack.series import Series
from kzref.ui.charts.chart_painter import HEIGHT_IN_LINES, Chart
from kzref.ui.style.theme import Theme

TYPE = QTextFormat.ObjectTypes.UserObject.value + 1
NAME = QTextFormat.Property.UserProperty.value + 1
SCHEME = "chart:"
OBJECT = "\ufffc"


class ChartObject(QPyTextObject):
    """Draws the charts of one document."""

    def __init__(self, theme: Theme, font: QFont, language: str, parent: QObject) -> None:
        super().__init__(parent)
        self._theme, self._font, self._language = theme, font, language
        self._charts: dict[str, Chart] = {}
        self.over: tuple[str, int] = ("", -1)

    def add(self, series: Series) -> None:
        """Makes a series drawable by its name."""
        self._charts[series.name] = Chart(series, self._theme, self._font, self._language)

    def chart(self, name: str) -> Chart:
        """A chart that was added."""
        return self._charts[name]

    def name_of(self, form: QTextFormat) -> str:
        """The name of the chart that a format stands for, or empty."""
        return str(form.property(NAME)) if form.objectType() == TYPE else ""

    def metrics(self, document: QTextDocument) -> QFontMetricsF:
        """The font's measures on the device that the document is laid out for."""
        device = document.documentLayout().paintDevice()
        return QFontMetricsF(self._font, device) if device else QFontMetricsF(self._font)

    def intrinsicSize(self, doc: QTextDocument, posInDocument: int, format: QTextFormat) -> QSizeF:  # noqa: A002, ARG002  # Qt override
        """As wide as the text and a fixed number of lines high."""
        frame = doc.rootFrame().frameFormat()
        width = (
            (doc.textWidth() if doc.textWidth() > 0 else doc.pageSize().width())
            - frame.leftMargin()
            - frame.rightMargin()
        )
        metrics = self.metrics(doc)
        return QSizeF(max(width - 2, metrics.height() * 12), metrics.height() * HEIGHT_IN_LINES)

    def drawObject(  # Qt override
        self,
        painter: QPainter,
        rect: QRectF | QRect,
        doc: QTextDocument,  # noqa: ARG002
        posInDocument: int,  # noqa: ARG002
        format: QTextFormat,  # noqa: A002
    ) -> None:
        """Draws one chart."""
        name = str(format.property(NAME))
        over = self.over[1] if self.over[0] == name else -1
        if name in self._charts:
            self._charts[name].draw(painter, QRectF(rect), over)


def place_charts(
    document: QTextDocument, series: Callable[[str], Series | None], theme: Theme, font: QFont, language: str
) -> ChartObject | None:
    """Puts a chart in place of each chart image; None where the document has none."""
    found: list[tuple[int, str]] = []
    block = document.begin()
    while block.isValid():
        fragments = block.begin()
        while not fragments.atEnd():
            fragment = fragments.fragment()
            image = fragment.charFormat().toImageFormat()
            if image.isValid() and image.name().startswith(SCHEME):
                found.append((fragment.position(), image.name().removeprefix(SCHEME)))
            fragments += 1
        block = block.next()
    if not found:
        return None
    drawer = ChartObject(theme, font, language, document)
    document.documentLayout().registerHandler(TYPE, drawer)
    cursor = QTextCursor(document)
    for position, name in reversed(found):
        data = series(name)
        if data is None:
            continue
        drawer.add(data)
        cursor.setPosition(position)
        cursor.setPosition(position + 1, QTextCursor.MoveMode.KeepAnchor)
        mark = QTextCharFormat()
        mark.setObjectType(TYPE)
        mark.setProperty(NAME, name)
        cursor.insertText(OBJECT, mark)
    return drawer
