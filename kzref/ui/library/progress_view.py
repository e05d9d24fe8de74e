"""The view in place of the page: the progress of a build, or why no library is open."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget

_WIDTH = 420
_FEW = 3
"""Number of files up to which a fraction of them says nothing about the progress."""


class ProgressView(QWidget):
    """Shows a text with a progress bar and a stop button; or a text with buttons that open something else."""

    stop_pressed = Signal()
    folder_requested = Signal()
    """The user wants to open another folder."""
    reference_requested = Signal()
    """The user wants to open the shipped pack."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = QLabel(self)
        self._text.setWordWrap(True)
        self._text.setFixedWidth(_WIDTH)
        self._text.setMinimumHeight(self._text.fontMetrics().lineSpacing() * 3)
        self._text.setAlignment(Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignLeft)
        self._bar = QProgressBar(self)
        self._bar.setFixedWidth(_WIDTH)
        self._bar.setTextVisible(False)
        self._bar.setFixedHeight(6)
        self._stop = QPushButton(self.tr("Stop"), self)
        self._stop.clicked.connect(self.stop_pressed)
        self._folder = QPushButton(self.tr("Open folder…"), self)
        self._folder.clicked.connect(self.folder_requested)
        self._reference = QPushButton(self.tr("Open the reference on Kazakhstan"), self)
        self._reference.clicked.connect(self.reference_requested)
        for button in (self._folder, self._reference):
            button.setMinimumWidth(_WIDTH * 2 // 3)
        layout = QVBoxLayout(self)
        layout.addStretch(2)
        for widget in (self._text, self._bar, self._stop, self._folder, self._reference):
            layout.addWidget(widget, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(3)
        layout.setSpacing(16)

    def show_work(self, text: str) -> None:
        """Show what is being done, with a progress bar and a stop button."""
        self._text.setText(text)
        self._bar.setRange(0, 0)
        self._set_working(True)

    def advance(self, done: int, total: int) -> None:
        """Show how many files are done, of how many."""
        # After the last file the index is written, for an unknown time: the bar shows activity only.
        self._bar.setRange(0, total if done < total and total > _FEW else 0)
        self._bar.setValue(done)

    def show_failure(self, text: str) -> None:
        """Show why no library is open, with buttons that open something else."""
        self._text.setText(text)
        self._set_working(False)

    def _set_working(self, working: bool) -> None:
        for widget in (self._bar, self._stop):
            widget.setVisible(working)
        for widget in (self._folder, self._reference):
            widget.setVisible(not working)
