"""The composition root: create the services and the window, and run the event loop."""

import functools
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QCoreApplication, QObject, QTimer

from kzref.ui.startup.pyside_startup import use_plain_names

use_plain_names()

# isort: split
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from kzref import __version__
from kzref.library.cache import LibraryCache
from kzref.paths import APPLICATION, Paths, find_paths
from kzref.system.processes import handle_termination
from kzref.system.qt_environment import prepare_qt_environment
from kzref.ui.background import Lanes, make_lanes
from kzref.ui.dialogs.crash_hooks import CrashHooks, versions
from kzref.ui.dialogs.dialogs import Dialogs, QtDialogs
from kzref.ui.library.library_loader import AFTER_FIRST_PAGE, LibraryLoader
from kzref.ui.style.fonts import load_fonts, sans
from kzref.ui.widgets.texts import text_of
from kzref.ui.window.main_window import MainWindow
from kzref.userdata.crash_logs import CrashLog, find_unseen
from kzref.userdata.settings import Settings, SettingsFile


class Composed(NamedTuple):
    """A window and its services."""

    window: MainWindow
    loader: LibraryLoader
    lanes: Lanes


def compose(
    paths: Paths, settings: Settings, dialogs: Dialogs, owner: QObject, on_crash: Callable[[BaseException], None]
) -> Composed:
    """Return a new window and its services.

    owner: parent of the services, which keeps them alive; on_crash: gets the exceptions of crashed jobs, on the GUI
    thread.
    """
    lanes = make_lanes(owner, on_crash)
    loader = LibraryLoader(LibraryCache(paths), lanes.opening, owner)
    return Composed(MainWindow(paths, settings, loader, lanes, dialogs), loader, lanes)


def run(folder: Path | None, address: str) -> int:
    """Show the window until it is closed, and return the exit code of the event loop.

    folder: of the library, None for the shipped one; address: of the section to show, empty for the start page.
    """
    paths = find_paths()
    prepare_qt_environment(paths.resources)
    hooks = CrashHooks(CrashLog(paths.user_data, versions()))
    application = _make_application(paths)
    settings_file = SettingsFile(paths.user_data)
    settings, warning = settings_file.load()
    dialogs = QtDialogs()
    window, _, lanes = compose(paths, settings, dialogs, application, hooks.report)
    hooks.show_with(window.show_crash)
    hooks.mend_with(window.library_damaged.emit)
    window.open_library(folder or paths.content, address)
    window.show()
    window.area.setFocus()
    QTimer.singleShot(AFTER_FIRST_PAGE, functools.partial(_finish_start, application, paths))
    QTimer.singleShot(AFTER_FIRST_PAGE, functools.partial(offer_earlier_crashes, window, paths.user_data, dialogs))
    if warning:
        window.status.show_message(text_of(warning))
    # A log-out or a closed terminal closes the window as the user does, so that the settings are saved. Python runs the
    # handler when it next runs any code: GcTimer makes it do so every second.
    handle_termination(_quit)
    code = application.exec()
    _save_settings(settings_file, window.current_settings())
    lanes.opening.finish()
    return code


def _make_application(paths: Paths) -> QApplication:
    """Return the application with its style and fonts."""
    QCoreApplication.setApplicationName(APPLICATION)
    QCoreApplication.setApplicationVersion(__version__)
    # With this argument the style is created in C++ only; setStyle() would create a Python type for it first.
    application = QApplication([*sys.argv[:1], "-style", "fusion"])
    application.setDesktopFileName(APPLICATION)
    load_fonts(paths.resources)
    application.setFont(sans())
    return application


def _quit(_signal: int, _frame: object) -> None:
    QCoreApplication.quit()


def _save_settings(file: SettingsFile, settings: Settings) -> None:
    """Save the settings, or say on standard error why they cannot be saved, because the window is closed."""
    failure = file.save(settings)
    if failure and sys.stderr:
        print(f"kzref: {text_of(failure)}", file=sys.stderr)  # noqa: T201


def offer_earlier_crashes(window: MainWindow, user_data: Path, dialogs: Dialogs) -> None:
    """Show a notice if an earlier run crashed and the user has not seen the details yet."""
    crashes = find_unseen(user_data)
    if crashes:
        from kzref.ui.dialogs.crash_notice import CrashNotice

        window.status.add_notice(CrashNotice(crashes, dialogs))


def _finish_start(application: QApplication, paths: Paths) -> None:
    """Load what the first page did not have to wait for."""
    application.setWindowIcon(QIcon(str(paths.resources / "icons" / "kzref-64.png")))
    from kzref.ui.startup.gc_timer import GcTimer

    GcTimer(application)
