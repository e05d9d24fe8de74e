"""Lists as written: items keep the numbers that were typed, and `[ ]` becomes a checkbox."""

import re
import xml.etree.ElementTree as Tree

from markdown import Markdown
from markdown.blockparser import BlockParser
from markdown.extensions import Extension
from markdown.extensions.sane_lists import SaneOListProcessor
from markdown.treeprocessors import Treeprocessor

_NUMBER = r"\d{1,9}\."
"""A longer number is too large to count from, and stays text."""
_CHECKBOX = re.compile(r"\[([ xX])\] ")


class TypedLists(Extension):
    """Replaces Markdown's own numbered lists, in which only the number of the first item counts."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802  # Markdown's own name
        """Register the processors with Markdown's priority for such lists."""
        md.parser.blockprocessors.register(_NumberedItems(md.parser), "olist", 40)
        md.treeprocessors.register(_Items(md), "items", 2)


class _NumberedItems(SaneOListProcessor):
    """Records the typed number of each item."""

    def __init__(self, parser: BlockParser) -> None:
        super().__init__(parser)
        before = rf"^[ ]{{0,{self.tab_length - 1}}}"
        self.RE = re.compile(rf"{before}{_NUMBER}[ ]+(.*)")
        self.CHILD_RE = re.compile(rf"{before}(({_NUMBER}))[ ]+(.*)")

    def run(self, parent: Tree.Element, blocks: list[str]) -> None:
        """Add the items of a block."""
        numbers = [found[2][:-1] for row in blocks[0].split("\n") if (found := self.CHILD_RE.match(row))]
        last = self.lastChild(parent)
        within = parent.tag in ("ol", "ul") and not (last is not None and last.tag == "ol")
        super().run(parent, blocks)
        items = (parent if within else parent[-1])[-len(numbers) :]
        for item, number in zip(items, numbers, strict=True):
            item.set("value", number)


class _Items(Treeprocessor):
    """Numbers items where their numbers jump, and makes checkboxes."""

    def run(self, root: Tree.Element) -> None:
        """Rewrite the tree in place."""
        for element in list(root.iter()):
            if element.tag == "li":
                _add_checkbox(element)
            elif element.tag == "ol":
                _set_numbers(element)


def _set_numbers(numbered: Tree.Element) -> None:
    """State the number of the first item, and of each other one whose number does not follow from the one before."""
    items = list(numbered)
    typed = [item.attrib.pop("value", None) for item in items]
    if not typed or typed[0] is None:
        return
    numbered.attrib.clear()
    if int(typed[0]) != 1:
        numbered.set("start", str(int(typed[0])))
    # The same number before every item, such as '1.', means automatic numbering.
    if len(typed) > 1 and len(set(typed)) == 1:
        return
    following = int(typed[0]) + 1
    for item, number in zip(items[1:], typed[1:], strict=True):
        if number is not None and int(number) != following:
            item.set("value", str(int(number)))
            following = int(number)
        following += 1


def _add_checkbox(item: Tree.Element) -> None:
    """Replace '[x]' at the start of an item by a checkbox."""
    holder = item[0] if len(item) and item[0].tag == "p" and not (item.text or "").strip() else item
    text = holder.text or ""
    found = _CHECKBOX.match(text)
    if found:
        box = Tree.Element("input", {"type": "checkbox", "disabled": "disabled"})
        if found[1] != " ":
            box.set("checked", "checked")
        holder.text, box.tail = "", f" {text[found.end() :]}"
        holder.insert(0, box)
