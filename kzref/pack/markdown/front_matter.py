"""The YAML block at the head of a Markdown file."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from kzref.pack.problems import Problem, ReportProblem

LONGEST = 65_536
_BLOCK = re.compile(r"\A---[ \t]*\n(.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.S | re.M)
_BEGINS_WITH_FIELD = re.compile(r"(?:[ \t]*(?:#.*)?\n)*(?![#:-])\S[^:\n]*:(?:\s|$)")
_SIMPLE = re.compile(r"([^\W\d][\w -]*):[ \t]+(?![\[{&*|>!])(\S.*)")


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What the block says, with the line of each field, and where the text begins after it."""

    values: Mapping[str, object] = field(default_factory=dict)
    lines: Mapping[str, int] = field(default_factory=dict)
    text: str = ""
    first_line: int = 1
    present: bool = False

    def line(self, name: str) -> int:
        """The line of a field, or of the block."""
        return self.lines.get(name, 1)


def split_front_matter(source: str, path: str, report: ReportProblem, lenient: bool = False) -> FrontMatter:
    """The block and the text of a file; an unreadable block is reported and passed over, the text is kept.

    lenient: of an unreadable block the lines that are a field and its value are read all the same. Two rules with
    text between them are no block.
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
    """The front matter with its fields, or what is wrong with the block."""
    from kzref.pack.files.yaml_fields import UnreadableFields, yaml_fields

    if len(block) > LONGEST:
        return Problem(path, 1, f"the front matter is longer than {LONGEST} characters; move text below it")
    try:
        fields = yaml_fields(block)
    except UnreadableFields as error:
        return Problem(path, error.line + 2, f"the front matter cannot be read: {error}")
    if fields is None:
        return Problem(path, 2, "the front matter is not a list of 'field: value' lines")
    return replace(empty, values=fields.values, lines={name: line + 2 for name, line in fields.lines.items()})


def _simple_fields(block: str, empty: FrontMatter) -> FrontMatter:
    """The fields of lines such as 'title: Act 7: of academies', whatever YAML makes of them."""
    values: dict[str, str] = {}
    lines: dict[str, int] = {}
    for number, row in enumerate(block.split("\n"), 2):
        if simple := _SIMPLE.match(row):
            name, value = simple[1].rstrip(), simple[2].rstrip()
            quoted = len(value) > 1 and value[0] == value[-1] and value[0] in "\"'"
            values[name], lines[name] = value[1:-1] if quoted else value, number
    return replace(empty, values=values, lines=lines)
