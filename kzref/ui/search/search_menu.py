"""What stands around a search: earlier and kept searches, and the form."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from operator import methodcaller
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Signal, Slot
from PySide6.QtWidgets import QMenu, QWidget

from kzref.library.store.library import Library
from kzref.messages.catalogue import english
from kzref.pack.kinds import Kind
from kzref.ui.background import CancelToken, Lane
from kzref.ui.dialogs.dialogs import Dialogs
from kzref.ui.search.facet_bar import FacetBar, language_name
from kzref.ui.search.search_box import SearchBox
from kzref.ui.search.search_jobs import OpenSearcher
from kzref.ui.widgets.texts import filled
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
        return self.text, self.searcher().search(self.text, 1, unfinished=True, cancelled=stop).total


class SearchMenu(QObject):
    """Remembers what was searched, and offers it; shows the form."""

    told = Signal(str)

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
        self.warning = english(warning) if warning else ""
        """What is remembered and kept; and why nothing is, if its file is broken."""
        box.menu_wanted.connect(self.show_menu)
        bar.save_wanted.connect(self.keep)
        bar.form_wanted.connect(self.show_form)
        lane.done.connect(self._on_counted)

    def use(self, library: Library) -> None:
        """Counts in another library from now on."""
        self._lane.cancel()
        self._library, self._searcher = library, OpenSearcher(library)

    def begun(self, text: str) -> str:
        """An earlier search that begins with what is typed, or empty."""
        return self.searches.suggest(text)

    @Slot(str)
    def remember(self, text: str) -> None:
        """Remembers a search that has led somewhere."""
        # Each hit that is looked at says so; only the first is news.
        if self.searches.recent[:1] != (text.strip(),):
            self._change(methodcaller("add_recent", text))

    @Slot()
    def keep(self) -> None:
        """Asks for a name and keeps the search at hand under it."""
        text = self._box.text().strip()
        name = (
            self._dialogs.name(self._window, self.tr("Save search"), self.tr("Name of the search"), text)
            if text
            else ""
        )
        if name and self._change(methodcaller("save", name, text)):
            self.told.emit(filled(self.tr("Saved as “{name}” in the searches menu."), name=name))

    def _change(self, operation: Operation) -> bool:
        """Change what is kept by all windows, and see what they have kept meanwhile. Return whether all is well."""
        self.searches, warning = self._file.update(operation)
        if warning:
            self.told.emit(english(warning))
        return not warning

    @Slot()
    def show_menu(self) -> None:
        """Offers the kept searches and the earlier ones, below the box."""
        self.menu().popup(self._box.mapToGlobal(QPoint(0, self._box.height() + 2)))

    def menu(self) -> QMenu:
        """The menu of searches, as they are now: another window may have kept one."""
        self.searches, warning = self._file.load()
        if warning:
            self.told.emit(english(warning))
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
        menu.addAction(self.tr("Advanced search…")).triggered.connect(self.show_form)
        if self.searches.saved:
            delete = menu.addMenu(self.tr("Delete saved search"))
            for saved in self.searches.saved:
                delete.addAction(_short(saved.name)).triggered.connect(partial(self._on_dropped, saved.name))
        if self.searches.recent:
            menu.addAction(self.tr("Clear recent searches")).triggered.connect(self._on_forgotten)
        return menu

    def _offer(self, menu: QMenu, name: str, text: str) -> None:
        action = menu.addAction(_short(name))
        action.setToolTip(text)
        action.triggered.connect(partial(self._on_offered, text))

    def _on_offered(self, text: str) -> None:
        self._box.setFocus()
        self._box.setText(text)

    def _on_dropped(self, name: str) -> None:
        self._change(methodcaller("delete", name))

    def _on_forgotten(self) -> None:
        self._change(methodcaller("clear_recent"))

    @Slot()
    def show_form(self) -> None:
        """Opens the form, filled in from the search at hand."""
        from kzref.ui.search.advanced_search import AdvancedSearch

        contents = self._library.contents if self._library else None
        kinds = [(str(kind), self._bar.kind_name(Kind(kind))) for kind, _ in contents.kinds()] if contents else []
        languages = [(code, language_name(code)) for code in contents.languages()] if contents else []
        self._form = AdvancedSearch(self._box.text(), kinds, languages, self._window)
        self._form.searched.connect(self._on_offered)
        self._form.tried.connect(self._on_tried)
        self._form.open()

    @Slot(str)
    def _on_tried(self, text: str) -> None:
        if self._searcher:
            self._lane.start(_Count(self._searcher, text))

    @Slot(object)
    def _on_counted(self, counted: tuple[str, int]) -> None:
        if self._form:
            self._form.show_count(*counted)


def _short(text: str) -> str:
    """A search as a menu shows it: an ampersand is one, and a long one is cut."""
    shown = text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
    return shown.replace("&", "&&")
