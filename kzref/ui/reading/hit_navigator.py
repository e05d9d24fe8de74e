"""Going through the hits of a search in a tab: from a hit to its page, and from highlight to highlight in it."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from kzref.messages.message import message
from kzref.ui.reading.navigator import Navigator
from kzref.ui.reading.page_view import PageView
from kzref.ui.widgets.texts import filled, text_of

if TYPE_CHECKING:
    from kzref.pack.sections import Section
    from kzref.search.results.results import Hit, Results


class HitNavigator(QObject):
    """Opens hits, highlights what was found in each page that is open, and counts it."""

    count_changed = Signal(str)
    """How many hits the page has, and which is the current one; empty where there is none."""

    def __init__(self, view: PageView, navigator: Navigator) -> None:
        super().__init__(view)
        self._view, self._navigator = view, navigator
        self._results: Results | None = None
        self._opening = False
        navigator.page_opened.connect(self._on_page_opened)

    def set_results(self, results: "Results | None") -> None:
        """Go through other results from now on; None: nothing is searched, and nothing is highlighted."""
        self._results = results
        if results is None:
            self._view.highlights.clear()
        self.highlight()

    def open(self, hit: "Hit", preview: bool) -> None:
        """Open a hit at its first highlight. preview: it is only passed over in the list."""
        self._opening = True
        if preview:
            self._navigator.preview(hit.section)
        else:
            self._navigator.open_section(hit.section)
        self._opening = False
        self.highlight()
        self._view.highlights.go_to_first_of(hit.section.address)
        self.count_changed.emit(self._count())

    @Slot(object)
    def _on_page_opened(self, _section: "Section | None") -> None:
        if self._results and not self._opening:
            self.highlight()

    def highlight(self) -> None:
        """Highlight what was found in the page that is shown."""
        if self._results:
            self._view.highlights.show(self._results.highlighter.spans)
        self.count_changed.emit(self._count())

    def _count(self) -> str:
        highlights = self._view.highlights
        if self._results is None or not highlights.count:
            return ""
        number = highlights.current + 1
        if number:
            return filled(self.tr("hit {number} of {count} on this page"), number=number, count=highlights.count)
        return text_of(message("page.hits", count=highlights.count))

    def step(self, by: int) -> bool:
        """Go to the next highlight of the page (1) or the one before (-1). Return whether there was one."""
        stepped = self._view.highlights.step(by) >= 0
        self.count_changed.emit(self._count())
        return stepped
