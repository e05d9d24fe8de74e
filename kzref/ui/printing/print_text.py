"""The HTML of what is printed, in strips that Qt can lay out."""

from collections.abc import Iterator, Sequence

from kzref.library.store.library import Library
from kzref.pack.addresses import Address
from kzref.pack.sections import Section
from kzref.render.html.links import localize_links
from kzref.render.pages.chunks import cut
from kzref.render.pages.page import section_head_html
from kzref.ui.reading.page_labels import page_labels

_LONGEST_STRIP = 60_000
"""Characters of HTML after which the next entry begins a document of its own: some 25 pages, a sixth of a second."""
_COSTLIEST_STRIP = 600_000.0
"""Microseconds to lay out, after which a section goes on in another strip, at the top of a page."""


class PrintText:
    """The text of some sections, each printed once."""

    def __init__(self, library: Library, sections: Sequence[Section], with_subsections: bool) -> None:
        self._library, self._sections, self._with_subsections = library, tuple(sections), with_subsections
        self._labels = page_labels()
        self.printed: dict[Address, Section] = {}
        """The sections of the last strips, by address."""

    def strips(self) -> list[str]:
        """Return the HTML in strips, each within the height and the time that Qt can lay out."""
        strips: list[list[str]] = [[]]
        characters_left, cost = _LONGEST_STRIP, 0.0
        for section, parts in self._entries():
            if characters_left < 0 and section.depth == 0:
                strips.append([])
                characters_left, cost = _LONGEST_STRIP, 0.0
            characters = 0
            for html in parts:
                characters = 0
                for piece in cut(html):
                    if strips[-1] and cost + piece.cost > _COSTLIEST_STRIP:
                        strips.append([])
                        characters_left, cost = _LONGEST_STRIP, 0.0
                    strips[-1].append(piece.html)
                    cost += piece.cost
                    characters += len(piece.html)
            strips[-1].append("\n")
            # Those of the text, which is the last of the two parts.
            characters_left -= characters + 200
        return [localize_links("".join(strip), self.printed, keep_others=False) for strip in strips]

    def _entries(self) -> Iterator[tuple[Section, tuple[str, str]]]:
        """Yield each section once, with its heading and its text as HTML."""
        self.printed = {}
        for section in self._sections:
            ranks: dict[Address, int] = {}
            for text in self._library.pages.section_texts(section, self._with_subsections):
                one = text.section
                if one.address in self.printed:
                    continue
                self.printed[one.address] = one
                rank = ranks[one.parent] + 1 if one.parent in ranks else 1
                ranks[one.address] = rank
                yield one, (section_head_html(one, self._labels, rank) + "\n", text.html)
