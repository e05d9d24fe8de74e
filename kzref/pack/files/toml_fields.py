"""Read TOML within limits, and its fields by type; each problem has its line."""

import re
import tomllib
from collections.abc import Callable, Collection, Mapping
from typing import Any, cast

from kzref.messages.message import Message, Value, message
from kzref.pack.files.text_safety import clean_data, one_line, sanitize, shortened
from kzref.pack.problems import Problem, ReportProblem

_LISTED = 20
"""Names that a message lists at most."""
_LONGEST_REASON = 200
"""Characters of a message of tomllib that are quoted."""
_KEY = r"""(?:[A-Za-z0-9_-]++|"[^"\n]*+"|'[^'\n]*+')"""
_LONG_KEY = re.compile(rf"(?<![\w.\"'-])(?:{_KEY}[ \t]*+\.[ \t]*+){{30}}")
"""A dotted name of 30 parts or more: the time that tomllib takes grows with the cube of their number."""
_LONG_NUMBER = re.compile(r"(?<![\d_])\d[\d_]{4000}")


def parse_toml(text: str, path: str, report: ReportProblem) -> Mapping[str, Any] | None:
    """Return the data of a TOML text, sanitized; None, reported, if it cannot be read."""
    line, reason = 1, message("data.nested")
    try:
        if long := _LONG_KEY.search(text):
            line, reason = _line_at(text, long.start()), message("toml.long_name")
        else:
            return cast("Mapping[str, Any]", clean_data(tomllib.loads(text)))
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"line (\d+)", str(error))
        # tomllib names no line where the text ends too early.
        line = int(found[1]) if found else text.rstrip().count("\n") + 1
        reason = message("plain", text=shortened(str(error), _LONGEST_REASON))
    except RecursionError:
        rows = text.split("\n")
        line = 1 + max(range(len(rows)), key=lambda at: rows[at].count("[") + rows[at].count("{"))
    except ValueError:
        number = _LONG_NUMBER.search(text)
        line, reason = _line_at(text, number.start()) if number else 1, message("toml.long_number")
    report(Problem(path, line, message("toml.unreadable", reason=reason)))
    return None


def _line_at(text: str, at: int) -> int:
    return text.count("\n", 0, at) + 1


def listed(names: Collection[str]) -> Value:
    """Return names for a message, sorted, the first few of many."""
    if not names:
        return message("names.none")
    if len(names) > _LISTED:
        return message("names.more", names=", ".join(sorted(names)[:_LISTED]), count=len(names) - _LISTED)
    return ", ".join(sorted(names))


class TomlFields:
    """The fields of one table. A value of another type than is asked for is reported and left out."""

    def __init__(
        self, values: Mapping[str, Any], path: str, line_of: Callable[[str], int], report: ReportProblem
    ) -> None:
        self.values = values
        self._path, self._line_of, self._report = path, line_of, report

    def report_field(self, name: str, problem: Message) -> None:
        """Report a problem of a field."""
        self.report_at(self._line_of(name), problem)

    def report_at(self, line: int, problem: Message) -> None:
        """Report a problem of the table as a whole."""
        self._report(Problem(self._path, line, problem))

    def check_names(self, known: Collection[str], table: str = "") -> None:
        """Report the fields that are not known. table: what the message calls the table; empty at the top."""
        shown = ", ".join(sorted(known))
        for name in sorted(self.values.keys() - known):
            field = shortened(name)
            if table:
                self.report_field(name, message("field.unknown_in_table", field=field, table=table, known=shown))
            else:
                self.report_field(name, message("field.unknown", field=field, known=shown))

    def prose(self, name: str) -> str:
        """Return a field that is text of one or several lines; empty if there is none."""
        value = self.values.get(name, "")
        if isinstance(value, str):
            return sanitize(value)
        self.report_field(name, message("field.text", field=name))
        return ""

    def text(self, name: str) -> str:
        """Return a field that is one line of text; empty if there is none."""
        return one_line(self.prose(name))

    def table(self, name: str) -> Mapping[str, Any]:
        """Return a field that is a table; empty if there is none."""
        value = self.values.get(name, {})
        if isinstance(value, dict):
            return value
        self.report_field(name, message("field.table", field=name))
        return {}

    def texts(self, name: str) -> Mapping[str, str]:
        """Return the short texts of a table; empty if there is none."""
        found: dict[str, str] = {}
        for key, value in self.table(name).items():
            if isinstance(value, str):
                found[one_line(key)] = one_line(value)
            else:
                self.report_field(name, message("field.text_of_table", field=name, name=shortened(key)))
        return found

    def names(self, name: str) -> tuple[str, ...]:
        """Return a field that is a list of short texts; empty if there is none."""
        value = self.values.get(name, [])
        if isinstance(value, list) and all(isinstance(each, str) for each in value):
            return tuple(map(one_line, value))
        self.report_field(name, message("field.names", field=name))
        return ()
