"""Words that are written almost like another one, looked for among all words of a library in order."""

import re
from collections.abc import Callable, Iterator
from mmap import mmap

Lines = bytes | mmap


def alike(forms: Lines, form: str, distance: int) -> Iterator[str]:
    """Words that differ from a form by at most so many letters (left out, put in or changed), and begin like it.

    forms: all words in UTF-8, one to a line, in the order of their bytes.
    """
    initial = form[:1]
    lines = beginning(forms, initial.encode("utf-8", "replace")).decode()
    differ = _measure(form, distance)
    for found in _candidates(form, distance).finditer(lines):
        other = found[0]
        if differ(other) <= distance:
            yield other


def beginning(forms: Lines, begun: bytes) -> bytes:
    """The lines that begin so; they stand together."""
    return forms[_first_from(forms, begun) : _first_from(forms, begun + b"\xff")]


def _first_from(forms: Lines, wanted: bytes) -> int:
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


def _measure(form: str, most: int) -> Callable[[str], int]:
    """How many letters of another word differ from a form, as Levenshtein counts; more than most is most + 1.

    Myers' bit vectors: a column of the table of distances is two whole numbers, of the steps up and of those down.
    """
    there: dict[str, int] = {}
    for at, letter in enumerate(form):
        there[letter] = there.get(letter, 0) | 1 << at
    size = len(form)
    full, last = (1 << size) - 1, 1 << (size - 1)

    def differ(other: str) -> int:
        up, down, score = full, 0, size
        left = len(other)
        for letter in other:
            same = there.get(letter, 0)
            level = (((same & up) + up) ^ up) | same | down
            rising = down | (full & ~(level | up))
            falling = level & up
            if rising & last:
                score += 1
            elif falling & last:
                score -= 1
            left -= 1
            if score - left > most:
                return most + 1
            rising = rising << 1 | 1
            up = (falling << 1 | ~(level | rising)) & full
            down = rising & level & full
        return min(score, most + 1)

    return differ
