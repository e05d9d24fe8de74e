"""The main window: where things stand, menus, themes, size. What happens in it is done by its controllers."""

from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QEvent, QTimer, Signal, Slot
from PySide6.QtGui import QCloseEvent, QGuiApplication, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QMainWindow, QStackedWidget

from kzref.library.store.library import Library
from kzref.pack.files.visible import visible_line
from kzref.pack.kinds import Kind
from kzref.pack.sections import Section, shortened
from kzref.paths import Paths
from kzref.ui.background import Lanes
from kzref.ui.dialogs.dialogs import Dialogs
from kzref.ui.library.library_controller import LibraryController
from kzref.ui.library.library_loader import LibraryLoader
from kzref.ui.reading.navigator import Navigator
from kzref.ui.reading.page_labels import page_labels
from kzref.ui.reading.page_view import PageView
from kzref.ui.search.search_box import SearchBox
from kzref.ui.style.theme import Theme
from kzref.ui.widgets.mouse_buttons import history_step
from kzref.ui.widgets.texts import filled
from kzref.ui.window.actions import make_actions
from kzref.ui.window.appearance import Appearance
from kzref.ui.window.commands import COMMANDS
from kzref.ui.window.panel_layout import PanelLayout
from kzref.ui.window.side_panel import SidePanel
from kzref.ui.window.status_bar import StatusBar
from kzref.ui.window.toolbar import Toolbar
from kzref.userdata.settings import Settings

if TYPE_CHECKING:
    from kzref.pack.integrity import Differences
    from kzref.ui.help.help_controller import HelpController
    from kzref.ui.library.integrity_notice import IntegrityNotice
    from kzref.ui.printing.print_controller import PrintController
    from kzref.ui.search.search_controller import SearchController
    from kzref.ui.search.search_menu import SearchMenu


