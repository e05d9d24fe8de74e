"""The paper: its size, margins and resolution, and the size of its type."""

from typing import NamedTuple

from PySide6.QtCore import QMarginsF
from PySide6.QtGui import QPagedPaintDevice, QPageLayout, QPageSize

TEXT_POINTS = 10.0
BAND_POINTS = 7.4
"""Size of the type in head and foot."""
RESOLUTION = 1200
"""Dots per inch of the layout: coarser ones round the widths of words and give more pages."""
MARGINS = QMarginsF(24, 14, 30, 13)
"""Millimetres. The outer margin is wide, for the reader's pencil."""
BAND_INCHES = 0.46
"""Height of the running head, and of the foot."""


def page_layout() -> QPageLayout:
    """Return A4 with our margins."""
    return QPageLayout(QPageSize(QPageSize.PageSizeId.A4), QPageLayout.Orientation.Portrait, MARGINS)


class PageMeasure(NamedTuple):
    """The printable area of a device."""

    width: float
    """In dots."""
    height: float
    dots_per_inch: int

    @property
    def text_height(self) -> float:
        """The height that the text has between head and foot, in dots."""
        return self.height - 2 * self.dots_per_inch * BAND_INCHES


def page_measure(device: QPagedPaintDevice) -> PageMeasure:
    """Return the measure of a device's pages."""
    dots = device.logicalDpiX()
    area = device.pageLayout().paintRectPixels(dots)
    return PageMeasure(float(area.width()), float(area.height()), dots)
