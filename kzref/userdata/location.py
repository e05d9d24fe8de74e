"""A place in a text: which section, how far into its text, and the words that stand there.

The text of a section is its plain text with runs of spaces and of signs that are no letters of it (line ends, borders
of tables, charts) as one space: what screen, paper and search have in common. Offsets count its characters from 0.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple

CONTEXT = 32
"""Characters of a quote, and of the text before and after it."""
_ENOUGH = 12
"""Characters of context by which a place is still found when the words there have changed."""
_WORD = re.compile("[^\\s\\ufdd0\\ufdd1\\ufffc]+")


class Quote(NamedTuple):
    """Words of a text with what stands around them."""

    prefix: str
    exact: str
    suffix: str


class Location(NamedTuple):
    """A place in the text of a section."""

    address: str
    """Of the section; empty for the start page."""
    offset: int = 0
    quote: Quote | None = None


class PlainText:
    """The text of a section as locations count it, made of a raw text whose positions it knows."""

    def __init__(self, raw: str, start: int = 0) -> None:
        """raw: as a page shows it. start: the position of its first character, where it is part of a longer text."""
        words: list[str] = []
        self._offsets: list[int] = []
        self._positions: list[int] = []
        offset = 0
        for word in _WORD.finditer(raw):
            words.append(word[0])
            self._offsets.append(offset)
            self._positions.append(start + word.start())
            offset += len(word[0]) + 1
        self.text = " ".join(words)
        self._start = start

    def offset_of(self, position: int) -> int:
        """Return the offset of a position of the raw text. Of one between two words, that of the next word."""
        at = bisect_right(self._positions, position) - 1
        if at < 0:
            return 0
        end = self._offsets[at + 1] - 1 if at + 1 < len(self._offsets) else len(self.text)
        within = self._offsets[at] + position - self._positions[at]
        return within if within < end else min(end + 1, len(self.text))

    def position_of(self, offset: int) -> int:
        """Return the position in the raw text of an offset."""
        at = bisect_right(self._offsets, offset) - 1
        return self._start if at < 0 else self._positions[at] + offset - self._offsets[at]


def quote_at(text: str, offset: int) -> Quote:
    """Return the words of a text from an offset on, with their context."""
    end = min(offset + CONTEXT, len(text))
    return Quote(text[max(offset - CONTEXT, 0) : offset], text[offset:end], text[end : end + CONTEXT])


def locate(text: str, location: Location) -> int | None:
    """Return the offset of a location in the text of its section, which may have changed since; None if it is gone.

    In this order: where the quote stands, by the context that agrees most and then by the nearest offset; where the
    text before it ends; where the text after it begins. A location without a quote is its offset.
    """
    if location.quote is None or not location.quote.exact:
        return min(location.offset, len(text))
    quote = location.quote
    found = list(_occurrences(text, quote.exact))
    if found:
        return max(found, key=lambda at: (_agreement(text, at, quote), -abs(at - location.offset)))
    before, after = quote.prefix[-_ENOUGH:], quote.suffix[:_ENOUGH]
    ends = [at + len(before) for at in _occurrences(text, before)] if len(before) == _ENOUGH else []
    begins = [max(at - len(quote.exact), 0) for at in _occurrences(text, after)] if len(after) == _ENOUGH else []
    return min(ends or begins, key=lambda at: abs(at - location.offset), default=None)


def _occurrences(text: str, words: str) -> Iterator[int]:
    at = text.find(words)
    while at >= 0:
        yield at
        at = text.find(words, at + 1)


def _agreement(text: str, at: int, quote: Quote) -> int:
    """Return how many characters of the context of a quote stand around an offset."""
    after = at + len(quote.exact)
    before = text[max(at - len(quote.prefix), 0) : at]
    return _common(before[::-1], quote.prefix[::-1]) + _common(text[after : after + len(quote.suffix)], quote.suffix)


def _common(one: str, other: str) -> int:
    """Return the length of the beginning that two texts share."""
    return next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
