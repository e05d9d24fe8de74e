"""The composition root: makes the services, the theme and the window, and runs the loop."""

import sys
from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from kzref import __version__
from kzref.compiled.shelf import Shelf
from kzref.paths import APPLICATION, find_paths
from kzref.ui.crash import CrashHooks
from kzref.ui.dialogs import QtDialogs
from kzref.ui.fonts import load_fonts, sans
from kzref.ui.opening import LibraryOpening
from kzref.ui.tasks import Lane
from kzref.ui.window import Window
from kzref.userdata.settings import SettingsFile


def run(folder: Path | None, address: str) -> int:
    """Opens the window on a library (the shipped one if no folder is named), at a section if one is named."""
    paths = find_paths()
    hooks = CrashHooks(paths.user_data)
    QCoreApplication.setApplicationName(APPLICATION)
    QCoreApplication.setApplicationVersion(__version__)
    application = QApplication(sys.argv[:1])
    application.setStyle("Fusion")
    application.setDesktopFileName(APPLICATION)
    application.setWindowIcon(QIcon(str(paths.resources / "icons" / "kzref-64.png")))
    load_fonts(paths.resources)
    application.setFont(sans())
    settings_file = SettingsFile(paths.user_data)
    settings, warning = settings_file.load()
    dialogs = QtDialogs()
    opening_lane, search_lane = Lane(application), Lane(application)
    opening = LibraryOpening(Shelf(paths), opening_lane, application)
    window = Window(paths, settings, opening, search_lane, dialogs)
    opening_lane.crashed.connect(hooks.report)
    search_lane.crashed.connect(hooks.report)
    hooks.show_with(window.show_crash)
    window.open_library(folder or paths.content, address)
    window.show()
    window.view.setFocus()
    if warning:
        window.statusBar().showMessage(warning, 10_000)
    code = application.exec()
    settings_file.save(window.current_settings())
    opening_lane.finish()
    return code
