"""The gestures that ask for larger or smaller text: the wheel with Ctrl, and two fingers."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtGui import QNativeGestureEvent, QWheelEvent

_NOTCH = 120
"""Eighths of a degree that a wheel turns from one notch to the next. Fine wheels and touchpads tell parts of it."""
_PINCH = 0.15
"""How much larger two fingers make the page until it is the next size."""


class ZoomGestures:
    """Adds small movements up until they are a step."""

    def __init__(self) -> None:
        self._turned = 0
        self._pinched = 0.0

    def wheel(self, event: "QWheelEvent") -> int:
        """Return the steps that the wheel asks for with a movement, larger (above 0) or smaller."""
        turned = event.angleDelta().y() or event.angleDelta().x()
        if turned * self._turned < 0:
            self._turned = 0
        self._turned += turned
        steps = int(self._turned / _NOTCH)
        self._turned -= steps * _NOTCH
        return steps

    def pinch(self, event: "QNativeGestureEvent") -> int:
        """Return the steps that two fingers ask for with a movement; 0 for another gesture."""
        from PySide6.QtCore import Qt

        if event.gestureType() != Qt.NativeGestureType.ZoomNativeGesture:
            self._pinched = 0.0
            return 0
        self._pinched += event.value()
        steps = int(self._pinched / _PINCH)
        self._pinched -= steps * _PINCH
        return steps
