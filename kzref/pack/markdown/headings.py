"""Split Markdown at its headings: one heading, one section. Fenced code is not split."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kzref.pack.markdown.code_spans import fences

_ATX = re.compile(r"(#{1,6})[ \t]+(.*)$")
_SETEXT = re.compile(r"(=++|-{2,}+)[ \t]*$")
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+.!<>-])")
_ID = re.compile(r"\{:?[ \t]*#([A-Za-z0-9._-]+)[ \t]*\}[ \t]*$")
# Each pattern stops at the next mark of its own kind, so that a row of opening marks is searched once.
_TAG = re.compile(r"</?[A-Za-z][A-Za-z0-9-]*(?:\s[^<>]*)?/?>|<!--(?:(?!<!--).)*?-->")
_LINK = re.compile(r"!?\[([^\[\]]*)\](?:\([^()]*(?:\([^()]*\)[^()]*)*+\)|\[[^\[\]]*\])")
_EMPHASIS = re.compile(r"(\*\*|__|~~|\*|`)(?=\S)")
_CLOSING = {mark: re.compile(rf"(?<=\S){re.escape(mark)}") for mark in ("**", "__", "~~", "*", "`")}
_LONGEST = 2000
"""Characters of a heading: a longer line is text."""
_NOT_PROSE = re.compile(r"[ \t]|[#>*+|-]|\d+[.)]|:")


@dataclass(frozen=True, slots=True)
class Passage:
    """A heading with the text up to the next one. Level 0 has no heading: it is the text before the first one."""

    level: int
    heading: str
    explicit_id: str
    """The explicit id of '## Goal {#goal}', or empty."""
    line: int
    """Of the heading in the file; of the first line of text for level 0."""
    text: str
    text_line: int


def split_at_headings(text: str, first_line: int = 1) -> Iterator[Passage]:
    """Yield the passages of a text in order; the first has level 0 and may be empty."""
    level, heading, explicit_id, line = 0, "", "", first_line
    body: list[str] = []
    text_line = first_line
    for number, row, found in _rows(text.split("\n"), first_line):
        if found is None:
            body.append(row)
            continue
        yield Passage(level, heading, explicit_id, line, "\n".join(body), text_line)
        (level, heading, explicit_id), line, body = found, number, []
        text_line = number + 1 + (not _ATX.match(row))
    yield Passage(level, heading, explicit_id, line, "\n".join(body), text_line)


_Heading = tuple[int, str, str]


def _rows(rows: list[str], first_line: int) -> Iterator[tuple[int, str, _Heading | None]]:
    """Yield each row with its line and, if it is a heading, its level, text and explicit id."""
    fenced = {fence.first: fence.end for fence in fences(rows)}
    code_end, underline = 0, -1
    for index, row in enumerate(rows):
        code_end = fenced.get(index, code_end)
        if index == underline:
            continue
        found: _Heading | None = None
        if index < code_end or len(row) > _LONGEST:
            pass
        elif atx := _ATX.match(row):
            found = (len(atx[1]), *_split_id(atx[2].rstrip().rstrip("#").rstrip()))
        elif level := _setext_level(rows, index):
            found = (level, *_split_id(row.strip()))
            underline = index + 1
        yield first_line + index, row, found


def _setext_level(rows: list[str], index: int) -> int:
    """Return 1 or 2 if the row is underlined as a heading, else 0."""
    row = rows[index]
    if not row.strip() or _NOT_PROSE.match(row) or index + 1 == len(rows):
        return 0
    if index and rows[index - 1].strip():
        return 0
    under = _SETEXT.match(rows[index + 1])
    return (1 if under[1][0] == "=" else 2) if under else 0


def _split_id(heading: str) -> tuple[str, str]:
    explicit = _ID.search(heading)
    if not explicit:
        return heading, ""
    return heading[: explicit.start()].rstrip(), explicit[1].lower()


def plain_heading(text: str) -> str:
    """Return a heading without its Markdown: emphasis, code marks and link targets."""
    text = text.replace("\0", "")
    escaped = iter([mark[1] for mark in _ESCAPED.finditer(text)])
    text = _LINK.sub(r"\1", _ESCAPED.sub("\0", text))
    text = _TAG.sub("", _without_emphasis(text))
    return " ".join(re.sub("\0", lambda _: next(escaped), text).split())


def _without_emphasis(text: str) -> str:
    shown: list[str] = []
    never_closed: set[str] = set()
    at = looked = 0
    while opening := _EMPHASIS.search(text, looked):
        looked = opening.end()
        # '**' that nothing closes may be '*' before a word in emphasis.
        for mark in dict.fromkeys((opening[1], opening[1][0])):
            begins = opening.start() + len(mark)
            closing = None if mark not in _CLOSING or mark in never_closed else _CLOSING[mark].search(text, begins + 1)
            if closing:
                shown += [text[at : opening.start()], text[begins : closing.start()]]
                at = looked = closing.end()
                break
            never_closed.add(mark)
        else:
            looked = opening.start() + 1
    return "".join([*shown, text[at:]])
