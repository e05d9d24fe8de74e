"""The YAML block at the head of a Markdown file."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from kzref.library.faults import Fault, Report

LONGEST = 65_536
_BLOCK = re.compile(r"\A---[ \t]*\n(.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.S | re.M)


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


def split_front_matter(source: str, path: str, report: Report) -> FrontMatter:
    """The block and the text of a file; an unreadable block is reported and passed over, the text is kept."""
    block = _BLOCK.match(source)
    if not block:
        return FrontMatter(text=source)
    text, first = source[block.end() :], source.count("\n", 0, block.end()) + 1
    unread = FrontMatter(text=text, first_line=first, present=True)
    if len(block[1]) > LONGEST:
        report(Fault(path, 1, f"the front matter is longer than {LONGEST} characters; move text below it"))
        return unread
    return _parse(block[1], unread, path, report)


def _parse(block: str, unread: FrontMatter, path: str, report: Report) -> FrontMatter:
    import yaml

    try:
        loader = yaml.SafeLoader(block)
        node = loader.get_single_node()
        if node is None:
            return unread
        if not isinstance(node, yaml.MappingNode):
            report(Fault(path, 2, "the front matter is not a list of 'field: value' lines"))
            return unread
        if "&" in block and any(isinstance(e, yaml.AliasEvent) for e in yaml.parse(block, yaml.SafeLoader)):
            report(Fault(path, 2, "the front matter uses YAML aliases; write each value out"))
            return unread
        values = loader.construct_document(node)
        lines = {str(key.value): key.start_mark.line + 2 for key, _ in node.value}
    except (yaml.YAMLError, ValueError, TypeError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 2 if mark else 2
        what = getattr(error, "problem", None) or getattr(error, "reason", None) or str(error).split("\n")[0]
        report(Fault(path, line, f"the front matter cannot be read: {what}"))
        return unread
    named = {str(key): value for key, value in values.items()}
    return FrontMatter(named, lines, unread.text, unread.first_line, present=True)
