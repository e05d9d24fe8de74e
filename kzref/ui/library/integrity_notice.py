"""The quiet line that says, as long as it is so, that the content is not as it was published."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QToolButton

from kzref.render.html.escape import escape
from kzref.ui.dialogs.dialogs import Dialogs
from kzref.ui.widgets.fill import fill

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
        self._lines: tuple[str, ...] = ()
        self.setObjectName("edition")
        self.setText(self.tr("Content not as published"))
        self.setToolTip(self.tr("Files of the content were altered since it was published. Press to see which."))
        self.clicked.connect(self._on_clicked)

    def tell(self, folder: Path, found: "Differences") -> None:
        """Shows itself if a folder differs from what was published, and hides if not."""
        self._folder, self._lines = folder, found.lines
        self.setVisible(bool(found))

    @Slot()
    def _on_clicked(self) -> None:
        named = "".join(f"<tr><td>{escape(line)}</td></tr>" for line in self._lines[:_MOST])
        rest = len(self._lines) - _MOST
        said = fill(self.tr("These files of “%1” are not as they were published:"), self._folder.name)
        more = hint = ""
        if rest > 0:
            more = fill(self.tr("and %1 more"), rest)
            hint = self.tr("The command “kzref verify” names all of them.")
        page = f"<p>{escape(said)}</p><table cellspacing='3'>{named}</table><p>{more}</p><p>{escape(hint)}</p>"
        self._dialogs.show_page(self.window(), self.tr("Content not as published"), page.replace("<p></p>", ""))
