"""What it costs Qt to lay HTML out: microseconds of CPU, about, measured on a machine of 2020."""

import re

from kzref.render.html.tags import BLOCKS, Tag, Token, longest_run

_CHARACTER = 0.3
_RUN = 1 / 4000
"""Of the square of the length of a word."""
_LINE = 11.0
"""Of preformatted text."""
_CELL = 100.0
_HEADING = 300.0
_TAGS = {"td": _CELL, "th": _CELL, "li": 40.0, "a": 15.0, "img": 2000.0} | {
    f"h{rank}": _HEADING for rank in range(1, 7)
}
"""Headings are set once more, each at a cost that grows with the document."""
_OTHER_TAG = 12.0
_LARGEST_SPAN = 50
_SPAN = re.compile(r'(?:row|col)span="\s*(\d+)')
_IMMENSE_TEXT = 250_000
_IMMENSE = 1_000_000.0


class Meter:
    """Adds up what tokens cost that follow one another."""

    def __init__(self) -> None:
        self.cost = 0.0
        self.run = 0
        """How long a run of characters without a space stands at the end."""
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
            return  # Whatever its words are, it is cut.
        longest, self.run = longest_run(text, self.run)
        if longest > 1000:
            self.cost += longest * longest * _RUN
        if self.is_preformatted:
            self.cost += text.count("\n") * _LINE

    def begin(self) -> None:
        """Count anew, within the same elements."""
        self.cost, self.run = 0.0, 0


def _tag_cost(tag: Tag) -> float:
    """Return the cost of an element without what is in it."""
    if "span=" in tag.attributes and any(int(n[:9]) > _LARGEST_SPAN for n in _SPAN.findall(tag.attributes)):
        return _IMMENSE  # Qt would make all the rows and columns that a cell asks for.
    return _TAGS.get(tag.name, _OTHER_TAG)


def is_cheap(html: str, most: float) -> bool:
    """Return whether a page costs less than a limit beyond doubt, so that it need not be taken apart."""
    if "span=" in html or len(html) * _CHARACTER + html.count("<") * _CELL / 2 > most:
        return False
    return longest_run(html, 0)[0] <= 1000 and ("<pre" not in html or html.count("\n") * _LINE < most)
