"""The chart of a page under the pointer: its bar is brightened, and its value shown in a tooltip."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QPointF

if TYPE_CHECKING:
    from PySide6.QtWidgets import QTextEdit

    from kzref.ui.charts.chart_object import ChartObject


def hover_charts(view: "QTextEdit", charts: "ChartObject", point: QPoint, on_screen: QPoint) -> None:
    """Brighten the bar under a point of the viewport and show its tooltip at a point of the screen."""
    from PySide6.QtWidgets import QToolTip

    hovered = chart_under(view, charts, point)
    if hovered == charts.hovered:
        return
    charts.hovered = hovered
    view.viewport().update()
    name, bar = hovered
    if bar >= 0:
        QToolTip.showText(on_screen, charts.chart(name).tip(bar), view.viewport())
    else:
        QToolTip.hideText()


def chart_under(view: "QTextEdit", charts: "ChartObject", point: QPoint) -> tuple[str, int]:
    """Return the name of the chart and the number of the bar under a point of the viewport, or ("", -1)."""
    from PySide6.QtCore import Qt
    from PySide6.QtGui import QTextCursor, QTextFormat

    document = view.document()
    in_document = QPointF(point.x() + view.horizontalScrollBar().value(), point.y() + view.verticalScrollBar().value())
    layout = document.documentLayout()
    position = layout.hitTest(in_document, Qt.HitTestAccuracy.FuzzyHit)
    for at in (position, position - 1):
        if at < 0:
            continue
        cursor = QTextCursor(document)
        cursor.setPosition(min(at + 1, document.characterCount() - 1))
        name = charts.name_of(cursor.charFormat())
        if name:
            area = layout.blockBoundingRect(document.findBlock(at))
            area.setSize(charts.intrinsicSize(document, at, QTextFormat()))
            chart_layout = charts.chart(name).layout(area, charts.metrics(document))
            return name, chart_layout.bar_at(in_document.x(), in_document.y())
    return "", -1
