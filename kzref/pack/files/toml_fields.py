"""TOML read with limits, and its fields with their types; each fault is named with its line."""

import re
import tomllib
from collections.abc import Callable, Collection, Mapping
from typing import Any, cast

from kzref.pack.files.text_safety import clean_data, one_line, sanitize, shortened
from kzref.pack.problems import Problem, ReportProblem

_LISTED = 20
"""Names that a message lists at most."""
_KEY = r"""(?:[A-Za-z0-9_-]++|"[^"\n]*+"|'[^'\n]*+')"""
_LONG_KEY = re.compile(rf"(?<![\w.\"'-])(?:{_KEY}[ \t]*+\.[ \t]*+){{30}}")
"""A name of so many parts; the time that tomllib takes grows with the cube of their number."""
_LONG_NUMBER = re.compile(r"(?<![\d_])\d[\d_]{4000}")


def parse_toml(text: str, path: str, report: ReportProblem) -> Mapping[str, Any] | None:
    """Return the data of a TOML text, cleaned of control characters; None, reported, where it cannot be read."""
    line, message = 1, "it is nested too deeply"
    try:
        if long := _LONG_KEY.search(text):
            line, message = _line_at(text, long.start()), "a name has too many parts"
        else:
            return cast("Mapping[str, Any]", clean_data(tomllib.loads(text)))
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"line (\d+)", str(error))
        # Where it ends too early, tomllib says so and names no line.
        line, message = int(found[1]) if found else text.rstrip().count("\n") + 1, str(error)
    except RecursionError:
        rows = text.split("\n")
        line = 1 + max(range(len(rows)), key=lambda at: rows[at].count("[") + rows[at].count("{"))
    except ValueError:
        number = _LONG_NUMBER.search(text)
        line, message = _line_at(text, number.start()) if number else 1, "a number has too many digits"
    report(Problem(path, line, f"cannot be read as TOML: {shortened(message, 200)}"))
    return None


def _line_at(text: str, at: int) -> int:
    return text.count("\n", 0, at) + 1


def listed(names: Collection[str]) -> str:
    """Return names for a message, in order, not more than it can bear."""
    if len(names) > _LISTED:
        return f"{', '.join(sorted(names)[:_LISTED])} and {len(names) - _LISTED} more"
    return ", ".join(sorted(names)) or "none"


class TomlFields:
    """The fields of one table. What has not the type that is asked for is a fault, and is left out."""

    def __init__(
        self, values: Mapping[str, Any], path: str, line_of: Callable[[str], int], report: ReportProblem
    ) -> None:
        self.values = values
        self._path, self._line_of, self._report = path, line_of, report

    def report_field(self, name: str, message: str) -> None:
        """Report a fault of a field."""
        self._report(Problem(self._path, self._line_of(name), message))

    def check_names(self, known: Collection[str], where: str = "") -> None:
        """Report the fields that are not known."""
        if unknown := sorted(self.values.keys() - known):
            hint = f"{where}; known are {', '.join(sorted(known))}"
            for name in unknown:
                self.report_field(name, f"unknown field '{shortened(name)}'{hint}")

    def prose(self, name: str) -> str:
        """Return a field that is text of one or several lines; empty if there is none."""
        value = self.values.get(name, "")
        if isinstance(value, str):
            return sanitize(value)
        self.report_field(name, f"'{name}' is text in quotation marks")
        return ""

    def text(self, name: str) -> str:
        """Return a field that is one line of text; empty if there is none."""
        return one_line(self.prose(name))

    def table(self, name: str) -> Mapping[str, Any]:
        """Return a field that is a table; empty if there is none."""
        value = self.values.get(name, {})
        if isinstance(value, dict):
            return value
        self.report_field(name, f"'{name}' is a table")
        return {}

    def texts(self, name: str) -> Mapping[str, str]:
        """Return a table of short texts, without those that are none; empty if there is none."""
        found: dict[str, str] = {}
        for key, value in self.table(name).items():
            if isinstance(value, str):
                found[one_line(key)] = one_line(value)
            else:
                self.report_field(name, f"'{name}': '{shortened(key)}' is text in quotation marks")
        return found

    def names(self, name: str) -> tuple[str, ...]:
        """Return a field that is a list of short texts; empty if there is none."""
        value = self.values.get(name, [])
        if isinstance(value, list) and all(isinstance(each, str) for each in value):
            return tuple(map(one_line, value))
        self.report_field(name, f"'{name}' is a list of names in quotation marks")
        return ()
