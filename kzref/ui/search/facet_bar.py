"""The row above the hits: filters by kind, year and language with counts, and the order of the hits."""

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import QCoreApplication, QLocale, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QToolButton, QWidget

from kzref.pack.kinds import Kind
from kzref.search.engine.ranking import Order
from kzref.search.query.nodes import SearchFilter
from kzref.ui.widgets.menu_buttons import clear_hover

_ARROW = "▾"
_MOST = 30
"""Values that a menu shows; a library of a century has a hundred years."""


class FacetBar(QWidget):
    """Buttons with menus for the filters and the order of the hits."""

    changed = Signal(object, object)
    """The SearchFilter and the Order of the hits."""
    within_wanted = Signal()
    """The hits are to be searched in."""
    save_wanted = Signal()
    form_wanted = Signal()

    def __init__(self, kind_name: Callable[[Kind], str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("facet_bar")
        self.kind_name = kind_name
        self.search_filter, self.order = SearchFilter(), Order.RELEVANCE
        self._orders: dict[Order, tuple[QAction, str]] = {}
        layout = QHBoxLayout(self)
        layout.setContentsMargins(10, 4, 10, 4)
        layout.setSpacing(0)
        self._buttons = {
            "kind": self._button(f"{self.tr('Kind')} {_ARROW}"),
            "year": self._button(f"{self.tr('Year')} {_ARROW}"),
            "language": self._button(f"{self.tr('Language')} {_ARROW}"),
        }
        self._sort = self._button("")
        self._more = self._button("⋯")
        self._more.setAccessibleName(self.tr("More search options"))
        self._more.setToolTip(self.tr("More search options"))
        for button in self._buttons.values():
            layout.addWidget(button)
        layout.addStretch(1)
        layout.addWidget(self._sort)
        layout.addWidget(self._more)
        self._fill_sort()
        self._fill_more()

    def _button(self, text: str) -> QToolButton:
        button = QToolButton(self)
        button.setText(text)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(button)
        menu.aboutToHide.connect(partial(clear_hover, button))
        button.setMenu(menu)
        button.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        return button

    def show_facets(self, facets: Mapping[str, tuple[tuple[str, int], ...]] | None) -> None:
        """Offer the values that occur, with counts. None: they are not counted yet, and the old ones stay."""
        if facets is None:
            return
        for name, button in self._buttons.items():
            values = facets.get(name, ())
            chosen = self._chosen(name)
            button.setVisible(len(values) > 1 or bool(chosen))
            self._fill(name, button.menu(), values, chosen)
            title = {"kind": self.tr("Kind"), "year": self.tr("Year"), "language": self.tr("Language")}[name]
            chosen_text = ", ".join(self._shown(name, value) for value in sorted(chosen))
            text = (
                chosen_text
                if chosen_text and len(chosen_text) < 16
                else f"{title} ({len(chosen)})"
                if chosen
                else title
            )
            button.setText(f"{text} {_ARROW}")
            button.setProperty("chosen", bool(chosen))
            button.style().unpolish(button)
            button.style().polish(button)

    def _chosen(self, name: str) -> frozenset[str]:
        chosen = self.search_filter
        values = {"kind": chosen.kinds, "year": chosen.years, "language": chosen.languages}[name]
        return frozenset(str(value) for value in values)

    def _fill(self, name: str, menu: QMenu, values: tuple[tuple[str, int], ...], chosen: frozenset[str]) -> None:
        menu.clear()
        shown = list(values[:_MOST])
        shown += [(value, 0) for value in sorted(chosen - {value for value, _ in shown})]
        if name == "year":
            shown.sort(reverse=True)
        for value, count in shown:
            action = menu.addAction(f"{self._shown(name, value)}\t{count}")
            action.setCheckable(True)
            action.setChecked(value in chosen)
            action.triggered.connect(partial(self._on_chosen, name, value))
        if chosen:
            menu.addSeparator()
            menu.addAction(self.tr("All")).triggered.connect(partial(self._on_all, name))

    def _shown(self, name: str, value: str) -> str:
        if name == "kind":
            return self.kind_name(Kind(value))
        return language_name(value) if name == "language" else value

    def _fill_sort(self) -> None:
        menu = self._sort.menu()
        group = QActionGroup(menu)
        orders = (
            (Order.RELEVANCE, self.tr("Relevance"), self.tr("Sort: relevance")),
            (Order.CONTENTS, self.tr("Contents order"), self.tr("Sort: contents")),
            (Order.YEAR, self.tr("Newest first"), self.tr("Sort: year")),
        )
        for order, text, label in orders:
            action = QAction(text, menu)
            action.setCheckable(True)
            action.triggered.connect(partial(self._on_sorted, order))
            group.addAction(action)
            menu.addAction(action)
            self._orders[order] = (action, label)
        self._show_order()

    def _show_order(self) -> None:
        action, label = self._orders[self.order]
        action.setChecked(True)
        self._sort.setText(f"{label} {_ARROW}")

    def _fill_more(self) -> None:
        menu = self._more.menu()
        menu.addAction(self.tr("Search within these results")).triggered.connect(self.within_wanted)
        menu.addAction(self.tr("Save search…")).triggered.connect(self.save_wanted)
        menu.addAction(self.tr("Advanced search…")).triggered.connect(self.form_wanted)

    def reset(self) -> None:
        """Remove all filters and sort by relevance."""
        self.search_filter = SearchFilter()
        self.reset_order()

    def reset_order(self) -> None:
        """Sort the next search by relevance."""
        self.order = Order.RELEVANCE
        self._show_order()

    def search_within(self, queries: tuple[str, ...]) -> None:
        """Search within the results of other queries from now on, without a signal."""
        now = self.search_filter
        self.search_filter = SearchFilter(now.kinds, now.years, now.languages, queries)

    def remove(self, query: str) -> None:
        """Stop searching within the results of a query."""
        self.search_within(tuple(each for each in self.search_filter.within if each != query))
        self._apply(self.search_filter)

    def _on_chosen(self, name: str, value: str) -> None:
        self._set(name, self._chosen(name) ^ {value})

    def _on_all(self, name: str) -> None:
        self._set(name, frozenset())

    def _set(self, name: str, values: frozenset[str]) -> None:
        now = self.search_filter
        self._apply(
            SearchFilter(
                values if name == "kind" else now.kinds,
                frozenset(int(value) for value in values) if name == "year" else now.years,
                values if name == "language" else now.languages,
                now.within,
            )
        )

    def _apply(self, narrowing: SearchFilter) -> None:
        self.search_filter = narrowing
        self.changed.emit(self.search_filter, self.order)

    def _on_sorted(self, order: Order) -> None:
        self.order = order
        self._show_order()
        self.changed.emit(self.search_filter, self.order)


def language_name(code: str) -> str:
    """Return the name of a language in the reader's language, or in English."""
    translate = QCoreApplication.translate
    names = {
        "en": translate("Languages", "English"),
        "ru": translate("Languages", "Russian"),
        "kk": translate("Languages", "Kazakh"),
        "de": translate("Languages", "German"),
        "fr": translate("Languages", "French"),
        "es": translate("Languages", "Spanish"),
        "it": translate("Languages", "Italian"),
        "pt": translate("Languages", "Portuguese"),
        "nl": translate("Languages", "Dutch"),
        "sv": translate("Languages", "Swedish"),
        "da": translate("Languages", "Danish"),
        "no": translate("Languages", "Norwegian"),
        "fi": translate("Languages", "Finnish"),
        "hu": translate("Languages", "Hungarian"),
    }
    if code in names:
        return names[code]
    language = QLocale.codeToLanguage(code)
    return code if language == QLocale.Language.AnyLanguage else QLocale.languageToString(language)
