"""Markdown cut at its headings: one heading, one section. Fenced code is left whole."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_ATX = re.compile(r"(#{1,6})[ \t]+(.*)$")
_SETEXT = re.compile(r"(=+|-{2,})[ \t]*$")
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+.!<>-])")
_ID = re.compile(r"[ \t]*\{:?[ \t]*#([A-Za-z0-9._-]+)[ \t]*\}[ \t]*$")
_TAG = re.compile(r"</?[A-Za-z][A-Za-z0-9-]*(?:\s[^<>]*)?/?>|<!--.*?-->")
_LONGEST = 2000
"""Characters of a row that may be a heading: what is longer is text, whatever it begins with."""
_NOT_PROSE = re.compile(r"[ \t]|[#>*+|-]|\d+[.)]|:")


@dataclass(frozen=True, slots=True)
class Passage:
    """A heading with the text up to the next one. Level 0 has no heading: it is what stands before the first."""

    level: int
    heading: str
    name: str
    """The explicit id of '## Goal {#goal}', or empty."""
    line: int
    """Of the heading in the file; of the first line of text for level 0."""
    text: str
    text_line: int


def cut_at_headings(text: str, first_line: int = 1) -> Iterator[Passage]:
    """The passages of a text in order; the first is of level 0 and may be empty."""
    level, heading, name, line = 0, "", "", first_line
    kept: list[str] = []
    text_line = first_line
    for number, row, found in _rows(text.split("\n"), first_line):
        if found is None:
            kept.append(row)
            continue
        yield Passage(level, heading, name, line, "\n".join(kept), text_line)
        (level, heading, name), line, kept = found, number, []
        text_line = number + 1 + (not _ATX.match(row))
    yield Passage(level, heading, name, line, "\n".join(kept), text_line)


_Heading = tuple[int, str, str]


def _rows(rows: list[str], first_line: int) -> Iterator[tuple[int, str, _Heading | None]]:
    """Each row with its line and, where it is a heading, its level, text and explicit name."""
    fence = ""
    skip = False
    for index, row in enumerate(rows):
        if skip:
            skip = False
            continue
        if fence:
            if row.strip().startswith(fence) and not row.strip().strip(fence[0]):
                fence = ""
        elif opened := _FENCE.match(row):
            fence = opened[1]
        elif len(row) > _LONGEST:
            pass
        elif atx := _ATX.match(row):
            yield first_line + index, row, (len(atx[1]), *_named(atx[2].rstrip().rstrip("#").rstrip()))
            continue
        elif level := _setext_level(rows, index):
            yield first_line + index, row, (level, *_named(row.strip()))
            skip = True
            continue
        yield first_line + index, row, None


def _setext_level(rows: list[str], index: int) -> int:
    """1 or 2 where the row is underlined as a heading, else 0."""
    row = rows[index]
    if not row.strip() or _NOT_PROSE.match(row) or index + 1 == len(rows):
        return 0
    if index and rows[index - 1].strip():
        return 0
    under = _SETEXT.match(rows[index + 1])
    return (1 if under[1][0] == "=" else 2) if under else 0


def _named(heading: str) -> tuple[str, str]:
    explicit = _ID.search(heading)
    if not explicit:
        return heading, ""
    return heading[: explicit.start()].rstrip(), explicit[1].lower()


def plain_heading(text: str) -> str:
    """A heading without its Markdown: emphasis, code marks and link targets."""
    escaped: list[str] = []

    def put_aside(mark: re.Match[str]) -> str:
        escaped.append(mark[1])
        return "\0"

    text = _ESCAPED.sub(put_aside, text.replace("\0", ""))
    text = re.sub(r"!?\[([^\]]*)\](?:\([^)]*\)|\[[^\]]*\])", r"\1", text)
    text = re.sub(r"(\*\*|__|~~|\*|`)(?=\S)(.+?)(?<=\S)\1", r"\2", text)
    text = _TAG.sub("", text)
    return " ".join(re.sub("\0", lambda _: escaped.pop(0), text).split())
