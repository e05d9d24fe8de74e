"""The results of a search and the current tab: hits are opened in it, highlighted, and gone through."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from kzref.ui.reading.area import ReadingArea
from kzref.ui.window.panel_layout import PanelLayout
from kzref.ui.window.side_panel import SidePanel

if TYPE_CHECKING:
    from kzref.pack.sections import Section
    from kzref.search.results.results import Hit, Results
    from kzref.ui.reading.hit_navigator import HitNavigator
    from kzref.ui.search.results_view import Choice


class ResultsController(QObject):
    """Keeps what was found, for whichever tab is current."""

    hits_counted = Signal(str)
    """How many hits the page has, and which is the current one; empty when nothing is searched."""
    search_used = Signal(str)
    """A search from which a hit was opened."""

    def __init__(self, panel: SidePanel, layout: PanelLayout, area: ReadingArea, parent: QObject) -> None:
        super().__init__(parent)
        self._panel, self._layout, self._area = panel, layout, area
        self.results: Results | None = None
        """What was found, or None when nothing is searched."""
        self._last_row = -1
        self._opening = False
        self._counting: HitNavigator | None = None
        area.current_changed.connect(self._on_tab_changed)
        area.page_opened.connect(self._on_page_opened)
        panel.hit_chosen.connect(self.open)
        self._on_tab_changed()

    @property
    def _hits(self) -> "HitNavigator":
        """What goes through the hits in the current tab."""
        return self._area.current.hits

    def set_results(self, results: "Results | None") -> None:
        """Go through other results from now on; None: nothing is searched."""
        if results is not None and (self.results is None or self.results.query != results.query):
            self._last_row = -1
        self.results = results
        self._hits.set_results(results)

    @Slot()
    def _on_tab_changed(self) -> None:
        if self._counting is not None:
            self._counting.count_changed.disconnect(self.hits_counted)
        self._counting = self._hits
        self._counting.count_changed.connect(self.hits_counted)
        self._counting.set_results(self.results)

    @Slot(object)
    def _on_page_opened(self, section: "Section | None") -> None:
        if self.results and not self._opening:
            self._panel.results.show_read(section.address if section else "")

    @Slot(object, object)
    def open(self, hit: "Hit", choice: "Choice") -> None:
        """Open a hit in the current tab, as it was chosen in the list."""
        from kzref.ui.search.results_view import Choice

        preview = choice is Choice.PASSED
        self._last_row = self._panel.results.current_row
        if not preview:
            self._layout.show_page()
        self._opening = True
        self._hits.open(hit, preview)
        self._opening = False
        if self.results and not preview:
            self.search_used.emit(self.results.query.text)
        if choice is Choice.ENTERED:
            self._area.view.setFocus()

    def step(self, by: int) -> None:
        """Go to the next highlight (1) or the one before (-1), and from the last or first to the result beside."""
        if self._hits.step(by):
            return
        row = self._panel.results.current_row
        row = (self._last_row if row < 0 else row) + by
        if row >= 0 and self._panel.results.choose(row) and by < 0:
            self._hits.step(-1)
