"""任务目标: what the supervision plan asks of each unit, and how far it is."""

from __future__ import annotations

from collections.abc import Sequence

from desktop.domain.ledgers.duties import DONE, Duty
from desktop.domain.ledgers.kinds import Kept
from desktop.services.duty_grid import DutyStanding
from desktop.ui.ledgers.duty_dialog import DutyDialog
from desktop.ui.ledgers.grid_page import GridPage, Owed
from desktop.ui.ledgers.ledger_page import OVERVIEW
from desktop.ui.parts.asking import ask
from desktop.ui.parts.empty_page import Way
from desktop.viewmodels.duty_table import DutyTable
from desktop.viewmodels.jobs import Jobs
from desktop.viewmodels.ledger_book import LedgerBook
from desktop.viewmodels.row_files import RowFiles

_COLUMN = 100


class DutyPage(GridPage[DutyStanding]):
    """What is owed are tasks and targets."""

    hint = "空格：今天完成　Enter：登记进展、日期、说明　Delete：撤去登记　目标的比率由台账算出"
    add_words = "登记进展"
    unasked = "这一格不用登记：这个单位没有这一项，或者比率由台账算出（“测算…”看是哪几行）"
    beginnings = (Way("去总览新建批次", OVERVIEW),)

    def __init__(self, book: LedgerBook, jobs: Jobs) -> None:
        duties = DutyTable(book)
        super().__init__(book, duties, "任务和目标", _COLUMN)
        self._duties, self._jobs = duties, jobs

    @property
    def summary(self) -> str:
        """How many are overdue."""
        late, missed = self._duties.late, self._duties.missed
        told = [self.units_told]
        told += [f"逾期 {late} 项"] if late else []
        told += [f"目标未达到 {missed} 项"] if missed else []
        return "　".join(told)

    @property
    def unbegun(self) -> str:
        """Tasks come from a plan."""
        return (
            f"{self.book.year} 年没有监管工作计划。用有任务、目标的方案新建一个批次，这里就会列出。"
        )

    def entered(self, stands: DutyStanding) -> tuple[Kept[Duty] | None, str]:
        """What was said of its progress."""
        return stands.kept, stands.column.asked.name

    def ask(self, shown: Sequence[Owed[DutyStanding]], owed: Sequence[Owed[DutyStanding]]) -> None:
        """How far they are."""
        book = self.book
        kept = owed[0][1].kept if len(owed) == 1 else None
        files = RowFiles(book.workplace, self._jobs, kept.id) if kept else None
        dialog = DutyDialog(self.window(), shown, book.year, book.today, files)
        if ask(dialog):
            book.keep_duties(owed, dialog.duty)

    def settle(self, owed: Sequence[Owed[DutyStanding]]) -> None:
        """They were done today."""
        done = Duty(year=self.book.year, duty="-", state=DONE, done=self.book.today)
        self.book.keep_duties(owed, done)

    def take_back(self, owed: Sequence[Owed[DutyStanding]]) -> None:
        """Nothing is said of them any more."""
        self.book.clear_duties(owed)
