"""Cleaned HTML as a row of tags and texts."""

import re
from collections.abc import Iterator
from typing import NamedTuple

VOID = {"br", "hr", "img"}
INLINE = {"a", "b", "code", "del", "em", "i", "s", "span", "strong", "sub", "sup", "u"}
BLOCKS = {
    "blockquote", "br", "caption", "dd", "div", "dl", "dt", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "li", "ol", "p",
    "pre", "table", "td", "th", "tr", "ul",
}  # fmt: skip
"""What begins a new line."""
_TAG = re.compile(r'<(/?)([a-z][a-z0-9]*)((?:\s+[\w-]+(?:="[^"]*")?)*)\s*/?>')
# A fixed space does not part lines.
_SPACES = re.compile(r"[ \t\n\r]+")


class Tag(NamedTuple):
    """A tag as it is written."""

    closing: bool
    name: str
    attributes: str
    """With the space before them."""

    def __str__(self) -> str:
        return f"<{'/' if self.closing else ''}{self.name}{self.attributes}>"

    def having(self, extra: str) -> "Tag":
        """Return the tag with one class more."""
        if ' class="' in self.attributes:
            return self._replace(attributes=self.attributes.replace(' class="', f' class="{extra} ', 1))
        return self._replace(attributes=f'{self.attributes} class="{extra}"')

    def without(self, *names: str) -> "Tag":
        """Return the tag without some of its attributes."""
        pattern = rf' (?:{"|".join(names)})="[^"]*"'
        return self._replace(attributes=re.sub(pattern, "", self.attributes))


Token = Tag | str
"""A tag, or the text between two, with its entities as they are written."""


def tokens(html: str) -> Iterator[Token]:
    """Yield the tags and texts of cleaned HTML in their order."""
    at = 0
    for found in _TAG.finditer(html):
        if found.start() > at:
            yield html[at : found.start()]
        yield Tag(bool(found[1]), found[2], found[3])
        at = found.end()
    if at < len(html):
        yield html[at:]


def longest_run(text: str, before: int) -> tuple[int, int]:
    """Return the longest unbroken run of characters in a text, and how long a run its end is.

    before: how long a run stands before it.
    """
    first, *others = map(len, _SPACES.split(text))
    if not others:
        return before + first, before + first
    return max(before + first, *others), others[-1]
