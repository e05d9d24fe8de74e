"""The status bar: the location of what is read, or for a while a message; hits on the page; the size of the text."""

from PySide6.QtCore import QObject, QTimer, Slot
from PySide6.QtWidgets import QLabel, QSizePolicy, QStatusBar, QWidget

from kzref.render.html.escape import escape

MESSAGE_TIME = 10_000
"""Milliseconds that a message is shown in place of the location."""

_PLAIN = 0
"""Qt.TextFormat.PlainText as a number: the Qt namespace is not touched before the first page (style/item_roles.py)."""


class StatusBar(QObject):
    """Shows texts in the status bar."""

    def __init__(self, bar: QStatusBar) -> None:
        super().__init__(bar)
        self._bar = bar
        self._location = ""
        self._text, self._count, self._zoom = QLabel(), QLabel(), QLabel()
        self._text.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        # What it says may quote a stranger's file.
        self._text.setProperty("textFormat", _PLAIN)
        bar.addWidget(self._text, 1)
        bar.addPermanentWidget(self._count)
        bar.addPermanentWidget(self._zoom)
        bar.setSizeGripEnabled(False)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(MESSAGE_TIME)
        self._timer.timeout.connect(self._on_timeout)

    def add_notice(self, notice: QWidget) -> None:
        """Show a permanent notice, in front of the other ones."""
        # Counted are the permanent and the other widgets alike, in the order in which they stand.
        self._bar.insertPermanentWidget(1, notice)

    def show_location(self, text: str) -> None:
        """Show the location of what is read, now or when the time of a message is over."""
        self._location = text
        if not self._timer.isActive():
            self._text.setText(text)

    @Slot(str)
    def show_message(self, text: str) -> None:
        """Show a message for a while in place of the location."""
        self._text.setText(text)
        self._text.setToolTip(f"<p>{escape(text)}</p>")
        self._timer.start()

    @Slot()
    def _on_timeout(self) -> None:
        self._text.setToolTip("")
        self._text.setText(self._location)

    @Slot(str)
    def show_count(self, text: str) -> None:
        """Show how many hits the page has."""
        self._count.setText(text)

    @Slot(int)
    def show_zoom(self, percent: int) -> None:
        """Show the size of the text."""
        self._zoom.setText(f"{percent} %")
