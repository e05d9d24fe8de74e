"""Earlier and kept searches, the form, narrowing, sorting, searching in results, completion."""

import json
from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from window_robot import Key, Mod, WindowRobot

from kzref.paths import Paths
from kzref.search.query.parser import parse_query
from kzref.ui.search.syntax_help import examples


def menu_texts(robot: WindowRobot) -> list[str]:
    menu = robot.window.controllers.search_menu().menu()
    return [action.text() for action in menu.actions() if action.text()]


def narrow(robot: WindowRobot, name: str, value: str) -> None:
    """Chooses a value in one of the menus above the hits."""
    bar = robot.window.panel.facet_bar
    actions = bar._buttons[name].menu().actions()
    with robot.qtbot.waitSignal(robot.search_lane.done):
        next(action for action in actions if action.text().startswith(f"{value}\t")).trigger()


def test_a_search_that_led_to_an_entry_is_remembered_and_offered(robot: WindowRobot, ui_paths: Paths) -> None:
    robot.search("quadrature")
    robot.press(Key.Key_Return)
    robot.search("nowhere to be found")
    assert "quadrature" in menu_texts(robot)
    assert "nowhere to be found" not in menu_texts(robot)
    kept = json.loads((robot.window._paths.user_data / "searches.json").read_text("utf-8"))
    assert kept["recent"] == ["quadrature"]


def test_the_arrow_down_in_an_empty_box_offers_the_searches(robot: WindowRobot) -> None:
    robot.search("quadrature")
    robot.press(Key.Key_Return)
    robot.to_box()
    robot.press(Key.Key_Escape)
    robot.to_box()
    robot.press(Key.Key_Down)
    menu = QApplication.activePopupWidget()
    assert menu is not None
    chosen = next(action for action in menu.actions() if action.text() == "quadrature")
    with robot.qtbot.waitSignal(robot.search_lane.done):
        chosen.trigger()
    menu.close()
    assert robot.window.box.text() == "quadrature"
    assert robot.hits == ["currents/neap"]


def test_a_search_is_kept_under_a_name_and_dropped(robot: WindowRobot) -> None:
    robot.dialogs.named = "Neap tides"
    robot.search("quadrature")
    robot.window.panel.facet_bar.save_wanted.emit()
    assert robot.dialogs.suggested == ["quadrature"]
    assert "Neap tides" in menu_texts(robot)
    robot.window.controllers.search_menu()._on_deleted("Neap tides")
    assert "Neap tides" not in menu_texts(robot)


def test_two_windows_offer_what_either_has_kept(open_window: Callable[..., WindowRobot]) -> None:
    one, other = open_window(), open_window()
    for robot, text in ((other, "spring"), (one, "quadrature"), (other, "beacon")):
        robot.window.activateWindow()
        robot.dialogs.named = f"About {text}"
        robot.search(text)
        robot.window.panel.facet_bar.save_wanted.emit()
    kept = {"About spring", "About quadrature", "About beacon"}
    assert kept <= set(menu_texts(one))
    assert kept <= set(menu_texts(other))
    for name in kept:
        one.window.controllers.search_menu()._on_deleted(name)
    assert not kept & set(menu_texts(other))


def test_a_search_that_cannot_be_kept_is_not_said_to_be(open_window: Callable[..., WindowRobot]) -> None:
    robot = open_window(own_cache=True)
    robot.search("quadrature")
    file = robot.window._paths.user_data / "searches.json"
    file.unlink(missing_ok=True)
    file.mkdir(parents=True)
    robot.dialogs.named = "Neap tides"
    robot.window.panel.facet_bar.save_wanted.emit()
    assert "cannot be kept" in robot.bar_text
    assert "Neap tides" in menu_texts(robot)
    file.rmdir()
    robot.window.controllers.search_menu().add_recent("neap")
    assert [each["name"] for each in json.loads(file.read_text("utf-8"))["kept"]] == ["Neap tides"]


def test_narrowing_to_a_kind_leaves_only_it_and_says_so(robot: WindowRobot) -> None:
    robot.search("beacon OR tide")
    bar = robot.window.panel.facet_bar
    everything = robot.hits
    kinds = dict(robot.window.controllers.search().results.facets["kind"])  # type: ignore[union-attr, index]
    assert sum(kinds.values()) == len(everything)
    kind, count = min(kinds.items(), key=lambda pair: pair[1])
    narrow(robot, "kind", bar._shown("kind", kind))
    assert len(robot.hits) == count
    assert set(robot.hits) < set(everything)
    assert bar._buttons["kind"].property("chosen")
    with robot.qtbot.waitSignal(robot.search_lane.done):
        bar._on_all("kind")
    assert robot.hits == everything


def test_escape_forgets_the_narrowing(robot: WindowRobot) -> None:
    robot.search("beacon OR tide")
    kinds = robot.window.controllers.search().results.facets["kind"]  # type: ignore[union-attr, index]
    narrow(robot, "kind", robot.window.panel.facet_bar._shown("kind", kinds[0][0]))
    robot.press(Key.Key_Escape)
    assert not robot.window.panel.facet_bar.search_filter.kinds


