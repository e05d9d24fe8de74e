"""The hits of a search as a Qt list model: a tuple that is replaced whole."""

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex

from kzref.search.searcher import Hit
from kzref.ui.roles import ACCESSIBLE_TEXT, DISPLAY, USER

HIT = USER
_Index = QModelIndex | QPersistentModelIndex


class ResultsModel(QAbstractListModel):
    """Hits, best first."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._hits: tuple[Hit, ...] = ()

    def replace(self, hits: tuple[Hit, ...]) -> None:
        """Shows other hits."""
        self.beginResetModel()
        self._hits = hits
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008  # Qt override
        """How many hits are listed."""
        return 0 if parent.isValid() else len(self._hits)

    def data(self, index: _Index, role: int = DISPLAY) -> object:  # Qt override
        """The title, the snippet as a tooltip, what a screen reader says, and the hit itself."""
        hit = self._hits[index.row()]
        if role == DISPLAY:
            return hit.section.title
        if role == ACCESSIBLE_TEXT:
            return f"{hit.section.title}, {hit.section.kind}. {hit.snippet.text}"
        if role == HIT:
            return hit
        return None
