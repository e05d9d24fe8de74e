"""The hits of a search as a Qt list model: a tuple that is replaced whole."""

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Signal

from kzref.search.results.results import Hit
from kzref.ui.style.item_roles import ACCESSIBLE_TEXT, DISPLAY, TOOL_TIP, USER

HIT = USER
_Index = QModelIndex | QPersistentModelIndex


class ResultsModel(QAbstractListModel):
    """Hits, best first; the later ones are asked for when the list is scrolled to its end."""

    more_wanted = Signal(int)
    """More hits are to be shown than so many."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._hits: tuple[Hit, ...] = ()
        self._total = 0
        self._asked = 0

    def replace(self, hits: tuple[Hit, ...], total: int) -> None:
        """Show other hits. total: how many there are. If they begin with the shown ones, only the rest is added."""
        known = len(self._hits)
        if known and hits[:known] == self._hits:
            if len(hits) > known:
                self.beginInsertRows(QModelIndex(), known, len(hits) - 1)
                self._hits = hits
                self.endInsertRows()
        else:
            self.beginResetModel()
            self._hits = hits
            self.endResetModel()
        self._total, self._asked = total, 0

    def find(self, address: str) -> QModelIndex:
        """Return the index of the hit at an address; invalid where there is none."""
        row = next((row for row, hit in enumerate(self._hits) if hit.section.address == address), -1)
        return self.index(row, 0)

    def canFetchMore(self, parent: _Index) -> bool:  # Qt override
        """Return whether there are hits that are neither shown nor requested."""
        return not parent.isValid() and self._asked <= len(self._hits) < self._total

    def fetchMore(self, parent: _Index) -> None:  # noqa: ARG002  # Qt override
        """Request more hits; they come later."""
        self._asked = len(self._hits) + 1
        self.more_wanted.emit(len(self._hits))

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008  # Qt override
        """Return the number of listed hits."""
        return 0 if parent.isValid() else len(self._hits)

    def data(self, index: _Index, role: int = DISPLAY) -> object:  # Qt override
        """Return the title, the tooltip, the text for screen readers, or the hit itself."""
        hit = self._hits[index.row()]
        if role == DISPLAY:
            return hit.section.short_title
        if role == TOOL_TIP:
            return "\n".join(filter(None, [hit.section.short_title, " › ".join(hit.shown_path)]))
        if role == ACCESSIBLE_TEXT:
            return f"{hit.section.short_title}, {hit.section.kind}. {hit.snippet.text}"
        if role == HIT:
            return hit
        return None
