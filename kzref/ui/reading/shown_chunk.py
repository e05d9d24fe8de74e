"""The chunk of a page that is shown, and the links to the chunks before and after it."""

from PySide6.QtCore import QObject

from kzref.render.html.escape import escape
from kzref.render.pages.chunks import PageChunks
from kzref.ui.widgets.texts import filled
from kzref.userdata.location import Location, PlainText

_SCHEME = "turn:"
"""Of the links from chunk to chunk, which no page can hold."""
_BACK, _ON = f"{_SCHEME}back", f"{_SCHEME}on"


class ShownChunk(QObject):
    """Follows the reader through the chunks of a page; mostly there is one."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.page = PageChunks("")
        self.number = 0
        """Of the chunk that is shown, from 0."""

    def open(self, html: str) -> None:
        """Begin with the first chunk of a page."""
        self.page, self.number = PageChunks(html), 0

    def html(self) -> str:
        """Return the chunk that is shown, with links to those before and after it."""
        before = after = ""
        if self.number:
            label = self.tr("Previous part")
            before = f'<p class="turn"><a href="{_BACK}">{label}</a></p>'
        if self.page.chunk(self.number + 1) is not None:
            share = 100 - self.page.percent_before(self.number + 1)
            label = filled(self.tr("Next part ({percent} % of this page left)"), percent=share)
            after = f'<p class="turn"><a href="{_ON}">{label}</a></p>'
        return before + (self.page.chunk(self.number) or "") + after

    def step_of(self, link: str) -> int:
        """Return how many chunks a link leads on (1) or back (-1); 0 for a link that leads elsewhere."""
        return {_ON: 1, _BACK: -1}.get(link, 0)

    def heading_above(self) -> str:
        """Return the address of the last heading before the chunk, or an empty text."""
        return self.page.heading_above(self.number)

    def characters_before(self) -> int:
        """Return how many characters of the section at the top stand in earlier chunks, as locations count."""
        above, count = self.heading_above(), 0
        for number in range(self.number - 1, -1, -1):
            text, begins = self._section_text(number, above)
            count += len(text) + 1
            if begins:
                break
        return count

    def number_at(self, location: Location) -> int | None:
        """Return the number of the chunk that holds a location, or None if the page has no such section."""
        number = self.page.chunk_of(location.address) if location.address else 0
        if number is None:
            return None
        left = location.offset
        while self.page.chunk(number + 1) is not None and self.page.heading_above(number + 1) == location.address:
            length = len(self._section_text(number, location.address)[0]) + 1
            if left < length:
                break
            left -= length
            number += 1
        return number

    def _section_text(self, number: int, address: str) -> tuple[str, bool]:
        """Return the text of a section in a chunk, as far as it goes, and whether the section begins there."""
        from kzref.render.html.plain_text import html_to_text

        html = self.page.chunk(number) or ""
        _, heading, after = html.rpartition(f' name="{escape(address)}"')
        return PlainText(html_to_text(after if heading else html)[0]).text, bool(heading)
