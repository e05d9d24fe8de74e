"""The line that offers what kzref died of, until it was looked at."""

from collections.abc import Sequence

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QToolButton

from kzref.ui.dialogs.dialogs import Dialogs
from kzref.userdata.crash_logs import EarlierCrash, mark_seen


class CrashNotice(QToolButton):
    """Stands in the status bar; pressed, it shows the details of earlier crashes and goes."""

    def __init__(self, crashes: Sequence[EarlierCrash], dialogs: Dialogs) -> None:
        super().__init__()
        self._crashes, self._dialogs = crashes, dialogs
        self.setObjectName("crash")
        self.setText(self.tr("kzref crashed last time. Details…"))
        self.setToolTip(self.tr("Show the details, which help to fix the problem."))
        self.clicked.connect(self._on_clicked)

    @Slot()
    def _on_clicked(self) -> None:
        self.hide()
        self._dialogs.earlier_crash(self.window(), "\n\n".join(crash.details for crash in self._crashes))
        mark_seen(self._crashes)
