"""The composition root: makes the services, the theme and the window, and runs the loop."""

# Once PySide6 is loaded, its import hook reads the source text of each module that is imported after it: a millisecond
# and more each on a cold start. So what needs no Qt comes first, whoever may import it below.
import faulthandler  # noqa: F401
import functools
import operator  # noqa: F401
import sys
import threading  # noqa: F401
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import kzref.render.pages.chunks
import kzref.render.pages.home
import kzref.render.pages.page
import kzref.ui.reading.page_document
import kzref.ui.reading.page_labels
import kzref.ui.style.item_roles
import kzref.ui.style.style_sheet
import kzref.ui.style.theme
import kzref.ui.widgets.mouse_buttons
import kzref.ui.window.commands
import kzref.userdata.history  # noqa: F401
from kzref import __version__
from kzref.library.cache import LibraryCache
from kzref.paths import APPLICATION, Paths, find_paths
from kzref.system.processes import handle_termination
from kzref.system.qt_environment import prepare_qt_environment
from kzref.ui.dialogs.crash_hooks import CrashHooks, versions
from kzref.ui.dialogs.dialogs import Dialogs, QtDialogs
from kzref.ui.startup.pyside_startup import use_plain_names
from kzref.ui.style.fonts import load_fonts, sans
from kzref.userdata.crash_logs import CrashLog, find_unseen
from kzref.userdata.settings import Settings, SettingsFile

# isort: split
from PySide6.QtCore import QCoreApplication, QObject, QTimer

use_plain_names()

# isort: split
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from kzref.ui.background import Lanes, make_lanes
from kzref.ui.library.library_loader import AFTER_FIRST_PAGE, LibraryLoader
from kzref.ui.window.main_window import MainWindow


class Composed(NamedTuple):
    """A window, and what works for it."""

    window: MainWindow
    loader: LibraryLoader
    lanes: Lanes


def compose(
    paths: Paths, settings: Settings, dialogs: Dialogs, owner: QObject, on_crash: Callable[[BaseException], None]
) -> Composed:
    """Return a window with its services, which live as long as their owner. Crashes of its jobs go to on_crash."""
    lanes = make_lanes(owner, on_crash)
    loader = LibraryLoader(LibraryCache(paths), lanes.opening, owner)
    return Composed(MainWindow(paths, settings, loader, lanes, dialogs), loader, lanes)


def run(folder: Path | None, address: str) -> int:
    """Opens the window on a library (the shipped one if no folder is named), at a section if one is named."""
    paths = find_paths()
    prepare_qt_environment(paths.resources)
    hooks = CrashHooks(CrashLog(paths.user_data, versions()))
    QCoreApplication.setApplicationName(APPLICATION)
    QCoreApplication.setApplicationVersion(__version__)
    # Named here, the style is made in C++ alone; setStyle() would make a Python type of it first.
    application = QApplication([*sys.argv[:1], "-style", "fusion"])
    application.setDesktopFileName(APPLICATION)
    # The start page has no italics; a section that is asked for may have.
    italic = bool(address)
    load_fonts(paths.resources, italic=italic)
    application.setFont(sans())
    settings_file = SettingsFile(paths.user_data)
    settings, warning = settings_file.load()
    dialogs = QtDialogs()
    window, _, lanes = compose(paths, settings, dialogs, application, hooks.report)
    hooks.show_with(window.show_crash)
    hooks.mend_with(window.library_damaged.emit)
    window.open_library(folder or paths.content, address)
    window.show()
    window.area.setFocus()
    QTimer.singleShot(AFTER_FIRST_PAGE, functools.partial(_finish_start, application, paths, italic))
    QTimer.singleShot(AFTER_FIRST_PAGE, functools.partial(offer_earlier_crashes, window, paths.user_data, dialogs))
    if warning:
        from kzref.messages.catalogue import english

        window.status.show_message(english(warning))
    # A log-out or a closed terminal closes the window as the user does, so that the settings are saved. Python runs the
    # handler when it next runs any code: GcTimer makes it do so every second.
    handle_termination(_quit)
    code = application.exec()
    refusal = settings_file.save(window.current_settings())
    if refusal and sys.stderr:
        from kzref.messages.catalogue import english

        print(f"kzref: {english(refusal)}", file=sys.stderr)  # noqa: T201  # the window has gone
    lanes.opening.finish()
    return code


def _quit(_signal: int, _frame: object) -> None:
    QCoreApplication.quit()


def offer_earlier_crashes(window: MainWindow, user_data: Path, dialogs: Dialogs) -> None:
    """Offer the user what earlier runs of the program died of, if that was not seen yet."""
    crashes = find_unseen(user_data)
    if crashes:
        from kzref.ui.dialogs.crash_notice import CrashNotice

        window.statusBar().insertPermanentWidget(1, CrashNotice(crashes, dialogs))


def _finish_start(application: QApplication, paths: Paths, italic: bool) -> None:
    """What the first page did not have to wait for."""
    if not italic:
        load_fonts(paths.resources, upright=False)
    application.setWindowIcon(QIcon(str(paths.resources / "icons" / "kzref-64.png")))
    from kzref.ui.startup.gc_timer import GcTimer

    GcTimer(application)
