"""Paint the layout of a chart: in the page, on paper and on the clipboard, always as vectors."""

from decimal import Decimal

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen

from kzref.statistics.chart_layout import LABEL_WIDTH, Bar, Box, ChartLayout, TextMetrics, layout_bars
from kzref.statistics.formatting import format_number
from kzref.statistics.series import Series
from kzref.ui.style.theme import Theme

_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class Chart:
    """A series as a bar chart."""

    def __init__(self, series: Series, theme: Theme, font: QFont, language: str) -> None:
        self._series, self._theme, self._font, self._language = series, theme, QFont(font), language

    def _written(self, value: Decimal | float) -> str:
        return format_number(Decimal(str(value)).normalize() + 0, self._language)

    def layout(self, area: QRectF, metrics: QFontMetricsF) -> ChartLayout:
        """Return the layout within an area, for the device of the metrics."""
        return layout_bars(
            self._series.values,
            self._series.labels,
            Box(area.left(), area.top(), area.width(), area.height()),
            TextMetrics(metrics.height(), metrics.horizontalAdvance),
            self._written,
        )

    def tip(self, number: int) -> str:
        """Return the text of the tooltip of a bar."""
        series = self._series
        return f"{series.labels[number]}: {self._written(series.values[number])} {series.unit}"

    def paint(self, painter: QPainter, area: QRectF, hovered: int = -1) -> None:
        """Paint the chart into an area of any device. hovered: the number of the bar under the pointer, or -1."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        metrics = QFontMetricsF(self._font, painter.device())
        layout = self.layout(area, metrics)
        self._paint_titles(painter, layout)
        self._paint_grid(painter, layout, metrics)
        for number, bar in enumerate(layout.bars):
            self._paint_bar(painter, bar, metrics, number == hovered, layout.shows_values)
        painter.restore()

    def _paint_titles(self, painter: QPainter, layout: ChartLayout) -> None:
        bold = QFont(self._font)
        bold.setWeight(QFont.Weight.Bold)
        painter.setFont(bold)
        painter.setPen(QColor(self._theme.heading))
        metrics = QFontMetricsF(bold, painter.device())
        title = metrics.elidedText(self._series.title, Qt.TextElideMode.ElideRight, layout.title_box.width)
        painter.drawText(QRectF(*layout.title_box), _LEFT, title)
        painter.setFont(self._font)
        painter.setPen(QColor(self._theme.dim))
        painter.drawText(QRectF(*layout.unit_box), _LEFT, self._series.unit[:1].upper() + self._series.unit[1:])

    def _paint_grid(self, painter: QPainter, layout: ChartLayout, metrics: QFontMetricsF) -> None:
        for number, line in enumerate(layout.grid):
            colour = self._theme.dim if number == 0 else self._theme.grid
            painter.setPen(QPen(QColor(colour), metrics.height() * 0.05))
            painter.drawLine(QPointF(layout.plot.left, line.y), QPointF(layout.plot.right, line.y))
            painter.setPen(QColor(self._theme.dim))
            painter.drawText(QRectF(*line.text_box), _RIGHT, line.text)

    def _paint_bar(
        self, painter: QPainter, bar: Bar, metrics: QFontMetricsF, hovered: bool, shows_values: bool
    ) -> None:
        painter.fillRect(QRectF(*bar.box), QColor(self._theme.bar_over if hovered else self._theme.bar))
        painter.setPen(QColor(self._theme.ink))
        if shows_values or hovered:
            # On a ground of its own, so that no grid line strikes the value through.
            painter.fillRect(QRectF(*bar.value_box), QColor(self._theme.paper))
            painter.drawText(QRectF(*bar.value_box), Qt.AlignmentFlag.AlignCenter, bar.value)
        painter.setPen(QColor(self._theme.dim))
        label = metrics.elidedText(bar.label, Qt.TextElideMode.ElideRight, bar.label_box.width * LABEL_WIDTH)
        painter.drawText(QRectF(*bar.label_box), Qt.AlignmentFlag.AlignCenter, label)
