"""The window on a folder, with dialogs that nobody has to answer."""

import sys
import time
from pathlib import Path

from PySide6.QtCore import QEventLoop, QObject
from PySide6.QtWidgets import QApplication

sys.path.insert(0, str(Path(__file__).parents[1] / "ui"))

from window_robot import FakeDialogs

from kzref.paths import find_paths
from kzref.ui.app import Composed, compose
from kzref.ui.style.fonts import load_fonts
from kzref.userdata.settings import Settings

PATIENCE = 60
"""Seconds after which a folder is taken never to open."""


def open_window(folder: Path, crashes: list[object]) -> Composed:
    """Return a window that reads the folder, made as the program makes it; crashes of its jobs go into the list."""
    paths = find_paths()
    load_fonts(paths.resources)
    composed = compose(paths, Settings(theme="light"), FakeDialogs(), QObject(QApplication.instance()), crashes.append)
    composed.window.resize(1000, 700)
    composed.window.open_library(folder)
    composed.window.show()
    end = time.monotonic() + PATIENCE
    while not composed.window.area.library and not crashes and time.monotonic() < end:
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 50)
        time.sleep(0.01)
    return composed
