"""How the window looks: its theme and the size of its text."""

from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from kzref.ui.style.palette import palette_of
from kzref.ui.style.style_sheet import window_style
from kzref.ui.style.theme import Theme, read_theme
from kzref.userdata.settings import LARGEST_ZOOM, SMALLEST_ZOOM

ZOOM_STEPS = (50, 67, 80, 90, 100, 110, 125, 150, 175, 200, 250, 300)
"""Sizes of the text in per cent."""


class Appearance(QObject):
    """Paints a window in a theme, and remembers which theme and size were chosen."""

    themed = Signal(object)
    """Another Theme is shown."""
    zoomed = Signal(int)
    """The text is shown in another size, in per cent."""

    def __init__(self, resources: Path, theme_name: str, zoom: int, window: QWidget) -> None:
        super().__init__(window)
        self._resources, self._window = resources, window
        self._system_palette = QGuiApplication.palette()
        self.theme_name, self.zoom = theme_name, zoom
        """What is chosen: "system", "light" or "dark"; per cent."""
        self.theme: Theme = read_theme(resources, self._file_name())
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._on_system_colours_changed)

    def apply(self) -> None:
        """Paint the window in its theme."""
        QApplication.setPalette(palette_of(self.theme))
        self._window.setStyleSheet(window_style(self.theme))

    def _file_name(self) -> str:
        if self.theme_name != "system":
            return self.theme_name
        # Read off the system's palette: asking for the colour scheme would make all enums of the Qt namespace.
        return "dark" if self._system_palette.color(QPalette.ColorRole.Window).lightness() < 128 else "light"

    def _use(self, theme_name: str) -> None:
        self.theme_name = theme_name
        self.theme = read_theme(self._resources, self._file_name())
        self.apply()
        self.themed.emit(self.theme)

    @Slot()
    def use_system_theme(self) -> None:
        """Use light or dark as the system does."""
        self._use("system")

    @Slot()
    def use_light_theme(self) -> None:
        """Use ink on warm paper."""
        self._use("light")

    @Slot()
    def use_dark_theme(self) -> None:
        """Use the colours for dark rooms."""
        self._use("dark")

    @Slot()
    def _on_system_colours_changed(self) -> None:
        if self.theme_name == "system":
            QApplication.setPalette(QPalette())
            self._system_palette = QGuiApplication.palette()
            self._use("system")

    @Slot()
    def zoom_in(self) -> None:
        """Show the text in the next larger size."""
        self._zoom(next((step for step in ZOOM_STEPS if step > self.zoom), LARGEST_ZOOM))

    @Slot()
    def zoom_out(self) -> None:
        """Show the text in the next smaller size."""
        self._zoom(next((step for step in reversed(ZOOM_STEPS) if step < self.zoom), SMALLEST_ZOOM))

    @Slot()
    def zoom_reset(self) -> None:
        """Show the text in its usual size."""
        self._zoom(100)

    def _zoom(self, percent: int) -> None:
        self.zoom = percent
        self.zoomed.emit(percent)
