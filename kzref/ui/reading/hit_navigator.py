"""Going through what was found: from a hit in the list to its page, from mark to mark in it, and on to the next hit."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from kzref.messages.message import message
from kzref.ui.reading.navigator import Navigator
from kzref.ui.reading.page_view import PageView
from kzref.ui.widgets.texts import filled, text_of
from kzref.ui.window.panel_layout import PanelLayout
from kzref.ui.window.side_panel import SidePanel

if TYPE_CHECKING:
    from kzref.pack.sections import Section
    from kzref.search.results.results import Hit, Results
    from kzref.ui.search.results_view import Choice


class HitNavigator(QObject):
    """Opens hits, marks what was found in each page that is open, and counts it."""

    counted = Signal(str)
    """How many hits the page has, and which of them is looked at; empty where there is none."""
    led = Signal(str)
    """A query from which a hit was opened to be read."""

    def __init__(
        self, panel: SidePanel, room: PanelLayout, view: PageView, navigator: Navigator, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._panel, self._room, self._view, self._navigator = panel, room, view, navigator
        self._results: Results | None = None
        self._opening = False
        self._last_row = -1
        panel.hit_chosen.connect(self.open)
        navigator.opened.connect(self._on_page_opened)

    def use(self, results: "Results | None") -> None:
        """Go through other results from now on; None: nothing is searched, and nothing is marked."""
        before, self._results = self._results, results
        if results is None:
            self._view.clear_marks()
        elif before is None or before.query != results.query:
            self._last_row = -1
        self._mark()

    @Slot(object, object)
    def open(self, hit: "Hit", choice: "Choice") -> None:
        """Open a hit at its first mark."""
        from kzref.ui.search.results_view import Choice

        read = choice is not Choice.PASSED
        self._last_row = self._panel.results.current_row
        self._opening = True
        if read:
            self._room.show_page()
            self._navigator.open_section(hit.section)
        else:
            self._navigator.preview(hit.section)
        self._opening = False
        self._mark()
        self._view.go_to_mark_after(hit.section.address)
        self.counted.emit(self._count())
        if self._results and read:
            self.led.emit(self._results.query.text)
        if choice is Choice.ENTERED:
            self._view.setFocus()

    @Slot(object)
    def _on_page_opened(self, section: "Section | None") -> None:
        if self._results and not self._opening:
            self._panel.results.show_read(section.address if section else "")
            self._mark()

    def _mark(self) -> None:
        if self._results:
            self._view.mark(self._results.marker.spans)
        self.counted.emit(self._count())

    def _count(self) -> str:
        if self._results is None or not self._view.mark_count:
            return ""
        number = self._view.current_mark + 1
        if number:
            return filled(self.tr("hit {number} of {count} on this page"), number=number, count=self._view.mark_count)
        return text_of(message("page.hits", count=self._view.mark_count))

    def step(self, by: int) -> None:
        """Go to the next mark (1) or the one before (-1), and from the last or first one to the next hit or the one
        before."""
        if self._view.go_to_mark(by) < 0:
            row = self._panel.results.current_row
            row = (self._last_row if row < 0 else row) + by
            if row >= 0 and self._panel.results.choose(row) and by < 0:
                self._view.go_to_mark(-1)
        self.counted.emit(self._count())
