"""The searches of a user: the recent ones, and those saved under a name."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

from kzref.errors import UserDataError
from kzref.messages.message import Message, message
from kzref.userdata.json_file import JsonFile, Values

MOST_RECENT = 50
OtherFields = tuple[tuple[str, Any], ...]
"""Fields that this version of the program does not know, with their values: they are written as they were read."""


class SavedSearch(NamedTuple):
    """A search that was saved under a name."""

    name: str
    text: str
    other_fields: OtherFields = ()


class Searches(NamedTuple):
    """The recent searches, the newest first, and the saved ones, by name."""

    recent: tuple[str, ...] = ()
    saved: tuple[SavedSearch, ...] = ()
    unrecognized_recent: tuple[Any, ...] = ()
    unrecognized_saved: tuple[Any, ...] = ()
    """Entries that this version does not recognise: they are written as they were read."""
    other_fields: OtherFields = ()

    def add_recent(self, text: str) -> "Searches":
        """Return these with a search that was made now at the top. A text is in the list only once."""
        text = text.strip()
        if not text:
            return self
        return self._replace(recent=(text, *(each for each in self.recent if each != text))[:MOST_RECENT])

    def suggest(self, text: str) -> str:
        """Return the newest search, or else the first saved one, that continues a text; empty if there is none."""
        typed = text.lstrip().casefold()
        made = (*self.recent, *(each.text for each in self.saved))
        return next((each for each in made if each.casefold().startswith(typed) and each.casefold() != typed), "")

    def clear_recent(self) -> "Searches":
        """Return these without the recent searches."""
        return self._replace(recent=(), unrecognized_recent=())

    def save(self, name: str, text: str) -> "Searches":
        """Return these with a search saved under a name. One of the same name is replaced."""
        others = [each for each in self.saved if each.name != name]
        known = next((each.other_fields for each in self.saved if each.name == name), ())
        saved = (*others, SavedSearch(name, text, known))
        return self._replace(saved=tuple(sorted(saved, key=lambda each: each.name.casefold())))

    def delete(self, name: str) -> "Searches":
        """Return these without the search of a name."""
        return self._replace(saved=tuple(each for each in self.saved if each.name != name))


Operation = Callable[[Searches], Searches]
"""One change, which can be applied to whatever the file holds by then."""


class SearchesFile:
    """The file of the searches, shared by all windows."""

    def __init__(self, folder: Path) -> None:
        self._file = JsonFile(folder / "searches.json", message("userdata.searches"))
        self._known = Searches()
        self._waiting: list[Operation] = []

    def load(self) -> tuple[Searches, Message | None]:
        """Return the searches, and a warning if they could not be read; the last known ones are returned then."""
        values, warning = self._file.load()
        if values is not None:
            self._known = self._with_waiting(_decoded(values))
        return self._known, warning

    def update(self, operation: Operation) -> tuple[Searches, Message | None]:
        """Apply a change to the present searches; return them with a warning if they cannot be saved.

        A change that cannot be saved is applied again with the next one.
        """
        self._waiting.append(operation)
        try:
            values, warning = self._file.update(lambda values: _encoded(self._with_waiting(_decoded(values)), values))
        except UserDataError as error:
            self._known = operation(self._known)
            return self._known, error.message
        self._waiting.clear()
        self._known = _decoded(values)
        return self._known, warning

    def _with_waiting(self, searches: Searches) -> Searches:
        for operation in self._waiting:
            searches = operation(searches)
        return searches


def _decoded(values: Values) -> Searches:
    """Return the searches of a file. An invalid one does not affect the others."""
    recent, saved = _rows(values.get("recent")), _rows(values.get("kept"))
    return Searches(
        recent=tuple(row for row in recent if isinstance(row, str))[:MOST_RECENT],
        saved=tuple(_saved_search(row) for row in saved if _is_saved_search(row)),
        unrecognized_recent=tuple(row for row in recent if not isinstance(row, str)),
        unrecognized_saved=tuple(row for row in saved if not _is_saved_search(row)),
        other_fields=_other_fields(values, "recent", "kept"),
    )


def _rows(value: object) -> list[Any]:
    """Return the entries of a list. Any other value is one entry that is not recognised, and is not lost."""
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def _is_saved_search(row: object) -> bool:
    return isinstance(row, dict) and isinstance(row.get("name"), str) and isinstance(row.get("text"), str)


def _saved_search(row: Values) -> SavedSearch:
    return SavedSearch(row["name"], row["text"], _other_fields(row, "name", "text"))


def _other_fields(values: Values, *known: str) -> OtherFields:
    return tuple((name, value) for name, value in values.items() if name not in known)


def _encoded(searches: Searches, before: Values) -> Values:
    """Return searches as they are written; the values before, unchanged, if they are equal."""
    if searches == _decoded(before):
        return before
    saved = [{"name": each.name, "text": each.text, **dict(each.other_fields)} for each in searches.saved]
    return {
        **dict(searches.other_fields),
        "recent": [*searches.recent, *searches.unrecognized_recent],
        "kept": [*saved, *searches.unrecognized_saved],
    }
