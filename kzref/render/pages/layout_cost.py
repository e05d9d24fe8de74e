"""Estimate the cost of laying out HTML in Qt, in microseconds of CPU, measured on a machine of 2020."""

import re

from kzref.render.html.tags import BLOCKS, Tag, Token, longest_run

_CHARACTER = 0.3
_RUN = 1 / 4000
"""Per square of the length of a word."""
_LINE = 11.0
"""Per line of preformatted text."""
_CELL = 100.0
_HEADING = 300.0
_TAGS = {"td": _CELL, "th": _CELL, "li": 40.0, "a": 15.0, "img": 2000.0} | {
    f"h{rank}": _HEADING for rank in range(1, 7)
}
"""Headings are formatted again after loading, each at a cost that grows with the document."""
_OTHER_TAG = 12.0
_LARGEST_SPAN = 50
_SPAN = re.compile(r'(?:row|col)span="\s*(\d+)')
_IMMENSE_TEXT = 250_000
_IMMENSE = 1_000_000.0


class CostMeter:
    """Adds up the cost of successive tokens."""

    def __init__(self) -> None:
        self.cost = 0.0
        self.run = 0
        """Length of the unbroken run of characters at the end."""
        self.is_preformatted = False

    def add(self, token: Token) -> None:
        """Add a tag or a text."""
        if isinstance(token, str):
            self._add_text(token)
            return
        if token.name in BLOCKS:
            self.run = 0
        if token.name == "pre":
            self.is_preformatted = not token.closing
        if not token.closing:
            self.cost += _tag_cost(token)

    def _add_text(self, text: str) -> None:
        self.cost += len(text) * _CHARACTER
        if len(text) > _IMMENSE_TEXT:
            return  # It is cut in any case.
        longest, self.run = longest_run(text, self.run)
        if longest > 1000:
            self.cost += longest * longest * _RUN
        if self.is_preformatted:
            self.cost += text.count("\n") * _LINE

    def reset(self) -> None:
        """Start at zero, within the same elements."""
        self.cost, self.run = 0.0, 0


def _tag_cost(tag: Tag) -> float:
    """Return the cost of an element without its content."""
    if "span=" in tag.attributes and any(int(n[:9]) > _LARGEST_SPAN for n in _SPAN.findall(tag.attributes)):
        return _IMMENSE  # Qt creates all rows and columns that a cell spans.
    return _TAGS.get(tag.name, _OTHER_TAG)


def is_cheap(html: str, most: float) -> bool:
    """Return whether a page certainly costs less than a limit, without splitting it into tokens."""
    if "span=" in html or len(html) * _CHARACTER + html.count("<") * _CELL / 2 > most:
        return False
    return longest_run(html, 0)[0] <= 1000 and ("<pre" not in html or html.count("\n") * _LINE < most)
