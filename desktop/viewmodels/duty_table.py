"""The duty table: units beside the tasks and targets of their supervision plan, as Qt's views read it."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QObject

from desktop.domain.amounts import show_percent
from desktop.domain.keys import show_ratio
from desktop.domain.ledgers.duties import STATES
from desktop.domain.plan import PlanTarget, Task
from desktop.services.duty_grid import DutyColumn, DutyStanding
from desktop.viewmodels.ledger_book import LedgerBook
from desktop.viewmodels.state_table import StateCell, StateHeading, StateTable, short_name

_TONES: Final = {
    "done": "green",
    "late": "red",
    "open": "",
    "reached": "green",
    "missed": "red",
    "unknown": "",
}
_NO_RATE: Final = "—"  # its sentence says why
_SAID: Final = {"under-way": "blue", "failed": "red"}  # where nothing worse is known of it


class DutyTable(StateTable[DutyColumn, DutyStanding]):
    """Rows are units, columns tasks and then targets."""

    def __init__(self, book: LedgerBook, parent: QObject | None = None) -> None:
        super().__init__(book.duties, parent)
        self._book = book
        book.changed.connect(self._on_changed)

    def _on_changed(self) -> None:
        self.show_grid(self._book.duties)

    @property
    def late(self) -> int:
        """How many tasks are overdue and nothing was said of them."""
        return sum(one.state == "late" and one.kept is None for one in self.standings())

    @property
    def missed(self) -> int:
        """How many targets are not reached."""
        return sum(one.state == "missed" for one in self.standings())

    def heading(self, asked: DutyColumn) -> StateHeading:
        """The last day or the least rate, and what is asked."""
        name = short_name(asked.asked.name)
        return StateHeading(_last(asked), name, heading_words(asked))

    def told(self, standing: DutyStanding) -> StateCell:
        """The state in a word, or the rate."""
        return _cell(standing)

    def sentence(self, unit: str, standing: DutyStanding) -> str:
        """Unit, task, last day, state and note."""
        return told(unit, standing)

    def waiting(self, standing: DutyStanding) -> bool:
        """Nothing was said of it yet."""
        return standing.kept is None

    def is_entered(self, standing: DutyStanding) -> bool:
        """A target that nobody has to judge goes by the ledgers alone."""
        return _is_entered(standing.column)


def _is_entered(column: DutyColumn) -> bool:
    asked = column.asked
    return not isinstance(asked, PlanTarget) or asked.judged or asked.from_ is None


def told(unit: str, one: DutyStanding) -> str:
    """A cell in a sentence."""
    said = _cell(one).text or "还没有登记"
    if said == _NO_RATE:
        said = f"还算不出：{'；'.join(one.gaps)}"
    words = [f"{unit}：{heading_words(one.column)}", said, one.basis]
    if one.kept is not None:
        row = one.kept.row
        words += [f"{row.done:%Y-%m-%d} 完成" if row.done else "", row.note]
    return "，".join(filter(None, words))


def heading_words(one: DutyColumn) -> str:
    """What is asked, by whom, until when."""
    if isinstance(one.asked, Task):
        who = "、".join(one.asked.responsible)
        return f"{one.asked.clause} {one.asked.name}（{who}；{one.asked.due}）"
    return f"{one.asked.name}（{_wanted(one.asked) or '由考核人判断'}）"


def _last(one: DutyColumn) -> str:
    if isinstance(one.asked, Task):
        return one.asked.due
    return _wanted(one.asked) or "判断"


def _wanted(one: PlanTarget) -> str:
    """The least share; above all of it there is nothing."""
    if one.at_least is None:
        return ""
    return f"{'' if one.at_least == 1 else '≥'}{show_ratio(one.at_least)}"


def _cell(one: DutyStanding) -> StateCell:
    tone = _TONES[one.state]
    if one.kept is None:
        if one.rate is None and not _is_entered(one.column):
            return StateCell(_NO_RATE, tone)
        rate = "" if one.rate is None else show_percent(one.rate)
        return StateCell(rate or ("逾期" if one.state == "late" else ""), tone)
    row = one.kept.row
    text = STATES[row.state]
    if one.state == "late" and row.done is not None:
        text = f"{row.done:%m-%d} 逾期"
    return StateCell(text, tone or _SAID.get(row.state, ""))
