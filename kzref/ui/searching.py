"""Searching: what is typed becomes hits beside the page and marks in it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from kzref.compiled.store import Library
from kzref.render.escape import escape
from kzref.ui.page_view import PageView
from kzref.ui.reader import Reader
from kzref.ui.search_box import SearchBox
from kzref.ui.side_panel import SidePanel
from kzref.ui.tasks import Lane, Stop

if TYPE_CHECKING:
    from kzref.search.query import Narrowing
    from kzref.search.ranking import Order
    from kzref.search.results import Hit, Results
    from kzref.search.searcher import Searcher

_MOST_OFFERED = 4
FIRST_HITS, MOST_HITS = 40, 2000
"""Hits that are fetched at once, and at most; the others as the list is scrolled."""


class _OpenSearcher:
    """The searcher of a library, opened in the thread that searches, once."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._searcher: Searcher | None = None

    def __call__(self) -> "Searcher":
        if self._searcher is None:
            self._searcher = self._library.searcher()
        return self._searcher


@dataclass(frozen=True, slots=True)
class _Job:
    searcher: Callable[[], "Searcher"]
    text: str
    limit: int
    narrowing: "Narrowing"
    order: "Order"
    whole: bool

    def __call__(self, stop: Stop) -> "Results":
        return self.searcher().search(
            self.text, self.limit, self.narrowing, order=self.order, unfinished=True, whole=self.whole, cancelled=stop
        )


