"""Pinpoints: places in the source that a pack retells, such as [Results 36.11] or [Conclusion 6-11]."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

_NUMBER = re.compile(r"([0-9]{1,9})(?:\.([0-9]{1,9}))?$")
_MOST = 20_000
"""Numbers that one list may stand for; a source of more places would be none that anybody cites by number."""
_QUOTED = 80
"""Characters that a message quotes at most."""


@dataclass(frozen=True, slots=True, order=True)
class Pinpoint:
    """One numbered place of a source: its part and the number within it, '36.11' or '7'."""

    part: str
    number: str

    def __str__(self) -> str:
        return f"{self.part} {self.number}"


def _expand(first: str, last: str) -> list[str]:
    """The numbers from first to last, which are of one depth and, when dotted, of one paragraph."""
    start, end = _NUMBER.match(first), _NUMBER.match(last)
    if not start or not end:
        raise ValueError(f"'{first}-{last}' is not a range of numbers")
    if start[2] is None and end[2] is None:
        low, high, prefix = int(start[1]), int(end[1]), ""
    elif start[2] and end[2] and start[1] == end[1]:
        low, high, prefix = int(start[2]), int(end[2]), f"{start[1]}."
    else:
        raise ValueError(f"'{first}-{last}' crosses paragraphs; write the ranges apart")
    if not low <= high <= low + 1000:
        raise ValueError(f"'{first}-{last}' runs backwards or too far")
    return [f"{prefix}{n}" for n in range(low, high + 1)]


def parse_numbers(text: str) -> list[str]:
    """'1.1-1.8, 2-6' as the numbers it stands for; ValueError says what is wrong with it."""
    numbers: list[str] = []
    for piece in text.replace("–", "-").split(","):
        first, dash, last = (part.strip() for part in piece.partition("-"))
        if not _NUMBER.match(first):
            raise ValueError(f"'{piece.strip()[:_QUOTED]}' is not a number")
        numbers += _expand(first, last) if dash else [first]
        if len(numbers) > _MOST:
            raise ValueError(f"'{text[:_QUOTED]}…' stands for more than {_MOST} numbers")
    return numbers


@dataclass(frozen=True)
class PinpointScheme:
    """The pinpoints that a source has, by part in the source's order; what a pack may cite and should cover."""

    parts: Mapping[str, tuple[str, ...]]
    optional: frozenset[str] = frozenset()
    """Parts that may be cited but need not be covered."""

    def all(self) -> list[Pinpoint]:
        """Every pinpoint in the source's order."""
        return [Pinpoint(part, number) for part, numbers in self.parts.items() for number in numbers]

    @cached_property
    def _numbers(self) -> Mapping[str, frozenset[str]]:
        return {part: frozenset(numbers) for part, numbers in self.parts.items()}

    @cached_property
    def _longest(self) -> int:
        return max(map(len, self.parts), default=0)

    def has(self, pinpoint: Pinpoint) -> bool:
        """Whether the source has this place."""
        return pinpoint.number in self._numbers.get(pinpoint.part, ())

    def uncovered(self, cited: Iterable[Pinpoint]) -> list[Pinpoint]:
        """What the pack should cite and does not."""
        seen = set(cited)
        return [p for p in self.all() if p not in seen and p.part not in self.optional]

    def citation_pattern(self) -> re.Pattern[str] | None:
        """Finds a bracketed citation in prose; group 1 is what stands inside the brackets."""
        return self._citation_pattern

    @cached_property
    def _citation_pattern(self) -> re.Pattern[str] | None:
        if not self.parts:
            return None
        names = "|".join(re.escape(part) for part in sorted(self.parts, key=len, reverse=True))
        return re.compile(rf"\[((?:{names})\s\d[^\[\]\n]*)\](?![(\[])")

    def parse(self, text: str) -> list[Pinpoint]:
        """'Results 36.11; Conclusion 3, 6-11' as pinpoints; ValueError says what is wrong with it."""
        found: list[Pinpoint] = []
        for piece in (" ".join(each.split()) for each in text.split(";")):
            part = self._part_of(piece)
            if part is None:
                known = ", ".join(self.parts)
                known = known if len(known) <= 5 * _QUOTED else f"{known[: 5 * _QUOTED]}…"
                raise ValueError(f"'{piece[:_QUOTED]}' does not begin with a part of the source ({known})")
            found += [Pinpoint(part, number) for number in parse_numbers(piece[len(part) :].strip())]
            if len(found) > _MOST:
                raise ValueError(f"'{text[:_QUOTED]}…' stands for more than {_MOST} numbers")
        return found

    def _part_of(self, piece: str) -> str | None:
        """The longest part that a piece begins with, which a space must follow."""
        end = piece.rfind(" ", 0, self._longest + 1)
        while end >= 0:
            if piece[:end] in self.parts:
                return piece[:end]
            end = piece.rfind(" ", 0, end)
        return None


def join_pinpoints(pinpoints: Iterable[Pinpoint]) -> str:
    """Pinpoints as a reader writes them: 'Results 36.11-36.12, 36.15; Conclusion 3'."""
    parts: dict[str, list[str]] = {}
    for pinpoint in dict.fromkeys(pinpoints):
        parts.setdefault(pinpoint.part, []).append(pinpoint.number)
    return "; ".join(f"{part} {_join_numbers(numbers)}" for part, numbers in parts.items())


def _join_numbers(numbers: list[str]) -> str:
    def key(number: str) -> tuple[int, int]:
        whole, _, sub = number.partition(".")
        return int(whole), int(sub or -1)

    runs: list[list[str]] = []
    for number in sorted(numbers, key=key):
        if runs and _follows(runs[-1][-1], number):
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(run[0] if len(run) == 1 else f"{run[0]}-{run[-1]}" for run in runs)


def _follows(first: str, second: str) -> bool:
    try:
        return len(_expand(first, second)) == 2
    except ValueError:
        return False
