"""Charts: bars that are true to their figures, painted in the page by one routine."""

from decimal import Decimal

import pytest
from handbook_pack import CATCH
from PySide6.QtCore import QPoint, QRectF
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from window_robot import WindowRobot

from kzref.paths import find_paths
from kzref.statistics.series import Series
from kzref.ui.charts.chart_painter import Chart
from kzref.ui.style.fonts import sans
from kzref.ui.style.theme import read_theme

THEME = read_theme(find_paths().resources, "light")
AREA = QRectF(10, 20, 640, 320)


def series(values: list[Decimal] | list[int], unit: str = "barrels") -> Series:
    labels = tuple(str(2001 + n) for n in range(len(values)))
    return Series("catch", "Catch", unit, labels, tuple(Decimal(v) for v in values), by_year=True)


def chart(values: list[Decimal] | list[int], language: str = "en") -> Chart:
    return Chart(series(values), THEME, sans(), language)


@pytest.mark.usefixtures("application")
@pytest.mark.parametrize("values", [[0], [0, 0], [1], [-5, 3], [Decimal("0.001"), Decimal("1e12")]])
def test_any_values_can_be_painted(values: list[Decimal]) -> None:
    image = QImage(700, 400, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    chart(values).paint(painter, AREA)
    assert painter.end()
    assert len({image.pixel(x, y) for x in range(700) for y in range(0, 400, 7)}) > 3


@pytest.mark.usefixtures("application")
@pytest.mark.parametrize(("language", "number"), [("en", "33,671"), ("ru", "33\u00a0671"), ("kk", "33\u00a0671")])
def test_the_tip_says_year_figure_and_unit_as_the_language_writes_them(language: str, number: str) -> None:
    assert chart([1, 33671], language).tip(1) == f"2002: {number} barrels"


def columns(image: QImage, colour: QColor) -> dict[int, int]:
    """How many pixels of a colour each column of a picture has."""
    found: dict[int, int] = {}
    for x in range(image.width()):
        count = sum(image.pixelColor(x, y) == colour for y in range(image.height()))
        if count:
            found[x] = count
    return found


def stripes(found: dict[int, int]) -> list[int]:
    """The highest column of each run of neighbours."""
    tops: list[int] = []
    last = -2
    for x in sorted(found):
        if x == last + 1:
            tops[-1] = max(tops[-1], found[x])
        else:
            tops.append(found[x])
        last = x
    return tops


@pytest.mark.parametrize("name", ["light", "dark"])
def test_the_chart_stands_in_the_page_with_its_bars_in_proportion(robot: WindowRobot, resources, name: str) -> None:  # type: ignore[no-untyped-def]
    robot.window.actions_by_name[f"theme-{name}"].trigger()
    robot.navigator.go_to("catch-page")
    robot.settle()
    image = robot.view.viewport().grab().toImage()
    heights = stripes(columns(image, QColor(read_theme(resources, name).bar)))
    values = list(CATCH.values())
    assert len(heights) == len(values)
    unit = max(heights) / max(values)
    for height, value in zip(heights, values, strict=True):
        assert abs(height - value * unit) <= 3


def test_the_bar_under_the_pointer_is_lit_and_tells_its_figure(robot: WindowRobot, resources) -> None:  # type: ignore[no-untyped-def]
    robot.navigator.go_to("catch-page")
    robot.settle()
    view, theme = robot.view, read_theme(resources, "light")
    image = view.viewport().grab().toImage()
    found = columns(image, QColor(theme.bar))
    first = min(found) + 4
    y = next(y for y in reversed(range(image.height())) if image.pixelColor(first, y) == QColor(theme.bar)) - 3
    QTest.mouseMove(view.viewport(), QPoint(first - 60, 5))
    QTest.mouseMove(view.viewport(), QPoint(first, y))
    robot.settle()
    lit = view.viewport().grab().toImage()
    assert stripes(columns(lit, QColor(theme.bar_over)))
    assert len(stripes(columns(lit, QColor(theme.bar)))) == len(CATCH) - 1
    tips = [w for w in QApplication.topLevelWidgets() if w.inherits("QTipLabel")]
    assert [tip.text() for tip in tips if tip.isVisible()] == ["2001: 1,200 barrels"]  # type: ignore[attr-defined]


def test_the_chart_is_as_wide_as_the_text(robot: WindowRobot) -> None:
    for width in (700, 1280, 2400):
        robot.window.resize(width, 800)
        robot.navigator.go_to("catch-page")
        robot.settle()
        assert not robot.view.horizontalScrollBar().isVisible()


def test_the_table_stands_below_its_chart_with_the_total_added_up(robot: WindowRobot) -> None:
    robot.navigator.go_to("catch-page")
    text = robot.shown
    assert text.index("\ufffc") < text.index("1,200") < text.index(f"{sum(CATCH.values()):,}")
