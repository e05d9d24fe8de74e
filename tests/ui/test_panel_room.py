"""The room of the left panel: a search always shows its hits, and what the reader wants is remembered."""

import pytest
from desk import Desk, Key, Mod
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QSplitterHandle, QToolButton

from kzref.userdata.settings import Settings

LEFT = Qt.MouseButton.LeftButton


def hide_panel(desk: Desk) -> None:
    desk.press(Key.Key_B, Mod.ControlModifier)
    assert not desk.window.panel.isVisible()


def click_hit(desk: Desk, row: int) -> None:
    results = desk.window.panel.results
    place = results.visualRect(results.model().index(row, 0)).center()
    QTest.mouseClick(results.viewport(), LEFT, Mod.NoModifier, place)
    desk.settle()


def drag_edge(desk: Desk, by: int) -> None:
    """Drags the edge between the panel and the page with the mouse."""
    handle = desk.window.room.splitter.handle(1)
    assert isinstance(handle, QSplitterHandle)
    start = handle.rect().center()
    QTest.mousePress(handle, LEFT, Mod.NoModifier, start)
    QTest.mouseMove(handle, start + QPoint(by, 0))
    QTest.mouseRelease(handle, LEFT, Mod.NoModifier, start + QPoint(by, 0))
    desk.settle()


def test_a_search_shows_its_hits_though_the_panel_is_hidden(desk: Desk) -> None:
    hide_panel(desk)
    desk.search("beacon")
    assert desk.window.panel.results.isVisible()
    assert desk.window.view.isVisible()


def test_the_panel_goes_again_with_the_search_that_it_came_for(desk: Desk) -> None:
    hide_panel(desk)
    desk.search("beacon")
    desk.press(Key.Key_Escape)
    assert not desk.window.panel.isVisible()
    assert not desk.window.current_settings().contents_shown


def test_the_hits_stay_beside_the_page_while_one_after_the_other_is_opened(desk: Desk) -> None:
    hide_panel(desk)
    desk.search("beacon")
    click_hit(desk, 1)
    assert desk.address == desk.hits[1]
    assert desk.window.panel.results.isVisible()


def test_hits_that_were_put_away_come_back_with_the_box(desk: Desk) -> None:
    desk.search("beacon")
    hide_panel(desk)
    desk.window.view.setFocus()
    desk.to_box()
    assert desk.window.panel.results.isVisible()


@pytest.mark.parametrize("width", [420, 620, 759])
def test_a_narrow_window_shows_the_hits_in_place_of_the_page(open_window, width: int) -> None:  # type: ignore[no-untyped-def]
    desk = open_window(size=(width, 700))
    assert not desk.window.panel.isVisible()
    desk.search("beacon")
    desk.settle()
    assert desk.window.panel.results.isVisible()
    assert desk.window.panel.results.width() > width - 20


def test_in_a_narrow_window_a_hit_that_is_clicked_gives_the_page_its_room(open_window) -> None:  # type: ignore[no-untyped-def]
    desk = open_window(size=(620, 700))
    desk.search("beacon")
    click_hit(desk, 1)
    assert desk.address == desk.hits[1]
    assert desk.window.view.isVisible()
    assert not desk.window.panel.isVisible()
    assert desk.marks()
    desk.to_box()
    assert desk.window.panel.results.isVisible()


def test_in_a_narrow_window_enter_opens_the_first_hit_and_shows_its_page(open_window) -> None:  # type: ignore[no-untyped-def]
    desk = open_window(size=(620, 700))
    desk.search("quadrature")
    desk.press(Key.Key_Return)
    assert desk.address == "currents/neap"
    assert desk.window.view.isVisible()
    assert desk.window.view.hasFocus()
    heading = desk.window.view.document().find("quadrature")
    assert desk.window.view.viewport().rect().contains(desk.window.view.cursorRect(heading))


