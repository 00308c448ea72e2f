"""The unit table: units beside criteria and scores, as Qt's views read it."""

from __future__ import annotations

from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from desktop.domain.scheme import Criterion
from desktop.domain.sheet_parts import SheetPart
from desktop.viewmodels.cell_told import GAINS, REASONS, SCORE, TOTAL, CellTold, cell_told
from desktop.viewmodels.cell_words import typed_text
from desktop.viewmodels.column_sums import ColumnSums
from desktop.viewmodels.pasted_column import Spot
from desktop.viewmodels.table_rows import Cell, Reasons, Score, UnitRow, is_bonus

Index = QModelIndex | QPersistentModelIndex
CELL_ROLE: Final = (
    Qt.ItemDataRole.UserRole
)  # a Cell or a Score; of a heading a Criterion or a UnitRow
_NOWHERE: Final = QModelIndex()
_READ: Final = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
_TYPED: Final = _READ | Qt.ItemFlag.ItemIsEditable
_BEYOND: Final = 3  # columns beyond the criteria


class UnitTable(QAbstractTableModel):
    """Rows are units, columns the criteria of one part, why points were lost, and the two scores."""

    opened = Signal()  # another round, other units, or another part
    changed = Signal()  # other facts, or something being typed

    def __init__(self) -> None:
        super().__init__()
        self.part: SheetPart | None = None  # with the criteria of every kind of unit
        self.rows: list[UnitRow] = []
        self.sums = ColumnSums(self)

    @property
    def criteria(self) -> tuple[Criterion, ...]:
        """The columns that can be typed into."""
        return self.part.criteria if self.part is not None else ()

    @property
    def _names(self) -> tuple[str, ...]:
        """The columns beyond the criteria."""
        gains = self.part is not None and is_bonus(self.part)
        return (GAINS if gains else REASONS, SCORE, TOTAL)

    @property
    def settled(self) -> int:
        """How many units have nothing open here."""
        return sum(not row.open_cells for row in self.rows)

    def told(self, spot: Spot) -> CellTold | None:
        """All that is to be said of a cell; None where there is none."""
        if self.part is None or not 0 <= spot.row < len(self.rows) or spot.column < 0:
            return None
        return cell_told(self.part, self.rows[spot.row], spot.column)

    def row_of(self, unit: str) -> int:
        """Where a unit stands; the first where it is not in this round."""
        return next((n for n, row in enumerate(self.rows) if row.key.unit == unit), 0)

    def show_rows(self, part: SheetPart | None, rows: list[UnitRow]) -> None:
        """Other columns, or other units."""
        self.beginResetModel()
        self.part, self.rows = part, rows
        self.endResetModel()
        if part is not None:
            self.sums.show_part(part, rows)
        self.opened.emit()

    def put_row(self, place: int, row: UnitRow) -> None:
        """The same unit with other facts."""
        self.rows[place] = row
        self.dataChanged.emit(self.index(place, 0), self.index(place, self.columnCount() - 1))

    def tell(self) -> None:
        """Rows have changed: the sums follow."""
        self.sums.follow(self.rows)
        self.changed.emit()

    # -- as Qt reads it

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """One a unit."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """The criteria, then the reasons and the scores."""
        return 0 if parent.isValid() or not self.criteria else len(self.criteria) + _BEYOND

    def flags(self, index: Index) -> Qt.ItemFlag:
        """What is locked, listed or counted can be chosen and copied, not typed into."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        one = self.rows[index.row()].shown[index.column()]
        return _TYPED if isinstance(one, Cell) and not one.fixed else _READ

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:  # noqa: ANN401  # Qt's
        """Units at the side; clauses and the names of the scores at the top."""
        if orientation == Qt.Orientation.Vertical:
            return _of_unit(self.rows[section], role)
        if section < len(self.criteria):
            return _of_criterion(self.criteria[section], role)
        shown = role == Qt.ItemDataRole.DisplayRole
        return self._names[section - len(self.criteria)] if shown else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401  # Qt's
        """The cell itself for the delegate; words for everything else."""
        one = self.rows[index.row()].shown[index.column()]
        if role == CELL_ROLE:
            return one
        if role == Qt.ItemDataRole.DisplayRole:
            return one.text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return one.spoken
        if role == Qt.ItemDataRole.EditRole and isinstance(one, Cell) and one.criterion is not None:
            return typed_text(one.criterion, one.fact)
        if role == Qt.ItemDataRole.ToolTipRole:
            return _tip(one)
        return None


def _of_unit(row: UnitRow, role: int) -> object:
    if role == Qt.ItemDataRole.DisplayRole:
        return row.name
    if role == Qt.ItemDataRole.ToolTipRole:
        return f"{row.name}（{row.locked_as}）" if row.locked else row.name
    return row if role == CELL_ROLE else None


def _of_criterion(criterion: Criterion, role: int) -> object:
    if role == Qt.ItemDataRole.DisplayRole:
        return criterion.clause
    if role == Qt.ItemDataRole.ToolTipRole:
        return f"{criterion.label}\n{criterion.words}".strip()
    return criterion if role == CELL_ROLE else None


def _tip(one: Cell | Reasons | Score) -> str | None:
    if isinstance(one, Cell):
        return one.line.reason if one.line is not None else one.fixed
    return one.text if isinstance(one, Reasons) else None
