"""What is read as Markdown and what is not: a text that would be nested without end, or take longer than anyone waits.

Markdown's parser looks through a block anew after each line that begins something, through a paragraph anew after each
mark, and to the end of the text for whatever is never closed. That is nothing in what people write, and minutes in
what is broken or made to hurt. Here the steps are counted before, in one pass.
"""

import re
from collections import Counter

from kzref.pack.markdown.code_spans import code_ranges, inline_texts, without_fences

DEEPEST_BOX = 6
"""Quotations, callouts and tables in one another that are shown as boxes."""
_DEEPEST = 50
"""Lists and quotations in one another on one line."""
_INDENTS = 100
"""Different widths by which lines are indented."""
_SHORT = 1000
"""Characters that cannot take long, however they are arranged on one level."""
_STEPS_IN_TEXT = 2_000_000_000
"""Characters copied for all marks of the paragraphs together: about a second."""
_EMPTY_CELLS = 20_000
_TAGS_AGAIN = 1_000_000
"""Tags that HTML would open again, block by block."""
_TAGS_PASSED = 100_000_000
"""Open tags that HTML would look through, tag by tag: half a second."""
_PLACEHOLDER = 20
"""Characters that stand for a mark while the rest of its paragraph is read."""

_MARKS = re.compile(
    rf"^(?![-* \t]*$)(?:[ \t]*(?:>|[-*+][ \t]|\d{{1,9}}\.[ \t])){{{_DEEPEST}}}"  # A row of dashes is a line.
    , re.M,
)  # fmt: skip
_BOXES = re.compile(rf"^(?:(?:[ \t]*>){{{DEEPEST_BOX + 1}}}|(?: {{4}}|\t){{{DEEPEST_BOX},}}!!! ?\w)", re.M)
_INDENT = re.compile(r"^[ \t]+", re.M)
_BLANK = re.compile(r"\n[ \t>]*\n")
_DEFINITION = r"\[[^\]\n]*\]:[ \t]*+\S"
_BEGINS = re.compile(
    # Definitions that follow each other are read at once.
    rf"^[ \t>]*+(?:#|!!!|{_DEFINITION}.*(?:\n[ \t>]*+{_DEFINITION}.*)*+"
    r"|\[[^\]\n]*\]:|:[ \t]|=+[ \t]*$|(?:-[ \t]*+)++$|(?:\*[ \t]*+)++$|(?:_[ \t]*+)++$)",
    re.M,
)
_TAG = re.compile(r"<[A-Za-z/!?]")
_REMARK_OR_TAG = re.compile(r"<!--|</(?=[A-Za-z])|<(?=[A-Za-z])")
_BRACKET = re.compile(r"\]\(|[\[\]()]")
_SIGN = re.compile(r"\\[^\w\s]|&(?=[#\w])|<(?=[A-Za-z/!?])|\]")
_PAIRED = re.compile(r"\*++|(?<![^\W_])_++|_++(?![^\W_])|~~")
_QUOTE = re.compile(r"['\"]|\.\.\.|--")
_SIGN_IN_HTML = re.compile(r"\\[^\w\s]|&(?=[#\w])")
_HTML_BLOCK = re.compile(
    r" {0,3}</?(?:table|thead|tbody|tr|td|th|caption|div|p|ul|ol|dl|li|blockquote|pre|section|article|header|footer"
    r"|center|details|figure|form|h[1-6]|hr)(?=[\s/>])",
    re.I,
)
_ELEMENT = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9]*)")
_NEVER_OPEN = {"a", "br", "hr", "img", "input", "p", "li", "dt", "dd", "tr", "td", "th", "thead", "tbody", "tfoot"}
"""Tags that HTML ends by itself, or at the next one of their kind."""
_FORMATTING = {"b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u"}
"""What HTML opens again in each block after the one in which it was not closed."""
_SEPARATOR = frozenset("|:- \t>")


class _Steps:
    """Characters that may be looked through, for all signs of a kind together: about a second for 100,000."""

    def __init__(self, length: int) -> None:
        self.in_blocks = 300_000 + 150 * length
        self.to_bracket = 400_000 + 40 * length
        self.to_tag = 400_000 + 150 * length


def exceeded_limit(text: str, smart_quotes: bool = False) -> str:
    """What keeps a passage from being read as Markdown, for a fault; empty where nothing does.

    smart_quotes: whether quotes, dots and dashes are marks too, as in a pack in English.
    """
    shown = without_fences(text)
    nested = _MARKS.search(shown)
    if nested and ">" in nested[0]:
        return "quotations are nested too deeply"
    if nested or (len(shown) > _SHORT and len(set(_INDENT.findall(shown))) > _INDENTS):
        return "lists are nested too deeply"
    if len(shown) <= _SHORT:
        return ""
    return _too_long(shown, smart_quotes)


