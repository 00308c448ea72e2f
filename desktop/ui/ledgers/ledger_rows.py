"""A ledger's rows as a table: Enter opens one, Delete strikes those that are chosen, S or a heading sorts them.

C, or the other button over a heading, chooses the columns.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QTableView

from desktop.ui.ledgers.column_choice import ColumnChoice
from desktop.ui.ledgers.doubt_marks import MARK
from desktop.ui.parts.keys import ENTER
from desktop.ui.parts.tables import go_to, read_only
from desktop.ui.theme.fonts import advance
from desktop.ui.theme.tokens import ROW, px
from desktop.viewmodels.ledger_table import LedgerTable
from desktop.viewmodels.preferences import Preferences

_NARROW, _WIDE = 76, 260
_PADDING: Final = 24
_MARK: Final = MARK + 6
_ARROW: Final = " ↓"  # room for the sign of the column that rows are sorted by
_LOOKED_AT: Final = 60  # rows whose words a column's width goes by


class LedgerRows(QTableView):
    """Columns are as wide as their words, within reason."""

    opened = Signal(object)  # Kept[Row]
    struck = Signal(list)
    visited = Signal(object)  # Kept[Row], or None

    def __init__(self, table: LedgerTable, preferences: Preferences) -> None:
        super().__init__()
        self.table = table
        self.setAccessibleName("台账")
        self.setProperty("page", "true")
        self.setModel(table)
        read_only(self, ())
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().setDefaultSectionSize(px(ROW))
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setSectionsClickable(True)
        self.horizontalHeader().sectionClicked.connect(table.sort_on)
        self.doubleClicked.connect(self._on_double_click)
        table.modelAboutToBeReset.connect(self._remember)
        table.modelReset.connect(self._on_reset)
        self.columns = ColumnChoice(self, table, preferences)
        self._was = ""
        self._place = (0, 0)
        self._fitted: tuple[str, ...] = ()
        self._on_reset()
        self.selectionModel().currentRowChanged.connect(lambda now, _: self._on_visited(now))

    def _remember(self) -> None:
        index = self.currentIndex()
        if index.isValid():
            self._was = self.table.row_at(index.row()).id
            self._place = index.row(), index.column()

    def _on_reset(self) -> None:
        """To the row that was kept just now, or where one was; where that went, to what stands in its place."""
        rows, columns = self.table.rowCount(), self.table.columnCount()
        if not rows:
            return
        self._fit()
        at = self.table.place_of(self.table.take_arrived() or self._was)
        if at < 0:
            at = self.table.place_of(self._was)
        row, column = self._place
        at = at if at >= 0 else min(row, rows - 1)
        go_to(self, self.table.index(at, min(column, columns - 1)))
        self.columns.apply()

    def _fit(self) -> None:
        """Only under other headings: a width that somebody gave a column stays."""
        if self.table.headings == self._fitted:
            return
        self._fitted = self.table.headings
        for at, heading in enumerate(self.table.headings):
            rows = range(min(self.table.rowCount(), _LOOKED_AT))
            words = [
                f"{heading}{_ARROW}",
                *(str(self.table.index(row, at).data() or "") for row in rows),
            ]
            widest = max(advance(one, "base", 400) for one in words)
            room = _PADDING if at else _PADDING + _MARK  # a mark may come
            self.setColumnWidth(at, max(px(_NARROW), min(px(_WIDE), widest + px(room))))

    def chosen(self) -> list[int]:
        """The places of the rows that are selected."""
        return sorted(one.row() for one in self.selectionModel().selectedRows())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """What is done to rows; the rest moves about."""
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if event.key() in ENTER and plain and self.currentIndex().isValid():
            self.opened.emit(self.table.row_at(self.currentIndex().row()))
        elif event.key() in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace} and self.chosen():
            self.struck.emit([self.table.row_at(at) for at in self.chosen()])
        elif event.key() == Qt.Key.Key_S and plain and self.currentIndex().isValid():
            self.table.sort_on(self.currentIndex().column())
        elif event.key() == Qt.Key.Key_C and plain:
            self.columns.ask()
        else:
            super().keyPressEvent(event)

    def _on_visited(self, now: QModelIndex) -> None:
        self.visited.emit(self.table.row_at(now.row()) if now.isValid() else None)

    def _on_double_click(self, index: QModelIndex) -> None:
        self.opened.emit(self.table.row_at(index.row()))
