"""What a reader expects of the order of the hits, of Enter, and of what is offered above them."""

import threading

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QToolButton
from window_robot import Key, Mod, WindowRobot

from kzref.search.engine.ranking import Order
from kzref.ui.background import CancelToken
from kzref.ui.search.search_jobs import SearchJob
from kzref.ui.search.typed_text import goes_on


def sort_by(robot: WindowRobot, text: str) -> None:
    """Chooses an order in the menu of its button."""
    menu = robot.window.panel.facet_bar._sort.menu()
    with robot.qtbot.waitSignal(robot.search_lane.done):
        next(action for action in menu.actions() if action.text() == text).trigger()


def sort_button(robot: WindowRobot) -> str:
    return robot.window.panel.facet_bar._sort.text()


def click_link(robot: WindowRobot, text: str) -> None:
    """Clicks on a link of what stands above the hits."""
    robot.settle()
    label = robot.window.panel.findChild(QLabel, "summary")
    assert isinstance(label, QLabel)
    followed: list[str] = []
    label.linkActivated.connect(followed.append)
    for y in range(2, label.height(), 4):
        for x in range(2, label.width(), 6):
            QTest.mouseMove(label, QPoint(x, y))
            if label.cursor().shape() is not Qt.CursorShape.PointingHandCursor:
                continue
            QTest.mousePress(label, Qt.MouseButton.LeftButton, Mod.NoModifier, QPoint(x, y))
            if text in label.selectedText() or not followed:
                QTest.mouseRelease(label, Qt.MouseButton.LeftButton, Mod.NoModifier, QPoint(x, y))
                QApplication.processEvents()
                return
    raise AssertionError(f"no link '{text}' above the hits")


def test_the_button_says_in_which_order_the_hits_stand(robot: WindowRobot) -> None:
    robot.search("beacon OR tide")
    assert "relevance" in sort_button(robot)
    sort_by(robot, "Contents order")
    assert "contents" in sort_button(robot)


def test_a_word_more_keeps_the_order_and_a_new_query_has_the_best_first(robot: WindowRobot) -> None:
    robot.search("beacon")
    sort_by(robot, "Contents order")
    robot.window.box.setFocus()
    robot.window.box.end(False)
    with robot.qtbot.waitSignal(robot.search_lane.done):
        robot.write(" tide")
    assert robot.window.panel.facet_bar.order is Order.CONTENTS
    robot.search("quay")
    assert robot.window.panel.facet_bar.order is Order.RELEVANCE
    assert "relevance" in sort_button(robot)


def test_a_search_that_was_left_takes_its_order_along(robot: WindowRobot) -> None:
    robot.search("beacon")
    sort_by(robot, "Contents order")
    robot.press(Key.Key_Escape)
    robot.search("beacon")
    assert robot.window.panel.facet_bar.order is Order.RELEVANCE


def test_what_is_a_new_query() -> None:
    assert goes_on("parole", "parole 2015")
    assert goes_on("parole 2015", "amnesty 2015")
    assert goes_on("paro", "par")
    assert not goes_on("", "parole")
    assert not goes_on("parole", "amnesty")
    assert not goes_on("parole", "p")


def test_enter_opens_the_very_title_whatever_the_order(robot: WindowRobot) -> None:
    robot.search("spring tide")
    sort_by(robot, "Contents order")
    assert robot.hits[0] != "currents/spring"
    robot.to_box()
    robot.press(Key.Key_Return)
    robot.until(lambda: robot.address == "currents/spring")
    assert robot.view.hasFocus()


def test_enter_in_another_order_opens_the_first_hit_where_no_title_is_just_so(robot: WindowRobot) -> None:
    robot.search("beacon")
    sort_by(robot, "Contents order")
    robot.to_box()
    robot.press(Key.Key_Return)
    robot.until(lambda: robot.address == robot.hits[0])


def test_a_title_that_is_offered_is_opened_by_a_click(robot: WindowRobot) -> None:
    robot.search("spring")
    assert 'Open: <a href="open:currents/spring">Spring tide</a>' in robot.said
    click_link(robot, "Spring tide")
    assert robot.address == "currents/spring"
    assert robot.view.hasFocus()


def test_a_word_that_is_offered_completes_what_is_typed_and_the_reader_stays_in_the_box(robot: WindowRobot) -> None:
    robot.search("quadr")
    assert 'Complete with Tab: <a href="ask:quadrature">quadrature</a>' in robot.said
    with robot.qtbot.waitSignal(robot.search_lane.done):
        click_link(robot, "quadrature")
    assert robot.window.box.text() == "quadrature"
    assert robot.window.box.hasFocus()
    robot.press(Key.Key_Return)
    assert robot.address == "currents/neap"


def test_the_tabulator_completes_and_the_reader_stays_in_the_box(robot: WindowRobot) -> None:
    robot.search("quadr")
    with robot.qtbot.waitSignal(robot.search_lane.done):
        robot.press(Key.Key_Tab)
    assert robot.window.box.text() == "quadrature"
    assert robot.window.box.hasFocus()


def test_enter_on_a_search_that_was_left_before_its_answer_opens_nothing_later(
    robot: WindowRobot, monkeypatch: pytest.MonkeyPatch
) -> None:
    left, answer = threading.Event(), SearchJob.__call__

    def answer_later(job: SearchJob, stop: CancelToken) -> object:
        left.wait(30)
        return answer(job, stop)

    robot.to_box()
    monkeypatch.setattr(SearchJob, "__call__", answer_later)
    robot.write("beacon")
    robot.press(Key.Key_Return)
    robot.press(Key.Key_Escape)
    left.set()
    robot.search("quadrature")
    robot.settle()
    assert robot.address == ""


def test_a_search_that_only_passed_over_results_is_not_remembered(robot: WindowRobot) -> None:
    robot.search("slippe")
    robot.press(Key.Key_Down)
    assert "slippe" not in robot.window.controllers.search_menu().searches.recent


def test_a_title_that_is_cut_can_be_read_whole_under_the_pointer(robot: WindowRobot) -> None:
    robot.search("quadrature")
    tip = robot.window.panel.results.model().index(0, 0).data(Qt.ItemDataRole.ToolTipRole)
    assert "Neap tide" in tip
    assert "Currents" in tip


def test_how_many_were_found_is_said_once(robot: WindowRobot) -> None:
    robot.search("beacon")
    assert "3 results" in robot.said
    assert "results" not in robot.bar_text


def test_a_place_in_a_query_is_not_filled(robot: WindowRobot) -> None:
    robot.search('"%2 zzqx %1"')
    assert "%2 zzqx %1" in robot.said


def test_a_box_that_was_emptied_offers_nothing_to_be_cleared(robot: WindowRobot) -> None:
    def opacities() -> list[float]:
        """Of the magnifying glass and the button that clears the box."""
        return sorted(button.property("opacity") for button in robot.window.box.findChildren(QToolButton))

    robot.to_box()
    robot.write("kzref:harbour/quay")
    robot.until(lambda: opacities() == [1.0, 1.0])
    robot.press(Key.Key_Return)
    robot.until(lambda: robot.address == "harbour/quay")
    assert robot.window.box.text() == ""
    robot.until(lambda: opacities() == [0.0, 1.0])


def test_a_search_that_is_asked_again_begins_with_no_hit_chosen(robot: WindowRobot) -> None:
    robot.search("beacon")
    robot.press(Key.Key_Return)
    assert robot.window.panel.results.current_row == 0
    robot.press(Key.Key_Escape)
    robot.press(Key.Key_Home, Mod.AltModifier)
    robot.search("beacon")
    assert robot.window.panel.results.current_row == -1
