"""What stands in place of the page while a library is made ready, or when it could not be."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget

_WIDTH = 420
_FEW = 3
"""Files up to which their number tells nothing of how far the work is."""


class ProgressView(QWidget):
    """A sentence, a bar, and a button to stop; or a sentence, and what may be opened instead."""

    stop_pressed = Signal()
    folder_wanted = Signal()
    """Another folder is to be opened."""
    reference_wanted = Signal()
    """The shipped pack is to be opened."""

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
        self._folder.clicked.connect(self.folder_wanted)
        self._reference = QPushButton(self.tr("Open the reference on Kazakhstan"), self)
        self._reference.clicked.connect(self.reference_wanted)
        for button in (self._folder, self._reference):
            button.setMinimumWidth(_WIDTH * 2 // 3)
        layout = QVBoxLayout(self)
        layout.addStretch(2)
        for widget in (self._text, self._bar, self._stop, self._folder, self._reference):
            layout.addWidget(widget, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(3)
        layout.setSpacing(16)

    def wait_for(self, text: str) -> None:
        """Says what is being done."""
        self._text.setText(text)
        self._bar.setRange(0, 0)
        self._show_work(True)

    def advance(self, done: int, of: int) -> None:
        """Moves the bar."""
        # Once every file is read the index is written out, which cannot be foretold: the bar only moves.
        self._bar.setRange(0, of if done < of and of > _FEW else 0)
        self._bar.setValue(done)

    def tell(self, text: str) -> None:
        """Says why there is nothing to read, and offers what can be read instead."""
        self._text.setText(text)
        self._show_work(False)

    def _show_work(self, working: bool) -> None:
        for widget in (self._bar, self._stop):
            widget.setVisible(working)
        for widget in (self._folder, self._reference):
            widget.setVisible(not working)
