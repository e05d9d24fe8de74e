"""Two tabs in one window: each has its own page, way and hits, and the window follows the one that is read."""

import pytest
from window_robot import Key, Mod, WindowRobot

from kzref.ui.reading.tab import ReadingTab
from kzref.ui.window.command_runners import command_runners
from kzref.ui.window.commands import COMMANDS


@pytest.fixture
def tabs(robot: WindowRobot) -> tuple[ReadingTab, ReadingTab]:
    """Two tabs on the library, the second at the harbour and not current."""
    area = robot.window.area
    first, second = area.current, area.add_tab()
    assert area.library is not None
    second.navigator.open_library(area.library, "harbour")
    robot.navigator.go_to("currents")
    robot.settle()
    return first, second


def test_what_happens_in_a_tab_that_is_not_read_changes_nothing_in_the_window(
    robot: WindowRobot, tabs: tuple[ReadingTab, ReadingTab]
) -> None:
    title, bar = robot.window.windowTitle(), robot.bar_text
    tabs[1].navigator.go_to("catch-page")
    tabs[1].navigator.go_to("no-such-place")
    assert (robot.window.windowTitle(), robot.bar_text) == (title, bar)
    assert robot.address == "currents"


def test_the_window_follows_the_tab_that_is_read(robot: WindowRobot, tabs: tuple[ReadingTab, ReadingTab]) -> None:
    robot.window.area.set_current(tabs[1])
    assert "The harbour" in robot.window.windowTitle()
    assert "harbour" in robot.bar_text
    assert tabs[1].view.isVisible()
    assert not tabs[0].view.isVisible()
    robot.window.area.set_current(tabs[0])
    assert "harbour" not in robot.window.windowTitle().lower()


def test_each_tab_has_its_own_way_back_and_its_own_place(
    robot: WindowRobot, tabs: tuple[ReadingTab, ReadingTab]
) -> None:
    robot.view.verticalScrollBar().setValue(90)
    robot.window.area.set_current(tabs[1])
    robot.navigator.go_to("catch-page")
    robot.press(Key.Key_Left, Mod.AltModifier)
    assert robot.address == "harbour"
    assert not robot.window.actions_by_name["back"].isEnabled()
    robot.window.area.set_current(tabs[0])
    assert (robot.address, robot.place) == ("currents", 90)
    robot.press(Key.Key_Left, Mod.AltModifier)
    assert robot.address == ""


def test_hits_are_highlighted_and_gone_through_in_the_tab_that_is_read(
    robot: WindowRobot, tabs: tuple[ReadingTab, ReadingTab]
) -> None:
    robot.search("beacon")
    robot.press(Key.Key_Return)
    here = robot.view.highlights.current
    assert here >= 0
    assert tabs[1].view.highlights.count == 0
    robot.window.area.set_current(tabs[1])
    assert tabs[1].view.highlights.count > 0
    robot.press(Key.Key_F3)
    assert tabs[1].view.highlights.current >= 0
    assert tabs[0].view.highlights.current == here


def test_size_and_colours_hold_for_every_tab(robot: WindowRobot, tabs: tuple[ReadingTab, ReadingTab]) -> None:
    robot.press(Key.Key_Plus, Mod.ControlModifier)
    robot.window.actions_by_name["theme-dark"].trigger()
    assert tabs[0].view.column.points == tabs[1].view.column.points
    assert tabs[0].view.theme == tabs[1].view.theme
    assert robot.window.area.add_tab().view.theme == tabs[0].view.theme


def test_every_command_has_what_runs_it(robot: WindowRobot) -> None:
    assert set(command_runners(robot.window)) == {command.name for command in COMMANDS}
