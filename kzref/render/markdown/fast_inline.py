"""Markdown that does not try on a text what cannot be in it: the same HTML in half the time.

Python-Markdown tries each of its thirty inline patterns on each text and each of its twenty kinds of blocks on each
block, although most texts hold none of their marks and most blocks are paragraphs.
"""

import re
import xml.etree.ElementTree as Tree
from collections import deque
from typing import TYPE_CHECKING

import markdown
from markdown.blockprocessors import ParagraphProcessor
from markdown.extensions import Extension
from markdown.treeprocessors import InlineProcessor, UnescapeTreeprocessor
from markdown.util import STX, AtomicString

from kzref.pack.markdown.code_spans import code_spans
from kzref.render.markdown.code_blocks import code_element

if TYPE_CHECKING:
    from markdown.inlinepatterns import Pattern
    from markdown.util import Registry

_MARKS = {
    "work": "[@", "pinpoint": "[", "footnote": "[^", "backtick": "`", "escape": "\\", "reference": "[", "link": "[",
    "image_link": "![", "image_reference": "![", "short_reference": "[", "short_image_ref": "![", "autolink": "<",
    "automail": "<", "linebreak": "  \n", "html": "<", "entity": "&", "smarty-ellipses": "...",
    "smarty-em-dashes": "---", "smarty-en-dashes": "--", "struck": "~~",
}  # fmt: skip
"""What must stand in a text for an inline pattern to match; a pattern that is not named here is always tried."""
_SINGLE, _DOUBLE = (0, 6, 7, 8, 9, 10), (1, 11, 12, 13, 14)
_MARKS |= {f"smarty-quotes-{number}": "'" for number in _SINGLE} | {f"smarty-quotes-{n}": '"' for n in _DOUBLE}
_TEXT = r"[^\s#>:!=\-_*+\[|][^\n|]*"
_PLAIN = re.compile(rf"(?!\d+\.){_TEXT}(?:\n(?: {{0,3}}{_TEXT}| {{4}}[^\n|]*))*")
"""A block that is a paragraph for certain: no line begins like anything but text, and there is no bar of a table."""


class FastInline(Extension):
    """Comes after all other extensions, whose patterns it wants to know."""

    def __init__(self, all_code: bool = False) -> None:
        """all_code: with CommonMark's code spans, put aside all at once, in the place of Markdown's."""
        super().__init__()
        self._all_code = all_code

    def extendMarkdown(self, md: markdown.Markdown) -> None:  # noqa: N802  # Markdown's own name
        """Puts its own block and inline processors before and in the place of Markdown's."""
        md.parser.blockprocessors.register(_Plain(md.parser), "plain", 200)
        # A registry makes a list of itself for each block.
        md.parser.blockprocessors = list(md.parser.blockprocessors)  # type: ignore[assignment]
        if self._all_code:
            md.inlinePatterns.deregister("backtick")
        for name, priority in (("inline", 20), ("smarty", 6)):
            if name in md.treeprocessors:
                patterns = md.treeprocessors[name].inlinePatterns  # type: ignore[attr-defined]
                md.treeprocessors.register(
                    _Inline(md, patterns, all_code=self._all_code and name == "inline"), name, priority
                )
        md.treeprocessors.register(_Unescape(md), "unescape", 0)


class _Plain(ParagraphProcessor):
    def test(self, parent: Tree.Element, block: str) -> bool:  # noqa: ARG002
        return _PLAIN.fullmatch(block) is not None


class _Inline(InlineProcessor):
    def __init__(self, md: markdown.Markdown, patterns: "Registry[Pattern]", all_code: bool) -> None:
        super().__init__(md)
        self._all_code = all_code
        marks = {patterns.get_index_for_name(name): mark for name, mark in _MARKS.items() if name in patterns}
        self._tried = [(marks.get(index, ""), pattern) for index, pattern in enumerate(patterns)]

    def run(self, tree: Tree.Element, ancestors: list[str] | None = None) -> Tree.Element:
        """Reads the texts of a tree, in Markdown's own order.

        Markdown's own looks for the place of each child among all of its parent's, once for each line break.
        """
        self.stashed_nodes: dict[str, Tree.Element | str] = {}
        waiting = deque([(tree, [*(ancestors or []), tree.tag.lower()])])
        while waiting:
            element, self.ancestors = waiting.popleft()
            shown: list[Tree.Element] = []
            children = deque(element)
            while children:
                child = children.popleft()
                shown.append(child)
                # What is made of its own text is waiting by itself, and its text is not read again.
                holds_others = len(child) > 0
                waiting += self._read_text(child)
                children.extendleft(reversed(self._read_tail(child)))
                if holds_others:
                    waiting.append((child, [*self.ancestors, child.tag.lower()]))
            if len(shown) != len(element):
                element[:] = shown
        return tree

    def _read_text(self, child: Tree.Element) -> list[tuple[Tree.Element, list[str]]]:
        """Makes elements of the marks in the text of a child; gives them with the tags that they stand in."""
        text = child.text
        if not text or isinstance(text, AtomicString):
            return []
        self.ancestors.append(child.tag.lower())
        child.text = None
        made = self._InlineProcessor__processPlaceholders(self._InlineProcessor__handleInline(text), child)  # type: ignore[attr-defined]
        self.ancestors.pop()
        child[:0] = [element for element, _ in made]
        return [(element, [*above, element.tag.lower()]) for element, above in made]

    def _read_tail(self, child: Tree.Element) -> list[Tree.Element]:
        """Makes elements of the marks in the text behind a child, which are to stand behind it."""
        if not child.tail or child.tail == "\n":
            return []
        holder = Tree.Element("holder")
        tail = self._InlineProcessor__handleInline(child.tail)
        child.tail = None
        made = self._InlineProcessor__processPlaceholders(tail, holder, False)  # type: ignore[attr-defined]
        child.tail = holder.tail
        return [element for element, _ in made]

    def _without_code(self, data: str) -> str:
        """The text with each code span put aside: all at once, where a pattern would begin anew after each."""
        pieces: list[str] = []
        at = 0
        for span in code_spans(data, 0, len(data)):
            put_aside = self._InlineProcessor__stashNode(code_element(data, span), "code")  # type: ignore[attr-defined]
            pieces += [data[at : span.start], put_aside]
            at = span.end
        return "".join([*pieces, data[at:]])

    # Markdown's own names, private there: the version is fixed, and the tests of code and emphasis fail with another.
    def _InlineProcessor__handleInline(self, data: str, patternIndex: int = 0) -> str:  # noqa: N802, N803
        if isinstance(data, AtomicString):
            return data
        if patternIndex == 0 and "`" in data and self._all_code:
            data = self._without_code(data)
        for index in range(patternIndex, len(self._tried)):
            mark, pattern = self._tried[index]
            if mark not in data:
                continue
            matched, start = True, 0
            while matched:
                data, matched, start = self._InlineProcessor__applyPattern(  # type: ignore[attr-defined]
                    pattern, data, index, start
                )
        return data


class _Unescape(UnescapeTreeprocessor):
    def unescape(self, text: str) -> str:
        return super().unescape(text) if STX in text else text
