"""The left panel: the contents, or the results of a search in their place."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLabel, QStackedWidget, QTreeView, QVBoxLayout, QWidget

from kzref.library.store.library import Library
from kzref.pack.addresses import Address
from kzref.pack.kinds import Kind
from kzref.ui.library.contents_model import SECTION, ContentsModel
from kzref.ui.style.theme import Theme
from kzref.ui.widgets.mouse_buttons import LetsSideButtonsThrough

if TYPE_CHECKING:
    from kzref.ui.search.facet_bar import FacetBar
    from kzref.ui.search.results_view import ResultsView


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
        """Shows the contents of a library."""
        old = self.model()
        self.setModel(ContentsModel(library, self))
        if old is not None:
            old.deleteLater()

    def follow(self, address: Address) -> None:
        """Marks where the reader is, opening branches only as far as the entry."""
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


class SidePanel(QWidget):
    """Contents and results in one place; what is said of the results stands above them."""

    section_chosen = Signal(object)
    section_passed = Signal(object)
    hit_chosen = Signal(object, object)
    suggestion_chosen = Signal(str)
    address_chosen = Signal(str)
    left_upwards = Signal()

    def __init__(self, theme: Theme, kind_name: Callable[[Kind], str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._kind_name = theme, kind_name
        self.contents = ContentsView(self)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self.contents)
        self._results_page: QWidget | None = None
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._stack)
        self.contents.section_chosen.connect(self.section_chosen)
        self.contents.section_passed.connect(self.section_passed)

    @property
    def results(self) -> "ResultsView":
        """The list of hits, made when it is first needed."""
        self._made_results()
        return self._results

    def _made_results(self) -> QWidget:
        """What stands in place of the contents while a search stands."""
        if self._results_page is None:
            self._results_page = self._make_results()
            self._stack.addWidget(self._results_page)
        return self._results_page

    def _make_results(self) -> QWidget:
        from kzref.ui.search.facet_bar import FacetBar
        from kzref.ui.search.results_view import ResultsView

        page = QWidget(self)
        self._said = QLabel(page)
        self._said.setObjectName("said")
        self._said.setWordWrap(True)
        from PySide6.QtCore import Qt

        self._said.setTextFormat(Qt.TextFormat.RichText)
        self._said.linkActivated.connect(self._on_link)
        self._bar = FacetBar(self._kind_name, page)
        self._results = ResultsView(self._theme, self._kind_name, page)
        self._results.hit_chosen.connect(self.hit_chosen)
        self._results.left_upwards.connect(self.left_upwards)
        layout = QVBoxLayout(page)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._bar)
        layout.addWidget(self._said)
        layout.addWidget(self._results, 1)
        return page

    @property
    def facet_bar(self) -> "FacetBar":
        """The row above the hits, made when it is first needed."""
        self._made_results()
        return self._bar

    @Slot(str)
    def _on_link(self, target: str) -> None:
        what, _, value = target.partition(":")
        if what == "in":
            self._bar.remove(value)
        elif what == "open":
            self.address_chosen.emit(value)
        else:
            self.suggestion_chosen.emit(value)

    def say(self, html: str) -> None:
        """Says something of the results, as rich text."""
        self._made_results()
        self._said.setText(html)

    def show_results(self) -> None:
        """Puts the results in place of the contents."""
        self._stack.setCurrentWidget(self._made_results())

    def show_contents(self) -> None:
        """Gives the contents back."""
        self._stack.setCurrentWidget(self.contents)

    @property
    def shows_results(self) -> bool:
        """Whether the results are in front."""
        return self._stack.currentWidget() is self._results_page

    def set_theme(self, theme: Theme) -> None:
        """Draws in other colours."""
        self._theme = theme
        if self._results_page is not None:
            self._results.set_theme(theme)
