"""Opening folders in the window: those that are not there, those without Markdown, and those that have changed."""

from collections.abc import Callable
from pathlib import Path

import pytest
from handbook_pack import rewrite
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from window_robot import Key, Mod, WindowRobot

from kzref.ui.library.library_controller import described_title

Open = Callable[..., WindowRobot]


def press_button(robot: WindowRobot, text: str) -> None:
    button = next(b for b in robot.window.library.progress_view.findChildren(QPushButton) if b.text() == text)
    assert button.isVisible()
    robot.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    robot.settle()


def shown_instead(robot: WindowRobot) -> str:
    """The text that is shown in place of the page."""
    view = robot.window.library.progress_view
    assert view.isVisible()
    return view._text.text()


def test_a_folder_that_is_not_there_opens_the_window_and_says_so(open_window: Open, tmp_path: Path) -> None:
    robot = open_window(tmp_path / "missing")
    assert str(tmp_path / "missing") in shown_instead(robot)
    press_button(robot, "Open the reference on Kazakhstan")
    robot.until(lambda: robot.navigator.library is not None)
    assert robot.view.isVisible()
    assert "Handbook of Tides" in robot.shown


def test_from_there_another_folder_can_be_opened(open_window: Open, tmp_path: Path, tides: Path) -> None:
    robot = open_window(tmp_path / "missing")
    robot.dialogs.chosen = tides
    press_button(robot, "Open folder…")
    robot.until(lambda: "Handbook of Tides" in robot.shown)


def test_a_folder_without_markdown_says_so_and_is_read_once_there_is_some(open_window: Open, tmp_path: Path) -> None:
    folder = tmp_path / "bare"
    folder.mkdir()
    robot = open_window(folder, own_cache=True)
    robot.until(lambda: robot.window.library.progress_view.isVisible() and "no Markdown" in shown_instead(robot))
    (folder / "one.md").write_text("# A heron\n\nIt stands.\n", "utf-8")
    robot.press(Key.Key_F5)
    robot.until(lambda: robot.navigator.library is not None)
    assert robot.view.isVisible()


def test_a_folder_without_markdown_that_is_opened_from_the_menu_is_told_and_the_page_stays(
    open_window: Open, tmp_path: Path
) -> None:
    (tmp_path / "bare").mkdir()
    robot = open_window(address="harbour", own_cache=True)
    robot.until(lambda: robot.address == "harbour")
    robot.dialogs.chosen = tmp_path / "bare"
    robot.press(Key.Key_O, Mod.ControlModifier)
    robot.until(lambda: bool(robot.dialogs.told))
    assert "no Markdown" in robot.dialogs.told[0][1]
    assert robot.view.isVisible()
    assert robot.address == "harbour"
    robot.press(Key.Key_PageDown, Mod.ControlModifier)
    assert robot.address != "harbour"


def test_while_a_folder_is_prepared_nothing_opens_a_page_that_cannot_be_seen(
    open_window: Open, own_tides: Path
) -> None:
    robot = open_window(own_cache=True, address="harbour")
    robot.until(lambda: robot.address == "harbour")
    robot.search("beacon")
    robot.window.open_library(own_tides)
    assert robot.window.library.progress_view.isVisible()
    assert not robot.window.panel.isEnabled()
    assert not robot.window.actions_by_name["next-section"].isEnabled()
    robot.press(Key.Key_PageDown, Mod.ControlModifier)
    assert robot.address == "harbour"
    assert "Handbook of Tides" in shown_instead(robot)
    robot.until(robot.view.isVisible)
    assert robot.window.panel.isEnabled()
    assert robot.window.actions_by_name["next-section"].isEnabled()


def test_a_folder_is_named_by_its_title_or_else_by_its_name(tmp_path: Path) -> None:
    folder = tmp_path / "notes"
    folder.mkdir()
    assert described_title(folder) == "notes"
    (folder / "pack.toml").write_text('title = "Handbook"', "utf-8")
    assert described_title(folder) == "Handbook"
    (folder / "pack.toml").write_text("title = ", "utf-8")
    assert described_title(folder) == "notes"
    (folder / "pack.toml").write_bytes(b"\xff")
    assert described_title(folder) == "notes"


def test_f5_says_when_nothing_has_changed(robot: WindowRobot) -> None:
    robot.press(Key.Key_F5)
    robot.until(lambda: "has not changed" in robot.bar_text)


