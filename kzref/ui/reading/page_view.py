"""The reading page: a text browser that loads nothing, keeps a good measure, and marks what was searched for."""

from bisect import bisect_right
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, Signal, Slot
from PySide6.QtGui import QColor, QFontMetricsF, QPalette, QTextCursor, QTextDocument
from PySide6.QtWidgets import QFrame, QTextBrowser, QWidget

from kzref.pack.addresses import is_external
from kzref.ui.reading.hit_highlights import HitHighlights, Words
from kzref.ui.reading.page_document import set_page
from kzref.ui.reading.page_text import PageText
from kzref.ui.reading.scroll_anchor import Line, ScrollAnchor
from kzref.ui.reading.shown_chunk import ShownChunk
from kzref.ui.reading.zoom_gestures import ZoomGestures
from kzref.ui.style.fonts import PAGE_POINTS, serif
from kzref.ui.style.theme import Theme
from kzref.ui.widgets.mouse_buttons import LetsSideButtonsThrough
from kzref.userdata.history import ScrollPosition

if TYPE_CHECKING:
    from PySide6.QtCore import QUrl
    from PySide6.QtGui import QImage, QMouseEvent, QResizeEvent, QWheelEvent

    from kzref.pack.series import Series
    from kzref.ui.charts.chart_object import ChartObject

MEASURE = 70
"""Width of the text in average characters."""
_NARROWEST_MARGIN = 26
_HEAD_ROOM = 2
"""Space above a heading that was gone to, in sizes of the text."""
_IMAGE_SCHEME = "pack:"


