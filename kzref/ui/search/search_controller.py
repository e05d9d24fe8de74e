"""Searching: what is typed becomes hits beside the page and marks in it."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from kzref.library.store.library import Library
from kzref.ui.background import Lane
from kzref.ui.reading.hit_navigator import HitNavigator
from kzref.ui.reading.navigator import Navigator
from kzref.ui.reading.page_view import PageView
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


class SearchController(QObject):
    """Holds box, hits and page together while something is searched."""

    counted = Signal(str)
    """How many hits there are, and which is shown; empty when nothing is searched."""
    led = Signal(str)
    """A search from which a hit was opened."""

    def __init__(
        self,
        box: SearchBox,
        panel: SidePanel,
        room: PanelLayout,
        view: PageView,
        navigator: Navigator,
        lane: Lane,
        earlier: Callable[[str], str],
    ) -> None:
        """earlier: gives an earlier search that begins with what is typed."""
        super().__init__(box)
        self._box, self._panel, self._room, self._view, self._navigator, self._lane = (
            box, panel, room, view, navigator, lane
        )  # fmt: skip
        self._earlier = earlier
        self._asked = ""
        self._hit_navigator = HitNavigator(panel, room, view, navigator, self)
        self._library: Library | None = None
        self._searcher: Callable[[], Searcher] | None = None
        self._results: Results | None = None
        self._enter_first = self._list_wanted = False
        self._limit = FIRST_HITS
        self._grown = False
        self._connect()

    def _connect(self) -> None:
        self._box.changed.connect(self._on_typed)
        self._box.entered.connect(self._on_entered)
        self._box.cleared.connect(self._on_cleared)
        self._box.down_pressed.connect(self._on_down)
        self._hit_navigator.counted.connect(self.counted)
        self._hit_navigator.led.connect(self.led)
        self._panel.suggestion_chosen.connect(self._on_suggested)
        self._panel.address_chosen.connect(self._on_address_chosen)
        self._panel.results.more_wanted.connect(self._on_more_wanted)
        self._panel.facet_bar.changed.connect(self._on_narrowed)
        self._panel.facet_bar.within_wanted.connect(self._on_within_wanted)
        self._panel.left_upwards.connect(self.focus)
        self._lane.done.connect(self._on_done)

    def use(self, library: Library | None) -> None:
        """Searches another library from now on; None: nothing, until there is one."""
        if library is self._library:
            return
        self._lane.cancel()
        self._library = library
        self._searcher = OpenSearcher(library) if library else None
        self._results = None
        if library and self._box.text().strip():
            self._on_changed(self._box.text())

    @Slot()
    def focus(self) -> None:
        """Goes to the box, its text chosen so that typing replaces it."""
        self._box.setFocus()
        self._box.selectAll()

    def resume(self) -> None:
        """Let the hits be seen again where a search stands: the reader comes back to it."""
        if self._results and self._box.text().strip():
            self._room.show_results()

    def leave(self) -> bool:
        """End the search, whatever of the window has the focus; return whether there was one. The page stays."""
        if not (self._box.text() or self._panel.shows_results):
            return False
        self._box.empty()
        self._on_cleared()
        self._view.setFocus()
        return True

    @Slot(str)
    def _on_typed(self, text: str) -> None:
        self._enter_first, self._list_wanted = False, True
        self._on_changed(text)

    def _on_changed(self, text: str) -> None:
        if not goes_on(self._asked, text):
            self._panel.facet_bar.reset_order()
        self._asked = text
        self._limit, self._grown = FIRST_HITS, False
        section = self._section_meant(text)
        if is_written_out(text) or (section and "#" in text):
            self._offer(text, section)
        else:
            self._start(text, count_all=False)

    def _section_meant(self, text: str) -> "Section | None":
        """The section whose address is typed."""
        return next(filter(None, map(self._navigator.find, addresses_meant(text))), None)

    def _offer(self, text: str, section: "Section | None") -> None:
        """Offers the section of an address in place of hits."""
        self._lane.cancel()
        self._results = None
        self._hit_navigator.use(None)
        self._panel.facet_bar.show_facets({})
        self._panel.results.show_hits((), 0)
        self._panel.say(address_summary(text, section))
        self._room.show_results()

    def _start(self, text: str, count_all: bool) -> None:
        if self._searcher:
            bar = self._panel.facet_bar
            self._lane.start(SearchJob(self._searcher, text, self._limit, bar.search_filter, bar.order, count_all))

    @Slot(int)
    def _on_more_wanted(self, shown: int) -> None:
        if self._results and shown < MOST_HITS:
            self._limit, self._grown = min(3 * shown, MOST_HITS), True
            self._start(self._results.query.text, count_all=True)

    @Slot(object, object)
    def _on_narrowed(self, _narrowing: object, _order: object) -> None:
        if self._box.text().strip():
            self._on_changed(self._box.text())

    @Slot()
    def _on_within_wanted(self) -> None:
        """What is typed next is searched in what is found now."""
        text = self._box.text().strip()
        if text and self._results:
            self._panel.facet_bar.search_within((*self._panel.facet_bar.search_filter.within, text))
            self._box.empty()
            self._box.setFocus()
            self._say(self._results)

    @Slot(str)
    def _on_entered(self, text: str) -> None:
        section = self._section_meant(text)
        if self._searcher is None:
            # What is wanted is done once there is a library.
            self._enter_first = self._list_wanted = True
        elif section:
            self.leave()
            self._navigator.open_section(section)
        elif is_written_out(text):
            self._navigator.go_to(text)
        elif self._results and self._results.query.text == text:
            self._open_first()
        else:
            self._enter_first = self._list_wanted = True
            self._on_changed(text)

    def _open_first(self) -> None:
        """Opens the hit that is chosen, or else the one of just that title, or else the first."""
        from kzref.search.engine.ranking import Order

        row, bar = self._panel.results.current_row, self._panel.facet_bar
        if row < 0 and bar.order is not Order.RELEVANCE and self._searcher and self._results:
            self._lane.start(TitleJob(self._searcher, self._results.query.text, bar.search_filter))
        elif not self._panel.results.enter(max(row, 0)) and self._results:
            # A name alone is a word, and an address only where no text has it.
            section = self._navigator.find(self._results.query.text)
            if section:
                self.leave()
                self._navigator.open_section(section)

    def _on_titled(self, hit: "Hit | None") -> None:
        from kzref.ui.search.results_view import Choice

        if hit:
            self._panel.results.show_read(hit.section.address)
            self._hit_navigator.open(hit, Choice.ENTERED)
        else:
            self._panel.results.enter(0)
        if self._results and not self._results.complete:
            self._count_all(self._results)

    @Slot(object)
    def _on_done(self, results: "Results | Titled") -> None:
        if isinstance(results, Titled):
            self._on_titled(results.hit)
            return
        self._results = results
        self._say(results)
        self._panel.facet_bar.show_facets(results.facets)
        self._panel.results.show_hits(results.hits, results.total, self._grown)
        self._panel.show_results()
        if self._list_wanted:
            # Not with what is counted afterwards or found in a renewed library: then something may be read.
            self._list_wanted = False
            self._room.show_results()
        self._hit_navigator.use(results)
        if not results.complete:
            self._count_all(results)
        if self._enter_first:
            self._enter_first = False
            self._open_first()

    def _count_all(self, results: "Results") -> None:
        # The first hits stand; how many there are in all follows.
        self._grown = True
        self._start(results.query.text, count_all=True)

    def _say(self, results: "Results") -> None:
        """Says what stands above the hits."""
        typing = self._box.hasFocus()
        going_on = continuations(results, self._earlier(results.query.text)) if typing else Continuations()
        if going_on.completion:
            self._box.completion = going_on.completion
        self._panel.say(summary(results, self._panel.facet_bar.search_filter.within, going_on))

    @Slot(str)
    def _on_suggested(self, text: str) -> None:
        self._box.setText(text)
        self._box.setFocus()

    @Slot(str)
    def _on_address_chosen(self, address: str) -> None:
        """A link above the hits was followed."""
        self._room.show_page()
        if self._navigator.go_to(address):
            self._view.setFocus()
            if self._results:
                self.led.emit(self._results.query.text)

    @Slot()
    def _on_down(self) -> None:
        if self._results and self._results.hits:
            self._panel.results.setFocus()
            self._panel.results.choose(max(self._panel.results.current_row, 0))

    @Slot()
    def _on_cleared(self) -> None:
        self._lane.cancel()
        self._results, self._asked = None, ""
        self._enter_first = self._list_wanted = False
        self._panel.facet_bar.reset()
        self._room.show_contents()
        self._hit_navigator.use(None)

    @Slot()
    def next_hit(self) -> None:
        """Goes to the next hit of the page, and after the last to the next result."""
        self._step(1)

    @Slot()
    def previous_hit(self) -> None:
        """Goes to the hit before, and before the first to the result before."""
        self._step(-1)

    def _step(self, by: int) -> None:
        if self._results is None:
            self.focus()
        else:
            self._hit_navigator.step(by)
