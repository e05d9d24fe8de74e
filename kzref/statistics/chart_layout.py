"""The layout of a bar chart as plain numbers: scale, grid, bars, and the boxes of all its texts.

All lengths are in the pixels of the device that the chart is painted on. Sizes follow the height of a line of its font,
so that screen and paper are alike. Knows no Qt: the width of a text comes in as a function.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

CHART_HEIGHT = 15.5
"""Height of a chart in lines of its font."""
BAR_WIDTH = 0.62
"""Width of a bar as a share of the slot that each value has."""
LABEL_WIDTH = 0.98
"""Width that a label or a value may take, as a share of its slot."""
_TICKS = 4
_HEAD, _FOOT = 3.9, 1.7
"""Lines above the plot, for title and unit, and below it, for the labels."""


class Box(NamedTuple):
    """A rectangle: its left and upper edge, width and height."""

    left: float
    top: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """The right edge."""
        return self.left + self.width

    @property
    def bottom(self) -> float:
        """The lower edge."""
        return self.top + self.height

    @property
    def middle(self) -> float:
        """The centre from left to right."""
        return self.left + self.width / 2

    def contains(self, x: float, y: float) -> bool:
        """Return whether a point lies within, edges included."""
        return self.left <= x <= self.right and self.top <= y <= self.bottom


class GridLine(NamedTuple):
    """A horizontal line of the grid with its number. The first is the axis."""

    y: float
    text: str
    text_box: Box


class Bar(NamedTuple):
    """The bar of one value with its texts."""

    box: Box
    value: str
    value_box: Box
    label: str
    label_box: Box


@dataclass(frozen=True, slots=True)
class ChartLayout:
    """Where everything of a chart stands."""

    plot: Box
    """What the bars stand in."""
    title_box: Box
    unit_box: Box
    grid: tuple[GridLine, ...]
    bars: tuple[Bar, ...]
    shows_values: bool
    """Whether all values fit above their bars; otherwise one is shown only for the bar under the pointer."""

    def bar_at(self, x: float, y: float) -> int:
        """Return the number of the bar whose slot holds a point, or -1."""
        if not self.plot.contains(x, y):
            return -1
        return min(int((x - self.plot.left) / self.plot.width * len(self.bars)), len(self.bars) - 1)


@dataclass(frozen=True, slots=True)
class TextMetrics:
    """What the layout asks of the font."""

    line_height: float
    width_of: Callable[[str], float]


def axis_step(highest: float, ticks: int = _TICKS) -> float:
    """Return the distance of grid lines: 1, 2, 2.5 or 5 times a power of ten, so that about `ticks` of them fit."""
    raw = max(highest, 1e-9) / ticks
    power = 10.0 ** math.floor(math.log10(raw))
    return next(factor * power for factor in (1, 2, 2.5, 5, 10) if factor * power >= raw * 0.999)


def layout_bars(
    values: Sequence[Decimal],
    labels: Sequence[str],
    area: Box,
    metrics: TextMetrics,
    written: Callable[[Decimal | float], str],
) -> ChartLayout:
    """Return the layout of upright bars in an area. written: how a number is written in the language of the page.

    Bars begin at zero; a negative value has a bar of no height. There is one value at least, and a label for each.
    """
    line = metrics.line_height
    highest = max([float(value) for value in values] + [0.0])
    step = axis_step(highest)
    steps = max(1, math.ceil(highest / step - 1e-9))
    numbers = [written(step * number) for number in range(steps + 1)]
    # Not that of the highest alone: 7.5 is wider than 10.
    axis_width = max(map(metrics.width_of, numbers)) + line * 0.7
    plot = Box(
        area.left + axis_width, area.top + line * _HEAD, area.width - axis_width, area.height - line * (_HEAD + _FOOT)
    )
    slot = plot.width / len(values)
    bars = tuple(
        _bar(number, float(value) / (step * steps), written(value), label, plot, slot, metrics)
        for number, (value, label) in enumerate(zip(values, labels, strict=True))
    )
    return ChartLayout(
        plot,
        Box(area.left, area.top, area.width, line * 1.3),
        Box(area.left, area.top + line * 1.25, area.width, line * 1.2),
        tuple(_grid_line(number, steps, text, plot, area.left, line) for number, text in enumerate(numbers)),
        bars,
        max(metrics.width_of(bar.value) for bar in bars) < slot * LABEL_WIDTH,
    )


def _grid_line(number: int, steps: int, text: str, plot: Box, left: float, line: float) -> GridLine:
    y = plot.bottom - plot.height * number / steps
    return GridLine(y, text, Box(left, y - line / 2, plot.left - left - line * 0.5, line))


def _bar(number: int, share: float, value: str, label: str, plot: Box, slot: float, metrics: TextMetrics) -> Bar:
    line = metrics.line_height
    height = plot.height * max(share, 0.0)
    box = Box(plot.left + slot * (number + (1 - BAR_WIDTH) / 2), plot.bottom - height, slot * BAR_WIDTH, height)
    width = metrics.width_of(value) + line * 0.3
    value_box = Box(box.middle - width / 2, box.top - line * 1.1, width, line)
    return Bar(box, value, value_box, label, Box(box.middle - slot / 2, plot.bottom + line * 0.35, slot, line))
