"""Searching in the window: as one types, with hits beside the page and marks in it."""

import re

from handbook_pack import CURRENTS, HARBOUR
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextDocument
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from window_robot import Key, Mod, WindowRobot

from kzref.paths import Paths
from kzref.ui.style.theme import read_theme

BEACONS = len(re.findall("beacon", HARBOUR))


def open_first(robot: WindowRobot, text: str) -> None:
    robot.search(text)
    robot.press(Key.Key_Return)


def test_hits_show_as_one_types(robot: WindowRobot) -> None:
    robot.to_box()
    robot.write("quadr")
    robot.until(lambda: robot.hits == ["currents/neap"])
    assert robot.window.panel.shows_results
    assert robot.address == ""


def test_a_click_into_the_box_is_enough_to_search(robot: WindowRobot) -> None:
    QTest.mouseClick(robot.window.box, Qt.MouseButton.LeftButton)
    robot.write("quadr")
    robot.until(lambda: robot.hits == ["currents/neap"])
    assert robot.window.panel.shows_results


def test_more_letters_narrow_the_hits(robot: WindowRobot) -> None:
    robot.search("tide")
    wide = robot.hits
    with robot.qtbot.waitSignal(robot.search_lane.done, check_params_cb=lambda r: r.query.text == "tide spring"):
        robot.write(" spring")
    assert robot.hits[0] == "currents/spring"
    assert len(robot.hits) < len(wide)


def test_only_the_newest_query_is_answered(robot: WindowRobot) -> None:
    answered: list[str] = []
    robot.to_box()
    robot.search_lane.done.connect(lambda results: answered.append(results.query.text))
    for text in ("beacon", "quay", "quadrature"):
        robot.window.box.changed.emit(text)
    robot.until(lambda: bool(answered))
    robot.search_lane._pool.waitForDone(5000)
    robot.settle()
    assert answered == ["quadrature"]
    assert robot.hits == ["currents/neap"]


def test_how_many_were_found_is_said(robot: WindowRobot) -> None:
    robot.search("beacon")
    assert re.search(r"\b(\d+)\b", robot.said)[1] == str(len(robot.hits))  # type: ignore[index]
    assert {"harbour", "harbour/quay", "currents"} == set(robot.hits)


def test_hits_are_marked_in_the_page_that_is_open(robot: WindowRobot) -> None:
    robot.navigator.go_to("harbour")
    robot.search("beacon")
    assert robot.marks() == ["beacon"] * BEACONS


def test_every_form_of_the_word_is_marked_and_nothing_else(robot: WindowRobot) -> None:
    robot.navigator.go_to("harbour")
    robot.search("slippery step")
    assert {mark.lower() for mark in robot.marks()} == {"slippery", "steps"}


def test_marks_stand_right_behind_a_character_of_two_units(open_window, tmp_path) -> None:  # type: ignore[no-untyped-def]
    folder = tmp_path / "loose"
    folder.mkdir()
    (folder / "one.md").write_text("# Signs\n\nA clef 𝄞𝄞𝄞 and then a heron.\n", "utf-8")
    robot = open_window(folder, own_cache=True)
    robot.until(lambda: robot.navigator.library is not None)
    open_first(robot, "heron")
    assert robot.marks() == ["heron"]


def test_enter_opens_the_first_hit_at_its_first_mark(robot: WindowRobot, resources) -> None:  # type: ignore[no-untyped-def]
    robot.search("quadrature")
    robot.press(Key.Key_Return)
    assert robot.address == "currents/neap"
    assert robot.bright_marks(read_theme(resources, "light").hit_now) == [0]
    assert robot.view.hasFocus()


def test_enter_before_the_answer_opens_the_first_hit_when_it_comes(robot: WindowRobot) -> None:
    robot.to_box()
    robot.write("quadrature")
    robot.press(Key.Key_Return)
    robot.until(lambda: robot.address == "currents/neap")


def test_enter_on_an_address_goes_there(robot: WindowRobot) -> None:
    robot.to_box()
    robot.write("currents/spring")
    robot.press(Key.Key_Return)
    assert robot.address == "currents/spring"


def test_enter_on_a_written_out_address_that_is_unknown_says_so(robot: WindowRobot) -> None:
    robot.to_box()
    robot.write("kzref:curents")
    robot.press(Key.Key_Return)
    assert robot.address == ""
    assert "curents" in robot.bar_text


def test_the_arrow_down_goes_into_the_list_and_reads_along(robot: WindowRobot) -> None:
    robot.search("beacon")
    robot.press(Key.Key_Down)
    results = robot.window.panel.results
    assert results.hasFocus()
    assert (robot.chosen_hit, robot.address) == (0, robot.hits[0])
    robot.press(Key.Key_Down)
    assert (robot.chosen_hit, robot.address) == (1, robot.hits[1])
    assert results.hasFocus()


def test_the_arrow_up_on_the_first_hit_goes_back_to_the_box(robot: WindowRobot) -> None:
    robot.search("beacon")
    robot.press(Key.Key_Down)
    robot.press(Key.Key_Up)
    assert robot.window.box.hasFocus()


def test_enter_in_the_list_goes_on_to_the_page(robot: WindowRobot) -> None:
    robot.search("beacon")
    robot.press(Key.Key_Down)
    robot.press(Key.Key_Return)
    assert robot.view.hasFocus()


def test_a_click_on_a_hit_opens_it(robot: WindowRobot) -> None:
    robot.search("beacon")
    results = robot.window.panel.results
    place = results.visualRect(results.model().index(1, 0)).center()
    QTest.mouseClick(results.viewport(), Qt.MouseButton.LeftButton, Mod.NoModifier, place)
    robot.settle()
    assert robot.address == robot.hits[1]


