"""Ledgers of an office: the year 2022 of three units, with a plan that asks for reports, tasks and targets."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.domain.ledgers.activities import Activity
from desktop.domain.ledgers.inspections import Inspection
from desktop.domain.ledgers.kinds import RECEIPTS, Kept, Row
from desktop.domain.ledgers.receipts import Receipt
from desktop.domain.records import OfficeReport
from desktop.services.ledgers import keep_rows, rows_of
from desktop.services.report_calendar import keep_office_reports
from desktop.services.workspaces import open_workspace
from desktop.store.workspace import Workspace
from desktop.viewmodels.jobs import Jobs
from desktop.viewmodels.ledger_book import LedgerBook
from desktop.viewmodels.open_assessment import OpenAssessment
from desktop.viewmodels.undoing import Undoing
from desktop.viewmodels.workplace import Workplace
from tests.services.building import ME, PLAN, events_of, office_in

YEAR = 2022
MONTHLY = f"{PLAN}/monthly"
QUARTER = f"{PLAN}/quarter-1"
MECHANISMS = f"{PLAN}/mechanisms"  # the task of the end of February


@dataclass
class Ledgers:
    """The book as a screen has it, and all that was said."""

    bot: QtBot
    workspace: Workspace
    workplace: Workplace
    book: LedgerBook
    jobs: Jobs
    undoing: Undoing
    refusals: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    changes: list[int] = field(default_factory=list)

    def wait(self) -> None:
        """Until no work is left and all of it was told."""
        self.bot.waitUntil(lambda: not self.jobs.running, timeout=10_000)
        QApplication.processEvents()

    def keep(self, ledger: str, *rows: Kept[Row]) -> None:
        """Keep rows behind the book's back, and tell it."""
        self.workplace.dispatcher.tell(keep_rows(self.workspace, ME, ledger, rows))

    def rows(self, ledger: str) -> list[Kept[Row]]:
        """What the workspace holds."""
        return rows_of(self.workspace, ledger)

    @property
    def events(self) -> list[str]:
        """What was done, in order."""
        return [one.command for one in events_of(self.workspace)]


def run(title: str, unit: str = "u-a", **told: object) -> Kept[Row]:
    """A run of a random inspection."""
    return Kept("", unit, Inspection(title=title, sort="department", **told))  # type: ignore[arg-type]  # its columns


def meeting(title: str, unit: str = "u-a", held: date = date(YEAR, 3, 1)) -> Kept[Row]:
    """A meeting."""
    return Kept("", unit, Activity(kind="meeting", held=held, title=title))


def receipt(
    month: int, day: int, unit: str = "u-a", state: str = "received", note: str = ""
) -> Kept[Row]:
    """A monthly report that came on a day of its month."""
    came = None if state == "excused" else date(YEAR, month, day)
    due = date(YEAR, month, 20)
    return Kept("", unit, Receipt(report=MONTHLY, due=due, received=came, state=state, note=note))


def ask_soon(at: Ledgers, days: int = 3, groups: Sequence[str] = ()) -> date:
    """The office itself asks for something that falls due in a few days; when that is."""
    due = at.book.today + timedelta(days)
    last = str(min(due.day, 28))  # every February has it
    one = OfficeReport("", "调研报告", (str(due.month),), last, "year", tuple(groups))
    at.workplace.dispatcher.tell(keep_office_reports(at.workspace, ME, [one]))
    return date(due.year, due.month, int(last))


@contextmanager
def ledgers(bot: QtBot, folder: Path) -> Iterator[Ledgers]:
    """The book of 2022 in sight, open at the year of reports; nothing was entered."""
    with open_workspace(office_in(folder)) as workspace:
        workplace = Workplace(workspace, ME)
        book = LedgerBook(workplace)
        undoing = Undoing(workplace, OpenAssessment(workplace))
        made = Ledgers(bot, workspace, workplace, book, Jobs(), undoing)
        workplace.refused.connect(made.refusals.append)
        workplace.remarked.connect(made.remarks.append)
        made.jobs.failed.connect(made.refusals.append)
        book.changed.connect(lambda: made.changes.append(1))
        book.open(RECEIPTS, year=YEAR)
        book.wake()
        made.changes.clear()
        yield made
        made.jobs.wait()