def test_f5_reads_what_has_changed_and_keeps_the_page_its_place_and_the_way_back(
    open_window: Open, own_tides: Path
) -> None:
    robot = open_window(own_tides, own_cache=True)
    robot.until(lambda: robot.navigator.library is not None)
    robot.navigator.go_to("glossary")
    robot.navigator.go_to("harbour")
    robot.view.verticalScrollBar().setValue(222)
    rewrite(own_tides, "The mole is long.", "The mole is longer than it was.")
    robot.press(Key.Key_F5)
    robot.until(lambda: "The mole is longer than it was." in robot.shown)
    assert "was reloaded" in robot.bar_text
    assert (robot.address, robot.place) == ("harbour", 222)
    robot.press(Key.Key_Left, Mod.AltModifier)
    assert robot.address == "glossary"
    robot.press(Key.Key_Left, Mod.AltModifier)
    assert robot.address == ""
    robot.press(Key.Key_Right, Mod.AltModifier)
    robot.press(Key.Key_Right, Mod.AltModifier)
    assert robot.address == "harbour"


def test_back_passes_over_what_is_gone_and_says_so(open_window: Open, own_tides: Path) -> None:
    robot = open_window(own_tides, own_cache=True)
    robot.until(lambda: robot.navigator.library is not None)
    for address in ("glossary", "harbour/mole", "currents"):
        robot.navigator.go_to(address)
    rewrite(own_tides, "## The mole {#mole}", "## The pier {#pier}")
    robot.press(Key.Key_F5)
    robot.until(lambda: "was reloaded" in robot.bar_text)
    robot.press(Key.Key_Left, Mod.AltModifier)
    assert robot.address == "glossary"
    assert "harbour/mole" in robot.bar_text


def test_a_page_that_is_gone_leads_to_the_start_page_and_says_so(open_window: Open, own_tides: Path) -> None:
    robot = open_window(own_tides, own_cache=True)
    robot.until(lambda: robot.navigator.library is not None)
    robot.navigator.go_to("glossary")
    robot.navigator.go_to("harbour/mole")
    rewrite(own_tides, "## The mole {#mole}", "## The pier {#pier}")
    robot.press(Key.Key_F5)
    robot.until(lambda: robot.address == "")
    assert "harbour/mole" in robot.bar_text
    assert "Handbook of Tides" in robot.shown
    robot.press(Key.Key_Left, Mod.AltModifier)
    assert robot.address == "glossary"


def test_whoever_has_left_for_the_start_page_stays_there_when_the_folder_is_reloaded(
    open_window: Open, own_tides: Path
) -> None:
    robot = open_window(own_tides, own_cache=True, address="harbour")
    robot.until(lambda: robot.address == "harbour")
    robot.press(Key.Key_Home, Mod.AltModifier)
    rewrite(own_tides, "The mole is long.", "The mole is longer than it was.")
    robot.press(Key.Key_F5)
    robot.until(lambda: "was reloaded" in robot.bar_text)
    assert robot.address == ""
    assert "Handbook of Tides" in robot.shown


@pytest.fixture
def robot_after_failure(open_window: Open, own_tides: Path, tmp_path: Path) -> WindowRobot:
    """The window at the mole, after another folder could not be opened."""
    robot = open_window(own_tides, own_cache=True, address="harbour/mole")
    robot.until(lambda: robot.address == "harbour/mole")
    robot.dialogs.chosen = tmp_path / "missing"
    robot.press(Key.Key_O, Mod.ControlModifier)
    robot.until(lambda: bool(robot.dialogs.told))
    return robot


def test_after_a_folder_that_cannot_be_opened_f5_reloads_the_one_that_is_read(
    robot_after_failure: WindowRobot, own_tides: Path
) -> None:
    robot = robot_after_failure
    rewrite(own_tides, "The mole is long.", "The mole is longer than it was.")
    robot.press(Key.Key_F5)
    robot.until(lambda: "The mole is longer than it was." in robot.shown)
    assert robot.address == "harbour/mole"


def test_after_a_folder_that_cannot_be_opened_a_damage_rebuilds_the_library_that_is_read(
    robot_after_failure: WindowRobot,
) -> None:
    robot = robot_after_failure
    before = robot.navigator.library
    robot.window.library_damaged.emit("It is not as it was written.")
    robot.until(lambda: robot.navigator.library is not before)
    assert robot.address == "harbour/mole"
    assert len(robot.dialogs.told) == 1


def test_a_damage_that_is_found_while_another_folder_is_prepared_does_not_stop_that(
    open_window: Open, own_tides: Path
) -> None:
    rewrite(own_tides, "The mole is long.", "The mole of another harbour.")
    robot = open_window(own_cache=True, address="harbour/mole")
    robot.until(lambda: robot.address == "harbour/mole")
    robot.window.open_library(own_tides, "harbour/mole")
    robot.window.library_damaged.emit("It is not as it was written.")
    robot.until(robot.view.isVisible)
    assert "The mole of another harbour." in robot.shown
