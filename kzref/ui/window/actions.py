"""Qt actions made of the table of commands."""

from functools import partial
from operator import attrgetter

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QWidget

from kzref.ui.window.commands import COMMANDS, Command


def make_actions(window: QWidget) -> dict[str, QAction]:
    """An action for each command, connected to its method."""
    actions: dict[str, QAction] = {}
    groups: dict[str, QActionGroup] = {}
    for command in COMMANDS:
        action = QAction(QCoreApplication.translate("Commands", command.text), window)
        action.setObjectName(command.name)
        action.setShortcuts([QKeySequence(key) for key in command.keys])
        action.setIconVisibleInMenu(False)
        action.setCheckable(command.checkable)
        if command.group:
            group = groups.setdefault(command.group, QActionGroup(window))
            group.addAction(action)
        action.triggered.connect(partial(_run, window, command, action))
        window.addAction(action)
        actions[command.name] = action
    return actions


def _run(window: QWidget, command: Command, action: QAction) -> None:
    """Calls a command's method. It is looked up only now, so that what serves it is made when it is first used."""
    method = attrgetter(command.slot)(window)
    if command.checkable and not command.group:
        method(action.isChecked())
    else:
        method()


def menu_title(menu: str) -> str:
    """A menu's name in the reader's language."""
    return QCoreApplication.translate("Menus", menu)


def tip(command: Command) -> str:
    """Return what stands under the pointer: what a command is called, and its first key."""
    keys = keys_of(command)
    return f"{_plain(command)} ({keys[0]})" if keys else _plain(command)


def keys_of(command: Command) -> list[str]:
    """Return the keys of a command as this system writes them."""
    return [QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText) for key in command.keys]


def _plain(command: Command) -> str:
    return QCoreApplication.translate("Commands", command.text).replace("&", "").rstrip("…")


def shortcut_list(menu: str) -> list[tuple[str, str]]:
    """Each command of a menu that has keys: what it is called, and its keys as this system writes them."""
    listed = (command for command in COMMANDS if command.keys and command.menu == menu)
    return [(_plain(command), ", ".join(keys_of(command))) for command in listed]
