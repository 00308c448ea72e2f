"""The matrix on the screen: units at the left and totals at the right never scroll away; means stand below."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QGridLayout,
    QHeaderView,
    QScrollBar,
    QTableView,
)

from desktop.ui.parts.labels import paragraph, rule
from desktop.ui.parts.tables import go_to
from desktop.ui.results.matrix_cells_view import MatrixView
from desktop.ui.results.matrix_head import MatrixHead, MatrixUnits
from desktop.ui.theme.fonts import STRONG, advance
from desktop.ui.theme.tokens import px
from desktop.viewmodels.matrix_columns import Holds, MatrixColumn
from desktop.viewmodels.matrix_table import MatrixTable

_OFF: Final = Qt.ScrollBarPolicy.ScrollBarAlwaysOff
_LEAST, _MOST = 72, 150
_RIGHT: Final = {Holds.TOTAL: 82, Holds.PLACE: 82, Holds.GRADE: 72}
_NAMES: Final = (110, 220)
_SIGNS: Final = 40  # beside a unit's name
_BAR: Final = 12
_SUM: Final = 26


class MatrixGrid(QFrame):
    """Two views side by side over one selection, and the sums below them."""

    visited = Signal()

    def __init__(self, table: MatrixTable) -> None:
        super().__init__()
        self.setObjectName("pane")
        self._table = table
        self._here = ("", "")  # unit and column, kept when lines or columns change
        self.cells, self.totals = MatrixView(table), MatrixView(table)
        self.sums, self.means = QTableView(), QTableView()
        self.units = MatrixUnits()
        self.corner = paragraph("", "small")
        self.corner.setParent(self.cells)
        self._along = QScrollBar(Qt.Orientation.Horizontal)
        self._roomy = True
        self._set_up_cells()
        self._set_up_sums()
        self._lay_out_views()
        self._join()

    def _lay_out_views(self) -> None:
        line = QFrame()
        line.setObjectName("rule")
        line.setFixedWidth(1)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(0)
        grid.addWidget(self.cells, 0, 0)
        grid.addWidget(line, 0, 1, 4, 1)
        grid.addWidget(self.totals, 0, 2)
        grid.addWidget(self._along, 1, 0)
        grid.addWidget(rule(), 2, 0, 1, 3)
        grid.addWidget(self.sums, 3, 0)
        grid.addWidget(self.means, 3, 2)
        grid.setRowStretch(0, 1)
        grid.setColumnStretch(0, 1)

    def _set_up_cells(self) -> None:
        self.cells.setAccessibleName("总表")
        self.cells.setVerticalHeader(self.units)
        self.totals.setAccessibleName("总分和名次")
        self.totals.verticalHeader().hide()
        self.totals.verticalHeader().setDefaultSectionSize(self.units.defaultSectionSize())
        self.totals.setSelectionModel(self.cells.selectionModel())
        self.totals.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.heads = [MatrixHead(self._table), MatrixHead(self._table)]
        for view, head in zip((self.cells, self.totals), self.heads, strict=True):
            view.setHorizontalHeader(head)
            view.setHorizontalScrollBarPolicy(_OFF)
        self.cells.setVerticalScrollBarPolicy(_OFF)
        self.corner.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.corner.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def _set_up_sums(self) -> None:
        for view in (self.sums, self.means):
            view.setModel(self._table.sums)
            view.horizontalHeader().hide()
            down = view.verticalHeader()
            down.setDefaultSectionSize(px(_SUM))
            down.setDefaultAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            down.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
            view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            view.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
            view.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
            view.setVerticalScrollBarPolicy(_OFF)
            view.setHorizontalScrollBarPolicy(_OFF)
            view.setFixedHeight(px(_SUM) * 2 + 1)
            view.setProperty("sums", "true")
        self.sums.setAccessibleName("平均和失分单位")
        self.means.setAccessibleName("平均和失分单位：总分")
        self.means.verticalHeader().hide()

    def _join(self) -> None:
        down, along = self.cells.verticalScrollBar(), self.cells.horizontalScrollBar()
        down.valueChanged.connect(self.totals.verticalScrollBar().setValue)
        self.totals.verticalScrollBar().valueChanged.connect(down.setValue)
        along.valueChanged.connect(self.sums.horizontalScrollBar().setValue)
        along.valueChanged.connect(self._along.setValue)
        along.rangeChanged.connect(self._on_range)
        self._along.valueChanged.connect(along.setValue)
        self.cells.selectionModel().currentChanged.connect(self._on_current)
        self._table.laid_out.connect(self._lay_out)
        self._table.dataChanged.connect(lambda *_: self.units.viewport().update())
        for head in self.heads:
            head.sectionClicked.connect(self._table.turn_order)

    # -- where one is

    @property
    def current(self) -> QModelIndex:
        """The cell that the keys go to."""
        return self.cells.currentIndex()

    @property
    def chosen(self) -> list[QModelIndex]:
        """The cells that are selected."""
        return self.cells.selectionModel().selectedIndexes()

    def go(self, unit: str, column: str) -> None:
        """To a unit's cell."""
        if self._table.rowCount() and self._table.columnCount():
            index = self._table.place_of(unit, column)
            go_to(self.cells, index)
            self.cells.scrollTo(index)

    def _on_current(self, index: QModelIndex) -> None:
        before, self.units.current = self.units.current, index.row()
        if index.isValid():
            goal = self._table.goal(index)
            column = self._table.columns[index.column()].id
            self._here = (goal[0].unit if goal else self._here[0], column)
        if before != self.units.current:
            self.units.viewport().update()
        self.visited.emit()

    # -- the room

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Columns share the width that there is."""
        super().resizeEvent(event)
        self._fit()

    def show_roomy(self, *, roomy: bool) -> None:
        """Where there is little room it belongs to the units."""
        self._roomy = roomy
        for view in (self.sums, self.means):
            view.setFixedHeight(px(_SUM) * (2 if roomy else 1) + 1)
        self._fit_heads()

    def _fit_heads(self) -> None:
        for head in self.heads:
            head.fit(roomy=self._roomy)
        self.corner.setGeometry(0, 0, self.units.width(), self.heads[0].height())

    def _lay_out(self) -> None:
        """Other columns or lines: each view shows its own, and one stays where one was."""
        right = 0
        for at, column in enumerate(self._table.columns):
            for view in (self.cells, self.sums):
                view.setColumnHidden(at, column.kept_right)
            for view in (self.totals, self.means):
                view.setColumnHidden(at, not column.kept_right)
                view.setColumnWidth(at, _right_width(column))
            right += _right_width(column) if column.kept_right else 0
        self.totals.setFixedWidth(right + px(_BAR))
        self.means.setFixedWidth(right + px(_BAR))
        widest = max((advance(one.name, "soft", STRONG) for one in self._table.lines), default=0)
        least, most = map(px, _NAMES)
        names = max(least, min(most, widest + px(_SIGNS)))
        self.units.setFixedWidth(names)
        self.sums.verticalHeader().setFixedWidth(names)
        self._fit_heads()
        self._fit()
        self.go(*self._here)

    def _fit(self) -> None:
        """As wide as the room lets them be, and never too narrow for a score."""
        shown = [n for n, one in enumerate(self._table.columns) if not one.kept_right]
        if not shown:
            return
        room = self.width() - self.units.width() - self.totals.width() - 1
        width = max(px(_LEAST), min(px(_MOST), room // len(shown)))
        for at in shown:
            self.cells.setColumnWidth(at, width)
            self.sums.setColumnWidth(at, width)

    def _on_range(self, least: int, most: int) -> None:
        """The bar stands below both views, so that they scroll down alike."""
        self._along.setRange(least, most)
        self._along.setPageStep(self.cells.horizontalScrollBar().pageStep())
        self._along.setVisible(most > least)


def _right_width(column: MatrixColumn) -> int:
    return px(_RIGHT.get(column.holds, 0) or 1)
