"""Pictures of a pack, no wider than the column of text that they stand in."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage


def picture(data: bytes | None, widest: int) -> QImage:
    """Return the picture of some bytes, an empty one where there is none. widest: in pixels; 0 or less is no limit."""
    image = QImage.fromData(data) if data else QImage()
    if not image.isNull() and image.width() > widest > 0:
        image = image.scaledToWidth(widest, Qt.TransformationMode.SmoothTransformation)
    return image
