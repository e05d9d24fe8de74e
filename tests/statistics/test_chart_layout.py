"""The layout of a chart: bars true to their values, round numbers at the grid, texts that do not collide."""

import itertools
import math
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kzref.statistics.chart_layout import (
    BAR_WIDTH,
    LABEL_WIDTH,
    Box,
    ChartLayout,
    TextMetrics,
    axis_step,
    layout_bars,
)

AREA = Box(10, 20, 640, 320)
METRICS = TextMetrics(16.0, lambda text: 7.0 * len(text))
AMOUNTS = st.lists(st.integers(0, 10**9), min_size=1, max_size=40).filter(any)


def laid_out(values: list[int] | list[Decimal], area: Box = AREA) -> ChartLayout:
    labels = [str(2001 + number) for number in range(len(values))]
    return layout_bars([Decimal(value) for value in values], labels, area, METRICS, lambda value: f"{value:g}")


@given(AMOUNTS)
def test_the_height_of_a_bar_is_to_its_value_as_that_of_any_other(values: list[int]) -> None:
    heights = [bar.box.height for bar in laid_out(values).bars]
    highest = max(range(len(values)), key=values.__getitem__)
    per_unit = heights[highest] / values[highest]
    for value, height in zip(values, heights, strict=True):
        assert math.isclose(height, value * per_unit, rel_tol=1e-9, abs_tol=1e-6)


@given(AMOUNTS)
def test_bars_begin_at_zero_in_order_inside_the_plot(values: list[int]) -> None:
    layout = laid_out(values)
    assert len(layout.bars) == len(values)
    for left, right in itertools.pairwise(layout.bars):
        assert left.box.right < right.box.left
    for bar in layout.bars:
        assert bar.box.bottom == pytest.approx(layout.grid[0].y)
        assert layout.plot.left <= bar.box.left < bar.box.right <= layout.plot.right
        assert layout.plot.top - 1e-6 <= bar.box.top


@given(AMOUNTS)
def test_the_grid_covers_all_values_from_zero_at_even_distances(values: list[int]) -> None:
    layout = laid_out(values)
    assert layout.grid[0].text == "0"
    assert float(layout.grid[-1].text) >= max(values) * 0.999
    steps = [above.y - below.y for below, above in itertools.pairwise(layout.grid)]
    assert steps == pytest.approx([-layout.plot.height / (len(layout.grid) - 1)] * len(steps))


@given(AMOUNTS, st.integers(300, 2000))
def test_texts_stay_in_the_area_and_in_their_own_column(values: list[int], width: int) -> None:
    area = Box(10, 20, width, 320)
    layout = laid_out(values, area)
    for bar, following in itertools.pairwise(layout.bars):
        assert bar.label_box.right <= following.label_box.left + 1e-6
        if layout.shows_values:
            assert bar.value_box.width - METRICS.line_height * 0.3 <= bar.label_box.width * LABEL_WIDTH
    for bar in layout.bars:
        assert bar.label_box.bottom <= area.bottom + 1e-6
        assert bar.value_box.top >= layout.unit_box.bottom - METRICS.line_height
    for line in layout.grid:
        assert METRICS.width_of(line.text) <= line.text_box.width
        assert line.text_box.left == area.left


@given(st.floats(1e-6, 1e15))
def test_grid_lines_stand_at_round_numbers_and_there_are_neither_too_few_nor_too_many(highest: float) -> None:
    step = axis_step(highest)
    mantissa = step / 10.0 ** math.floor(math.log10(step) + 1e-9)
    assert min(abs(mantissa - round_one) for round_one in (1, 2, 2.5, 5, 10)) < 1e-6
    assert 2 <= math.ceil(highest / step - 1e-2) <= 5


@pytest.mark.parametrize(("highest", "step"), [(4, 1), (33_671, 10_000), (100, 25), (0.8, 0.2), (2000, 500)])
def test_the_step_that_a_yearbook_would_choose(highest: float, step: float) -> None:
    assert axis_step(highest) == pytest.approx(step)


@pytest.mark.parametrize(
    "values", [[0], [0, 0], [1], [-5, 3], [Decimal("0.001"), Decimal("1e12")], list(range(10_000))]
)
def test_any_values_can_be_laid_out(values: list[Decimal]) -> None:
    layout = laid_out(values)
    assert all(bar.box.height >= 0 and bar.box.width > 0 for bar in layout.bars)


def test_the_widest_number_of_the_axis_has_room() -> None:
    layout = laid_out([10])
    assert [line.text for line in layout.grid] == ["0", "2.5", "5", "7.5", "10"]
    assert all(METRICS.width_of(line.text) <= line.text_box.width for line in layout.grid)


def test_a_bar_takes_its_share_of_the_room_that_each_value_has() -> None:
    layout = laid_out([3, 1, 2, 4])
    assert [bar.box.width for bar in layout.bars] == pytest.approx([layout.plot.width / 4 * BAR_WIDTH] * 4)


def test_values_are_left_out_when_they_would_collide() -> None:
    assert laid_out([3, 1, 2]).shows_values
    assert not laid_out([1_000_000] * 60).shows_values


def test_the_bar_at_a_point_is_the_one_that_stands_there() -> None:
    layout = laid_out([3, 1, 2])
    for number, bar in enumerate(layout.bars):
        assert layout.bar_at(bar.box.middle, bar.box.top + bar.box.height / 2) == number
    assert layout.bar_at(layout.plot.right, layout.plot.bottom) == 2
    assert layout.bar_at(AREA.left + 1, AREA.top + 1) == -1
    assert layout.bar_at(-50, -50) == -1
