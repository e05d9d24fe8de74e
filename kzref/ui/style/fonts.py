"""The bundled fonts, so that screen and paper are the same everywhere."""

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtGui import QFont

SERIF, SANS = "Kzref Serif", "Kzref Sans"
"""Names of our own: Qt prefers an installed font to a bundled one of the same name."""
PAGE_POINTS, WINDOW_POINTS = 11.5, 10.0


def load_fonts(resources: Path) -> None:
    """Register the bundled fonts with Qt."""
    from PySide6.QtGui import QFontDatabase

    for path in sorted((resources / "fonts").glob("*.ttf")):
        QFontDatabase.addApplicationFont(str(path))


def serif(points: float = PAGE_POINTS) -> "QFont":
    """Return the font of pages."""
    return _font(SERIF, points)


def sans(points: float = WINDOW_POINTS) -> "QFont":
    """Return the font of the window, of tables and of charts."""
    return _font(SANS, points)


def _font(family: str, points: float) -> "QFont":
    from PySide6.QtGui import QFont

    font = QFont(family)
    font.setPointSizeF(points)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font
