"""报送: the year of reports over all units, taken in by a key or a dialog."""

from __future__ import annotations

from collections.abc import Sequence

from desktop.domain.ledgers.due_reports import ReportStanding
from desktop.domain.ledgers.kinds import Kept
from desktop.domain.ledgers.receipts import RECEIVED, Receipt
from desktop.ui.ledgers.grid_page import GridPage, Owed
from desktop.ui.ledgers.ledger_page import OVERVIEW, SETTINGS
from desktop.ui.ledgers.month_strip import MonthStrip
from desktop.ui.ledgers.receipt_dialog import ReceiptDialog
from desktop.ui.parts.asking import ask
from desktop.ui.parts.empty_page import Way
from desktop.viewmodels.jobs import Jobs
from desktop.viewmodels.ledger_book import LedgerBook
from desktop.viewmodels.month_grid import MonthGrid
from desktop.viewmodels.row_files import RowFiles

_COLUMN = 68


class ReportPage(GridPage[ReportStanding]):
    """What is owed are reports."""

    hint = "空格：今天收到　Enter：登记日期、退回、免报　Delete：撤去登记　Shift+方向键：选几格一起登记"
    add_words = "登记报送"
    unasked = "这个单位不用报送这一项"
    beginnings = (Way("去设置报送安排", SETTINGS), Way("去总览新建批次", OVERVIEW))

    def __init__(self, book: LedgerBook, jobs: Jobs) -> None:
        reports = MonthGrid(book)
        super().__init__(book, reports, "报送情况", _COLUMN)
        self._reports, self._jobs = reports, jobs
        self.months = MonthStrip(book, jobs, reports, self.grid)
        self.add_below(self.months)

    @property
    def summary(self) -> str:
        """How many are overdue, how many come within the week."""
        late, soon = self._reports.late, self._reports.soon
        told = [self.units_told]
        told += [f"逾期未报 {late} 项"] if late else []
        told += [f"一周内到期 {soon} 项"] if soon else []
        return "　".join(told)

    @property
    def unbegun(self) -> str:
        """Nothing is due without a calendar."""
        return (
            f"{self.book.year} 年没有要报送的事项。在“设置”的“报送安排”里写明哪些单位何时报送什么，"
            "或者用有报送要求的方案新建一个批次，这里就会列出。"
        )

    def entered(self, stands: ReportStanding) -> tuple[Kept[Receipt] | None, str]:
        """Its receipt."""
        return stands.receipt, stands.due.name

    def ask(
        self, shown: Sequence[Owed[ReportStanding]], owed: Sequence[Owed[ReportStanding]]
    ) -> None:
        """Received when, sent back, or excused."""
        receipt = owed[0][1].receipt if len(owed) == 1 else None
        files = RowFiles(self.book.workplace, self._jobs, receipt.id) if receipt else None
        dialog = ReceiptDialog(self.window(), shown, self.book.today, files)
        if ask(dialog):
            self.book.receive(owed, dialog.receipt)

    def settle(self, owed: Sequence[Owed[ReportStanding]]) -> None:
        """They came today."""
        due = owed[0][1].due.due  # each place says its own
        today = Receipt(report="-", due=due, received=self.book.today, state=RECEIVED)
        self.book.receive(owed, today)

    def take_back(self, owed: Sequence[Owed[ReportStanding]]) -> None:
        """They did not come."""
        self.book.clear(owed)
