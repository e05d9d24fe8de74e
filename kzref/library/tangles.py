"""Passages that no Markdown is made of: what is never closed, or nested without end, takes longer than anyone waits."""

import re
from collections.abc import Iterator

_DEEPEST = 50
"""Lists in lists on one line."""
_INDENTS = 100
"""Different widths by which lines are indented."""
_DEFINITIONS = 3000
"""Lines of a block that each define its words once more."""
_STEPS_TO_BRACKET, _STEPS_TO_TAG = 4_000_000, 40_000_000
"""Characters looked through, for all opening signs together, until each is closed or its text ends: about a second."""

_MARK = r"[ \t]*(?:[-*+]|\d{1,9}\.)[ \t]"
_MARKS = re.compile(rf"^(?:{_MARK}+){{{_DEEPEST}}}", re.M)
_INDENT = re.compile(r"^[ \t]+", re.M)
_BLANK = re.compile(r"\n[ \t]*\n")
_LISTED = re.compile(_MARK)
_ITEM = re.compile(rf"\n(?={_MARK})")
_TABLE = re.compile(r".*\n[ \t]*\|?[ \t]*:?-+:?[ \t]*\|")
_TAG = re.compile(r"<[A-Za-z/!?]")
_BRACKET = re.compile(r"\]\(|[\[\]()]")


def tangle(text: str) -> str:
    """What keeps a passage from being read as Markdown, for a fault; empty where nothing does."""
    if _MARKS.search(text) or len(set(_INDENT.findall(text))) > _INDENTS:
        return "lists are nested too deeply"
    if text.count("\n") > _DEFINITIONS and any(b.count("\n:") > _DEFINITIONS for b in _BLANK.split(text)):
        return "there are too many definitions without a line between them"
    if text.count("<") * len(text) > _STEPS_TO_TAG and _steps_to_tags(text) > _STEPS_TO_TAG:
        return "there are too many '<' that nothing closes"
    opened = text.count("[") + text.count("](")
    if opened * len(text) <= _STEPS_TO_BRACKET:
        return ""
    steps = sum(map(_steps_to_brackets, _lines_of_text(text)))
    return "there are too many brackets that nothing closes" if steps > _STEPS_TO_BRACKET else ""


def _steps_to_tags(text: str) -> int:
    steps, end = 0, -1
    for tag in _TAG.finditer(text):
        if end < tag.start():
            end = text.find(">", tag.start())
            end = len(text) if end < 0 else end
        steps += end - tag.start()
    return steps


def _lines_of_text(text: str) -> Iterator[str]:
    """What is read as one line of text: a paragraph, an item of a list, a row of a table."""
    for block in _BLANK.split(text):
        if _LISTED.match(block):
            yield from _ITEM.split(block)
        elif _TABLE.match(block):
            yield from block.split("\n")
        else:
            yield block


def _steps_to_brackets(text: str) -> int:
    """From each opening bracket of a link to its closing one."""
    steps = 0
    texts: list[int] = []
    targets: list[int] = []
    for bracket in _BRACKET.finditer(text):
        sign, at = bracket[0], bracket.start()
        if sign[0] == "]" and texts:
            steps += at - texts.pop()
        if sign == "[":
            texts.append(at)
        elif sign == "](" or (sign == "(" and targets):
            targets.append(at)
        elif sign == ")" and targets:
            steps += at - targets.pop()
    return steps + sum(len(text) - at for at in (*texts, *targets))
