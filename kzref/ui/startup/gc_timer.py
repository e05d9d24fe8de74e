"""Garbage collection on the window's thread alone: objects of Qt must not be deleted in another one."""

import gc

from PySide6.QtCore import QObject, QTimer, Slot

_INTERVAL = 1000
"""Milliseconds between two checks."""


class GcTimer(QObject):
    """Collects garbage by a timer. Python would collect, and delete, in whichever thread happens to allocate."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._thresholds = gc.get_threshold()
        # What was made so far lives until the end: it need not be examined again and again.
        gc.freeze()
        gc.disable()
        timer = QTimer(self)
        timer.timeout.connect(self._on_timeout)
        timer.start(_INTERVAL)

    @Slot()
    def _on_timeout(self) -> None:
        """Collect the oldest generation that has grown past Python's own threshold."""
        pairs = zip(gc.get_count(), self._thresholds, strict=True)
        due = [generation for generation, (count, threshold) in enumerate(pairs) if count > threshold]
        if due:
            gc.collect(max(due))
