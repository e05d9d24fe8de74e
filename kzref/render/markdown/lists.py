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
        md.treeprocessors.register(_AsTyped(md), "as-typed", 2)


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


class _AsTyped(Treeprocessor):
    """Ends a list where its numbers jump and starts another: Qt does not support numbers of single items."""

    def run(self, root: Tree.Element) -> None:
        """Rewrite the tree in place."""
        for parent in list(root.iter()):
            if parent.tag == "li":
                _tick(parent)
            if any(child.tag == "ol" for child in parent):
                parent[:] = [
                    part for child in parent for part in (_split_at_jumps(child) if child.tag == "ol" else [child])
                ]


def _split_at_jumps(written: Tree.Element) -> list[Tree.Element]:
    """Return the lists that a numbered list is shown as, with classes that keep them close together."""
    if written.tag != "ol":
        return [written]
    items = list(written)
    typed = [item.attrib.pop("value", None) for item in items]
    # The same number before every item, such as '1.', means automatic numbering.
    is_automatic = len(typed) > 1 and len(set(typed)) == 1
    parts: list[Tree.Element] = []
    expected = -1
    for item, number in zip(items, typed, strict=True):
        here = expected if number is None or (is_automatic and parts) else int(number)
        if parts and here != expected:
            parts[-1].set("class", f"{parts[-1].get('class', '')} goes-on".strip())
        if not parts or here != expected:
            parts.append(_list_from(here, resumed=bool(parts)))
        parts[-1].append(item)
        expected = here + 1
    if not parts or typed[0] is None:
        return [written]
    parts[-1].tail = written.tail
    return parts


def _list_from(number: int, resumed: bool) -> Tree.Element:
    made = Tree.Element("ol", {"class": "resumed"} if resumed else {})
    if number != 1:
        made.set("start", str(number))
    made.text = "\n"
    return made


def _tick(item: Tree.Element) -> None:
    """Replace '[x]' at the start of an item by a checkbox."""
    holder = item[0] if len(item) and item[0].tag == "p" and not (item.text or "").strip() else item
    box = _CHECKBOX.match(holder.text or "")
    if box:
        holder.text = f"{'☐' if box[1] == ' ' else '☑'} {(holder.text or '')[box.end() :]}"
