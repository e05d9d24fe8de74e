"""Everyday gestures: the mouse into the box, Escape from anywhere, the side buttons, the keys that everyone knows."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from window_robot import Key, Mod, WindowRobot

BACK, FORWARD, LEFT = Qt.MouseButton.BackButton, Qt.MouseButton.ForwardButton, Qt.MouseButton.LeftButton


def click(widget: QWidget, button: Qt.MouseButton = LEFT, place: QPoint | None = None) -> None:
    """Presses a mouse button over a widget, as the window system hands it on: to the window, at a place of it."""
    window = widget.window()
    at = widget.mapTo(window, place or widget.rect().center())
    QTest.mouseClick(window.windowHandle(), button, Mod.NoModifier, at)
    QApplication.processEvents()


def hit_place(robot: WindowRobot, row: int) -> QPoint:
    results = robot.window.panel.results
    return results.visualRect(results.model().index(row, 0)).center()


def test_a_click_into_the_box_and_typing_searches(robot: WindowRobot) -> None:
    click(robot.window.box)
    assert robot.window.box.hasFocus()
    with robot.qtbot.waitSignal(robot.search_lane.done):
        robot.write("quadrature")
    assert robot.hits == ["currents/neap"]
    assert robot.window.panel.results.isVisible()


def focus_places(robot: WindowRobot) -> dict[str, QWidget]:
    panel = robot.window.panel
    return {
        "page": robot.view,
        "results": panel.results,
        "facets": panel.facet_bar._sort,
        "toolbar": robot.window.toolbar._buttons["menu"],
        "box": robot.window.box,
    }


@pytest.mark.parametrize("where", ["page", "results", "facets", "toolbar", "box"])
def test_escape_leaves_a_search_from_wherever_one_is(robot: WindowRobot, where: str) -> None:
    robot.navigator.go_to("harbour")
    robot.search("beacon")
    robot.view.verticalScrollBar().setValue(123)
    focus_places(robot)[where].setFocus()
    robot.press(Key.Key_Escape)
    assert robot.window.box.text() == ""
    assert robot.window.panel.contents.isVisible()
    assert robot.marks() == []
    assert (robot.address, robot.place) == ("harbour", 123)
    assert robot.view.hasFocus()


def test_escape_in_the_contents_changes_nothing(robot: WindowRobot) -> None:
    robot.navigator.go_to("harbour/steps")
    robot.window.panel.contents.setFocus()
    place = robot.place
    robot.press(Key.Key_Escape)
    assert (robot.address, robot.place) == ("harbour/steps", place)
    assert robot.window.panel.contents.isVisible()


@pytest.mark.parametrize("row", [0, 2])
def test_coming_into_the_list_opens_nothing_and_a_click_opens_only_what_is_clicked(
    robot: WindowRobot, row: int
) -> None:
    opened: list[str] = []
    robot.search("beacon")
    robot.navigator.page_opened.connect(lambda section: opened.append(section.address))
    robot.window.panel.results.setFocus()
    assert opened == []
    robot.to_box()
    click(robot.window.panel.results.viewport(), LEFT, hit_place(robot, row))
    assert set(opened) == {robot.hits[row]}


def test_taking_the_last_letter_away_leaves_the_reader_in_the_box(robot: WindowRobot) -> None:
    robot.search("b")
    robot.press(Key.Key_Backspace)
    assert robot.window.box.hasFocus()
    assert robot.window.panel.contents.isVisible()


@pytest.mark.parametrize("over", ["page", "contents", "results", "box", "status bar"])
def test_the_side_buttons_of_the_mouse_go_back_and_forward_wherever_the_pointer_is(
    robot: WindowRobot, over: str
) -> None:
    robot.navigator.go_to("harbour")
    robot.navigator.go_to("glossary")
    if over == "results":
        robot.search("beacon")
    panel = robot.window.panel
    widget, place = {
        "page": (robot.view.viewport(), None),
        "contents": (panel.contents.viewport(), panel.contents.visualRect(panel.contents.model().index(0, 0)).center()),
        "results": (panel.results.viewport(), hit_place(robot, 0)),
        "box": (robot.window.box, None),
        "status bar": (robot.window.statusBar(), None),
    }[over]
    click(widget, BACK, place)
    assert robot.address == "harbour"
    click(widget, FORWARD, place)
    assert robot.address == "glossary"


def test_two_quick_presses_of_the_back_button_go_back_twice(robot: WindowRobot) -> None:
    for address in ("harbour", "currents", "glossary"):
        robot.navigator.go_to(address)
    view = robot.view.viewport()
    at = view.mapTo(robot.window, view.rect().center())
    click(view, BACK)
    QTest.mouseDClick(robot.window.windowHandle(), BACK, Mod.NoModifier, at)
    robot.settle()
    assert robot.address == ""


def test_f11_fills_the_screen_and_f11_or_escape_gives_the_frame_back(robot: WindowRobot) -> None:
    for key in (Key.Key_F11, Key.Key_Escape):
        robot.press(Key.Key_F11)
        assert robot.window.isFullScreen()
        assert robot.window.actions_by_name["full-screen"].isChecked()
        robot.press(key)
        assert not robot.window.isFullScreen()
        assert not robot.window.actions_by_name["full-screen"].isChecked()


def test_escape_leaves_the_search_before_the_full_screen(robot: WindowRobot) -> None:
    robot.press(Key.Key_F11)
    robot.search("beacon")
    robot.press(Key.Key_Escape)
    assert robot.window.isFullScreen()
    assert not robot.window.panel.shows_results


@pytest.mark.parametrize("where", ["view", "panel.contents"])
def test_a_slash_goes_to_the_box_where_nothing_is_typed_into(robot: WindowRobot, where: str) -> None:
    widget = robot.window.panel.contents if where == "panel.contents" else robot.view
    widget.setFocus()
    robot.press(Key.Key_Slash)
    assert robot.window.box.hasFocus()
    assert robot.window.box.text() == ""
    with robot.qtbot.waitSignal(robot.search_lane.done):
        robot.write("harbour/quay")
    assert robot.window.box.text() == "harbour/quay"


@pytest.mark.parametrize(("name", "key"), [("contents", "Ctrl+B"), ("back", "Alt+Left"), ("forward", "Alt+Right")])
def test_a_button_says_under_the_pointer_which_key_does_the_same(robot: WindowRobot, name: str, key: str) -> None:
    action = robot.window.actions_by_name[name]
    robot.until(lambda: key in action.toolTip())


def test_the_menu_shows_a_tick_where_the_toolbar_shows_a_picture(robot: WindowRobot) -> None:
    action = robot.window.actions_by_name["contents"]
    assert action.isChecked()
    assert not action.isIconVisibleInMenu()


def test_the_menu_of_all_commands_does_not_offer_to_open_itself(robot: WindowRobot) -> None:
    whole = robot.window.toolbar._buttons["menu"].menu()
    whole.aboutToShow.emit()
    offered = {action for below in whole.actions() for action in below.menu().actions()}
    actions = robot.window.actions_by_name
    assert {actions[name] for name in ("reload", "full-screen", "leave")} <= offered
    assert actions["menu"] not in offered


def test_the_list_of_keys_names_the_commands_and_the_keys_of_the_box(robot: WindowRobot) -> None:
    robot.press(Key.Key_F1)
    page = robot.dialogs.told[-1][1]
    for key in ("F5", "F11", "Esc", "Ctrl+F, /", "Tab", "Space", "Enter", "Down"):
        assert key in page


def test_a_copied_address_is_in_the_form_of_the_handler_and_its_copying_is_said(robot: WindowRobot) -> None:
    robot.navigator.go_to("harbour/quay")
    robot.press(Key.Key_C, Mod.ControlModifier | Mod.ShiftModifier)
    assert QGuiApplication.clipboard().text() == "kzref://harbour/quay"
    assert "kzref://harbour/quay" in robot.bar_text


def test_the_start_page_has_no_address_and_says_so(robot: WindowRobot) -> None:
    QGuiApplication.clipboard().setText("as it was")
    robot.press(Key.Key_C, Mod.ControlModifier | Mod.ShiftModifier)
    assert QGuiApplication.clipboard().text() == "as it was"
    assert "no address" in robot.bar_text


@pytest.mark.parametrize(
    ("pasted", "address"),
    [
        ("kzref:harbour", "harbour"),
        ("kzref://harbour/quay", "harbour/quay"),
        ("KZREF://Harbour/", "harbour"),
        (" kzref://harbour#quay ", "harbour/quay"),
        ("harbour#quay", "harbour/quay"),
        ("harbour#no-such-place", "harbour"),
    ],
)
def test_a_pasted_address_is_not_searched_and_enter_goes_there(robot: WindowRobot, pasted: str, address: str) -> None:
    asked: list[object] = []
    robot.search_lane.done.connect(asked.append)
    QGuiApplication.clipboard().setText(pasted)
    robot.to_box()
    robot.press(Key.Key_V, Mod.ControlModifier)
    robot.until(lambda: "Press Enter to open" in robot.said)
    assert robot.hits == []
    robot.press(Key.Key_Return)
    assert robot.address == address
    assert robot.window.panel.contents.isVisible()
    assert robot.view.hasFocus()
    assert asked == []


def test_a_hash_that_is_no_address_is_searched(robot: WindowRobot) -> None:
    robot.search("tide #1")
    assert "result" in robot.said


def test_an_address_that_leads_nowhere_says_so_as_it_is_typed(robot: WindowRobot) -> None:
    robot.to_box()
    robot.write("kzref:atlantis")
    robot.until(lambda: "no section" in robot.said)
    robot.press(Key.Key_Return)
    assert robot.address == ""
    assert "atlantis" in robot.bar_text


def test_results_that_are_passed_over_are_one_step_back(robot: WindowRobot) -> None:
    robot.navigator.go_to("glossary")
    robot.search("beacon")
    for _ in range(3):
        robot.press(Key.Key_Down)
    assert robot.address == robot.hits[2]
    robot.press(Key.Key_Left, Mod.AltModifier)
    assert robot.address == "glossary"


def test_sections_that_the_arrow_keys_pass_in_the_contents_are_one_step_back(robot: WindowRobot) -> None:
    robot.navigator.go_to("guide")
    robot.window.panel.contents.setFocus()
    for _ in range(3):
        robot.press(Key.Key_Right)
        robot.press(Key.Key_Down)
    assert robot.address not in ("guide", "harbour")
    robot.press(Key.Key_Left, Mod.AltModifier)
    assert robot.address == "guide"


def test_a_result_that_was_entered_or_clicked_is_a_step_of_its_own(robot: WindowRobot) -> None:
    robot.search("beacon")
    click(robot.window.panel.results.viewport(), LEFT, hit_place(robot, 0))
    click(robot.window.panel.results.viewport(), LEFT, hit_place(robot, 2))
    assert robot.address == robot.hits[2]
    robot.press(Key.Key_Left, Mod.AltModifier)
    assert robot.address == robot.hits[0]


def test_a_link_in_a_passed_result_leads_back_to_it(robot: WindowRobot) -> None:
    robot.search("slippery")
    robot.press(Key.Key_Down)
    passed = robot.address
    robot.navigator.go_to("currents")
    robot.press(Key.Key_Left, Mod.AltModifier)
    assert robot.address == passed


def test_after_back_the_list_marks_the_result_that_is_read_or_none(robot: WindowRobot) -> None:
    robot.navigator.go_to("glossary")
    robot.search("beacon")
    click(robot.window.panel.results.viewport(), LEFT, hit_place(robot, 0))
    click(robot.window.panel.results.viewport(), LEFT, hit_place(robot, 1))
    robot.press(Key.Key_Left, Mod.AltModifier)
    assert robot.chosen_hit == 0
    robot.press(Key.Key_Left, Mod.AltModifier)
    assert robot.address == "glossary"
    assert robot.chosen_hit == -1
    assert not robot.window.panel.results.selectionModel().hasSelection()


def test_what_the_status_bar_quotes_is_never_read_as_markup(robot: WindowRobot) -> None:
    quoted = "a <b>bold</b> &amp; <img src=x>"
    robot.window.status.show_message(quoted)
    (label,) = [each for each in robot.window.statusBar().findChildren(QLabel) if each.text() == quoted]
    assert label.textFormat() is Qt.TextFormat.PlainText
    assert "&lt;b&gt;" in label.toolTip()
