"""核查 as a table: the remarks of the round that is open, all of them or those of one kind."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from desktop.services.consistency.remarks import Matter, Remark
from desktop.services.consistency.round_check import check_round, read_beside
from desktop.viewmodels.result_book import ResultBook

Index = QModelIndex | QPersistentModelIndex
HEADINGS: Final = ("类别", "事项", "单位", "为什么值得看")
_NOWHERE: Final = QModelIndex()
_SHOWN: Final = frozenset({Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole})


class RemarkTable(QAbstractTableModel):
    """Nothing is kept of them: they are found anew whenever the sheets have changed."""

    def __init__(self, book: ResultBook, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._book = book
        self._found: tuple[Remark, ...] = ()
        self.rows: tuple[Remark, ...] = ()
        self.matter: Matter | None = None  # all of them

    def look(self) -> None:
        """Look at the round anew."""
        scheme, of = self._book.scheme, self._book.round
        found: tuple[Remark, ...] = ()
        if scheme is not None and of is not None:
            beside = read_beside(self._book.workplace.workspace, scheme, of.id)
            found = check_round(scheme, self._book.sheets.values(), beside)
        self._found = found
        self.show_matter(self.matter)

    def show_matter(self, matter: Matter | None) -> None:
        """Only one kind, or all."""
        self.beginResetModel()
        self.matter = matter
        self.rows = tuple(one for one in self._found if matter in {None, one.matter})
        self.endResetModel()

    @property
    def counts(self) -> Mapping[Matter, int]:
        """How many there are of each kind."""
        return Counter(one.matter for one in self._found)

    @property
    def total(self) -> int:
        """How many there are."""
        return len(self._found)

    # -- as Qt reads it

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """One a remark."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """Kind, what, where, why."""
        return 0 if parent.isValid() else len(HEADINGS)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:  # noqa: ANN401  # Qt's
        """The headings."""
        if role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return HEADINGS[section]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401  # Qt's
        """Its words; what is cut stands in the tip."""
        if role not in _SHOWN:
            return None
        one = self.rows[index.row()]
        return (one.matter.value, one.what, one.where, one.why)[index.column()]
