"""The layout of the left panel and the page: side by side, or one in place of the other in a narrow window."""

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QSplitter, QWidget

from kzref.ui.window.side_panel import SidePanel

NARROW = 760
"""Width of the window in pixels below which only one of the two is shown."""
_MIN_PANEL_WIDTH, _MIN_PAGE_WIDTH = 200, 300
"""Pixels."""


class PanelLayout(QObject):
    """Decides when the panel is visible, and how wide it is.

    In a wide window it is beside the page if the user wants it, and in any case during a search. In a narrow window
    it covers the page during a search, or when the user shows it, until a section is opened.
    """

    def __init__(self, panel: SidePanel, page: QWidget, action: QAction, width: int, wanted: bool) -> None:
        """Put the panel and the page into a splitter.

        action: is checked while the panel is visible; width: of the panel, in pixels; wanted: whether the user wants
        the panel beside the page.
        """
        splitter = QSplitter()
        super().__init__(splitter)
        self.splitter = splitter
        self._panel, self._page, self._action = panel, page, action
        self.width, self.wanted = width, wanted
        """The user's choice for wide windows, saved in the settings."""
        self._is_narrow = False
        self._shown_for_search = False
        """Beside the page during a search even if it is not wanted there."""
        self._in_front = False
        """In place of the page if the window is narrow."""
        panel.setMinimumWidth(_MIN_PANEL_WIDTH)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setHandleWidth(1)
        self.splitter.addWidget(panel)
        self.splitter.addWidget(page)
        self.splitter.setStretchFactor(1, 1)
        self.splitter.splitterMoved.connect(self._on_splitter_moved)

    def fit(self, window_width: int) -> None:
        """Arrange both for a window width in pixels."""
        is_narrow = window_width < NARROW
        if is_narrow != self._is_narrow:
            self._is_narrow = is_narrow
            self._arrange()

    def restore(self) -> None:
        """Restore the widths from the settings."""
        self._distribute_width()
        self._arrange()

    @Slot(bool)
    def show_panel(self, shown: bool) -> None:
        """Show or hide the panel, as the user chose."""
        if self._is_narrow:
            self._in_front = shown
        else:
            self.wanted, self._shown_for_search = shown, False
        self._arrange()

    def show_results(self) -> None:
        """Show the panel with the results of a search."""
        self._panel.show_results()
        self._shown_for_search = self._in_front = True
        self._arrange()

    def show_contents(self) -> None:
        """Show the contents in place of the results; hide the panel if it was shown only for a search."""
        self._panel.show_contents()
        self._shown_for_search = self._in_front = False
        self._arrange()

    @Slot()
    def show_page(self) -> None:
        """Uncover the page, because a section was opened."""
        self._in_front = False
        self._arrange()

    @property
    def covers_page(self) -> bool:
        """Whether the panel is visible in place of the page."""
        return self._is_narrow and self._in_front

    def _arrange(self) -> None:
        is_beside = not self._is_narrow and (self.wanted or self._shown_for_search)
        reappeared = is_beside and (self._panel.isHidden() or self._page.isHidden())
        had_focus = self._panel.isAncestorOf(focused) if (focused := self._panel.window().focusWidget()) else False
        self._page.setVisible(not self.covers_page)
        self._panel.setVisible(is_beside or self.covers_page)
        self._action.setChecked(is_beside or self.covers_page)
        if reappeared:
            self._distribute_width()
        if had_focus and self._panel.isHidden():
            self._page.setFocus()

    def _distribute_width(self) -> None:
        """Give the panel its width, and the page the rest."""
        total = self.splitter.width()
        panel = max(min(self.width, total - _MIN_PAGE_WIDTH), _MIN_PANEL_WIDTH)
        self.splitter.setSizes([panel, max(total - panel, _MIN_PAGE_WIDTH)])

    @Slot()
    def _on_splitter_moved(self) -> None:
        self.width = self.splitter.sizes()[0]
