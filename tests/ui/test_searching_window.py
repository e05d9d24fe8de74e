"""Searching in the window: as one types, with hits beside the page and marks in it."""

import re

from desk import Desk, Key, Mod
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextDocument
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from tides import CURRENTS, HARBOUR

from kzref.paths import Paths
from kzref.ui.theme import read_theme

BEACONS = len(re.findall("beacon", HARBOUR))


def open_first(desk: Desk, text: str) -> None:
    desk.search(text)
    desk.press(Key.Key_Return)


def test_hits_show_as_one_types(desk: Desk) -> None:
    desk.to_box()
    desk.write("quadr")
    desk.until(lambda: desk.hits == ["currents/neap"])
    assert desk.window.panel.shows_results
    assert desk.address == ""


def test_a_click_into_the_box_is_enough_to_search(desk: Desk) -> None:
    QTest.mouseClick(desk.window.box, Qt.MouseButton.LeftButton)
    desk.write("quadr")
    desk.until(lambda: desk.hits == ["currents/neap"])
    assert desk.window.panel.shows_results


def test_more_letters_narrow_the_hits(desk: Desk) -> None:
    desk.search("tide")
    wide = desk.hits
    with desk.qtbot.waitSignal(desk.search_lane.done, check_params_cb=lambda r: r.query.text == "tide spring"):
        desk.write(" spring")
    assert desk.hits[0] == "currents/spring"
    assert len(desk.hits) < len(wide)


def test_only_the_newest_query_is_answered(desk: Desk) -> None:
    answered: list[str] = []
    desk.to_box()
    desk.search_lane.done.connect(lambda results: answered.append(results.query.text))
    for text in ("beacon", "quay", "quadrature"):
        desk.window.box.changed.emit(text)
    desk.until(lambda: bool(answered))
    desk.search_lane._pool.waitForDone(5000)
    desk.settle()
    assert answered == ["quadrature"]
    assert desk.hits == ["currents/neap"]


def test_how_many_were_found_is_said(desk: Desk) -> None:
    desk.search("beacon")
    assert re.search(r"\b(\d+)\b", desk.said)[1] == str(len(desk.hits))  # type: ignore[index]
    assert {"harbour", "harbour/quay", "currents"} == set(desk.hits)


def test_hits_are_marked_in_the_page_that_is_open(desk: Desk) -> None:
    desk.window.reader.go_to("harbour")
    desk.search("beacon")
    assert desk.marks() == ["beacon"] * BEACONS


def test_every_form_of_the_word_is_marked_and_nothing_else(desk: Desk) -> None:
    desk.window.reader.go_to("harbour")
    desk.search("slippery step")
    assert {mark.lower() for mark in desk.marks()} == {"slippery", "steps"}


def test_marks_stand_right_behind_a_character_of_two_units(open_window, tmp_path) -> None:  # type: ignore[no-untyped-def]
    folder = tmp_path / "loose"
    folder.mkdir()
    (folder / "one.md").write_text("# Signs\n\nA clef 𝄞𝄞𝄞 and then a heron.\n", "utf-8")
    desk = open_window(folder, own_cache=True)
    desk.until(lambda: desk.window.reader.library is not None)
    open_first(desk, "heron")
    assert desk.marks() == ["heron"]


def test_enter_opens_the_first_hit_at_its_first_mark(desk: Desk, resources) -> None:  # type: ignore[no-untyped-def]
    desk.search("quadrature")
    desk.press(Key.Key_Return)
    assert desk.address == "currents/neap"
    assert desk.bright_marks(read_theme(resources, "light").hit_now) == [0]
    assert desk.window.view.hasFocus()


def test_enter_before_the_answer_opens_the_first_hit_when_it_comes(desk: Desk) -> None:
    desk.to_box()
    desk.write("quadrature")
    desk.press(Key.Key_Return)
    desk.until(lambda: desk.address == "currents/neap")


def test_enter_on_an_address_goes_there(desk: Desk) -> None:
    desk.to_box()
    desk.write("currents/spring")
    desk.press(Key.Key_Return)
    assert desk.address == "currents/spring"


def test_enter_on_a_written_out_address_that_is_unknown_says_so(desk: Desk) -> None:
    desk.to_box()
    desk.write("kzref:curents")
    desk.press(Key.Key_Return)
    assert desk.address == ""
    assert "curents" in desk.bar_text


def test_the_arrow_down_goes_into_the_list_and_reads_along(desk: Desk) -> None:
    desk.search("beacon")
    desk.press(Key.Key_Down)
    results = desk.window.panel.results
    assert results.hasFocus()
    assert (desk.chosen_hit, desk.address) == (0, desk.hits[0])
    desk.press(Key.Key_Down)
    assert (desk.chosen_hit, desk.address) == (1, desk.hits[1])
    assert results.hasFocus()


def test_the_arrow_up_on_the_first_hit_goes_back_to_the_box(desk: Desk) -> None:
    desk.search("beacon")
    desk.press(Key.Key_Down)
    desk.press(Key.Key_Up)
    assert desk.window.box.hasFocus()


def test_enter_in_the_list_goes_on_to_the_page(desk: Desk) -> None:
    desk.search("beacon")
    desk.press(Key.Key_Down)
    desk.press(Key.Key_Return)
    assert desk.window.view.hasFocus()


def test_a_click_on_a_hit_opens_it(desk: Desk) -> None:
    desk.search("beacon")
    results = desk.window.panel.results
    place = results.visualRect(results.model().index(1, 0)).center()
    QTest.mouseClick(results.viewport(), Qt.MouseButton.LeftButton, Mod.NoModifier, place)
    desk.settle()
    assert desk.address == desk.hits[1]


