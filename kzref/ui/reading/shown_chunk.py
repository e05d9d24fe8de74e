"""The part of a page that is shown, and the links to the parts before and after it."""

from PySide6.QtCore import QObject

from kzref.render.pages.chunks import PageChunks
from kzref.ui.widgets.texts import filled

_SCHEME = "turn:"
"""Of the links from part to part, which no page can hold."""
_BACK, _ON = f"{_SCHEME}back", f"{_SCHEME}on"
_PIXELS = 1 << 24
"""More than Qt can lay out."""


class ShownChunk(QObject):
    """Follows the reader through the parts of a page; mostly there is one."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.page = PageChunks("")
        self.number = 0
        """Of the part that is shown, from 0."""

    def open(self, html: str) -> None:
        """Begins with the first part of a page."""
        self.page, self.number = PageChunks(html), 0

    def html(self) -> str:
        """The part that is shown, with links to what stands before and after it."""
        before = after = ""
        if self.number:
            said = self.tr("Previous part")
            before = f'<p class="turn"><a href="{_BACK}">{said}</a></p>'
        if self.page.chunk(self.number + 1) is not None:
            share = 100 - self.page.percent_before(self.number + 1)
            said = filled(self.tr("Next part ({percent} % of this page left)"), percent=share)
            after = f'<p class="turn"><a href="{_ON}">{said}</a></p>'
        return before + (self.page.chunk(self.number) or "") + after

    def step_of(self, link: str) -> int:
        """How many parts a link leads on (1) or back (-1); 0 for a link that leads elsewhere."""
        return {_ON: 1, _BACK: -1}.get(link, 0)

    def heading_above(self) -> str:
        """The name of the last heading before the part, or empty."""
        return self.page.heading_above(self.number)

    def place(self, pixels: int) -> int:
        """A place in the page: the part, and how far it is scrolled."""
        return self.number * _PIXELS + pixels

    def at_place(self, place: int) -> tuple[int, int]:
        """The number of a part that there is, and the pixels, of a place that place() made."""
        number, pixels = divmod(place, _PIXELS)
        return (number if self.page.chunk(number) is not None else self.number), pixels
