"""The checklist as Qt's views read it: requirements, under them pieces, under these the files that are linked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from PySide6.QtCore import (
    QAbstractItemModel,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)

from desktop.domain.circumstances import PENALISED
from desktop.domain.records import EvidenceLink
from desktop.viewmodels.checklist_rows import PieceRow, RequirementRow
from desktop.viewmodels.checklist_view import ChecklistView
from desktop.viewmodels.handed import kept_mime

Index = QModelIndex | QPersistentModelIndex
ROW_ROLE: Final = Qt.ItemDataRole.UserRole
_NOWHERE: Final = QModelIndex()
_TOP: Final = -1


@dataclass(frozen=True, slots=True)
class FileRow:
    """A linked file, below the piece that it proves."""

    link: EvidenceLink
    name: str
    where: str  # the plan item, the page
    piece: PieceRow


TreeRow = RequirementRow | PieceRow | FileRow
RowKey = tuple[int, str, str]
_Content = RequirementRow | PieceRow | EvidenceLink


@dataclass(eq=False, slots=True)
class _Node:
    """A row with its place; Qt's indexes point to it by its number."""

    content: _Content
    piece: PieceRow | None  # the one that a file proves
    above: int
    place: int
    under: list[int] = field(default_factory=list)


class ChecklistTree(QAbstractItemModel):
    """Requirements that the filter lets through."""

    def __init__(self, view: ChecklistView, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.view = view
        self._nodes: list[_Node] = []
        self._top = self._grow(self._nodes)
        view.changed.connect(self._on_changed)

    def row_at(self, index: Index) -> TreeRow | None:
        """What stands at an index."""
        if not index.isValid():
            return None
        node = self._nodes[index.internalId()]
        if not isinstance(node.content, EvidenceLink):
            return node.content
        if node.piece is None:
            raise LookupError
        name = self.view.file_name(node.content.evidence)
        return FileRow(node.content, name, _where(node.content, node.piece), node.piece)

    def key_at(self, index: Index) -> RowKey | None:
        """What tells a row from all others, also after it was built anew."""
        return _key(self._nodes[index.internalId()].content) if index.isValid() else None

    def index_of(self, key: RowKey) -> QModelIndex:
        """Where a row stands; nowhere if it is not shown."""
        for number, node in enumerate(self._nodes):
            if _key(node.content) == key:
                return self.createIndex(node.place, 0, number)
        return QModelIndex()

    # -- building

    def _on_changed(self) -> None:
        """Rows that are the same ones stay; a view then keeps its place by itself."""
        nodes: list[_Node] = []
        top = self._grow(nodes)
        if [_shape(one) for one in nodes] == [_shape(one) for one in self._nodes]:
            self._nodes, self._top = nodes, top
            self._tell(top)
        else:
            self.beginResetModel()
            self._nodes, self._top = nodes, top
            self.endResetModel()

    def _tell(self, numbers: Sequence[int]) -> None:
        if numbers:
            self.dataChanged.emit(self._index(numbers[0]), self._index(numbers[-1]))
        for number in numbers:
            self._tell(self._nodes[number].under)

    def _grow(self, nodes: list[_Node]) -> list[int]:
        return [
            _add(nodes, _Node(one, None, _TOP, place)) for place, one in enumerate(self.view.shown)
        ]

    def _index(self, number: int) -> QModelIndex:
        return self.createIndex(self._nodes[number].place, 0, number)

    # -- as Qt reads it

    def index(self, row: int, column: int, parent: Index = _NOWHERE) -> QModelIndex:
        """The index of a row."""
        if not self.hasIndex(row, column, parent):
            return QModelIndex()
        return self._index(self._under(parent)[row])

    def parent(self, index: Index = _NOWHERE) -> QModelIndex:  # type: ignore[override]  # the stubs know QObject's alone
        """The piece of a file, or the requirement of either."""
        if not index.isValid():
            return QModelIndex()
        above = self._nodes[index.internalId()].above
        return QModelIndex() if above == _TOP else self._index(above)

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """What stands under a row."""
        return 0 if parent.column() > 0 else len(self._under(parent))

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """One: the delegate lays out the row."""
        del parent
        return 1

    def flags(self, index: Index) -> Qt.ItemFlag:
        """A file can be dragged to another piece."""
        if not index.isValid():
            return Qt.ItemFlag.ItemIsDropEnabled
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        flags |= Qt.ItemFlag.ItemIsDropEnabled
        is_file = isinstance(self._nodes[index.internalId()].content, EvidenceLink)
        return flags | Qt.ItemFlag.ItemIsDragEnabled if is_file else flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401  # Qt's
        """The row itself for the delegate; words for everything else."""
        row = self.row_at(index)
        if row is None:
            return None
        if role == ROW_ROLE:
            return row
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return _spoken(row)
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole}:
            return f"{row.no} {row.name}" if isinstance(row, RequirementRow) else row.name
        return None

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        """The files on their way to another piece."""
        rows = [row for one in indexes if isinstance(row := self.row_at(one), FileRow)]
        return kept_mime([one.link.evidence for one in rows], [one.name for one in rows])

    def _under(self, parent: Index) -> list[int]:
        return self._nodes[parent.internalId()].under if parent.isValid() else self._top


def _add(nodes: list[_Node], node: _Node) -> int:
    """A node and all that stands under it; its number."""
    number = len(nodes)
    nodes.append(node)
    for place, (content, piece) in enumerate(_inside(node.content)):
        node.under.append(_add(nodes, _Node(content, piece, number, place)))
    return number


def _inside(content: _Content) -> Iterator[tuple[_Content, PieceRow | None]]:
    match content:
        case RequirementRow() if content.sole is None:
            for piece in content.pieces:
                yield piece, None
        case RequirementRow() | PieceRow():
            holder = content if isinstance(content, PieceRow) else content.pieces[0]
            for link in holder.links:
                yield link, holder


def _key(content: _Content) -> RowKey:
    match content:
        case RequirementRow():
            return content.no, "", ""
        case PieceRow():
            return (
                content.requirement,
                f"{content.piece}/{content.per}/{content.tally.wanted > 0}",
                "",
            )
    return content.requirement or 0, "", content.id


def _shape(node: _Node) -> object:
    return _key(node.content), node.above


def _where(link: EvidenceLink, piece: PieceRow) -> str:
    told = []
    if link.plan_item is not None:
        told.append(f"第 {link.plan_item} {'件处罚' if piece.per == PENALISED else '项'}")
    if link.page is not None:
        told.append(f"第 {link.page} 页")
    return "，".join(told)


def _spoken(row: TreeRow) -> str:
    """The row as a screen reader says it."""
    if isinstance(row, RequirementRow):
        told = [f"第 {row.no} 项佐证要求：{row.name}", row.tally.words, "、".join(row.who)]
    elif isinstance(row, PieceRow):
        told = [row.name, row.tally.words, row.condition]
    else:
        told = [f"材料 {row.name}", row.where]
    return "，".join(one for one in told if one)
