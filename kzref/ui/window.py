"""The main window: where things stand, menus, themes, size. What happens in it is done by its controllers."""

from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QTimer, Signal, Slot
from PySide6.QtGui import QCloseEvent, QGuiApplication, QPalette, QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QMainWindow,
    QSizePolicy,
    QSplitter,
    QStackedWidget,
)

from kzref.compiled.store import Library
from kzref.library.kinds import Kind
from kzref.library.sections import Section
from kzref.library.visible import visible_line
from kzref.paths import Paths
from kzref.ui.actions import make_actions
from kzref.ui.dialogs import Dialogs
from kzref.ui.opening import LibraryOpening
from kzref.ui.page_view import PageView
from kzref.ui.palette import palette_of
from kzref.ui.reader import Reader
from kzref.ui.search_box import SearchBox
from kzref.ui.side_panel import SidePanel
from kzref.ui.tasks import Lanes
from kzref.ui.theme import read_theme
from kzref.ui.toolbar import Toolbar
from kzref.ui.window_style import window_style
from kzref.ui.words import page_wording
from kzref.userdata.settings import LARGEST_ZOOM, SMALLEST_ZOOM, Settings

if TYPE_CHECKING:
    from kzref.library.edition import Differences
    from kzref.ui.edition_notice import EditionNotice
    from kzref.ui.help import Help
    from kzref.ui.print_commands import PrintCommands
    from kzref.ui.search_tools import SearchTools
    from kzref.ui.searching import Searching
    from kzref.ui.waiting import WaitingView

ZOOM_STEPS = (50, 67, 80, 90, 100, 110, 125, 150, 175, 200, 250, 300)
_NARROW = 760
"""Pixels of width under which the left panel gives its room to the page."""


