"""The highlights of hits in a page: where the words stand that were searched for, and which is the current one."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint
from PySide6.QtGui import QTextCursor

if TYPE_CHECKING:
    from kzref.ui.reading.page_view import PageView
    from kzref.ui.style.theme import Theme

FindSpans = Callable[[str], list[tuple[int, int]]]
"""Finds what is to be highlighted in a text: spans of it, from start to end."""


class HitHighlights:
    """The highlights of the chunk that a view shows, in the order of its text."""

    def __init__(self, view: "PageView") -> None:
        self._view = view
        self._find: FindSpans | None = None
        self._spans: list[tuple[int, int]] = []
        self.current = -1
        """The number of the highlight that was gone to, from 0, or -1."""

    @property
    def count(self) -> int:
        """How many highlights are shown."""
        return len(self._spans)

    def show(self, find: FindSpans) -> int:
        """Highlight what is found in the text. Return how many there are."""
        self._find = find
        text = self._view.document().toPlainText()
        spans = find(text)
        self._spans = _utf16(text, spans) if any(ord(c) > 0xFFFF for c in text) else spans
        self.current = -1
        self.paint(self._view.theme)
        return len(self._spans)

    def show_again(self) -> None:
        """Highlight the same words in a chunk that is shown now."""
        self._spans, self.current = [], -1
        if self._find:
            self.show(self._find)

    def forget(self) -> None:
        """Drop the highlights without painting: another page follows."""
        self._find, self._spans, self.current = None, [], -1

    def clear(self) -> None:
        """Take the highlights away."""
        self.forget()
        self.paint(self._view.theme)

    def step(self, by: int) -> int:
        """Go to the next (1) or previous (-1) highlight, in another chunk if there is none left in this one.

        Return its number in its chunk, or -1 if there is none left.
        """
        if self.current < 0 and self._spans:
            top = self._view.cursorForPosition(QPoint(self._view.column.view_width // 2, 4)).position()
            wanted = max(self._first_from(top), 0) if by > 0 else len(self._spans) - 1
        else:
            wanted = self.current + by
        if not 0 <= wanted < len(self._spans):
            return self._step_to_chunk(by)
        self._go_to(wanted)
        return wanted

    def go_to_first_of(self, address: str) -> None:
        """Go to the first highlight at or after the heading of a section, if the page has one."""
        first = self._first_from(self._view.headings.position_of(address) or 0)
        if first >= 0:
            self._go_to(first)
        else:
            self._step_to_chunk(1)

    def _step_to_chunk(self, by: int) -> int:
        """Go to the nearest highlight in another chunk. Return its number, or -1 if there is none."""
        chunk = self._view.chunk
        number = chunk.number + by
        while self._find and number >= 0 and (html := chunk.page.chunk(number)) is not None:
            from kzref.render.html.plain_text import html_to_text

            if self._find(html_to_text(html)[0]):
                self._view.show_chunk(number)
                if self._spans:
                    wanted = 0 if by > 0 else len(self._spans) - 1
                    self._go_to(wanted)
                    return wanted
            number += by
        return -1

    def _go_to(self, wanted: int) -> None:
        self.current = wanted
        self.paint(self._view.theme)
        self._view.show_position(self._spans[wanted][0])

    def _first_from(self, position: int) -> int:
        """Return the number of the first highlight at or after a position, or -1."""
        return next((number for number, (start, _) in enumerate(self._spans) if start >= position), -1)

    def paint(self, theme: "Theme") -> None:
        """Paint the highlights, the current one brighter."""
        from PySide6.QtGui import QColor, QTextCharFormat
        from PySide6.QtWidgets import QTextEdit

        selections = []
        for number, (start, end) in enumerate(self._spans):
            selection = QTextEdit.ExtraSelection()
            text_format = QTextCharFormat()
            text_format.setBackground(QColor(theme.hit_now if number == self.current else theme.hit))
            text_format.setForeground(QColor(theme.hit_ink))
            cursor = QTextCursor(self._view.document())
            cursor.setPosition(start)
            cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
            selection.format = text_format
            selection.cursor = cursor
            selections.append(selection)
        self._view.setExtraSelections(selections)


def _utf16(text: str, spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return spans counted as Qt counts: a character beyond the basic plane is two."""
    ahead = [0]
    for character in text:
        ahead.append(ahead[-1] + (2 if ord(character) > 0xFFFF else 1))
    return [(ahead[start], ahead[end]) for start, end in spans]
