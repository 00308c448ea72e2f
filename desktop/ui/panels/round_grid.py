"""The round table on the screen: units at the left and scores at the right never scroll away; sums stand below."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QGridLayout,
    QHeaderView,
    QLabel,
    QScrollBar,
    QTableView,
)

from desktop.ui.panels.cell_view import CellView
from desktop.ui.panels.table_headers import CriterionHeader, TableHeader, UnitHeader
from desktop.ui.parts.labels import rule
from desktop.ui.theme.fonts import STRONG, advance
from desktop.ui.theme.tokens import px
from desktop.viewmodels.pasted_column import Spot
from desktop.viewmodels.round_table import RoundTable

_OFF: Final = Qt.ScrollBarPolicy.ScrollBarAlwaysOff
_NARROWEST, _USUAL, _REASONS = 76, 128, 220
_SCORE, _TOTAL = 116, 112
_NAMES: Final = (120, 240)
_SIGNS: Final = 62  # beside a unit's name
_BAR: Final = 12
_SUM: Final = 27


class RoundGrid(QFrame):
    """Two views side by side over one selection, and the sums below them."""

    visited = Signal()

    def __init__(self, table: RoundTable) -> None:
        super().__init__()
        self.setObjectName("pane")
        self._table = table
        self._row = 0  # kept when the columns change
        self.cells, self.scores = CellView(table), CellView(table)
        self.sums, self.averages = QTableView(), QTableView()
        self._units = UnitHeader()
        self._corner = QLabel("单位", self.cells)
        self._set_up_cells()
        self._set_up_sums()
        self._along = QScrollBar(Qt.Orientation.Horizontal)
        self._lay_out_views()
        self._join()

    def _lay_out_views(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(0)
        grid.addWidget(self.cells, 0, 0)
        grid.addWidget(_line(), 0, 1, 4, 1)
        grid.addWidget(self.scores, 0, 2)
        grid.addWidget(self._along, 1, 0)
        grid.addWidget(rule(), 2, 0, 1, 3)
        grid.addWidget(self.sums, 3, 0)
        grid.addWidget(self.averages, 3, 2)
        grid.setRowStretch(0, 1)
        grid.setColumnStretch(0, 1)

    def _set_up_cells(self) -> None:
        self.cells.setAccessibleName("本指标全体单位")
        self.cells.setVerticalHeader(self._units)
        self.scores.setAccessibleName("得分")
        self.sums.setAccessibleName("失分单位、失分合计和平均")
        self.averages.setAccessibleName("平均得分")
        self.scores.verticalHeader().hide()
        self.scores.verticalHeader().setDefaultSectionSize(self._units.defaultSectionSize())
        self.scores.setSelectionModel(self.cells.selectionModel())
        self.scores.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.scores.setFixedWidth(px(_SCORE) + px(_TOTAL) + px(_BAR))
        self.scores.setHorizontalScrollBarPolicy(_OFF)
        self.cells.setHorizontalScrollBarPolicy(_OFF)
        self.cells.setVerticalScrollBarPolicy(_OFF)
        for view in (self.cells, self.scores):
            view.setHorizontalHeader(CriterionHeader())
        self._corner.setProperty("role", "soft")
        self._corner.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._corner.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def _set_up_sums(self) -> None:
        for view in (self.sums, self.averages):
            view.setModel(self._table.sums)
            view.horizontalHeader().hide()
            view.verticalHeader().setDefaultSectionSize(px(_SUM))
            view.verticalHeader().setDefaultAlignment(
                Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            )
            view.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
            view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            view.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
            view.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
            view.setVerticalScrollBarPolicy(_OFF)
            view.setHorizontalScrollBarPolicy(_OFF)
            view.setFixedHeight(px(_SUM) * 3 + 1)
            view.setProperty("sums", "true")
        self.averages.verticalHeader().hide()
        self.averages.setFixedWidth(self.scores.width())

    def _join(self) -> None:
        down, along = self.cells.verticalScrollBar(), self.cells.horizontalScrollBar()
        down.valueChanged.connect(self.scores.verticalScrollBar().setValue)
        self.scores.verticalScrollBar().valueChanged.connect(down.setValue)
        along.valueChanged.connect(self.sums.horizontalScrollBar().setValue)
        along.valueChanged.connect(self._along.setValue)
        along.rangeChanged.connect(self._on_range)
        self._along.valueChanged.connect(along.setValue)
        self.cells.horizontalHeader().sectionResized.connect(
            lambda column, _, width: self.sums.setColumnWidth(column, width)
        )
        self.cells.neighbour, self.scores.neighbour = self.scores, self.cells
        self.scores.leave = self.cells.leave
        for view in (self.cells, self.scores):
            for header in (view.horizontalHeader(), view.verticalHeader()):
                if isinstance(header, TableHeader):
                    header.leave = self.cells.leave
        self.cells.visited.connect(self._on_visited)
        self._table.dataChanged.connect(self._on_data)
        self._table.opened.connect(self._lay_out)
        self._table.spot_wanted.connect(self.cells.go)
        self._lay_out()

    # -- where one is

    @property
    def spot(self) -> Spot:
        """The current cell; row -1 while there is none."""
        return self.cells.spot

    @property
    def chosen(self) -> list[Spot]:
        """The selected cells."""
        return self.cells.chosen

    def leave(self) -> bool:
        """Record what is being typed; False where it cannot be."""
        return self.cells.leave()

    def begin(self, row: int) -> None:
        """The cursor to the first open cell of a unit."""
        if 0 <= row < len(self._table.rows):
            self.cells.go(row, next(iter(self._table.rows[row].open_cells), 0))
        self.cells.setFocus()

    def _on_visited(self) -> None:
        before, self._units.current = self._units.current, self.spot.row
        self._row = max(0, self.spot.row) if self.spot.row >= 0 else self._row
        if before != self._units.current:
            self._units.viewport().update()
        self.visited.emit()

    def _on_data(self, first: QModelIndex, last: QModelIndex) -> None:
        """A unit's sign follows its cells."""
        top = self._units.sectionViewportPosition(first.row())
        bottom = self._units.sectionViewportPosition(last.row()) + self._units.defaultSectionSize()
        self._units.viewport().update(0, top, self._units.width(), bottom - top)

    # -- the room

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Columns share the width that there is."""
        super().resizeEvent(event)
        self._fit()

    def _lay_out(self) -> None:
        """Other columns: each view shows its own."""
        columns = self._table.columnCount()
        for column in range(columns):
            is_score = column >= columns - 2
            for view in (self.cells, self.sums):
                view.setColumnHidden(column, is_score)
            for view in (self.scores, self.averages):
                view.setColumnHidden(column, not is_score)
                view.setColumnWidth(column, px(_TOTAL if column == columns - 1 else _SCORE))
        widest = max((advance(row.name, "soft", STRONG) for row in self._table.rows), default=0)
        least, most = map(px, _NAMES)
        names = max(least, min(most, widest + px(_SIGNS)))
        self._units.setFixedWidth(names)
        self.sums.verticalHeader().setFixedWidth(names)
        self._corner.setGeometry(0, 0, names, self.cells.horizontalHeader().height())
        self._units.current = -1
        self._fit()
        self.begin(self._row)

    def _fit(self) -> None:
        """The reasons take what room the criteria leave; where that is too little they stand in the line alone."""
        criteria = len(self._table.criteria)
        if not criteria:
            return
        room = self.width() - self._units.width() - self.scores.width() - 1
        reasons = room - criteria * px(_USUAL)
        for view in (self.cells, self.sums):
            view.setColumnHidden(criteria, reasons < px(_REASONS))
            view.setColumnWidth(criteria, max(1, reasons))
        shared = criteria * px(_USUAL) if reasons >= px(_REASONS) else room
        width, rest = divmod(max(shared, criteria * px(_NARROWEST)), criteria)
        for column in range(criteria):
            self.cells.setColumnWidth(column, width + (column < rest))

    def _on_range(self, least: int, most: int) -> None:
        """The bar stands below both views, so that they scroll down alike."""
        self._along.setRange(least, most)
        self._along.setPageStep(self.cells.horizontalScrollBar().pageStep())
        self._along.setVisible(most > least)


def _line() -> QFrame:
    made = QFrame()
    made.setObjectName("rule")
    made.setFixedWidth(1)
    return made
