"""The quiet line that says, as long as it is so, that the content is not as it was published."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QToolButton

from kzref.messages.message import Message, message
from kzref.render.html.escape import escape
from kzref.ui.dialogs.dialogs import Dialogs
from kzref.ui.widgets.texts import filled, text_of

if TYPE_CHECKING:
    from kzref.pack.integrity import Differences

_MOST = 20
"""Files that are named; 'kzref verify' names all."""


class IntegrityNotice(QToolButton):
    """Stands in the status bar; pressed, it names the files."""

    def __init__(self, dialogs: Dialogs) -> None:
        super().__init__()
        self._dialogs = dialogs
        self._folder = Path()
        self._lines: tuple[Message, ...] = ()
        self.setObjectName("integrity")
        self.setText(self.tr("Content was modified"))
        self.setToolTip(self.tr("Some files differ from the published edition. Click for details."))
        self.clicked.connect(self._on_clicked)

    def show_differences(self, folder: Path, differences: "Differences") -> None:
        """Show the notice if a folder differs from what was published; hide it otherwise."""
        self._folder, self._lines = folder, differences.lines
        self.setVisible(bool(differences))

    @Slot()
    def _on_clicked(self) -> None:
        named = "".join(f"<tr><td>{escape(text_of(line))}</td></tr>" for line in self._lines[:_MOST])
        rest = len(self._lines) - _MOST
        sentence = filled(
            self.tr("These files of “{title}” differ from the published edition:"), title=self._folder.name
        )
        more = hint = ""
        if rest > 0:
            more = text_of(message("files.more", count=rest))
            hint = self.tr("The command “kzref verify” lists all of them.")
        page = f"<p>{escape(sentence)}</p><table cellspacing='3'>{named}</table><p>{more}</p><p>{escape(hint)}</p>"
        self._dialogs.show_page(self.window(), self.tr("Content was modified"), page.replace("<p></p>", ""))
