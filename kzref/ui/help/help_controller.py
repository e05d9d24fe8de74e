"""Help: the keys, and what this is."""

from pathlib import Path

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget

from kzref import __version__
from kzref.render.html.escape import escape
from kzref.ui.dialogs.dialogs import Dialogs
from kzref.ui.reading.area import ReadingArea
from kzref.ui.widgets.texts import filled
from kzref.ui.window.actions import menu_title, shortcut_list
from kzref.ui.window.commands import FILE, GO, HELP, SEARCH, VIEW


class HelpController(QObject):
    """Shows help in dialogs."""

    def __init__(self, area: ReadingArea, dialogs: Dialogs, resources: Path, window: QWidget) -> None:
        super().__init__(window)
        self._area, self._dialogs, self._resources, self._window = area, dialogs, resources, window

    @Slot()
    def show_keys(self) -> None:
        """Show the shortcuts, from the table of commands."""
        columns = ((FILE, SEARCH, VIEW), (GO, HELP))
        cells = "".join(
            f"<td style='padding-right: 34px'>{''.join(_keys_of(menu) for menu in column)}</td>" for column in columns
        )
        page = f"<table><tr>{cells}</tr></table>{self._other_keys()}"
        self._dialogs.show_page(self._window, self.tr("Keyboard shortcuts"), page)

    def _other_keys(self) -> str:
        """Return the keys that are no commands, because what they do depends on the focus."""
        keys = (
            (self.tr("Tab"), self.tr("complete the query in the search box; elsewhere, next link or button")),
            (self.tr("Down, Up"), self.tr("move between the search box and the results")),
            (self.tr("Enter"), self.tr("open the first result, the typed address, or the link")),
            (self.tr("Space, Page Down"), self.tr("scroll the page")),
            (self.tr("Mouse back and forward buttons"), self.tr("go back and forward")),
        )
        title = escape(self.tr("In the window"))
        rows = "".join(
            f"<tr><td style='padding-right: 26px'>{escape(key)}</td><td>{escape(does)}</td></tr>" for key, does in keys
        )
        return f"<p style='margin-bottom: 2px'><b>{title}</b></p><table cellspacing='3'>{rows}</table>"

    @Slot()
    def show_search_syntax(self) -> None:
        """Show what may be typed in the search box."""
        from kzref.ui.search.syntax_help import query_help

        self._dialogs.show_page(self._window, self.tr("Search syntax"), query_help())

    @Slot()
    def show_about(self) -> None:
        """Show the program, the open library, and the licences of all that they are made of."""
        from kzref.ui.help.licence_notices import LicenceNotices

        notices = LicenceNotices(self._resources)
        lines = [
            f"<h2>kzref {__version__}</h2>",
            self.tr("An offline reference on the criminal policy of the Republic of Kazakhstan."),
        ]
        if self._area.library:
            about = self._area.library.about
            edition = filled(self.tr("edition {edition}"), edition=about.edition) if about.edition else ""
            named = " · ".join(part for part in (about.title, edition, about.licence) if part)
            lines += [f"<b>{escape(named)}</b>", escape(about.citation)]
        third_party = self.tr("Third-party software")
        lines += [f"<h3>{escape(third_party)}</h3>"]
        first = "".join(f"<p>{line}</p>" for line in lines if line) + notices.table()
        self._dialogs.show_pages(
            self._window, self.tr("About kzref"), lambda name: notices.page(name) if name else first
        )


def _keys_of(menu: str) -> str:
    """Return the keys of a menu's commands below its name, as HTML."""
    rows = "".join(
        f"<tr><td style='padding-right: 26px'>{escape(text)}</td><td>{escape(keys)}</td></tr>"
        for text, keys in shortcut_list(menu)
    )
    title = escape(menu_title(menu).replace("&", ""))
    return f"<p style='margin-bottom: 2px'><b>{title}</b></p><table cellspacing='3'>{rows}</table>"