class Searching(QObject):
    """Holds box, hits and page together while something is searched."""

    counted = Signal(str)
    """How many hits there are, and which is shown; empty when nothing is searched."""
    led = Signal(str)
    """A search from which a hit was opened."""

    def __init__(
        self,
        box: SearchBox,
        panel: SidePanel,
        view: PageView,
        reader: Reader,
        lane: Lane,
        earlier: Callable[[str], str],
    ) -> None:
        """earlier: gives an earlier search that begins with what is typed."""
        super().__init__(box)
        self._box, self._panel, self._view, self._reader, self._lane = box, panel, view, reader, lane
        self._earlier = earlier
        self._searcher: Callable[[], Searcher] | None = None
        self._results: Results | None = None
        self._opening = False
        self._enter_first = False
        self._limit = FIRST_HITS
        self._grown = False
        self._connect()

    def _connect(self) -> None:
        self._box.changed.connect(self._on_changed)
        self._box.entered.connect(self._on_entered)
        self._box.cleared.connect(self._on_cleared)
        self._box.down_pressed.connect(self._on_down)
        self._panel.hit_chosen.connect(self._on_hit_chosen)
        self._panel.suggestion_chosen.connect(self._box.setText)
        self._panel.address_chosen.connect(self._reader.go_to)
        self._panel.results.more_wanted.connect(self._on_more_wanted)
        self._panel.narrowing.changed.connect(self._on_narrowed)
        self._panel.narrowing.within_wanted.connect(self._on_within_wanted)
        self._box.left.connect(self._on_cleared)
        self._panel.left_upwards.connect(self.focus)
        self._lane.done.connect(self._on_done)
        self._reader.opened.connect(self._on_page_opened)

    def use(self, library: Library) -> None:
        """Searches another library from now on."""
        self._lane.cancel()
        self._searcher = _OpenSearcher(library)
        self._results = None
        if self._box.text().strip():
            self._on_changed(self._box.text())

    @Slot()
    def focus(self) -> None:
        """Goes to the box, its text chosen so that typing replaces it."""
        self._box.setFocus()
        self._box.selectAll()
        if self._box.text().strip() and self._results:
            self._panel.show_results()

    @Slot(str)
    def _on_changed(self, text: str) -> None:
        self._limit, self._grown = FIRST_HITS, False
        self._start(text, whole=False)

    def _start(self, text: str, whole: bool) -> None:
        if self._searcher:
            bar = self._panel.narrowing
            self._lane.start(_Job(self._searcher, text, self._limit, bar.narrowing, bar.order, whole))

    @Slot(int)
    def _on_more_wanted(self, shown: int) -> None:
        if self._results and shown < MOST_HITS:
            self._limit, self._grown = min(3 * shown, MOST_HITS), True
            self._start(self._results.query.text, whole=True)

    @Slot(object, object)
    def _on_narrowed(self, _narrowing: object, _order: object) -> None:
        if self._box.text().strip():
            self._on_changed(self._box.text())

    @Slot()
    def _on_within_wanted(self) -> None:
        """What is typed next is searched in what is found now."""
        text = self._box.text().strip()
        if text and self._results:
            self._panel.narrowing.search_within((*self._panel.narrowing.narrowing.within, text))
            self._box.empty()
            self._box.setFocus()
            self._panel.say(self._said(self._results))

    @Slot(str)
    def _on_entered(self, text: str) -> None:
        # A name alone is a word too: that is looked for first, and taken for an address where nothing is found.
        if text.startswith("kzref:") or ("/" in text and self._reader.knows(text)):
            self._go_to(text)
        elif self._results and self._results.query.text == text:
            self._choose_first()
        else:
            self._enter_first = True
            self._on_changed(text)

    def _go_to(self, address: str) -> None:
        self._reader.go_to(address)
        self._view.setFocus()

    def _choose_first(self) -> None:
        row = max(self._panel.results.current_row, 0)
        if self._panel.results.choose(row):
            self._view.setFocus()
        elif self._results and not self._results.hits and self._reader.knows(self._results.query.text):
            self._go_to(self._results.query.text)

    @Slot(object)
    def _on_done(self, results: "Results") -> None:
        self._results = results
        self._panel.say(self._said(results))
        self._panel.narrowing.show_facets(results.facets)
        self._panel.results.show_hits(results.hits, results.total, self._grown)
        self._panel.show_results()
        self._mark()
        self.counted.emit(self._count())
        if not results.complete:
            # The first hits stand; how many there are in all follows.
            self._grown = True
            self._start(results.query.text, whole=True)
        if self._enter_first:
            self._enter_first = False
            self._choose_first()

    def _said(self, results: "Results") -> str:
        """What stands above the hits."""
        lines = [
            f"{escape(self.tr('in the results of “%1”').replace('%1', text))} "
            f'<a href="in:{escape(text)}">{escape(self.tr("leave"))}</a>'
            for text in self._panel.narrowing.narrowing.within
        ]
        if results.hits:
            found = self.tr("%1 found") if results.complete else self.tr("more than %1 found")
            lines.append(found.replace("%1", str(results.total)))
        else:
            text = self.tr("Nothing found for “%1”. Try fewer letters or another word.")
            lines.append(escape(text.replace("%1", results.query.text)))
        if results.notice:
            lines.append(escape(self.tr(results.notice)))
        if results.suggestion:
            wanted = escape(results.suggestion)
            asked = escape(self.tr("Did you mean %1?")).replace("%1", f'<a href="ask:{wanted}">{wanted}</a>')
            lines.append(asked)
        for crossing in results.crossings:
            also = escape(self.tr("“%1” was also searched as %2.")).replace("%1", escape(crossing.said))
            title = escape(crossing.title)
            link = f'<a href="term:{crossing.address}">{title}</a>' if crossing.address else title
            lines.append(also.replace("%2", link))
        earlier = self._earlier(results.query.text)
        going_on = tuple(dict.fromkeys((*filter(None, [earlier]), *results.completions)))
        if going_on and self._box.hasFocus():
            self._box.completion = going_on[0]
            links = (f'<a href="ask:{escape(each)}">{escape(each)}</a>' for each in going_on[:_MOST_OFFERED])
            lines.append(f"{escape(self.tr('Go on (Tab):'))} {' · '.join(links)}")
        return "<br>".join(lines)

    @Slot()
    def _on_down(self) -> None:
        if self._panel.shows_results:
            self._panel.results.setFocus()
            self._panel.results.choose(max(self._panel.results.current_row, 0))

    @Slot()
    def _on_cleared(self) -> None:
        self._lane.cancel()
        self._results = None
        self._panel.narrowing.reset()
        self._panel.show_contents()
        self._view.clear_marks()
        self.counted.emit("")
        if self._box.hasFocus() and not self._box.text():
            self._view.setFocus()

    @Slot(object, bool)
    def _on_hit_chosen(self, hit: "Hit", go_on: bool) -> None:
        self._opening = True
        self._reader.open_section(hit.section)
        self._opening = False
        self._mark()
        self._view.go_to_mark_after(hit.section.address)
        self.counted.emit(self._count())
        if self._results:
            self.led.emit(self._results.query.text)
        if go_on:
            self._view.setFocus()

    @Slot(object)
    def _on_page_opened(self, _section: object) -> None:
        if self._results and not self._opening:
            self._mark()
            self.counted.emit(self._count())

    def _mark(self) -> None:
        if self._results is None:
            return
        self._view.mark(self._results.marker.spans)

    def _count(self) -> str:
        if self._results is None:
            return ""
        if not self._view.mark_count:
            return self.tr("%1 found").replace("%1", str(self._results.total))
        number = self._view.current_mark + 1
        if number:
            text = self.tr("hit %1 of %2 on this page")
        else:
            text = self.tr("1 hit on this page") if self._view.mark_count == 1 else self.tr("%2 hits on this page")
        return text.replace("%1", str(number)).replace("%2", str(self._view.mark_count))

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
            return
        if self._view.go_to_mark(by) < 0:
            row = self._panel.results.current_row + by
            if row >= 0 and self._panel.results.choose(row) and by < 0:
                self._view.go_to_mark(-1)
        self.counted.emit(self._count())
