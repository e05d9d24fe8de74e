"""The left panel: the contents, or during a search the results."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QLabel, QStackedWidget, QVBoxLayout, QWidget

from kzref.pack.kinds import Kind
from kzref.ui.library.contents_view import ContentsView
from kzref.ui.style.theme import Theme

if TYPE_CHECKING:
    from kzref.ui.search.facet_bar import FacetBar
    from kzref.ui.search.results_view import ResultsView


class SidePanel(QWidget):
    """Shows the contents or the results of a search, with the facet bar and a summary above the results."""

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
        """The list of hits, created on first access."""
        self._results_widget()
        return self._results

    def _results_widget(self) -> QWidget:
        """Return the widget with the results, which is created on the first call."""
        if self._results_page is None:
            self._results_page = self._make_results()
            self._stack.addWidget(self._results_page)
        return self._results_page

    def _make_results(self) -> QWidget:
        from kzref.ui.search.facet_bar import FacetBar
        from kzref.ui.search.results_view import ResultsView

        page = QWidget(self)
        self._summary = QLabel(page)
        self._summary.setObjectName("summary")
        self._summary.setWordWrap(True)
        from PySide6.QtCore import Qt

        self._summary.setTextFormat(Qt.TextFormat.RichText)
        self._summary.linkActivated.connect(self._on_link)
        self._bar = FacetBar(self._kind_name, page)
        self._results = ResultsView(self._theme, self._kind_name, page)
        self._results.hit_chosen.connect(self.hit_chosen)
        self._results.left_upwards.connect(self.left_upwards)
        layout = QVBoxLayout(page)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._bar)
        layout.addWidget(self._summary)
        layout.addWidget(self._results, 1)
        return page

    @property
    def facet_bar(self) -> "FacetBar":
        """The bar above the hits, created on first access."""
        self._results_widget()
        return self._bar

    @Slot(str)
    def _on_link(self, target: str) -> None:
        action, _, value = target.partition(":")
        if action == "in":
            self._bar.remove(value)
        elif action == "open":
            self.address_chosen.emit(value)
        else:
            self.suggestion_chosen.emit(value)

    def show_summary(self, html: str) -> None:
        """Set the summary above the hits, as HTML."""
        self._results_widget()
        self._summary.setText(html)

    def show_results(self) -> None:
        """Show the results in place of the contents."""
        self._stack.setCurrentWidget(self._results_widget())

    def show_contents(self) -> None:
        """Show the contents in place of the results."""
        self._stack.setCurrentWidget(self.contents)

    @property
    def shows_results(self) -> bool:
        """Whether the results are shown."""
        return self._stack.currentWidget() is self._results_page

    def set_theme(self, theme: Theme) -> None:
        """Use the colours of a theme."""
        self._theme = theme
        if self._results_page is not None:
            self._results.set_theme(theme)
