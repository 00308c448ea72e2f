"""任务目标: what the supervision plan asks of each unit, and how far it is."""

from __future__ import annotations

from desktop.domain.ledgers.duties import DONE, Duty
from desktop.ui.ledgers.duty_dialog import DutyDialog
from desktop.ui.ledgers.ledger_page import LedgerPage
from desktop.ui.ledgers.state_grid import StateGrid
from desktop.ui.parts.boxes import column
from desktop.viewmodels.duty_table import DutyTable
from desktop.viewmodels.ledger_book import LedgerBook

_COLUMN = 128


class DutyPage(LedgerPage):
    """The grid, and what is done to its cells."""

    hint = "空格：今天完成　Enter：登记进展、日期、说明　Delete：撤去登记　目标的比率由台账算出"
    add_words = "登记进展"

    def __init__(self, book: LedgerBook) -> None:
        super().__init__(book)
        self.table = DutyTable(book, self)
        self.grid = StateGrid(self.table, "任务和目标", _COLUMN)
        self.setLayout(column(self.grid, gap=0))
        self.entry = self.grid
        self.grid.opened.connect(self.add)
        self.grid.pressed_space.connect(self._on_space)
        self.grid.cleared.connect(self._on_cleared)

    @property
    def filled(self) -> bool:
        """Whether a plan asks anything."""
        return bool(self.book.duties.rows)

    @property
    def summary(self) -> str:
        """How many are overdue."""
        cells = [one for row in self.book.duties.rows for one in row.cells if one is not None]
        late = sum(one.state == "late" and one.kept is None for one in cells)
        missed = sum(one.state == "missed" for one in cells)
        told = [f"{len(self.book.duties.rows)} 个单位"]
        told += [f"逾期 {late} 项"] if late else []
        told += [f"目标未达到 {missed} 项"] if missed else []
        return "　".join(told)

    @property
    def nothing(self) -> str:
        """Tasks come from a plan."""
        return (
            f"{self.book.year} 年没有监管工作计划：用有任务、目标的方案新建一个批次，这里就会列出"
        )

    def add(self) -> None:
        """How far the chosen tasks are."""
        places = self.table.places(self.grid.selectedIndexes())
        if not places:
            return
        shown = [(self.book.unit_name(unit), one) for unit, one in places]
        dialog = DutyDialog(self.window(), shown, self.book.year, self.book.today)
        if dialog.exec() == DutyDialog.DialogCode.Accepted:
            self.book.keep_duties(places, dialog.duty)

    def begin(self) -> None:
        """To the first task that nothing was said of."""
        self.grid.begin()

    def _on_space(self) -> None:
        """Only what has nothing yet."""
        found = self.table.places(self.grid.selectedIndexes())
        places = [place for place in found if place[1].kept is None]
        if places:
            done = self.book.today
            self.book.keep_duties(
                places, Duty(year=self.book.year, duty="-", state=DONE, done=done)
            )

    def _on_cleared(self) -> None:
        found = self.table.places(self.grid.selectedIndexes())
        places = [place for place in found if place[1].kept is not None]
        if places:
            self.book.clear_duties(places)
