"""The line that is read, and how it stays in view when the page is set again in another size or width."""

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QPoint

if TYPE_CHECKING:
    from PySide6.QtWidgets import QTextEdit


class Line(NamedTuple):
    """A line of the text."""

    position: int
    """Of a character of it, in the document."""
    top: int
    """Pixels below the top of the view."""


class ScrollAnchor:
    """Keeps a line of a text view. A line that was gone to is the one that is read until the reader scrolls."""

    def __init__(self, view: "QTextEdit") -> None:
        self._view = view
        self._gone_to: Line | None = None
        self._at = -1
        self._moving = False

    def forget(self) -> None:
        """Forget the line: another page is shown."""
        self._gone_to, self._at = None, -1

    def go_to(self, position: int, top: int) -> None:
        """Scroll so that the line of a character stands `top` pixels below the top, or as near as can be."""
        self._gone_to = Line(position, top)
        self._moving = True
        self.scroll_to(self._gone_to)
        self._moving = False
        self._at = self._view.verticalScrollBar().value()

    def scroll_to(self, line: Line) -> None:
        """Scroll so that a line stands where it says. It is not kept as the line that is read."""
        # Where a line stands is known only once everything above it is laid out, the range once all is.
        self._view.document().documentLayout().documentSize()
        self._view.verticalScrollBar().setValue(self._top_of(line.position) - line.top)

    def go_to_start(self, position: int) -> None:
        """Show the page from its top; the line of a character is the one that is read."""
        self.go_to(position, self._top_of(position))

    def _held(self) -> Line | None:
        still = self._moving or self._view.verticalScrollBar().value() == self._at
        return self._gone_to if still else None

    def _top_of(self, position: int) -> int:
        document = self._view.document()
        block = document.findBlock(min(position, document.characterCount() - 1))
        line = block.layout().lineForTextPosition(position - block.position())
        return int(document.documentLayout().blockBoundingRect(block).top() + (line.y() if line.isValid() else 0))

    def line_of(self, position: int) -> Line:
        """Return the line of a character, as it stands now."""
        return Line(position, self._top_of(position) - self._view.verticalScrollBar().value())

    def line_on_top(self) -> Line | None:
        """Return the line to be kept in place when the page is set again; None at the very top of a page."""
        if held := self._held():
            return held
        value = self._view.verticalScrollBar().value()
        if not value:
            return None
        return self.line_of(self._view.cursorForPosition(QPoint(self._middle(), 2)).position())

    def position_read(self) -> int:
        """Return the position of the character that is read: of the line that was gone to, or near the top of the view.

        In the last screenful the reading line moves down, so that short final sections can become current.
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
