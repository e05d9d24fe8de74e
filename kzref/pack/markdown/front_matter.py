"""The YAML block at the head of a Markdown file."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from kzref.messages.message import message
from kzref.pack.problems import Problem, ReportProblem

LONGEST = 65_536
_BLOCK = re.compile(r"\A---[ \t]*\n(.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.S | re.M)
_BEGINS_WITH_FIELD = re.compile(r"(?:[ \t]*(?:#.*)?\n)*(?![#:-])\S[^:\n]*:(?:\s|$)")
_SIMPLE = re.compile(r"([^\W\d][\w -]*):[ \t]+(?![\[{&*|>!])(\S.*)")


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """The fields of the block, with the line of each, and the text after it."""

    values: Mapping[str, object] = field(default_factory=dict)
    lines: Mapping[str, int] = field(default_factory=dict)
    text: str = ""
    first_line: int = 1
    present: bool = False

    def line(self, name: str) -> int:
        """Return the line of a field, or else the first line of the file."""
        return self.lines.get(name, 1)


def split_front_matter(source: str, path: str, report: ReportProblem, lenient: bool = False) -> FrontMatter:
    """Return the front matter and the text of a file; an unreadable block is reported, and the text is kept.

    lenient: read what fields can be read of an unreadable block. Text between two rules is no block.
    """
    found = _BLOCK.match(source)
    if not found:
        return FrontMatter(text=source)
    block, first = found[1], source.count("\n", 0, found.end()) + 1
    empty = FrontMatter(text=source[found.end() :], first_line=first, present=True)
    if not block.strip():
        return empty
    read = _fields(block, empty, path)
    if isinstance(read, FrontMatter):
        return read
    if not _BEGINS_WITH_FIELD.match(block):
        return FrontMatter(text=source)
    report(read)
    return _simple_fields(block, empty) if lenient else empty


def _fields(block: str, empty: FrontMatter, path: str) -> FrontMatter | Problem:
    """Return the front matter with its fields, or what is wrong with the block."""
    from kzref.pack.files.yaml_fields import UnreadableFields, yaml_fields

    if len(block) > LONGEST:
        return Problem(path, 1, message("front_matter.too_long", limit=LONGEST))
    try:
        fields = yaml_fields(block)
    except UnreadableFields as error:
        return Problem(path, error.line + 2, message("front_matter.unreadable", reason=error.reason))
    if fields is None:
        return Problem(path, 2, message("front_matter.not_fields"))
    return replace(empty, values=fields.values, lines={name: line + 2 for name, line in fields.lines.items()})


def _simple_fields(block: str, empty: FrontMatter) -> FrontMatter:
    """Return the fields of lines such as 'title: Act 7: of academies', which is no valid YAML."""
    values: dict[str, str] = {}
    lines: dict[str, int] = {}
    for number, row in enumerate(block.split("\n"), 2):
        if simple := _SIMPLE.match(row):
            name, value = simple[1].rstrip(), simple[2].rstrip()
            quoted = len(value) > 1 and value[0] == value[-1] and value[0] in "\"'"
            values[name], lines[name] = value[1:-1] if quoted else value, number
    return replace(empty, values=values, lines=lines)
