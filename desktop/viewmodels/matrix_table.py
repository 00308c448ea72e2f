"""The matrix (总表): all units of a round beside all indicators, ordered, grouped and narrowed as is wanted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, Final, NamedTuple

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from desktop.domain.records import AssessmentKey
from desktop.domain.sheet_parts import SheetPart
from desktop.services.round_rankings import scorer_remarks_of
from desktop.viewmodels.matrix_cells import Shows
from desktop.viewmodels.matrix_columns import Beside, Holds, MatrixColumn, columns_of
from desktop.viewmodels.matrix_lines import (
    Grouping,
    GroupLine,
    MatrixLine,
    Order,
    UnitLine,
    grouped,
    narrowed,
    ordered,
    standings_by_unit,
    unit_line,
)
from desktop.viewmodels.matrix_sums import MatrixSums
from desktop.viewmodels.matrix_words import MatrixTold, copied, text_of, told_of
from desktop.viewmodels.result_book import ResultBook

Index = QModelIndex | QPersistentModelIndex
CELL_ROLE: Final = Qt.ItemDataRole.UserRole  # a Look; of a heading the column or the line
_NOWHERE: Final = QModelIndex()
_WHOLE: Final = 1_000
_OF_ALL_SCORERS: Final = frozenset({Holds.TOTAL, Holds.PLACE, Holds.GRADE})


class Look(NamedTuple):
    """All that a cell's picture depends on, in values that are quick to compare."""

    text: str
    stands: str = ""  # the name of how it stands; blank where it holds no amount
    lost: int = 0  # in thousandths; whoever lost anything has at least one
    heading: bool = False  # of a group
    strong: bool = False


def look_of(line: MatrixLine, column: MatrixColumn, shows: Shows) -> Look:
    """A cell's picture."""
    text = text_of(line, column, shows)
    if isinstance(line, GroupLine):
        return Look(text, heading=True)
    if column.holds in {Holds.PLACE, Holds.GRADE}:
        return Look(text)
    cell = line.cell(column)
    lost = 0 if cell.value is None or not cell.lost_share else max(1, int(cell.lost_share * _WHOLE))
    return Look(text, cell.stands.name, lost, strong=column.holds is Holds.TOTAL)


