"""The QAction of each command of the table, and the texts about commands that are shown elsewhere."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QAction, QActionGroup, QKeySequence

from kzref.ui.window.command_runners import Runner, command_runners
from kzref.ui.window.commands import COMMANDS, Command

if TYPE_CHECKING:
    from kzref.ui.window.main_window import MainWindow


def make_actions(window: "MainWindow") -> dict[str, QAction]:
    """Return an action for each command, by its name."""
    actions: dict[str, QAction] = {}
    groups: dict[str, QActionGroup] = {}
    runners = command_runners(window)
    for command in COMMANDS:
        action = QAction(QCoreApplication.translate("Commands", command.text), window)
        action.setObjectName(command.name)
        action.setShortcuts([QKeySequence(key) for key in command.keys])
        action.setIconVisibleInMenu(False)
        action.setCheckable(command.checkable)
        if command.group:
            group = groups.setdefault(command.group, QActionGroup(window))
            group.addAction(action)
        action.triggered.connect(partial(_run, runners[command.name], action))
        window.addAction(action)
        actions[command.name] = action
    return actions


def _run(run: Runner, action: QAction) -> None:
    run(action.isChecked())


def menu_title(menu: str) -> str:
    """Return the title of a menu in the reader's language."""
    return QCoreApplication.translate("Menus", menu)


def tooltip(command: Command) -> str:
    """Return the tooltip of a command: its name and its first shortcut."""
    keys = keys_of(command)
    return f"{_plain_name(command)} ({keys[0]})" if keys else _plain_name(command)


def keys_of(command: Command) -> list[str]:
    """Return the shortcuts of a command in the notation of the operating system."""
    return [QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText) for key in command.keys]


def _plain_name(command: Command) -> str:
    return QCoreApplication.translate("Commands", command.text).replace("&", "").rstrip("…")


def shortcut_list(menu: str) -> list[tuple[str, str]]:
    """Return the name and the shortcuts of each command of a menu that has any."""
    commands = (command for command in COMMANDS if command.keys and command.menu == menu)
    return [(_plain_name(command), ", ".join(keys_of(command))) for command in commands]