class PageView(LetsSideButtonsThrough, QTextBrowser):
    """Shows one page of a library."""

    link_followed = Signal(str)
    """A link inside the library: an address, perhaps with the scheme."""
    outside_followed = Signal(str)
    """A link that leads out to the network."""
    section_reached = Signal(str)
    """The address of the section at the top of the view has changed."""
    zoom_wanted = Signal(int)
    """The text is wanted a step larger (1) or smaller (-1)."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._part = ShownChunk(self)
        self._language = "en"
        self._points = PAGE_POINTS
        self._series: Callable[[str], Series | None] = lambda _: None
        self._image: Callable[[str], bytes | None] = lambda _: None
        self._charts: ChartObject | None = None
        self._set_document: QTextDocument | None = None
        self._find: Words | None = None
        self._gestures = ZoomGestures()
        self._anchors: list[tuple[int, str]] = []
        self._marks = HitHighlights(self)
        self._place = ScrollAnchor(self)
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
        self._part.open(html)
        self._language = language or "en"
        self._find = None
        self._show_part(0)

    def _show_part(self, number: int) -> None:
        """Shows a part of the page from its top, and the marks in it."""
        self._part.number = number
        self._marks.clear()
        self._place.forget()
        self._set()
        self.verticalScrollBar().setValue(0)
        if self._find:
            self.mark(self._find)

    def _turn(self, by: int) -> None:
        """Shows the next part of the page from its top, or the end of the part before."""
        self._show_part(self._part.number + by)
        if by < 0:
            self.document().documentLayout().documentSize()
            self.verticalScrollBar().setValue(self.verticalScrollBar().maximum())

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
        """Sets the page anew and returns to the line that stood at the top."""
        line = self._place.line_on_top()
        self._set()
        if line:
            self._place.go_to(*line)
        if len(self._marks):
            self._marks.paint(self._theme)

    def _set(self) -> None:
        # A fresh document: an old one keeps its laid-out pictures and handlers. The view is its parent because
        # pictures are asked of it. It is shown once it stands: else each change would lay it out anew.
        document = QTextDocument(self)
        document.setUndoRedoEnabled(False)
        html = self._part.html()
        charts = set_page(document, html, self._theme, self._series, self._language, self._points)
        self._fit(document)
        self._anchors = []
        self.setExtraSelections([])
        self.setDocument(document)
        self._charts = charts
        # The view deletes only the document that it was made with.
        if self._set_document:
            self._set_document.deleteLater()
        self._set_document = document
        self._fit(document)
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
        metrics = QFontMetricsF(serif(self._points))
        measure = metrics.averageCharWidth() * MEASURE
        return max(_NARROWEST_MARGIN, (self._room() - measure) / 2)

    def _fit(self, document: QTextDocument) -> None:
        """Keeps the measure: what is too wide becomes margin."""
        frame = document.rootFrame()
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
        line = self._place.line_on_top()
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit(self.document())
            if line:
                self._place.go_to(*line)

    def go_to(self, address: str) -> bool:
        """Scrolls to a section or note of the page; answers whether it is there."""
        number = self._part.page.chunk_of(address)
        if number is not None and number != self._part.number:
            self._show_part(number)
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
            self._place.go_to_start(position)
        else:
            self._place.go_to(position, int(self._points * _HEAD_ROOM))
        return True

    def page_text(self) -> PageText:
        """Return the text of what is shown, by which positions become locations and locations positions."""
        above = self._part.heading_above()
        before = self._part.characters_before() if above else 0
        return PageText(self.document(), self._anchors, above, before)

    def scrolled(self) -> ScrollPosition:
        """Return how far the page is scrolled."""
        line = self._place.line_on_top() or (self._place.line_of(0) if self._part.number else None)
        if line is None:
            return ScrollPosition()
        text = self.page_text()
        location = text.location(line.position)
        # Of a place between two words the location is that of the next one, which may stand in another line.
        position = text.position(location)
        return ScrollPosition(location, line.top if position is None else self._place.line_of(position).top)

    def scroll_to(self, scrolled: ScrollPosition) -> None:
        """Scroll to a line again, whatever the size of the text and the width of the page are now.

        A page that has lost the line stays where it is.
        """
        location = scrolled.location
        number = self._part.number_at(location) if location else 0
        if number is not None and number != self._part.number:
            self._show_part(number)
        if location is None:
            self.verticalScrollBar().setValue(0)
            return
        position = self.page_text().position(location)
        if position is not None:
            self._place.scroll_to(Line(position, scrolled.line_top))

    @Slot(int)
    def _on_scrolled(self, _value: int) -> None:
        reached = bisect_right(self._anchors, self._place.position_read(), key=lambda anchor: anchor[0]) - 1
        name = self._anchors[reached][1] if reached >= 0 else self._part.heading_above()
        if not name and self._anchors:
            name = self._anchors[0][1]
        if name:
            self.section_reached.emit(name)

    @Slot("QUrl")
    def _on_anchor_clicked(self, url: "QUrl") -> None:
        target = url.toString()
        if step := self._part.step_of(target):
            self._turn(step)
        elif target.startswith("#"):
            self.go_to(target[1:])
        elif is_external(target):
            self.outside_followed.emit(target)
        else:
            self.link_followed.emit(target)

    def mark(self, find: Words) -> int:
        """Marks what is found in the text of the part that is shown and answers how many there are."""
        self._find = find
        self._marks.find(find)
        self._marks.paint(self._theme)
        return len(self._marks)

    def clear_marks(self) -> None:
        """Takes the marks away."""
        self._find = None
        self._marks.clear()
        self._marks.paint(self._theme)

    def go_to_mark(self, step: int) -> int:
        """Goes to the next (1) or previous (-1) mark, in another part of the page if there is none left in this one.

        Answers its number in its part from 0, or -1 when there is none left.
        """
        if self._marks.current < 0 and len(self._marks):
            top = self.cursorForPosition(QPoint(self._room() // 2, 4)).position()
            wanted = max(self._marks.first_from(top), 0) if step > 0 else len(self._marks) - 1
        else:
            wanted = self._marks.current + step
        if not 0 <= wanted < len(self._marks):
            return self._turn_to_mark(step)
        self._show_mark(wanted)
        return wanted

    def _turn_to_mark(self, step: int) -> int:
        """Goes to the nearest mark in another part of the page; answers its number, or -1 when there is none."""
        number = self._part.number + step
        while self._find and number >= 0 and (part := self._part.page.chunk(number)) is not None:
            from kzref.render.html.plain_text import html_to_text

            if self._find(html_to_text(part)[0]):
                self._show_part(number)
                if len(self._marks):
                    wanted = 0 if step > 0 else len(self._marks) - 1
                    self._show_mark(wanted)
                    return wanted
            number += step
        return -1

    def go_to_mark_after(self, address: str) -> None:
        """Goes to the first mark at or after the heading of a section, if the page has one."""
        after = self._marks.first_from(next((p for p, name in self._anchors if name == address), 0))
        if after >= 0:
            self._show_mark(after)
        else:
            self._turn_to_mark(1)

    def _show_mark(self, wanted: int) -> None:
        self._marks.current = wanted
        self._marks.paint(self._theme)
        cursor = QTextCursor(self.document())
        cursor.setPosition(self._marks.start(wanted))
        if not self.viewport().rect().adjusted(0, 30, 0, -60).contains(self.cursorRect(cursor)):
            self._place.go_to(cursor.position(), self.viewport().height() // 3)

    @property
    def current_mark(self) -> int:
        """The number of the mark that was gone to, from 0, or -1."""
        return self._marks.current

    @property
    def mark_count(self) -> int:
        """How many marks the page has."""
        return len(self._marks)

    def mouseMoveEvent(self, event: "QMouseEvent") -> None:  # Qt override
        """Lights the bar under the pointer and tells its figure."""
        super().mouseMoveEvent(event)
        if self._charts is None:
            return
        from PySide6.QtWidgets import QToolTip

        from kzref.ui.charts.chart_hover import chart_under

        hovered = chart_under(self, self._charts, event.position().toPoint())
        if hovered == self._charts.hovered:
            return
        self._charts.hovered = hovered
        self.viewport().update()
        name, bar = hovered
        if bar >= 0:
            QToolTip.showText(event.globalPosition().toPoint(), self._charts.chart(name).tip(bar), self.viewport())
        else:
            QToolTip.hideText()

    def wheelEvent(self, event: "QWheelEvent") -> None:  # Qt override
        """With Ctrl the wheel asks for another size of text; Qt's own zoom would set the page in another typeface."""
        from PySide6.QtCore import Qt

        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._zoom(self._gestures.wheel(event))
            event.accept()
        else:
            super().wheelEvent(event)

    def viewportEvent(self, event: QEvent) -> bool:  # Qt override
        """Two fingers ask for another size of text as the wheel does."""
        if event.type() == QEvent.Type.NativeGesture:
            from PySide6.QtGui import QNativeGestureEvent

            if isinstance(event, QNativeGestureEvent):
                self._zoom(self._gestures.pinch(event))
                return True
        return super().viewportEvent(event)

    def _zoom(self, steps: int) -> None:
        for _ in range(abs(steps)):
            self.zoom_wanted.emit(1 if steps > 0 else -1)
