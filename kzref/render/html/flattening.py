"""Limit the nesting of cleaned HTML: Qt takes twice as long for each further table within tables."""

import re
from collections import Counter

from kzref.pack.markdown.limits import DEEPEST_BOX

_TAG = re.compile(r'<(/?)([a-z][a-z0-9]*)(?: [\w-]+="[^"]*")*>')
_EMPTY = {"br", "hr", "img"}
_DEEPEST = 40
"""Nested elements of any kind."""
_MOST = {"table": DEEPEST_BOX, "ul": 10, "ol": 10, "dl": 10, "blockquote": 10}
"""Nested elements of one kind."""
_PARTS = {
    "caption": "table", "thead": "table", "tbody": "table", "tfoot": "table",
    "tr": "table", "td": "table", "th": "table", "li": "list", "dt": "list", "dd": "list",
}  # fmt: skip
"""Elements that only occur in a table or a list, and are kept or dropped with it."""
_OWNERS = {"table": "table", "ul": "list", "ol": "list", "dl": "list"}
_CELLS = {"td", "th"}
_BLOCKS = {"table", "caption", "tr", "ul", "ol", "dl", "li", "dt", "dd", "blockquote", "div", "p", "pre", "h4"}


def flatten(html: str) -> str:
    """Return the HTML without the tags of elements that are nested too deeply; their text is kept.

    html: well formed, as the cleaner writes it.
    """
    return _Flattener(html).html() if _is_deep(html) else html


def _is_deep(html: str) -> bool:
    depth = 0
    open_now: Counter[str] = Counter()
    for closing, tag in _TAG.findall(html):
        if tag in _EMPTY:
            continue
        step = -1 if closing else 1
        depth += step
        if depth > _DEEPEST:
            return True
        if tag in _MOST:
            open_now[tag] += step
            if open_now[tag] > _MOST[tag]:
                return True
    return False


class _Flattener:
    def __init__(self, html: str) -> None:
        self._source = html
        self._output: list[str] = []
        self._is_kept: list[bool] = []
        """Whether the tags of each open element are kept."""
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
                self._open(found[0], found[2])
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

    def _open(self, written: str, tag: str) -> None:
        if tag in _PARTS:
            owners = self._owners[_PARTS[tag]]
            kept = owners[-1] if owners else self._depth < _DEEPEST
        else:
            kept = self._depth < _DEEPEST and self._open_now[tag] < _MOST.get(tag, _DEEPEST)
        if tag in _OWNERS:
            self._owners[_OWNERS[tag]].append(kept)
        self._is_kept.append(kept)
        if kept:
            self._open_now[tag] += 1
            self._depth += 1
            self._show(written, tag)
        else:
            self._drop(tag)

    def _close(self, written: str, tag: str) -> None:
        if tag in _OWNERS:
            self._owners[_OWNERS[tag]].pop()
        if self._is_kept.pop():
            self._open_now[tag] -= 1
            self._depth -= 1
            self._show(written, tag)
        else:
            self._drop(tag)