def test_escape_gives_the_contents_back_and_clears_the_marks(robot: WindowRobot) -> None:
    robot.navigator.go_to("harbour")
    robot.search("beacon")
    assert robot.marks()
    robot.press(Key.Key_Escape)
    assert robot.window.box.text() == ""
    assert not robot.window.panel.shows_results
    assert robot.window.panel.contents.isVisible()
    assert robot.marks() == []
    assert robot.view.hasFocus()
    assert "hit" not in robot.bar_text


def test_nothing_comes_back_after_escape(robot: WindowRobot) -> None:
    robot.to_box()
    robot.write("beacon")
    robot.press(Key.Key_Escape)
    robot.search_lane._pool.waitForDone(5000)
    QTest.qWait(100)
    assert not robot.window.panel.shows_results
    assert robot.marks() == []


def test_f3_goes_through_the_marks_of_a_page_in_order(robot: WindowRobot, resources) -> None:  # type: ignore[no-untyped-def]
    now = read_theme(resources, "light").hit_now
    robot.navigator.go_to("harbour")
    robot.search("beacon")
    seen = []
    for _ in range(BEACONS):
        robot.press(Key.Key_F3)
        seen += robot.bright_marks(now)
    assert seen == list(range(BEACONS))
    robot.press(Key.Key_F3, Mod.ShiftModifier)
    assert robot.bright_marks(now) == [BEACONS - 2]
    assert f"{BEACONS - 1} of {BEACONS}" in robot.bar_text


def test_the_mark_that_f3_goes_to_is_in_view(robot: WindowRobot) -> None:
    robot.navigator.go_to("harbour")
    robot.search("slippery")
    robot.navigator.go_to("harbour")
    robot.view.verticalScrollBar().setValue(0)
    robot.press(Key.Key_F3)
    view = robot.view
    assert view.viewport().rect().contains(view.cursorRect(view.extraSelections()[0].cursor))
    assert robot.place > 0


def test_f3_after_the_last_mark_goes_on_to_the_next_result(robot: WindowRobot) -> None:
    open_first(robot, "beacon")
    first = robot.chosen_hit
    assert first == 0
    pages = {robot.navigator.page.root.address}  # type: ignore[union-attr]
    for _ in range(3 * (BEACONS + CURRENTS.count("beacon"))):
        robot.press(Key.Key_F3)
        pages.add(robot.navigator.page.root.address)  # type: ignore[union-attr]
    assert pages == {"harbour", "currents"}
    assert robot.chosen_hit == len(robot.hits) - 1


def test_shift_f3_comes_back_over_the_results(robot: WindowRobot) -> None:
    open_first(robot, "beacon")
    for _ in range(3 * (BEACONS + CURRENTS.count("beacon"))):
        robot.press(Key.Key_F3)
    pages = set()
    for _ in range(3 * (BEACONS + CURRENTS.count("beacon"))):
        robot.press(Key.Key_F3, Mod.ShiftModifier)
        pages.add(robot.navigator.page.root.address)  # type: ignore[union-attr]
    assert robot.chosen_hit == 0
    assert "harbour" in pages


def test_f3_without_a_query_goes_to_the_box(robot: WindowRobot) -> None:
    robot.press(Key.Key_F3)
    assert robot.window.box.hasFocus()


def test_a_misspelling_is_offered_as_a_link_and_not_applied(robot: WindowRobot) -> None:
    robot.search("quadrtaure")
    assert robot.hits == []
    assert 'href="ask:quadrature"' in robot.said
    label = robot.window.panel.findChild(QLabel, "summary")
    assert isinstance(label, QLabel)
    label.setFocus()
    robot.press(Key.Key_Tab)
    link = label.text().index("<a ")
    assert link >= 0
    with robot.qtbot.waitSignal(robot.search_lane.done):
        label.linkActivated.emit("ask:quadrature")
    assert robot.window.box.text() == "quadrature"
    assert robot.hits == ["currents/neap"]


def test_what_was_typed_is_quoted_as_text_when_nothing_is_found(robot: WindowRobot) -> None:
    robot.search("<b>zzqx</b>")
    said = QTextDocument()
    said.setHtml(robot.said)
    assert "<b>zzqx</b>" in said.toPlainText()


def test_ctrl_k_chooses_the_old_query_so_that_typing_replaces_it(robot: WindowRobot) -> None:
    open_first(robot, "beacon")
    robot.to_box()
    robot.write("q")
    assert robot.window.box.text() == "q"


def test_marks_are_shown_on_each_page_that_is_opened_while_a_query_stands(robot: WindowRobot) -> None:
    open_first(robot, "beacon")
    robot.navigator.go_to("currents")
    assert robot.marks() == ["beacon"] * CURRENTS.count("beacon")


def test_an_index_that_was_tampered_with_is_made_again(open_window, ui_paths: Paths, tmp_path) -> None:  # type: ignore[no-untyped-def]
    robot = open_window(own_cache=True)
    robot.until(lambda: robot.navigator.library is not None)
    library = robot.navigator.library
    index = next(p for p in library.folder.rglob("*") if p.suffix == ".trm")
    index.write_bytes(b"\0" * index.stat().st_size)
    robot.to_box()
    with robot.qtbot.waitSignal(robot.loader.opened):
        robot.write("quadrature")
    robot.until(lambda: robot.hits == ["currents/neap"])
    assert QApplication.focusWidget() is not None