def test_in_a_narrow_window_an_answer_that_comes_while_a_page_is_read_does_not_cover_it(open_window) -> None:  # type: ignore[no-untyped-def]
    desk = open_window(size=(620, 700))
    desk.search("beacon")
    desk.press(Key.Key_Return)
    with desk.qtbot.waitSignal(desk.search_lane.done):
        desk.window.searching.use(None)
        desk.window.searching.use(desk.window.reader.library)
    desk.settle()
    assert desk.window.view.isVisible()
    assert not desk.window.panel.isVisible()
    assert desk.marks()


def test_in_a_narrow_window_escape_gives_the_page_back(open_window) -> None:  # type: ignore[no-untyped-def]
    desk = open_window(address="harbour", size=(620, 700))
    desk.search("beacon")
    desk.press(Key.Key_Escape)
    assert desk.window.view.isVisible()
    assert desk.address == "harbour"


def test_in_a_narrow_window_the_contents_can_be_called_and_make_room_for_what_is_chosen(open_window) -> None:  # type: ignore[no-untyped-def]
    desk = open_window(size=(620, 700))
    desk.press(Key.Key_B, Mod.ControlModifier)
    contents = desk.window.panel.contents
    assert contents.isVisible()
    place = contents.visualRect(contents.model().index(0, 0)).center()
    QTest.mouseClick(contents.viewport(), LEFT, Mod.NoModifier, place)
    desk.settle()
    assert desk.address == "guide"
    assert desk.window.view.isVisible()
    assert not contents.isVisible()


def test_calling_the_panel_in_a_narrow_window_changes_nothing_for_wide_ones(open_window) -> None:  # type: ignore[no-untyped-def]
    desk = open_window(size=(620, 700))
    desk.press(Key.Key_B, Mod.ControlModifier)
    desk.press(Key.Key_B, Mod.ControlModifier)
    assert desk.window.current_settings().contents_shown
    desk.window.resize(1200, 700)
    desk.settle()
    assert desk.window.panel.isVisible()


def test_a_width_that_was_dragged_is_remembered_after_the_window_has_closed(desk: Desk) -> None:
    drag_edge(desk, 110)
    width = desk.window.panel.width()
    assert width > 380
    desk.window.close()
    assert desk.window.current_settings().contents_width == width


def test_a_hidden_panel_keeps_its_width(desk: Desk, open_window) -> None:  # type: ignore[no-untyped-def]
    drag_edge(desk, 110)
    width = desk.window.panel.width()
    hide_panel(desk)
    desk.window.close()
    settings = desk.window.current_settings()
    later = open_window(settings=settings)
    assert not later.window.panel.isVisible()
    later.press(Key.Key_B, Mod.ControlModifier)
    assert later.window.panel.width() == width


def test_a_panel_that_made_room_in_a_narrow_window_comes_back_as_wide_as_it_was(desk: Desk) -> None:
    drag_edge(desk, 110)
    width = desk.window.panel.width()
    desk.window.resize(600, 800)
    desk.settle()
    desk.search("beacon")
    desk.window.resize(1280, 800)
    desk.settle()
    assert desk.window.panel.width() == width
    assert desk.window.current_settings().contents_width == width


def test_the_results_stand_in_the_width_of_the_panel(open_window) -> None:  # type: ignore[no-untyped-def]
    desk = open_window(settings=Settings(theme="light", contents_width=440))
    desk.search("beacon")
    assert desk.window.panel.results.width() == 440


@pytest.mark.parametrize("width", [420, 500])
def test_no_button_of_the_toolbar_is_cut_off_in_a_narrow_window(open_window, width: int) -> None:  # type: ignore[no-untyped-def]
    desk = open_window(size=(width, 700))
    toolbar = desk.window.toolbar
    buttons = [button for button in toolbar.findChildren(QToolButton) if button.objectName() != "qt_toolbar_ext_button"]
    assert all(button.isVisible() and button.geometry().right() < width for button in buttons)
    assert desk.window.width() == width
