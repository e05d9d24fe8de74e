"""Earlier and kept searches, the form, narrowing, sorting, searching in results, completion."""

import json
from collections.abc import Callable

from desk import Desk, Key, Mod
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from kzref.paths import Paths
from kzref.search.query.parser import parse_query
from kzref.ui.query_help import examples


def menu_texts(desk: Desk) -> list[str]:
    menu = desk.window.search_tools.menu()
    return [action.text() for action in menu.actions() if action.text()]


def narrow(desk: Desk, name: str, value: str) -> None:
    """Chooses a value in one of the menus above the hits."""
    bar = desk.window.panel.narrowing
    actions = bar._buttons[name].menu().actions()
    with desk.qtbot.waitSignal(desk.search_lane.done):
        next(action for action in actions if action.text().startswith(f"{value}\t")).trigger()


def test_a_search_that_led_to_an_entry_is_remembered_and_offered(desk: Desk, ui_paths: Paths) -> None:
    desk.search("quadrature")
    desk.press(Key.Key_Return)
    desk.search("nowhere to be found")
    assert "quadrature" in menu_texts(desk)
    assert "nowhere to be found" not in menu_texts(desk)
    kept = json.loads((desk.window._paths.user_data / "searches.json").read_text("utf-8"))
    assert kept["recent"] == ["quadrature"]


def test_the_arrow_down_in_an_empty_box_offers_the_searches(desk: Desk) -> None:
    desk.search("quadrature")
    desk.press(Key.Key_Return)
    desk.to_box()
    desk.press(Key.Key_Escape)
    desk.to_box()
    desk.press(Key.Key_Down)
    menu = QApplication.activePopupWidget()
    assert menu is not None
    chosen = next(action for action in menu.actions() if action.text() == "quadrature")
    with desk.qtbot.waitSignal(desk.search_lane.done):
        chosen.trigger()
    menu.close()
    assert desk.window.box.text() == "quadrature"
    assert desk.hits == ["currents/neap"]


def test_a_search_is_kept_under_a_name_and_dropped(desk: Desk) -> None:
    desk.dialogs.named = "Neap tides"
    desk.search("quadrature")
    desk.window.panel.narrowing.save_wanted.emit()
    assert desk.dialogs.suggested == ["quadrature"]
    assert "Neap tides" in menu_texts(desk)
    desk.window.search_tools._on_dropped("Neap tides")
    assert "Neap tides" not in menu_texts(desk)


def test_two_windows_offer_what_either_has_kept(open_window: Callable[..., Desk]) -> None:
    one, other = open_window(), open_window()
    for desk, text in ((other, "spring"), (one, "quadrature"), (other, "beacon")):
        desk.window.activateWindow()
        desk.dialogs.named = f"About {text}"
        desk.search(text)
        desk.window.panel.narrowing.save_wanted.emit()
    kept = {"About spring", "About quadrature", "About beacon"}
    assert kept <= set(menu_texts(one))
    assert kept <= set(menu_texts(other))
    for name in kept:
        one.window.search_tools._on_dropped(name)
    assert not kept & set(menu_texts(other))


def test_a_search_that_cannot_be_kept_is_not_said_to_be(open_window: Callable[..., Desk]) -> None:
    desk = open_window(own_cache=True)
    desk.search("quadrature")
    file = desk.window._paths.user_data / "searches.json"
    file.unlink(missing_ok=True)
    file.mkdir(parents=True)
    desk.dialogs.named = "Neap tides"
    desk.window.panel.narrowing.save_wanted.emit()
    assert "cannot be kept" in desk.bar_text
    assert "Neap tides" in menu_texts(desk)
    file.rmdir()
    desk.window.search_tools.remember("neap")
    assert [each["name"] for each in json.loads(file.read_text("utf-8"))["kept"]] == ["Neap tides"]


def test_narrowing_to_a_kind_leaves_only_it_and_says_so(desk: Desk) -> None:
    desk.search("beacon OR tide")
    bar = desk.window.panel.narrowing
    everything = desk.hits
    kinds = dict(desk.window.searching._results.facets["kind"])  # type: ignore[union-attr, index]
    assert sum(kinds.values()) == len(everything)
    kind, count = min(kinds.items(), key=lambda pair: pair[1])
    narrow(desk, "kind", bar._shown("kind", kind))
    assert len(desk.hits) == count
    assert set(desk.hits) < set(everything)
    assert bar._buttons["kind"].property("chosen")
    with desk.qtbot.waitSignal(desk.search_lane.done):
        bar._on_all("kind")
    assert desk.hits == everything


def test_escape_forgets_the_narrowing(desk: Desk) -> None:
    desk.search("beacon OR tide")
    kinds = desk.window.searching._results.facets["kind"]  # type: ignore[union-attr, index]
    narrow(desk, "kind", desk.window.panel.narrowing._shown("kind", kinds[0][0]))
    desk.press(Key.Key_Escape)
    assert not desk.window.panel.narrowing.narrowing.kinds


