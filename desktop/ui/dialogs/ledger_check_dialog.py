"""台账核对: before a sheet is scored, what the ledgers propose, what they still lack for it, and what was answered."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QBrush
from PySide6.QtWidgets import QDialog, QTableWidget, QTableWidgetItem, QWidget

from desktop.ui.dialogs.accept_all_dialog import AcceptAllDialog, left_out
from desktop.ui.parts.asking import put_up
from desktop.ui.parts.boxes import column, framed, row
from desktop.ui.parts.buttons import button
from desktop.ui.parts.keys import undo_by_keys
from desktop.ui.parts.labels import label
from desktop.ui.parts.tables import Heading, add_row, word_table, wrap_rows
from desktop.ui.parts.wrapped_text import flowing
from desktop.ui.theme.fonts import STRONG, font
from desktop.ui.theme.tokens import colour, px
from desktop.viewmodels.ledger_check import CheckRow, Group, check_rows
from desktop.viewmodels.open_assessment import OpenAssessment
from desktop.viewmodels.proposal_words import SO_FAR
from desktop.viewmodels.proposals_beside import ProposalsBeside

_HEADINGS: Final = (Heading("评分标准", 290), Heading("台账", None), Heading("建议", 210))
_NOTHING: Final = {
    Group.WAITING: "没有",
    Group.LACKING: "没有",
    Group.DOUBTED: "没有",
    Group.ALIKE: "还没有",
    Group.ANSWERED: "还没有",
}


class LedgerCheckDialog(QDialog):
    """What is found, in groups; Enter goes to the criterion, or to the rows of a ledger that look wrong."""

    criterion_wanted = Signal(str)
    ledger_wanted = Signal(str)
    doubts_wanted = Signal(str)  # of which ledger
    undo_wanted = Signal()
    redo_wanted = Signal()

    def __init__(
        self, parent: QWidget, assessment: OpenAssessment, proposals: ProposalsBeside
    ) -> None:
        super().__init__(parent)
        self._assessment, self._proposals = assessment, proposals
        self._rows: list[CheckRow | None] = []  # None: a group's heading
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)  # closed, it would go on reading
        self.setWindowTitle("台账核对")
        self.resize(min(px(960), parent.width() - px(20)), min(px(560), parent.height() - px(20)))
        self._told = flowing("", "soft")
        self._trouble = flowing("", "", "amber")
        self._notice = framed("notice", row(self._trouble, margins=(12, 8, 12, 8)))
        self.view = word_table("台账核对", _HEADINGS)
        wrap_rows(self.view)
        self.view.setSelectionMode(QTableWidget.SelectionMode.SingleSelection)
        self.view.setShowGrid(False)
        self.view.horizontalHeader().setHighlightSections(False)
        self.accept_all = button("全部采用", "", "check")
        self.to_ledger = button("去登记", "", "notebook")
        self.to_criterion = button("到这一条", "primary", "arrow-right", "Enter")
        self._close = button("关闭")
        self._lay_out()
        self._connect()
        self._show()
        self.view.setFocus()

    def _lay_out(self) -> None:
        head = label(f"台账核对：{self._assessment.sight.assessment.name}", "heading")
        foot = row(self.accept_all, None, self.to_ledger, self.to_criterion, self._close)
        parts = (head, self._told, self._notice, self.view, foot)
        whole = column(*parts, gap=10, margins=(20, 16, 20, 16))
        whole.setStretchFactor(self.view, 1)
        self.setLayout(whole)

    def _connect(self) -> None:
        self.view.itemActivated.connect(self._on_activated)
        self.view.itemSelectionChanged.connect(self._on_chosen)
        self.accept_all.clicked.connect(self._on_accept_all)
        self.to_ledger.clicked.connect(self._on_ledger)
        self.to_criterion.clicked.connect(self._on_criterion)
        self._close.clicked.connect(self.reject)
        self._proposals.changed.connect(self._show)
        undo_by_keys(self, self.undo_wanted.emit, self.redo_wanted.emit)

    # -- what is shown

    def _show(self) -> None:
        if self._assessment.key is None:
            return
        proposals, held = self._proposals, self._row
        rows = check_rows(proposals)
        self._notice.setVisible(bool(proposals.trouble))
        self._trouble.setText(proposals.trouble)
        period = self._assessment.sight.round.period
        so_far = f"{SO_FAR}。" if proposals.lasting else ""
        taken, left = proposals.whole, left_out(len(proposals.lacking))
        told = (
            f"考核时段 {period}，台账截至 {proposals.as_of}。{so_far}采用以前，认定和得分都不会变。"
        )
        self._told.setText(f"{told}{left}。" if left else told)
        self.view.clearSpans()
        self.view.setRowCount(0)
        self._rows = []
        for group in () if proposals.trouble else Group:
            self._show_group(group, [one for one in rows if one.group is group])
        self._choose(held)
        self.accept_all.setText(f"全部采用 {len(taken)} 条" if taken else "全部采用")
        self.accept_all.setToolTip(left)
        self.accept_all.setAccessibleName(self.accept_all.text())
        self.accept_all.setEnabled(bool(taken) and not self._assessment.locked)

    def _show_group(self, group: Group, rows: list[CheckRow]) -> None:
        count = f"{len(rows)} 条" if rows else _NOTHING[group]
        head = QTableWidgetItem(f"{group.value}：{count}")
        head.setFlags(Qt.ItemFlag.NoItemFlags)  # the cursor passes over it
        head.setForeground(QBrush(colour("ink")))
        head.setBackground(QBrush(colour("sunken")))
        head.setFont(font("base", STRONG))
        at = self.view.rowCount()
        self.view.insertRow(at)
        self.view.setItem(at, 0, head)
        self.view.setSpan(at, 0, 1, len(_HEADINGS))
        self._rows.append(None)
        for one in rows:
            add_row(self.view, one.label, one.words, one.outcome)
            self._rows.append(one)

    def _choose(self, held: CheckRow | None) -> None:
        """The same row again, or the first."""
        places = [at for at, one in enumerate(self._rows) if one is not None]
        same = [at for at in places if held is not None and self._rows[at] == held]
        for at in (same or places)[:1]:
            self.view.selectRow(at)
        self._on_chosen()

    @property
    def _row(self) -> CheckRow | None:
        at = self.view.currentRow()
        return self._rows[at] if 0 <= at < len(self._rows) else None

    def _on_chosen(self) -> None:
        one = self._row
        self.to_criterion.setEnabled(one is not None and bool(one.criterion))
        self.to_ledger.setEnabled(one is not None)
        deed = "去核对" if one is not None and one.group is Group.DOUBTED else "去登记"
        self.to_ledger.setText(deed if one is None else f"{deed}：{one.ledger_name}")
        self.to_ledger.setAccessibleName(self.to_ledger.text())

    # -- what is done

    def _on_activated(self) -> None:
        if self._row is not None:
            (self._on_criterion if self._row.criterion else self._on_ledger)()

    def _on_criterion(self) -> None:
        if (one := self._row) is not None:
            self.accept()
            self.criterion_wanted.emit(one.criterion)

    def _on_ledger(self) -> None:
        if (one := self._row) is not None:
            self.accept()
            doubted = one.group is Group.DOUBTED
            (self.doubts_wanted if doubted else self.ledger_wanted).emit(one.ledger)

    def _on_accept_all(self) -> None:
        asked = AcceptAllDialog(self, self._proposals.whole, len(self._proposals.lacking))
        asked.accepted.connect(self._proposals.accept_all)
        asked.finished.connect(self.view.setFocus)
        put_up(asked)
