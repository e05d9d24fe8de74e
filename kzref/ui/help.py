"""Help: the keys, and what this is."""

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget

from kzref import __version__
from kzref.render.escape import escape
from kzref.ui.actions import menu_title, shortcut_list
from kzref.ui.commands import FILE, GO, HELP, SEARCH, VIEW
from kzref.ui.dialogs import Dialogs
from kzref.ui.reader import Reader


class Help(QObject):
    """Shows what a reader may want to know of the program."""

    def __init__(self, reader: Reader, dialogs: Dialogs, window: QWidget) -> None:
        super().__init__(window)
        self._reader, self._dialogs, self._window = reader, dialogs, window

    @Slot()
    def show_keys(self) -> None:
        """The shortcuts, from the table of commands."""
        columns = ((FILE, SEARCH, VIEW), (GO, HELP))
        cells = "".join(
            f"<td style='padding-right: 34px'>{''.join(_keys_of(menu) for menu in column)}</td>" for column in columns
        )
        page = f"<table><tr>{cells}</tr></table>"
        self._dialogs.show_page(self._window, self.tr("Keyboard shortcuts"), page)

    @Slot()
    def show_about(self) -> None:
        """The program, the library that is open, and their licences."""
        lines = [
            f"<b>kzref {__version__}</b>",
            self.tr(
                "An offline reference on the criminal policy of the Republic of Kazakhstan. Code under Apache-2.0."
            ),
        ]
        if self._reader.library:
            about = self._reader.library.about
            named = " · ".join(part for part in (about.title, about.edition, about.licence) if part)
            lines += [f"<b>{escape(named)}</b>", escape(about.citation)]
        page = "".join(f"<p>{line}</p>" for line in lines if line)
        self._dialogs.show_page(self._window, self.tr("About kzref"), page)


def _keys_of(menu: str) -> str:
    """The keys of a menu's commands, below its name."""
    rows = "".join(
        f"<tr><td style='padding-right: 26px'>{escape(text)}</td><td>{escape(keys)}</td></tr>"
        for text, keys in shortcut_list(menu)
    )
    title = escape(menu_title(menu).replace("&", ""))
    return f"<p style='margin-bottom: 2px'><b>{title}</b></p><table cellspacing='3'>{rows}</table>"
