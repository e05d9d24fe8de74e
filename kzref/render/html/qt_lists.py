"""Numbered lists for Qt, which does not support numbers of single items."""

import re

from kzref.render.html.tags import Tag

_ITEM_VALUE = re.compile(r' value="(\d{1,9})"')
_LIST_TAG = re.compile(r'<(/?)(ol|ul|li)((?: [\w-]+="[^"]*")*)>')
_START = re.compile(r' start="(-?\d{1,9})"')


class _OpenList:
    """An open list."""

    def __init__(self, tag: Tag, at: int) -> None:
        self.tag = tag
        self.at = at
        """Index of the start tag in the output."""
        start = _START.search(tag.attributes)
        self.number = int(start[1]) if start else 1
        """Number of the next item."""
        self.has_items = False


def split_lists(html: str) -> str:
    """End each list where the number of an item jumps, and start another one close to it."""
    output: list[str] = []
    lists: list[_OpenList] = []
    at = 0
    for found in _LIST_TAG.finditer(html):
        output.append(html[at : found.start()])
        at = found.end()
        tag = Tag(bool(found[1]), found[2], found[3])
        if tag.name != "li":
            if tag.closing:
                lists.pop()
            else:
                lists.append(_OpenList(tag, len(output)))
        elif not tag.closing:
            value = _ITEM_VALUE.search(tag.attributes)
            tag = tag.without("value")
            if lists:
                if value and int(value[1]) != lists[-1].number and lists[-1].tag.name == "ol":
                    _renumber(lists[-1], int(value[1]), output)
                lists[-1].number += 1
                lists[-1].has_items = True
        output.append(str(tag))
    output.append(html[at:])
    return "".join(output)


def _renumber(opened: _OpenList, number: int, output: list[str]) -> None:
    """Give the next item a number: as the start of its list if it is the first one, or else of a list of its own."""
    tag = opened.tag.without("start")
    if opened.has_items:
        is_quoted = ' class="quoted' in tag.attributes
        if not is_quoted:
            output[opened.at] = str(opened.tag.with_class("goes-on"))
            tag = tag.without("class").with_class("resumed")
        output.append("</ol>")
        opened.at = len(output)
        output.append("")
    opened.number = number
    opened.tag = tag._replace(attributes=f'{tag.attributes} start="{number}"') if number != 1 else tag
    output[opened.at] = str(opened.tag)
