"""State tables: units beside what they owe over the year, one cell each, told in a word and a tone."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final, Generic, NamedTuple, Protocol, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

Index = QModelIndex | QPersistentModelIndex
CELL_ROLE: Final = Qt.ItemDataRole.UserRole
NOWHERE: Final = QModelIndex()
_SAID_ASIDE: Final = re.compile("（[^）]*）|“[^”]*”")
_LONG: Final = 12  # characters of a heading

Asked = TypeVar("Asked")
Stands = TypeVar("Stands")
Asked_co = TypeVar("Asked_co", covariant=True)
Stands_co = TypeVar("Stands_co", covariant=True)


class UnitLine(Protocol[Stands_co]):
    """A unit with how it stands in each column; None where that is not asked of it."""

    @property
    def unit(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def cells(self) -> Sequence[Stands_co | None]: ...


class Grid(Protocol[Asked_co, Stands_co]):
    """What is asked, and the units of whom it is."""

    @property
    def columns(self) -> Sequence[Asked_co]: ...
    @property
    def rows(self) -> Sequence[UnitLine[Stands_co]]: ...


class Place(NamedTuple, Generic[Stands]):
    """One cell: of which unit, and how it stands."""

    unit: str
    name: str
    standing: Stands


class StateCell(NamedTuple):
    """What a cell says, and in which tone; a tone of none is where nothing is asked."""

    text: str
    tone: str


class StateHeading(NamedTuple):
    """What stands over a column: when or how much, what, and both in full."""

    mark: str
    name: str
    whole: str


NOT_ASKED: Final = StateCell("", "none")


class StateTable(QAbstractTableModel, Generic[Asked, Stands]):
    """Rows are units; what the columns are, each table says."""

    def __init__(self, grid: Grid[Asked, Stands], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._grid = grid

    def show_grid(self, grid: Grid[Asked, Stands]) -> None:
        """Only where units or columns have changed is anything lost of where one was."""
        if grid is self._grid:
            return
        if _shape(grid) == _shape(self._grid):
            self._grid = grid
            if grid.rows:
                last = self.index(len(grid.rows) - 1, len(grid.columns) - 1)
                self.dataChanged.emit(self.index(0, 0), last)
            return
        self.beginResetModel()
        self._grid = grid
        self.endResetModel()

    # -- what each table says

    def heading(self, asked: Asked) -> StateHeading:
        """What stands over a column."""
        raise NotImplementedError

    def told(self, standing: Stands) -> StateCell:
        """What a cell says where something is asked."""
        raise NotImplementedError

    def sentence(self, unit: str, standing: Stands) -> str:
        """The same, for whoever wants to know more or cannot see it."""
        raise NotImplementedError

    def waiting(self, standing: Stands) -> bool:
        """Whether nothing was entered yet."""
        raise NotImplementedError

    def is_entered(self, standing: Stands) -> bool:
        """Whether somebody says how it stands; elsewhere it follows from the ledgers."""
        del standing
        return True

    # -- what follows from it

    def standing(self, index: Index) -> Stands | None:
        """How a unit stands; None where nothing is asked."""
        return self._grid.rows[index.row()].cells[index.column()]

    def places(self, indexes: Iterable[QModelIndex]) -> list[Place[Stands]]:
        """Those cells where something can be entered."""
        lines = ((self._grid.rows[one.row()], self.standing(one)) for one in indexes)
        return [
            Place(line.unit, line.name, one)
            for line, one in lines
            if one is not None and self.is_entered(one)
        ]

    def standings(self) -> Iterable[Stands]:
        """Every cell where anything is asked."""
        return (one for line in self._grid.rows for one in line.cells if one is not None)

    def waits(self, index: Index) -> bool:
        """Whether something is still to be entered there."""
        one = self.standing(index)
        return one is not None and self.is_entered(one) and self.waiting(one)

    def cell(self, index: Index) -> StateCell:
        """What a cell says."""
        one = self.standing(index)
        return NOT_ASKED if one is None else self.told(one)

    # -- as Qt reads it

    def rowCount(self, parent: Index = NOWHERE) -> int:
        """One a unit."""
        return 0 if parent.isValid() else len(self._grid.rows)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        """One a thing that is owed."""
        return 0 if parent.isValid() else len(self._grid.columns)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Units at the side; what is owed at the top."""
        if orientation == Qt.Orientation.Vertical:
            names = {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole}
            return self._grid.rows[section].name if role in names else None
        heading = self.heading(self._grid.columns[section])
        if role == CELL_ROLE:
            return heading
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{heading.mark} {heading.name}"
        return heading.whole if role == Qt.ItemDataRole.ToolTipRole else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """A cell for the delegate; words for everything else."""
        if role == CELL_ROLE:
            return self.cell(index)
        if role == Qt.ItemDataRole.DisplayRole:
            return self.cell(index).text
        if role in {Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole}:
            one, unit = self.standing(index), self._grid.rows[index.row()].name
            if one is not None:
                return self.sentence(unit, one)
            return f"{unit}没有这一项：{self.heading(self._grid.columns[index.column()]).whole}"
        return None


def short_name(name: str) -> str:
    """A long name without what it says in brackets or quotation marks."""
    return name if len(name) <= _LONG else _SAID_ASIDE.sub("", name) or name


def _shape(grid: Grid[Asked, Stands]) -> tuple[tuple[Asked, ...], list[str]]:
    return tuple(grid.columns), [one.unit for one in grid.rows]
