"""The window on a folder, with dialogs that nobody has to answer."""

import sys
import time
from pathlib import Path

from PySide6.QtCore import QEventLoop, QObject
from PySide6.QtWidgets import QApplication

sys.path.insert(0, str(Path(__file__).parents[1] / "ui"))

from desk import FakeDialogs

from kzref.compiled.shelf import Shelf
from kzref.paths import find_paths
from kzref.ui.fonts import load_fonts
from kzref.ui.opening import LibraryOpening
from kzref.ui.tasks import Lane
from kzref.ui.window import Window
from kzref.userdata.settings import Settings

PATIENCE = 60
"""Seconds after which a folder is taken never to open."""


def open_window(folder: Path) -> tuple[Window, list[object]]:
    """Return the window once it reads the folder, and a list that crashes are put into."""
    paths = find_paths()
    load_fonts(paths.resources)
    owner = QObject()
    crashes: list[object] = []
    lanes = [Lane(owner) for _ in range(3)]
    for lane in lanes:
        lane.crashed.connect(crashes.append)
    opening = LibraryOpening(Shelf(paths), lanes[0], owner)
    window = Window(paths, Settings(theme="light"), opening, lanes[1], lanes[2], FakeDialogs())
    owner.setParent(window)
    window.resize(1000, 700)
    window.open_library(folder)
    window.show()
    end = time.monotonic() + PATIENCE
    while not window.reader.library and time.monotonic() < end:
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 50)
    return window, crashes
