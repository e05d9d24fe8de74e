"""Everyday gestures: the mouse into the box, Escape from anywhere, the side buttons, the keys that everyone knows."""

import pytest
from desk import Desk, Key, Mod
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

BACK, FORWARD, LEFT = Qt.MouseButton.BackButton, Qt.MouseButton.ForwardButton, Qt.MouseButton.LeftButton


def click(widget: QWidget, button: Qt.MouseButton = LEFT, place: QPoint | None = None) -> None:
    """Presses a mouse button over a widget, as the window system hands it on: to the window, at a place of it."""
    window = widget.window()
    at = widget.mapTo(window, place or widget.rect().center())
    QTest.mouseClick(window.windowHandle(), button, Mod.NoModifier, at)
    QApplication.processEvents()


def hit_place(desk: Desk, row: int) -> QPoint:
    results = desk.window.panel.results
    return results.visualRect(results.model().index(row, 0)).center()


def test_a_click_into_the_box_and_typing_searches(desk: Desk) -> None:
    click(desk.window.box)
    assert desk.window.box.hasFocus()
    with desk.qtbot.waitSignal(desk.search_lane.done):
        desk.write("quadrature")
    assert desk.hits == ["currents/neap"]
    assert desk.window.panel.results.isVisible()


def focus_places(desk: Desk) -> dict[str, QWidget]:
    panel = desk.window.panel
    return {
        "page": desk.window.view,
        "results": panel.results,
        "facets": panel.narrowing._sort,
        "toolbar": desk.window.toolbar._buttons["menu"],
        "box": desk.window.box,
    }


@pytest.mark.parametrize("where", ["page", "results", "facets", "toolbar", "box"])
def test_escape_leaves_a_search_from_wherever_one_is(desk: Desk, where: str) -> None:
    desk.window.reader.go_to("harbour")
    desk.search("beacon")
    desk.window.view.verticalScrollBar().setValue(123)
    focus_places(desk)[where].setFocus()
    desk.press(Key.Key_Escape)
    assert desk.window.box.text() == ""
    assert desk.window.panel.contents.isVisible()
    assert desk.marks() == []
    assert (desk.address, desk.place) == ("harbour", 123)
    assert desk.window.view.hasFocus()


def test_escape_in_the_contents_changes_nothing(desk: Desk) -> None:
    desk.window.reader.go_to("harbour/steps")
    desk.window.panel.contents.setFocus()
    place = desk.place
    desk.press(Key.Key_Escape)
    assert (desk.address, desk.place) == ("harbour/steps", place)
    assert desk.window.panel.contents.isVisible()


@pytest.mark.parametrize("row", [0, 2])
def test_coming_into_the_list_opens_nothing_and_a_click_opens_only_what_is_clicked(desk: Desk, row: int) -> None:
    opened: list[str] = []
    desk.search("beacon")
    desk.window.reader.opened.connect(lambda section: opened.append(section.address))
    desk.window.panel.results.setFocus()
    assert opened == []
    desk.to_box()
    click(desk.window.panel.results.viewport(), LEFT, hit_place(desk, row))
    assert set(opened) == {desk.hits[row]}


def test_taking_the_last_letter_away_leaves_the_reader_in_the_box(desk: Desk) -> None:
    desk.search("b")
    desk.press(Key.Key_Backspace)
    assert desk.window.box.hasFocus()
    assert desk.window.panel.contents.isVisible()


@pytest.mark.parametrize("over", ["page", "contents", "results", "box", "status bar"])
def test_the_side_buttons_of_the_mouse_go_back_and_forward_wherever_the_pointer_is(desk: Desk, over: str) -> None:
    desk.window.reader.go_to("harbour")
    desk.window.reader.go_to("glossary")
    if over == "results":
        desk.search("beacon")
    panel = desk.window.panel
    widget, place = {
        "page": (desk.window.view.viewport(), None),
        "contents": (panel.contents.viewport(), panel.contents.visualRect(panel.contents.model().index(0, 0)).center()),
        "results": (panel.results.viewport(), hit_place(desk, 0)),
        "box": (desk.window.box, None),
        "status bar": (desk.window.statusBar(), None),
    }[over]
    click(widget, BACK, place)
    assert desk.address == "harbour"
    click(widget, FORWARD, place)
    assert desk.address == "glossary"


