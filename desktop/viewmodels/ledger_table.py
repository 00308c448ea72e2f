"""The ledger table: the rows of the open ledger as Qt's views read them; columns that nobody filled stay away."""

from __future__ import annotations

from typing import Any, Final, NamedTuple

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from desktop.domain.file_names import natural_key
from desktop.domain.ledgers.columns import Column, columns_of, shown_row
from desktop.domain.ledgers.doubts import Doubt, told
from desktop.domain.ledgers.kinds import Kept, Row
from desktop.viewmodels.ledger_book import LedgerBook

Index = QModelIndex | QPersistentModelIndex
_NOWHERE: Final = QModelIndex()
_UNIT: Final = "单位"
_FILES: Final = "佐证"
_BLANK: Final = (None, "", ())
# A view asks for seven roles of every cell that it paints: plain numbers are compared fastest.
_WORDS: Final = int(Qt.ItemDataRole.DisplayRole)
_TIP: Final = int(Qt.ItemDataRole.ToolTipRole)
_PLACE: Final = int(Qt.ItemDataRole.TextAlignmentRole)
_NUMERIC: Final = frozenset({"count", "share"})
_NUMBERS: Final = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_ORDERED, _TURNED = "↑", "↓"
_WORDED: Final = frozenset({"words", "choice", "names"})


class Order(NamedTuple):
    """By which column rows stand; turned where the last comes first."""

    heading: str
    turned: bool = False


class LedgerTable(QAbstractTableModel):
    """A row of the ledger a row; the unit first where several are shown, the number of files last."""

    def __init__(self, book: LedgerBook, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._book = book
        self._rows: tuple[Kept[Row], ...] = ()
        self._words: dict[str, dict[str, str]] = {}
        self._columns: tuple[Column, ...] = ()
        self.headings: tuple[str, ...] = ()
        self._tells_unit = False
        self._orders: dict[str, Order] = {}  # by ledger
        book.changed.connect(self._read)
        self._read()

    def _read(self) -> None:
        """Only what is looked at is put into words: a platform exports rows by the thousand."""
        self.beginResetModel()
        book = self._book
        self._words = {}
        # A column does not come and go with what is searched for.
        rows = () if book.shows_grid else book.sight.rows
        self._columns = tuple(
            one
            for one in columns_of(book.ledger.row)
            if one.wanted or any(getattr(kept.row, one.name) not in _BLANK for kept in rows)
        )
        self._tells_unit = book.unit is None
        self._rows = () if book.shows_grid else self._sorted(book.rows)
        unit = (_UNIT,) if self._tells_unit else ()
        self.headings = (*unit, *(one.heading for one in self._columns), _FILES)
        self.endResetModel()

    @property
    def ledger(self) -> str:
        """Which one is open."""
        return self._book.ledger.id

    @property
    def order(self) -> Order | None:
        """By what the open ledger is sorted; None where its rows stand by their days."""
        return self._orders.get(self._book.ledger.id)

    def sort_on(self, place: int) -> None:
        """By this column; once more the other way round, a third time by days again."""
        heading, ledger, held = self.headings[place], self._book.ledger.id, self.order
        if held is None or held.heading != heading:
            self._orders[ledger] = Order(heading)
        elif not held.turned:
            self._orders[ledger] = Order(heading, turned=True)
        else:
            del self._orders[ledger]
        self._read()

    def _sorted(self, rows: tuple[Kept[Row], ...]) -> tuple[Kept[Row], ...]:
        """What is blank stands last, either way."""
        order = self.order
        if order is None:
            return rows
        column = next((one for one in self._columns if one.heading == order.heading), None)
        keys = [(self._key(one, column, order.heading), one) for one in rows]
        filled = [one for one in keys if one[0] is not None]
        filled.sort(key=lambda one: one[0], reverse=order.turned)
        return tuple(one for _, one in (*filled, *(one for one in keys if one[0] is None)))

    def _key(self, kept: Kept[Row], column: Column | None, heading: str) -> Any:  # noqa: ANN401  # whatever a column holds
        if column is None:
            files = self._book.sight.files_of(kept.id) or None
            return natural_key(self._book.unit_name(kept.unit)) if heading == _UNIT else files
        value = getattr(kept.row, column.name)
        if value in _BLANK:
            return None
        return natural_key(column.entry.show(value)) if column.entry.sort in _WORDED else value

    def row_at(self, place: int) -> Kept[Row]:
        """The row that stands here."""
        return self._rows[place]

    def place_of(self, row_id: str) -> int:
        """Where a row stands; -1 where it is not shown."""
        return next((at for at, one in enumerate(self._rows) if one.id == row_id), -1)

    def take_arrived(self) -> str:
        """The row to go to, told once."""
        return self._book.take_arrived()

    # -- as Qt reads it

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """No row has rows of its own."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """The unit, what the ledger has, the files."""
        return 0 if parent.isValid() else len(self.headings)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """The headings; what a column means, where it has to be said."""
        if orientation == Qt.Orientation.Vertical:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._heading(section)
        column = self._column(section)
        if role == Qt.ItemDataRole.ToolTipRole and column is not None:
            return column.hint or None
        return None

    def _heading(self, section: int) -> str:
        heading, order = self.headings[section], self.order
        if order is None or order.heading != heading:
            return heading
        return f"{heading} {_TURNED if order.turned else _ORDERED}"

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Words; numbers stand at the right."""
        if role == _WORDS:
            return self._text(index.row(), index.column())
        if role == _TIP:
            return self._tip(index.row(), index.column())
        if role == _PLACE:
            column = self._column(index.column())
            return _NUMBERS if column is not None and column.entry.sort in _NUMERIC else None
        return None

    def doubts_at(self, row: int) -> tuple[Doubt, ...]:
        """What looks wrong with the row that stands here."""
        return self._book.doubts.get(self._rows[row].id, ())

    def is_doubted(self, row: int, place: int) -> bool:
        """Whether a cell is one of those that contradict each other."""
        doubts = self._book.doubts.get(self._rows[row].id)
        column = self._column(place) if doubts else None
        return column is not None and any(column.name in one.columns for one in doubts or ())

    def _tip(self, row: int, place: int) -> str:
        """The whole of a cell; where doubts are marked, these as well."""
        text = self._text(row, place)
        marked = place == 0 or self.is_doubted(row, place)
        doubts = told(self.doubts_at(row)) if marked else ""
        return "\n".join(filter(None, (text, doubts)))

    def _column(self, place: int) -> Column | None:
        at = place - self._tells_unit
        return self._columns[at] if 0 <= at < len(self._columns) else None

    def _text(self, row: int, place: int) -> str:
        kept, column = self._rows[row], self._column(place)
        if column is not None:
            if kept.id not in self._words:
                self._words[kept.id] = shown_row(kept.row)
            return self._words[kept.id][column.name]
        if place == 0:
            return self._book.unit_name(kept.unit)
        files = self._book.sight.files_of(kept.id)
        return f"{files} 件" if files else ""
