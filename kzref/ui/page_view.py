"""The reading page: a text browser that loads nothing, keeps a good measure, and marks what was searched for."""

from bisect import bisect_right
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QPointF, Signal, Slot
from PySide6.QtGui import QColor, QFontMetricsF, QPalette, QTextCursor, QTextDocument
from PySide6.QtWidgets import QFrame, QTextBrowser, QWidget

from kzref.library.addresses import is_external
from kzref.ui.fonts import PAGE_POINTS
from kzref.ui.mouse_buttons import LetsSideButtonsThrough
from kzref.ui.page_marks import PageMarks, Words
from kzref.ui.reading_place import ReadingPlace
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

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._html, self._language = "", "en"
        self._points = PAGE_POINTS
        self._series: Callable[[str], Series | None] = lambda _: None
        self._image: Callable[[str], bytes | None] = lambda _: None
        self._charts: ChartObject | None = None
        self._anchors: list[tuple[int, str]] = []
        self._marks = PageMarks(self)
        self._place = ReadingPlace(self)
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
        self._marks.clear()
        self._place.forget()
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
        """Sets the page anew and returns to the line that stood at the top."""
        line = self._place.line_on_top()
        self._set()
        if line:
            self._place.go_to(*line)
        if len(self._marks):
            self._marks.paint(self._theme)

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
        line = self._place.line_on_top()
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()
            if line:
                self._place.go_to(*line)

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
            self._place.go_to_start(position)
        else:
            self._place.go_to(position, int(self._points * _HEAD_ROOM))
        return True

    def place(self) -> int:
        """How far the page is scrolled, in pixels."""
        return self.verticalScrollBar().value()

    def go_to_place(self, place: int) -> None:
        """Scrolls to where place() was."""
        self.document().documentLayout().documentSize()
        self.verticalScrollBar().setValue(place)

    @Slot(int)
    def _on_scrolled(self, _value: int) -> None:
        if self._anchors:
            reached = bisect_right(self._anchors, self._place.position_read(), key=lambda anchor: anchor[0]) - 1
            self.section_reached.emit(self._anchors[max(reached, 0)][1])

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
        self._marks.find(find)
        self._marks.paint(self._theme)
        return len(self._marks)

    def clear_marks(self) -> None:
        """Takes the marks away."""
        self._marks.clear()
        self._marks.paint(self._theme)

    def go_to_mark(self, step: int) -> int:
        """Goes to the next (1) or previous (-1) mark; answers its number from 0, or -1 when there is none left."""
        if self._marks.current < 0 and len(self._marks):
            top = self.cursorForPosition(QPoint(self._room() // 2, 4)).position()
            wanted = max(self._marks.first_from(top), 0) if step > 0 else len(self._marks) - 1
        else:
            wanted = self._marks.current + step
        if not 0 <= wanted < len(self._marks):
            return -1
        self._show_mark(wanted)
        return wanted

    def go_to_mark_after(self, address: str) -> None:
        """Goes to the first mark at or after the heading of a section, if the page has one."""
        after = self._marks.first_from(next((p for p, name in self._anchors if name == address), 0))
        if after >= 0:
            self._show_mark(after)

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
