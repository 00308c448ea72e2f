"""报送: the year of reports over all units, taken in by a key or a dialog."""

from __future__ import annotations

from desktop.domain.ledgers.receipts import RECEIVED, Receipt
from desktop.ui.ledgers.ledger_page import LedgerPage
from desktop.ui.ledgers.receipt_dialog import ReceiptDialog
from desktop.ui.ledgers.state_grid import StateGrid
from desktop.ui.parts.boxes import column
from desktop.viewmodels.jobs import Jobs
from desktop.viewmodels.ledger_book import LedgerBook
from desktop.viewmodels.month_grid import MonthGrid
from desktop.viewmodels.row_files import RowFiles


class ReportPage(LedgerPage):
    """The grid, and what is done to its cells."""

    hint = "空格：今天收到　Enter：登记日期、退回、免报　Delete：撤去登记　Shift+方向键：选几格一起登记"
    add_words = "登记报送"

    def __init__(self, book: LedgerBook, jobs: Jobs) -> None:
        super().__init__(book)
        self._jobs = jobs
        self.table = MonthGrid(book, self)
        self.grid = StateGrid(self.table, "报送情况")
        self.setLayout(column(self.grid, gap=0))
        self.entry = self.grid
        self.grid.opened.connect(self.add)
        self.grid.pressed_space.connect(self._on_space)
        self.grid.cleared.connect(self._on_cleared)

    @property
    def filled(self) -> bool:
        """Whether anybody owes a report."""
        return bool(self.book.grid.rows)

    @property
    def summary(self) -> str:
        """How many are overdue, how many come within the week."""
        late, soon = self.table.late, self.table.soon
        told = [f"{len(self.book.grid.rows)} 个单位"]
        told += [f"逾期未报 {late} 项"] if late else []
        told += [f"一周内到期 {soon} 项"] if soon else []
        return "　".join(told)

    @property
    def nothing(self) -> str:
        """Nothing is due without a calendar."""
        return (
            f"{self.book.year} 年没有要报送的事项：请在“设置”的“报送安排”里写明哪些单位何时报送什么"
        )

    def add(self) -> None:
        """What came of the chosen reports."""
        places = self.table.places(self.grid.selectedIndexes())
        if not places:
            return
        shown = [(self.book.unit_name(unit), one) for unit, one in places]
        receipt = places[0][1].receipt if len(places) == 1 else None
        files = RowFiles(self.book.workplace, self._jobs, receipt.id) if receipt else None
        dialog = ReceiptDialog(self.window(), shown, self.book.today, files)
        if dialog.exec() == ReceiptDialog.DialogCode.Accepted:
            self.book.receive(places, dialog.receipt)

    def begin(self) -> None:
        """To the first report that is still to come."""
        self.grid.begin()

    def _on_space(self) -> None:
        """Only what has nothing yet: the space bar overwrites no day that was entered."""
        found = self.table.places(self.grid.selectedIndexes())
        places = [place for place in found if place[1].receipt is None]
        if places:
            due, today = places[0][1].due.due, self.book.today
            self.book.receive(places, Receipt(report="-", due=due, received=today, state=RECEIVED))

    def _on_cleared(self) -> None:
        found = self.table.places(self.grid.selectedIndexes())
        places = [place for place in found if place[1].receipt is not None]
        if places:
            self.book.clear(places)
