"""Boxes, lists and tags within one another, flattened past a depth: their text stays, their frames go.

Qt lays a table within a table out twice as often at each level, so that sixteen of them take minutes, and quotations
and callouts are tables to it.
"""

import re
from typing import NamedTuple

from kzref.library.markdown_limits import DEEPEST_BOX, DEEPEST_LIST, DEEPEST_TAG

_TAG = re.compile(r"<(/?)([a-z][a-z0-9]*)([^<>]*)>")
_VOID = {"br", "hr", "img"}
_LISTS = {"ul", "ol", "dl"}
_OF_TABLE = {"tr", "td", "th", "tbody", "thead", "tfoot", "caption"}
_OF_LIST = {"li", "dd", "dt"}
_PARTS_WORDS, _PARTS_LINES = {"td", "th"}, {"tr", "li", "dd", "dt", "p", "div", "pre", "h4", "caption", "blockquote"}
"""What is told apart from what follows although its tag goes: by a space, by a new line."""


class _Open(NamedTuple):
    """A tag that is open; the numbers count those that are kept, this one among them."""

    tag: str
    kept: bool
    boxes: int
    lists: int
    tags: int
    table_kept: bool
    list_kept: bool


_NONE = _Open("", True, 0, 0, 0, table_kept=True, list_kept=True)


def flatten(html: str) -> str:
    """Return HTML in which nothing is nested deeper than Qt can lay out.

    html: as the cleaner writes it, which is always well formed. What is not nested deeply is given back as it is.
    """
    written: list[str] = []
    stack = [_NONE]
    at, changed = 0, False
    for found in _TAG.finditer(html):
        closing, tag = found[1], found[2]
        if tag in _VOID:
            continue
        if closing:
            kept, instead = _closed(stack, tag)
        else:
            stack.append(_opened(stack[-1], tag))
            kept, instead = stack[-1].kept, ""
        if not kept:
            changed = True
            written += [html[at : found.start()], instead]
            at = found.end()
    return "".join([*written, html[at:]]) if changed else html


def _opened(above: _Open, tag: str) -> _Open:
    boxes, lists, tags = above.boxes + (tag == "table"), above.lists + (tag in _LISTS), above.tags + 1
    kept = tags <= DEEPEST_TAG
    table_kept, list_kept = above.table_kept, above.list_kept
    if tag == "table":
        kept = table_kept = kept and boxes <= DEEPEST_BOX
    elif tag in _LISTS:
        kept = list_kept = kept and lists <= DEEPEST_LIST
    elif tag in _OF_TABLE:
        kept = kept and table_kept
    elif tag in _OF_LIST:
        kept = kept and list_kept
    if kept:
        return _Open(tag, kept, boxes, lists, tags, table_kept, list_kept)
    return _Open(tag, kept, above.boxes, above.lists, above.tags, table_kept, list_kept)


def _closed(stack: list[_Open], tag: str) -> tuple[bool, str]:
    """Return whether the closing tag is kept, and what stands in its place where it is not."""
    if len(stack) == 1 or stack[-1].tag != tag:
        return True, ""
    if stack.pop().kept:
        return True, ""
    return False, " " if tag in _PARTS_WORDS else "<br>" if tag in _PARTS_LINES else ""
