"""The buttons beside the wheel of a mouse, which go back and forward."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtGui import QMouseEvent


def history_step(event: "QMouseEvent") -> int:
    """Return -1 for the button that goes back, 1 for the one that goes forward, 0 for any other."""
    from PySide6.QtCore import Qt

    return {Qt.MouseButton.BackButton: -1, Qt.MouseButton.ForwardButton: 1}.get(event.button(), 0)


class LetsSideButtonsThrough:
    """Mixed into a widget that takes every press for its own: these buttons are left to what lies further out."""

    def mousePressEvent(self, event: "QMouseEvent") -> None:  # Qt override
        """Leave a press of such a button alone."""
        if history_step(event):
            event.ignore()
        else:
            super().mousePressEvent(event)  # type: ignore[misc]  # of the widget that it is mixed into

    def mouseDoubleClickEvent(self, event: "QMouseEvent") -> None:  # Qt override
        """Leave the second of two quick presses alone too."""
        if history_step(event):
            event.ignore()
        else:
            super().mouseDoubleClickEvent(event)  # type: ignore[misc]
