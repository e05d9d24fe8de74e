"""Limit the nesting of cleaned HTML: Qt takes twice as long for each further table within tables."""

import re
from collections import Counter
from typing import NamedTuple

from kzref.pack.markdown.limits import DEEPEST_BOX

_TAG = re.compile(r'<(/?)([a-z][a-z0-9]*)((?: [\w-]+="[^"]*")*)>')
_EMPTY = {"br", "hr", "img", "input"}
_DEEPEST = 40
"""Nested elements of any kind. A callout or a quotation counts for the four that it is shown as."""
_BOX_DEPTH = 4
_MOST = {"box": DEEPEST_BOX, "ul": 10, "ol": 10, "dl": 10, "blockquote": 10}
"""Nested elements of one kind. Tables, callouts and quotations are boxes."""
_PARTS = {
    "caption": "table", "thead": "table", "tbody": "table", "tfoot": "table",
    "tr": "table", "td": "table", "th": "table", "li": "list", "dt": "list", "dd": "list",
}  # fmt: skip
"""Elements that only occur in a table or a list, and are kept or dropped with it."""
_OWNERS = {"table": "table", "ul": "list", "ol": "list", "dl": "list"}
_CELLS = {"td", "th"}
_BLOCKS = {
    "table", "caption", "tr", "ul", "ol", "dl", "li", "dt", "dd", "blockquote", "div", "p", "pre", "aside", "section",
    "figure", "figcaption", "h1", "h2", "h3", "h4", "h5", "h6",
}  # fmt: skip


class _Kind(NamedTuple):
    """What an element counts as."""

    name: str
    depth: int = 1


_PLAIN = {tag: _Kind("box" if tag == "table" else tag) for tag in (*_BLOCKS, *_PARTS)}
_BOX = _Kind("box", _BOX_DEPTH)


def flatten(html: str) -> str:
    """Return the HTML without the tags of elements that are nested too deeply; their text is kept.

    html: well formed, as the cleaner writes it.
    """
    return _Flattener(html).html() if _is_deep(html) else html


def _kind(tag: str, attributes: str) -> _Kind:
    if attributes and (tag == "aside" or (tag == "blockquote" and 'class="quote' in attributes)):
        return _BOX
    return _PLAIN.get(tag) or _Kind(tag)


def _is_deep(html: str) -> bool:
    depth = 0
    open_now: Counter[str] = Counter()
    kinds: list[_Kind] = []
    for closing, tag, attributes in _TAG.findall(html):
        if tag in _EMPTY:
            continue
        if closing:
            kind = kinds.pop()
            depth -= kind.depth
            open_now[kind.name] -= 1
            continue
        kind = _kind(tag, attributes)
        kinds.append(kind)
        depth += kind.depth
        open_now[kind.name] += 1
        if depth > _DEEPEST or open_now[kind.name] > _MOST.get(kind.name, _DEEPEST):
            return True
    return False


class _Flattener:
    def __init__(self, html: str) -> None:
        self._source = html
        self._output: list[str] = []
        self._kept: list[_Kind | None] = []
        """The kind of each open element whose tags are kept, None for the others."""
        self._owners: dict[str, list[bool]] = {"table": [], "list": []}
        self._open_now: Counter[str] = Counter()
        self._depth = 0
        self._gap = ""
        """What separates the next text from the last one in place of dropped tags."""

    def html(self) -> str:
        """Return the flattened HTML."""
        at = 0
        for found in _TAG.finditer(self._source):
            self._text(self._source[at : found.start()])
            at = found.end()
            if found[2] in _EMPTY:
                self._show(found[0], found[2])
            elif found[1]:
                self._close(found[0], found[2])
            else:
                self._open(found[0], found[2], _kind(found[2], found[3]))
        self._text(self._source[at:])
        return "".join(self._output)

    def _text(self, text: str) -> None:
        if text.strip():
            self._output.append(self._gap)
            self._gap = ""
        self._output.append(text)

    def _show(self, written: str, tag: str) -> None:
        if tag in _BLOCKS or tag in _EMPTY:
            self._gap = ""
        self._output.append(written)

    def _drop(self, tag: str) -> None:
        if tag in _BLOCKS:
            self._gap = "<br>"
        elif tag in _CELLS:
            self._gap = self._gap or " "

    def _open(self, written: str, tag: str, kind: _Kind) -> None:
        has_room = self._depth < _DEEPEST
        if tag in _PARTS:
            owners = self._owners[_PARTS[tag]]
            is_kept = owners[-1] if owners else has_room
        else:
            is_kept = has_room and self._open_now[kind.name] < _MOST.get(kind.name, _DEEPEST)
        if tag in _OWNERS:
            self._owners[_OWNERS[tag]].append(is_kept)
        self._kept.append(kind if is_kept else None)
        if is_kept:
            self._open_now[kind.name] += 1
            self._depth += kind.depth
            self._show(written, tag)
        else:
            self._drop(tag)

    def _close(self, written: str, tag: str) -> None:
        if tag in _OWNERS:
            self._owners[_OWNERS[tag]].pop()
        kind = self._kept.pop()
        if kind:
            self._open_now[kind.name] -= 1
            self._depth -= kind.depth
            self._show(written, tag)
        else:
            self._drop(tag)
