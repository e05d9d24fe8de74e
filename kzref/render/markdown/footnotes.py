"""Footnotes as in Markdown's own extension, in linear time."""

import re
import xml.etree.ElementTree as Tree

from markdown import Markdown
from markdown.extensions.footnotes import FootnoteExtension
from markdown.inlinepatterns import InlineProcessor

_MOST_LINKS_BACK = 50


class Footnotes(FootnoteExtension):
    """Footnotes whose text may define further notes, on which Markdown's own extension fails.

    Notes are numbered in constant time; Markdown counts from the first note for each reference.
    """

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802  # Markdown's own name
        """Register the processors with Markdown's priorities."""
        super().extendMarkdown(md)
        md.inlinePatterns.register(_NoteReference(self), "footnote", 175)

    def reset(self) -> None:
        """Clear the notes of the last text."""
        super().reset()
        self._numbers: dict[str, int] = {}

    def makeFootnotesDiv(self, root: Tree.Element) -> Tree.Element | None:  # noqa: N802  # Markdown's own name
        """Return the list of notes, including those defined in other notes."""
        known = 0
        while known < len(self.footnotes):
            new = list(self.footnotes.values())[known:]
            known = len(self.footnotes)
            for text in new:
                self.parser.parseChunk(Tree.Element("div"), text)
        return super().makeFootnotesDiv(root)

    def unique_ref(self, reference: str, found: bool = False) -> str:
        """Return the anchor of a reference. The last references to a note that has very many share one anchor."""
        if not found:
            return reference
        count = self.found_refs[reference] = min(self.found_refs.get(reference, 0) + 1, _MOST_LINKS_BACK)
        return reference if count == 1 else reference.replace("fnref", f"fnref{count}", 1)

    def number(self, name: str) -> int | None:
        """Return the number of a note in the order of definitions, from 1, or None if there is no such note."""
        if len(self._numbers) != len(self.footnotes):
            self._numbers = {known: number for number, known in enumerate(self.footnotes, 1)}
        return self._numbers.get(name)


class _NoteReference(InlineProcessor):
    def __init__(self, notes: Footnotes) -> None:
        super().__init__(r"\[\^([^\]]*)\]")
        self._notes = notes

    def handleMatch(  # type: ignore[override]  # noqa: N802  # Markdown's own name
        self,
        m: re.Match[str],
        data: str,  # noqa: ARG002
    ) -> tuple[Tree.Element | None, int | None, int | None]:
        number = self._notes.number(m[1])
        if number is None:
            return None, None, None
        mark = Tree.Element("sup", {"id": self._notes.makeFootnoteRefId(m[1], found=True)})
        link = Tree.SubElement(mark, "a", {"href": f"#{self._notes.makeFootnoteId(m[1])}", "class": "footnote-ref"})
        link.text = str(number)
        return mark, m.start(0), m.end(0)
