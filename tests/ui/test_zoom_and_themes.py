"""The size of the text, and its colours."""

import json
import re

import pytest
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication
from window_robot import Key, Mod, WindowRobot

from kzref.ui.style.fonts import PAGE_POINTS
from kzref.ui.style.theme import Theme, read_theme
from kzref.ui.window.appearance import ZOOM_STEPS
from kzref.userdata.settings import LARGEST_ZOOM, SMALLEST_ZOOM, Settings

THEMES = ("light", "dark", "paper")
CTRL = Mod.ControlModifier
READABLE = 4.5
"""WCAG 2.1, 1.4.3: the contrast of text at level AA."""
PAIRS = (
    ("ink", "paper"), ("dim", "paper"), ("link", "paper"), ("heading", "paper"), ("accent", "paper"),
    ("hit_ink", "hit"), ("hit_ink", "hit_now"), ("chosen_ink", "chosen"), ("ink", "chrome"), ("dim", "chrome"),
    ("heading", "chrome"), ("accent", "chrome"), ("ink", "field"), ("dim", "field"), ("ink", "note"), ("heading", "note"),
    ("dim", "note"), ("link", "note"), ("ink", "outside"), ("heading", "outside"), ("dim", "outside"), ("link", "outside"),
    ("ink", "code"), ("heading", "table_head"),
)  # fmt: skip


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2.1 defines it."""
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def points(robot: WindowRobot) -> float:
    return robot.view.document().defaultFont().pointSizeF()


def test_contrast_is_counted_as_the_standard_says() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("name", THEMES)
def test_every_theme_has_every_colour(resources, name: str) -> None:  # type: ignore[no-untyped-def]
    theme = read_theme(resources, name)
    for each in Theme._fields:
        if each not in ("about", "dark"):
            assert re.fullmatch(r"#[0-9a-f]{6}", getattr(theme, each)), each
    stored = json.loads((resources / "themes" / f"{name}.json").read_text("utf-8"))
    assert stored.keys() == set(Theme._fields)


def test_there_is_no_theme_that_is_not_tested(resources) -> None:  # type: ignore[no-untyped-def]
    assert {path.stem for path in (resources / "themes").glob("*.json")} == set(THEMES)


@pytest.mark.parametrize("pair", PAIRS, ids="-on-".join)
@pytest.mark.parametrize("name", THEMES)
def test_text_can_be_read_on_its_ground(resources, name: str, pair: tuple[str, str]) -> None:  # type: ignore[no-untyped-def]
    theme = read_theme(resources, name)
    assert contrast(getattr(theme, pair[0]), getattr(theme, pair[1])) >= READABLE


@pytest.mark.parametrize("name", THEMES)
def test_bars_stand_out_from_the_paper(resources, name: str) -> None:  # type: ignore[no-untyped-def]
    """WCAG 2.1, 1.4.11: graphics at 3 or more."""
    theme = read_theme(resources, name)
    assert contrast(theme.bar, theme.paper) >= 3
    assert theme.bar != theme.bar_over
    assert theme.dark == (luminance(theme.paper) < luminance(theme.ink))


@pytest.mark.parametrize("name", ["light", "dark"])
def test_a_theme_colours_the_window_and_the_page(robot: WindowRobot, resources, name: str) -> None:  # type: ignore[no-untyped-def]
    robot.navigator.go_to("harbour")
    robot.window.actions_by_name[f"theme-{name}"].trigger()
    robot.settle()
    theme = read_theme(resources, name)
    assert QApplication.palette().color(QPalette.ColorRole.Window) == QColor(theme.chrome)
    assert QApplication.palette().color(QPalette.ColorRole.WindowText) == QColor(theme.ink)
    view = robot.view
    assert view.palette().color(QPalette.ColorRole.Base) == QColor(theme.paper)
    picture = view.viewport().grab().toImage()
    assert picture.pixelColor(2, picture.height() - 3) == QColor(theme.paper)
    heading = view.document().find("The quay")
    assert heading.charFormat().foreground().color() == QColor(theme.heading)
    link = view.document().find("spring tide")
    assert link.charFormat().foreground().color() == QColor(theme.link)
    assert robot.window.actions_by_name[f"theme-{name}"].isChecked()


def test_another_theme_keeps_the_address_the_place_and_the_marks(robot: WindowRobot, resources) -> None:  # type: ignore[no-untyped-def]
    robot.navigator.go_to("harbour")
    robot.search("beacon")
    robot.navigator.go_to("harbour/steps")
    before, marks = robot.place, robot.marks()
    assert before
    assert marks
    robot.window.actions_by_name["theme-dark"].trigger()
    assert robot.address == "harbour/steps"
    assert abs(robot.place - before) <= 40
    assert robot.marks() == marks
    shown = robot.view.extraSelections()
    ground = shown[0].format.background().color()
    assert ground == QColor(read_theme(resources, "dark").hit)


def test_zoom_steps_are_within_what_settings_allow_and_grow() -> None:
    assert (ZOOM_STEPS[0], ZOOM_STEPS[-1]) == (SMALLEST_ZOOM, LARGEST_ZOOM)
    assert sorted(set(ZOOM_STEPS)) == list(ZOOM_STEPS)
    assert 100 in ZOOM_STEPS


@pytest.mark.parametrize("key", [Key.Key_Plus, Key.Key_Equal])
def test_ctrl_plus_makes_the_text_larger(robot: WindowRobot, key: Key) -> None:
    robot.navigator.go_to("harbour")
    robot.press(key, CTRL)
    step = next(step for step in ZOOM_STEPS if step > 100)
    assert points(robot) == pytest.approx(PAGE_POINTS * step / 100)
    assert f"{step} %" in robot.bar_text


def test_ctrl_minus_makes_the_text_smaller_and_ctrl_0_usual(robot: WindowRobot) -> None:
    robot.navigator.go_to("harbour")
    robot.press(Key.Key_Minus, CTRL)
    assert points(robot) < PAGE_POINTS
    robot.press(Key.Key_0, CTRL)
    assert points(robot) == pytest.approx(PAGE_POINTS)
    assert "100 %" in robot.bar_text


def test_headings_and_tables_grow_with_the_text(robot: WindowRobot) -> None:
    robot.navigator.go_to("catch-page")

    def sizes() -> list[float]:
        document = robot.view.document()
        return [document.find(text).charFormat().font().pointSizeF() for text in ("The catch", "2003", "four years")]

    before = sizes()
    for _ in range(20):
        robot.press(Key.Key_Plus, CTRL)
    assert sizes() == pytest.approx([size * LARGEST_ZOOM / 100 for size in before], rel=0.01)


def test_zoom_stops_at_its_ends(robot: WindowRobot) -> None:
    for _ in range(30):
        robot.press(Key.Key_Minus, CTRL)
    assert points(robot) == pytest.approx(PAGE_POINTS * SMALLEST_ZOOM / 100)
    for _ in range(30):
        robot.press(Key.Key_Plus, CTRL)
    assert points(robot) == pytest.approx(PAGE_POINTS * LARGEST_ZOOM / 100)


@pytest.mark.parametrize("key", [Key.Key_Plus, Key.Key_Minus])
def test_zooming_keeps_the_place_that_is_read(robot: WindowRobot, key: Key) -> None:
    robot.navigator.go_to("harbour/quay")
    bar = robot.view.verticalScrollBar()
    bar.setValue(robot.place + 300)
    robot.settle()
    top = robot.top_block
    assert top > robot.view.document().find("The quay").blockNumber()
    for _ in range(3):
        robot.press(key, CTRL)
    assert robot.top_block == top


@pytest.mark.parametrize("key", [Key.Key_Plus, Key.Key_Minus])
def test_zooming_does_not_leave_the_section_that_is_read(robot: WindowRobot, key: Key) -> None:
    robot.navigator.go_to("harbour/steps")
    robot.press(key, CTRL)
    assert robot.address == "harbour/steps"


def test_the_zoom_of_the_settings_is_used_from_the_first_page(open_window) -> None:  # type: ignore[no-untyped-def]
    robot = open_window(settings=Settings(theme="light", zoom=150))
    assert points(robot) == pytest.approx(PAGE_POINTS * 1.5)
    assert "150 %" in robot.bar_text
