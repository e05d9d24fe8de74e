"""What a reader expects of the order of the hits, of Enter, and of what is offered above them."""

from desk import Desk, Key, Mod
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from kzref.search.engine.ranking import Order
from kzref.ui.typed import goes_on


def sort_by(desk: Desk, text: str) -> None:
    """Chooses an order in the menu of its button."""
    menu = desk.window.panel.narrowing._sort.menu()
    with desk.qtbot.waitSignal(desk.search_lane.done):
        next(action for action in menu.actions() if action.text() == text).trigger()


def sort_button(desk: Desk) -> str:
    return desk.window.panel.narrowing._sort.text()


def click_link(desk: Desk, text: str) -> None:
    """Clicks on a link of what stands above the hits."""
    desk.settle()
    label = desk.window.panel.findChild(QLabel, "said")
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


def test_the_button_says_in_which_order_the_hits_stand(desk: Desk) -> None:
    desk.search("beacon OR tide")
    assert "best" in sort_button(desk)
    sort_by(desk, "As in the contents")
    assert "contents" in sort_button(desk)


def test_a_word_more_keeps_the_order_and_a_new_query_has_the_best_first(desk: Desk) -> None:
    desk.search("beacon")
    sort_by(desk, "As in the contents")
    desk.window.box.setFocus()
    desk.window.box.end(False)
    with desk.qtbot.waitSignal(desk.search_lane.done):
        desk.write(" tide")
    assert desk.window.panel.narrowing.order is Order.CONTENTS
    desk.search("quay")
    assert desk.window.panel.narrowing.order is Order.RELEVANCE
    assert "best" in sort_button(desk)


def test_a_search_that_was_left_takes_its_order_along(desk: Desk) -> None:
    desk.search("beacon")
    sort_by(desk, "As in the contents")
    desk.press(Key.Key_Escape)
    desk.search("beacon")
    assert desk.window.panel.narrowing.order is Order.RELEVANCE


def test_what_is_a_new_query() -> None:
    assert goes_on("parole", "parole 2015")
    assert goes_on("parole 2015", "amnesty 2015")
    assert goes_on("paro", "par")
    assert not goes_on("", "parole")
    assert not goes_on("parole", "amnesty")
    assert not goes_on("parole", "p")


def test_enter_opens_the_very_title_whatever_the_order(desk: Desk) -> None:
    desk.search("spring tide")
    sort_by(desk, "As in the contents")
    assert desk.hits[0] != "currents/spring"
    desk.to_box()
    desk.press(Key.Key_Return)
    desk.until(lambda: desk.address == "currents/spring")
    assert desk.window.view.hasFocus()


def test_enter_in_another_order_opens_the_first_hit_where_no_title_is_just_so(desk: Desk) -> None:
    desk.search("beacon")
    sort_by(desk, "As in the contents")
    desk.to_box()
    desk.press(Key.Key_Return)
    desk.until(lambda: desk.address == desk.hits[0])


def test_a_title_that_is_offered_is_opened_by_a_click(desk: Desk) -> None:
    desk.search("spring")
    assert 'Open: <a href="open:currents/spring">Spring tide</a>' in desk.said
    click_link(desk, "Spring tide")
    assert desk.address == "currents/spring"
    assert desk.window.view.hasFocus()


def test_a_word_that_is_offered_completes_what_is_typed_and_the_reader_stays_in_the_box(desk: Desk) -> None:
    desk.search("quadr")
    assert 'Tab completes: <a href="ask:quadrature">quadrature</a>' in desk.said
    with desk.qtbot.waitSignal(desk.search_lane.done):
        click_link(desk, "quadrature")
    assert desk.window.box.text() == "quadrature"
    assert desk.window.box.hasFocus()
    desk.press(Key.Key_Return)
    assert desk.address == "currents/neap"


def test_the_tabulator_completes_and_the_reader_stays_in_the_box(desk: Desk) -> None:
    desk.search("quadr")
    with desk.qtbot.waitSignal(desk.search_lane.done):
        desk.press(Key.Key_Tab)
    assert desk.window.box.text() == "quadrature"
    assert desk.window.box.hasFocus()


def test_enter_on_a_search_that_was_left_before_its_answer_opens_nothing_later(desk: Desk) -> None:
    desk.to_box()
    desk.write("beacon")
    desk.press(Key.Key_Return)
    desk.press(Key.Key_Escape)
    desk.search("quadrature")
    desk.settle()
    assert desk.address == ""


def test_a_search_that_only_passed_over_results_is_not_remembered(desk: Desk) -> None:
    desk.search("slippe")
    desk.press(Key.Key_Down)
    assert "slippe" not in desk.window.search_tools.searches.recent


def test_a_title_that_is_cut_can_be_read_whole_under_the_pointer(desk: Desk) -> None:
    desk.search("quadrature")
    tip = desk.window.panel.results.model().index(0, 0).data(Qt.ItemDataRole.ToolTipRole)
    assert "Neap tide" in tip
    assert "Currents" in tip


def test_how_many_were_found_is_said_once(desk: Desk) -> None:
    desk.search("beacon")
    assert "3 found" in desk.said
    assert "found" not in desk.bar_text


def test_a_place_in_a_query_is_not_filled(desk: Desk) -> None:
    desk.search('"%2 zzqx %1"')
    assert "%2 zzqx %1" in desk.said
