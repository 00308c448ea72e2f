"""The month grid: units beside the reports that are due over the year, as Qt's views read it."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QObject

from desktop.domain.ledgers.due_reports import STATE_WORDS, DueReport, ReportStanding
from desktop.viewmodels.ledger_book import LedgerBook
from desktop.viewmodels.state_table import StateCell, StateHeading, StateTable, short_name

_TONES: Final = {
    "excused": "plain",
    "accepted": "green",
    "in-time": "green",
    "late": "amber",
    "sent-back": "amber",
    "returned": "red",
    "missing": "red",
    "due-soon": "blue",
    "later": "",
}
# In a cell; its sentence tells the rest.
_SHORT: Final = {"later": "", "sent-back": "退回", "returned": "退回"}


class MonthGrid(StateTable[DueReport, ReportStanding]):
    """Rows are units, columns due dates."""

    def __init__(self, book: LedgerBook, parent: QObject | None = None) -> None:
        super().__init__(book.grid, parent)
        self._book = book
        book.changed.connect(self._on_changed)

    def _on_changed(self) -> None:
        self.show_grid(self._book.grid)

    @property
    def late(self) -> int:
        """How many reports are overdue."""
        return sum(one.state in {"missing", "returned"} for one in self.standings())

    @property
    def soon(self) -> int:
        """How many fall due within the week."""
        return sum(one.state == "due-soon" for one in self.standings())

    def heading(self, asked: DueReport) -> StateHeading:
        """The day and the report."""
        whole = f"{asked.name}，{asked.due:%Y}年{asked.due:%m}月{asked.due:%d}日 到期"
        return StateHeading(f"{asked.due:%m-%d}", short_name(asked.rule.name), whole)

    def told(self, standing: ReportStanding) -> StateCell:
        """The day it came, or what is wrong."""
        state, received = standing.state, None
        if standing.receipt is not None:
            received = standing.receipt.row.received
        if state in {"in-time", "accepted"} and received is not None:
            text = f"{received:%m-%d}"
        elif state == "late":
            text = f"迟 {standing.late_days} 天"
        else:
            text = _SHORT.get(state, STATE_WORDS[state])
        return StateCell(text, _TONES[state])

    def sentence(self, unit: str, standing: ReportStanding) -> str:
        """Unit, report, day and what came of it."""
        return told(unit, standing)

    def waiting(self, standing: ReportStanding) -> bool:
        """Nothing came yet."""
        return standing.receipt is None


def told(unit: str, one: ReportStanding) -> str:
    """A cell in a sentence."""
    words = f"{unit}：{one.due.name}，{one.due.due:%Y-%m-%d} 到期，{STATE_WORDS[one.state]}"
    if one.receipt is None:
        return words
    row = one.receipt.row
    first = "原" if one.state in {"sent-back", "returned"} else ""
    came = f"，{first}于 {row.received:%Y-%m-%d} 收到" if row.received else ""
    late = f"，迟 {one.late_days} 天" if one.state == "late" else ""
    return f"{words}{came}{late}{f'（{row.note}）' if row.note else ''}"
