"""Buttons that open a menu."""

from PySide6.QtWidgets import QToolButton


def put_at_rest(button: QToolButton) -> None:
    """Put a button at rest when its menu closes: it has not seen the pointer leave."""
    from PySide6.QtCore import Qt
    from PySide6.QtGui import QCursor

    over = button.rect().contains(button.mapFromGlobal(QCursor.pos()))
    button.setAttribute(Qt.WidgetAttribute.WA_UnderMouse, over)
    button.setDown(False)
    button.update()