class MatrixTable(QAbstractTableModel):
    """Lines are units and headings of groups; columns stay in the document's order."""

    laid_out = Signal()  # other columns, or other lines

    def __init__(self, book: ResultBook, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.book = book
        self._remarks: Mapping[str, str] = {}  # what averaged totals are made of
        self.sums = MatrixSums(self)
        self.lines: list[MatrixLine] = []
        self.columns: tuple[MatrixColumn, ...] = ()
        self.order, self.grouping, self.shows, self.words = Order(), Grouping.NONE, Shows.SCORE, ""
        self.shut: frozenset[str] = frozenset()
        self.sections: frozenset[str] = frozenset()  # those that can be folded
        self._units: dict[AssessmentKey, UnitLine] = {}
        self._looks: dict[tuple[int, int], Look] = {}  # of the lines as they are now
        self._round = ""
        book.sheets_changed.connect(self._on_sheets)

    # -- what is shown

    @property
    def parts(self) -> tuple[SheetPart, ...]:
        """The parts of the whole scheme."""
        return self.book.parts

    @property
    def units(self) -> list[UnitLine]:
        """The units that are shown."""
        return [one for one in self.lines if isinstance(one, UnitLine)]

    @property
    def held_units(self) -> int:
        """How many the round has."""
        return len(self._units)

    def section_name(self, section: str) -> str:
        """Its number and name."""
        found = self.book.scheme.sections if self.book.scheme else ()
        return next((f"{one.no} {one.name}".strip() for one in found if one.id == section), "")

    def show_round(self) -> None:
        """All of it anew; another round begins without order, choice and folds."""
        here = self.book.round.id if self.book.round else ""
        if here != self._round:
            self._round, self.order, self.words, self.shut = here, Order(), "", frozenset()
        # A single indicator says by itself what it is of.
        held = Counter(part.section for part in self.parts if part.section)
        self.sections = frozenset(name for name, number in held.items() if number > 1)
        self._read(self.book.sheets)
        self._lay_out()

    def _read(self, keys: Any) -> None:  # noqa: ANN401  # a mapping or a set of keys
        """Units' lines; places may have moved for everybody."""
        standings = standings_by_unit(self.book.ranking.standings)
        scheme, sheets = self.book.scheme, self.book.sheets.values()
        self._remarks = scorer_remarks_of(scheme, sheets, self.book.beside) if scheme else {}
        kinds = (self.book.scheme.kinds if self.book.scheme else None) or {}
        again = set(keys)
        found: dict[AssessmentKey, UnitLine] = {}
        for key, sight in self.book.sheets.items():
            held, standing = self._units.get(key), standings[key.unit]
            if held is None or key in again or held.standing != standing:
                named = (
                    kinds.get(sight.assessment.kind or "", ""),
                    self.book.groups.get(key.unit, ""),
                )
                held = unit_line(sight, self.parts, standing, named)
            found[key] = held
        self._units = found

    def _lay_out(self) -> None:
        self.beginResetModel()
        self.columns, self.lines = self._columns(), self._lines()
        self._looks.clear()
        self.endResetModel()
        self.sums.show_sums(self.units, self.columns, self.shows)
        self.laid_out.emit()

    def _columns(self) -> tuple[MatrixColumn, ...]:
        if self.book.scheme is None or not self.parts:
            return ()
        beside = Beside(
            adjusted=any(one.adjusted.value for one in self._units.values()),
            graded=bool(self.book.scheme.grades),
        )
        return columns_of(self.book.scheme, self.parts, self.shut, beside)

    def _lines(self) -> list[MatrixLine]:
        lines = narrowed(self._units.values(), self.words)
        column = next((one for one in self.columns if one.id == self.order.column), None)
        if column is not None:
            lines = ordered(
                lines, lambda one: one.measure(column, self.shows), falling=self.order.falling
            )
        return list(grouped(lines, self.grouping))

    def _on_sheets(self, keys: set[AssessmentKey]) -> None:
        """Only these lines, and whose place has moved; all of it where the order is another."""
        before, columns = self.lines, self.columns
        self._read(keys)
        self._looks.clear()
        self.lines = self._lines()
        changed = [
            n for n, one in enumerate(self.lines) if n >= len(before) or one is not before[n]
        ]
        if columns != self._columns() or _shape(before) != _shape(self.lines):
            self.lines = before
            self._lay_out()
            return
        for at in changed:
            self.dataChanged.emit(self.index(at, 0), self.index(at, len(columns) - 1))
        self.sums.show_sums(self.units, columns, self.shows)

    # -- how it is shown

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.DescendingOrder) -> None:
        """By what a column shows; a column before the first is the round's own order."""
        wanted = Order()
        if 0 <= column < len(self.columns):
            wanted = Order(self.columns[column].id, order == Qt.SortOrder.DescendingOrder)
        self._set_order(wanted)

    def turn_order(self, column: int) -> None:
        """The best or most first, then the other way round, then the round's order again."""
        wanted = Order(self.columns[column].id)
        if self.order == wanted:
            wanted = wanted._replace(falling=False)
        elif self.order.column == wanted.column:
            wanted = Order()
        self._set_order(wanted)

    def _set_order(self, order: Order) -> None:
        self.order = order
        self._lay_out()

    def group_by(self, grouping: Grouping) -> None:
        """Under headings."""
        self.grouping = grouping
        self._lay_out()

    def show_amounts(self, shows: Shows) -> None:
        """Scores, what is lost, or the share."""
        self.shows = shows
        self._lay_out()

    def narrow(self, words: str) -> None:
        """To units with these words in their names."""
        self.words = words
        self._lay_out()

    def fold(self, shut: frozenset[str]) -> None:
        """Sections as one column each; the order stays where its column does."""
        self.shut = shut & self.sections
        if self.order.column not in {one.id for one in self._columns()}:
            self.order = Order()
        self._lay_out()

    # -- what is told and copied

    def told(self, index: Index) -> MatrixTold:
        """What the line at the foot says."""
        if not index.isValid():
            return MatrixTold()
        line, column = self.lines[index.row()], self.columns[index.column()]
        told = told_of(line, column, self.parts)
        if not isinstance(line, UnitLine) or column.holds not in _OF_ALL_SCORERS:
            return told
        more = self._remarks.get(line.key.unit)
        return told._replace(sentence=f"{told.sentence}。名次按 {more}") if more else told

    @property
    def is_averaged(self) -> bool:
        """Whether places follow from several scorers together, and not from the totals that stand here."""
        return bool(self._remarks)

    def goal(self, index: Index) -> tuple[AssessmentKey, str] | None:
        """The sheet and its part where a cell comes from; None where it is nobody's."""
        line = self.lines[index.row()] if index.isValid() else None
        if not isinstance(line, UnitLine):
            return None
        places = self.columns[index.column()].parts
        return line.key, self.parts[places[0]].id if places else ""

    def copied(self, indexes: Sequence[Index]) -> str:
        """The rows and columns of the chosen cells, as a spreadsheet takes them."""
        rows = sorted({one.row() for one in indexes})
        columns = sorted({one.column() for one in indexes})
        lines = [self.lines[row] for row in rows]
        return copied(lines, [self.columns[at] for at in columns], self.shows, heads=False)

    @property
    def copied_whole(self) -> str:
        """Everything that is shown, with its heads."""
        return copied(self.lines, self.columns, self.shows, heads=True)

    def place_of(self, unit: str, column: str) -> QModelIndex:
        """Where a unit's cell is now; the first cell of what there is."""
        rows = [n for n, one in enumerate(self.lines) if isinstance(one, UnitLine)]
        row = next((n for n in rows if _unit_of(self.lines[n]) == unit), next(iter(rows), 0))
        at = next((n for n, one in enumerate(self.columns) if one.id == column), 0)
        return self.index(row, at)

    # -- as Qt reads it

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Units and headings."""
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """Parts, what is beside them, and totals."""
        return 0 if parent.isValid() else len(self.columns)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:  # noqa: ANN401  # Qt's
        """Units at the side; numbers at the top, in full as a tip."""
        if orientation == Qt.Orientation.Vertical:
            line = self.lines[section]
            told = {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole}
            return line if role == CELL_ROLE else line.name if role in told else None
        column = self.columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{column.mark} {column.name}".strip()
        if role == Qt.ItemDataRole.ToolTipRole:
            return column.whole
        return column if role == CELL_ROLE else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401  # Qt's
        """A look for the delegate, made once while one scrolls about; words for everything else."""
        if role == CELL_ROLE:
            place = index.row(), index.column()
            if place not in self._looks:
                line, column = self.lines[place[0]], self.columns[place[1]]
                self._looks[place] = look_of(line, column, self.shows)
            return self._looks[place]
        line, column = self.lines[index.row()], self.columns[index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return text_of(line, column, self.shows)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            if isinstance(line, GroupLine) or column.holds in {Holds.PLACE, Holds.GRADE}:
                return text_of(line, column, self.shows)
            return line.cell(column).spoken
        return None


def _unit_of(line: MatrixLine) -> str:
    return line.key.unit if isinstance(line, UnitLine) else ""


def _shape(lines: Sequence[MatrixLine]) -> list[tuple[str, str]]:
    """Which lines stand where."""
    return [(_unit_of(one), one.name) for one in lines]
