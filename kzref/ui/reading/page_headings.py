"""Where the headings of a page stand in its document, and which section a place of it belongs to."""

from bisect import bisect_right

from PySide6.QtGui import QTextDocument


class PageHeadings:
    """The headings of what is shown of a page, in their order, with the addresses of their sections."""

    def __init__(self, document: QTextDocument | None = None) -> None:
        self.positions: list[tuple[int, str]] = []
        """Of each heading, in the document, with the address of its section."""
        block = document.begin() if document else None
        while block is not None and block.isValid():
            if block.blockFormat().headingLevel():
                fragments = block.begin()
                while not fragments.atEnd():
                    names = fragments.fragment().charFormat().anchorNames()
                    if names:
                        self.positions.append((block.position(), names[0]))
                        break
                    fragments += 1
            block = block.next()

    @property
    def first(self) -> str:
        """The address of the first heading, or empty if there is none."""
        return self.positions[0][1] if self.positions else ""

    def position_of(self, address: str) -> int | None:
        """Return the position of the heading of a section, or None."""
        return next((position for position, name in self.positions if name == address), None)

    def address_at(self, position: int) -> str:
        """Return the address of the section that a position belongs to; empty above the first heading."""
        number = bisect_right(self.positions, position, key=lambda heading: heading[0]) - 1
        return self.positions[number][1] if number >= 0 else ""