def test_hits_are_sorted_as_in_the_contents(desk: Desk) -> None:
    desk.search("beacon OR tide")
    order = [section.address for section in desk.window.reader.library.sections()]  # type: ignore[union-attr]
    sort = desk.window.panel.narrowing._sort.menu().actions()[1]
    with desk.qtbot.waitSignal(desk.search_lane.done):
        sort.trigger()
    assert desk.hits == sorted(desk.hits, key=order.index)


def test_what_is_typed_next_is_searched_in_the_results(desk: Desk) -> None:
    desk.search("tide")
    first = set(desk.hits)
    desk.window.panel.narrowing.within_wanted.emit()
    assert desk.window.box.text() == ""
    assert "tide" in desk.said
    with desk.qtbot.waitSignal(desk.search_lane.done):
        desk.write("spring")
    assert desk.hits
    assert set(desk.hits) <= first
    with desk.qtbot.waitSignal(desk.search_lane.done):
        desk.window.panel._on_link("in:tide")
    assert not desk.window.panel.narrowing.narrowing.within


def test_the_tabulator_completes_what_is_typed_and_else_goes_on(desk: Desk) -> None:
    desk.search("quadr")
    assert "quadrature" in desk.said
    with desk.qtbot.waitSignal(desk.search_lane.done):
        desk.press(Key.Key_Tab)
    assert desk.window.box.text() == "quadrature"
    desk.press(Key.Key_Tab)
    assert QApplication.focusWidget() is not desk.window.box


def test_the_tabulator_goes_on_to_an_earlier_search(desk: Desk) -> None:
    desk.search("beacon tide")
    desk.press(Key.Key_Return)
    desk.press(Key.Key_K, Mod.ControlModifier)
    with desk.qtbot.waitSignal(desk.search_lane.done):
        desk.write("bea")
    assert "beacon tide" in desk.said
    with desk.qtbot.waitSignal(desk.search_lane.done):
        desk.press(Key.Key_Tab)
    assert desk.window.box.text() == "beacon tide"


def test_the_form_is_filled_from_the_box_and_searches(desk: Desk) -> None:
    desk.search("tide")
    desk.press(Key.Key_K, Mod.ControlModifier | Mod.ShiftModifier)
    form = desk.window.search_tools._form
    assert form is not None
    desk.qtbot.waitUntil(form.isVisible)
    assert form.fields().words == "tide"
    desk.qtbot.waitUntil(lambda: "found" in form._count.text(), timeout=5000)
    title = next(line for line in form.findChildren(QLineEdit) if line.accessibleName() == "In the title")
    QTest.keyClicks(title, "spring")
    assert form._made.text() == "tide title:spring"
    with desk.qtbot.waitSignal(desk.search_lane.done):
        QTest.keyClick(form, Qt.Key.Key_Return)
    assert desk.window.box.text() == "tide title:spring"
    assert desk.hits == ["currents/spring"]
    assert not form.isVisible()


def test_a_damaged_index_is_made_again_when_the_form_counts(open_window: Callable[..., Desk]) -> None:
    desk = open_window(own_cache=True)
    desk.until(lambda: desk.window.reader.library is not None)
    before = desk.window.reader.library
    assert before is not None
    (index,) = before.folder.glob("layer-*/index")
    damaged = max(index.iterdir(), key=lambda path: path.stat().st_size)
    damaged.write_bytes(damaged.read_bytes()[:-1])
    desk.press(Key.Key_K, Mod.ControlModifier | Mod.ShiftModifier)
    form = desk.window.search_tools._form
    assert form is not None
    words = form._words
    QTest.keyClicks(words, "tide")
    desk.until(lambda: desk.window.reader.library is not before)
    QTest.keyClicks(words, "s")
    desk.until(lambda: "found" in form._count.text())


def test_a_broken_file_of_searches_is_told_once_and_put_aside(open_window, tmp_path) -> None:  # type: ignore[no-untyped-def]
    desk = open_window(own_cache=True)
    desk.until(lambda: desk.window.reader.library is not None)
    data = desk.window._paths.user_data
    data.mkdir(parents=True, exist_ok=True)
    (data / "searches.json").write_text("{", "utf-8")
    desk.to_box()
    assert "put aside" in desk.bar_text
    assert (data / "searches.broken-1.json").exists()


def test_what_may_be_typed_is_told_with_examples(desk: Desk) -> None:
    desk.press(Key.Key_F1, Mod.ShiftModifier)
    title, page = desk.dialogs.told[-1]
    assert title == "What may be typed"
    assert "prison w/5 term" in page
    assert "&quot;criminal policy&quot;" in page


def test_every_example_means_what_it_looks_like() -> None:
    for queries, meaning in examples():
        assert meaning
        for query in queries:
            assert parse_query(query).notice == "", query
            assert parse_query(query).nodes
