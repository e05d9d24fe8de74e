"""Cut one large element into pieces. Elements open at a cut are closed, and opened again in the next piece."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from kzref.render.html.tags import BLOCKS, INLINE, VOID, Tag, Token, longest_run
from kzref.render.pages.layout_cost import CostMeter

_LONGEST_BLOCK = 8000
"""Characters of a block; a longer one is cut at a space."""
_LONGEST_RUN = 2000
"""Characters of a word; a longer one is cut anywhere."""
_LONGEST_HEAD = 4000
"""Characters of HTML of a table head that is repeated in each piece."""
_LISTS = {"ul", "ol"}
_CELLS = {"td", "th"}
_FRAMES = {"table", "thead", "tbody", "tfoot", "tr", "ul", "ol", "dl"}
"""Elements without text of their own: they may be cut between their members, but not before text."""
_MEMBERS = {"li", "tr", "dt", "dd"}
_HEADING = re.compile(r"h[1-6]")
_START = re.compile(r' start="(\d{1,9})"')
_WORD = re.compile(r"[^ \t\n\r]+")
_END_OF_ENTITY = re.compile(r"&[#\w]{0,31}$")


@dataclass(slots=True)
class _Open:
    """An open element."""

    tag: Tag
    written: Tag
    """The tag that opens it in the current piece."""
    at: int
    """Index of that tag in the output of the current piece."""
    members: int = 0
    """Number of items of a list, cells of a row or rows of a table so far."""
    head: list[str] = field(default_factory=list)
    """Of a table: its head, to be repeated."""


class ElementCutter:
    """Cuts an element into pieces of a given cost."""

    def __init__(self, most: float) -> None:
        """most: the cost from which a piece ends."""
        self._most = most
        self._open: list[_Open] = []
        self._out: list[str] = []
        self._meter = CostMeter()
        self._has_text = False
        self._block = 0
        self._pieces: list[tuple[str, float]] = []

    def cut(self, element: Iterable[Token]) -> Iterator[tuple[str, float]]:
        """Yield the pieces of an element, each with its cost."""
        for token in element:
            if not self._open and not self._out and (isinstance(token, str) or token.name in INLINE):
                self._start(Tag(False, "p", ""))
            if isinstance(token, str):
                self._text(token)
            elif token.closing:
                self._end(token)
            else:
                self._start(token)
            yield from self._pieces
            self._pieces = []
        while self._open:
            self._close()
        if self._out:
            yield "".join(self._out), self._meter.cost

    def _start(self, tag: Tag) -> None:
        if self._may_cut(tag):
            self._cut()
            if tag.name == "br":
                return
        self._meter.add(tag)
        if tag.name in BLOCKS:
            self._block = 0
        if tag.name in VOID:
            self._out.append(str(tag))
            self._has_text = True
            return
        if self._open and tag.name in _MEMBERS | _CELLS:
            self._open[-1].members += 1
        self._open.append(_Open(tag, tag, len(self._out)))
        self._out.append(str(tag))

    def _may_cut(self, tag: Tag) -> bool:
        """Return whether the piece may end before a tag."""
        inside = self._open[-1] if self._open else None
        if inside is None or tag.name not in BLOCKS or tag.name in _CELLS:
            return False
        if tag.name == "li" and inside.written.name == "div":
            return True
        if not self._has_text or any(each.tag.name == "thead" for each in self._open):
            return False
        if tag.name not in _MEMBERS and inside.tag.name in _FRAMES:
            return False
        return self._meter.cost >= self._most

    def _end(self, tag: Tag) -> None:
        if not any(each.tag.name == tag.name for each in self._open):
            return
        while self._close() != tag.name:
            pass
        self._meter.add(tag)
        if tag.name in BLOCKS:
            self._block = 0

    def _close(self) -> str:
        """Close the innermost open element and return its name."""
        closed = self._open.pop()
        self._out.append(f"</{closed.written.name}>")
        table = next((each for each in reversed(self._open) if each.tag.name == "table"), None)
        if table and not table.head:
            written = self._out[closed.at :]
            if closed.tag.name == "thead":
                table.head = _bounded(written)
            elif closed.tag.name == "tr" and self._open[-1].members == 1 and "<th" in "".join(written[1:3]):
                table.head = _bounded(["<thead>", *written, "</thead>"])
        return closed.tag.name

    def _text(self, text: str) -> None:
        if not text.strip() and self._open and self._open[-1].tag.name in _FRAMES:
            return
        at = 0
        while at < len(text):
            if self._block >= _LONGEST_BLOCK or (self._meter.cost >= self._most and self._block):
                self._cut()
            room = _LONGEST_BLOCK - self._block
            chunk = _chunk(text[at : at + room + 1], room, self._meter)
            if not chunk:
                self._cut()
                continue
            self._out.append(chunk)
            self._meter.add(chunk)
            self._has_text = True
            self._block += len(chunk)
            at += len(chunk)

    def _cut(self) -> None:
        """End the piece and start the next one within the same elements."""
        for each in self._open:
            if each.written.name not in INLINE | {"tr", *_CELLS}:
                self._out[each.at] = str(each.written.with_class("goes-on"))
        ends = [f"</{each.written.name}>" for each in reversed(self._open)]
        self._pieces.append(("".join([*self._out, *ends]), self._meter.cost))
        self._out, self._has_text, self._block = [], False, 0
        self._meter.reset()
        for number, each in enumerate(self._open):
            following = self._open[number + 1].tag.name if number + 1 < len(self._open) else ""
            each.written, each.at = _again(each, following), len(self._out)
            self._out.append(str(each.written))
            if each.tag.name == "table" and following != "thead":
                self._out += each.head
            elif each.tag.name == "tr":
                self._out += ["<td></td>"] * (each.members - 1)


def _bounded(head: list[str]) -> list[str]:
    return head if sum(map(len, head)) <= _LONGEST_HEAD else []


def _again(opened: _Open, following: str) -> Tag:
    """Return the tag that continues an element in the next piece.

    following: name of the element that is open directly within it, or an empty string.
    """
    tag = opened.tag.without("name", "id")
    name = tag.name
    if name in INLINE or name in _CELLS or name in ("tr", "thead", "tbody", "tfoot"):
        return tag
    if name == "li" or (name in _LISTS and following == "li"):
        # The rest of an item has no bullet of its own.
        return Tag(False, "div", ' class="resumed"')
    if _HEADING.fullmatch(name):
        return Tag(False, "p", ' class="resumed"')
    if name == "ol":
        found = _START.search(tag.attributes)
        first = (int(found[1]) if found else 1) + opened.members
        tag = tag.without("start")
        tag = tag._replace(attributes=f'{tag.attributes} start="{first}"')
    return tag.with_class("resumed")


def _chunk(text: str, room: int, before: CostMeter) -> str:
    """Return the start of a text, up to where its block may end; empty if the block must end before it.

    room: number of characters left in the block.
    """
    some = text[:room]
    if longest_run(some, before.run)[0] > _LONGEST_RUN:
        return _END_OF_ENTITY.sub("", some[: _end_of_run(some, before.run)])
    if len(text) <= room:
        return text
    # A line of preformatted text ends only at its line break.
    space = some.rfind("\n")
    if space < 0 or not before.is_preformatted:
        space = max(space, some.rfind(" "))
    return some[: space + 1]


def _end_of_run(text: str, run: int) -> int:
    """Return the index at which the first overlong word is cut."""
    for word in _WORD.finditer(text):
        before = run if word.start() == 0 else 0
        if before + len(word[0]) > _LONGEST_RUN:
            return word.start() + max(_LONGEST_RUN - before, 0)
    return len(text)
