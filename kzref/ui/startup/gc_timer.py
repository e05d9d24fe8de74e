"""Collection of garbage on the window's thread alone: Qt's objects may not end in another one."""

import gc

from PySide6.QtCore import QObject, QTimer, Slot

_INTERVAL = 1000
"""Milliseconds."""


class GcTimer(QObject):
    """Python would look for cycles in whichever thread happens to allocate, and delete there what it finds."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._limits = gc.get_threshold()
        # What was made so far stays until the end: it need not be looked through again and again.
        gc.freeze()
        gc.disable()
        timer = QTimer(self)
        timer.timeout.connect(self._on_time)
        timer.start(_INTERVAL)

    @Slot()
    def _on_time(self) -> None:
        """Collects the oldest generation that has grown past Python's own limit."""
        counts = gc.get_count()
        due = [age for age, (count, limit) in enumerate(zip(counts, self._limits, strict=True)) if count > limit]
        if due:
            gc.collect(max(due))
