"""The reading page: a text browser that loads nothing, keeps a good measure, and highlights what was searched for."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Signal, Slot
from PySide6.QtGui import QColor, QPalette, QTextCursor, QTextDocument
from PySide6.QtWidgets import QFrame, QTextBrowser, QWidget

from kzref.pack.addresses import is_external
from kzref.ui.reading.hit_highlights import HitHighlights
from kzref.ui.reading.page_document import fill_document
from kzref.ui.reading.page_headings import PageHeadings
from kzref.ui.reading.scroll_anchor import Line, ScrollAnchor
from kzref.ui.reading.shown_chunk import ShownChunk
from kzref.ui.reading.text_column import TextColumn
from kzref.ui.reading.zoom_gestures import ZoomGestures
from kzref.ui.style.fonts import PAGE_POINTS
from kzref.ui.style.theme import Theme
from kzref.ui.widgets.mouse_buttons import LetsSideButtonsThrough
from kzref.userdata.history import ScrollPosition

if TYPE_CHECKING:
    from PySide6.QtCore import QUrl
    from PySide6.QtGui import QImage, QMouseEvent, QResizeEvent, QWheelEvent

    from kzref.statistics.series import Series
    from kzref.ui.charts.chart_object import ChartObject
    from kzref.ui.reading.page_text import PageText

_HEAD_ROOM = 2
"""Space above a heading that was gone to, in sizes of the text."""
_IMAGE_SCHEME = "pack:"


class PageView(LetsSideButtonsThrough, QTextBrowser):
    """Shows one page of a library, a chunk at a time."""

    link_followed = Signal(str)
    """A link inside the library: an address, perhaps with the scheme."""
    external_link_followed = Signal(str)
    """A link that leads out to the network."""
    section_reached = Signal(str)
    """The address of the section at the top of the view has changed."""
    zoom_requested = Signal(int)
    """The text is wanted a step larger (1) or smaller (-1)."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.chunk = ShownChunk(self)
        self.headings = PageHeadings()
        self.column = TextColumn(self)
        self.highlights = HitHighlights(self)
        self._language = "en"
        self._series: Callable[[str], Series | None] = lambda _: None
        self._image: Callable[[str], bytes | None] = lambda _: None
        self._charts: ChartObject | None = None
        self._own_document: QTextDocument | None = None
        self._gestures = ZoomGestures()
        self._anchor = ScrollAnchor(self)
        self.setObjectName("page")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setOpenLinks(False)
        self.setMouseTracking(True)
        # The keyboard can select, but a page is not a field: it shows no caret.
        self.setCursorWidth(0)
        self._apply_palette()
        self.anchorClicked.connect(self._on_anchor_clicked)
        self.verticalScrollBar().valueChanged.connect(self._on_scrolled)

    def loadResource(self, kind: int, name: "QUrl | str") -> "QImage | None":  # Qt override
        """Return a picture of the pack; of anything else, in a file or the network, nothing."""
        address = name if isinstance(name, str) else name.toString()
        if kind == QTextDocument.ResourceType.ImageResource.value and address.startswith(_IMAGE_SCHEME):
            from kzref.ui.reading.pictures import picture

            return picture(self._image(address.removeprefix(_IMAGE_SCHEME)), int(self.column.width))
        return None

    def set_sources(self, series: "Callable[[str], Series | None]", image: Callable[[str], bytes | None]) -> None:
        """Set where the numbers of charts and the bytes of pictures come from, by name and by path."""
        self._series, self._image = series, image

    def show_html(self, html: str, language: str = "en") -> None:
        """Show a page from its top."""
        self.chunk.open(html)
        self._language = language or "en"
        self.highlights.forget()
        self.show_chunk(0)

    def show_chunk(self, number: int) -> None:
        """Show a chunk of the page from its top, with the highlights in it."""
        self.chunk.number = number
        self._anchor.forget()
        self._set_document()
        self.verticalScrollBar().setValue(0)
        self.highlights.show_again()

    def _turn(self, by: int) -> None:
        """Show the next chunk of the page from its top, or the end of the chunk before."""
        self.show_chunk(self.chunk.number + by)
        if by < 0:
            self.document().documentLayout().documentSize()
            self.verticalScrollBar().setValue(self.verticalScrollBar().maximum())

    def set_theme(self, theme: Theme) -> None:
        """Show the same page in other colours."""
        self.theme = theme
        self._apply_palette()
        self._set_document_again()

    def set_zoom(self, percent: int) -> None:
        """Set the page again in another size, with the line that is read in its place."""
        points = PAGE_POINTS * percent / 100
        if points != self.column.points:
            self.column.points = points
            self._set_document_again()

    def _apply_palette(self) -> None:
        palette = self.palette()
        for role, colour in (
            (QPalette.ColorRole.Base, self.theme.paper),
            (QPalette.ColorRole.Text, self.theme.ink),
            (QPalette.ColorRole.Highlight, self.theme.chosen),
            (QPalette.ColorRole.HighlightedText, self.theme.chosen_ink),
        ):
            palette.setColor(role, QColor(colour))
        self.setPalette(palette)

    def _set_document_again(self) -> None:
        line = self._anchor.line_on_top()
        self._set_document()
        if line:
            self._anchor.go_to(*line)
        if self.highlights.count:
            self.highlights.paint(self.theme)

    def _set_document(self) -> None:
        # A fresh document: an old one keeps its laid-out pictures and handlers. The view is its parent because
        # pictures are asked of it. It is shown when it is complete: else each change would lay it out again.
        document = QTextDocument(self)
        document.setUndoRedoEnabled(False)
        html = self.chunk.html()
        charts = fill_document(document, html, self.theme, self._series, self._language, self.column.points)
        self.column.fit(document)
        self.headings = PageHeadings()
        self.setExtraSelections([])
        self.setDocument(document)
        self._charts = charts
        # The view deletes only the document that it was made with.
        if self._own_document:
            self._own_document.deleteLater()
        self._own_document = document
        self.column.fit(document)
        # Setting the text has carried the caret to its end, and the browser keeps the caret in view.
        self.setTextCursor(QTextCursor(document))
        self.headings = PageHeadings(document)

    def resizeEvent(self, event: "QResizeEvent") -> None:  # Qt override
        """Keep the line that is read in place."""
        line = self._anchor.line_on_top()
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.column.fit(self.document())
            if line:
                self._anchor.go_to(*line)

    def go_to(self, address: str) -> bool:
        """Scroll to a section or footnote of the page. Return whether it is there."""
        number = self.chunk.page.chunk_of(address)
        if number is not None and number != self.chunk.number:
            self.show_chunk(number)
        position = self.headings.position_of(address)
        if position is None:
            if "--" in address:
                self.scrollToAnchor(address)
                return True
            return False
        cursor = QTextCursor(self.document())
        cursor.setPosition(position)
        self.setTextCursor(cursor)
        if self.headings.first == address:
            self._anchor.go_to_start(position)
        else:
            self._anchor.go_to(position, int(self.column.points * _HEAD_ROOM))
        return True

    def show_position(self, position: int) -> None:
        """Scroll a position of the document into view, if it is not well within it."""
        cursor = QTextCursor(self.document())
        cursor.setPosition(position)
        if not self.viewport().rect().adjusted(0, 30, 0, -60).contains(self.cursorRect(cursor)):
            self._anchor.go_to(position, self.viewport().height() // 3)

    def page_text(self) -> "PageText":
        """Return the text of what is shown, by which positions become locations and locations positions."""
        from kzref.ui.reading.page_text import PageText

        above = self.chunk.heading_above()
        before = self.chunk.characters_before() if above else 0
        return PageText(self.document(), self.headings.positions, above, before)

    def scrolled(self) -> ScrollPosition:
        """Return how far the page is scrolled."""
        line = self._anchor.line_on_top() or (self._anchor.line_of(0) if self.chunk.number else None)
        if line is None:
            return ScrollPosition()
        text = self.page_text()
        location = text.location(line.position)
        # Of a place between two words the location is that of the next one, which may stand in another line.
        position = text.position(location)
        return ScrollPosition(location, line.top if position is None else self._anchor.line_of(position).top)

    def scroll_to(self, scrolled: ScrollPosition) -> None:
        """Scroll to a line again, whatever the size of the text and the width of the page are now.

        A page that has lost the line stays where it is.
        """
        location = scrolled.location
        number = self.chunk.number_at(location) if location else 0
        if number is not None and number != self.chunk.number:
            self.show_chunk(number)
        if location is None:
            self.verticalScrollBar().setValue(0)
            return
        position = self.page_text().position(location)
        if position is not None:
            self._anchor.scroll_to(Line(position, scrolled.line_top))

    @Slot(int)
    def _on_scrolled(self, _value: int) -> None:
        reached = self.headings.address_at(self._anchor.position_read())
        address = reached or self.chunk.heading_above() or self.headings.first
        if address:
            self.section_reached.emit(address)

    @Slot("QUrl")
    def _on_anchor_clicked(self, url: "QUrl") -> None:
        target = url.toString()
        if step := self.chunk.step_of(target):
            self._turn(step)
        elif target.startswith("#"):
            self.go_to(target[1:])
        elif is_external(target):
            self.external_link_followed.emit(target)
        else:
            self.link_followed.emit(target)

    def mouseMoveEvent(self, event: "QMouseEvent") -> None:  # Qt override
        """Brighten the bar under the pointer and show its value."""
        super().mouseMoveEvent(event)
        if self._charts is not None:
            from kzref.ui.charts.chart_hover import hover_charts

            hover_charts(self, self._charts, event.position().toPoint(), event.globalPosition().toPoint())

    def wheelEvent(self, event: "QWheelEvent") -> None:  # Qt override
        """Request another zoom with Ctrl and the wheel; Qt's own zoom would set the page in another typeface."""
        from PySide6.QtCore import Qt

        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._request_zoom(self._gestures.wheel(event))
            event.accept()
        else:
            super().wheelEvent(event)

    def viewportEvent(self, event: QEvent) -> bool:  # Qt override
        """Request another zoom with two fingers."""
        if event.type() == QEvent.Type.NativeGesture:
            from PySide6.QtGui import QNativeGestureEvent

            if isinstance(event, QNativeGestureEvent):
                self._request_zoom(self._gestures.pinch(event))
                return True
        return super().viewportEvent(event)

    def _request_zoom(self, steps: int) -> None:
        for _ in range(abs(steps)):
            self.zoom_requested.emit(1 if steps > 0 else -1)
