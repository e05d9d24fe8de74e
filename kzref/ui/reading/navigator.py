"""The way through a library: which page is open, how one leads to another, and back and forward."""

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from kzref.errors import AddressError
from kzref.library.store.library import Library
from kzref.pack.addresses import SCHEME, Address
from kzref.pack.sections import Page, Section
from kzref.render.pages.home import home_html
from kzref.render.pages.page import page_html
from kzref.ui.dialogs.dialogs import Dialogs
from kzref.ui.reading.page_labels import page_labels
from kzref.ui.reading.page_view import PageView
from kzref.ui.widgets.texts import filled
from kzref.userdata.history import History, ScrollPosition

SEARCH_LINK = "command:search"
_MOST_PARTS = 200
"""Parts that the start page names; the contents name all."""


class Navigator(QObject):
    """Shows sections of one library in the page view."""

    page_opened = Signal(object)
    """The section whose page is shown now; None for the start page."""
    section_reached = Signal(object)
    """The section at the top of the view; None on the start page."""
    history_changed = Signal()
    """What can be gone back or forward to has changed."""
    message_shown = Signal(str)
    """What was done that cannot be seen, or why a link or an address could not be followed."""
    search_requested = Signal()

    def __init__(self, view: PageView, dialogs: Dialogs, window: QWidget) -> None:
        super().__init__(window)
        self._view, self._dialogs, self._window = view, dialogs, window
        self._library: Library | None = None
        self._page: Page | None = None
        self._section: Section | None = None
        self._history = History()
        view.link_followed.connect(self._on_link_followed)
        view.external_link_followed.connect(self._on_external_link_followed)
        view.section_reached.connect(self._on_section_reached)

    @property
    def library(self) -> Library | None:
        """The library that is read, or None before the first one is opened."""
        return self._library

    @property
    def section(self) -> Section | None:
        """The section that is read, None on the start page."""
        return self._section

    @property
    def page(self) -> Page | None:
        """The page that is shown, None for the start page."""
        return self._page

    @property
    def history(self) -> History:
        """The pages that were open before and after."""
        return self._history

    def open_library(self, library: Library, address: str = "") -> None:
        """Read a library, at a section or from its start page."""
        self._library, self._page, self._section = library, None, None
        self._history = History()
        self._view.set_sources(library.assets.series, library.assets.image)
        if not address or not self.go_to(address):
            self.go_home()

    def reload_library(self, library: Library, address: str = "") -> None:
        """Read on in a library that was compiled again from the same folder: at an address, or where the reader is.

        The way back and forward stays, and so does the place on the page.
        """
        reading, scrolled = self._section.address if self._section else "", self._view.scrolled()
        self._library, self._page, self._section = library, None, None
        self._view.set_sources(library.assets.series, library.assets.image)
        if address != reading or not self._return_to(address, scrolled):
            self.go_to(address)
        if address and self._section is None:
            self.go_home()
        self.history_changed.emit()

    def _return_to(self, address: str, scrolled: ScrollPosition) -> bool:
        """Show a section, or the start page, where it was scrolled to; False if it is not there any more."""
        section = self._library.contents.find(address) if self._library else None
        if address and section is None:
            return False
        if section:
            self._show(section)
        else:
            self._show_home()
        self._view.scroll_to(scrolled)
        return True

    def go_to(self, text: str) -> bool:
        """Open an address. Return False, and show why, if there is no such section."""
        if self._library is None:
            return False
        try:
            section = self._library.contents.section(text)
        except AddressError as error:
            self.message_shown.emit(str(error))
            return False
        self.open_section(section)
        return True

    def find(self, text: str) -> Section | None:
        """Return the section whose address a text is, or None."""
        return self._library.contents.find(text) if self._library else None

    @Slot(object)
    def open_section(self, section: Section) -> None:
        """Open a section on its page."""
        self._open(section, preview=False)

    @Slot(object)
    def preview(self, section: Section) -> None:
        """Open a section that is passed over in a list: a run of such is one step back."""
        self._open(section, preview=True)

    def _open(self, section: Section, preview: bool) -> None:
        self._history = self._history.leave_at(self._view.scrolled()).visit(section.address, preview)
        self._show(section)
        self.history_changed.emit()

    def _show(self, section: Section) -> None:
        if self._library is None:
            return
        if self._page is None or self._page.root.address != section.page:
            self._page = self._library.pages.page_of(section)
            html = page_html(self._page, page_labels())
            self._view.show_html(html, section.language or self._library.about.language)
        self._section = section
        self._view.go_to(section.address)
        self.page_opened.emit(section)
        self.section_reached.emit(section)

    @Slot()
    def go_home(self) -> None:
        """Open the start page."""
        self._history = self._history.leave_at(self._view.scrolled()).visit("")
        self._show_home()
        self.history_changed.emit()

    def _show_home(self) -> None:
        if self._library is None:
            return
        about = self._library.about
        doors = []
        start = self._library.contents.start_section() if about.start else None
        if start:
            behind = self.tr("The text from its beginning, section by section.")
            doors.append((f"kzref:{start.address}", self.tr("Read the article"), behind))
        figures = self.figures()
        if figures:
            behind = self.tr("Charts and tables, with totals recalculated.")
            doors.append((f"kzref:{figures.address}", self.tr("Look at the figures"), behind))
        behind = self.tr('Type words, "phrases" or an address in the search box (Ctrl+K).')
        doors.append((SEARCH_LINK, self.tr("Search"), behind))
        parts = self._library.contents.children(None, _MOST_PARTS)
        self._page, self._section = None, None
        self._view.show_html(home_html(about.title, about.about, doors, parts, self.tr("Contents")))
        self.page_opened.emit(None)
        self.section_reached.emit(None)

    def figures(self) -> Section | None:
        """Return the part that holds the first of the statistics, or None if the library has none."""
        if self._library is None:
            return None
        first = next(self._library.contents.sections("statistic"), None)
        if first is None:
            return None
        return self._library.contents.section(first.parent) if first.parent and first.depth == 0 else first

    @Slot()
    def go_figures(self) -> None:
        """Open the statistics."""
        figures = self.figures()
        if figures:
            self.open_section(figures)
        else:
            self.message_shown.emit(self.tr("This library has no statistics."))

    @Slot()
    def go_back(self) -> None:
        """Go back to what was read before."""
        self._step(-1)

    @Slot()
    def go_forward(self) -> None:
        """Go forward to what was left by going back."""
        self._step(1)

    def _step(self, by: int) -> None:
        if self._library is None:
            return
        self._history = self._history.leave_at(self._view.scrolled())
        gone = ""
        while (stepped := self._history.step(by)).at != self._history.at and (visit := stepped.current):
            if self._return_to(visit.address, visit.scrolled):
                self._history = stepped
                break
            gone = visit.address
            self._history = self._history.drop(by)
        if gone:
            self.message_shown.emit(filled(self.tr("“{address}” is no longer in the library; skipped."), address=gone))
        self.history_changed.emit()

    @Slot()
    def go_previous(self) -> None:
        """Open the entry before the one that is read."""
        self._go_beside(-1)

    @Slot()
    def go_next(self) -> None:
        """Open the entry after the one that is read."""
        self._go_beside(1)

    def _go_beside(self, by: int) -> None:
        if self._library is None:
            return
        beside = self._library.pages.adjacent_page(self._page.root if self._page else None, by)
        if beside:
            self.open_section(beside)

    @Slot()
    def copy_address(self) -> None:
        """Copy the address of the section to the clipboard."""
        from PySide6.QtGui import QGuiApplication

        if self._section:
            address = f"{SCHEME}//{self._section.address}"
            QGuiApplication.clipboard().setText(address)
            self.message_shown.emit(filled(self.tr("Copied: {address}"), address=address))
        else:
            self.message_shown.emit(self.tr("The start page has no address. Open a section first."))

    @Slot(str)
    def _on_link_followed(self, target: str) -> None:
        if target == SEARCH_LINK:
            self.search_requested.emit()
        else:
            self.go_to(target)

    @Slot(str)
    def _on_external_link_followed(self, target: str) -> None:
        if self._dialogs.may_open(self._window, target):
            self._dialogs.open_outside(target)

    @Slot(str)
    def _on_section_reached(self, address: str) -> None:
        if self._library is None or self._page is None:
            return
        if self._section and self._section.address == address:
            return
        found = next((b.section for b in self._page.section_texts if b.section.address == Address(address)), None)
        if found:
            self._section = found
            self.section_reached.emit(found)
