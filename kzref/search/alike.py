"""Words that are written almost like another one, looked for among all words of a library in order."""

import re
from collections.abc import Iterator


def alike(forms: bytes, form: str, distance: int) -> Iterator[str]:
    """Words that differ from a form by at most so many letters (left out, put in or changed), and begin like it.

    forms: all words in UTF-8, one to a line, in the order of their bytes.
    """
    initial = form[:1]
    lines = beginning(forms, initial.encode("utf-8", "replace")).decode()
    for found in _candidates(form, distance).finditer(lines):
        other = found[0]
        if _differ(form, other, distance) <= distance:
            yield other


def beginning(forms: bytes, begun: bytes) -> bytes:
    """The lines that begin so; they stand together."""
    return forms[_first_from(forms, begun) : _first_from(forms, begun + b"\xff")]


def _first_from(forms: bytes, wanted: bytes) -> int:
    """Where the first line begins that is not before wanted, in the order of bytes."""
    low, high = 0, len(forms)
    while low < high:
        middle = (low + high) // 2
        start = forms.rfind(b"\n", 0, middle) + 1
        end = forms.find(b"\n", middle)
        end = len(forms) if end < 0 else end
        if forms[start:end] < wanted:
            low = end + 1
        else:
            high = start
    return min(low, len(forms))


def _candidates(form: str, distance: int) -> re.Pattern[str]:
    """Lines that may be near: of one piece more than letters may differ, at least one piece stands unchanged."""
    length = rf"(?=.{{{max(len(form) - distance, 1)},{len(form) + distance}}}$)"
    size = len(form) // (distance + 1)
    if not size:
        return re.compile(rf"^{length}.+$", re.M)
    pieces = []
    for number in range(distance + 1):
        at = number * size
        piece = form[at:] if number == distance else form[at : at + size]
        pieces.append(rf".{{{max(at - distance, 0)},{at + distance}}}{re.escape(piece)}")
    return re.compile(rf"^{length}(?:{'|'.join(pieces)}).*$", re.M)


def _differ(one: str, other: str, most: int) -> int:
    """How many letters differ, as Levenshtein counts; more than most is most + 1."""
    row = list(range(len(other) + 1))
    for at, letter in enumerate(one, 1):
        before, row[0] = row[0], at
        for place, another in enumerate(other, 1):
            before, row[place] = row[place], min(row[place] + 1, row[place - 1] + 1, before + (letter != another))
        if min(row) > most:
            return most + 1
    return row[-1]
