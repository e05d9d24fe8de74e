"""Help: the keys, and what this is."""

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget

from kzref import __version__
from kzref.render.escape import escape
from kzref.ui.actions import shortcut_list
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
        rows = "".join(
            f"<tr><td style='padding-right: 28px'>{escape(text)}</td><td>{escape(keys)}</td></tr>"
            for text, keys in shortcut_list()
        )
        self._dialogs.tell(self._window, self.tr("Keyboard shortcuts"), f"<table cellspacing='4'>{rows}</table>")

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
        self._dialogs.tell(self._window, self.tr("About kzref"), "<br><br>".join(line for line in lines if line))
