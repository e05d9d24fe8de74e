"""The place that is read: which line of a page it is, and how it stays when the page is set anew."""

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QPoint

if TYPE_CHECKING:
    from PySide6.QtWidgets import QTextEdit


class Line(NamedTuple):
    """A line of the text: a character of it, and how many pixels below the top of the view it stands."""

    position: int
    space: int


class ScrollAnchor:
    """Follows a text view. A line that was gone to is the one that is read until the reader scrolls."""

    def __init__(self, view: "QTextEdit") -> None:
        self._view = view
        self._gone_to: Line | None = None
        self._at = -1
        self._moving = False

    def forget(self) -> None:
        """Another page is shown: nothing in it was gone to yet."""
        self._gone_to, self._at = None, -1

    def go_to(self, position: int, space: int) -> None:
        """Scrolls so that the line of a character stands `space` pixels below the top, or as near as can be."""
        self._gone_to = Line(position, space)
        document = self._view.document()
        # The place of a line is known only once everything above it is laid out, the range once all is.
        document.documentLayout().documentSize()
        bar = self._view.verticalScrollBar()
        self._moving = True
        bar.setValue(self._top_of(position) - space)
        self._moving = False
        self._at = bar.value()

    def go_to_start(self, position: int) -> None:
        """Shows the page from its top; the line of a character is the one that is read."""
        self.go_to(position, self._top_of(position))

    def _held(self) -> Line | None:
        still = self._moving or self._view.verticalScrollBar().value() == self._at
        return self._gone_to if still else None

    def _top_of(self, position: int) -> int:
        document = self._view.document()
        block = document.findBlock(min(position, document.characterCount() - 1))
        line = block.layout().lineForTextPosition(position - block.position())
        return int(document.documentLayout().blockBoundingRect(block).top() + (line.y() if line.isValid() else 0))

    def line_on_top(self) -> Line | None:
        """The line to be kept in its place when the page is set anew; None at the very top of a page."""
        if held := self._held():
            return held
        value = self._view.verticalScrollBar().value()
        if not value:
            return None
        position = self._view.cursorForPosition(QPoint(self._middle(), 2)).position()
        return Line(position, self._top_of(position) - value)

    def position_read(self) -> int:
        """The character that is read: of the line that was gone to, or near the top of the view.

        In the last screenful the eye moves down as far as the page still can: every section can be reached.
        """
        if held := self._held():
            return held.position
        bar, height = self._view.verticalScrollBar(), self._view.maximumViewportSize().height()
        if not bar.value():
            return 0
        near = height // 8
        last = min(height, bar.maximum()) or 1
        down = max(0.0, 1 - (bar.maximum() - bar.value()) / last)
        return self._view.cursorForPosition(QPoint(self._middle(), int(near + (height - near) * down))).position()

    def _middle(self) -> int:
        return self._view.maximumViewportSize().width() // 2
