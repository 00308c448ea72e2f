"""The deduction list: below the panes, every loss with its clause, reason and points; each leads to its criterion."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView

from desktop.domain.amounts import show
from desktop.ui.parts.boxes import column, row
from desktop.ui.parts.labels import label
from desktop.ui.theme.tokens import colour, px
from desktop.viewmodels.deductions import NO_DEDUCTIONS, Deduction, deductions_of
from desktop.viewmodels.open_assessment import OpenAssessment

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_HEADINGS = ("指标", "条款", "原因", "应扣", "实扣")
_AMOUNTS = 3  # from here on
_HEAD = 34
_ROOMY = 100
_UNBOUNDED = 16_777_215  # Qt's own


class DeductionTable(QAbstractTableModel):
    """The rows of the open sheet."""

    def __init__(self, assessment: OpenAssessment) -> None:
        super().__init__(assessment)
        self._assessment = assessment
        self.deductions = NO_DEDUCTIONS
        assessment.opened.connect(self._read)
        assessment.changed.connect(self._read)

    def _read(self) -> None:
        one = self._assessment
        now = NO_DEDUCTIONS if one.key is None else deductions_of(one.sheet, one.parts)
        if now == self.deductions:
            return
        if len(now.rows) == len(self.deductions.rows):
            self.deductions = now
            self.dataChanged.emit(
                self.index(0, 0), self.index(len(now.rows) - 1, len(_HEADINGS) - 1)
            )
            return
        self.beginResetModel()
        self.deductions = now
        self.endResetModel()

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """One a loss."""
        return 0 if parent.isValid() else len(self.deductions.rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """As the headings say."""
        return 0 if parent.isValid() else len(_HEADINGS)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:  # noqa: ANN401  # Qt's
        """The headings."""
        if role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return _HEADINGS[section]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401  # Qt's
        """Words; amounts stand to the right."""
        row, at = self.deductions.rows[index.row()], index.column()
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole}:
            return _cells(row)[at]
        if role == Qt.ItemDataRole.TextAlignmentRole and at >= _AMOUNTS:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if role == Qt.ItemDataRole.ForegroundRole and at >= _AMOUNTS:
            return colour("red")
        return None


def _cells(one: Deduction) -> tuple[str, ...]:
    return one.where, one.clause, one.reason, _minus(one.nominal), _minus(one.counted)


def _minus(amount: str) -> str:
    return amount.replace("-", "−")


class DeductionPanel(QFrame):
    """A heading with the sum, and the table."""

    chosen = Signal(str, str)  # part, criterion

    def __init__(self, assessment: OpenAssessment) -> None:
        super().__init__()
        self.setObjectName("pane")
        self._table = DeductionTable(assessment)
        self._sum = label("", "soft")
        self.view = QTableView()
        self.view.setAccessibleName("扣分原因")
        self.view.setModel(self._table)
        self.view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.view.setShowGrid(False)
        self.view.setTabKeyNavigation(False)
        self.view.setWordWrap(False)
        self.view.verticalHeader().hide()
        self.view.verticalHeader().setDefaultSectionSize(px(28))
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        header = self.view.horizontalHeader()
        header.setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
        header.setFixedHeight(px(28))
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for at, width in ((0, 190), (1, 110), (3, 64), (4, 64)):
            self.view.setColumnWidth(at, px(width))
        head = row(label("扣分原因", "strong"), self._sum, None, margins=(16, 4, 16, 3))
        self.setLayout(column(head, self.view, gap=0))
        self.setMinimumHeight(px(_HEAD))
        self.view.clicked.connect(self._on_clicked)
        self.view.activated.connect(self._on_clicked)
        self._table.modelReset.connect(self._show_sum)
        self._table.dataChanged.connect(self._show_sum)
        self._show_sum()

    def _show_sum(self) -> None:
        rows, lost = self._table.deductions.rows, self._table.deductions.lost
        told = (
            f"{len(rows)} 条，共失 {show(lost)} 分；点一条就到那一条的认定" if rows else "没有失分"
        )
        self._sum.setText(told)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The headings give way where there is room for little more than a row."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        any_rows = bool(self._table.deductions.rows)
        self.view.setVisible(any_rows)
        self.setMaximumHeight(_UNBOUNDED if any_rows else px(_HEAD))
        self.view.horizontalHeader().setVisible(self.height() >= px(_ROOMY))

    def _on_clicked(self, index: QModelIndex) -> None:
        one = self._table.deductions.rows[index.row()]
        self.chosen.emit(one.part, one.criterion)
