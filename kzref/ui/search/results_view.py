"""The list of hits: title, kind, and two lines of text with what was found in bold."""

from collections.abc import Callable
from enum import Enum

from PySide6.QtCore import (
    QCoreApplication,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFont,
    QFontMetricsF,
    QKeyEvent,
    QPainter,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QFrame, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from kzref.pack.kinds import DOCUMENT, Kind
from kzref.search.results.results import Hit
from kzref.ui.search.results_model import HIT, ResultsModel
from kzref.ui.style.fonts import sans, serif
from kzref.ui.style.theme import Theme
from kzref.ui.widgets.mouse_buttons import LetsSideButtonsThrough
from kzref.ui.widgets.texts import filled

_PAD_X, _PAD_Y = 16, 9
_SNIPPET_LINES = 2


class _HitDelegate(QStyledItemDelegate):
    """Draws one hit."""

    def __init__(self, theme: Theme, kind_name: Callable[[Kind], str], parent: QWidget) -> None:
        super().__init__(parent)
        self.theme = theme
        self._kind_name = kind_name
        self._title, self._small = serif(10.8), sans(8.6)
        self._title.setWeight(QFont.Weight.Bold)

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:  # noqa: ARG002  # Qt override
        """Return the same height for each hit, so that the list is quick."""
        title, small = QFontMetricsF(self._title).height(), QFontMetricsF(self._small).lineSpacing()
        return QSize(100, int(title + small * (_SNIPPET_LINES + 1) + 2 * _PAD_Y + 6))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:  # Qt override
        """Title on one line, kind below it, then the snippet."""
        hit: Hit = index.data(HIT)
        rect: QRect = option.rect
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.fillRect(rect, QColor(self.theme.chosen if chosen else self.theme.chrome))
        painter.setPen(QColor(self.theme.chrome_edge))
        painter.drawLine(rect.left() + _PAD_X, rect.bottom(), rect.right() - _PAD_X, rect.bottom())
        inner = QRectF(rect).adjusted(_PAD_X, _PAD_Y, -_PAD_X, -_PAD_Y)
        ink = self.theme.chosen_ink if chosen else self.theme.heading
        y = self._line(painter, inner, inner.top(), hit.section.short_title, self._title, ink, self._count(hit))
        # In a plain folder everything is a document, which is not worth a word.
        kind = "" if hit.section.kind == DOCUMENT else self._kind_name(hit.section.kind)
        about = " · ".join(part for part in (kind, self._via(hit) or " › ".join(hit.shown_path)) if part)
        y = self._line(painter, inner, y + 1, about, self._small, self.theme.accent)
        self._snippet(painter, QRectF(inner.left(), y + 2, inner.width(), inner.bottom() - y), hit, chosen)
        painter.restore()

    def _count(self, hit: Hit) -> str:
        """Return how often the section has what was searched for, if more than once."""
        return f"{hit.count}×" if hit.count > 1 else ""

    def _via(self, hit: Hit) -> str:
        """Return the term by which a section was found that has none of the typed words."""
        return filled(QCoreApplication.translate("Results", "via “{term}”"), term=hit.via) if hit.via else ""

    def _line(
        self, painter: QPainter, inner: QRectF, y: float, text: str, font: QFont, ink: str, aside: str = ""
    ) -> float:
        metrics = QFontMetricsF(font)
        room = inner.width()
        if aside:
            small = QFontMetricsF(self._small)
            room -= small.horizontalAdvance(aside) + 8
            painter.setFont(self._small)
            painter.setPen(QColor(self.theme.dim))
            painter.drawText(QPointF(inner.left() + room + 8, y + metrics.ascent()), aside)
        painter.setFont(font)
        painter.setPen(QColor(ink))
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)
        painter.drawText(QPointF(inner.left(), y + metrics.ascent()), shown)
        return y + metrics.height()

    def _snippet(self, painter: QPainter, area: QRectF, hit: Hit, chosen: bool) -> None:
        metrics = QFontMetricsF(self._small)
        # The last word of each line is broken off: what is certain to be shown is a little less than the room.
        snippet = hit.snippet.within(int((_SNIPPET_LINES * area.width() - 100) / metrics.averageCharWidth()))
        layout = QTextLayout(snippet.text, self._small)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WordWrap)
        layout.setTextOption(option)
        spans = []
        for start, end in snippet.highlights:
            span = QTextLayout.FormatRange()
            bold = QTextCharFormat()
            bold.setFontWeight(QFont.Weight.Bold)
            bold.setForeground(QColor(self.theme.chosen_ink if chosen else self.theme.ink))
            span.start, span.length, span.format = start, end - start, bold
            spans.append(span)
        layout.setFormats(spans)
        layout.beginLayout()
        height, shown, stop = 0.0, 0, QPointF()
        dots = metrics.horizontalAdvance("…")
        for row in range(_SNIPPET_LINES):
            line = layout.createLine()
            if not line.isValid():
                break
            line.setLineWidth(area.width() - (dots if row == _SNIPPET_LINES - 1 else 0))
            line.setPosition(QPointF(0, height))
            height += line.height()
            shown = line.textStart() + line.textLength()
            stop = QPointF(line.naturalTextWidth(), line.y() + line.ascent())
        layout.endLayout()
        painter.setPen(QColor(self.theme.chosen_ink if chosen else self.theme.dim))
        layout.draw(painter, area.topLeft())
        if 0 < shown < len(snippet.text.rstrip(" …")):
            painter.setFont(self._small)
            painter.drawText(area.topLeft() + stop, "…")


