"""The line that says that the content is not as published, and the notices behind Help > About."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer, QUrl
from PySide6.QtWidgets import QApplication, QTextBrowser, QToolButton, QWidget
from pytestqt.qtbot import QtBot
from window_robot import FakeDialogs, WindowRobot

from kzref.pack.integrity import publish
from kzref.ui.dialogs.dialogs import QtDialogs
from kzref.ui.help.licence_notices import LicenceNotices

Open = Callable[..., WindowRobot]


@pytest.fixture
def book(tides: Path, tmp_path: Path) -> Path:
    """A published pack."""
    folder = tmp_path / "book"
    shutil.copytree(tides, folder)
    publish(folder)
    return folder


def notice(robot: WindowRobot) -> QToolButton | None:
    found = robot.window.statusBar().findChild(QToolButton, "integrity")
    return found if isinstance(found, QToolButton) and found.isVisible() else None


def looked(open_window: Open, qtbot: QtBot, folder: Path) -> WindowRobot:
    """A window on a folder, after the look that follows the first page."""
    robot = open_window(folder, own_cache=True)
    with qtbot.waitSignal(robot.loader.compared, timeout=20_000):
        pass
    return robot


def test_content_as_published_says_nothing(open_window: Open, qtbot: QtBot, book: Path) -> None:
    robot = looked(open_window, qtbot, book)
    assert notice(robot) is None
    assert robot.window.controllers.integrity_notice.made is None


def test_altered_content_is_told_as_long_as_it_is_so(
    open_window: Open, qtbot: QtBot, book: Path, dialogs: FakeDialogs
) -> None:
    (book / "new.md").write_text("# New\n", "utf-8")
    robot = looked(open_window, qtbot, book)
    line = notice(robot)
    assert line is not None
    assert line.text() == "Content was modified"
    assert dialogs.told == []
    line.click()
    assert "extra: new.md" in dialogs.told[-1][1]
    (book / "new.md").unlink()
    with qtbot.waitSignal(robot.loader.compared, timeout=20_000):
        robot.window.open_library(book)
    assert notice(robot) is None


def test_many_altered_files_are_counted(open_window: Open, qtbot: QtBot, book: Path, dialogs: FakeDialogs) -> None:
    for number in range(25):
        (book / f"new-{number:02}.md").write_text("# New\n", "utf-8")
    line = notice(looked(open_window, qtbot, book))
    assert line is not None
    line.click()
    assert dialogs.told[-1][1].count("extra:") == 20
    assert "and 5 more" in dialogs.told[-1][1]


def test_a_folder_that_was_never_published_says_nothing(open_window: Open, qtbot: QtBot, book: Path) -> None:
    (book / "MANIFEST").unlink()
    assert notice(looked(open_window, qtbot, book)) is None


def test_the_first_page_does_not_wait_for_the_look(open_window: Open, book: Path) -> None:
    (book / "new.md").write_text("# New\n", "utf-8")
    seen: list[object] = []
    robot = open_window(book, own_cache=True)
    robot.loader.compared.connect(seen.append)
    robot.until(lambda: "A book about water" in robot.shown)
    assert seen == []
    robot.until(lambda: bool(seen))


def test_about_names_the_parts_and_leads_to_their_notices(robot: WindowRobot, dialogs: FakeDialogs) -> None:
    robot.window.actions_by_name["about"].trigger()
    title, page = dialogs.told[-1]
    assert title == "About kzref"
    for part in (
        "Handbook of Tides",
        "PySide6",
        "LGPL-3.0-only",
        "Whoosh",
        "Markdown",
        "nh3",
        "PyYAML",
        "OFL-1.1",
        "CC-BY-4.0",
    ):
        assert part in page
    assert "GNU LESSER GENERAL PUBLIC LICENSE" in dialogs.pages("PySide6_Essentials")
    assert "page:" in dialogs.pages("Markdown")


def test_every_part_has_its_notices(resources: Path) -> None:
    notices = LicenceNotices(resources)
    assert len(notices.components) > 15
    for part in notices.components:
        assert part.licence
        assert len(notices.page(part.name)) > 150, part.name


def test_a_help_browser_scrolls_follows_its_links_and_comes_back(application: QApplication, qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    parent.show()
    seen: list[str] = []

    def read() -> None:
        dialog = QApplication.activeModalWidget()
        assert dialog is not None
        browser = dialog.findChild(QTextBrowser)
        assert isinstance(browser, QTextBrowser)
        assert browser.verticalScrollBar().maximum() > 0
        for link in ("page:second", "page:"):
            browser.anchorClicked.emit(QUrl(link))
            seen.append(browser.toPlainText()[:6])
        dialog.close()

    QTimer.singleShot(50, read)
    first = "<p>First</p>" * 200
    QtDialogs().show_pages(parent, "Book", lambda name: f"<p>The {name}</p>" if name else first)
    assert seen == ["The se", "First\n"]
