"""The toolbar: back and forward, the search box, and three menus with the other commands."""

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from PySide6.QtCore import QTimer, Slot
from PySide6.QtGui import QAction, QPaintEvent
from PySide6.QtWidgets import QMenu, QSizePolicy, QToolBar, QToolButton, QWidget

from kzref.ui.search.search_box import SearchBox
from kzref.ui.style.icons import icon, no_icon
from kzref.ui.style.theme import Theme
from kzref.ui.widgets.menu_buttons import clear_hover
from kzref.ui.window.actions import menu_title, tooltip
from kzref.ui.window.commands import COMMANDS, MENUS

_LEFT = ("contents", "back", "forward")
_TEXT_MENU = ("larger", "smaller", "usual", "", "theme-system", "theme-light", "theme-dark")
_PRINT_MENU = ("pdf", "preview", "print", "print-below")


class Toolbar(QToolBar):
    """Shows actions of the window. Its icons are painted in the colours of the theme, after the first page."""

    def __init__(self, actions: Mapping[str, QAction], box: SearchBox, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Tools"))
        self.setObjectName("tools")
        self.setMovable(False)
        self._actions, self._box = actions, box
        self._painted = False
        self._apply_icons: Callable[[], None] = self._reserve_icon_space
        for name in _LEFT:
            self.addAction(actions[name])
        self.addWidget(_stretch())
        box.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.addWidget(box)
        self.addWidget(_stretch())
        self._main_menu = QMenu(self)
        self._main_menu.aboutToShow.connect(self._on_main_menu_opened)
        self._buttons = {
            "text-size": self._menu_button(self.tr("Text and theme"), self._menu_of(_TEXT_MENU)),
            "print": self._menu_button(self.tr("Print"), self._menu_of(_PRINT_MENU)),
            "menu": self._menu_button(self.tr("Menu"), self._main_menu),
        }
        self._reserve_icon_space()

    def _menu_button(self, name: str, menu: QMenu) -> QToolButton:
        button = QToolButton()
        button.setToolTip(name)
        button.setAccessibleName(name)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        button.setMenu(menu)
        menu.aboutToHide.connect(partial(clear_hover, button))
        self.addWidget(button)
        return button

    def _menu_of(self, names: tuple[str, ...]) -> QMenu:
        menu = QMenu(self)
        for name in names:
            if name:
                menu.addAction(self._actions[name])
            else:
                menu.addSeparator()
        return menu

    @Slot()
    def _on_main_menu_opened(self) -> None:
        """Fill the menu with a submenu for each menu of the table, when it is first opened."""
        if not self._main_menu.isEmpty():
            return
        for menu in MENUS:
            submenu = self._main_menu.addMenu(menu_title(menu))
            for command in COMMANDS:
                # The command that opens this menu is left out.
                if command.menu == menu and command.name != "menu":
                    if command.after_line:
                        submenu.addSeparator()
                    submenu.addAction(self._actions[command.name])

    def _reserve_icon_space(self) -> None:
        """Set blank icons of the final size, so that nothing moves when the icons are painted."""
        blank = no_icon()
        for name in _LEFT:
            self._actions[name].setIcon(blank)
        for button in self._buttons.values():
            button.setIcon(blank)
        self._box.set_icon(blank)

    def open_menu(self) -> None:
        """Open the menu that holds every command."""
        self._buttons["menu"].showMenu()

    def paint_icons(self, resources: Path, theme: Theme, scale: float) -> None:
        """Paint every icon in the colours of a theme. scale: device pixels per logical pixel.

        The first call takes effect after the first page is painted, because loading Qt's SVG plugin takes a while.
        """
        self._apply_icons = partial(self._paint_icons, resources, theme, scale)
        if self._painted:
            self._apply_icons()

    def paintEvent(self, event: QPaintEvent) -> None:  # Qt override
        """Paint the icons and set the tooltips after the first page."""
        super().paintEvent(event)
        if not self._painted:
            self._painted = True
            QTimer.singleShot(0, self._apply_icons)
            QTimer.singleShot(0, self._set_tooltips)

    def _set_tooltips(self) -> None:
        """Name the shortcuts of the buttons in their tooltips."""
        tooltips = {command.name: tooltip(command) for command in COMMANDS}
        for name in _LEFT:
            self._actions[name].setToolTip(tooltips[name])
        self._buttons["menu"].setToolTip(tooltips["menu"])
        self._box.setToolTip(tooltips["search"])

    def _paint_icons(self, resources: Path, theme: Theme, scale: float) -> None:
        for name in _LEFT:
            self._actions[name].setIcon(icon(resources, name, theme.ink, theme.rule, scale))
        for name, button in self._buttons.items():
            button.setIcon(icon(resources, name, theme.ink, "", scale))
        self._box.set_icon(icon(resources, "search", theme.dim, "", scale))


def _stretch() -> QWidget:
    widget = QWidget()
    widget.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
    return widget
