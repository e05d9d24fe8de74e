"""Convert semantic HTML to the subset that Qt lays out.

Qt frames nothing but the cells of tables, finds no `id`, aligns by attribute alone, and has no numbers of single items.
So callouts and quotations become tables of one cell, ids named anchors, and a list ends where its numbers jump. The
conversion is made when a page is shown or printed; only tags that differ are touched.
"""

import re
from collections.abc import Callable, Iterator

from kzref.render.html.tags import Tag, Token, tokens

EYEBROW_RANK = 6
"""The line above the title of a page is a heading of this rank, so that no page break separates the two."""
_TEXT_RANK = 4
"""Rank of the headings within the text of a section."""
_ATTRIBUTES = r'((?: [\w-]+="[^"]*")*)'
_DIFFERING = re.compile(
    rf"<(/?)(h[1-6]|article|section|aside|blockquote|figure|figcaption|table|td|th|input|(?:li|sup)(?= id=)"
    rf"|ol(?= [^>]*?type=)|p(?= [^>]*?style=)){_ATTRIBUTES}>"
)
_ID = re.compile(r' id="([^"]*)"')
_CLASS = re.compile(r' class="([^"]*)"')
_STYLE, _ALIGNED = re.compile(r' style="text-align: (\w+)"'), r' align="\1"'
_TYPE = re.compile(r' type="\w"')
_SECTION_HEAD = re.compile(
    r'(?:<hgroup>(?:<p class="eyebrow">([^<]*)</p>)?)?'
    r'<h([1-6])>([^<]*)</h\2>(<p class="titles">[^<]*</p>)?(?:</hgroup>)?'
)
_FIGURE_BODY = re.compile(rf"(<img{_ATTRIBUTES}>)(?:<figcaption>[^<]*</figcaption>)?</figure>")
_FIRST_PARAGRAPH = re.compile(r'\s*<p(?: class="[^"]*")?>')
_ITEM_VALUE = re.compile(r' value="(\d{1,9})"')
_LIST_TAG = re.compile(rf"<(/?)(ol|ul|li){_ATTRIBUTES}>")
_START = re.compile(r' start="(-?\d{1,9})"')
_FRAME = '<table cellpadding="0" cellspacing="0" class="{}" width="100%"><tbody><tr><td>'
_FRAME_END = "</td></tr></tbody></table>"


def to_qt(html: str) -> str:
    """Return semantic HTML in Qt's dialect."""
    return "".join(_converted(html))


def qt_tokens(html: str) -> Iterator[Token]:
    """Yield the tokens of semantic HTML in Qt's dialect, without converting more than is asked for."""
    for fragment in _converted(html):
        yield from tokens(fragment)


def _converted(html: str) -> Iterator[str]:
    """Yield fragments that start and end between tags or at them."""
    if ' value="' in html:
        html = _split_lists(html)
    converter = _Converter(html)
    at = 0
    while found := _DIFFERING.search(html, at):
        if found.start() > at:
            yield html[at : found.start()]
        fragment, at = converter.convert(found)
        if fragment:
            yield fragment
    if at < len(html):
        yield html[at:]


