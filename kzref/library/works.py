"""Works cited: bibliographic data in CSL-JSON, the form that citation software reads."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from kzref.library.addresses import slug
from kzref.library.faults import Fault, Report


@dataclass(frozen=True, slots=True)
class Work:
    """One item of a CSL-JSON file. custom.number is its place in the source's list, custom.cited its pinpoints."""

    name: str
    number: int
    cited: str
    """Pinpoints where the source cites it, or empty where it does not."""
    about: str
    """Markdown said about it in the pack."""
    data: Mapping[str, Any]
    line: int = 1

    @property
    def title(self) -> str:
        """The title as the source gives it."""
        return str(self.data.get("title", self.name))

    @property
    def author_line(self) -> str:
        """Family names and initials of the authors, or of the editors."""
        people = self.data.get("author") or self.data.get("editor") or []
        return ", ".join(_person(p) for p in people if isinstance(p, Mapping))

    @property
    def year(self) -> int | None:
        """The year of publication."""
        try:
            return int(self.data["issued"]["date-parts"][0][0])
        except (KeyError, IndexError, TypeError, ValueError):
            return None


def _person(person: Mapping[str, Any]) -> str:
    if literal := person.get("literal"):
        return str(literal)
    return " ".join(str(part) for part in (person.get("family"), person.get("given")) if part)


def parse_works(text: str, path: str, report: Report) -> tuple[Work, ...]:
    """The works of a CSL-JSON text; items that cannot be used are reported with their line and left out."""
    try:
        items = json.loads(text)
    except (json.JSONDecodeError, RecursionError) as error:
        report(Fault(path, getattr(error, "lineno", 1), f"cannot be read as JSON: {error}"))
        return ()
    if not isinstance(items, list):
        report(Fault(path, 1, "a CSL-JSON file is a list of works"))
        return ()
    works: dict[str, Work] = {}
    for index, item in enumerate(items, 1):
        if not isinstance(item, dict) or not isinstance(item.get("id"), str) or not item.get("title"):
            report(Fault(path, 1, f"work {index} needs an 'id' and a 'title'"))
            continue
        name = slug(item["id"])
        line = _line_of(text, item["id"])
        if name in works:
            report(Fault(path, line, f"two works have the id '{name}'"))
            continue
        custom = item.get("custom")
        custom = custom if isinstance(custom, dict) else {}
        number = custom.get("number")
        works[name] = Work(
            name=name,
            number=number if isinstance(number, int) else index,
            cited=str(custom.get("cited") or ""),
            about=str(custom.get("about") or ""),
            data={key: value for key, value in item.items() if key != "custom"},
            line=line,
        )
    return tuple(works.values())


def _line_of(text: str, name: str) -> int:
    at = text.find(f'"{name}"')
    return text.count("\n", 0, at) + 1 if at >= 0 else 1
