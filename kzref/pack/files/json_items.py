"""Read the items of a JSON list with their lines, and without numbers too large to work with."""

import json
import re
from collections.abc import Iterator
from typing import NamedTuple

_SPACE = re.compile(r"[ \t\n\r]*")
LONGEST_NUMBER = 15
"""Digits of a number; a longer one is read as text."""


class JsonItem(NamedTuple):
    """One item of a list."""

    value: object
    line: int
    """On which it begins, from 1."""
    text: str


class NotAListError(ValueError):
    """A JSON text is not a list."""


def json_items(text: str) -> Iterator[JsonItem]:
    """Yield the items of a JSON list, one at a time. Raise JSONDecodeError, RecursionError or NotAListError."""
    decoder = json.JSONDecoder(parse_int=_number, parse_float=_number, parse_constant=str)
    at = _after_space(text, 0)
    if not text.startswith("[", at):
        decoder.decode(text)
        raise NotAListError
    line, counted = 1, 0
    at, ended = _after_space(text, at + 1), text.startswith("]", _after_space(text, at + 1))
    while not ended:
        value, end = decoder.raw_decode(text, at)
        line, counted = line + text.count("\n", counted, at), at
        yield JsonItem(value, line, text[at:end])
        at = _after_space(text, end)
        ended = text.startswith("]", at)
        if not ended and not text.startswith(",", at):
            raise json.JSONDecodeError("Expecting ',' delimiter", text, at)
        at = at if ended else _after_space(text, at + 1)
    if (rest := _after_space(text, at + 1)) < len(text):
        raise json.JSONDecodeError("Extra data", text, rest)


def _after_space(text: str, at: int) -> int:
    found = _SPACE.match(text, at)
    return found.end() if found else at


def _number(text: str) -> int | float | str:
    """Return a number; as text if it is too large."""
    if re.fullmatch(rf"-?\d{{1,{LONGEST_NUMBER}}}", text):
        return int(text)
    number = float(text)
    return number if abs(number) < 10**LONGEST_NUMBER else text