def test_escape_gives_the_contents_back_and_clears_the_marks(desk: Desk) -> None:
    desk.window.reader.go_to("harbour")
    desk.search("beacon")
    assert desk.marks()
    desk.press(Key.Key_Escape)
    assert desk.window.box.text() == ""
    assert not desk.window.panel.shows_results
    assert desk.window.panel.contents.isVisible()
    assert desk.marks() == []
    assert desk.window.view.hasFocus()
    assert "hit" not in desk.bar_text


def test_nothing_comes_back_after_escape(desk: Desk) -> None:
    desk.to_box()
    desk.write("beacon")
    desk.press(Key.Key_Escape)
    desk.search_lane._pool.waitForDone(5000)
    QTest.qWait(100)
    assert not desk.window.panel.shows_results
    assert desk.marks() == []


def test_f3_goes_through_the_marks_of_a_page_in_order(desk: Desk, resources) -> None:  # type: ignore[no-untyped-def]
    now = read_theme(resources, "light").hit_now
    desk.window.reader.go_to("harbour")
    desk.search("beacon")
    seen = []
    for _ in range(BEACONS):
        desk.press(Key.Key_F3)
        seen += desk.bright_marks(now)
    assert seen == list(range(BEACONS))
    desk.press(Key.Key_F3, Mod.ShiftModifier)
    assert desk.bright_marks(now) == [BEACONS - 2]
    assert f"{BEACONS - 1} of {BEACONS}" in desk.bar_text


def test_the_mark_that_f3_goes_to_is_in_view(desk: Desk) -> None:
    desk.window.reader.go_to("harbour")
    desk.search("slippery")
    desk.window.reader.go_to("harbour")
    desk.window.view.verticalScrollBar().setValue(0)
    desk.press(Key.Key_F3)
    view = desk.window.view
    assert view.viewport().rect().contains(view.cursorRect(view.extraSelections()[0].cursor))
    assert desk.place > 0


def test_f3_after_the_last_mark_goes_on_to_the_next_result(desk: Desk) -> None:
    open_first(desk, "beacon")
    first = desk.chosen_hit
    assert first == 0
    pages = {desk.window.reader.page.root.address}  # type: ignore[union-attr]
    for _ in range(3 * (BEACONS + CURRENTS.count("beacon"))):
        desk.press(Key.Key_F3)
        pages.add(desk.window.reader.page.root.address)  # type: ignore[union-attr]
    assert pages == {"harbour", "currents"}
    assert desk.chosen_hit == len(desk.hits) - 1


def test_shift_f3_comes_back_over_the_results(desk: Desk) -> None:
    open_first(desk, "beacon")
    for _ in range(3 * (BEACONS + CURRENTS.count("beacon"))):
        desk.press(Key.Key_F3)
    pages = set()
    for _ in range(3 * (BEACONS + CURRENTS.count("beacon"))):
        desk.press(Key.Key_F3, Mod.ShiftModifier)
        pages.add(desk.window.reader.page.root.address)  # type: ignore[union-attr]
    assert desk.chosen_hit == 0
    assert "harbour" in pages


def test_f3_without_a_query_goes_to_the_box(desk: Desk) -> None:
    desk.press(Key.Key_F3)
    assert desk.window.box.hasFocus()


def test_a_misspelling_is_offered_as_a_link_and_not_applied(desk: Desk) -> None:
    desk.search("quadrtaure")
    assert desk.hits == []
    assert 'href="ask:quadrature"' in desk.said
    label = desk.window.panel.findChild(QLabel, "said")
    assert isinstance(label, QLabel)
    label.setFocus()
    desk.press(Key.Key_Tab)
    link = label.text().index("<a ")
    assert link >= 0
    with desk.qtbot.waitSignal(desk.search_lane.done):
        label.linkActivated.emit("ask:quadrature")
    assert desk.window.box.text() == "quadrature"
    assert desk.hits == ["currents/neap"]


def test_what_was_typed_is_quoted_as_text_when_nothing_is_found(desk: Desk) -> None:
    desk.search("<b>zzqx</b>")
    said = QTextDocument()
    said.setHtml(desk.said)
    assert "<b>zzqx</b>" in said.toPlainText()


def test_ctrl_k_chooses_the_old_query_so_that_typing_replaces_it(desk: Desk) -> None:
    open_first(desk, "beacon")
    desk.to_box()
    desk.write("q")
    assert desk.window.box.text() == "q"


def test_marks_are_shown_on_each_page_that_is_opened_while_a_query_stands(desk: Desk) -> None:
    open_first(desk, "beacon")
    desk.window.reader.go_to("currents")
    assert desk.marks() == ["beacon"] * CURRENTS.count("beacon")


def test_an_index_that_was_tampered_with_is_made_again(open_window, ui_paths: Paths, tmp_path) -> None:  # type: ignore[no-untyped-def]
    desk = open_window(own_cache=True)
    desk.until(lambda: desk.window.reader.library is not None)
    library = desk.window.reader.library
    index = next(p for p in library.folder.rglob("*") if p.suffix == ".trm")
    index.write_bytes(b"\0" * index.stat().st_size)
    desk.to_box()
    with desk.qtbot.waitSignal(desk.opening.opened):
        desk.write("quadrature")
    desk.until(lambda: desk.hits == ["currents/neap"])
    assert QApplication.focusWidget() is not None
