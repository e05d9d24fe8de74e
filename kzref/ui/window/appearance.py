"""The appearance of a window: its theme and the zoom of its text."""

from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from kzref.ui.style.palette import palette_of
from kzref.ui.style.style_sheet import window_style
from kzref.ui.style.theme import Theme, read_theme
from kzref.userdata.settings import LARGEST_ZOOM, SMALLEST_ZOOM

ZOOM_STEPS = (50, 67, 80, 90, 100, 110, 125, 150, 175, 200, 250, 300)
"""Zoom levels in per cent."""


class Appearance(QObject):
    """Applies a theme to the window, and holds the chosen theme and zoom."""

    themed = Signal(object)
    """Another Theme was applied."""
    zoomed = Signal(int)
    """The zoom was changed; in per cent."""

    def __init__(self, resources: Path, theme_name: str, zoom: int, window: QWidget) -> None:
        super().__init__(window)
        self._resources, self._window = resources, window
        self._system_palette = QGuiApplication.palette()
        self.theme_name, self.zoom = theme_name, zoom
        """What the user chose: "system", "light" or "dark"; per cent."""
        self.theme: Theme = read_theme(resources, self._file_name())
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._on_system_colours_changed)

    def apply(self) -> None:
        """Apply the theme to the window."""
        QApplication.setPalette(palette_of(self.theme))
        self._window.setStyleSheet(window_style(self.theme))

    def _file_name(self) -> str:
        if self.theme_name != "system":
            return self.theme_name
        # The palette is asked, because QStyleHints.colorScheme() would create all enums of the Qt namespace.
        return "dark" if self._system_palette.color(QPalette.ColorRole.Window).lightness() < 128 else "light"

    def _use(self, theme_name: str) -> None:
        self.theme_name = theme_name
        self.theme = read_theme(self._resources, self._file_name())
        self.apply()
        self.themed.emit(self.theme)

    @Slot()
    def use_system_theme(self) -> None:
        """Use the light or the dark theme, as the system does."""
        self._use("system")

    @Slot()
    def use_light_theme(self) -> None:
        """Use the light theme."""
        self._use("light")

    @Slot()
    def use_dark_theme(self) -> None:
        """Use the dark theme."""
        self._use("dark")

    @Slot()
    def _on_system_colours_changed(self) -> None:
        if self.theme_name == "system":
            QApplication.setPalette(QPalette())
            self._system_palette = QGuiApplication.palette()
            self._use("system")

    @Slot()
    def zoom_in(self) -> None:
        """Go to the next larger zoom level."""
        self._zoom(next((step for step in ZOOM_STEPS if step > self.zoom), LARGEST_ZOOM))

    @Slot()
    def zoom_out(self) -> None:
        """Go to the next smaller zoom level."""
        self._zoom(next((step for step in reversed(ZOOM_STEPS) if step < self.zoom), SMALLEST_ZOOM))

    @Slot()
    def zoom_reset(self) -> None:
        """Reset the zoom to 100 %."""
        self._zoom(100)

    def _zoom(self, percent: int) -> None:
        self.zoom = percent
        self.zoomed.emit(percent)
