"""The room of the left panel: a search always shows its hits, and what the reader wants is remembered."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QSplitterHandle, QToolButton
from window_robot import Key, Mod, WindowRobot

from kzref.userdata.settings import Settings

LEFT = Qt.MouseButton.LeftButton


def hide_panel(robot: WindowRobot) -> None:
    robot.press(Key.Key_B, Mod.ControlModifier)
    assert not robot.window.panel.isVisible()


def click_hit(robot: WindowRobot, row: int) -> None:
    results = robot.window.panel.results
    place = results.visualRect(results.model().index(row, 0)).center()
    QTest.mouseClick(results.viewport(), LEFT, Mod.NoModifier, place)
    robot.settle()


def drag_edge(robot: WindowRobot, by: int) -> None:
    """Drags the edge between the panel and the page with the mouse."""
    handle = robot.window.panel_layout.splitter.handle(1)
    assert isinstance(handle, QSplitterHandle)
    start = handle.rect().center()
    QTest.mousePress(handle, LEFT, Mod.NoModifier, start)
    QTest.mouseMove(handle, start + QPoint(by, 0))
    QTest.mouseRelease(handle, LEFT, Mod.NoModifier, start + QPoint(by, 0))
    robot.settle()


def test_a_search_shows_its_hits_though_the_panel_is_hidden(robot: WindowRobot) -> None:
    hide_panel(robot)
    robot.search("beacon")
    assert robot.window.panel.results.isVisible()
    assert robot.view.isVisible()


def test_the_panel_goes_again_with_the_search_that_it_came_for(robot: WindowRobot) -> None:
    hide_panel(robot)
    robot.search("beacon")
    robot.press(Key.Key_Escape)
    assert not robot.window.panel.isVisible()
    assert not robot.window.current_settings().contents_shown


def test_the_hits_stay_beside_the_page_while_one_after_the_other_is_opened(robot: WindowRobot) -> None:
    hide_panel(robot)
    robot.search("beacon")
    click_hit(robot, 1)
    assert robot.address == robot.hits[1]
    assert robot.window.panel.results.isVisible()


def test_hits_that_were_put_away_come_back_with_the_box(robot: WindowRobot) -> None:
    robot.search("beacon")
    hide_panel(robot)
    robot.view.setFocus()
    robot.to_box()
    assert robot.window.panel.results.isVisible()


@pytest.mark.parametrize("width", [420, 620, 759])
def test_a_narrow_window_shows_the_hits_in_place_of_the_page(open_window, width: int) -> None:  # type: ignore[no-untyped-def]
    robot = open_window(size=(width, 700))
    assert not robot.window.panel.isVisible()
    robot.search("beacon")
    robot.settle()
    assert robot.window.panel.results.isVisible()
    assert robot.window.panel.results.width() > width - 20


def test_in_a_narrow_window_a_hit_that_is_clicked_gives_the_page_its_room(open_window) -> None:  # type: ignore[no-untyped-def]
    robot = open_window(size=(620, 700))
    robot.search("beacon")
    click_hit(robot, 1)
    assert robot.address == robot.hits[1]
    assert robot.view.isVisible()
    assert not robot.window.panel.isVisible()
    assert robot.marks()
    robot.to_box()
    assert robot.window.panel.results.isVisible()


def test_in_a_narrow_window_enter_opens_the_first_hit_and_shows_its_page(open_window) -> None:  # type: ignore[no-untyped-def]
    robot = open_window(size=(620, 700))
    robot.search("quadrature")
    robot.press(Key.Key_Return)
    assert robot.address == "currents/neap"
    assert robot.view.isVisible()
    assert robot.view.hasFocus()
    heading = robot.view.document().find("quadrature")
    assert robot.view.viewport().rect().contains(robot.view.cursorRect(heading))


def test_in_a_narrow_window_an_answer_that_comes_while_a_page_is_read_does_not_cover_it(open_window) -> None:  # type: ignore[no-untyped-def]
    robot = open_window(size=(620, 700))
    robot.search("beacon")
    robot.press(Key.Key_Return)
    with robot.qtbot.waitSignal(robot.search_lane.done):
        robot.window.controllers.search().set_library(None)
        robot.window.controllers.search().set_library(robot.navigator.library)
    robot.settle()
    assert robot.view.isVisible()
    assert not robot.window.panel.isVisible()
    assert robot.marks()


def test_in_a_narrow_window_escape_gives_the_page_back(open_window) -> None:  # type: ignore[no-untyped-def]
    robot = open_window(address="harbour", size=(620, 700))
    robot.search("beacon")
    robot.press(Key.Key_Escape)
    assert robot.view.isVisible()
    assert robot.address == "harbour"


def test_in_a_narrow_window_the_contents_can_be_called_and_make_room_for_what_is_chosen(open_window) -> None:  # type: ignore[no-untyped-def]
    robot = open_window(size=(620, 700))
    robot.press(Key.Key_B, Mod.ControlModifier)
    contents = robot.window.panel.contents
    assert contents.isVisible()
    place = contents.visualRect(contents.model().index(0, 0)).center()
    QTest.mouseClick(contents.viewport(), LEFT, Mod.NoModifier, place)
    robot.settle()
    assert robot.address == "guide"
    assert robot.view.isVisible()
    assert not contents.isVisible()


def test_calling_the_panel_in_a_narrow_window_changes_nothing_for_wide_ones(open_window) -> None:  # type: ignore[no-untyped-def]
    robot = open_window(size=(620, 700))
    robot.press(Key.Key_B, Mod.ControlModifier)
    robot.press(Key.Key_B, Mod.ControlModifier)
    assert robot.window.current_settings().contents_shown
    robot.window.resize(1200, 700)
    robot.settle()
    assert robot.window.panel.isVisible()


def test_a_width_that_was_dragged_is_remembered_after_the_window_has_closed(robot: WindowRobot) -> None:
    drag_edge(robot, 110)
    width = robot.window.panel.width()
    assert width > 380
    robot.window.close()
    assert robot.window.current_settings().contents_width == width


def test_a_hidden_panel_keeps_its_width(robot: WindowRobot, open_window) -> None:  # type: ignore[no-untyped-def]
    drag_edge(robot, 110)
    width = robot.window.panel.width()
    hide_panel(robot)
    robot.window.close()
    settings = robot.window.current_settings()
    later = open_window(settings=settings)
    assert not later.window.panel.isVisible()
    later.press(Key.Key_B, Mod.ControlModifier)
    assert later.window.panel.width() == width


def test_a_panel_that_made_room_in_a_narrow_window_comes_back_as_wide_as_it_was(robot: WindowRobot) -> None:
    drag_edge(robot, 110)
    width = robot.window.panel.width()
    robot.window.resize(600, 800)
    robot.settle()
    robot.search("beacon")
    robot.window.resize(1280, 800)
    robot.settle()
    assert robot.window.panel.width() == width
    assert robot.window.current_settings().contents_width == width


def test_the_results_stand_in_the_width_of_the_panel(open_window) -> None:  # type: ignore[no-untyped-def]
    robot = open_window(settings=Settings(theme="light", contents_width=440))
    robot.search("beacon")
    assert robot.window.panel.results.width() == 440


@pytest.mark.parametrize("width", [420, 500])
def test_no_button_of_the_toolbar_is_cut_off_in_a_narrow_window(open_window, width: int) -> None:  # type: ignore[no-untyped-def]
    robot = open_window(size=(width, 700))
    toolbar = robot.window.toolbar
    buttons = [button for button in toolbar.findChildren(QToolButton) if button.objectName() != "qt_toolbar_ext_button"]
    assert all(button.isVisible() and button.geometry().right() < width for button in buttons)
    assert robot.window.width() == width