class MainWindow(QMainWindow):
    """One window on one library."""

    library_damaged = Signal(str)
    """The compiled library turned out not to be as it was written; may be emitted at any time, on any thread."""

    def __init__(
        self,
        paths: Paths,
        settings: Settings,
        opening: LibraryLoader,
        lanes: Lanes,
        dialogs: Dialogs,
    ) -> None:
        super().__init__()
        self._paths, self._settings, self._opening = paths, settings, opening
        self._lanes, self._dialogs = lanes, dialogs
        self.appearance = Appearance(paths.resources, settings.theme, settings.zoom, self)
        self.view = PageView(self.appearance.theme)
        self.panel = SidePanel(self.appearance.theme, self._kind_name)
        self.box = SearchBox()
        self.navigator = Navigator(self.view, dialogs, self)
        self.actions_by_name = make_actions(self)
        self._build()
        self._connect()
        self.appearance.apply()
        self._paint_icons(self.appearance.theme)
        self._restore()

    def _kind_name(self, kind: Kind) -> str:
        return page_labels().kind(kind)

    def _build(self) -> None:
        self.setWindowTitle("kzref")
        self._stack = QStackedWidget()
        self._stack.addWidget(self.view)
        self._stack.setFocusProxy(self.view)
        settings, action = self._settings, self.actions_by_name["contents"]
        self.room = PanelLayout(self.panel, self._stack, action, settings.contents_width, settings.contents_shown)
        self.setCentralWidget(self.room.splitter)
        self.toolbar = Toolbar(self.actions_by_name, self.box, self)
        self.addToolBar(self.toolbar)
        self.status = StatusBar(self.statusBar())
        self.loading = LibraryController(
            self._opening, self.navigator, self._stack, self.view, self.status, self._dialogs, self._paths.content, self
        )

    def _connect(self) -> None:
        self.panel.section_passed.connect(self.navigator.preview)
        self.panel.section_chosen.connect(self._on_section_chosen)
        self.navigator.opened.connect(self._on_opened)
        self.navigator.reached.connect(self._on_reached)
        self.navigator.moved.connect(self._on_moved)
        self.navigator.refused.connect(self.status.tell)
        self.navigator.told.connect(self.status.tell)
        self.navigator.search_wanted.connect(self._on_search_wanted)
        self.view.zoom_wanted.connect(self._on_zoom_wanted)
        self.box.focused.connect(self._on_box_focused)
        self.loading.waited_for.connect(self._on_waited_for)
        self.loading.changed.connect(self._on_library_changed)
        self._opening.compared.connect(self._on_compared)
        self.appearance.themed.connect(self._on_themed)
        self.appearance.zoomed.connect(self.view.set_zoom)
        self.appearance.zoomed.connect(self.status.show_zoom)
        self.library_damaged.connect(self._on_damage_met)
        for lane in (self._lanes.searching, self._lanes.counting):
            lane.refused.connect(self.status.tell)
        for lane in (self._lanes.searching, self._lanes.counting, self._lanes.printing):
            lane.damaged.connect(self.library_damaged)

    def _restore(self) -> None:
        self._on_moved()
        settings = self._settings
        if not (
            settings.geometry
            and self.restoreGeometry(QByteArray.fromBase64(settings.geometry.encode("ascii", "ignore")))
        ):
            room = QGuiApplication.primaryScreen().availableSize()
            self.resize(min(1280, int(room.width() * 0.92)), min(860, int(room.height() * 0.92)))
        self.actions_by_name[f"theme-{settings.theme}"].setChecked(True)
        self.view.set_zoom(settings.zoom)
        self.status.show_zoom(settings.zoom)
        self.room.fit(self.width())
        self.room.restore()

    def current_settings(self) -> Settings:
        """What is to be remembered."""
        return self._settings._replace(
            theme=self.appearance.theme_name,
            zoom=self.appearance.zoom,
            geometry=bytes(self.saveGeometry().toBase64().data()).decode("ascii"),
            contents_width=self.room.width,
            contents_shown=self.room.wanted,
        ).checked()

    # What the first page does not need is made when it is first used.

    @cached_property
    def searching(self) -> "SearchController":
        """What holds box, hits and page together."""
        from kzref.ui.search.search_controller import SearchController

        earlier = self.search_tools.begun
        searching = SearchController(
            self.box, self.panel, self.room, self.view, self.navigator, self._lanes.searching, earlier
        )
        searching.counted.connect(self.status.show_count)
        searching.led.connect(self.search_tools.remember)
        if self.navigator.library:
            searching.use(self.navigator.library)
        return searching

    @cached_property
    def search_tools(self) -> "SearchMenu":
        """Earlier and kept searches, and the form."""
        from kzref.ui.search.search_menu import SearchMenu
        from kzref.userdata.saved_searches import SearchesFile

        file = SearchesFile(self._paths.user_data)
        tools = SearchMenu(self.box, self.panel.narrowing, self._dialogs, file, self._lanes.counting, self)
        tools.told.connect(self.status.tell)
        if tools.warning:
            self.status.tell(tools.warning)
        if self.navigator.library:
            tools.use(self.navigator.library)
        return tools

    @cached_property
    def printing(self) -> "PrintController":
        """What prints."""
        from kzref.ui.printing.print_controller import PrintController

        printing = PrintController(self.navigator, self._dialogs, self._paths.resources, self._lanes.printing, self)
        printing.message_shown.connect(self.status.tell)
        return printing

    @cached_property
    def help(self) -> "HelpController":
        """What explains."""
        from kzref.ui.help.help_controller import HelpController

        return HelpController(self.navigator, self._dialogs, self._paths.resources, self)

    @cached_property
    def edition_notice(self) -> "IntegrityNotice":
        """What says that the content is not as it was published."""
        from kzref.ui.library.integrity_notice import IntegrityNotice

        notice = IntegrityNotice(self._dialogs)
        self.status.add_notice(notice)
        return notice

    def open_library(self, folder: Path, address: str = "") -> None:
        """Reads the library of a folder, at a section if one is named."""
        self.loading.open(folder, address)

    @Slot(bool)
    def _on_waited_for(self, waited: bool) -> None:
        """Nothing may be opened that could not be seen."""
        self.panel.setEnabled(not waited)
        for command in COMMANDS:
            if command.needs_library:
                self.actions_by_name[command.name].setEnabled(not waited)
        if not waited:
            self._on_moved()
        if "searching" in vars(self):
            self.searching.use(None if waited else self.navigator.library)

    @Slot(object)
    def _on_library_changed(self, library: Library) -> None:
        self.panel.contents.show_library(library)
        if "searching" in vars(self):
            self.searching.use(library)
        if "search_tools" in vars(self):
            self.search_tools.use(library)

    @Slot(object)
    def _on_compared(self, found: "Differences") -> None:
        if found or "edition_notice" in vars(self):
            self.edition_notice.tell(self._opening.folder, found)

    @Slot()
    def _on_box_focused(self) -> None:
        # What searches is made now, so that the first letter finds it ready.
        self.searching.resume()

    @Slot()
    def _on_search_wanted(self) -> None:
        self.searching.focus()

    @Slot(str)
    def _on_damage_met(self, reason: str) -> None:
        # Later, because it may have been met while a page is painted.
        QTimer.singleShot(0, partial(self.loading.make_again, reason))

    @Slot(int)
    def _on_zoom_wanted(self, step: int) -> None:
        if step > 0:
            self.appearance.zoom_in()
        else:
            self.appearance.zoom_out()

    @Slot(object)
    def _on_opened(self, section: Section | None) -> None:
        library = self.navigator.library
        title = shortened(library.about.title) if library else ""
        self.setWindowTitle(visible_line(f"{section.short_title} – {title}" if section else title or "kzref"))

    @Slot(object)
    def _on_reached(self, section: Section | None) -> None:
        about = self.navigator.library.about if self.navigator.library else None
        edition = filled(self.tr("edition {edition}"), edition=about.edition) if about and about.edition else ""
        pieces = [section.pinpoints, section.address] if section else [about.title if about else ""]
        self.status.show_place("  ·  ".join(piece for piece in (*pieces, edition) if piece))
        if section:
            self.panel.contents.follow(section.address)
        else:
            self.panel.contents.clearSelection()

    @Slot()
    def _on_moved(self) -> None:
        history = self.navigator.history
        self.actions_by_name["back"].setEnabled(history.can_go_back)
        self.actions_by_name["forward"].setEnabled(history.can_go_forward)

    def tell(self, text: str) -> None:
        """Says something in the status bar."""
        self.status.tell(text)

    def show_crash(self, details: str) -> None:
        """Shows a bug with its details ready to copy."""
        self._dialogs.crash(self, details)

    @Slot(object)
    def _on_section_chosen(self, section: Section) -> None:
        self.room.show_page()
        self.navigator.open_section(section)

    @Slot()
    def leave(self) -> None:
        """Leave the search that stands; or else the panel that lies over the page; or else the full screen."""
        if "searching" in vars(self) and self.searching.leave():
            return
        if self.room.covers_page:
            self.room.show_page()
        elif self.isFullScreen():
            self.showNormal()
        self.view.setFocus()

    @Slot(bool)
    def show_full_screen(self, full: bool) -> None:
        """Fill the screen with the window, or give its frame back."""
        if full:
            self.showFullScreen()
        else:
            self.showNormal()

    def changeEvent(self, event: QEvent) -> None:  # Qt override
        """Tell by its tick whether the window fills the screen, however that came about."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.WindowStateChange:
            self.actions_by_name["full-screen"].setChecked(self.isFullScreen())

    @Slot(object)
    def _on_themed(self, theme: Theme) -> None:
        self._paint_icons(theme)
        self.view.set_theme(theme)
        self.panel.set_theme(theme)

    def _paint_icons(self, theme: Theme) -> None:
        self.toolbar.paint_icons(self._paths.resources, theme, self.devicePixelRatioF())

    def createPopupMenu(self) -> None:  # Qt override
        """No menu that could hide the toolbar for good."""
        return

    def resizeEvent(self, event: QResizeEvent) -> None:  # Qt override
        """In a narrow window the panel gives its room to the page; a wider one gives it back."""
        super().resizeEvent(event)
        self.room.fit(self.width())

    def mousePressEvent(self, event: QMouseEvent) -> None:  # Qt override
        """The buttons beside the wheel go back and forward; whatever is under the pointer lets them through."""
        step = history_step(event)
        if step:
            self.actions_by_name["back" if step < 0 else "forward"].trigger()
        else:
            super().mousePressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:  # Qt override
        """Lets the threads end before the window goes."""
        self._opening.stop_work()
        self._lanes.searching.finish()
        self._lanes.counting.finish()
        self._lanes.printing.finish()
        super().closeEvent(event)
