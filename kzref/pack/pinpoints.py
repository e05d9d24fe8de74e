"""Pinpoints: numbered places in the source that a pack retells, such as [Results 36.11] or [Conclusion 6-11]."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from kzref.errors import KzrefError
from kzref.messages.message import message
from kzref.pack.files.text_safety import shortened

_NUMBER = re.compile(r"([0-9]{1,9})(?:\.([0-9]{1,9}))?$")
_MOST = 20_000
"""Numbers that one list may stand for; nobody cites a source of more places by number."""
_QUOTED = 80
"""Characters that a message quotes at most."""


class PinpointError(KzrefError):
    """A text is not a list of pinpoints or of their numbers."""


@dataclass(frozen=True, slots=True, order=True)
class Pinpoint:
    """One numbered place of a source: its part and the number within it, '36.11' or '7'."""

    part: str
    number: str

    def __str__(self) -> str:
        return f"{self.part} {self.number}"


def _expand(first: str, last: str) -> list[str]:
    """Return the numbers from first to last, which have the same depth and, if dotted, the same paragraph.

    Raise PinpointError for anything else.
    """
    shown = shortened(f"{first}-{last}")
    start, end = _NUMBER.match(first), _NUMBER.match(last)
    if not start or not end:
        raise PinpointError(message("pinpoint.not_a_range", range=shown))
    if start[2] is None and end[2] is None:
        low, high, prefix = int(start[1]), int(end[1]), ""
    elif start[2] and end[2] and start[1] == end[1]:
        low, high, prefix = int(start[2]), int(end[2]), f"{start[1]}."
    else:
        raise PinpointError(message("pinpoint.crosses_paragraphs", range=shown))
    if not low <= high <= low + 1000:
        raise PinpointError(message("pinpoint.range", range=shown))
    return [f"{prefix}{n}" for n in range(low, high + 1)]


def parse_numbers(text: str) -> list[str]:
    """Return the numbers that a text such as '1.1-1.8, 2-6' stands for. Raise PinpointError."""
    numbers: list[str] = []
    for piece in text.replace("–", "-").split(","):
        first, dash, last = (part.strip() for part in piece.partition("-"))
        if not _NUMBER.match(first):
            raise PinpointError(message("pinpoint.not_a_number", text=piece.strip()[:_QUOTED]))
        numbers += _expand(first, last) if dash else [first]
        if len(numbers) > _MOST:
            raise PinpointError(message("pinpoint.too_many", text=text[:_QUOTED], limit=_MOST))
    return numbers


@dataclass(frozen=True)
class PinpointScheme:
    """The pinpoints of a source, by part in the order of the source: a pack may cite them and should cover them."""

    parts: Mapping[str, tuple[str, ...]]
    optional: frozenset[str] = frozenset()
    """Parts that may be cited but need not be covered."""

    def all(self) -> list[Pinpoint]:
        """Return every pinpoint in the order of the source."""
        return [Pinpoint(part, number) for part, numbers in self.parts.items() for number in numbers]

    @cached_property
    def _numbers(self) -> Mapping[str, frozenset[str]]:
        return {part: frozenset(numbers) for part, numbers in self.parts.items()}

    @cached_property
    def _longest(self) -> int:
        return max(map(len, self.parts), default=0)

    def has(self, pinpoint: Pinpoint) -> bool:
        """Return whether the source has this place."""
        return pinpoint.number in self._numbers.get(pinpoint.part, ())

    def uncovered(self, cited: Iterable[Pinpoint]) -> list[Pinpoint]:
        """Return the pinpoints that the pack should cite and does not, in the order of the source."""
        seen = set(cited)
        return [p for p in self.all() if p not in seen and p.part not in self.optional]

    @cached_property
    def citation_pattern(self) -> re.Pattern[str] | None:
        """The pattern of a citation in brackets, with the text inside as group 1; None if the source has no parts."""
        if not self.parts:
            return None
        names = "|".join(re.escape(part) for part in sorted(self.parts, key=len, reverse=True))
        return re.compile(rf"\[((?:{names})\s\d[^\[\]\n]*)\](?![(\[])")

    def parse(self, text: str) -> list[Pinpoint]:
        """Return the pinpoints of a text such as 'Results 36.11; Conclusion 3, 6-11'. Raise PinpointError."""
        found: list[Pinpoint] = []
        for piece in (" ".join(each.split()) for each in text.split(";")):
            part = self._part_of(piece)
            if part is None:
                known = ", ".join(self.parts)
                known = known if len(known) <= 5 * _QUOTED else f"{known[: 5 * _QUOTED]}…"
                raise PinpointError(message("pinpoint.part", text=piece[:_QUOTED], parts=known))
            found += [Pinpoint(part, number) for number in parse_numbers(piece[len(part) :].strip())]
            if len(found) > _MOST:
                raise PinpointError(message("pinpoint.too_many", text=text[:_QUOTED], limit=_MOST))
        return found

    def _part_of(self, piece: str) -> str | None:
        """Return the longest part that a text begins with, followed by a space; None if there is none."""
        end = piece.rfind(" ", 0, self._longest + 1)
        while end >= 0:
            if piece[:end] in self.parts:
                return piece[:end]
            end = piece.rfind(" ", 0, end)
        return None


def join_pinpoints(pinpoints: Iterable[Pinpoint]) -> str:
    """Return pinpoints as a reader writes them: 'Results 36.11-36.12, 36.15; Conclusion 3'."""
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
    except PinpointError:
        return False