class Window(QMainWindow):
    """One window on one library."""

    library_damaged = Signal(str)
    """The compiled library turned out not to be as it was written; may be emitted at any time, on any thread."""

    def __init__(
        self,
        paths: Paths,
        settings: Settings,
        opening: LibraryOpening,
        lanes: Lanes,
        dialogs: Dialogs,
    ) -> None:
        super().__init__()
        self._paths, self._settings, self._opening = paths, settings, opening
        self._lanes = lanes
        self._system_palette = QGuiApplication.palette()
        self._theme = read_theme(paths.resources, self._theme_name())
        self._wanted_address = ""
        self._narrow = False
        self._panel_wanted = settings.contents_shown
        self.view = PageView(self._theme)
        self.panel = SidePanel(self._theme, self._kind_name)
        self.box = SearchBox()
        self.reader = Reader(self.view, dialogs, self)
        self._dialogs = dialogs
        self.actions_by_name = make_actions(self)
        self._build()
        self._connect()
        self._apply_theme()
        self._restore()

    def _kind_name(self, kind: Kind) -> str:
        return page_wording().kind(kind)

    def _build(self) -> None:
        self.setWindowTitle("kzref")
        self._stack = QStackedWidget()
        self._stack.addWidget(self.view)
        self._splitter = QSplitter()
        self._splitter.setChildrenCollapsible(False)
        self._splitter.setHandleWidth(1)
        self._splitter.addWidget(self.panel)
        self._splitter.addWidget(self._stack)
        self._splitter.setStretchFactor(1, 1)
        self.panel.setMinimumWidth(200)
        self.setCentralWidget(self._splitter)
        self.toolbar = Toolbar(self.actions_by_name, self.box, self)
        self.addToolBar(self.toolbar)
        self._where, self._count, self._zoom_said = QLabel(), QLabel(), QLabel()
        self._where.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.statusBar().addWidget(self._where, 1)
        self.statusBar().addPermanentWidget(self._count)
        self.statusBar().addPermanentWidget(self._zoom_said)
        self.statusBar().setSizeGripEnabled(False)
        self._told = QTimer(self)
        self._told.setSingleShot(True)
        self._told.setInterval(10_000)
        self._told.timeout.connect(self._on_told_long_enough)

    def _connect(self) -> None:
        self.panel.section_chosen.connect(self.reader.open_section)
        self.reader.opened.connect(self._on_opened)
        self.reader.reached.connect(self._on_reached)
        self.reader.moved.connect(self._on_moved)
        self.reader.refused.connect(self._on_told)
        self.reader.search_wanted.connect(self._on_search_wanted)
        self.box.focused.connect(self._on_box_focused)
        self._opening.began.connect(self._on_library_began)
        self._opening.opened.connect(self._on_library_opened)
        self._opening.renewed.connect(self._on_library_renewed)
        self._opening.compared.connect(self._on_compared)
        self._opening.told.connect(self._on_told)
        self._opening.refused.connect(self._on_library_refused)
        self._opening.stopped.connect(self._on_library_stopped)
        self.library_damaged.connect(self._on_damage_met)
        for lane in (self._lanes.searching, self._lanes.counting):
            lane.refused.connect(self._on_told)
        for lane in (self._lanes.searching, self._lanes.counting, self._lanes.printing):
            lane.damaged.connect(self.library_damaged)
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._on_system_colours_changed)

    def _restore(self) -> None:
        self._on_moved()
        settings = self._settings
        if not (
            settings.geometry
            and self.restoreGeometry(QByteArray.fromBase64(settings.geometry.encode("ascii", "ignore")))
        ):
            room = QGuiApplication.primaryScreen().availableSize()
            self.resize(min(1280, int(room.width() * 0.92)), min(860, int(room.height() * 0.92)))
        self._splitter.setSizes([settings.contents_width, max(self.width() - settings.contents_width, 300)])
        self.panel.setVisible(settings.contents_shown)
        self.actions_by_name["contents"].setChecked(settings.contents_shown)
        self.actions_by_name[f"theme-{settings.theme}"].setChecked(True)
        self.view.set_zoom(settings.zoom)
        self._zoom_said.setText(f"{settings.zoom} %")

    def current_settings(self) -> Settings:
        """What is to be remembered."""
        width = self._splitter.sizes()[0] if self.panel.isVisible() else self._settings.contents_width
        return self._settings._replace(
            geometry=bytes(self.saveGeometry().toBase64().data()).decode("ascii"),
            contents_width=width,
            contents_shown=self._panel_wanted,
        ).checked()

    # What the first page does not need is made when it is first used.

    @cached_property
    def searching(self) -> "Searching":
        """What holds box, hits and page together."""
        from kzref.ui.searching import Searching

        earlier = self.search_tools.begun
        searching = Searching(self.box, self.panel, self.view, self.reader, self._lanes.searching, earlier)
        searching.counted.connect(self._count.setText)
        searching.led.connect(self.search_tools.remember)
        if self.reader.library:
            searching.use(self.reader.library)
        return searching

    @cached_property
    def search_tools(self) -> "SearchTools":
        """Earlier and kept searches, and the form."""
        from kzref.ui.search_tools import SearchTools
        from kzref.userdata.searches import SearchesFile

        file = SearchesFile(self._paths.user_data)
        tools = SearchTools(self.box, self.panel.narrowing, self._dialogs, file, self._lanes.counting, self)
        tools.told.connect(self._on_told)
        if tools.warning:
            self._on_told(tools.warning)
        if self.reader.library:
            tools.use(self.reader.library)
        return tools

    @cached_property
    def printing(self) -> "PrintCommands":
        """What prints."""
        from kzref.ui.print_commands import PrintCommands

        printing = PrintCommands(self.reader, self._dialogs, self._paths.resources, self._lanes.printing, self)
        printing.told.connect(self._on_told)
        return printing

    @cached_property
    def help(self) -> "Help":
        """What explains."""
        from kzref.ui.help import Help

        return Help(self.reader, self._dialogs, self._paths.resources, self)

    @cached_property
    def edition_notice(self) -> "EditionNotice":
        """What says that the content is not as it was published."""
        from kzref.ui.edition_notice import EditionNotice

        notice = EditionNotice(self._dialogs)
        # Before the other lasting ones: what comes and goes is counted first.
        self.statusBar().insertPermanentWidget(1, notice)
        return notice

    @cached_property
    def waiting(self) -> "WaitingView":
        """What stands in place of the page, made when it is first needed."""
        from kzref.ui.waiting import WaitingView

        view = WaitingView()
        self._stack.addWidget(view)
        self._opening.advanced.connect(view.advance)
        view.stop_pressed.connect(self._opening.stop)
        return view

    def open_library(self, folder: Path, address: str = "") -> None:
        """Reads the library of a folder, at a section if one is named."""
        self._wanted_address = address
        self._opening.open(folder)

    @Slot()
    def open_folder(self) -> None:
        """Asks for a folder of Markdown and opens it."""
        folder = self._dialogs.folder(self)
        if folder:
            self.open_library(folder)

    @Slot()
    def open_own(self) -> None:
        """Opens the pack that is shipped with the program."""
        self.open_library(self._paths.content)

    @Slot(str)
    def _on_library_began(self, folder: str) -> None:
        text = self.tr("Preparing “%1” for reading and search. This is done once, and again when its files change.")
        self.waiting.wait_for(text.replace("%1", Path(folder).name))
        self._stack.setCurrentWidget(self.waiting)

    @Slot(object, object)
    def _on_library_opened(self, library: Library, notices: tuple[str, ...]) -> None:
        self._stack.setCurrentWidget(self.view)
        self.panel.contents.show_library(library)
        self.reader.read(library, self._wanted_address)
        if "searching" in vars(self):
            self.searching.use(library)
        if "search_tools" in vars(self):
            self.search_tools.use(library)
        for notice in notices:
            self._on_told(notice)

    @Slot(object, object)
    def _on_library_renewed(self, library: Library, notices: tuple[str, ...]) -> None:
        """Reads on in a library that says what the folder says now."""
        if self.reader.section:
            self._wanted_address = self.reader.section.address
        self._on_library_opened(library, (self.tr("The folder has changed and was read anew."), *notices))

    @Slot(object)
    def _on_compared(self, found: "Differences") -> None:
        if found or "edition_notice" in vars(self):
            self.edition_notice.tell(self._opening.folder, found)

    @Slot(str)
    def _on_library_refused(self, reason: str) -> None:
        if self.reader.library:
            self._stack.setCurrentWidget(self.view)
            self._dialogs.tell(self, self.tr("The folder cannot be opened"), reason)
        else:
            self.waiting.tell(reason)
            self._stack.setCurrentWidget(self.waiting)

    @Slot()
    def _on_library_stopped(self) -> None:
        if self.reader.library:
            self._stack.setCurrentWidget(self.view)
        else:
            self.waiting.tell(self.tr("Stopped. Open a folder from the menu, or start kzref again."))

    @Slot()
    def _on_box_focused(self) -> None:
        # Made now, so that the first letter finds it ready.
        assert self.searching

    @Slot()
    def _on_search_wanted(self) -> None:
        self.searching.focus()

    @Slot(str)
    def _on_damage_met(self, reason: str) -> None:
        # Later, because it may have been met while a page is painted.
        QTimer.singleShot(0, partial(self._on_library_damaged, reason))

    @Slot(str)
    def _on_library_damaged(self, reason: str) -> None:
        self._on_told(reason)
        self._wanted_address = self.reader.section.address if self.reader.section else self._wanted_address
        self._opening.make_again()

    @Slot(object)
    def _on_opened(self, section: Section | None) -> None:
        library = self.reader.library
        title = library.about.title if library else ""
        self.setWindowTitle(visible_line(f"{section.title} – {title}" if section else title or "kzref"))

    @Slot(object)
    def _on_reached(self, section: Section | None) -> None:
        about = self.reader.library.about if self.reader.library else None
        edition = self.tr("edition %1").replace("%1", about.edition) if about and about.edition else ""
        pieces = [section.pinpoints, section.address] if section else [about.title if about else ""]
        if not self._told.isActive():
            self._where.setText("  ·  ".join(piece for piece in (*pieces, edition) if piece))
        if section:
            self.panel.contents.follow(section.address)
        else:
            self.panel.contents.clearSelection()

    @Slot()
    def _on_moved(self) -> None:
        history = self.reader.history
        self.actions_by_name["back"].setEnabled(history.can_go_back)
        self.actions_by_name["forward"].setEnabled(history.can_go_forward)

    @Slot(str)
    def _on_told(self, text: str) -> None:
        """Says something for a while in place of where the reader is."""
        self._where.setText(text)
        self._where.setToolTip(text)
        self._told.start()

    @Slot()
    def _on_told_long_enough(self) -> None:
        self._where.setToolTip("")
        self._on_reached(self.reader.section)

    def tell(self, text: str) -> None:
        """Says something in the status bar."""
        self._on_told(text)

    def show_crash(self, details: str) -> None:
        """Shows a bug with its details ready to copy."""
        self._dialogs.crash(self, details)

    @Slot(bool)
    def show_panel(self, shown: bool) -> None:
        """Shows or hides the left panel."""
        self._panel_wanted = shown
        self.panel.setVisible(shown)

    @Slot()
    def zoom_in(self) -> None:
        """The next larger size of text."""
        self._zoom(next((step for step in ZOOM_STEPS if step > self._settings.zoom), LARGEST_ZOOM))

    @Slot()
    def zoom_out(self) -> None:
        """The next smaller size of text."""
        self._zoom(next((step for step in reversed(ZOOM_STEPS) if step < self._settings.zoom), SMALLEST_ZOOM))

    @Slot()
    def zoom_reset(self) -> None:
        """The usual size of text."""
        self._zoom(100)

    def _zoom(self, percent: int) -> None:
        self._settings = self._settings._replace(zoom=percent)
        self.view.set_zoom(percent)
        self._zoom_said.setText(f"{percent} %")

    @Slot()
    def use_system_theme(self) -> None:
        """Light or dark as the system is."""
        self._use_theme("system")

    @Slot()
    def use_light_theme(self) -> None:
        """Ink on warm paper."""
        self._use_theme("light")

    @Slot()
    def use_dark_theme(self) -> None:
        """By lamplight."""
        self._use_theme("dark")

    def _use_theme(self, name: str) -> None:
        self._settings = self._settings._replace(theme=name)
        self._theme = read_theme(self._paths.resources, self._theme_name())
        self._apply_theme()
        self.view.set_theme(self._theme)
        self.panel.set_theme(self._theme)

    def _theme_name(self) -> str:
        if self._settings.theme != "system":
            return self._settings.theme
        # Read off the system's palette: asking for the colour scheme would make all enums of the Qt namespace.
        return "dark" if self._system_palette.color(QPalette.ColorRole.Window).lightness() < 128 else "light"

    def _apply_theme(self) -> None:
        QApplication.setPalette(palette_of(self._theme))
        self.setStyleSheet(window_style(self._theme))
        self.toolbar.paint_icons(self._paths.resources, self._theme, self.devicePixelRatioF())

    @Slot()
    def _on_system_colours_changed(self) -> None:
        if self._settings.theme == "system":
            QApplication.setPalette(QPalette())
            self._system_palette = QGuiApplication.palette()
            self._use_theme("system")

    def createPopupMenu(self) -> None:  # Qt override
        """No menu that could hide the toolbar for good."""
        return

    def resizeEvent(self, event: QResizeEvent) -> None:  # Qt override
        """In a narrow window the panel gives its room to the page; a wider one gives it back."""
        super().resizeEvent(event)
        narrow = self.width() < _NARROW
        if narrow != self._narrow:
            self._narrow = narrow
            shown = self._panel_wanted and not narrow
            self.actions_by_name["contents"].setChecked(shown)
            self.panel.setVisible(shown)

    def closeEvent(self, event: QCloseEvent) -> None:  # Qt override
        """Lets the threads end before the window goes."""
        self._opening.stop()
        self._lanes.searching.finish()
        self._lanes.counting.finish()
        self._lanes.printing.finish()
        super().closeEvent(event)
