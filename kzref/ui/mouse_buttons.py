"""The buttons beside the wheel of a mouse, which go back and forward."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtGui import QMouseEvent


def history_step(event: "QMouseEvent") -> int:
    """Return -1 for the button that goes back, 1 for the one that goes forward, 0 for any other."""
    from PySide6.QtCore import Qt

    return {Qt.MouseButton.BackButton: -1, Qt.MouseButton.ForwardButton: 1}.get(event.button(), 0)


def let_through(event: "QMouseEvent") -> bool:
    """Leave a press of such a button to what lies further out; return whether it was one."""
    if not history_step(event):
        return False
    event.ignore()
    return True
