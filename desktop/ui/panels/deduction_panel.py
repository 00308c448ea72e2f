"""The deduction list: below the panes, every loss with its clause, reason and points; each leads to its criterion."""

from __future__ import annotations

from typing import Any, Final

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QTableView

from desktop.domain.amounts import show
from desktop.domain.deductions import NO_DEDUCTIONS, Deduction, deductions_of
from desktop.ui.parts.boxes import column, row
from desktop.ui.parts.labels import label, signed
from desktop.ui.parts.tables import HeadedTable, Heading, Index, read_only
from desktop.ui.theme.tokens import colour, px
from desktop.viewmodels.open_assessment import OpenAssessment

_HEADINGS: Final = (
    Heading("指标", 190),
    Heading("条款", 110),
    Heading("原因", None),
    Heading("应扣", 64),
    Heading("实扣", 64),
)
_AMOUNTS = 3  # from here on
_HEAD = 34
_ROOMY = 100
_UNBOUNDED = 16_777_215  # Qt's own


class DeductionTable(HeadedTable):
    """The rows of the open sheet."""

    def __init__(self, assessment: OpenAssessment) -> None:
        super().__init__([one.words for one in _HEADINGS], assessment)
        self._assessment = assessment
        self.deductions = NO_DEDUCTIONS
        assessment.opened.connect(self._read)
        assessment.changed.connect(self._read)

    def _read(self) -> None:
        one = self._assessment
        now = NO_DEDUCTIONS if one.key is None else deductions_of(one.sheet, one.parts, one.aside)
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

    def count(self) -> int:
        """One a loss."""
        return len(self.deductions.rows)

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
    return one.where, one.clause, one.reason, signed(one.nominal), signed(one.counted)


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
        self.view.setProperty("page", "true")
        self.view.setModel(self._table)
        read_only(self.view, _HEADINGS)
        self.view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.view.setShowGrid(False)
        self.view.setWordWrap(False)
        self.view.verticalHeader().setDefaultSectionSize(px(28))
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.horizontalHeader().setFixedHeight(px(28))
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
