"""A window on a small compiled pack, with dialogs that answer as a test wishes."""

import gc
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import shiboken6
from handbook_pack import pack_files, picture
from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from window_robot import FakeDialogs, WindowRobot

from kzref.library.cache import LibraryCache
from kzref.library.store.library import Library
from kzref.paths import Paths, find_paths
from kzref.ui.app import compose
from kzref.ui.startup.gc_timer import GcTimer
from kzref.ui.style.fonts import load_fonts, sans
from kzref.ui.window.main_window import MainWindow
from kzref.userdata.settings import Settings


@pytest.fixture(scope="session")
def qapp_args() -> list[str]:
    """As app.run makes the application, but on no display."""
    return ["kzref", "-platform", "offscreen", "-style", "fusion"]


@pytest.fixture(scope="session")
def resources() -> Path:
    """Fonts, icons and themes of the source tree."""
    return find_paths().resources


@pytest.fixture(scope="session")
def application(qapp: QApplication, resources: Path) -> QApplication:
    """The application with the bundled fonts."""
    load_fonts(resources)
    qapp.setApplicationName("kzref")
    qapp.setFont(sans())
    return qapp


@pytest.fixture(scope="module", autouse=True)
def garbage(application: QApplication) -> Iterator[None]:
    """Garbage is collected as in the program, and after the tests of a file as Python does it."""
    collector = GcTimer(application)
    yield
    shiboken6.delete(collector)
    gc.unfreeze()
    gc.enable()


@pytest.fixture(scope="session")
def tides(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the small pack."""
    folder = tmp_path_factory.mktemp("tides") / "tides"
    for name, text in pack_files().items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    (folder / "pictures").mkdir()
    (folder / "pictures" / "tide.png").write_bytes(picture())
    return folder


@pytest.fixture
def own_tides(tides: Path, tmp_path: Path) -> Path:
    """A copy of the folder, to be changed."""
    return Path(shutil.copytree(tides, tmp_path / "own"))


@pytest.fixture(scope="session")
def ui_paths(tmp_path_factory: pytest.TempPathFactory, tides: Path, resources: Path) -> Paths:
    """Paths with a cache in which the small pack is compiled."""
    base = tmp_path_factory.mktemp("ui")
    paths = Paths(tides, resources, None, base / "cache", base / "data")
    LibraryCache(paths).open(tides).library.close()
    return paths


@pytest.fixture
def library(ui_paths: Paths, tides: Path) -> Iterator[Library]:
    """The small pack, open."""
    opened = LibraryCache(ui_paths).open(tides).library
    yield opened
    opened.close()


@pytest.fixture
def dialogs() -> FakeDialogs:
    """Dialogs that nobody has to answer."""
    return FakeDialogs()


Open = Callable[..., WindowRobot]


@pytest.fixture
def open_window(
    application: QApplication, qtbot: QtBot, ui_paths: Paths, dialogs: FakeDialogs, tmp_path: Path
) -> Iterator[Open]:
    """Opens the window as ui/app.py does, with a place of its own for the user's data.

    Its cache is the session's, which it only reads, or one of its own.
    """
    owner = QObject()
    desks: list[WindowRobot] = []
    crashes: list[BaseException] = []

    def make(
        folder: Path | None = None,
        address: str = "",
        settings: Settings | None = None,
        size: tuple[int, int] = (1280, 800),
        own_cache: bool = False,
    ) -> WindowRobot:
        paths = ui_paths._replace(user_data=tmp_path / "data")
        if own_cache:
            paths = paths._replace(cache=tmp_path / "cache")
        window, opening, lanes = compose(paths, settings or Settings(theme="light"), dialogs, owner, crashes.append)
        robot = WindowRobot(window, opening, lanes, dialogs, qtbot)
        desks.append(robot)
        if size != (0, 0):
            window.resize(*size)
        window.open_library(folder or paths.content, address)
        with qtbot.waitActive(window):
            window.show()
            window.activateWindow()
        window.area.view.setFocus()
        robot.settle()
        return robot

    yield make
    libraries = [robot.navigator.library for robot in desks]
    for robot in desks:
        robot.window.close()
        robot.lanes.opening.finish()
        robot.window.deleteLater()
    owner.deleteLater()
    QApplication.processEvents()
    # No loop of events runs here that would do it: a window left over would go on in the tests that follow.
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    for library in filter(None, libraries):
        library.close()
    QApplication.setPalette(QPalette())
    assert crashes == []
    assert not [widget for widget in QApplication.topLevelWidgets() if isinstance(widget, MainWindow)]


@pytest.fixture
def robot(open_window: Open) -> WindowRobot:
    """The window on the small pack, at its start page."""
    return open_window()
