"""The one bar: back and forward, the box, and three menus that hold the rest."""

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from PySide6.QtCore import QTimer, Slot
from PySide6.QtGui import QAction, QPaintEvent
from PySide6.QtWidgets import QMenu, QSizePolicy, QToolBar, QToolButton, QWidget

from kzref.ui.search.search_box import SearchBox
from kzref.ui.style.icons import icon, no_icon
from kzref.ui.style.theme import Theme
from kzref.ui.widgets.menu_buttons import put_at_rest
from kzref.ui.window.actions import menu_title, tip
from kzref.ui.window.commands import COMMANDS, MENUS

_LEFT = ("contents", "back", "forward")
_TEXT_MENU = ("larger", "smaller", "usual", "", "theme-system", "theme-light", "theme-dark")
_PRINT_MENU = ("pdf", "preview", "print", "print-below")


class Toolbar(QToolBar):
    """Made of the actions of the window; its icons are painted in the theme's ink."""

    def __init__(self, actions: Mapping[str, QAction], box: SearchBox, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Tools"))
        self.setObjectName("tools")
        self.setMovable(False)
        self._actions, self._box = actions, box
        self._painted = False
        self._dress: Callable[[], None] = self._undress
        for name in _LEFT:
            self.addAction(actions[name])
        self.addWidget(_stretch())
        box.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.addWidget(box)
        self.addWidget(_stretch())
        self._whole_menu = QMenu(self)
        self._whole_menu.aboutToShow.connect(self._on_whole_menu_opened)
        self._buttons = {
            "text-size": self._menu_button(self.tr("Text and theme"), self._menu_of(_TEXT_MENU)),
            "print": self._menu_button(self.tr("Print"), self._menu_of(_PRINT_MENU)),
            "menu": self._menu_button(self.tr("Menu"), self._whole_menu),
        }
        self._undress()

    def _menu_button(self, name: str, menu: QMenu) -> QToolButton:
        button = QToolButton()
        button.setToolTip(name)
        button.setAccessibleName(name)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        button.setMenu(menu)
        menu.aboutToHide.connect(partial(put_at_rest, button))
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
    def _on_whole_menu_opened(self) -> None:
        """Every command, as the menus of the table; made when it is first opened."""
        if not self._whole_menu.isEmpty():
            return
        for menu in MENUS:
            below = self._whole_menu.addMenu(menu_title(menu))
            for command in COMMANDS:
                # The key that opens this very menu need not stand in it.
                if command.menu == menu and command.name != "menu":
                    if command.after_line:
                        below.addSeparator()
                    below.addAction(self._actions[command.name])

    def _undress(self) -> None:
        """Keeps the places of the icons."""
        blank = no_icon()
        for name in _LEFT:
            self._actions[name].setIcon(blank)
        for button in self._buttons.values():
            button.setIcon(blank)
        self._box.set_icon(blank)

    def open_menu(self) -> None:
        """Opens the menu of every command, as its key does."""
        self._buttons["menu"].showMenu()

    def paint_icons(self, resources: Path, theme: Theme, scale: float) -> None:
        """Paints every icon in a theme's colours; scale is the screen's pixels per point.

        The first time this waits until the window is painted: Qt's reader of SVG pictures takes a while to be found.
        """
        self._dress = partial(self._paint_icons, resources, theme, scale)
        if self._painted:
            self._dress()

    def paintEvent(self, event: QPaintEvent) -> None:  # Qt override
        """Lets the icons follow the first page."""
        super().paintEvent(event)
        if not self._painted:
            self._painted = True
            QTimer.singleShot(0, self._dress)
            QTimer.singleShot(0, self._tell_keys)

    def _tell_keys(self) -> None:
        """Says under the pointer which key does the same."""
        tips = {command.name: tip(command) for command in COMMANDS}
        for name in _LEFT:
            self._actions[name].setToolTip(tips[name])
        self._buttons["menu"].setToolTip(tips["menu"])
        self._box.setToolTip(tips["search"])

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
