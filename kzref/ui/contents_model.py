"""The contents tree as a Qt model: branches are read from the library when they are opened."""

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex
from PySide6.QtGui import QFont

from kzref.compiled.store import Library
from kzref.library.addresses import Address
from kzref.library.sections import Section, shortened
from kzref.ui.roles import DISPLAY, FONT, TOOL_TIP, USER

SECTION = USER
_Index = QModelIndex | QPersistentModelIndex


class _Node:
    """A section in the tree; what is below it is None until it is asked for."""

    __slots__ = ("below", "parent", "row", "section")

    def __init__(self, section: Section | None, parent: "_Node | None", row: int) -> None:
        self.section, self.parent, self.row = section, parent, row
        self.below: list[_Node] | None = None


class ContentsModel(QAbstractItemModel):
    """Every section of a library under the one it stands in."""

    def __init__(self, library: Library, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._library = library
        self._root = _Node(None, None, 0)
        self._bold = QFont()
        self._bold.setWeight(QFont.Weight.DemiBold)

    def _below(self, node: _Node) -> list[_Node]:
        if node.below is None:
            children = self._library.children(node.section)
            node.below = [_Node(section, node, row) for row, section in enumerate(children)]
        return node.below

    def _node(self, index: _Index) -> _Node:
        node = index.internalPointer() if index.isValid() else self._root
        assert isinstance(node, _Node)
        return node

    def index(self, row: int, column: int, parent: _Index = QModelIndex()) -> QModelIndex:  # noqa: B008  # Qt override
        """The index of a row."""
        below = self._below(self._node(parent))
        return self.createIndex(row, column, below[row]) if 0 <= row < len(below) and column == 0 else QModelIndex()

    def parent(self, index: _Index) -> QModelIndex:  # type: ignore[override]  # Qt override
        """The index above."""
        above = self._node(index).parent if index.isValid() else None
        return QModelIndex() if above is None or above is self._root else self.createIndex(above.row, 0, above)

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008  # Qt override
        """How many sections stand directly below."""
        return len(self._below(self._node(parent)))

    def hasChildren(self, parent: _Index = QModelIndex()) -> bool:  # noqa: B008  # Qt override
        """Known without reading the branch."""
        section = self._node(parent).section
        return section is None or not section.is_leaf

    def columnCount(self, _parent: _Index = QModelIndex()) -> int:  # noqa: B008  # Qt override
        """One."""
        return 1

    def data(self, index: _Index, role: int = DISPLAY) -> object:  # Qt override
        """Title, tooltip, weight of parts, and the section itself."""
        section = self._node(index).section
        if section is None:
            return None
        if role == DISPLAY:
            return section.short_title
        if role == TOOL_TIP:
            return "\n".join(map(shortened, (section.title, *section.titles[:20])))
        if role == FONT and section.parent is None:
            return self._bold
        if role == SECTION:
            return section
        return None

    def find(self, address: Address) -> QModelIndex:
        """The index of an address; invalid where there is none."""
        chain: list[Section] = []
        section = self._library.section(address)
        chain = [*self._library.crumbs(section), section]
        node = self._root
        for step in chain:
            found = next((n for n in self._below(node) if n.section and n.section.position == step.position), None)
            if found is None:
                return QModelIndex()
            node = found
        return self.createIndex(node.row, 0, node)
