"""Where in a TOML file a thing stands, for faults that name their line: tomllib does not tell."""

import re


def field_line(text: str, name: str) -> int:
    """The line on which a field is set or a table of that name begins, from 1; 1 where there is none."""
    return _first(text, rf"\s*(?:\[+{re.escape(name)}\]+|[\"']?{re.escape(name)}[\"']?\s*=)")


def table_line(text: str, name: str, index: int) -> int:
    """The line of the head of the table of that name and number, from 0, in an array of tables."""
    return _first(text, rf"\s*\[\[\s*{re.escape(name)}\s*\]\]", index)


def _first(text: str, pattern: str, skip: int = 0) -> int:
    found = [line for line, row in enumerate(text.split("\n"), 1) if re.match(pattern, row)]
    return found[skip] if skip < len(found) else 1
