"""The composition root: makes the services, the theme and the window, and runs the loop."""

# Once PySide6 is loaded, its import hook reads the source text of each module that is imported after it: a millisecond
# and more each on a cold start. So what needs no Qt comes first, whoever may import it below.
import faulthandler  # noqa: F401
import functools
import operator  # noqa: F401
import sys
import threading  # noqa: F401
from pathlib import Path

import kzref.render.home
import kzref.render.page
import kzref.ui.commands
import kzref.ui.fill
import kzref.ui.mouse_buttons
import kzref.ui.roles
import kzref.ui.theme
import kzref.ui.typesetting
import kzref.ui.window_style
import kzref.ui.words
import kzref.userdata.history  # noqa: F401
from kzref import __version__
from kzref.compiled.shelf import Shelf
from kzref.paths import APPLICATION, Paths, do_without, find_paths
from kzref.ui.crash import CrashHooks
from kzref.ui.dialogs import QtDialogs
from kzref.ui.fonts import load_fonts, sans
from kzref.ui.spelling import use_plain_names
from kzref.userdata.settings import SettingsFile

# isort: split
from PySide6.QtCore import QCoreApplication, QTimer

use_plain_names()

# isort: split
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from kzref.ui.opening import AFTER_FIRST_PAGE, LibraryOpening
from kzref.ui.tasks import Lane
from kzref.ui.window import Window


def run(folder: Path | None, address: str) -> int:
    """Opens the window on a library (the shipped one if no folder is named), at a section if one is named."""
    paths = find_paths()
    do_without(paths.resources)
    hooks = CrashHooks(paths.user_data)
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
    opening_lane, search_lane, print_lane = Lane(application), Lane(application), Lane(application)
    opening = LibraryOpening(Shelf(paths), opening_lane, application)
    window = Window(paths, settings, opening, search_lane, print_lane, dialogs)
    for lane in (opening_lane, search_lane, print_lane):
        lane.crashed.connect(hooks.report)
    hooks.show_with(window.show_crash)
    window.open_library(folder or paths.content, address)
    window.show()
    window.view.setFocus()
    QTimer.singleShot(AFTER_FIRST_PAGE, functools.partial(_finish_start, application, paths, italic))
    if warning:
        window.tell(warning)
    code = application.exec()
    settings_file.save(window.current_settings())
    opening_lane.finish()
    return code


def _finish_start(application: QApplication, paths: Paths, italic: bool) -> None:
    """What the first page did not have to wait for."""
    if not italic:
        load_fonts(paths.resources, upright=False)
    application.setWindowIcon(QIcon(str(paths.resources / "icons" / "kzref-64.png")))
    from kzref.ui.garbage import Garbage

    Garbage(application)
