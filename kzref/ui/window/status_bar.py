"""The status bar: where the reader is, or for a while what has happened; hits on the page; the size of the text."""

from PySide6.QtCore import QObject, QTimer, Slot
from PySide6.QtWidgets import QLabel, QSizePolicy, QStatusBar, QWidget

from kzref.render.html.escape import escape

TOLD_FOR = 10_000
"""Milliseconds that a message stands in place of where the reader is."""

_PLAIN = 0
"""Qt.TextFormat.PlainText as a number: the Qt namespace is not touched before the first page (style/item_roles.py)."""


class StatusBar(QObject):
    """Says things in the status bar."""

    def __init__(self, bar: QStatusBar) -> None:
        super().__init__(bar)
        self._bar = bar
        self._place = ""
        self._text, self._count, self._zoom = QLabel(), QLabel(), QLabel()
        self._text.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        # What it says may quote a stranger's file.
        self._text.setProperty("textFormat", _PLAIN)
        bar.addWidget(self._text, 1)
        bar.addPermanentWidget(self._count)
        bar.addPermanentWidget(self._zoom)
        bar.setSizeGripEnabled(False)
        self._told = QTimer(self)
        self._told.setSingleShot(True)
        self._told.setInterval(TOLD_FOR)
        self._told.timeout.connect(self._on_told_long_enough)

    def add_notice(self, notice: QWidget) -> None:
        """Show a lasting notice, in front of the other lasting ones."""
        # Counted are the permanent and the other widgets alike, in the order in which they stand.
        self._bar.insertPermanentWidget(1, notice)

    def show_place(self, text: str) -> None:
        """Say where the reader is, now or once a message has been shown for long enough."""
        self._place = text
        if not self._told.isActive():
            self._text.setText(text)

    @Slot(str)
    def tell(self, text: str) -> None:
        """Say something for a while in place of where the reader is."""
        self._text.setText(text)
        self._text.setToolTip(f"<p>{escape(text)}</p>")
        self._told.start()

    @Slot()
    def _on_told_long_enough(self) -> None:
        self._text.setToolTip("")
        self._text.setText(self._place)

    @Slot(str)
    def show_count(self, text: str) -> None:
        """Say how many hits the page has."""
        self._count.setText(text)

    @Slot(int)
    def show_zoom(self, percent: int) -> None:
        """Say how large the text is."""
        self._zoom.setText(f"{percent} %")
