"""Convert the HTML of a section to plain text for the command line, and to prose that search indexes and quotes."""

import re
from html import unescape
from typing import NamedTuple

from kzref.pack.files.text_safety import without_controls

_HEADINGS = {f"h{rank}" for rank in range(1, 7)}
_SPACED = {"p", "table", "pre", "dl", "ul", "ol", "box", *_HEADINGS}
"""Elements with an empty line around them."""
_BLOCKS = _SPACED | {
    "aside", "blockquote", "caption", "dd", "div", "dt", "figcaption", "figure", "hr", "li", "section", "tr",
}  # fmt: skip
_BOXES = {"aside", "blockquote", "figure"}
"""Elements that are boxes where Markdown made them, which has given them a class."""
_VOID = {"br", "hr", "img", "input"}
_NOT_IN_PROSE = {"pin", "footnote-ref", "footnote-backref"}
_WIDEST_ALIGNED = 60
_TAG = re.compile(r'<(/?)([a-z][a-z0-9]*)((?:\s+[\w-]+="[^"]*")*)\s*/?>')
_COUNTED = re.compile(r"[0-9]{1,9}")
_ATTRIBUTE = re.compile(r'([\w-]+)="([^"]*)"')
# No-break spaces are not kept in what is left out of the prose.
_SPACES, _ANY_SPACES = re.compile(r"[ \t\n\r]+"), re.compile(r"\s+")
_EMPTY_CELLS = re.compile(r"(?: ·)+ *(?=·|$)|^(?:· )+")
_BEFORE_STOP = re.compile(r" +([.,;:])")


def html_to_text(html: str) -> tuple[str, str]:
    """Return the text, and the prose: the text without pinpoints, note marks and descriptions of pictures.

    html: well formed, as the cleaner writes it. A general parser would take three times as long.
    """
    writer = _Writer()
    first, *rest = _TAG.split(html)
    if first:
        writer.data(unescape(first))
    for closing, tag, written, data in zip(rest[::4], rest[1::4], rest[2::4], rest[3::4], strict=True):
        if closing:
            writer.end(tag)
        else:
            writer.start(tag, {name: unescape(value) for name, value in _ATTRIBUTE.findall(written)} if written else {})
        if data:
            writer.data(unescape(data))
    # An entity may be a control character, which could control a terminal.
    return without_controls(writer.text()), without_controls(writer.prose())


class _Open(NamedTuple):
    """An open element."""

    tag: str
    kind: str
    """Its tag, or 'box' for a callout, a quotation or a figure."""
    is_preformatted: bool
    is_left_out: bool
    """Whether its text is left out of the prose."""


