"""The controllers of a window that the first page does not need: each is made when it is first used."""

from typing import TYPE_CHECKING

from kzref.library.store.library import Library
from kzref.paths import Paths
from kzref.ui.background import Lanes
from kzref.ui.dialogs.dialogs import Dialogs
from kzref.ui.window.lazy import Lazy

if TYPE_CHECKING:
    from kzref.ui.help.help_controller import HelpController
    from kzref.ui.library.integrity_notice import IntegrityNotice
    from kzref.ui.printing.print_controller import PrintController
    from kzref.ui.search.search_controller import SearchController
    from kzref.ui.search.search_menu import SearchMenu
    from kzref.ui.window.main_window import MainWindow


class Controllers:
    """Makes the controllers and connects them to the window."""

    def __init__(self, window: "MainWindow", paths: Paths, lanes: Lanes, dialogs: Dialogs) -> None:
        self._window, self._paths, self._lanes, self._dialogs = window, paths, lanes, dialogs
        self.search = Lazy(self._make_search)
        self.search_menu = Lazy(self._make_search_menu)
        self.printing = Lazy(self._make_printing)
        self.help = Lazy(self._make_help)
        self.integrity_notice = Lazy(self._make_integrity_notice)

    def set_library(self, library: Library) -> None:
        """Let those that are made work with another library."""
        if self.search.made:
            self.search.made.set_library(library)
        if self.search_menu.made:
            self.search_menu.made.set_library(library)

    def _make_search(self) -> "SearchController":
        from kzref.ui.search.search_controller import SearchController

        window, menu = self._window, self.search_menu()
        search = SearchController(
            window.box, window.panel, window.panel_layout, window.area, self._lanes.searching, menu.suggest
        )
        search.hits_counted.connect(window.status.show_count)
        search.search_used.connect(menu.add_recent)
        if window.area.library:
            search.set_library(window.area.library)
        return search

    def _make_search_menu(self) -> "SearchMenu":
        from kzref.ui.search.search_menu import SearchMenu
        from kzref.userdata.saved_searches import SearchesFile

        window, file = self._window, SearchesFile(self._paths.user_data)
        menu = SearchMenu(window.box, window.panel.facet_bar, self._dialogs, file, self._lanes.counting, window)
        menu.message_shown.connect(window.status.show_message)
        if menu.warning:
            window.status.show_message(menu.warning)
        if window.area.library:
            menu.set_library(window.area.library)
        return menu

    def _make_printing(self) -> "PrintController":
        from kzref.ui.printing.print_controller import PrintController

        window = self._window
        printing = PrintController(window.area, self._dialogs, self._paths.resources, self._lanes.printing, window)
        printing.message_shown.connect(window.status.show_message)
        return printing

    def _make_help(self) -> "HelpController":
        from kzref.ui.help.help_controller import HelpController

        return HelpController(self._window.area, self._dialogs, self._paths.resources, self._window)

    def _make_integrity_notice(self) -> "IntegrityNotice":
        from kzref.ui.library.integrity_notice import IntegrityNotice

        notice = IntegrityNotice(self._dialogs)
        self._window.status.add_notice(notice)
        return notice
