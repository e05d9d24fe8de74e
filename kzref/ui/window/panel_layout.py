"""The room of the left panel: beside the page, or in its place where the window is narrow."""

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QSplitter, QWidget

from kzref.ui.window.side_panel import SidePanel

NARROW = 760
"""Pixels of width under which the panel and the page do not stand side by side."""
_LEAST_PANEL, _LEAST_PAGE = 200, 300


class PanelLayout(QObject):
    """Decides when the panel is seen, and how wide it is.

    In a wide window it stands beside the page if the reader wants it there, and as long as a search stands. In a narrow
    one it lies over the page: while something is searched, or when it is called; the page comes back with the entry
    that is opened.
    """

    def __init__(self, panel: SidePanel, page: QWidget, action: QAction, width: int, wanted: bool) -> None:
        """Put the panel, of so many pixels, and the page into a splitter. action: shows whether the panel is seen."""
        splitter = QSplitter()
        super().__init__(splitter)
        self.splitter = splitter
        self._panel, self._page, self._action = panel, page, action
        self.width, self.wanted = width, wanted
        """What the reader wishes in a wide window, to be remembered."""
        self._narrow = False
        self._lent = False
        """Beside the page for a search, though the reader wants no panel."""
        self._over = False
        """In place of the page, where the window is narrow."""
        panel.setMinimumWidth(_LEAST_PANEL)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setHandleWidth(1)
        self.splitter.addWidget(panel)
        self.splitter.addWidget(page)
        self.splitter.setStretchFactor(1, 1)
        self.splitter.splitterMoved.connect(self._on_splitter_moved)

    def fit(self, window_width: int) -> None:
        """Fit both into a window of so many pixels."""
        narrow = window_width < NARROW
        if narrow != self._narrow:
            self._narrow = narrow
            self._arrange()

    def restore(self) -> None:
        """Give both the room that they had in the last window."""
        self._share()
        self._arrange()

    @Slot(bool)
    def show_panel(self, shown: bool) -> None:
        """Show or hide the panel, as the reader wants it."""
        if self._narrow:
            self._over = shown
        else:
            self.wanted, self._lent = shown, False
        self._arrange()

    def show_results(self) -> None:
        """Let the hits of a search be seen."""
        self._panel.show_results()
        self._lent = self._over = True
        self._arrange()

    def show_contents(self) -> None:
        """Put the contents back where the hits were; the panel goes if it came for them."""
        self._panel.show_contents()
        self._lent = self._over = False
        self._arrange()

    @Slot()
    def show_page(self) -> None:
        """Let the page be seen: something was opened to be read."""
        self._over = False
        self._arrange()

    @property
    def covers_page(self) -> bool:
        """Whether the panel is seen in place of the page."""
        return self._narrow and self._over

    def _arrange(self) -> None:
        beside = not self._narrow and (self.wanted or self._lent)
        came_back = beside and (self._panel.isHidden() or self._page.isHidden())
        had_focus = self._panel.isAncestorOf(focused) if (focused := self._panel.window().focusWidget()) else False
        self._page.setVisible(not self.covers_page)
        self._panel.setVisible(beside or self.covers_page)
        self._action.setChecked(beside or self.covers_page)
        if came_back:
            self._share()
        if had_focus and self._panel.isHidden():
            self._page.setFocus()

    def _share(self) -> None:
        """Give the panel its width; the page takes the rest."""
        whole = self.splitter.width()
        panel = max(min(self.width, whole - _LEAST_PAGE), _LEAST_PANEL)
        self.splitter.setSizes([panel, max(whole - panel, _LEAST_PAGE)])

    @Slot()
    def _on_splitter_moved(self) -> None:
        self.width = self.splitter.sizes()[0]
