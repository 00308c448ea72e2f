"""The preview of what is about to be pasted: every cell that cannot be taken by name, then those that can."""

from __future__ import annotations

from typing import Any, Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemView, QDialog, QHeaderView, QTableView, QWidget

from desktop.ui.parts.boxes import column, row
from desktop.ui.parts.buttons import button
from desktop.ui.parts.labels import label, paragraph
from desktop.ui.parts.tables import HeadedTable
from desktop.ui.theme.icons import icon
from desktop.ui.theme.tokens import colour, px
from desktop.viewmodels.pasted_column import CellPlan, PlannedCell

Index = QModelIndex | QPersistentModelIndex
_NOWHERE: Final = QModelIndex()
_HEADINGS: Final = ("单位", "评分标准", "内容", "现在", "怎么处理")
_OUTCOME: Final = 4
_WIDTHS: Final = (160, 150, 90, 80)


class PlanTable(HeadedTable):
    """What cannot be taken stands first."""

    def __init__(self, plan: CellPlan) -> None:
        super().__init__(_HEADINGS)
        self._cells = sorted(plan.cells, key=lambda one: (not one.why, one.same))
        self._deed = plan.deed

    def count(self) -> int:
        """One a cell."""
        return len(self._cells)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401  # Qt's
        """Words, and a sign where a cell cannot be taken."""
        one, at = self._cells[index.row()], index.column()
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole}:
            return (one.unit, one.label, one.said, one.now, self._outcome(one))[at]
        if at == _OUTCOME and one.why:
            if role == Qt.ItemDataRole.ForegroundRole:
                return colour("red")
            if role == Qt.ItemDataRole.DecorationRole:
                return icon("ban", "red", 16)
        return None

    def _outcome(self, one: PlannedCell) -> str:
        if one.why:
            return one.why
        if one.same:
            return "与现在相同，不变"
        return f"改写为“{one.said}”" if one.overwrites and one.said else self._deed


class PasteDialog(QDialog):
    """Nothing is recorded before the button is pressed."""

    def __init__(self, parent: QWidget, plan: CellPlan) -> None:
        super().__init__(parent)
        self.setWindowTitle(plan.deed)
        self.resize(px(900), px(460))
        view = QTableView()
        view.setAccessibleName(f"要{plan.deed}的各格")
        view.setProperty("framed", "true")
        view.setModel(PlanTable(plan))
        view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        view.setTabKeyNavigation(False)
        view.setShowGrid(False)
        view.verticalHeader().hide()
        view.verticalHeader().setDefaultSectionSize(px(30))
        for at, width in enumerate(_WIDTHS):
            view.setColumnWidth(at, px(width))
        header = view.horizontalHeader()
        header.setSectionResizeMode(_OUTCOME, QHeaderView.ResizeMode.Stretch)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self._do = button(deed_words(plan), "primary")
        self._do.setEnabled(bool(plan.taken))
        self._do.setDefault(True)
        cancel = button("取消")
        self.setLayout(
            column(
                label(title_words(plan), "heading", "red" if plan.refused else ""),
                paragraph(summary_words(plan), "soft"),
                view,
                row(None, cancel, self._do),
                gap=10,
                margins=(20, 16, 20, 16),
            )
        )
        self._do.clicked.connect(self.accept)
        cancel.clicked.connect(self.reject)
        (self._do if plan.taken else cancel).setFocus()


def title_words(plan: CellPlan) -> str:
    """Whether all of it goes."""
    if not plan.refused:
        return f"{plan.deed} {len(plan.taken)} 格"
    return f"{len(plan.refused)} 格不能{plan.deed}"


def summary_words(plan: CellPlan) -> str:
    """What becomes of all the cells."""
    told = [f"可以{plan.deed} {len(plan.taken)} 格"]
    if plan.overwritten and plan.deed != "撤去":
        told.append(f"其中 {plan.overwritten} 格改写已有的认定")
    if plan.same:
        told.append(f"{plan.same} 格与现在相同")
    if plan.blank:
        told.append(f"{plan.blank} 格空白，保持原样")
    return "；".join(told) + "。可以撤销（Ctrl+Z）。"


def deed_words(plan: CellPlan) -> str:
    """What the button says."""
    rest = "其余 " if plan.refused else " "
    return f"{plan.deed}{rest}{len(plan.taken)} 格"
