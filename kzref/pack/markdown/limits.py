"""Limits of what is read as Markdown: reject passages that are nested too deeply or would take too long.

Python-Markdown needs quadratic time in places: it searches a block again after each line that may begin another one,
a paragraph again after each mark, and the rest of the text for whatever is never closed. That is nothing for text that
people write, and minutes for text that is broken or malicious. Here the steps are counted beforehand, in one pass.
"""

import re
from collections import Counter

from kzref.messages.message import Message, message
from kzref.pack.markdown.code_spans import code_ranges, inline_texts, without_fences

DEEPEST_BOX = 6
"""Nested quotations, callouts and tables that are shown as boxes."""
_DEEPEST = 50
"""Nested lists and quotations on one line."""
_INDENTS = 100
"""Different widths by which lines are indented."""
_SHORT = 1000
"""Length in characters of a passage that cannot take long, whatever it holds on one level."""
_STEPS_IN_TEXT = 2_000_000_000
"""Characters copied for all marks of all paragraphs: about a second."""
_EMPTY_CELLS = 20_000
_TAGS_AGAIN = 1_000_000
"""Tags that HTML would reopen, block by block."""
_TAGS_PASSED = 100_000_000
"""Open tags that HTML would search, tag by tag: half a second."""
_PLACEHOLDER = 20
"""Characters that Python-Markdown puts in the place of a mark while it reads the rest of the paragraph."""

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
_COMMENT_OR_TAG = re.compile(r"<!--|</(?=[A-Za-z])|<(?=[A-Za-z])")
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
"""Tags that HTML closes by itself, or at the next one of the same name."""
_FORMATTING = {"b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u"}
"""Tags that HTML reopens in each block after the one in which they were not closed."""
_SEPARATOR = frozenset("|:- \t>")


class _Steps:
    """Characters that may be searched, for all marks of a kind together: about a second for 100,000."""

    def __init__(self, length: int) -> None:
        self.in_blocks = 300_000 + 150 * length
        self.to_bracket = 400_000 + 40 * length
        self.to_tag = 400_000 + 150 * length


def exceeded_limit(text: str, smart_quotes: bool = False) -> Message | None:
    """Return the limit that keeps a passage from being read as Markdown; None if there is none.

    smart_quotes: whether quotes, dots and dashes are marks as well, as in a pack in English.
    """
    shown = without_fences(text)
    nested = _MARKS.search(shown)
    if nested and ">" in nested[0]:
        return message("markdown.quotations")
    if nested or (len(shown) > _SHORT and len(set(_INDENT.findall(shown))) > _INDENTS):
        return message("markdown.lists")
    if len(shown) <= _SHORT:
        return None
    return _too_long(shown, smart_quotes)


def line_of_flattened(text: str) -> int | None:
    """Return the line, from 0, of the first quotation or callout nested too deeply to be shown as a box; or None."""
    found = _BOXES.search(text) if ">" in text or "!!!" in text else None
    if not found or any(start <= found.start() < end for start, end in code_ranges(text)):
        return None
    return text.count("\n", 0, found.start())


def _too_long(text: str, smart_quotes: bool) -> Message | None:
    most = _Steps(len(text))
    if _steps_in_blocks(text) > most.in_blocks:
        return message("markdown.blocks")
    if "<" in text and (reason := _html_too_long(text, most)):
        return reason
    if "|" in text and _empty_cells(text) > _EMPTY_CELLS:
        return message("markdown.cells")
    if _steps_in_texts(text, smart_quotes) > _STEPS_IN_TEXT:
        return message("markdown.marks")
    if (text.count("[") + text.count("](")) * len(text) <= most.to_bracket:
        return None
    steps = sum(_steps_to_brackets(text[start:end]) for start, end in inline_texts(text, 0, len(text)))
    return message("markdown.brackets") if steps > most.to_bracket else None


def _html_too_long(text: str, most: _Steps) -> Message | None:
    if text.count("<") * len(text) > most.to_tag and _steps_to_tags(text) > most.to_tag:
        return message("markdown.angle_brackets")
    again, passed = _open_tags(text)
    if again > _TAGS_AGAIN or passed > _TAGS_PASSED:
        return message("markdown.tags")
    if "<!--" in text and _steps_from_comments(text) > most.to_tag:
        return message("markdown.tags")
    return None


def _open_tags(text: str) -> tuple[int, int]:
    """Return how many tags HTML reopens at the tags of a text, and how many it searches to find where each belongs."""
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
    """Return the empty cells that the largest table gets: each row is filled up to the width of the head."""
    most = 0
    for block in _BLANK.split(text):
        if "|" not in block or "-" not in block:
            continue
        rows = block.split("\n")
        columns = max((row.count("|") + 1 for row in rows if "-" in row and _SEPARATOR.issuperset(row)), default=0)
        most = max(most, columns * len(rows) - block.count("|") - len(rows))
    return most


def _steps_in_blocks(text: str) -> int:
    """Return the steps of searching the rest of a block again after each line that may begin another one."""
    return sum(len(_BEGINS.findall(block)) * len(block) // 2 for block in _BLANK.split(text))


def _steps_in_texts(text: str, smart_quotes: bool) -> int:
    """Return the steps of copying a paragraph for each mark in it."""
    if len(text) * len(text) < _STEPS_IN_TEXT // _PLACEHOLDER:
        return 0
    steps = 0
    for start, end in inline_texts(text, 0, len(text)):
        # A block of HTML is taken out before paragraphs are read.
        html = _HTML_BLOCK.match(text, start, end)
        signs = len((_SIGN_IN_HTML if html else _SIGN).findall(text, start, end))
        if not html:
            signs += len(_PAIRED.findall(text, start, end)) // 2
        if smart_quotes:
            signs += len(_QUOTE.findall(text, start, end))
        steps += signs * (end - start + signs * _PLACEHOLDER // 2)
    return steps


def _steps_to_tags(text: str) -> int:
    """Return the steps from each '<' of a tag to the next '>'."""
    steps, end = 0, -1
    for tag in _TAG.finditer(text):
        if end < tag.start():
            end = text.find(">", tag.start())
            end = len(text) if end < 0 else end
        steps += end - tag.start()
    return steps


def _steps_from_comments(text: str) -> int:
    """Return the steps from each comment to the end of its block, for each tag that is still open."""
    steps = 0
    for block in _BLANK.split(text):
        if "<!--" not in block:
            continue
        open_now = 0
        for tag in _COMMENT_OR_TAG.finditer(block):
            if tag[0] == "<!--":
                steps += open_now * (len(block) - tag.start())
            else:
                open_now = max(open_now + (-1 if tag[0] == "</" else 1), 0)
    return steps


def _steps_to_brackets(text: str) -> int:
    """Return the steps from each opening bracket of a link to its closing one."""
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
