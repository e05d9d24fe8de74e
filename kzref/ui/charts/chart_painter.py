"""One routine that draws a series as bars: in the page, on paper and on the clipboard, always as vectors."""

import math
from decimal import Decimal

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen

from kzref.pack.figures import format_number
from kzref.pack.series import Series
from kzref.ui.style.theme import Theme

HEIGHT_IN_LINES = 15.5
"""Height of a chart in lines of its font."""
_TICKS = 4


def axis_step(highest: float, ticks: int = _TICKS) -> float:
    """The distance of grid lines: 1, 2, 2.5 or 5 times a power of ten, so that about `ticks` of them fit."""
    raw = max(highest, 1e-9) / ticks
    power = 10.0 ** math.floor(math.log10(raw))
    return next(factor * power for factor in (1, 2, 2.5, 5, 10) if factor * power >= raw * 0.999)


class Chart:
    """A series laid out for drawing. Sizes follow the font and the device, so paper and screen are alike."""

    def __init__(self, series: Series, theme: Theme, font: QFont, language: str) -> None:
        self._series, self._theme, self._font, self._language = series, theme, QFont(font), language
        self._highest = max([float(v) for v in series.values] + [0.0])
        self._step = axis_step(self._highest)
        self._lines = max(1, math.ceil(self._highest / self._step - 1e-9))

    def _number(self, value: Decimal | float) -> str:
        return format_number(Decimal(str(value)).normalize() + 0, self._language)

    def bars(self, area: QRectF, metrics: QFontMetricsF) -> list[QRectF]:
        """Where the bars stand within the area of the chart."""
        plot = self._plot(area, metrics)
        slot = plot.width() / len(self._series.values)
        top = self._step * self._lines
        found = []
        for index, value in enumerate(self._series.values):
            height = plot.height() * max(float(value), 0.0) / top
            found.append(QRectF(plot.left() + slot * (index + 0.19), plot.bottom() - height, slot * 0.62, height))
        return found

    def _plot(self, area: QRectF, metrics: QFontMetricsF) -> QRectF:
        line = metrics.height()
        axis = metrics.horizontalAdvance(self._number(self._step * self._lines)) + line * 0.7
        top, bottom = line * 3.9, line * 1.7
        return QRectF(area.left() + axis, area.top() + top, area.width() - axis, area.height() - top - bottom)

    def at(self, area: QRectF, metrics: QFontMetricsF, point: QPointF) -> int:
        """The number of the bar under a point, or -1."""
        plot = self._plot(area, metrics)
        if not plot.contains(point):
            return -1
        return min(
            int((point.x() - plot.left()) / plot.width() * len(self._series.values)), len(self._series.values) - 1
        )

    def tip(self, index: int) -> str:
        """What is said of a bar under the pointer."""
        series = self._series
        return f"{series.labels[index]}: {self._number(series.values[index])} {series.unit}"

    def draw(self, painter: QPainter, area: QRectF, over: int = -1) -> None:
        """Draws the chart into an area of any device; over is the bar under the pointer."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        metrics = QFontMetricsF(self._font, painter.device())
        self._draw_titles(painter, area, metrics)
        self._draw_grid(painter, area, metrics)
        self._draw_bars(painter, area, metrics, over)
        painter.restore()

    def _draw_titles(self, painter: QPainter, area: QRectF, metrics: QFontMetricsF) -> None:
        line = metrics.height()
        bold = QFont(self._font)
        bold.setWeight(QFont.Weight.Bold)
        painter.setFont(bold)
        painter.setPen(QColor(self._theme.heading))
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        title = QFontMetricsF(bold, painter.device()).elidedText(
            self._series.title, Qt.TextElideMode.ElideRight, area.width()
        )
        painter.drawText(QRectF(area.left(), area.top(), area.width(), line * 1.3), left, title)
        painter.setFont(self._font)
        painter.setPen(QColor(self._theme.dim))
        unit = self._series.unit[:1].upper() + self._series.unit[1:]
        painter.drawText(QRectF(area.left(), area.top() + line * 1.25, area.width(), line * 1.2), left, unit)

    def _draw_grid(self, painter: QPainter, area: QRectF, metrics: QFontMetricsF) -> None:
        plot, line = self._plot(area, metrics), metrics.height()
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        for index in range(self._lines + 1):
            y = plot.bottom() - plot.height() * index / self._lines
            colour = self._theme.dim if index == 0 else self._theme.grid
            painter.setPen(QPen(QColor(colour), line * 0.05))
            painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y))
            painter.setPen(QColor(self._theme.dim))
            label = QRectF(area.left(), y - line / 2, plot.left() - area.left() - line * 0.5, line)
            painter.drawText(label, right, self._number(self._step * index))

    def _draw_bars(self, painter: QPainter, area: QRectF, metrics: QFontMetricsF, over: int) -> None:
        line = metrics.height()
        plot = self._plot(area, metrics)
        slot = plot.width() / len(self._series.values)
        centred = Qt.AlignmentFlag.AlignCenter
        texts = [self._number(value) for value in self._series.values]
        fits = max(metrics.horizontalAdvance(text) for text in texts) < slot * 0.98
        for index, bar in enumerate(self.bars(area, metrics)):
            painter.fillRect(bar, QColor(self._theme.bar_over if index == over else self._theme.bar))
            middle = bar.center().x()
            painter.setPen(QColor(self._theme.ink))
            if fits or index == over:
                # On a ground of its own, so that no grid line strikes the figure through.
                width = metrics.horizontalAdvance(texts[index]) + line * 0.3
                ground = QRectF(middle - width / 2, bar.top() - line * 1.1, width, line)
                painter.fillRect(ground, QColor(self._theme.paper))
                painter.drawText(ground, centred, texts[index])
            painter.setPen(QColor(self._theme.dim))
            label = metrics.elidedText(self._series.labels[index], Qt.TextElideMode.ElideRight, slot * 0.98)
            painter.drawText(QRectF(middle - slot / 2, plot.bottom() + line * 0.35, slot, line), centred, label)
