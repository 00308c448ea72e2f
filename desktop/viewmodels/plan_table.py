"""The plan table as Qt's views read it: plan items or penalties by the pieces that each of them is asked for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from desktop.domain.checklist import ChecklistRow
from desktop.domain.checklist_tallies import ChecklistTally, Standing, tally_of
from desktop.domain.circumstances import PENALISED
from desktop.domain.counters import Counter
from desktop.domain.records import EvidenceLink
from desktop.viewmodels.checklist_rows import PieceRow
from desktop.viewmodels.checklist_view import ChecklistView
from desktop.viewmodels.goal import Goal

Index = QModelIndex | QPersistentModelIndex
CELL_ROLE: Final = Qt.ItemDataRole.UserRole
_NOWHERE: Final = QModelIndex()


@dataclass(frozen=True, slots=True)
class PlanColumn:
    """One piece, item by item."""

    piece: PieceRow
    requirement_name: str
    who: tuple[str, ...]
    rows: dict[int, ChecklistRow]
    links: dict[int, list[EvidenceLink]]


@dataclass(frozen=True, slots=True)
class PlanGroup:
    """The pieces that go by one counter, so that an item is one line."""

    counter: Counter
    columns: tuple[PlanColumn, ...]
    items: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class PlanCell:
    """One piece of one item; `row` is None where it is not asked for."""

    row: ChecklistRow | None
    links: tuple[EvidenceLink, ...]
    names: tuple[str, ...]
    tally: ChecklistTally

    @property
    def words(self) -> str:
        """The file that is there, or how it stands."""
        if self.names:
            more = f"（{len(self.names)} 份）" if len(self.names) > 1 else ""
            return f"{self.names[0]}{more}"
        if self.tally.standing is Standing.WAIVED:
            return f"免交：{self.tally.waived[0]}"
        return self.tally.words if self.row else ""


class PlanTable(QAbstractTableModel):
    """One group at a time."""

    def __init__(self, view: ChecklistView, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.view = view
        self._counter = ""
        self.group: PlanGroup | None = None  # that is shown
        self._take(_groups_of(view))
        view.changed.connect(self._on_changed)

    # -- what is shown

    def show_group(self, counter: str) -> None:
        """Show another group."""
        self.beginResetModel()
        self._counter = counter
        self._take(self.groups)
        self.endResetModel()

    def column_of(self, requirement: int) -> int:
        """Show the group of a requirement; its first column, or -1."""
        for group in self.groups:
            for at, one in enumerate(group.columns):
                if one.piece.requirement == requirement:
                    self.show_group(group.counter.name)
                    return at
        return -1

    def cell(self, index: Index) -> PlanCell:
        """What stands at an index."""
        column, item = self._column(index), self._item(index)
        row = column.rows.get(item)
        links = tuple(column.links.get(item, ()))
        names = tuple(self.view.file_name(one.evidence) for one in links)
        return PlanCell(row, links, names, tally_of([row] if row else []))

    def goal(self, index: Index) -> Goal:
        """Where a file goes that is put down on a cell."""
        return self.view.goal(self._column(index).piece, self._item(index))

    def links(self, indexes: Iterable[Index]) -> list[EvidenceLink]:
        """The links of some cells."""
        return [one for index in indexes for one in self.cell(index).links]

    def rows_at(self, indexes: Iterable[Index]) -> list[ChecklistRow]:
        """The rows of the checklist behind some cells."""
        return [row for index in indexes if (row := self.cell(index).row) is not None]

    def _column(self, index: Index) -> PlanColumn:
        return self._shown.columns[index.column()]

    def _item(self, index: Index) -> int:
        return self._shown.items[index.row()]

    @property
    def _shown(self) -> PlanGroup:
        group = self.group
        if group is None:
            raise LookupError
        return group

    def _on_changed(self) -> None:
        """The same cells keep their place; a longer plan or another sheet is laid out anew."""
        groups = _groups_of(self.view)
        if [_shape(one) for one in groups] != [_shape(one) for one in self.groups]:
            self.beginResetModel()
            self._take(groups)
            self.endResetModel()
            return
        self._take(groups)
        if self.rowCount() and self.columnCount():
            last = self.index(self.rowCount() - 1, self.columnCount() - 1)
            self.dataChanged.emit(self.index(0, 0), last)
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, self.columnCount() - 1)

    def _take(self, groups: tuple[PlanGroup, ...]) -> None:
        """Show the group that was chosen, or the first where this sheet has none such."""
        self.groups = groups
        chosen = (one for one in groups if one.counter.name == self._counter)
        self.group = next(chosen, next(iter(groups), None))

    # -- as Qt reads it

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """A row an item."""
        return 0 if parent.isValid() or self.group is None else len(self.group.items)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """A column a piece."""
        return 0 if parent.isValid() or self.group is None else len(self.group.columns)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:  # noqa: ANN401  # Qt's
        """The piece with its number and how many are there; the item."""
        if self.group is None:
            return None
        if orientation == Qt.Orientation.Vertical:
            item = self.group.items[section]
            return _item_words(self.group, item) if role == Qt.ItemDataRole.DisplayRole else None
        column = self.group.columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            tally = column.piece.tally
            return (
                f"{column.piece.requirement} {column.piece.name}\n{tally.present} / {tally.wanted}"
            )
        if role == Qt.ItemDataRole.ToolTipRole:
            who = "、".join(column.who)
            return f"第 {column.piece.requirement} 项要求：{column.requirement_name}\n由{who}提供"
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Where nothing is linked, grounds can be typed."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        flags |= Qt.ItemFlag.ItemIsDropEnabled
        cell = self.cell(index)
        editable = cell.row is not None and not cell.links and not self.view.locked
        return flags | Qt.ItemFlag.ItemIsEditable if editable else flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401  # Qt's
        """The cell itself for the delegate; words for everything else."""
        if not index.isValid():
            return None
        cell = self.cell(index)
        if role == CELL_ROLE:
            return cell
        if role == Qt.ItemDataRole.EditRole:
            return "".join(cell.tally.waived[:1])
        if role == Qt.ItemDataRole.AccessibleTextRole:
            where = _item_words(self._shown, self._item(index))
            return f"{where}，{self._column(index).piece.name}：{cell.words or '不要求'}"
        if role == Qt.ItemDataRole.ToolTipRole:
            return "\n".join(cell.names) or cell.words
        return cell.words if role == Qt.ItemDataRole.DisplayRole else None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:  # noqa: ANN401  # Qt's
        """What is typed is why the piece need not be there."""
        cell, grounds = self.cell(index), str(value).strip()
        if role != Qt.ItemDataRole.EditRole or cell.row is None:
            return False
        if grounds and grounds not in cell.tally.waived:
            self.view.waive(cell.row.requirement, cell.row.piece, self._item(index), grounds)
        return True


def _groups_of(view: ChecklistView) -> tuple[PlanGroup, ...]:
    groups = []
    for counter in view.counters:
        columns = tuple(
            _column_of(piece, one.name, one.who)
            for one in view.rows
            if one.no in counter.requirements
            for piece in one.pieces
            if piece.per == counter.counted and any(row.wanted for row in piece.rows)
        )
        items = sorted({item for column in columns for item in column.rows})
        if columns:
            groups.append(PlanGroup(counter, columns, tuple(items)))
    return tuple(groups)


def _column_of(piece: PieceRow, name: str, who: tuple[str, ...]) -> PlanColumn:
    rows = {row.plan_item: row for row in piece.rows if row.plan_item is not None}
    links: dict[int, list[EvidenceLink]] = defaultdict(list)
    for link in piece.links:
        if link.plan_item is not None:
            links[link.plan_item].append(link)
    return PlanColumn(piece, name, who, rows, links)


def _shape(group: PlanGroup) -> object:
    columns = tuple((one.piece.requirement, one.piece.piece) for one in group.columns)
    return group.counter.name, columns, group.items


def _item_words(group: PlanGroup, item: int) -> str:
    return f"第 {item} 件处罚" if group.counter.counted == PENALISED else f"计划第 {item} 项"
