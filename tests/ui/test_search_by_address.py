"""An address that is typed into the box leads where it says, and asking for one costs no more in a large library."""

import difflib
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from window_robot import WindowRobot

Open = Callable[..., WindowRobot]


@pytest.fixture
def office(open_window: Open, tmp_path: Path) -> WindowRobot:
    """The window on a folder with an entry whose address says nothing of what it is about."""
    folder = tmp_path / "office"
    folder.mkdir()
    (folder / "q7z.md").write_text("# Harbour rules\n\nNo swimming.\n", "utf-8")
    (folder / "rules.md").write_text("# Kitchen\n\nThe rules of the kitchen.\n", "utf-8")
    return open_window(folder=folder, own_cache=True)


@pytest.mark.parametrize("entered", [False, True], ids=["once it is searched", "at once"])
def test_enter_on_a_name_that_is_found_nowhere_goes_to_its_address(office: WindowRobot, entered: bool) -> None:
    office.press(Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    office.write("q7z")
    if not entered:
        office.until(lambda: office.window.controllers.search().results is not None)
    office.press(Qt.Key.Key_Return)
    office.until(lambda: office.address == "q7z")
    assert office.view.hasFocus()


def test_enter_on_a_word_that_is_found_goes_to_the_first_hit_although_it_is_an_address(office: WindowRobot) -> None:
    office.press(Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    office.write("rules")
    office.press(Qt.Key.Key_Return)
    office.until(lambda: office.address != "")
    assert office.address == office.hits[0]


def test_enter_on_words_compares_them_with_no_address(office: WindowRobot, monkeypatch: pytest.MonkeyPatch) -> None:
    compared: list[object] = []
    monkeypatch.setattr(difflib, "get_close_matches", lambda *a, **_: compared.append(a) or [])
    office.press(Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    for text in ("swimming", "nothingofthekind", "no/such"):
        office.window.box.setText(text)
        office.press(Qt.Key.Key_Return)
        office.settle()
    assert compared == []
