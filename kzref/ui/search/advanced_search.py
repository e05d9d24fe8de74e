"""The advanced search: a form whose fields are shown as a query, with how many hits it has."""

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, QTimer, Signal, Slot
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from kzref.messages.message import message
from kzref.search.query.advanced_form import AdvancedForm, form_of_query, query_of_form
from kzref.search.query.nodes import MAX_DISTANCE
from kzref.ui.widgets.texts import text_of

_WAIT = 150
"""Milliseconds that a burst of keys is gathered for."""


class AdvancedSearch(QDialog):
    """A form for what a query can say."""

    search_requested = Signal(str)
    """The query to be searched."""
    query_changed = Signal(str)
    """The query as it is now; how many hits it has is to be shown by show_count()."""

    def __init__(
        self, text: str, kinds: Sequence[tuple[str, str]], languages: Sequence[tuple[str, str]], parent: QWidget
    ) -> None:
        """kinds, languages: each value with its name in the reader's language."""
        super().__init__(parent)
        self.setObjectName("form")
        self.setWindowTitle(self.tr("Advanced search"))
        self._words, self._phrase = QLineEdit(), QLineEdit()
        self._any_of, self._none_of = QLineEdit(), QLineEdit()
        self._near_one, self._near_other, self._distance = QLineEdit(), QLineEdit(), QSpinBox()
        self._title, self._act, self._person = QLineEdit(), QLineEdit(), QLineEdit()
        self._first, self._last = QLineEdit(), QLineEdit()
        self._kind, self._language = self._choice(kinds), self._choice(languages)
        self._query, self._count = QLabel(), QLabel()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_WAIT)
        self._timer.timeout.connect(self._on_timeout)
        self._lay_out()
        self._fill(form_of_query(text))
        self._connect()
        self._on_changed()

    def _choice(self, values: Sequence[tuple[str, str]]) -> QComboBox:
        box = QComboBox()
        box.addItem(self.tr("any"), "")
        for value, name in values:
            box.addItem(name, value)
        return box

    def _lay_out(self) -> None:
        self._query.setObjectName("query")
        self._query.setWordWrap(True)
        self._query.setMinimumHeight(self._query.fontMetrics().lineSpacing() * 2)
        below = QHBoxLayout()
        below.addWidget(self._count, 1)
        below.addWidget(self._buttons())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 16)
        layout.setSpacing(16)
        layout.addLayout(self._form())
        layout.addWidget(self._query)
        layout.addLayout(below)
        self.setMinimumWidth(560)

    def _form(self) -> QFormLayout:
        self._distance.setRange(1, MAX_DISTANCE)
        for year in (self._first, self._last):
            year.setMaxLength(4)
            year.setFixedWidth(64)
        form = QFormLayout()
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(8)
        near = self._row(self._near_one, QLabel(self.tr("and")), self._near_other, QLabel(self.tr("within")),
                         self._distance, QLabel(self.tr("words")))  # fmt: skip
        years = self._row(self._first, QLabel(self.tr("to")), self._last)
        for label, field, focus in (
            (self.tr("&All of these words"), self._words, self._words),
            (self.tr("This exact &phrase"), self._phrase, self._phrase),
            (self.tr("An&y of these words"), self._any_of, self._any_of),
            (self.tr("N&one of these words"), self._none_of, self._none_of),
            (self.tr("&Near each other"), near, self._near_one),
            (self.tr("In the &title"), self._title, self._title),
            (self.tr("A&ct"), self._act, self._act),
            (self.tr("P&erson"), self._person, self._person),
            (self.tr("&Kind of entry"), self._kind, self._kind),
            (self.tr("Y&ears from"), years, self._first),
            (self.tr("&Language"), self._language, self._language),
        ):
            named = QLabel(label)
            named.setBuddy(focus)
            focus.setAccessibleName(label.replace("&", ""))
            form.addRow(named, field)
        self._near_other.setAccessibleName(self.tr("The other word"))
        self._distance.setAccessibleName(self.tr("Words between"))
        self._last.setAccessibleName(self.tr("Years to"))
        return form

    def _buttons(self) -> QDialogButtonBox:
        buttons = QDialogButtonBox()
        search = buttons.addButton(self.tr("&Search"), QDialogButtonBox.ButtonRole.AcceptRole)
        search.setDefault(True)
        buttons.addButton(self.tr("Close"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self._on_accepted)
        buttons.rejected.connect(self.reject)
        return buttons

    def _row(self, *parts: QWidget) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for part in parts:
            row.addWidget(part, 1 if isinstance(part, QLineEdit) and part not in (self._first, self._last) else 0)
        if self._first in parts:
            row.addStretch(1)
        return holder

    def _connect(self) -> None:
        for line in self.findChildren(QLineEdit):
            line.textChanged.connect(self._on_changed)
        self._distance.valueChanged.connect(self._on_changed)
        self._kind.currentIndexChanged.connect(self._on_changed)
        self._language.currentIndexChanged.connect(self._on_changed)

    def _fill(self, fields: AdvancedForm) -> None:
        with QSignalBlocker(self):
            for line, text in (
                (self._words, fields.words), (self._phrase, fields.phrase), (self._any_of, fields.any_of),
                (self._none_of, fields.none_of), (self._near_one, fields.near_one),
                (self._near_other, fields.near_other), (self._title, fields.title), (self._act, fields.act),
                (self._person, fields.person), (self._first, fields.first_year), (self._last, fields.last_year),
            ):  # fmt: skip
                line.setText(text)
            self._distance.setValue(fields.distance)
            for box, value in ((self._kind, fields.kind), (self._language, fields.language)):
                if value and box.findData(value) < 0:
                    box.addItem(value, value)
                box.setCurrentIndex(max(box.findData(value), 0))

    def fields(self) -> AdvancedForm:
        """Return what is filled in."""
        return AdvancedForm(
            words=self._words.text(),
            phrase=self._phrase.text(),
            any_of=self._any_of.text(),
            none_of=self._none_of.text(),
            near_one=self._near_one.text(),
            near_other=self._near_other.text(),
            distance=self._distance.value(),
            title=self._title.text(),
            kind=self._kind.currentData(),
            first_year=self._first.text(),
            last_year=self._last.text(),
            act=self._act.text(),
            person=self._person.text(),
            language=self._language.currentData(),
        )

    @Slot()
    def _on_changed(self) -> None:
        text = query_of_form(self.fields())
        self._query.setText(text or self.tr("Fill in the fields; the query appears here."))
        self._count.setText("")
        if text:
            self._timer.start()
        else:
            self._timer.stop()

    @Slot()
    def _on_timeout(self) -> None:
        self.query_changed.emit(query_of_form(self.fields()))

    def show_count(self, text: str, count: int) -> None:
        """Show how many sections a query finds, if it is still the one that is filled in."""
        if text == query_of_form(self.fields()):
            self._count.setText(text_of(message("search.results", count=count)))

    @Slot()
    def _on_accepted(self) -> None:
        text = query_of_form(self.fields())
        if text:
            self.search_requested.emit(text)
            self.accept()
