"""The marks in a page: where the words stand that were searched for, and which of them is looked at."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QTextEdit

    from kzref.ui.style.theme import Theme

Words = Callable[[str], list[tuple[int, int]]]
"""Finds what is to be marked in a text: spans of it."""


class HitHighlights:
    """The marks of one page, in the order of its text."""

    def __init__(self, view: "QTextEdit") -> None:
        self._view = view
        self._spans: list[tuple[int, int]] = []
        self.current = -1
        """The number of the mark that was gone to, from 0, or -1."""

    def __len__(self) -> int:
        return len(self._spans)

    def find(self, words: Words) -> None:
        """Takes what is found in the page's text for its marks."""
        text = self._view.document().toPlainText()
        spans = words(text)
        self._spans = _utf16(text, spans) if any(ord(c) > 0xFFFF for c in text) else spans
        self.current = -1

    def clear(self) -> None:
        """Forgets the marks."""
        self._spans, self.current = [], -1

    def start(self, number: int) -> int:
        """Where in the text a mark begins."""
        return self._spans[number][0]

    def first_from(self, position: int) -> int:
        """The number of the first mark at or after a character of the text, or -1."""
        return next((number for number, (start, _) in enumerate(self._spans) if start >= position), -1)

    def paint(self, theme: "Theme") -> None:
        """Shows the marks, the current one brighter."""
        from PySide6.QtGui import QColor, QTextCharFormat, QTextCursor
        from PySide6.QtWidgets import QTextEdit

        selections = []
        for number, (start, end) in enumerate(self._spans):
            selection = QTextEdit.ExtraSelection()
            form = QTextCharFormat()
            form.setBackground(QColor(theme.hit_now if number == self.current else theme.hit))
            form.setForeground(QColor(theme.hit_ink))
            cursor = QTextCursor(self._view.document())
            cursor.setPosition(start)
            cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
            selection.format = form
            selection.cursor = cursor
            selections.append(selection)
        self._view.setExtraSelections(selections)


def _utf16(text: str, spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Spans counted as Qt counts: a character beyond the basic plane is two."""
    ahead = [0]
    for character in text:
        ahead.append(ahead[-1] + (2 if ord(character) > 0xFFFF else 1))
    return [(ahead[start], ahead[end]) for start, end in spans]
