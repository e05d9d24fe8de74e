"""The text of a page, section by section: positions of its document become locations, and locations positions."""

from bisect import bisect_right
from collections.abc import Sequence

from PySide6.QtGui import QTextDocument

from kzref.userdata.location import Location, PlainText, locate, quote_at


class PageText:
    """Reads the document of what is shown of a page. Positions count as Qt does, in units of UTF-16."""

    def __init__(self, document: QTextDocument, headings: Sequence[tuple[int, str]], above: str, before: int) -> None:
        """headings: position and address of each. above: the section that the text before the first heading belongs to.

        before: the characters of that section that stand in earlier chunks of the page.
        """
        self._raw = document.toRawText()
        self._wide = any(ord(character) > 0xFFFF for character in self._raw)
        self._starts = [0, *(position for position, _ in headings)]
        self._addresses = [above, *(address for _, address in headings)]
        self._before = before

    def location(self, position: int) -> Location:
        """Return the location of a position."""
        # A page begins with its first heading: what stands above it, such as its kind, belongs to it.
        number = max(bisect_right(self._starts, position) - 1, 0)
        if number == 0 and not self._addresses[0] and len(self._addresses) > 1:
            number = 1
        plain = self._plain(number)
        offset = plain.offset_of(self._from_qt(position))
        before = self._before if number == 0 else 0
        return Location(self._addresses[number], before + offset, quote_at(plain.text, offset))

    def position(self, location: Location) -> int | None:
        """Return the position of a location, or None where its section is not shown or has lost the place."""
        if location.address not in self._addresses:
            return None
        number = len(self._addresses) - 1 - self._addresses[::-1].index(location.address)
        plain = self._plain(number)
        before = self._before if number == 0 else 0
        offset = locate(plain.text, location._replace(offset=max(location.offset - before, 0)))
        return None if offset is None else self._to_qt(plain.position_of(offset))

    def _plain(self, number: int) -> PlainText:
        start = self._from_qt(self._starts[number])
        end = self._from_qt(self._starts[number + 1]) if number + 1 < len(self._starts) else len(self._raw)
        return PlainText(self._raw[start:end], start)

    def _from_qt(self, position: int) -> int:
        if not self._wide:
            return position
        return len(self._raw.encode("utf-16-le")[: 2 * position].decode("utf-16-le", "ignore"))

    def _to_qt(self, index: int) -> int:
        return len(self._raw[:index].encode("utf-16-le")) // 2 if self._wide else index
