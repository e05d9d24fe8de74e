"""The main window: its parts and the wires between them. What happens in it is done by its controllers."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QEvent, QTimer, Signal, Slot
from PySide6.QtGui import QCloseEvent, QGuiApplication, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QMainWindow, QStackedWidget

from kzref.library.store.library import Library
from kzref.pack.files.control_characters import visible_line
from kzref.pack.kinds import Kind
from kzref.pack.sections import Section, shortened_title
from kzref.paths import Paths
from kzref.ui.background import Lanes
from kzref.ui.dialogs.dialogs import Dialogs
from kzref.ui.library.library_controller import LibraryController
from kzref.ui.library.library_loader import LibraryLoader, OpenRequest
from kzref.ui.reading.area import ReadingArea
from kzref.ui.reading.page_labels import page_labels
from kzref.ui.search.search_box import SearchBox
from kzref.ui.style.theme import Theme
from kzref.ui.widgets.mouse_buttons import history_step
from kzref.ui.widgets.texts import filled
from kzref.ui.window.actions import make_actions
from kzref.ui.window.appearance import Appearance
from kzref.ui.window.commands import COMMANDS
from kzref.ui.window.controllers import Controllers
from kzref.ui.window.panel_layout import PanelLayout
from kzref.ui.window.side_panel import SidePanel
from kzref.ui.window.status_bar import StatusBar
from kzref.ui.window.toolbar import Toolbar
from kzref.userdata.settings import Settings

if TYPE_CHECKING:
    from kzref.pack.integrity import Differences


class MainWindow(QMainWindow):
    """One window on one library."""

    library_damaged = Signal(str)
    """The compiled library turned out not to be as it was written; may be emitted at any time, on any thread."""

    def __init__(self, paths: Paths, settings: Settings, loader: LibraryLoader, lanes: Lanes, dialogs: Dialogs) -> None:
        super().__init__()
        self._paths, self._settings, self._loader = paths, settings, loader
        self._lanes, self._dialogs = lanes, dialogs
        self.appearance = Appearance(paths.resources, settings.theme, settings.zoom, self)
        self.area = ReadingArea(self.appearance.theme, dialogs)
        self.panel = SidePanel(self.appearance.theme, self._kind_name)
        self.box = SearchBox()
        self.actions_by_name = make_actions(self)
        self._build()
        self.controllers = Controllers(self, paths, lanes, dialogs)
        self._connect()
        self.appearance.apply()
        self._paint_icons(self.appearance.theme)
        self._restore()

    def _kind_name(self, kind: Kind) -> str:
        return page_labels().kind(kind)

    def _build(self) -> None:
        self.setWindowTitle("kzref")
        stack = QStackedWidget()
        stack.addWidget(self.area)
        stack.setFocusProxy(self.area)
        settings, action = self._settings, self.actions_by_name["contents"]
        self.panel_layout = PanelLayout(self.panel, stack, action, settings.contents_width, settings.contents_shown)
        self.setCentralWidget(self.panel_layout.splitter)
        self.toolbar = Toolbar(self.actions_by_name, self.box, self)
        self.addToolBar(self.toolbar)
        self.status = StatusBar(self.statusBar())
        self.library = LibraryController(
            self._loader, self.area, stack, self.status, self._dialogs, self._paths.content, self
        )

    def _connect(self) -> None:
        self.panel.section_passed.connect(self._on_section_passed)
        self.panel.section_chosen.connect(self._on_section_chosen)
        self.area.page_opened.connect(self._on_page_opened)
        self.area.section_reached.connect(self._on_section_reached)
        self.area.history_changed.connect(self._on_history_changed)
        self.area.message_shown.connect(self.status.show_message)
        self.area.search_requested.connect(self._on_search_requested)
        self.area.zoom_requested.connect(self._on_zoom_requested)
        self.box.focused.connect(self._on_box_focused)
        self.library.waiting_changed.connect(self._on_waiting_changed)
        self.library.library_changed.connect(self._on_library_changed)
        self._loader.compared.connect(self._on_compared)
        self.appearance.themed.connect(self._on_themed)
        self.appearance.zoomed.connect(self.area.set_zoom)
        self.appearance.zoomed.connect(self.status.show_zoom)
        self.library_damaged.connect(self._on_library_damaged)
        for lane in (self._lanes.searching, self._lanes.counting):
            lane.failed.connect(self.status.show_message)
        for lane in (self._lanes.searching, self._lanes.counting, self._lanes.printing):
            lane.damaged.connect(self.library_damaged)

    def _restore(self) -> None:
        self._on_history_changed()
        settings = self._settings
        if not (
            settings.geometry
            and self.restoreGeometry(QByteArray.fromBase64(settings.geometry.encode("ascii", "ignore")))
        ):
            screen = QGuiApplication.primaryScreen().availableSize()
            self.resize(min(1280, int(screen.width() * 0.92)), min(860, int(screen.height() * 0.92)))
        self.actions_by_name[f"theme-{settings.theme}"].setChecked(True)
        self.area.set_zoom(settings.zoom)
        self.status.show_zoom(settings.zoom)
        self.panel_layout.fit(self.width())
        self.panel_layout.restore()

    def current_settings(self) -> Settings:
        """Return the settings to be remembered."""
        return self._settings._replace(
            theme=self.appearance.theme_name,
            zoom=self.appearance.zoom,
            geometry=bytes(self.saveGeometry().toBase64().data()).decode("ascii"),
            contents_width=self.panel_layout.width,
            contents_shown=self.panel_layout.wanted,
        ).checked()

    def open_library(self, folder: Path, address: str = "") -> None:
        """Read the library of a folder, at a section if one is named."""
        self.library.open(OpenRequest(folder, address))

    @Slot(bool)
    def _on_waiting_changed(self, waiting: bool) -> None:
        """Let nothing be opened that could not be seen."""
        self.panel.setEnabled(not waiting)
        for command in COMMANDS:
            if command.needs_library:
                self.actions_by_name[command.name].setEnabled(not waiting)
        if not waiting:
            self._on_history_changed()
        if self.controllers.search.made:
            self.controllers.search().set_library(None if waiting else self.area.library)

    @Slot(object)
    def _on_library_changed(self, library: Library) -> None:
        self.panel.contents.show_library(library)
        self.controllers.set_library(library)

    @Slot(object)
    def _on_compared(self, differences: "Differences") -> None:
        if differences or self.controllers.integrity_notice.made:
            self.controllers.integrity_notice().show_differences(self._loader.folder, differences)

    @Slot()
    def _on_box_focused(self) -> None:
        # What searches is made now, so that the first letter finds it ready.
        self.controllers.search().resume()

    @Slot()
    def _on_search_requested(self) -> None:
        self.controllers.search().focus()

    @Slot(str)
    def _on_library_damaged(self, reason: str) -> None:
        # Later, because it may have been met while a page is painted.
        QTimer.singleShot(0, partial(self.library.rebuild, reason))

    @Slot(int)
    def _on_zoom_requested(self, step: int) -> None:
        if step > 0:
            self.appearance.zoom_in()
        else:
            self.appearance.zoom_out()

    @Slot(object)
    def _on_page_opened(self, section: Section | None) -> None:
        library = self.area.library
        title = shortened_title(library.about.title) if library else ""
        self.setWindowTitle(visible_line(f"{section.short_title} – {title}" if section else title or "kzref"))

    @Slot(object)
    def _on_section_reached(self, section: Section | None) -> None:
        about = self.area.library.about if self.area.library else None
        edition = filled(self.tr("edition {edition}"), edition=about.edition) if about and about.edition else ""
        parts = [section.pinpoints, section.address] if section else [about.title if about else ""]
        self.status.show_location("  ·  ".join(part for part in (*parts, edition) if part))
        if section:
            self.panel.contents.follow(section.address)
        else:
            self.panel.contents.clearSelection()

    @Slot()
    def _on_history_changed(self) -> None:
        history = self.area.navigator.history
        self.actions_by_name["back"].setEnabled(history.can_go_back)
        self.actions_by_name["forward"].setEnabled(history.can_go_forward)

    def show_crash(self, details: str) -> None:
        """Show a bug with its details ready to copy."""
        self._dialogs.crash(self, details)

    @Slot(object)
    def _on_section_passed(self, section: Section) -> None:
        self.area.navigator.preview(section)

    @Slot(object)
    def _on_section_chosen(self, section: Section) -> None:
        self.panel_layout.show_page()
        self.area.navigator.open_section(section)

    @Slot()
    def close_search(self) -> None:
        """End the search; or else put away the panel that covers the page; or else leave the full screen."""
        if self.controllers.search.made and self.controllers.search().close():
            return
        if self.panel_layout.covers_page:
            self.panel_layout.show_page()
        elif self.isFullScreen():
            self.showNormal()
        self.area.view.setFocus()

    @Slot(bool)
    def show_full_screen(self, full: bool) -> None:
        """Fill the screen with the window, or give its frame back."""
        if full:
            self.showFullScreen()
        else:
            self.showNormal()

    def changeEvent(self, event: QEvent) -> None:  # Qt override
        """Check the action of the full screen, however that came about."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.WindowStateChange:
            self.actions_by_name["full-screen"].setChecked(self.isFullScreen())

    @Slot(object)
    def _on_themed(self, theme: Theme) -> None:
        self._paint_icons(theme)
        self.area.set_theme(theme)
        self.panel.set_theme(theme)

    def _paint_icons(self, theme: Theme) -> None:
        self.toolbar.paint_icons(self._paths.resources, theme, self.devicePixelRatioF())

    def createPopupMenu(self) -> None:  # Qt override
        """Offer no menu that could hide the toolbar for good."""
        return

    def resizeEvent(self, event: QResizeEvent) -> None:  # Qt override
        """Fit panel and page into the new width."""
        super().resizeEvent(event)
        self.panel_layout.fit(self.width())

    def mousePressEvent(self, event: QMouseEvent) -> None:  # Qt override
        """Go back and forward with the buttons beside the wheel; what is under the pointer lets them through."""
        step = history_step(event)
        if step:
            self.actions_by_name["back" if step < 0 else "forward"].trigger()
        else:
            super().mousePressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:  # Qt override
        """Let the threads end before the window goes."""
        self._loader.stop_work()
        self._lanes.searching.finish()
        self._lanes.counting.finish()
        self._lanes.printing.finish()
        super().closeEvent(event)
