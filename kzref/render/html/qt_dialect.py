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
    rf"<(?!/t[dh]>)(/?)(h[1-6]|article|section|aside|blockquote|figure|figcaption|table|td|th|input|(?:li|sup)(?= id=)"
    rf"|ol(?= [^>]*?type=)|p(?= [^>]*?style=)){_ATTRIBUTES}>"
)
_STYLE, _ALIGNED = ' style="text-align: ', ' align="'
_SECTION_HEAD = re.compile(
    r'(?:<hgroup>(?:<p class="eyebrow">([^<]*)</p>)?)?'
    r'<h([1-6])>([^<]*)</h\2>(<p class="titles">[^<]*</p>)?(?:</hgroup>)?'
)
_FIGURE_BODY = rf"(<img{_ATTRIBUTES}>)(?:<figcaption>[^<]*</figcaption>)?</figure>"
_FIRST_PARAGRAPH = r'\s*<p(?: class="[^"]*")?>'
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
        # Rare, and not needed by the first page.
        from kzref.render.html.qt_lists import split_lists

        html = split_lists(html)
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
        address = _value(found[3], "id")
        if not address:
            return self._division(found)
        _, at = self._opened(found, "", "")
        head = _SECTION_HEAD.match(self._html, at)
        if not head:
            return f'<a name="{address}"></a>', at
        eyebrow, written_rank, title, titles = head.groups("")
        rank = min(int(written_rank), EYEBROW_RANK - 1)
        # Space below, unless the titles in other languages follow, which belong to the title.
        alone = ' class="alone"' if rank == 1 and not titles else ""
        above = f"<h{EYEBROW_RANK}>{eyebrow}</h{EYEBROW_RANK}>" if eyebrow else ""
        return f'{above}<h{rank}{alone}><a name="{address}">{title}</a></h{rank}>{titles}', head.end()

    def _aside(self, found: re.Match[str]) -> tuple[str, int]:
        classes = _value(found[3], "class")
        if not classes:
            return self._division(found)
        return self._opened(found, _FRAME.format(_in_quotation(f"callout {classes}")), _FRAME_END)

    def _blockquote(self, found: re.Match[str]) -> tuple[str, int]:
        classes = _value(found[3], "class")
        if not classes.startswith("quote"):
            return self._opened(found, found[0], "</blockquote>")
        return self._opened(found, _FRAME.format(_in_quotation(classes)), _FRAME_END)

    def _figure(self, found: re.Match[str]) -> tuple[str, int]:
        body = re.compile(_FIGURE_BODY).match(self._html, found.end()) if found[3] else None
        if not body:
            return self._division(found)
        name = "quoted" if "quoted" in found[3] else "figure"
        return f'<p class="{name}">{body[1]}</p>', body.end()

    def _table(self, found: re.Match[str]) -> tuple[str, int]:
        classes = _value(found[3], "class")
        self._is_data.append(classes.startswith("data"))
        if not self._is_data[-1]:
            return self._opened(found, found[0].replace(" data-", " "), "</table>")
        written = f'<table cellpadding="0" cellspacing="0" class="{_in_quotation(classes)}">'
        return self._opened(found, written, "</table>")

    def _cell(self, found: re.Match[str]) -> tuple[str, int]:
        attributes = found[3].replace(_STYLE, _ALIGNED)
        # Qt centres the cells of a head that have no alignment.
        if self._is_data and self._is_data[-1] and _ALIGNED not in attributes:
            attributes += f'{_ALIGNED}left"'
        return f"<{found[2]}{attributes}>", found.end()

    def _checkbox(self, found: re.Match[str]) -> tuple[str, int]:
        return "☑" if " checked=" in found[3] else "☐", found.end()

    def _anchored(self, found: re.Match[str]) -> tuple[str, int]:
        """The id of a note, as an anchor before its first word."""
        start, at = str(Tag(False, found[2], found[3]).without("id")), found.end()
        paragraph = re.compile(_FIRST_PARAGRAPH).match(self._html, at) if found[2] == "li" else None
        if paragraph:
            start, at = start + paragraph[0], paragraph.end()
        return f'{start}<a name="{_value(found[3], "id")}"></a>', at

    def _list(self, found: re.Match[str]) -> tuple[str, int]:
        """Numbers are figures, as in the text that search quotes."""
        return str(Tag(False, "ol", found[3]).without("type")), found.end()

    def _paragraph(self, found: re.Match[str]) -> tuple[str, int]:
        return f"<p{found[3].replace(_STYLE, _ALIGNED)}>", found.end()


def _value(attributes: str, name: str) -> str:
    """Return the value of an attribute, or an empty string."""
    return attributes.partition(f' {name}="')[2].partition('"')[0]


def _in_quotation(classes: str) -> str:
    """Return the class of a box, which loses its own look directly within a quotation."""
    return "quoted" if classes.endswith(" quoted") else classes
