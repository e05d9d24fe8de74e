"""Settings: one frozen value, checked field by field. Of its file only what has changed is written."""

from pathlib import Path
from typing import Any, NamedTuple

from kzref.errors import UserDataError
from kzref.messages.message import Message, message
from kzref.userdata.json_file import JsonFile, Values

SMALLEST_ZOOM, LARGEST_ZOOM = 50, 300
THEMES = ("system", "light", "dark")


class Settings(NamedTuple):
    """What the window remembers."""

    theme: str = "system"
    zoom: int = 100
    """Size of the text in per cent."""
    geometry: str = ""
    """Position and size of the window as Qt encodes them, in base64."""
    contents_width: int = 300
    """Of the left panel, in pixels."""
    contents_shown: bool = True

    def checked(self) -> "Settings":
        """Return the settings with each invalid value replaced by its default."""
        default = Settings()
        return Settings(
            theme=self.theme if self.theme in THEMES else default.theme,
            zoom=self.zoom if _is_int_between(self.zoom, SMALLEST_ZOOM, LARGEST_ZOOM) else default.zoom,
            geometry=self.geometry if isinstance(self.geometry, str) else default.geometry,
            contents_width=self.contents_width
            if _is_int_between(self.contents_width, 120, 2000)
            else default.contents_width,
            contents_shown=self.contents_shown if isinstance(self.contents_shown, bool) else default.contents_shown,
        )


def _is_int_between(value: object, low: int, high: int) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and low <= value <= high


class SettingsFile:
    """The file of the settings, shared by all windows and all versions of the program."""

    def __init__(self, folder: Path) -> None:
        self._file = JsonFile(folder / "settings.json", message("userdata.settings"))
        self._stored = Settings()

    def load(self) -> tuple[Settings, Message | None]:
        """Return the settings, and a warning if the file could not be read and all are defaults."""
        values, warning = self._file.load()
        known = {name: value for name, value in (values or {}).items() if name in Settings._fields}
        self._stored = Settings(**known).checked()
        return self._stored, warning

    def save(self, settings: Settings) -> Message | None:
        """Save what differs from what was loaded or saved before; return why if it cannot be saved.

        What another window or another version has set meanwhile is kept.
        """
        before = self._stored._asdict()
        changed: dict[str, Any] = {n: value for n, value in settings._asdict().items() if value != before[n]}
        if not changed:
            return None

        def change(values: Values) -> Values:
            return {**values, **changed}

        try:
            _, warning = self._file.update(change)
        except UserDataError as error:
            return error.message
        self._stored = settings
        return warning
