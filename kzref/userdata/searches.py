"""The searches of a user: those made lately, and those kept under a name."""

import json
import os
from pathlib import Path
from typing import NamedTuple

MOST_RECENT = 50


class Kept(NamedTuple):
    """A search under a name."""

    name: str
    text: str


class Searches(NamedTuple):
    """What was searched, the newest first, and what is kept, by name."""

    recent: tuple[str, ...] = ()
    kept: tuple[Kept, ...] = ()

    def remember(self, text: str) -> "Searches":
        """With a search made now; the same one is not remembered twice."""
        text = text.strip()
        if not text:
            return self
        return self._replace(recent=(text, *(each for each in self.recent if each != text))[:MOST_RECENT])

    def begun(self, text: str) -> str:
        """The newest search, or else the first kept one, that begins with a text and goes on; or empty."""
        typed = text.lstrip().casefold()
        made = (*self.recent, *(each.text for each in self.kept))
        return next((each for each in made if each.casefold().startswith(typed) and each.casefold() != typed), "")

    def forget(self) -> "Searches":
        """Without what was made lately."""
        return self._replace(recent=())

    def keep(self, name: str, text: str) -> "Searches":
        """With a search under a name; one of the same name is replaced."""
        others = [each for each in self.kept if each.name != name]
        return self._replace(kept=tuple(sorted((*others, Kept(name, text)), key=lambda each: each.name.casefold())))

    def drop(self, name: str) -> "Searches":
        """Without the search of a name."""
        return self._replace(kept=tuple(each for each in self.kept if each.name != name))


class SearchesFile:
    """Where searches are kept."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / "searches.json"

    def load(self) -> tuple[Searches, str]:
        """The searches, and a warning if the file could not be read; it is then put aside, not overwritten."""
        try:
            data = json.loads(self._path.read_text("utf-8"))
            recent = tuple(text for text in data["recent"] if isinstance(text, str))[:MOST_RECENT]
            kept = tuple(Kept(str(each["name"]), str(each["text"])) for each in data["kept"])
            return Searches(recent, kept), ""
        except FileNotFoundError:
            return Searches(), ""
        except (OSError, ValueError, KeyError, TypeError, RecursionError) as error:
            aside = self._path.with_name("searches.broken.json")
            try:
                self._path.replace(aside)
            except OSError:
                return Searches(), f"The searches in {self._path} cannot be read ({error})."
            return (
                Searches(),
                f"The searches in {self._path} cannot be read ({error}); the file was put aside as {aside.name}.",
            )

    def save(self, searches: Searches) -> str:
        """Keeps the searches; answers why if they cannot be kept."""
        beside = self._path.with_name(f"{self._path.name}.{os.getpid()}")
        data = {"recent": searches.recent, "kept": [each._asdict() for each in searches.kept]}
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            beside.write_text(json.dumps(data, ensure_ascii=False, indent=1), "utf-8")
            beside.replace(self._path)
        except OSError as error:
            return f"The searches cannot be kept in {self._path.parent}: {error.strerror}."
        return ""
