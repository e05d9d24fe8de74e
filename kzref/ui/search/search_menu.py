"""The menu of searches: recent and saved ones, and the advanced search."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from operator import methodcaller
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Signal, Slot
from PySide6.QtWidgets import QMenu, QWidget

from kzref.library.store.library import Library
from kzref.pack.kinds import Kind
from kzref.ui.background import CancelToken, Lane
from kzref.ui.dialogs.dialogs import Dialogs
from kzref.ui.search.facet_bar import FacetBar, language_name
from kzref.ui.search.search_box import SearchBox
from kzref.ui.search.search_jobs import OpenSearcher
from kzref.ui.widgets.texts import filled, text_of
from kzref.userdata.saved_searches import Operation, SearchesFile

if TYPE_CHECKING:
    from kzref.search.searcher import Searcher
    from kzref.ui.search.advanced_search import AdvancedSearch

_SHOWN = 12
"""Earlier searches in the menu."""
_LONGEST = 60
"""Characters of a search in the menu."""


@dataclass(frozen=True, slots=True)
class _Count:
    """Counts what a query finds."""

    searcher: "Callable[[], Searcher]"
    text: str

    def __call__(self, stop: CancelToken) -> tuple[str, int]:
        return self.text, self.searcher().search(self.text, 1, prefix_last=True, cancelled=stop).total


class SearchMenu(QObject):
    """Remembers searches and offers them; opens the advanced search."""

    message_shown = Signal(str)
    """What was done, or why not, for the status bar."""

    def __init__(
        self, box: SearchBox, bar: FacetBar, dialogs: Dialogs, file: SearchesFile, lane: Lane, window: QWidget
    ) -> None:
        super().__init__(window)
        self._box, self._bar, self._dialogs, self._file, self._lane, self._window = (
            box,
            bar,
            dialogs,
            file,
            lane,
            window,
        )
        self._library: Library | None = None
        self._searcher: OpenSearcher | None = None
        self._form: AdvancedSearch | None = None
        self.searches, warning = file.load()
        self.warning = text_of(warning) if warning else ""
        """What is remembered and kept; and why nothing is, if its file is broken."""
        box.menu_wanted.connect(self.show_menu)
        bar.save_wanted.connect(self.save)
        bar.form_wanted.connect(self.show_advanced_search)
        lane.done.connect(self._on_counted)

    def set_library(self, library: Library) -> None:
        """Count hits in another library from now on."""
        self._lane.cancel()
        self._library, self._searcher = library, OpenSearcher(library)

    def suggest(self, text: str) -> str:
        """Return an earlier search that begins with what is typed, or an empty text."""
        return self.searches.suggest(text)

    @Slot(str)
    def add_recent(self, text: str) -> None:
        """Remember a search from which a hit was opened."""
        # Each hit that is looked at says so; only the first is news.
        if self.searches.recent[:1] != (text.strip(),):
            self._change(methodcaller("add_recent", text))

    @Slot()
    def save(self) -> None:
        """Ask for a name and save the search under it."""
        text = self._box.text().strip()
        name = (
            self._dialogs.name(self._window, self.tr("Save search"), self.tr("Name of the search"), text)
            if text
            else ""
        )
        if name and self._change(methodcaller("save", name, text)):
            self.message_shown.emit(filled(self.tr("Saved as “{name}” in the searches menu."), name=name))

    def _change(self, operation: Operation) -> bool:
        """Change the searches of all windows, and load what they have saved meanwhile. Return whether that worked."""
        self.searches, warning = self._file.update(operation)
        if warning:
            self.message_shown.emit(text_of(warning))
        return not warning

    @Slot()
    def show_menu(self) -> None:
        """Show the saved and the recent searches below the box."""
        self.menu().popup(self._box.mapToGlobal(QPoint(0, self._box.height() + 2)))

    def menu(self) -> QMenu:
        """Return the menu of searches, as they are now: another window may have saved one."""
        self.searches, warning = self._file.load()
        if warning:
            self.message_shown.emit(text_of(warning))
        menu = QMenu(self._box)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.setMinimumWidth(self._box.width())
        menu.setToolTipsVisible(True)
        if self.searches.saved:
            menu.addAction(self.tr("Saved searches")).setEnabled(False)
            for saved in self.searches.saved:
                self._offer(menu, saved.name, saved.text)
        if self.searches.recent:
            menu.addAction(self.tr("Recent searches")).setEnabled(False)
            for text in self.searches.recent[:_SHOWN]:
                self._offer(menu, text, text)
        menu.addSeparator()
        menu.addAction(self.tr("Advanced search…")).triggered.connect(self.show_advanced_search)
        if self.searches.saved:
            delete = menu.addMenu(self.tr("Delete saved search"))
            for saved in self.searches.saved:
                delete.addAction(_short(saved.name)).triggered.connect(partial(self._on_deleted, saved.name))
        if self.searches.recent:
            menu.addAction(self.tr("Clear recent searches")).triggered.connect(self._on_cleared)
        return menu

    def _offer(self, menu: QMenu, name: str, text: str) -> None:
        action = menu.addAction(_short(name))
        action.setToolTip(text)
        action.triggered.connect(partial(self._on_chosen, text))

    def _on_chosen(self, text: str) -> None:
        self._box.setFocus()
        self._box.setText(text)

    def _on_deleted(self, name: str) -> None:
        self._change(methodcaller("delete", name))

    def _on_cleared(self) -> None:
        self._change(methodcaller("clear_recent"))

    @Slot()
    def show_advanced_search(self) -> None:
        """Open the advanced search, filled in from the search in the box."""
        from kzref.ui.search.advanced_search import AdvancedSearch

        contents = self._library.contents if self._library else None
        kinds = [(str(kind), self._bar.kind_name(Kind(kind))) for kind, _ in contents.kinds()] if contents else []
        languages = [(code, language_name(code)) for code in contents.languages()] if contents else []
        self._form = AdvancedSearch(self._box.text(), kinds, languages, self._window)
        self._form.search_requested.connect(self._on_chosen)
        self._form.query_changed.connect(self._on_query_changed)
        self._form.open()

    @Slot(str)
    def _on_query_changed(self, text: str) -> None:
        if self._searcher:
            self._lane.start(_Count(self._searcher, text))

    @Slot(object)
    def _on_counted(self, counted: tuple[str, int]) -> None:
        if self._form:
            self._form.show_count(*counted)


def _short(text: str) -> str:
    """Return a search as the text of an action: shortened, with its ampersands escaped."""
    shown = text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
    return shown.replace("&", "&&")
