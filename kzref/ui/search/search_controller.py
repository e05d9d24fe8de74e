"""Searching: what is typed becomes hits beside the page and marks in it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from kzref.library.store.library import Library
from kzref.ui.background import Lane
from kzref.ui.reading.area import ReadingArea
from kzref.ui.search.results_controller import ResultsController
from kzref.ui.search.search_box import SearchBox
from kzref.ui.search.search_jobs import OpenSearcher, SearchJob, Titled, TitleJob
from kzref.ui.search.search_summary import Continuations, address_summary, continuations, summary
from kzref.ui.search.typed_text import addresses_meant, goes_on, is_written_out
from kzref.ui.window.panel_layout import PanelLayout
from kzref.ui.window.side_panel import SidePanel

if TYPE_CHECKING:
    from kzref.pack.sections import Section
    from kzref.search.results.results import Hit, Results
    from kzref.search.searcher import Searcher

FIRST_HITS, MOST_HITS = 40, 2000
"""Hits that are fetched at once, and at most; the others as the list is scrolled."""


@dataclass(slots=True)
class _Request:
    """What is asked of the hits while they are searched for."""

    limit: int = FIRST_HITS
    """Hits to be fetched."""
    grown: bool = False
    """Whether the list only grows: what was shown stays where it is."""
    open_first: bool = False
    """Whether the first hit is opened when it is there, because Enter was pressed."""
    show_list: bool = False
    """Whether the list is brought into view, because something was typed."""


class SearchController(QObject):
    """Holds box, hits and page together while something is searched."""

    hits_counted = Signal(str)
    """How many hits the page has, and which is the current one; empty when nothing is searched."""
    search_used = Signal(str)
    """A search from which a hit was opened."""

    def __init__(
        self,
        box: SearchBox,
        panel: SidePanel,
        layout: PanelLayout,
        area: ReadingArea,
        lane: Lane,
        suggest: Callable[[str], str],
    ) -> None:
        """suggest: gives an earlier search that begins with what is typed, or an empty text."""
        super().__init__(box)
        self._box, self._panel, self._layout, self._area, self._lane = box, panel, layout, area, lane
        self._suggest = suggest
        self._query_text = ""
        self._library: Library | None = None
        self._searcher: Callable[[], Searcher] | None = None
        self._request = _Request()
        self._hits = ResultsController(panel, layout, area, self)
        self._connect()

    def _connect(self) -> None:
        self._box.changed.connect(self._on_typed)
        self._box.entered.connect(self._on_entered)
        self._box.cleared.connect(self._on_cleared)
        self._box.down_pressed.connect(self._on_down)
        self._hits.hits_counted.connect(self.hits_counted)
        self._hits.search_used.connect(self.search_used)
        self._panel.suggestion_chosen.connect(self._on_suggested)
        self._panel.address_chosen.connect(self._on_address_chosen)
        self._panel.results.more_wanted.connect(self._on_more_wanted)
        self._panel.facet_bar.changed.connect(self._on_filtered)
        self._panel.facet_bar.within_wanted.connect(self._on_within_wanted)
        self._panel.left_upwards.connect(self.focus)
        self._lane.done.connect(self._on_done)

    @property
    def results(self) -> "Results | None":
        """What was found, or None when nothing is searched."""
        return self._hits.results

    def set_library(self, library: Library | None) -> None:
        """Search another library from now on; None: nothing, until there is one."""
        if library is self._library:
            return
        self._lane.cancel()
        self._library = library
        self._searcher = OpenSearcher(library) if library else None
        self._hits.set_results(None)
        if library and self._box.text().strip():
            self._on_changed(self._box.text())

    @Slot()
    def focus(self) -> None:
        """Go to the box, its text selected so that typing replaces it."""
        self._box.setFocus()
        self._box.selectAll()

    def resume(self) -> None:
        """Show the hits again if there is a search: the reader comes back to it."""
        if self.results and self._box.text().strip():
            self._layout.show_results()

    def close(self) -> bool:
        """End the search, whatever has the focus. Return whether there was one. The page stays."""
        if not (self._box.text() or self._panel.shows_results):
            return False
        self._box.empty()
        self._on_cleared()
        self._area.view.setFocus()
        return True

    @Slot(str)
    def _on_typed(self, text: str) -> None:
        self._request.open_first, self._request.show_list = False, True
        self._on_changed(text)

    def _on_changed(self, text: str) -> None:
        if not goes_on(self._query_text, text):
            self._panel.facet_bar.reset_order()
        self._query_text = text
        self._request.limit, self._request.grown = FIRST_HITS, False
        section = self._section_meant(text)
        if is_written_out(text) or (section and "#" in text):
            self._offer(text, section)
        else:
            self._start(text, count_all=False)

    def _section_meant(self, text: str) -> "Section | None":
        """Return the section whose address is typed, if it is one."""
        return next(filter(None, map(self._area.navigator.find, addresses_meant(text))), None)

    def _offer(self, text: str, section: "Section | None") -> None:
        """Offer the section of an address in place of hits."""
        self._lane.cancel()
        self._hits.set_results(None)
        self._panel.facet_bar.show_facets({})
        self._panel.results.show_hits((), 0)
        self._panel.show_summary(address_summary(text, section))
        self._layout.show_results()

    def _start(self, text: str, count_all: bool) -> None:
        if self._searcher:
            facets = self._panel.facet_bar
            self._lane.start(
                SearchJob(self._searcher, text, self._request.limit, facets.search_filter, facets.order, count_all)
            )

    @Slot(int)
    def _on_more_wanted(self, shown: int) -> None:
        if self.results and shown < MOST_HITS:
            self._request.limit, self._request.grown = min(3 * shown, MOST_HITS), True
            self._start(self.results.query.text, count_all=True)

    @Slot(object, object)
    def _on_filtered(self, _filter: object, _order: object) -> None:
        if self._box.text().strip():
            self._on_changed(self._box.text())

    @Slot()
    def _on_within_wanted(self) -> None:
        """Search what is typed next within what is found now."""
        text = self._box.text().strip()
        if text and self.results:
            self._panel.facet_bar.search_within((*self._panel.facet_bar.search_filter.within, text))
            self._box.empty()
            self._box.setFocus()
            self._show_summary(self.results)

    @Slot(str)
    def _on_entered(self, text: str) -> None:
        section = self._section_meant(text)
        if self._searcher is None:
            # What is wanted is done once there is a library.
            self._request.open_first = self._request.show_list = True
        elif section:
            self.close()
            self._area.navigator.open_section(section)
        elif is_written_out(text):
            self._area.navigator.go_to(text)
        elif self.results and self.results.query.text == text:
            self._open_first()
        else:
            self._request.open_first = self._request.show_list = True
            self._on_changed(text)

    def _open_first(self) -> None:
        """Open the hit that is chosen, or else the one of just that title, or else the first."""
        from kzref.search.engine.ranking import Order

        row, facets = self._panel.results.current_row, self._panel.facet_bar
        if row < 0 and facets.order is not Order.RELEVANCE and self._searcher and self.results:
            self._lane.start(TitleJob(self._searcher, self.results.query.text, facets.search_filter))
        elif not self._panel.results.enter(max(row, 0)) and self.results:
            # A name alone is a word, and an address only where no text has it.
            section = self._area.navigator.find(self.results.query.text)
            if section:
                self.close()
                self._area.navigator.open_section(section)

    def _on_titled(self, hit: "Hit | None") -> None:
        from kzref.ui.search.results_view import Choice

        if hit:
            self._panel.results.show_read(hit.section.address)
            self._hits.open(hit, Choice.ENTERED)
        else:
            self._panel.results.enter(0)
        if self.results and not self.results.complete:
            self._count_all(self.results)

    @Slot(object)
    def _on_done(self, results: "Results | Titled") -> None:
        if isinstance(results, Titled):
            self._on_titled(results.hit)
            return
        self._show_summary(results)
        self._panel.facet_bar.show_facets(results.facets)
        self._panel.results.show_hits(results.hits, results.total, self._request.grown)
        self._panel.show_results()
        if self._request.show_list:
            # Not with what is counted afterwards or found in a renewed library: then something may be read.
            self._request.show_list = False
            self._layout.show_results()
        self._hits.set_results(results)
        if not results.complete:
            self._count_all(results)
        if self._request.open_first:
            self._request.open_first = False
            self._open_first()

    def _count_all(self, results: "Results") -> None:
        # The first hits are shown; how many there are in all follows.
        self._request.grown = True
        self._start(results.query.text, count_all=True)

    def _show_summary(self, results: "Results") -> None:
        """Show what stands above the hits."""
        typing = self._box.hasFocus()
        going_on = continuations(results, self._suggest(results.query.text)) if typing else Continuations()
        if going_on.completion:
            self._box.completion = going_on.completion
        self._panel.show_summary(summary(results, self._panel.facet_bar.search_filter.within, going_on))

    @Slot(str)
    def _on_suggested(self, text: str) -> None:
        self._box.setText(text)
        self._box.setFocus()

    @Slot(str)
    def _on_address_chosen(self, address: str) -> None:
        """Open the section of a link above the hits."""
        self._layout.show_page()
        if self._area.navigator.go_to(address):
            self._area.view.setFocus()
            if self.results:
                self.search_used.emit(self.results.query.text)

    @Slot()
    def _on_down(self) -> None:
        if self.results and self.results.hits:
            self._panel.results.setFocus()
            self._panel.results.choose(max(self._panel.results.current_row, 0))

    @Slot()
    def _on_cleared(self) -> None:
        self._lane.cancel()
        self._query_text = ""
        self._request = _Request()
        self._panel.facet_bar.reset()
        # In the next search no hit is chosen, not even the one that was read in this one.
        self._panel.results.show_hits((), 0)
        self._layout.show_contents()
        self._hits.set_results(None)

    def step(self, by: int) -> None:
        """Go to the next hit (1) or the one before (-1), on the page and then in the results; or begin a search."""
        if self.results is None:
            self.focus()
        else:
            self._hits.step(by)
