"""The contents tree: opens what is chosen, follows what is read, reads a branch when it is opened."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QTest
from window_robot import Key, Mod, WindowRobot

from kzref.library.cache import LibraryCache
from kzref.library.store.library import Library
from kzref.pack.addresses import Address
from kzref.pack.sections import Section
from kzref.paths import Paths
from kzref.ui.library.contents_model import SECTION, STEP, ContentsModel


def index_of(robot: WindowRobot, address: str) -> QModelIndex:
    model = robot.window.panel.contents.model()
    assert isinstance(model, ContentsModel)
    index = model.find(Address(address))
    assert index.isValid()
    return index


def click(robot: WindowRobot, address: str) -> None:
    contents = robot.window.panel.contents
    index = index_of(robot, address)
    contents.scrollTo(index)
    place = contents.visualRect(index).center()
    QTest.mouseClick(contents.viewport(), Qt.MouseButton.LeftButton, Mod.NoModifier, place)
    robot.settle()


def test_a_click_opens_the_section_and_its_branch(robot: WindowRobot) -> None:
    click(robot, "guide")
    assert robot.address == "guide"
    assert robot.window.panel.contents.isExpanded(index_of(robot, "guide"))
    click(robot, "harbour")
    assert robot.address == "harbour"


def test_arrow_keys_read_along(robot: WindowRobot) -> None:
    click(robot, "guide")
    robot.window.panel.contents.setFocus()
    robot.press(Key.Key_Down)
    assert robot.address == "harbour"
    robot.press(Key.Key_Down)
    assert robot.address == "currents"
    robot.press(Key.Key_Right)
    robot.press(Key.Key_Down)
    assert robot.address == "currents/spring"
    robot.press(Key.Key_Up)
    assert robot.address == "currents"


def test_the_contents_follow_what_is_read(robot: WindowRobot) -> None:
    robot.navigator.go_to("harbour/steps")
    robot.settle()
    assert robot.in_contents() == "harbour/steps"
    robot.press(Key.Key_Home, Mod.AltModifier)
    assert not robot.window.panel.contents.selectionModel().hasSelection()


def test_scrolling_moves_the_mark_in_the_contents_to_the_section_on_top(robot: WindowRobot) -> None:
    robot.navigator.go_to("harbour")
    robot.settle()
    assert robot.in_contents() == "harbour"
    bar = robot.view.verticalScrollBar()
    robot.view.document().documentLayout().documentSize()  # Qt lays long pages out little by little.
    bar.setValue(bar.maximum())
    assert robot.in_contents() == "harbour/steps"
    assert robot.address == "harbour/steps"
    bar.setValue(0)
    assert robot.in_contents() == "harbour"


def test_the_tree_tells_the_order_of_the_library(robot: WindowRobot) -> None:
    library = robot.navigator.library
    assert library is not None
    model = ContentsModel(library)
    told: list[str] = []

    def walk(parent: QModelIndex) -> None:
        for row in range(model.rowCount(parent)):
            index = model.index(row, 0, parent)
            told.append(index.data(SECTION).address)
            assert index.parent() == parent
            walk(index)

    walk(QModelIndex())
    assert told == [section.address for section in library.contents.sections()]


class Watched:
    """A library that notes whose branches are read."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self.contents = self
        self.read: list[str] = []

    def children_after(self, parent: Section | None, position: int, most: int) -> tuple[Section, ...]:
        self.read.append(parent.address if parent else "")
        return self._library.contents.children_after(parent, position, most)


@pytest.mark.parametrize("part", ["guide", "figures"])
def test_a_branch_is_read_only_when_it_is_opened(library: Library, part: str) -> None:
    watched = Watched(library)
    model = ContentsModel(watched)  # type: ignore[arg-type]
    tops = [model.index(row, 0) for row in range(model.rowCount())]
    assert all(model.hasChildren(top) for top in tops)
    assert watched.read == [""]
    opened = next(top for top in tops if top.data(SECTION).address == part)
    model.rowCount(opened)
    model.rowCount(opened)
    assert watched.read == ["", part]


@pytest.fixture(scope="module")
def long_library(ui_paths: Paths, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """A library of a folder with more files than are listed at once."""
    base = tmp_path_factory.mktemp("long")
    (base / "notes").mkdir()
    for number in range(2 * STEP + 7):
        (base / "notes" / f"note-{number:04}.md").write_text(f"# Note {number}\n\nText.\n", "utf-8")
    library = LibraryCache(ui_paths._replace(cache=base / "cache")).open(base / "notes").library
    yield library
    library.close()


def test_a_long_branch_is_read_only_as_far_as_it_is_looked_at(long_library: Library) -> None:
    watched = Watched(long_library)
    model = ContentsModel(watched)  # type: ignore[arg-type]
    assert model.rowCount() == STEP
    assert len(watched.read) == 1
    assert model.canFetchMore(QModelIndex())
    model.fetchMore(QModelIndex())
    assert model.rowCount() == 2 * STEP
    assert len(watched.read) == 2
    model.fetchMore(QModelIndex())
    assert model.rowCount() == 2 * STEP + 7
    assert not model.canFetchMore(QModelIndex())


@pytest.mark.parametrize("number", [0, STEP - 1, STEP, 2 * STEP + 6])
def test_a_section_far_down_in_a_long_branch_is_found(long_library: Library, number: int) -> None:
    model = ContentsModel(long_library)
    wanted = tuple(long_library.contents.sections())[number]
    index = model.find(wanted.address)
    assert index.row() == number
    assert index.data(SECTION) == wanted
    assert model.index(number, 0).data(SECTION) == wanted


def test_a_leaf_offers_no_branch(robot: WindowRobot) -> None:
    assert not robot.window.panel.contents.model().hasChildren(index_of(robot, "harbour/steps"))


def test_the_other_languages_of_a_title_are_told_under_the_pointer(robot: WindowRobot) -> None:
    told = index_of(robot, "glossary/ebb").data(Qt.ItemDataRole.ToolTipRole)
    assert {"ebb", "отлив", "қайту"} <= set(told.split("\n"))


def test_ctrl_b_hides_the_panel_and_gives_it_back(robot: WindowRobot) -> None:
    assert robot.window.panel.isVisible()
    robot.press(Key.Key_B, Mod.ControlModifier)
    assert not robot.window.panel.isVisible()
    robot.press(Key.Key_B, Mod.ControlModifier)
    assert robot.window.panel.isVisible()


def test_a_narrow_window_gives_the_panels_room_to_the_page(robot: WindowRobot) -> None:
    robot.window.resize(600, 700)
    robot.settle()
    assert not robot.window.panel.isVisible()
    robot.window.resize(1200, 700)
    robot.settle()
    assert robot.window.panel.isVisible()


def test_closing_a_narrow_window_does_not_take_the_panel_from_the_next_one(robot: WindowRobot) -> None:
    robot.window.resize(600, 700)
    robot.settle()
    assert robot.window.current_settings().contents_shown


def test_a_panel_that_was_hidden_by_hand_stays_hidden_when_the_window_is_made_wider(robot: WindowRobot) -> None:
    robot.press(Key.Key_B, Mod.ControlModifier)
    robot.window.resize(600, 700)
    robot.settle()
    robot.window.resize(1200, 700)
    robot.settle()
    assert not robot.window.panel.isVisible()