class _Converter:
    """Converts tags in the order of the text. Each handler returns a fragment and the index at which to go on."""

    def __init__(self, html: str) -> None:
        self._html = html
        self._ends: dict[str, list[str]] = {}
        """End tags of the open elements, by name."""
        self._is_data: list[bool] = []
        """Whether each of the open tables comes from Markdown, which states no alignment for what stands left."""
        self._handlers: dict[str, Callable[[re.Match[str]], tuple[str, int]]] = {
            "article": self._section, "section": self._section, "aside": self._aside, "blockquote": self._blockquote,
            "figure": self._figure, "figcaption": self._division, "table": self._table, "td": self._cell,
            "th": self._cell, "input": self._checkbox, "li": self._anchored, "sup": self._anchored, "ol": self._list,
            "p": self._paragraph,
        }  # fmt: skip

    def convert(self, found: re.Match[str]) -> tuple[str, int]:
        """Convert a tag."""
        closing, name = found[1], found[2]
        if name[0] == "h":
            return f"<{closing}h{_TEXT_RANK}{found[3]}>", found.end()
        if not closing:
            return self._handlers[name](found)
        if name == "table" and self._is_data:
            self._is_data.pop()
        ends = self._ends.get(name)
        return (ends.pop() if ends else found[0]), found.end()

    def _opened(self, found: re.Match[str], written: str, end: str) -> tuple[str, int]:
        self._ends.setdefault(found[2], []).append(end)
        return written, found.end()

    def _division(self, found: re.Match[str]) -> tuple[str, int]:
        return self._opened(found, f"<div{found[3]}>", "</div>")

    def _section(self, found: re.Match[str]) -> tuple[str, int]:
        """A section with an address has a heading, and nothing in Qt that frames it."""
        address = _ID.search(found[3])
        if not address:
            return self._division(found)
        _, at = self._opened(found, "", "")
        head = _SECTION_HEAD.match(self._html, at)
        if not head:
            return f'<a name="{address[1]}"></a>', at
        eyebrow, written_rank, title, titles = head.groups("")
        rank = min(int(written_rank), EYEBROW_RANK - 1)
        # Space below, unless the titles in other languages follow, which belong to the title.
        alone = ' class="alone"' if rank == 1 and not titles else ""
        above = f"<h{EYEBROW_RANK}>{eyebrow}</h{EYEBROW_RANK}>" if eyebrow else ""
        return f'{above}<h{rank}{alone}><a name="{address[1]}">{title}</a></h{rank}>{titles}', head.end()

    def _aside(self, found: re.Match[str]) -> tuple[str, int]:
        kind = _CLASS.search(found[3])
        if not kind:
            return self._division(found)
        return self._opened(found, _FRAME.format(_in_quotation(f"callout {kind[1]}")), _FRAME_END)

    def _blockquote(self, found: re.Match[str]) -> tuple[str, int]:
        kind = _CLASS.search(found[3])
        if not kind or not kind[1].startswith("quote"):
            return self._opened(found, found[0], "</blockquote>")
        return self._opened(found, _FRAME.format(_in_quotation(kind[1])), _FRAME_END)

    def _figure(self, found: re.Match[str]) -> tuple[str, int]:
        body = _FIGURE_BODY.match(self._html, found.end()) if found[3] else None
        if not body:
            return self._division(found)
        name = "quoted" if "quoted" in found[3] else "figure"
        return f'<p class="{name}">{body[1]}</p>', body.end()

    def _table(self, found: re.Match[str]) -> tuple[str, int]:
        kind = _CLASS.search(found[3])
        classes = kind[1] if kind else ""
        self._is_data.append(classes.startswith("data"))
        if not self._is_data[-1]:
            return self._opened(found, found[0].replace(" data-", " "), "</table>")
        written = f'<table cellpadding="0" cellspacing="0" class="{_in_quotation(classes)}">'
        return self._opened(found, written, "</table>")

    def _cell(self, found: re.Match[str]) -> tuple[str, int]:
        aligned, count = _STYLE.subn(_ALIGNED, found[3])
        # Qt centres the cells of a head that have no alignment.
        if not count and self._is_data and self._is_data[-1]:
            aligned += ' align="left"'
        return self._opened(found, f"<{found[2]}{aligned}>", f"</{found[2]}>")

    def _checkbox(self, found: re.Match[str]) -> tuple[str, int]:
        return "☑" if " checked=" in found[3] else "☐", found.end()

    def _anchored(self, found: re.Match[str]) -> tuple[str, int]:
        """The id of a note, as an anchor before its first word."""
        written, at = f"<{found[2]}{_ID.sub('', found[3])}>", found.end()
        if found[2] == "li" and (paragraph := _FIRST_PARAGRAPH.match(self._html, at)):
            written, at = written + paragraph[0], paragraph.end()
        return "".join([written, *(f'<a name="{name}"></a>' for name in _ID.findall(found[3]))]), at

    def _list(self, found: re.Match[str]) -> tuple[str, int]:
        """Numbers are figures, as in the text that search quotes."""
        return f"<ol{_TYPE.sub('', found[3])}>", found.end()

    def _paragraph(self, found: re.Match[str]) -> tuple[str, int]:
        return f"<p{_STYLE.sub(_ALIGNED, found[3])}>", found.end()


def _in_quotation(classes: str) -> str:
    """Return the class of a box, which loses its own look directly within a quotation."""
    return "quoted" if classes.endswith(" quoted") else classes


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


def _split_lists(html: str) -> str:
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
