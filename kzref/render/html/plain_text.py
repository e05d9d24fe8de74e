"""HTML of a section to plain text: for the command line, and the prose that search reads and quotes."""

import re
from html import unescape

from kzref.pack.files.text_safety import without_controls

_BLOCKS = {"caption", "p", "div", "table", "tr", "ul", "ol", "dl", "dt", "dd", "li", "pre", "h4", "hr", "blockquote"}
_SPACED = {"p", "table", "pre", "h4", "dl", "ul", "ol"}
_UNSAID = {"pin", "footnote-ref", "footnote-backref"}
_WIDEST_ALIGNED = 60
_TAG = re.compile(r'<(/?)([a-z][a-z0-9]*)((?:\s+[\w-]+="[^"]*")*)\s*/?>')
_COUNTED = re.compile(r"[0-9]{1,9}")
_ATTRIBUTE = re.compile(r'([\w-]+)="([^"]*)"')
# Of what is left unsaid, fixed spaces are not kept either.
_SPACES, _ANY_SPACES = re.compile(r"[ \t\n\r]+"), re.compile(r"\s+")
_EMPTY_CELLS = re.compile(r"(?: ·)+ *(?=·|$)|^(?:· )+")
_BEFORE_STOP = re.compile(r" +([.,;:])")


def html_to_text(html: str) -> tuple[str, str]:
    """The text as it is read, and the prose: the same without pinpoints, note marks and chart descriptions.

    html: as the cleaner writes it, which is always well formed; a general parser would take three times as long.
    """
    writer = _Writer()
    first, *rest = _TAG.split(html)
    if first:
        writer.data(unescape(first))
    for closing, tag, given, data in zip(rest[::4], rest[1::4], rest[2::4], rest[3::4], strict=True):
        if closing:
            writer.end(tag)
        else:
            writer.start(tag, {name: unescape(value) for name, value in _ATTRIBUTE.findall(given)} if given else {})
        if data:
            writer.data(unescape(data))
    # An entity may stand for a control character, which could drive a terminal.
    return without_controls(writer.text()), without_controls(writer.prose())


class _Writer:
    def __init__(self) -> None:
        self._out: list[str] = []
        self._prose: list[str] = []
        self._lists: list[int] = []
        self._rows: list[list[str]] | None = None
        self._cell: list[str] | None = None
        self._open: list[tuple[str, bool, bool]] = [("", False, False)]
        """The tags that are open; whether one of them is preformatted, and whether one is left unsaid."""

    def start(self, tag: str, given: dict[str, str]) -> None:
        """A tag opens."""
        name = given.get("class") or ""
        if tag == "img":
            self._say(given.get("alt") or "", said=False)
            return
        if tag in ("br", "hr"):
            self._break(1 if tag == "br" else 2)
            return
        _, pre, unsaid = self._open[-1]
        self._open.append((tag, pre or tag == "pre", unsaid or name in _UNSAID))
        if tag == "table" and "data" in name.split():
            self._break(2)
            self._rows = []
        elif tag == "tr" and self._rows is not None:
            self._rows.append([])
        elif tag in ("td", "th") and self._rows is not None:
            self._cell = []
        elif tag in _BLOCKS:
            self._break(2 if tag in _SPACED and not self._lists and "resumed" not in name.split() else 1)
            self._start_block(tag, given)

    def _start_block(self, tag: str, given: dict[str, str]) -> None:
        if tag in ("ul", "ol"):
            start = given.get("start") or "1"
            self._lists.append((int(start) if _COUNTED.fullmatch(start) else 1) - 1 if tag == "ol" else -1)
        elif tag == "li":
            indent = "  " * max(len(self._lists) - 1, 0)
            if self._lists and self._lists[-1] >= 0:
                self._lists[-1] += 1
                self._out.append(f"{indent}{self._lists[-1]}. ")
            else:
                self._out.append(f"{indent}• ")

    def end(self, tag: str) -> None:
        """A tag closes."""
        while len(self._open) > 1:
            if self._open.pop()[0] == tag:
                break
        if tag in ("td", "th") and self._rows is not None and self._cell is not None:
            if self._rows:
                self._rows[-1].append(" ".join("".join(self._cell).split()))
                self._prose.append(" · ")
            self._cell = None
        elif tag in ("td", "th"):
            self._say(" ", said=True)
        elif tag == "table" and self._rows is not None:
            rows, self._rows = self._rows, None
            self._out.append(_aligned(rows))
            self._break(2)
        elif tag in ("ul", "ol"):
            if self._lists:
                self._lists.pop()
            self._break(1)
        elif tag in _BLOCKS:
            self._break(2 if tag in _SPACED and not self._lists else 1)

    def data(self, data: str) -> None:
        """Text between tags."""
        _, pre, unsaid = self._open[-1]
        if pre:
            self._out.append(data)
            self._prose.append(data)
            return
        self._say((_ANY_SPACES if unsaid else _SPACES).sub(" ", data), said=not unsaid)

    def _say(self, text: str, said: bool) -> None:
        if self._cell is not None:
            self._cell.append(text)
        elif self._rows is None and (text != " " or (not "".join(self._out[-3:]).endswith("\n"))):
            self._out.append(text)
        if said:
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
        """What was written, with at most one empty line between blocks."""
        joined = re.sub(r"(?m)^( *(?:•|\d+\.)) +\n\s*", r"\1 ", "".join(self._out))
        joined = re.sub(r"\n{3,}", "\n\n", re.sub(r"(?<![ \t])[ \t]+\n", "\n", joined))
        return re.sub(r"(?m)^ (?=\S)", "", joined).strip("\n")

    def prose(self) -> str:
        """One block to a line."""
        lines = (" ".join(line.split()) for line in "".join(self._prose).split("\n"))
        told = (_EMPTY_CELLS.sub("", line).strip() if "·" in line else line for line in lines)
        return _BEFORE_STOP.sub(r"\1", "\n".join(line for line in told if line))


def _aligned(rows: list[list[str]]) -> str:
    """A table in columns; numbers stand right."""
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
