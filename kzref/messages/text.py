"""A text of the catalogue, and the function by which translation tools find it."""

from typing import NamedTuple


class Text(NamedTuple):
    """The English words of a message."""

    other: str
    """As translators see it; where there are plural forms, the one for many."""
    one: str = ""
    """For a count of 1, where there are plural forms."""

    def form(self, count: object) -> str:
        """Return the English form for a count."""
        return self.one if self.one and count == 1 else self.other


def translate(_context: str, text: str, _comment: str = "", _count: int = 0) -> str:
    """Return the text as it stands. Its name is the one that Qt's lupdate looks for; a count asks for plural forms."""
    return text
