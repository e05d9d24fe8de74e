"""The real dialogs: what they show, and that they go away."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QMessageBox, QProgressDialog, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from kzref.ui.dialogs.dialogs import QtDialogs


@pytest.fixture
def parent(application: QApplication, qtbot: QtBot) -> QWidget:
    widget = QWidget()
    qtbot.addWidget(widget)
    widget.show()
    return widget


def answer(do: Callable[[QDialog], None]) -> None:
    """Does something with the next dialog as soon as it is there."""

    def look() -> None:
        shown = QApplication.activeModalWidget()
        if isinstance(shown, QDialog):
            do(shown)
        else:
            QTimer.singleShot(20, look)

    QTimer.singleShot(0, look)


def press(text: str) -> Callable[[QDialog], None]:
    def do(dialog: QDialog) -> None:
        next(button for button in dialog.findChildren(QPushButton) if text in button.text().replace("&", "")).click()

    return do


def test_a_long_job_shows_its_progress_and_can_be_stopped(parent: QWidget, qtbot: QtBot) -> None:
    stopped: list[int] = []
    shown = QtDialogs().progress(parent, "Preparing the pages", lambda: stopped.append(1))
    dialog = parent.findChild(QProgressDialog)
    assert isinstance(dialog, QProgressDialog)
    shown.advance(1, 10)
    qtbot.waitUntil(dialog.isVisible)
    assert dialog.labelText() == "Preparing the pages"
    press("Stop")(dialog)
    assert stopped == [1]
    shown.close()
    assert stopped == [1], "closing is no stopping"


def test_a_link_out_is_opened_only_when_the_reader_says_so(parent: QWidget) -> None:
    address = "https://example.org/" + "a" * 400
    read: list[str] = []

    def refuse(dialog: QDialog) -> None:
        assert isinstance(dialog, QMessageBox)
        read.append(dialog.informativeText())
        dialog.reject()

    answer(refuse)
    assert not QtDialogs().may_open(parent, address)
    assert read[0].startswith("https://example.org/aaa")
    assert len(read[0]) <= 300
    answer(press("Open in browser"))
    assert QtDialogs().may_open(parent, "https://example.org")


@pytest.mark.parametrize("refuse", [press("Cancel"), QDialog.reject, QDialog.close], ids=["Cancel", "Escape", "close"])
def test_a_link_out_stays_shut_however_the_reader_refuses(parent: QWidget, refuse: Callable[[QDialog], None]) -> None:
    answer(refuse)
    assert not QtDialogs().may_open(parent, "https://example.org")


def test_the_details_of_a_crash_are_copied(parent: QWidget) -> None:
    answer(press("Copy details"))
    QtDialogs().crash(parent, "Traceback: a bug")
    assert QGuiApplication.clipboard().text() == "Traceback: a bug"
    answer(press("Copy details"))
    QtDialogs().earlier_crash(parent, "Fatal Python error")
    assert QGuiApplication.clipboard().text() == "Fatal Python error"


def test_what_is_to_be_read_is_shown_beside_the_window_until_it_is_closed(parent: QWidget, qtbot: QtBot) -> None:
    QtDialogs().show_page(parent, "Keys", "<p>kzref</p>")
    (dialog,) = parent.findChildren(QDialog)
    assert dialog.isVisible()
    assert not dialog.isModal()
    read = [label.text() for label in dialog.findChildren(QLabel)]
    assert "<p>kzref</p>" in read
    press("Close")(dialog)
    qtbot.waitUntil(lambda: not parent.findChildren(QDialog))


def test_what_is_asked_for_twice_is_shown_once(parent: QWidget, qtbot: QtBot) -> None:
    for _ in range(2):
        QtDialogs().show_page(parent, "Keys", "<p>kzref</p>")
    qtbot.waitUntil(lambda: len(parent.findChildren(QDialog)) == 1)
    assert parent.findChildren(QDialog)[0].isVisible()
