"""The reading area of a window: its tabs, of which one is current. The window hears what happens in that one."""

from PySide6.QtCore import Signal, SignalInstance
from PySide6.QtWidgets import QStackedWidget, QWidget

from kzref.library.store.library import Library
from kzref.pack.sections import Section
from kzref.ui.dialogs.dialogs import Dialogs
from kzref.ui.reading.navigator import Navigator
from kzref.ui.reading.page_view import PageView
from kzref.ui.reading.tab import ReadingTab
from kzref.ui.style.theme import Theme


class ReadingArea(QStackedWidget):
    """Holds the tabs. Controllers ask for the current one whenever they act, and keep none."""

    page_opened = Signal(object)
    """The section whose page is shown now; None for the start page."""
    section_reached = Signal(object)
    """The section at the top of the view; None on the start page."""
    history_changed = Signal()
    """What can be gone back or forward to has changed."""
    message_shown = Signal(str)
    """What was done that cannot be seen, or why a link or an address could not be followed."""
    search_requested = Signal()
    zoom_requested = Signal(int)
    """The text is wanted a step larger (1) or smaller (-1)."""
    current_changed = Signal()

    def __init__(self, theme: Theme, dialogs: Dialogs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._dialogs = theme, dialogs
        self._zoom = 100
        self._tabs: list[ReadingTab] = []
        self._current = self.add_tab()
        self._connect(self._current)
        self.setFocusProxy(self._current.view)

    @property
    def current(self) -> ReadingTab:
        """The tab that is read."""
        return self._current

    @property
    def view(self) -> PageView:
        """The page of the current tab."""
        return self._current.view

    @property
    def navigator(self) -> Navigator:
        """The navigator of the current tab."""
        return self._current.navigator

    @property
    def library(self) -> Library | None:
        """The library that is read."""
        return self._current.navigator.library

    @property
    def section(self) -> Section | None:
        """The section that is read; None on the start page."""
        return self._current.navigator.section

    def add_tab(self) -> ReadingTab:
        """Return a new tab behind the others. It is not current yet."""
        tab = ReadingTab(self._theme, self._dialogs, self)
        tab.view.set_zoom(self._zoom)
        self._tabs.append(tab)
        self.addWidget(tab.view)
        return tab

    def set_current(self, tab: ReadingTab) -> None:
        """Make a tab the one that is read."""
        if tab is self._current:
            return
        self._disconnect(self._current)
        self._current = tab
        self._connect(tab)
        self.setFocusProxy(tab.view)
        self.setCurrentWidget(tab.view)
        self.current_changed.emit()
        self.history_changed.emit()
        self.page_opened.emit(tab.navigator.section)
        self.section_reached.emit(tab.navigator.section)

    def set_theme(self, theme: Theme) -> None:
        """Show all pages in other colours."""
        self._theme = theme
        for tab in self._tabs:
            tab.view.set_theme(theme)

    def set_zoom(self, percent: int) -> None:
        """Show all pages in another size."""
        self._zoom = percent
        for tab in self._tabs:
            tab.view.set_zoom(percent)

    def open_library(self, library: Library, address: str) -> None:
        """Read a library: at an address in the current tab, or from its start page."""
        for tab in self._tabs:
            tab.navigator.open_library(library, address if tab is self._current else "")

    def reload_library(self, library: Library, address: str) -> None:
        """Read on in a library that was made again of the same folder; in the current tab at an address."""
        for tab in self._tabs:
            own = tab.navigator.section.address if tab.navigator.section else ""
            tab.navigator.reload_library(library, address if tab is self._current else own)

    def _wires(self, tab: ReadingTab) -> tuple[tuple[SignalInstance, SignalInstance], ...]:
        return (
            (tab.navigator.page_opened, self.page_opened),
            (tab.navigator.section_reached, self.section_reached),
            (tab.navigator.history_changed, self.history_changed),
            (tab.navigator.message_shown, self.message_shown),
            (tab.navigator.search_requested, self.search_requested),
            (tab.view.zoom_requested, self.zoom_requested),
        )

    def _connect(self, tab: ReadingTab) -> None:
        for signal, own in self._wires(tab):
            signal.connect(own)

    def _disconnect(self, tab: ReadingTab) -> None:
        for signal, own in self._wires(tab):
            signal.disconnect(own)
