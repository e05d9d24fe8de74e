"""The tree of a library's contents in the left panel."""

from PySide6.QtCore import QModelIndex, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QTreeView, QWidget

from kzref.library.store.library import Library
from kzref.pack.addresses import Address
from kzref.ui.library.contents_model import SECTION, ContentsModel
from kzref.ui.widgets.mouse_buttons import LetsSideButtonsThrough


class ContentsView(LetsSideButtonsThrough, QTreeView):
    """The tree of a library; choosing a section opens it."""

    section_chosen = Signal(object)
    """A section was clicked, or entered by its key: it is to be read."""
    section_passed = Signal(object)
    """An arrow key came to a section on its way."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setHeaderHidden(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUniformRowHeights(True)
        self.setIndentation(15)
        self.setExpandsOnDoubleClick(False)
        self.setVerticalScrollMode(QTreeView.ScrollMode.ScrollPerPixel)
        self.clicked.connect(self._on_clicked)
        self.activated.connect(self._on_activated)

    def show_library(self, library: Library) -> None:
        """Show the contents of a library."""
        old = self.model()
        self.setModel(ContentsModel(library, self))
        if old is not None:
            old.deleteLater()

    def follow(self, address: Address) -> None:
        """Select the section that is read, opening branches only as far as its entry."""
        model = self.model()
        if not isinstance(model, ContentsModel):
            return
        index = model.find(address)
        self.setCurrentIndex(index)
        if index.isValid():
            self.scrollTo(index)

    @Slot(QModelIndex)
    def _on_clicked(self, index: QModelIndex) -> None:
        self.section_chosen.emit(index.data(SECTION))
        if index.model().hasChildren(index):
            self.setExpanded(index, True)

    @Slot(QModelIndex)
    def _on_activated(self, index: QModelIndex) -> None:
        self.section_chosen.emit(index.data(SECTION))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # Qt override
        """Arrow keys read along."""
        before = self.currentIndex()
        super().keyPressEvent(event)
        current = self.currentIndex()
        if current.isValid() and current != before:
            self.section_passed.emit(current.data(SECTION))
