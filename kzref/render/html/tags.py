"""Cleaned HTML as a sequence of tags and texts."""

import re
from collections.abc import Iterator
from typing import NamedTuple

VOID = {"br", "hr", "img", "input"}
INLINE = {"a", "b", "code", "del", "em", "i", "s", "span", "strong", "sub", "sup", "u"}
BLOCKS = {
    "blockquote", "br", "caption", "dd", "div", "dl", "dt", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "li", "ol", "p",
    "pre", "table", "td", "th", "tr", "ul",
}  # fmt: skip
"""Elements that start a new line."""
_TAG = re.compile(r'<(/?)([a-z][a-z0-9]*)((?:\s+[\w-]+(?:="[^"]*")?)*)\s*/?>')
# A no-break space does not separate words.
_SPACES = re.compile(r"[ \t\n\r]+")


class Tag(NamedTuple):
    """A tag as written."""

    closing: bool
    name: str
    attributes: str
    """With the space before them, as written."""

    def __str__(self) -> str:
        return f"<{'/' if self.closing else ''}{self.name}{self.attributes}>"

    def with_class(self, extra: str) -> "Tag":
        """Return the tag with a class added."""
        if ' class="' in self.attributes:
            return self._replace(attributes=self.attributes.replace(' class="', f' class="{extra} ', 1))
        return self._replace(attributes=f'{self.attributes} class="{extra}"')

    def without(self, *names: str) -> "Tag":
        """Return the tag without the named attributes."""
        pattern = rf' (?:{"|".join(names)})="[^"]*"'
        return self._replace(attributes=re.sub(pattern, "", self.attributes))


Token = Tag | str
"""A tag, or the text between two tags with its entities as written."""


def tokens(html: str) -> Iterator[Token]:
    """Yield the tags and texts of cleaned HTML in order."""
    at = 0
    for found in _TAG.finditer(html):
        if found.start() > at:
            yield html[at : found.start()]
        yield Tag(bool(found[1]), found[2], found[3])
        at = found.end()
    if at < len(html):
        yield html[at:]


def longest_run(text: str, before: int) -> tuple[int, int]:
    """Return the lengths of the longest unbroken run of characters in a text and of the run at its end.

    before: length of the run that precedes the text.
    """
    first, *others = map(len, _SPACES.split(text))
    if not others:
        return before + first, before + first
    return max(before + first, *others), others[-1]
