"""Skip Markdown patterns that cannot match: the same HTML in half the time.

Python-Markdown tries each of its thirty inline patterns on every text and each of its twenty block processors on every
block, although most texts contain no mark-up and most blocks are paragraphs.
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

_NEEDED = {
    "work": "[@", "pinpoint": "[", "footnote": "[^", "backtick": "`", "escape": "\\", "reference": "[", "link": "[",
    "image_link": "![", "image_reference": "![", "short_reference": "[", "short_image_ref": "![", "autolink": "<",
    "automail": "<", "linebreak": "  \n", "html": "<", "entity": "&", "smarty-ellipses": "...",
    "smarty-em-dashes": "---", "smarty-en-dashes": "--", "struck": "~~",
}  # fmt: skip
"""A string that each inline pattern needs in order to match. Patterns that are not listed are always tried."""
_SINGLE, _DOUBLE = (0, 6, 7, 8, 9, 10), (1, 11, 12, 13, 14)
_NEEDED |= {f"smarty-quotes-{number}": "'" for number in _SINGLE} | {f"smarty-quotes-{n}": '"' for n in _DOUBLE}
_TEXT = r"[^\s#>:!=\-_*+\[|][^\n|]*"
_PLAIN = re.compile(rf"(?!\d+\.){_TEXT}(?:\n(?: {{0,3}}{_TEXT}| {{4}}[^\n|]*))*")
"""A block that is certainly a paragraph: no line starts like anything else, and there is no table cell separator."""


class FastInline(Extension):
    """Must be registered after all other extensions, since it reads their patterns."""

    def __init__(self, all_code: bool = False) -> None:
        """all_code: whether to stash all code spans at once, as CommonMark defines them, instead of Markdown's."""
        super().__init__()
        self._all_code = all_code

    def extendMarkdown(self, md: markdown.Markdown) -> None:  # noqa: N802  # Markdown's own name
        """Add a block processor, and replace Markdown's inline processors."""
        md.parser.blockprocessors.register(_Plain(md.parser), "plain", 200)
        # A registry copies itself for each block.
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
        marks = {patterns.get_index_for_name(name): needed for name, needed in _NEEDED.items() if name in patterns}
        self._tried = [(marks.get(index, ""), pattern) for index, pattern in enumerate(patterns)]

    def run(self, tree: Tree.Element, ancestors: list[str] | None = None) -> Tree.Element:
        """Apply the inline patterns to the texts of a tree, in the same order as Markdown.

        Markdown searches for the index of each child among all children of its parent, once for each line break.
        """
        self.stashed_nodes: dict[str, Tree.Element | str] = {}
        queue = deque([(tree, [*(ancestors or []), tree.tag.lower()])])
        while queue:
            element, self.ancestors = queue.popleft()
            shown: list[Tree.Element] = []
            children = deque(element)
            while children:
                child = children.popleft()
                shown.append(child)
                # Elements made from its text are queued separately, and their text is not read again.
                holds_others = len(child) > 0
                queue += self._read_text(child)
                children.extendleft(reversed(self._read_tail(child)))
                if holds_others:
                    queue.append((child, [*self.ancestors, child.tag.lower()]))
            if len(shown) != len(element):
                element[:] = shown
        return tree

    def _read_text(self, child: Tree.Element) -> list[tuple[Tree.Element, list[str]]]:
        """Convert the mark-up in the text of a child; return the new elements with the tags of their ancestors."""
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
        """Convert the mark-up in the text after a child; return the new elements, to be inserted after it."""
        if not child.tail or child.tail == "\n":
            return []
        holder = Tree.Element("holder")
        tail = self._InlineProcessor__handleInline(child.tail)
        child.tail = None
        made = self._InlineProcessor__processPlaceholders(tail, holder, False)  # type: ignore[attr-defined]
        child.tail = holder.tail
        return [element for element, _ in made]

    def _without_code(self, data: str) -> str:
        """Return the text with all code spans stashed at once; a pattern would start again after each of them."""
        pieces: list[str] = []
        at = 0
        for span in code_spans(data, 0, len(data)):
            placeholder = self._InlineProcessor__stashNode(code_element(data, span), "code")  # type: ignore[attr-defined]
            pieces += [data[at : span.start], placeholder]
            at = span.end
        return "".join([*pieces, data[at:]])

    # Private names of Markdown: its version is pinned, and the tests of code and emphasis fail with others.
    def _InlineProcessor__handleInline(self, data: str, patternIndex: int = 0) -> str:  # noqa: N802, N803
        if isinstance(data, AtomicString):
            return data
        if patternIndex == 0 and "`" in data and self._all_code:
            data = self._without_code(data)
        for index in range(patternIndex, len(self._tried)):
            needed, pattern = self._tried[index]
            if needed not in data:
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
