"""Settings: one frozen value, checked, saved whole by writing beside and replacing."""

import json
import os
from pathlib import Path
from typing import NamedTuple

SMALLEST_ZOOM, LARGEST_ZOOM = 50, 300
THEMES = ("system", "light", "dark")


class Settings(NamedTuple):
    """What the window remembers."""

    theme: str = "system"
    zoom: int = 100
    """Size of the text in per cent."""
    geometry: str = ""
    """Qt's own form of the window's place and size, base64."""
    contents_width: int = 300
    """Of the left panel, in pixels."""
    contents_shown: bool = True

    def checked(self) -> "Settings":
        """The same with each value that makes no sense put back to its default."""
        default = Settings()
        return Settings(
            theme=self.theme if self.theme in THEMES else default.theme,
            zoom=self.zoom if _whole(self.zoom, SMALLEST_ZOOM, LARGEST_ZOOM) else default.zoom,
            geometry=self.geometry if isinstance(self.geometry, str) else default.geometry,
            contents_width=self.contents_width if _whole(self.contents_width, 120, 2000) else default.contents_width,
            contents_shown=self.contents_shown if isinstance(self.contents_shown, bool) else default.contents_shown,
        )


def _whole(value: object, low: int, high: int) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and low <= value <= high


class SettingsFile:
    """Where settings are kept."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / "settings.json"

    def load(self) -> tuple[Settings, str]:
        """The settings, and a warning if the file could not be read and all are defaults."""
        try:
            data = json.loads(self._path.read_text("utf-8"))
            known = {name: value for name, value in data.items() if name in Settings._fields}
            return Settings(**known).checked(), ""
        except FileNotFoundError:
            return Settings(), ""
        except (OSError, ValueError, AttributeError, TypeError, RecursionError) as error:
            return Settings(), f"The settings in {self._path} cannot be read ({error}); the defaults are used."

    def save(self, settings: Settings) -> str:
        """Keeps the settings; answers why if they cannot be kept."""
        beside = self._path.with_name(f"{self._path.name}.{os.getpid()}")
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            beside.write_text(json.dumps(settings._asdict(), indent=1), "utf-8")
            beside.replace(self._path)
        except OSError as error:
            return f"The settings cannot be kept in {self._path.parent}: {error.strerror}."
        return ""
