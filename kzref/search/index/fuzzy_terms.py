"""Fuzzy and prefix look-up in the sorted list of all word forms of a library.

Word forms are UTF-8, one to a line, in the order of their bytes, which is also the order of their characters.
"""

import re
from collections.abc import Callable, Iterator
from mmap import mmap

Lines = bytes | mmap


def fuzzy_matches(forms: Lines, form: str, distance: int) -> Iterator[str]:
    """Yield the word forms within a Levenshtein distance of a form that begin with the same character."""
    lines = lines_with_prefix(forms, form[:1].encode("utf-8", "replace")).decode()
    distance_to = bounded_levenshtein(form, distance)
    for found in _candidate_pattern(form, distance).finditer(lines):
        other = found[0]
        if distance_to(other) <= distance:
            yield other


def lines_with_prefix(lines: Lines, prefix: bytes) -> bytes:
    """Return the lines that begin with a prefix; they are adjacent."""
    return lines[_lower_bound(lines, prefix) : _lower_bound(lines, prefix + b"\xff")]


def _lower_bound(lines: Lines, wanted: bytes) -> int:
    """Return the offset of the first line that is not less than wanted, in the order of bytes."""
    low, high = 0, len(lines)
    while low < high:
        middle = (low + high) // 2
        start = lines.rfind(b"\n", 0, middle) + 1
        end = lines.find(b"\n", middle)
        end = len(lines) if end < 0 else end
        if lines[start:end] < wanted:
            low = end + 1
        else:
            high = start
    return min(low, len(lines))


def _candidate_pattern(form: str, distance: int) -> re.Pattern[str]:
    """Return a pattern for the lines that may be within the distance.

    A form is cut into distance + 1 pieces. By the pigeonhole principle distance edits leave at least one piece
    unchanged, shifted by at most distance characters.
    """
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


def bounded_levenshtein(form: str, limit: int) -> Callable[[str], int]:
    """Return a function that gives the Levenshtein distance of a word from a form; limit + 1 if it exceeds the limit.

    The bit-parallel algorithm of G. Myers, "A fast bit-vector algorithm for approximate string matching based on
    dynamic programming", J. ACM 46 (1999), as adapted to the distance of whole words by H. Hyyrö, "A bit-vector
    algorithm for computing Levenshtein and Damerau edit distances", Nordic J. of Computing 10 (2003). A column of the
    dynamic programming table is two whole numbers, with a bit for each character of the form: where the value rises by
    one (positive) and where it falls by one (negative). About a tenth of the time of the table cell by cell, for words
    of 10 characters.
    """
    occurrences: dict[str, int] = {}
    for at, character in enumerate(form):
        occurrences[character] = occurrences.get(character, 0) | 1 << at
    size = len(form)
    full, last = (1 << size) - 1, 1 << (size - 1)

    def distance_to(other: str) -> int:
        positive, negative, distance = full, 0, size
        left = len(other)
        for character in other:
            match = occurrences.get(character, 0)
            diagonal = (((match & positive) + positive) ^ positive) | match | negative
            horizontal_positive = negative | (full & ~(diagonal | positive))
            horizontal_negative = diagonal & positive
            if horizontal_positive & last:
                distance += 1
            elif horizontal_negative & last:
                distance -= 1
            left -= 1
            if distance - left > limit:
                return limit + 1
            horizontal_positive = horizontal_positive << 1 | 1
            positive = (horizontal_negative << 1 | ~(diagonal | horizontal_positive)) & full
            negative = horizontal_positive & diagonal & full
        return min(distance, limit + 1)

    return distance_to