def test_two_quick_presses_of_the_back_button_go_back_twice(desk: Desk) -> None:
    for address in ("harbour", "currents", "glossary"):
        desk.window.reader.go_to(address)
    view = desk.window.view.viewport()
    at = view.mapTo(desk.window, view.rect().center())
    click(view, BACK)
    QTest.mouseDClick(desk.window.windowHandle(), BACK, Mod.NoModifier, at)
    desk.settle()
    assert desk.address == ""


def test_f11_fills_the_screen_and_f11_or_escape_gives_the_frame_back(desk: Desk) -> None:
    for key in (Key.Key_F11, Key.Key_Escape):
        desk.press(Key.Key_F11)
        assert desk.window.isFullScreen()
        assert desk.window.actions_by_name["full-screen"].isChecked()
        desk.press(key)
        assert not desk.window.isFullScreen()
        assert not desk.window.actions_by_name["full-screen"].isChecked()


def test_escape_leaves_the_search_before_the_full_screen(desk: Desk) -> None:
    desk.press(Key.Key_F11)
    desk.search("beacon")
    desk.press(Key.Key_Escape)
    assert desk.window.isFullScreen()
    assert not desk.window.panel.shows_results


@pytest.mark.parametrize("where", ["view", "panel.contents"])
def test_a_slash_goes_to_the_box_where_nothing_is_typed_into(desk: Desk, where: str) -> None:
    widget = desk.window.panel.contents if where == "panel.contents" else desk.window.view
    widget.setFocus()
    desk.press(Key.Key_Slash)
    assert desk.window.box.hasFocus()
    assert desk.window.box.text() == ""
    with desk.qtbot.waitSignal(desk.search_lane.done):
        desk.write("harbour/quay")
    assert desk.window.box.text() == "harbour/quay"


@pytest.mark.parametrize(("name", "key"), [("contents", "Ctrl+B"), ("back", "Alt+Left"), ("forward", "Alt+Right")])
def test_a_button_says_under_the_pointer_which_key_does_the_same(desk: Desk, name: str, key: str) -> None:
    action = desk.window.actions_by_name[name]
    desk.until(lambda: key in action.toolTip())


def test_the_menu_shows_a_tick_where_the_toolbar_shows_a_picture(desk: Desk) -> None:
    action = desk.window.actions_by_name["contents"]
    assert action.isChecked()
    assert not action.isIconVisibleInMenu()


def test_the_menu_of_all_commands_does_not_offer_to_open_itself(desk: Desk) -> None:
    whole = desk.window.toolbar._buttons["menu"].menu()
    whole.aboutToShow.emit()
    offered = {action for below in whole.actions() for action in below.menu().actions()}
    actions = desk.window.actions_by_name
    assert {actions[name] for name in ("reload", "full-screen", "leave")} <= offered
    assert actions["menu"] not in offered


def test_the_list_of_keys_names_the_commands_and_the_keys_of_the_box(desk: Desk) -> None:
    desk.press(Key.Key_F1)
    page = desk.dialogs.told[-1][1]
    for key in ("F5", "F11", "Esc", "Ctrl+F, /", "Tab", "Space", "Enter", "Down"):
        assert key in page


def test_a_copied_address_is_in_the_form_of_the_handler_and_its_copying_is_said(desk: Desk) -> None:
    desk.window.reader.go_to("harbour/quay")
    desk.press(Key.Key_C, Mod.ControlModifier | Mod.ShiftModifier)
    assert QGuiApplication.clipboard().text() == "kzref://harbour/quay"
    assert "kzref://harbour/quay" in desk.bar_text


