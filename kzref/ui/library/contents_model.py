"""The contents tree as a Qt model: branches are read when they are opened, long ones step by step."""

from bisect import bisect_left

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex
from PySide6.QtGui import QFont

from kzref.library.store.library import Library
from kzref.pack.addresses import Address
from kzref.pack.sections import Section, shortened_title
from kzref.ui.style.item_roles import DISPLAY, FONT, TOOL_TIP, USER

SECTION = USER
STEP = 500
"""Sections of a branch that are read at once."""
_Index = QModelIndex | QPersistentModelIndex


class _Node:
    """A section in the tree, and what was read of its branch; None until it is asked for."""

    __slots__ = ("below", "complete", "parent", "row", "section")

    def __init__(self, section: Section | None, parent: "_Node | None", row: int) -> None:
        self.section, self.parent, self.row = section, parent, row
        self.below: list[_Node] | None = None
        self.complete = False
        """Whether the branch is read to its end."""

    @property
    def read_to(self) -> int:
        """The position of the last section that was read of the branch, or -1."""
        last = self.below[-1].section if self.below else None
        return last.position if last else -1


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
            node.below = self._further(node, -1)
        return node.below

    def _further(self, node: _Node, up_to: int) -> list[_Node]:
        """Return the next nodes of a branch: a step of them, or more to reach a position."""
        found: list[Section] = []
        read_to = node.read_to
        while not node.complete and (not found or read_to < up_to):
            step = self._library.contents.children_after(node.section, read_to, STEP)
            node.complete = len(step) < STEP
            found += step
            read_to = found[-1].position if found else -1
        known = len(node.below or ())
        return [_Node(section, node, known + row) for row, section in enumerate(found)]

    def _read_on(self, node: _Node, above: QModelIndex, up_to: int) -> None:
        below = self._below(node)
        if node.complete or node.read_to >= up_to >= 0:
            return
        further = self._further(node, up_to)
        if further:
            self.beginInsertRows(above, len(below), len(below) + len(further) - 1)
            below += further
            self.endInsertRows()

    def canFetchMore(self, parent: _Index) -> bool:  # Qt override
        """Return whether a branch has more sections than were read."""
        node = self._node(parent)
        return node.below is not None and not node.complete

    def fetchMore(self, parent: _Index) -> None:  # Qt override
        """Read a branch on."""
        node = self._node(parent)
        self._read_on(node, self._index_of(node), -1)

    def _node(self, index: _Index) -> _Node:
        node: _Node = index.internalPointer() if index.isValid() else self._root
        return node

    def index(self, row: int, column: int, parent: _Index = QModelIndex()) -> QModelIndex:  # noqa: B008  # Qt override
        """Return the index of a row."""
        below = self._below(self._node(parent))
        return self.createIndex(row, column, below[row]) if 0 <= row < len(below) and column == 0 else QModelIndex()

    def _index_of(self, node: _Node) -> QModelIndex:
        return QModelIndex() if node is self._root else self.createIndex(node.row, 0, node)

    def parent(self, index: _Index) -> QModelIndex:  # type: ignore[override]  # Qt override
        """Return the index of the parent."""
        above = self._node(index).parent if index.isValid() else None
        return QModelIndex() if above is None else self._index_of(above)

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008  # Qt override
        """Return the number of children."""
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
            return "\n".join(map(shortened_title, (section.title, *section.titles[:20])))
        if role == FONT and section.parent is None:
            return self._bold
        if role == SECTION:
            return section
        return None

    def find(self, address: Address) -> QModelIndex:
        """Return the index of an address, an invalid one if there is none."""
        section = self._library.contents.section(address)
        node, index = self._root, QModelIndex()
        for step in (*self._library.contents.breadcrumbs(section), section):
            self._read_on(node, index, step.position)
            below = self._below(node)
            row = bisect_left(below, step.position, key=_position)
            if row == len(below) or _position(below[row]) != step.position:
                return QModelIndex()
            node = below[row]
            index = self.createIndex(row, 0, node)
        return index


def _position(node: _Node) -> int:
    return node.section.position if node.section else -1
