"""The reading page: a text browser that loads nothing, keeps a good measure, and marks what was searched for."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QPointF, Signal, Slot
from PySide6.QtGui import QColor, QFontMetricsF, QPalette, QTextCursor, QTextDocument
from PySide6.QtWidgets import QFrame, QTextBrowser, QWidget

from kzref.library.addresses import is_external
from kzref.ui.fonts import PAGE_POINTS
from kzref.ui.theme import Theme
from kzref.ui.typesetting import set_page

if TYPE_CHECKING:
    from PySide6.QtCore import QUrl
    from PySide6.QtGui import QImage, QMouseEvent, QResizeEvent

    from kzref.library.series import Series
    from kzref.ui.chart_object import ChartObject

MEASURE = 70
"""Width of the text in average characters."""
_NARROWEST_MARGIN = 26
_IMAGE_SCHEME = "pack:"
Words = Callable[[str], list[tuple[int, int]]]
"""Finds what is to be marked in a text: spans of it."""


class PageView(QTextBrowser):
    """Shows one page of a library."""

    link_followed = Signal(str)
    """A link inside the library: an address, perhaps with the scheme."""
    outside_followed = Signal(str)
    """A link that leads out to the network."""
    section_reached = Signal(str)
    """The address of the section at the top of the view has changed."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._html, self._language = "", "en"
        self._points = PAGE_POINTS
        self._series: Callable[[str], Series | None] = lambda _: None
        self._image: Callable[[str], bytes | None] = lambda _: None
        self._charts: ChartObject | None = None
        self._anchors: list[tuple[int, str]] = []
        self._marks: list[tuple[int, int]] = []
        self._current_mark = -1
        self.setObjectName("page")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setOpenLinks(False)
        self.setMouseTracking(True)
        # The keyboard can select, but a page is not a field: it shows no caret.
        self.setCursorWidth(0)
        self._paint_in_theme()
        self.anchorClicked.connect(self._on_anchor_clicked)
        self.verticalScrollBar().valueChanged.connect(self._on_scrolled)

    def loadResource(self, kind: int, name: "QUrl | str") -> "QImage | None":  # Qt override
        """Pictures of the pack, and nothing else: no file, no network."""
        address = name if isinstance(name, str) else name.toString()
        if kind == QTextDocument.ResourceType.ImageResource.value and address.startswith(_IMAGE_SCHEME):
            from PySide6.QtGui import QImage

            data = self._image(address.removeprefix(_IMAGE_SCHEME))
            image = QImage.fromData(data) if data else QImage()
            widest = int(self._text_width())
            if not image.isNull() and image.width() > widest > 0:
                from PySide6.QtCore import Qt

                image = image.scaledToWidth(widest, Qt.TransformationMode.SmoothTransformation)
            return image
        return None

    def use(self, series: "Callable[[str], Series | None]", image: Callable[[str], bytes | None]) -> None:
        """Says where the page's numbers and pictures come from."""
        self._series, self._image = series, image

    def show_html(self, html: str, language: str = "en") -> None:
        """Shows a page from its top."""
        self._html, self._language = html, language or "en"
        self._marks, self._current_mark = [], -1
        self._set()
        self.verticalScrollBar().setValue(0)

    def set_theme(self, theme: Theme) -> None:
        """Shows the same page in other colours."""
        self._theme = theme
        self._paint_in_theme()
        self._set_again()

    def set_zoom(self, percent: int) -> None:
        """Sets the page again in another size, at the place that was read."""
        points = PAGE_POINTS * percent / 100
        if points != self._points:
            self._points = points
            self._set_again()

    def _paint_in_theme(self) -> None:
        palette = self.palette()
        for role, colour in (
            (QPalette.ColorRole.Base, self._theme.paper),
            (QPalette.ColorRole.Text, self._theme.ink),
            (QPalette.ColorRole.Highlight, self._theme.chosen),
            (QPalette.ColorRole.HighlightedText, self._theme.chosen_ink),
        ):
            palette.setColor(role, QColor(colour))
        self.setPalette(palette)

    def _set_again(self) -> None:
        """Sets the page anew and returns to the block that stood at the top."""
        position = self._position_read()
        at_top = self.verticalScrollBar().value() == 0
        self._set()
        cursor = QTextCursor(self.document())
        cursor.setPosition(min(position, self.document().characterCount() - 1))
        if not at_top:
            self._scroll_to(cursor, self._head_room())
        self._show_marks()

    def _set(self) -> None:
        # A fresh document: an old one keeps its laid-out pictures and handlers.
        document = QTextDocument(self)
        document.setUndoRedoEnabled(False)
        self._anchors = []
        # The browser owns the document while it is set, because pictures are asked of it; the old one it deletes.
        self.setDocument(document)
        self._fit()
        self._charts = set_page(document, self._html, self._theme, self._series, self._language, self._points)
        self._fit()
        # Setting the text has carried the caret to its end, and the browser keeps the caret in view.
        self.setTextCursor(QTextCursor(document))
        self._find_anchors()

    def _find_anchors(self) -> None:
        block = self.document().begin()
        while block.isValid():
            if block.blockFormat().headingLevel():
                fragments = block.begin()
                while not fragments.atEnd():
                    names = fragments.fragment().charFormat().anchorNames()
                    if names:
                        self._anchors.append((block.position(), names[0]))
                        break
                    fragments += 1
            block = block.next()

    def _text_width(self) -> float:
        return self._room() - 2 * self._side_margin()

    def _room(self) -> int:
        """Width of the viewport. Asking the viewport itself would make Python types of all Qt widgets: 14 ms."""
        bar = self.verticalScrollBar()
        return self.maximumViewportSize().width() - (bar.width() if bar.isVisible() else 0)

    def _side_margin(self) -> float:
        metrics = QFontMetricsF(self.document().defaultFont())
        measure = metrics.averageCharWidth() * MEASURE
        return max(_NARROWEST_MARGIN, (self._room() - measure) / 2)

    def _fit(self) -> None:
        """Keeps the measure: what is too wide becomes margin."""
        frame = self.document().rootFrame()
        form = frame.frameFormat()
        side = self._side_margin()
        if form.leftMargin() == side and form.topMargin():
            return
        form.setLeftMargin(side)
        form.setRightMargin(side)
        form.setTopMargin(self._points * 3.2)
        form.setBottomMargin(self._points * 5)
        frame.setFrameFormat(form)

    def resizeEvent(self, event: "QResizeEvent") -> None:  # Qt override
        """Keeps the line that is read in place."""
        position = self._position_read()
        at_top = self.verticalScrollBar().value() == 0
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()
            if not at_top:
                cursor = QTextCursor(self.document())
                cursor.setPosition(min(position, self.document().characterCount() - 1))
                self._scroll_to(cursor, self._head_room())

    def go_to(self, address: str) -> bool:
        """Scrolls to a section or note of the page; answers whether it is there."""
        position = next((p for p, name in self._anchors if name == address), None)
        if position is None:
            if "--" in address:
                self.scrollToAnchor(address)
                return True
            return False
        cursor = QTextCursor(self.document())
        cursor.setPosition(position)
        self.setTextCursor(cursor)
        if self._anchors[0][1] == address:
            self.verticalScrollBar().setValue(0)
        else:
            self._scroll_to(cursor, self._head_room())
        return True

    def _head_room(self) -> int:
        """Pixels above the line that is read, at which a heading stands when it was gone to."""
        return int(self._points * 2)

    def _position_read(self) -> int:
        """Where in the text the line stands that is read: the first below the head room."""
        left = int(self._side_margin()) + 2
        return self.cursorForPosition(QPoint(left, self._head_room() + int(self._points * 2.6))).position()

    def _scroll_to(self, cursor: QTextCursor, space: int) -> None:
        # The place of a line is known only once everything above it is laid out.
        self.document().documentLayout().documentSize()
        rect = self.document().documentLayout().blockBoundingRect(cursor.block())
        line = cursor.block().layout().lineForTextPosition(cursor.positionInBlock())
        top = rect.top() + (line.y() if line.isValid() else 0)
        self.verticalScrollBar().setValue(int(top) - space)

    def place(self) -> int:
        """How far the page is scrolled, in pixels."""
        return self.verticalScrollBar().value()

    def go_to_place(self, place: int) -> None:
        """Scrolls to where place() was."""
        self.document().documentLayout().documentSize()
        self.verticalScrollBar().setValue(place)

    @Slot(int)
    def _on_scrolled(self, value: int) -> None:
        if not self._anchors:
            return
        position = self._position_read()
        reached = self._anchors[0][1]
        for start, name in self._anchors:
            if start > position or value == 0:
                break
            reached = name
        self.section_reached.emit(reached)

    @Slot("QUrl")
    def _on_anchor_clicked(self, url: "QUrl") -> None:
        target = url.toString()
        if target.startswith("#"):
            self.go_to(target[1:])
        elif is_external(target):
            self.outside_followed.emit(target)
        else:
            self.link_followed.emit(target)

    def mark(self, find: Words) -> int:
        """Marks what is found in the page's text and answers how many there are."""
        text = self.document().toPlainText()
        spans = find(text)
        if any(ord(c) > 0xFFFF for c in text):
            spans = _utf16(text, spans)
        self._marks = spans
        self._current_mark = -1
        self._show_marks()
        return len(spans)

    def clear_marks(self) -> None:
        """Takes the marks away."""
        self._marks, self._current_mark = [], -1
        self._show_marks()

    def go_to_mark(self, step: int) -> int:
        """Goes to the next (1) or previous (-1) mark; answers its number from 0, or -1 when there is none left."""
        if self._current_mark < 0 and self._marks:
            wanted = self._first_mark_in_view() if step > 0 else len(self._marks) - 1
        else:
            wanted = self._current_mark + step
        if not 0 <= wanted < len(self._marks):
            return -1
        self._show_mark(wanted)
        return wanted

    def _show_mark(self, wanted: int) -> None:
        self._current_mark = wanted
        self._show_marks()
        cursor = QTextCursor(self.document())
        cursor.setPosition(self._marks[wanted][0])
        rect = self.cursorRect(cursor)
        if not self.viewport().rect().adjusted(0, 30, 0, -60).contains(rect):
            self._scroll_to(cursor, self.viewport().height() // 3)

    def go_to_mark_after(self, address: str) -> None:
        """Goes to the first mark at or after the heading of a section, if the page has one."""
        start = next((p for p, name in self._anchors if name == address), 0)
        after = next((i for i, (at, _) in enumerate(self._marks) if at >= start), -1)
        if after >= 0:
            self._show_mark(after)

    def _first_mark_in_view(self) -> int:
        top = self.cursorForPosition(QPoint(self._room() // 2, 4)).position()
        return next((i for i, (start, _) in enumerate(self._marks) if start >= top), 0)

    @property
    def current_mark(self) -> int:
        """The number of the mark that was gone to, from 0, or -1."""
        return self._current_mark

    @property
    def mark_count(self) -> int:
        """How many marks the page has."""
        return len(self._marks)

    def _show_marks(self) -> None:
        from PySide6.QtGui import QTextCharFormat
        from PySide6.QtWidgets import QTextEdit

        selections = []
        for index, (start, end) in enumerate(self._marks):
            selection = QTextEdit.ExtraSelection()
            form = QTextCharFormat()
            form.setBackground(QColor(self._theme.hit_now if index == self._current_mark else self._theme.hit))
            form.setForeground(QColor(self._theme.hit_ink))
            cursor = QTextCursor(self.document())
            cursor.setPosition(start)
            cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
            selection.format = form
            selection.cursor = cursor
            selections.append(selection)
        self.setExtraSelections(selections)

    def _chart_under(self, point: QPoint) -> tuple[str, int]:
        """The chart and the bar under a point of the viewport."""
        if self._charts is None:
            return "", -1
        from PySide6.QtCore import Qt
        from PySide6.QtGui import QTextFormat

        place = QPointF(point.x() + self.horizontalScrollBar().value(), point.y() + self.verticalScrollBar().value())
        layout = self.document().documentLayout()
        position = layout.hitTest(place, Qt.HitTestAccuracy.FuzzyHit)
        for at in (position, position - 1):
            if at < 0:
                continue
            cursor = QTextCursor(self.document())
            cursor.setPosition(min(at + 1, self.document().characterCount() - 1))
            form = cursor.charFormat()
            name = self._charts.name_of(form)
            if name:
                area = layout.blockBoundingRect(self.document().findBlock(at))
                area.setSize(self._charts.intrinsicSize(self.document(), at, QTextFormat()))
                return name, self._charts.chart(name).at(area, self._charts.metrics(self.document()), place)
        return "", -1

    def mouseMoveEvent(self, event: "QMouseEvent") -> None:  # Qt override
        """Lights the bar under the pointer and tells its figure."""
        super().mouseMoveEvent(event)
        if self._charts is None:
            return
        from PySide6.QtWidgets import QToolTip

        over = self._chart_under(event.position().toPoint())
        if over == self._charts.over:
            return
        self._charts.over = over
        self.viewport().update()
        name, bar = over
        if bar >= 0:
            QToolTip.showText(event.globalPosition().toPoint(), self._charts.chart(name).tip(bar), self.viewport())
        else:
            QToolTip.hideText()


def _utf16(text: str, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Spans counted as Qt counts: a character beyond the basic plane is two."""
    ahead = [0]
    for character in text:
        ahead.append(ahead[-1] + (2 if ord(character) > 0xFFFF else 1))
    return [(ahead[start], ahead[end]) for start, end in spans]