class Choice(Enum):
    """How a hit was chosen."""

    PASSED = "passed"
    """An arrow key came to it on its way."""
    CLICKED = "clicked"
    ENTERED = "entered"
    """The reader goes on to its page with the keyboard."""


class ResultsView(LetsSideButtonsThrough, QListView):
    """The hits; choosing one, by mouse or keys, opens it."""

    hit_chosen = Signal(object, object)
    """A hit, and its Choice."""
    left_upwards = Signal()
    """The arrow up was pressed on the first hit."""
    more_wanted = Signal(int)
    """The list was scrolled to its end: more hits are to be shown than so many."""

    def __init__(self, theme: Theme, kind_name: Callable[[Kind], str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._results = ResultsModel(self)
        self._delegate = _HitDelegate(theme, kind_name, self)
        self.setModel(self._results)
        self.setItemDelegate(self._delegate)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.selectionModel().currentChanged.connect(self._on_current_changed)
        self._silent = False
        self.clicked.connect(self._on_clicked)
        self.activated.connect(self._on_activated)
        self._results.more_wanted.connect(self.more_wanted)

    def set_theme(self, theme: Theme) -> None:
        """Paint in other colours."""
        self._delegate.theme = theme
        self.viewport().update()

    def show_hits(self, hits: tuple[Hit, ...], total: int, go_on: bool = False) -> None:
        """Replace the hits; none is chosen. total: how many there are. go_on: they continue the shown ones."""
        self._results.replace(hits, total)
        if not go_on:
            self.scrollToTop()

    def choose(self, row: int) -> bool:
        """Choose the hit of a row. Return whether there is one."""
        index = self._results.index(row, 0)
        if index.isValid():
            self.setCurrentIndex(index)
        return index.isValid()

    def enter(self, row: int) -> bool:
        """Open the hit of a row to be read; return whether there is one."""
        index = self._results.index(row, 0)
        if index.isValid():
            self._show_current(index)
            self.hit_chosen.emit(index.data(HIT), Choice.ENTERED)
        return index.isValid()

    def show_read(self, address: str) -> None:
        """Mark the hit that is read, or none if what is read is no hit."""
        self._show_current(self._results.find(address))

    def _show_current(self, index: QModelIndex) -> None:
        self._silent = True
        self.setCurrentIndex(index)
        self._silent = False

    @property
    def current_row(self) -> int:
        """The row of the chosen hit, or -1."""
        return self.currentIndex().row()

    @Slot(QModelIndex, QModelIndex)
    def _on_current_changed(self, current: QModelIndex, _previous: QModelIndex) -> None:
        if current.isValid() and not self._silent:
            self.hit_chosen.emit(current.data(HIT), Choice.PASSED)

    @Slot(QModelIndex)
    def _on_clicked(self, index: QModelIndex) -> None:
        self.hit_chosen.emit(index.data(HIT), Choice.CLICKED)

    @Slot(QModelIndex)
    def _on_activated(self, index: QModelIndex) -> None:
        self.hit_chosen.emit(index.data(HIT), Choice.ENTERED)

    def focusInEvent(self, event: QFocusEvent) -> None:  # Qt override
        """Coming into the list chooses nothing yet; Qt would choose the first row."""
        before = self.currentIndex()
        self._silent = True
        super().focusInEvent(event)
        self._silent = False
        if not before.isValid():
            self._show_current(before)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # Qt override
        """Leave the list upwards from its first row."""
        if event.key() == Qt.Key.Key_Up and self.current_row <= 0:
            self.left_upwards.emit()
            return
        super().keyPressEvent(event)