def line_of_flattened(text: str) -> int | None:
    """The line, from 0, of the first quotation or callout that stands too deeply in others to be shown as a box."""
    found = _BOXES.search(text) if ">" in text or "!!!" in text else None
    if not found or any(start <= found.start() < end for start, end in code_ranges(text)):
        return None
    return text.count("\n", 0, found.start())


def _too_long(text: str, smart_quotes: bool) -> str:
    most = _Steps(len(text))
    if _steps_in_blocks(text) > most.in_blocks:
        return "there are too many lines that begin something without an empty line between them"
    if "<" in text and (reason := _html_too_long(text, most)):
        return reason
    if "|" in text and _empty_cells(text) > _EMPTY_CELLS:
        return "a table has too many cells in which nothing stands"
    if _steps_in_texts(text, smart_quotes) > _STEPS_IN_TEXT:
        return "a paragraph has too many signs"
    if (text.count("[") + text.count("](")) * len(text) <= most.to_bracket:
        return ""
    steps = sum(_steps_to_brackets(text[start:end]) for start, end in inline_texts(text, 0, len(text)))
    return "there are too many brackets that nothing closes" if steps > most.to_bracket else ""


def _html_too_long(text: str, most: _Steps) -> str:
    if text.count("<") * len(text) > most.to_tag and _steps_to_tags(text) > most.to_tag:
        return "there are too many '<' that nothing closes"
    again, passed = _open_tags(text)
    if again > _TAGS_AGAIN or passed > _TAGS_PASSED:
        return "there are too many HTML tags that nothing closes"
    if "<!--" in text and _steps_from_remarks(text) > most.to_tag:
        return "there are too many HTML tags that nothing closes"
    return ""


def _open_tags(text: str) -> tuple[int, int]:
    """Tags that HTML opens again at the tags of the text, and those that it passes to see what each may stand in."""
    open_now: Counter[str] = Counter()
    depth = formatting = again = passed = 0
    for tag in _ELEMENT.finditer(text):
        name = tag[2].lower()
        passed += depth
        if name not in _FORMATTING:
            again += formatting
        step = (-1 if open_now[name] else 0) if tag[1] else 1
        if name not in _NEVER_OPEN:
            open_now[name] += step
            depth += step
            formatting += step * (name in _FORMATTING)
    return again, passed


def _empty_cells(text: str) -> int:
    """A row of a table gets as many cells as its head, whatever stands in it."""
    most = 0
    for block in _BLANK.split(text):
        if "|" not in block or "-" not in block:
            continue
        rows = block.split("\n")
        columns = max((row.count("|") + 1 for row in rows if "-" in row and _SEPARATOR.issuperset(row)), default=0)
        most = max(most, columns * len(rows) - block.count("|") - len(rows))
    return most


def _steps_in_blocks(text: str) -> int:
    """The rest of a block is looked through anew after each line that begins something."""
    return sum(len(_BEGINS.findall(block)) * len(block) // 2 for block in _BLANK.split(text))


def _steps_in_texts(text: str, smart_quotes: bool) -> int:
    """A paragraph is put together anew for each mark in it."""
    if len(text) * len(text) < _STEPS_IN_TEXT // _PLACEHOLDER:
        return 0
    steps = 0
    for start, end in inline_texts(text, 0, len(text)):
        # A block of HTML is put aside before paragraphs are read.
        html = _HTML_BLOCK.match(text, start, end)
        signs = len((_SIGN_IN_HTML if html else _SIGN).findall(text, start, end))
        if not html:
            signs += len(_PAIRED.findall(text, start, end)) // 2
        if smart_quotes:
            signs += len(_QUOTE.findall(text, start, end))
        steps += signs * (end - start + signs * _PLACEHOLDER // 2)
    return steps


def _steps_to_tags(text: str) -> int:
    """From each opening sign of a tag to the next closing one."""
    steps, end = 0, -1
    for tag in _TAG.finditer(text):
        if end < tag.start():
            end = text.find(">", tag.start())
            end = len(text) if end < 0 else end
        steps += end - tag.start()
    return steps


def _steps_from_remarks(text: str) -> int:
    """From each remark to the end of its block, for each tag within a line that is still open."""
    steps = 0
    for block in _BLANK.split(text):
        if "<!--" not in block:
            continue
        open_now = 0
        for tag in _REMARK_OR_TAG.finditer(block):
            if tag[0] == "<!--":
                steps += open_now * (len(block) - tag.start())
            else:
                open_now = max(open_now + (-1 if tag[0] == "</" else 1), 0)
    return steps


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
