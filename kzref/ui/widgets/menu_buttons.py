"""Buttons that open a menu."""

from PySide6.QtWidgets import QToolButton


def clear_hover(button: QToolButton) -> None:
    """Redraw a button without its hover and pressed state when its menu closes: it gets no leave event."""
    from PySide6.QtCore import Qt
    from PySide6.QtGui import QCursor

    over = button.rect().contains(button.mapFromGlobal(QCursor.pos()))
    button.setAttribute(Qt.WidgetAttribute.WA_UnderMouse, over)
    button.setDown(False)
    button.update()
