"""Works cited by a pack: bibliographic data in CSL-JSON, the format that citation software reads."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast

from kzref.messages.message import Message, message
from kzref.pack.data.row_names import row_name
from kzref.pack.files.json_items import LONGEST_NUMBER, JsonItem, NotAListError, json_items
from kzref.pack.files.text_safety import clean_data, one_line, sanitize
from kzref.pack.problems import Problem, ReportProblem

_LATEST_YEAR = 9999
_TEXTS = (
    "type", "container-title", "edition", "volume", "number", "issue", "publisher", "publisher-place", "page",
    "number-of-pages", "URL",
)  # fmt: skip
_PEOPLE = ("author", "editor")


@dataclass(frozen=True, slots=True)
class Work:
    """One item of a CSL-JSON file. Its `custom` table has the number, the pinpoints and the text."""

    name: str
    number: int
    """In the list of the source."""
    cited: str
    """Pinpoints where the source cites it; empty if it does not."""
    about: str
    """What the pack says about it, in Markdown."""
    data: Mapping[str, Any]
    """The other fields. Those that are shown have the types of CSL-JSON."""
    line: int = 1

    @property
    def title(self) -> str:
        """The title as the source gives it."""
        return str(self.data.get("title", self.name))

    @property
    def author_line(self) -> str:
        """The names of the authors, or else of the editors."""
        people = self.data.get("author") or self.data.get("editor") or []
        return ", ".join(_person(p) for p in people)

    @property
    def issued(self) -> tuple[int, ...]:
        """Year, month and day of publication, as many as are known."""
        return _date(self.data.get("issued")) or ()

    @property
    def year(self) -> int | None:
        """The year of publication."""
        return next(iter(self.issued), None)


def _person(person: Mapping[str, Any]) -> str:
    if literal := person.get("literal"):
        return str(literal)
    return " ".join(str(part) for part in (person.get("family"), person.get("given")) if part)


def _date(issued: object) -> tuple[int, ...] | None:
    """Return the numbers of a CSL date, at most year, month and day; None if they are no date."""
    if issued is None:
        return ()
    dates = (issued.get("date-parts") or [[]]) if isinstance(issued, dict) else None
    first = dates[0] if isinstance(dates, list) else None
    if not isinstance(first, list):
        return None
    numbers = [_whole(part) for part in first]
    whole = [number for number in numbers if number is not None]
    if len(whole) < len(numbers) or (whole and not 0 < whole[0] <= _LATEST_YEAR) or max(whole[1:], default=0) > 31:
        return None
    return tuple(whole)


def _whole(value: object) -> int | None:
    if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) <= LONGEST_NUMBER:
        return int(value)
    return value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else None


def parse_works(text: str, path: str, report: ReportProblem) -> tuple[Work, ...]:
    """Return the works of a CSL-JSON text; items and fields that cannot be used are reported and left out."""
    items = _items(text, path, report)
    works: dict[str, Work] = {}
    for index, item in enumerate(items, 1):
        work = _WorkReader(item, index, path, report).work()
        if work is None:
            continue
        if work.name in works:
            report(Problem(path, work.line, message("work.twice", work=work.name)))
            continue
        works[work.name] = work
    return tuple(works.values())


def _items(text: str, path: str, report: ReportProblem) -> list[JsonItem]:
    """Return the items of the JSON list; none, reported, if the text is no list."""
    try:
        return list(json_items(text))
    except json.JSONDecodeError as error:
        report(Problem(path, error.lineno, message("json.unreadable", reason=error)))
    except RecursionError:
        report(Problem(path, 1, message("json.unreadable", reason=message("data.nested"))))
    except NotAListError:
        report(Problem(path, 1, message("works.list")))
    return []


class _WorkReader:
    """Reads one item; values of other types than in CSL-JSON are reported and left out."""

    def __init__(self, item: JsonItem, index: int, path: str, report: ReportProblem) -> None:
        self._item, self._index, self._path, self._report = item, index, path, report

    def _report_field(self, name: str, problem: Message) -> None:
        self._report(Problem(self._path, self._line_of(name), problem))

    def _line_of(self, quoted: str) -> int:
        at = self._item.text.find(f'"{quoted}"') if quoted else -1
        return self._item.line + (self._item.text.count("\n", 0, at) if at > 0 else 0)

    def work(self) -> Work | None:
        """Return the work; None, reported, if it has no id or no title."""
        data = cast("dict[str, Any]", clean_data(self._item.value)) if isinstance(self._item.value, dict) else {}
        title = _text(data.get("title"))
        if not isinstance(data.get("id"), str) or not one_line(data["id"]) or not title:
            self._report_field("", message("work.needs_id", number=self._index))
            return None
        name = row_name(data["id"], lambda problem: self._report_field(data["id"], problem))
        custom = data.pop("custom", None) or {}
        if not isinstance(custom, dict):
            self._report_field("custom", message("work.custom", work=name))
            custom = {}
        return Work(
            name=name,
            number=self._number_in_list(name, custom),
            cited=self._text_field(name, custom, "cited"),
            about=self._about(name, custom),
            data=self._checked_fields(name, data) | {"title": title},
            line=self._line_of(data["id"]),
        )

    def _number_in_list(self, name: str, custom: Mapping[str, Any]) -> int:
        number = custom.get("number", self._index)
        if _whole(number) is None or isinstance(number, str):
            self._report_field("number", message("work.number", work=name))
            return self._index
        return int(number)

    def _text_field(self, name: str, fields: Mapping[str, Any], field: str) -> str:
        """Return a field that is text or a number, as one line of text."""
        value = fields.get(field)
        text = _text(value)
        if text is None:
            self._report_field(field, message("work.text", work=name, field=field))
        return text or ""

    def _about(self, name: str, custom: Mapping[str, Any]) -> str:
        value = custom.get("about") or ""
        if isinstance(value, str):
            return sanitize(value)
        self._report_field("about", message("work.text", work=name, field="about"))
        return ""

    def _checked_fields(self, name: str, data: Mapping[str, Any]) -> dict[str, Any]:
        checked = dict(data)
        for field in _TEXTS:
            if field in checked:
                checked[field] = self._text_field(name, data, field)
        for field in _PEOPLE:
            if checked.get(field):
                checked[field] = self._people(name, data[field], field)
        if _date(data.get("issued")) is None:
            self._report_field("issued", message("work.issued", work=name))
            checked["issued"] = None
        return checked

    def _people(self, name: str, people: object, field: str) -> list[Mapping[str, Any]]:
        several = people if isinstance(people, list) else [people]
        usable = [_one_line_names(person) for person in several if isinstance(person, dict) and _is_person(person)]
        if len(usable) < len(several):
            self._report_field(field, message("work.people", work=name, field=field))
        return usable


def _is_person(person: Mapping[str, Any]) -> bool:
    parts = [person.get(part) or "" for part in ("family", "given", "literal")]
    return any(parts) and all(isinstance(part, str) for part in parts)


def _one_line_names(person: dict[str, Any]) -> Mapping[str, Any]:
    return {key: one_line(value) if isinstance(value, str) else value for key, value in person.items()}


def _text(value: object) -> str | None:
    """Return a value that is text, a number or nothing as one line of text; None for anything else."""
    if value is None:
        return ""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    return one_line(str(value))
