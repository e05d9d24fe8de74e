"""Printing from the window: PDF, preview and paper, without the window waiting for any of them."""

import re
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt, QTimer
from PySide6.QtPrintSupport import QPrintDialog, QPrintPreviewDialog, QPrintPreviewWidget
from PySide6.QtWidgets import QApplication, QDialog
from window_robot import FakeDialogs, WindowRobot

from kzref.ui.printing.print_document import PrintDocument

Key, Mod = Qt.Key, Qt.KeyboardModifier
CTRL_SHIFT = Mod.ControlModifier | Mod.ShiftModifier


def letters(text: str) -> str:
    """The text without its spaces, which PDF readers guess."""
    return re.sub(r"\s", "", text)


class Printed:
    """The text of a PDF."""

    def __init__(self, pdf: Path) -> None:
        self.pages = [page.extract_text() for page in PdfReader(pdf).pages]

    def __contains__(self, text: str) -> bool:
        return letters(text) in letters("".join(self.pages))


def when_shown(kind: type[QDialog], do: Callable[[QDialog], None]) -> None:
    """Does something with a dialog once it is there, and closes it."""

    def look() -> None:
        shown = QApplication.activeModalWidget()
        if isinstance(shown, kind):
            try:
                do(shown)
            finally:
                shown.reject()
        else:
            QTimer.singleShot(20, look)

    QTimer.singleShot(0, look)


@pytest.fixture
def pdf(dialogs: FakeDialogs, tmp_path: Path) -> Path:
    dialogs.pdf = tmp_path / "out.pdf"
    return dialogs.pdf


def test_the_section_is_saved_as_a_pdf_by_its_key(robot: WindowRobot, pdf: Path) -> None:
    robot.navigator.go_to("harbour")
    robot.press(Key.Key_P, CTRL_SHIFT)
    robot.until(pdf.exists)
    robot.until(lambda: str(pdf) in robot.bar_text)
    printed = Printed(pdf)
    assert f"{len(printed.pages)} pages" in robot.bar_text
    for said in ("The harbour", "The quay", "The steps are slippery.", "page 1 of"):
        assert said in printed
    assert "spring tides rise" not in printed
    assert robot.dialogs.suggested == ["the-harbour.pdf"]


def test_a_section_inside_an_entry_is_printed_alone_with_what_is_below_it(robot: WindowRobot, pdf: Path) -> None:
    robot.navigator.go_to("harbour/mole")
    robot.press(Key.Key_P, CTRL_SHIFT)
    robot.until(pdf.exists)
    printed = Printed(pdf)
    assert "The mole is long." in printed
    assert "The steps are slippery." in printed
    assert "second beacon" not in printed


def test_from_the_start_page_the_whole_library_is_printed(robot: WindowRobot, pdf: Path) -> None:
    robot.press(Key.Key_P, CTRL_SHIFT)
    robot.until(pdf.exists)
    printed = Printed(pdf)
    library = robot.navigator.library
    assert library is not None
    for section in library.contents.children(None):
        assert section.title in printed


def test_a_pdf_is_written_off_the_windows_thread_and_tells_how_far_it_is(
    robot: WindowRobot, pdf: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    threads: list[int] = []
    paint = PrintDocument.paint

    def watched(*arguments: object) -> int:
        threads.append(threading.get_ident())
        return paint(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(PrintDocument, "paint", watched)
    robot.navigator.go_to("harbour")
    robot.press(Key.Key_P, CTRL_SHIFT)
    robot.until(pdf.exists)
    robot.until(lambda: not robot.dialogs.jobs[0].open)
    assert threads
    assert threading.get_ident() not in threads
    steps = robot.dialogs.jobs[0].steps
    shares = [done / of for done, of in steps]
    assert shares == sorted(shares)
    assert shares[-1] == 1


def test_a_pdf_that_is_stopped_is_not_there(robot: WindowRobot, pdf: Path) -> None:
    robot.dialogs.impatient = True
    robot.press(Key.Key_P, CTRL_SHIFT)
    robot.until(lambda: "Stopped" in robot.bar_text)
    robot.qtbot.wait(300)
    assert list(pdf.parent.glob("*.pdf*")) == []
    assert not robot.dialogs.jobs[0].open
    assert robot.dialogs.told == []


def test_a_place_that_cannot_be_written_is_told(robot: WindowRobot, dialogs: FakeDialogs, tmp_path: Path) -> None:
    dialogs.pdf = tmp_path / "nowhere" / "out.pdf"
    robot.navigator.go_to("harbour")
    robot.press(Key.Key_P, CTRL_SHIFT)
    robot.until(lambda: bool(dialogs.told))
    assert str(dialogs.pdf.parent) in dialogs.told[0][1]
    assert not dialogs.jobs[0].open


def test_nothing_is_written_when_no_file_is_named(robot: WindowRobot) -> None:
    robot.navigator.go_to("harbour")
    robot.press(Key.Key_P, CTRL_SHIFT)
    assert len(robot.dialogs.suggested) == 1
    assert robot.dialogs.jobs == []


def test_the_preview_shows_the_pages_that_a_pdf_has_and_opens_again(robot: WindowRobot, pdf: Path) -> None:
    robot.navigator.go_to("harbour")
    robot.press(Key.Key_P, CTRL_SHIFT)
    robot.until(lambda: "Saved" in robot.bar_text)
    shown: list[int] = []

    def count(dialog: QDialog) -> None:
        preview = dialog.findChild(QPrintPreviewWidget)
        assert isinstance(preview, QPrintPreviewWidget)
        robot.until(lambda: preview.pageCount() > 0)
        shown.append(preview.pageCount())

    for _ in range(2):
        when_shown(QPrintPreviewDialog, count)
        robot.window.actions_by_name["preview"].trigger()
        robot.until(lambda: not QApplication.activeModalWidget())
        robot.qtbot.wait(50)
    robot.until(lambda: len(shown) == 2)
    assert shown == [len(PdfReader(pdf).pages)] * 2


def test_another_paper_in_the_preview_is_laid_out_anew(robot: WindowRobot) -> None:
    robot.navigator.go_to("harbour")
    shown: list[int] = []

    def turn(dialog: QDialog) -> None:
        preview = dialog.findChild(QPrintPreviewWidget)
        assert isinstance(preview, QPrintPreviewWidget)
        robot.until(lambda: preview.pageCount() > 0)
        shown.append(preview.pageCount())
        preview.setLandscapeOrientation()
        shown.append(preview.pageCount())

    when_shown(QPrintPreviewDialog, turn)
    robot.window.actions_by_name["preview"].trigger()
    robot.until(lambda: len(shown) == 2)
    assert shown[1] >= shown[0] > 0


@pytest.mark.parametrize("command", ["print", "print-below"])
def test_printing_asks_for_the_printer_and_may_be_given_up(robot: WindowRobot, command: str) -> None:
    robot.navigator.go_to("harbour")
    seen: list[QDialog] = []
    when_shown(QPrintDialog, seen.append)
    robot.window.actions_by_name[command].trigger()
    robot.until(lambda: len(seen) == 1)
    assert "Sent" not in robot.bar_text