def test_hits_are_sorted_as_in_the_contents(robot: WindowRobot) -> None:
    robot.search("beacon OR tide")
    order = [section.address for section in robot.navigator.library.contents.sections()]  # type: ignore[union-attr]
    sort = robot.window.panel.facet_bar._sort.menu().actions()[1]
    with robot.qtbot.waitSignal(robot.search_lane.done):
        sort.trigger()
    assert robot.hits == sorted(robot.hits, key=order.index)


def test_what_is_typed_next_is_searched_in_the_results(robot: WindowRobot) -> None:
    robot.search("tide")
    first = set(robot.hits)
    robot.window.panel.facet_bar.within_wanted.emit()
    assert robot.window.box.text() == ""
    assert "tide" in robot.said
    with robot.qtbot.waitSignal(robot.search_lane.done):
        robot.write("spring")
    assert robot.hits
    assert set(robot.hits) <= first
    with robot.qtbot.waitSignal(robot.search_lane.done):
        robot.window.panel._on_link("in:tide")
    assert not robot.window.panel.facet_bar.search_filter.within


def test_the_tabulator_completes_what_is_typed_and_else_goes_on(robot: WindowRobot) -> None:
    robot.search("quadr")
    assert "quadrature" in robot.said
    with robot.qtbot.waitSignal(robot.search_lane.done):
        robot.press(Key.Key_Tab)
    assert robot.window.box.text() == "quadrature"
    robot.press(Key.Key_Tab)
    assert QApplication.focusWidget() is not robot.window.box


def test_the_tabulator_goes_on_to_an_earlier_search(robot: WindowRobot) -> None:
    robot.search("beacon tide")
    robot.press(Key.Key_Return)
    robot.press(Key.Key_K, Mod.ControlModifier)
    with robot.qtbot.waitSignal(robot.search_lane.done):
        robot.write("bea")
    assert "beacon tide" in robot.said
    with robot.qtbot.waitSignal(robot.search_lane.done):
        robot.press(Key.Key_Tab)
    assert robot.window.box.text() == "beacon tide"


def test_the_form_is_filled_from_the_box_and_searches(robot: WindowRobot) -> None:
    robot.search("tide")
    robot.press(Key.Key_K, Mod.ControlModifier | Mod.ShiftModifier)
    form = robot.window.controllers.search_menu()._form
    assert form is not None
    robot.qtbot.waitUntil(form.isVisible)
    assert form.fields().words == "tide"
    robot.qtbot.waitUntil(lambda: "result" in form._count.text(), timeout=5000)
    title = next(line for line in form.findChildren(QLineEdit) if line.accessibleName() == "In the title")
    QTest.keyClicks(title, "spring")
    assert form._query.text() == "tide title:spring"
    with robot.qtbot.waitSignal(robot.search_lane.done):
        QTest.keyClick(form, Qt.Key.Key_Return)
    assert robot.window.box.text() == "tide title:spring"
    assert robot.hits == ["currents/spring"]
    assert not form.isVisible()


def test_a_damaged_index_is_made_again_when_the_form_counts(open_window: Callable[..., WindowRobot]) -> None:
    robot = open_window(own_cache=True)
    robot.until(lambda: robot.navigator.library is not None)
    before = robot.navigator.library
    assert before is not None
    (index,) = before.folder.glob("segment-*/index")
    damaged = max(index.iterdir(), key=lambda path: path.stat().st_size)
    damaged.write_bytes(damaged.read_bytes()[:-1])
    robot.press(Key.Key_K, Mod.ControlModifier | Mod.ShiftModifier)
    form = robot.window.controllers.search_menu()._form
    assert form is not None
    words = form._words
    QTest.keyClicks(words, "tide")
    robot.until(lambda: robot.navigator.library is not before)
    QTest.keyClicks(words, "s")
    robot.until(lambda: "result" in form._count.text())


def test_a_broken_file_of_searches_is_told_once_and_put_aside(open_window, tmp_path) -> None:  # type: ignore[no-untyped-def]
    robot = open_window(own_cache=True)
    robot.until(lambda: robot.navigator.library is not None)
    data = robot.window._paths.user_data
    data.mkdir(parents=True, exist_ok=True)
    (data / "searches.json").write_text("{", "utf-8")
    robot.to_box()
    assert "put aside" in robot.bar_text
    assert (data / "searches.broken-1.json").exists()


def test_what_may_be_typed_is_told_with_examples(robot: WindowRobot) -> None:
    robot.press(Key.Key_F1, Mod.ShiftModifier)
    title, page = robot.dialogs.told[-1]
    assert title == "Search syntax"
    assert "prison w/5 term" in page
    assert "&quot;criminal policy&quot;" in page


def test_every_example_means_what_it_looks_like() -> None:
    for queries, meaning in examples():
        assert meaning
        for query in queries:
            assert parse_query(query).notices == (), query
            assert parse_query(query).nodes
