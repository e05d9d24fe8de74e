"""The column of text on a page: no wider than is good to read, in the middle of the view."""

from PySide6.QtGui import QFontMetricsF, QTextDocument
from PySide6.QtWidgets import QTextEdit

from kzref.ui.style.fonts import PAGE_POINTS, serif

MEASURE = 70
"""Width of the text in average characters."""
_NARROWEST_MARGIN = 26


class TextColumn:
    """Fits documents into a view. What is wider than the measure becomes margin."""

    def __init__(self, view: QTextEdit) -> None:
        self._view = view
        self.points = PAGE_POINTS
        """Size of the text."""

    @property
    def view_width(self) -> int:
        """Width of the viewport. Asking the viewport itself would make Python types of all Qt widgets: 14 ms."""
        bar = self._view.verticalScrollBar()
        return self._view.maximumViewportSize().width() - (bar.width() if bar.isVisible() else 0)

    @property
    def width(self) -> float:
        """Width of the column in pixels."""
        return self.view_width - 2 * self._margin()

    def _margin(self) -> float:
        measure = QFontMetricsF(serif(self.points)).averageCharWidth() * MEASURE
        return max(_NARROWEST_MARGIN, (self.view_width - measure) / 2)

    def fit(self, document: QTextDocument) -> None:
        """Set the margins of a document for the width that the view has now."""
        frame = document.rootFrame()
        frame_format = frame.frameFormat()
        margin = self._margin()
        if frame_format.leftMargin() == margin and frame_format.topMargin():
            return
        frame_format.setLeftMargin(margin)
        frame_format.setRightMargin(margin)
        frame_format.setTopMargin(self.points * 3.2)
        frame_format.setBottomMargin(self.points * 5)
        frame.setFrameFormat(frame_format)
