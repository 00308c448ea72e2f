"""What a proposal stands on: the ledger's rows with their days and evidence, what changed since, what is lacking."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QLabel, QTableWidget, QTableWidgetItem, QWidget

from desktop.domain.ledgers.measured import Counted
from desktop.ui.parts.boxes import column, row
from desktop.ui.parts.buttons import button
from desktop.ui.parts.labels import label
from desktop.ui.parts.tables import Heading, add_row, word_table, wrap_rows
from desktop.ui.parts.wrapped_text import flowing
from desktop.ui.theme.tokens import px
from desktop.viewmodels.proposal_rows import row_words
from desktop.viewmodels.proposal_words import ProposalShown, basis_words

_HEADINGS: Final = (
    Heading("台账里的记录", None),
    Heading("日期", 104),
    Heading("免责", 150),
    Heading("佐证", 62),
)
_CHANGED: Final = Heading("答复以后", 92)


class Behind(NamedTuple):
    """What the ledgers tell of rows, by their ids: how many files prove each, and the days counted for it."""

    files: Mapping[str, int]
    days: Mapping[str, str]


class ProposalDialog(QDialog):
    """Nothing is decided here."""

    ledger_wanted = Signal()
    row_wanted = Signal(str)  # by its id

    def __init__(self, parent: QWidget, shown: ProposalShown, behind: Behind) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("台账明细")
        self.resize(min(px(760), parent.width() - px(20)), min(px(440), parent.height() - px(20)))
        self._shown, self._behind = shown, behind
        self._row = ""
        self._days = flowing("", "small")
        close = button("关闭", "primary")
        close.setDefault(True)
        ledger = button("到台账里看", "", "notebook")
        foot = row(None, ledger, close)
        told = column(*self._words(), gap=4)
        self._rows = [*shown.rows]
        inside = self._table() if self._rows else label("没有要计的记录", "soft")
        whole = column(told, inside, self._days, foot, gap=10, margins=(20, 16, 20, 16))
        whole.setStretchFactor(inside, 1)
        if not behind.days:
            self._days.hide()
        self.setLayout(whole)
        close.clicked.connect(self.accept)
        ledger.clicked.connect(self._on_ledger)
        close.setFocus()

    def _words(self) -> Iterator[QLabel]:
        one = self._shown
        proposal = one.sight.proposal
        yield flowing(one.criterion.label, "strong")
        if proposal.basis:
            suggested = f"，建议{one.comes_to}" if one.comes_to else ""
            yield flowing(f"{basis_words(one.sight)}{suggested}。截至 {proposal.as_of}。", "soft")
        if one.sight.answer is not None and not one.sight.changes:
            yield flowing(one.words, "soft")
        for change in () if one.itemised else one.sight.changes:
            yield flowing(f"答复以后，{change}", "soft", "amber")
        for gap in proposal.gaps:
            yield flowing(f"台账不全：{gap}", "soft", "amber")
        for remark in proposal.remarks:
            yield flowing(f"{remark}。", "soft", "amber")

    def _table(self) -> QTableWidget:
        changed = bool(self._shown.sight.changes) and self._shown.itemised
        headings = (*_HEADINGS, _CHANGED) if changed else _HEADINGS
        made = word_table("台账里的记录", headings)
        wrap_rows(made)
        for one, change in self._rows:
            add_row(made, *(*self._cells(one), change)[: len(headings)])
        for at, (one, _) in enumerate(self._rows):
            self._tell_days(made.item(at, 0), one)
        made.currentCellChanged.connect(lambda at, *_: self._on_visited(at))
        made.setCurrentCell(0, 0)
        return made

    def _tell_days(self, cell: QTableWidgetItem | None, one: Counted) -> None:
        if cell is not None and (days := self._days_of(one)):
            cell.setToolTip(f"{row_words(one)}\n{days}")

    def _days_of(self, one: Counted) -> str:
        return self._behind.days.get(one.row or "", "")

    def _on_visited(self, at: int) -> None:
        """The row that the cursor is on: its days below, and the way to it."""
        one = self._rows[at][0]
        self._row = one.row or ""
        self._days.setText(self._days_of(one))

    def _cells(self, one: Counted) -> tuple[str, ...]:
        day = one.day.isoformat() if one.day else ""
        files = self._behind.files.get(one.row or "", 0)
        return row_words(one), day, one.excused, f"{files} 件" if files else ""

    def _on_ledger(self) -> None:
        self.accept()
        if self._row:
            self.row_wanted.emit(self._row)
        else:
            self.ledger_wanted.emit()
