"""No crash goes unseen: it is shown at once, or else at the next start."""

import json
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QObject, qInstallMessageHandler
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QToolButton
from pytestqt.qtbot import QtBot
from window_robot import FakeDialogs, WindowRobot

from kzref.library.cache import LibraryCache
from kzref.paths import Paths
from kzref.ui.app import compose, offer_earlier_crashes
from kzref.ui.dialogs.crash_hooks import CrashHooks
from kzref.userdata.crash_logs import CrashLog, find_unseen
from kzref.userdata.settings import Settings

if TYPE_CHECKING:
    from conftest import Kzref


@pytest.fixture
def log(tmp_path: Path) -> Iterator[CrashLog]:
    made = CrashLog(tmp_path / "data", "1.2")
    yield made
    if made.file:
        made.file.close()


@pytest.fixture
def hooks(log: CrashLog, monkeypatch: pytest.MonkeyPatch) -> Iterator[CrashHooks]:
    for module, name in ((sys, "excepthook"), (sys, "unraisablehook"), (threading, "excepthook")):
        monkeypatch.setattr(module, name, getattr(module, name))
    monkeypatch.setattr("faulthandler.enable", lambda _file: None)
    before = qInstallMessageHandler(None)
    yield CrashHooks(log)
    qInstallMessageHandler(before)


def raised(text: str) -> ValueError:
    try:
        raise ValueError(text)
    except ValueError as error:
        return error


def unseen(log: CrashLog, tmp_path: Path) -> list[str]:
    """What the next start offers."""
    assert log.file is not None
    log.file.close()
    return [crash.details for crash in find_unseen(tmp_path / "data")]


def test_a_crash_that_was_shown_is_not_offered_again(hooks: CrashHooks, log: CrashLog, tmp_path: Path) -> None:
    shown: list[str] = []
    hooks.show_with(shown.append)
    hooks.report(raised("the tide is out"))
    assert "ValueError: the tide is out" in shown[0]
    assert unseen(log, tmp_path) == []


def test_a_crash_in_another_thread_is_offered_at_the_next_start(
    hooks: CrashHooks, log: CrashLog, tmp_path: Path
) -> None:
    shown: list[str] = []
    hooks.show_with(shown.append)
    thread = threading.Thread(target=hooks.report, args=(raised("in a thread"),))
    thread.start()
    thread.join()
    assert shown == []
    (offered,) = unseen(log, tmp_path)
    assert "ValueError: in a thread" in offered


def test_a_crash_behind_the_box_of_another_is_offered_at_the_next_start(
    hooks: CrashHooks, log: CrashLog, tmp_path: Path
) -> None:
    hooks.show_with(lambda _: hooks.report(raised("behind the box")))
    hooks.report(raised("in the box"))
    (offered,) = unseen(log, tmp_path)
    assert "behind the box" in offered


def test_a_crash_while_a_folder_is_made_ready_ends_the_waiting(
    application: QApplication,
    qtbot: QtBot,
    own_paths: Paths,
    tiny_pack: Path,
    dialogs: FakeDialogs,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError("a bug")

    monkeypatch.setattr(LibraryCache, "open", broken)
    owner, crashes = QObject(), list[BaseException]()
    window, _, lanes = compose(own_paths, Settings(), dialogs, owner, crashes.append)
    qtbot.addWidget(window)
    window.open_library(tiny_pack)
    window.show()
    assert window.library.progress_view.findChild(QPushButton).isVisible()  # type: ignore[union-attr]
    qtbot.waitUntil(lambda: len(crashes) == 1)
    assert not window.library.progress_view.findChild(QPushButton).isVisible()  # type: ignore[union-attr]
    assert any("Stopped" in label.text() for label in window.library.progress_view.findChildren(QLabel))
    window.close()
    lanes.opening.finish()
    owner.deleteLater()


def crash_button(robot: WindowRobot) -> QToolButton | None:
    button = robot.window.statusBar().findChild(QToolButton, "crash")
    return button if isinstance(button, QToolButton) and button.isVisible() else None


def test_an_earlier_crash_is_offered_until_its_details_were_looked_at(robot: WindowRobot, tmp_path: Path) -> None:
    (tmp_path / "crash-1.log").write_text("kzref 1.2\nFatal Python error: Segmentation fault\n", "utf-8")
    offer_earlier_crashes(robot.window, tmp_path, robot.dialogs)
    robot.settle()
    button = crash_button(robot)
    assert button is not None
    assert len(find_unseen(tmp_path)) == 1, "it was offered, not seen"
    button.click()
    assert "Segmentation fault" in robot.dialogs.crashes[-1]
    assert crash_button(robot) is None
    assert find_unseen(tmp_path) == []


def test_a_usual_start_offers_nothing(robot: WindowRobot, tmp_path: Path) -> None:
    offer_earlier_crashes(robot.window, tmp_path, robot.dialogs)
    robot.settle()
    assert crash_button(robot) is None


@pytest.mark.skipif(sys.platform == "win32", reason="signals are POSIX")
def test_a_window_that_dies_leaves_its_last_words(kzref: "Kzref", tiny_pack: Path) -> None:
    assert kzref("build", tiny_pack).returncode == 0
    data = kzref.home / "data"
    environment = kzref.environment(QT_QPA_PLATFORM="offscreen", XDG_DATA_HOME=str(data))
    running = subprocess.Popen(
        [str(kzref.program), "--library", str(tiny_pack)], env=environment, stderr=subprocess.DEVNULL
    )
    until(lambda: any(log.stat().st_size for log in data.glob("kzref/crash-*.log")))
    assert find_unseen(data / "kzref") == [], "it still runs"
    running.send_signal(signal.SIGSEGV)
    running.wait(60)
    (crash,) = find_unseen(data / "kzref")
    assert "Fatal Python error: Segmentation fault" in crash.details


def until(met: Callable[[], bool]) -> None:
    for _ in range(3000):
        if met():
            return
        time.sleep(0.02)
    raise AssertionError("it did not come about")


@pytest.mark.skipif(sys.platform == "win32", reason="signals are POSIX")
@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP"])
def test_a_window_that_is_told_to_end_keeps_its_settings(kzref: "Kzref", tiny_pack: Path, name: str) -> None:
    code = f"""
import os, signal, sys
from pathlib import Path
from kzref.ui import app
finish = app._finish_start
def finish_and_be_told(*arguments):
    finish(*arguments)
    os.kill(os.getpid(), signal.{name})
app._finish_start = finish_and_be_told
sys.exit(app.run(Path(sys.argv[1]), ""))
"""
    data = kzref.home / "data"
    ended = kzref.python(code, tiny_pack, QT_QPA_PLATFORM="offscreen", XDG_DATA_HOME=str(data))
    assert ended.returncode == 0, ended.stderr
    assert "geometry" in json.loads((data / "kzref" / "settings.json").read_text("utf-8"))
