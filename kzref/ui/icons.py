"""Icons: line drawings of resources/icons, painted in the colour of the theme."""

from pathlib import Path

from PySide6.QtCore import QByteArray, QSize
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

SIZE = 20


def icon(resources: Path, name: str, colour: str, dimmed: str = "", scale: float = 1.0) -> QIcon:
    """An icon in a colour, and in another where it is disabled; scale is the screen's pixels per point."""
    source = (resources / "icons" / f"{name}.svg").read_text("utf-8")
    made = QIcon(_pixmap(source, colour, scale))
    if dimmed:
        made.addPixmap(_pixmap(source, dimmed, scale), QIcon.Mode.Disabled)
    return made


def _pixmap(source: str, colour: str, scale: float) -> QPixmap:
    side = round(SIZE * scale)
    pixmap = QPixmap(QSize(side, side))
    pixmap.fill(QColor(0, 0, 0, 0))
    painter = QPainter(pixmap)
    QSvgRenderer(QByteArray(source.replace("currentColor", colour).encode())).render(painter)
    painter.end()
    pixmap.setDevicePixelRatio(scale)
    return pixmap
