"""Icons: line drawings of resources/icons, painted in the colour of the theme."""

from pathlib import Path

from PySide6.QtGui import QColor, QIcon, QPixmap

SIZE = 20
_OWN_SIZE = f'width="{SIZE}" height="{SIZE}"'


def icon(resources: Path, name: str, colour: str, dimmed: str = "", scale: float = 1.0) -> QIcon:
    """Return an icon in a colour, and in another where it is disabled. scale: pixels of the screen per point."""
    source = (resources / "icons" / f"{name}.svg").read_text("utf-8")
    made = QIcon(_pixmap(source, colour, scale))
    if dimmed:
        made.addPixmap(_pixmap(source, dimmed, scale), QIcon.Mode.Disabled)
    return made


def no_icon() -> QIcon:
    """Return an empty icon, in place of one that is painted later."""
    pixmap = QPixmap(SIZE, SIZE)
    pixmap.fill(QColor(0, 0, 0, 0))
    return QIcon(pixmap)


def _pixmap(source: str, colour: str, scale: float) -> QPixmap:
    """Painted by Qt's own reader of SVG pictures, which needs no Python types of QtSvg."""
    side = round(SIZE * scale)
    sized = source.replace(_OWN_SIZE, f'width="{side}" height="{side}"', 1).replace("currentColor", colour)
    pixmap = QPixmap()
    pixmap.loadFromData(sized.encode(), "SVG")
    pixmap.setDevicePixelRatio(scale)
    return pixmap
