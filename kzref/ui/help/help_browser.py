"""A small book in a dialog: a page to scroll through, and the pages that it leads to."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QUrl, Slot
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFrame, QTextBrowser, QVBoxLayout, QWidget

_WIDTH, _HEIGHT = 660, 560


class _Pages(QTextBrowser):
    """Shows what it is given, and loads nothing."""

    def __init__(self, pages: Callable[[str], str]) -> None:
        super().__init__()
        self._pages = pages
        self._left_at = 0
        self.setObjectName("help")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setOpenLinks(False)
        self.anchorClicked.connect(self._on_link)
        self.document().setDefaultStyleSheet("a { text-decoration: none; }")
        self.setHtml(pages(""))

    @Slot(QUrl)
    def _on_link(self, link: QUrl) -> None:
        name, bar = link.toString().removeprefix("page:"), self.verticalScrollBar()
        if name:
            self._left_at = bar.value()
        self.setHtml(self._pages(name))
        bar.setValue(0 if name else self._left_at)

    def loadResource(self, _kind: int, _name: QUrl | str) -> None:  # Qt override
        """Nothing."""
        return


class HelpBrowser(QDialog):
    """Links to page:NAME lead to the page of that name, page: back to the first."""

    def __init__(self, parent: QWidget, title: str, pages: Callable[[str], str]) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        room = self.screen().availableSize()
        self.resize(min(_WIDTH, room.width() - 40), min(_HEIGHT, room.height() - 80))
        buttons = QDialogButtonBox()
        buttons.addButton(QCoreApplication.translate("Dialogs", "Close"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.rejected.connect(self.reject)
        buttons.setContentsMargins(0, 0, 20, 16)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(16)
        layout.addWidget(_Pages(pages))
        layout.addWidget(buttons)
