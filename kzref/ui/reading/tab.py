"""A tab: one place of reading, with its page, its way through the library, and the hits that are gone through in it."""

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from kzref.ui.dialogs.dialogs import Dialogs
from kzref.ui.reading.navigator import Navigator
from kzref.ui.reading.page_view import PageView
from kzref.ui.style.theme import Theme

if TYPE_CHECKING:
    from kzref.ui.reading.hit_navigator import HitNavigator


class ReadingTab(QObject):
    """What belongs to one tab and to no other."""

    def __init__(self, theme: Theme, dialogs: Dialogs, area: QWidget) -> None:
        super().__init__(area)
        self.view = PageView(theme, area)
        self.navigator = Navigator(self.view, dialogs, area)

    @cached_property
    def hits(self) -> "HitNavigator":
        """The navigator of hits, created on the first search."""
        from kzref.ui.reading.hit_navigator import HitNavigator

        return HitNavigator(self.view, self.navigator)