class _Writer:
    def __init__(self) -> None:
        self._out: list[str] = []
        self._prose: list[str] = []
        self._lists: list[int] = []
        """The number of the last item of each open list, -1 in one without numbers."""
        self._rows: list[list[str]] | None = None
        self._cell: list[str] | None = None
        self._open = [_Open("", "", False, False)]

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Handle a start tag."""
        if tag in _VOID:
            self._void(tag, attributes)
            return
        classes = attributes.get("class") or ""
        kind = "box" if classes and tag in _BOXES else tag
        around = self._open[-1]
        self._open.append(
            _Open(tag, kind, around.is_preformatted or tag == "pre", around.is_left_out or classes in _NOT_IN_PROSE)
        )
        if tag == "table" and "data" in classes.split():
            self._break(2)
            self._rows = []
        elif tag == "tr" and self._rows is not None:
            self._rows.append([])
        elif tag in ("td", "th") and self._rows is not None:
            self._cell = []
        elif kind in _BLOCKS:
            self._break(2 if kind in _SPACED and not self._lists else 1)
            self._start_block(tag, attributes)

    def _void(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "img":
            self._write(attributes.get("alt") or "", in_prose=False)
        elif tag == "input":
            self._write("☑" if "checked" in attributes else "☐", in_prose=True)
        else:
            self._break(1 if tag == "br" else 2)

    def _start_block(self, tag: str, attributes: dict[str, str]) -> None:
        if tag in ("ul", "ol"):
            self._lists.append(_number(attributes.get("start"), 1) - 1 if tag == "ol" else -1)
        elif tag == "li":
            indent = "  " * max(len(self._lists) - 1, 0)
            if self._lists and self._lists[-1] >= 0:
                self._lists[-1] = _number(attributes.get("value"), self._lists[-1] + 1)
                self._out.append(f"{indent}{self._lists[-1]}. ")
            else:
                self._out.append(f"{indent}• ")

    def end(self, tag: str) -> None:
        """Handle an end tag."""
        kind = tag
        while len(self._open) > 1:
            closed = self._open.pop()
            if closed.tag == tag:
                kind = closed.kind
                break
        if tag in ("td", "th"):
            self._end_cell()
        elif tag == "table" and self._rows is not None:
            rows, self._rows = self._rows, None
            self._out.append(_aligned(rows))
            self._break(2)
        elif tag in ("ul", "ol"):
            if self._lists:
                self._lists.pop()
            self._break(1)
        elif kind in _BLOCKS:
            self._break(2 if kind in _SPACED and not self._lists else 1)

    def _end_cell(self) -> None:
        if self._rows is None or self._cell is None:
            self._write(" ", in_prose=True)
            return
        if self._rows:
            self._rows[-1].append(" ".join("".join(self._cell).split()))
            self._prose.append(" · ")
        self._cell = None

    def data(self, data: str) -> None:
        """Handle text between tags."""
        inside = self._open[-1]
        if inside.tag == "figcaption" and self._open[-2].kind == "box":
            return  # The description of the picture has been written.
        if inside.is_preformatted:
            self._out.append(data)
            self._prose.append(data)
            return
        self._write((_ANY_SPACES if inside.is_left_out else _SPACES).sub(" ", data), in_prose=not inside.is_left_out)

    def _write(self, text: str, in_prose: bool) -> None:
        if self._cell is not None:
            self._cell.append(text)
        elif self._rows is None and (text != " " or (not "".join(self._out[-3:]).endswith("\n"))):
            self._out.append(text)
        if in_prose:
            self._prose.append(text)

    def _break(self, lines: int) -> None:
        if self._cell is not None:
            self._cell.append(" ")
            self._prose.append(" ")
            return
        if self._out and self._out[-1][-1:] not in ("", "\n"):
            self._out.append("\n" * lines)
        else:
            ends = "".join(self._out[-3:])
            lacking = lines - (len(ends) - len(ends.rstrip("\n")))
            if lacking > 0:
                self._out.append("\n" * lacking)
        self._prose.append("\n")

    def text(self) -> str:
        """Return the text, with at most one empty line between blocks."""
        joined = re.sub(r"(?m)^( *(?:•|\d+\.)) +\n\s*", r"\1 ", "".join(self._out))
        joined = re.sub(r"\n{3,}", "\n\n", re.sub(r"(?<![ \t])[ \t]+\n", "\n", joined))
        return re.sub(r"(?m)^ (?=\S)", "", joined).strip("\n")

    def prose(self) -> str:
        """Return the prose, one block per line."""
        lines = (" ".join(line.split()) for line in "".join(self._prose).split("\n"))
        shown = (_EMPTY_CELLS.sub("", line).strip() if "·" in line else line for line in lines)
        return _BEFORE_STOP.sub(r"\1", "\n".join(line for line in shown if line))


def _number(written: str | None, default: int) -> int:
    """Return the number that an attribute states, or the default."""
    return int(written) if written and _COUNTED.fullmatch(written) else default


def _aligned(rows: list[list[str]]) -> str:
    """Return a table as text in columns, numbers right-aligned."""
    rows = [row for row in rows if any(row)]
    if not rows:
        return ""
    count = max(len(row) for row in rows)
    rows = [row + [""] * (count - len(row)) for row in rows]
    widths = [min(max(len(row[i]) for row in rows), _WIDEST_ALIGNED) for i in range(count)]
    numeric = [all(re.fullmatch(r"[-−\d.,\s%]*", row[i]) for row in rows[1:]) for i in range(count)]
    lines = []
    for row in rows:
        cells = [c.rjust(w) if n else c.ljust(w) for c, w, n in zip(row, widths, numeric, strict=True)]
        lines.append("  ".join(cells).rstrip())
    return "\n".join(lines)
