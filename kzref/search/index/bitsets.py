"""Sets of sections as whole numbers with a byte for each section: what Python joins, cuts and counts in one step.

A column is bytes: a weight for each section, 0 where it is not in the set. A mask is the number made of a column whose
bytes are 0 or 1; `&`, `|` and `&~` are then the set operations, and bit_count() the number of sections.
"""

from collections.abc import Iterable, Iterator
from itertools import compress

Mask = int
_ONES = bytes([0]) + bytes([1]) * 255


def mask_of(column: bytes) -> Mask:
    """The sections that a column has a weight for."""
    return int.from_bytes(column.translate(_ONES), "little")


def mask_of_numbers(numbers: Iterable[int], size: int) -> Mask:
    """The sections of these numbers."""
    column = bytearray(size)
    for number in numbers:
        column[number] = 1
    return int.from_bytes(column, "little")


def every(size: int) -> Mask:
    """All sections."""
    return int.from_bytes(b"\1" * size, "little")


def count(mask: Mask) -> int:
    """How many sections there are."""
    return mask.bit_count()


def numbers(mask: Mask, size: int) -> Iterator[int]:
    """The numbers of the sections, ascending."""
    return compress(range(size), mask.to_bytes(size, "little"))


def at_least(column: bytes, weight: int) -> bytes:
    """The column with what weighs less taken out."""
    return column.translate(bytes(weight) + bytes(range(weight, 256)))


def heaviest(column: bytes, wanted: int) -> int:
    """The least weight that some wanted sections reach or surpass; 1 where there are fewer than wanted."""
    low, high = 1, 255
    total = len(column)
    while low < high:
        middle = (low + high + 1) // 2
        reach = total - at_least(column, middle).count(0)
        if reach >= wanted:
            low = middle
        else:
            high = middle - 1
    return low
