"""The one box for search and go-to."""

from PySide6.QtCore import QSize, QTimer, Signal, Slot
from PySide6.QtGui import QAction, QFocusEvent, QIcon, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from kzref.ui.widgets.mouse_buttons import LetsSideButtonsThrough

_WAIT = 25
"""Milliseconds that a burst of keys is gathered for."""


class SearchBox(LetsSideButtonsThrough, QLineEdit):
    """Emits what is typed while it is typed."""

    changed = Signal(str)
    """A moment after the last key."""
    entered = Signal(str)
    """The return key: go to the address or the first hit."""
    focused = Signal()
    down_pressed = Signal()
    cleared = Signal()
    """The last letter was removed."""
    menu_wanted = Signal()
    """The arrow down in an empty box."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("search")
        self.setPlaceholderText(self.tr("Search or enter an address"))
        self.setAccessibleName(self.tr("Search"))
        self.setMaxLength(1000)
        self.setMinimumWidth(110)
        self.completion = ""
        """What the tabulator makes of what is typed; empty where it goes on to the next control."""
        self._glass: QAction | None = None
        self._silent = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_WAIT)
        self._timer.timeout.connect(self._on_timeout)
        self.textChanged.connect(self._on_text_changed)
        self.returnPressed.connect(self._on_return)

    def sizeHint(self) -> QSize:  # Qt override
        """Wide enough for a question."""
        return QSize(540, super().sizeHint().height())

    def set_icon(self, icon: QIcon) -> None:
        """Set the magnifying glass."""
        if self._glass is None:
            self._glass = self.addAction(icon, QLineEdit.ActionPosition.LeadingPosition)
        else:
            self._glass.setIcon(icon)

    def focusNextPrevChild(self, on: bool) -> bool:  # Qt override
        """Complete what is typed, if there is a completion, instead of moving the focus."""
        if on and self.completion and self.completion != self.text():
            self.setText(self.completion)
            return True
        return super().focusNextPrevChild(on)

    @Slot(str)
    def _on_text_changed(self, text: str) -> None:
        if self._silent:
            return
        self.completion = ""
        if text.strip():
            self._timer.start()
        else:
            self._timer.stop()
            self.cleared.emit()

    def empty(self) -> None:
        """Clear the box without a signal of ours, for another text to be typed."""
        # The signals of Qt go on: by them the button that clears the box learns that there is nothing to be cleared.
        self._silent = True
        self.clear()
        self._silent = False
        self.completion = ""
        self._timer.stop()

    @Slot()
    def _on_timeout(self) -> None:
        self.changed.emit(self.text())

    @Slot()
    def _on_return(self) -> None:
        self._timer.stop()
        if self.text().strip():
            self.entered.emit(self.text())

    def focusInEvent(self, event: QFocusEvent) -> None:  # Qt override
        """Report the focus, so that a search can be prepared."""
        super().focusInEvent(event)
        # Made only now, because Qt paints its picture at once: 4 ms that the first page need not wait for.
        self.setClearButtonEnabled(True)
        self.focused.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # Qt override
        """Go into the hits with the arrow down."""
        from PySide6.QtCore import Qt

        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_PageDown):
            (self.down_pressed if self.text().strip() else self.menu_wanted).emit()
        else:
            super().keyPressEvent(event)