def test_the_start_page_has_no_address_and_says_so(desk: Desk) -> None:
    QGuiApplication.clipboard().setText("as it was")
    desk.press(Key.Key_C, Mod.ControlModifier | Mod.ShiftModifier)
    assert QGuiApplication.clipboard().text() == "as it was"
    assert "no address" in desk.bar_text


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
def test_a_pasted_address_is_not_searched_and_enter_goes_there(desk: Desk, pasted: str, address: str) -> None:
    asked: list[object] = []
    desk.search_lane.done.connect(asked.append)
    QGuiApplication.clipboard().setText(pasted)
    desk.to_box()
    desk.press(Key.Key_V, Mod.ControlModifier)
    desk.until(lambda: "Enter opens" in desk.said)
    assert desk.hits == []
    desk.press(Key.Key_Return)
    assert desk.address == address
    assert desk.window.panel.contents.isVisible()
    assert desk.window.view.hasFocus()
    assert asked == []


def test_a_hash_that_is_no_address_is_searched(desk: Desk) -> None:
    desk.search("tide #1")
    assert "found" in desk.said


def test_an_address_that_leads_nowhere_says_so_as_it_is_typed(desk: Desk) -> None:
    desk.to_box()
    desk.write("kzref:atlantis")
    desk.until(lambda: "no section" in desk.said)
    desk.press(Key.Key_Return)
    assert desk.address == ""
    assert "atlantis" in desk.bar_text


def test_results_that_are_passed_over_are_one_step_back(desk: Desk) -> None:
    desk.window.reader.go_to("glossary")
    desk.search("beacon")
    for _ in range(3):
        desk.press(Key.Key_Down)
    assert desk.address == desk.hits[2]
    desk.press(Key.Key_Left, Mod.AltModifier)
    assert desk.address == "glossary"


def test_sections_that_the_arrow_keys_pass_in_the_contents_are_one_step_back(desk: Desk) -> None:
    desk.window.reader.go_to("guide")
    desk.window.panel.contents.setFocus()
    for _ in range(3):
        desk.press(Key.Key_Right)
        desk.press(Key.Key_Down)
    assert desk.address not in ("guide", "harbour")
    desk.press(Key.Key_Left, Mod.AltModifier)
    assert desk.address == "guide"


def test_a_result_that_was_entered_or_clicked_is_a_step_of_its_own(desk: Desk) -> None:
    desk.search("beacon")
    click(desk.window.panel.results.viewport(), LEFT, hit_place(desk, 0))
    click(desk.window.panel.results.viewport(), LEFT, hit_place(desk, 2))
    assert desk.address == desk.hits[2]
    desk.press(Key.Key_Left, Mod.AltModifier)
    assert desk.address == desk.hits[0]


def test_a_link_in_a_passed_result_leads_back_to_it(desk: Desk) -> None:
    desk.search("slippery")
    desk.press(Key.Key_Down)
    passed = desk.address
    desk.window.reader.go_to("currents")
    desk.press(Key.Key_Left, Mod.AltModifier)
    assert desk.address == passed


def test_after_back_the_list_marks_the_result_that_is_read_or_none(desk: Desk) -> None:
    desk.window.reader.go_to("glossary")
    desk.search("beacon")
    click(desk.window.panel.results.viewport(), LEFT, hit_place(desk, 0))
    click(desk.window.panel.results.viewport(), LEFT, hit_place(desk, 1))
    desk.press(Key.Key_Left, Mod.AltModifier)
    assert desk.chosen_hit == 0
    desk.press(Key.Key_Left, Mod.AltModifier)
    assert desk.address == "glossary"
    assert desk.chosen_hit == -1
    assert not desk.window.panel.results.selectionModel().hasSelection()


def test_what_the_status_bar_quotes_is_never_read_as_markup(desk: Desk) -> None:
    quoted = "a <b>bold</b> &amp; <img src=x>"
    desk.window.tell(quoted)
    (label,) = [each for each in desk.window.statusBar().findChildren(QLabel) if each.text() == quoted]
    assert label.textFormat() is Qt.TextFormat.PlainText
    assert "&lt;b&gt;" in label.toolTip()
