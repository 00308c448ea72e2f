"""Due today: what units still owe on a day, by report and day, the longest overdue first."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from desktop.domain.ledgers.kinds import RECEIPTS, Kept
from desktop.domain.ledgers.receipts import EXCUSED, RETURNED, Receipt
from desktop.domain.records import OfficeReport, UnitRecord
from desktop.services.due_today import DueSight, PastLine, due_today
from desktop.services.finalising import finalise
from desktop.services.ledgers import keep_rows
from desktop.services.office import keep_units
from desktop.services.report_calendar import keep_office_reports, office_reports
from desktop.services.rounds import archive_round
from desktop.services.workspaces import open_workspace
from desktop.store.workspace import Workspace
from tests.services.building import ME, PLAN, office_in, rename_round, rounds

DAY = date(2022, 3, 20)
MONTHLY = f"{PLAN}/monthly"
EVERYBODY = ("丙科", "乙科", "甲科")


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Workspace]:
    """The plan of 2022 asks three units for a report on the 20th of every month."""
    with open_workspace(office_in(tmp_path)) as workspace:
        yield workspace


def receive(
    office: Workspace, unit: str, due: date, received: date | None, state: str = "received"
) -> None:
    row = Receipt(report=MONTHLY, due=due, received=received, state=state, note="")
    keep_rows(office, ME, RECEIPTS, [Kept("", unit, row)])


def months(due: DueSight) -> list[tuple[int, int, tuple[str, ...]]]:
    return [(one.due.month, one.days, one.units) for one in due.lines]


def test_the_longest_overdue_stands_first_and_today_last(office: Workspace) -> None:
    due = due_today(office, DAY)
    assert months(due) == [(1, 59, EVERYBODY), (2, 28, EVERYBODY), (3, 0, EVERYBODY)]
    assert due.lines[0].name.startswith("2022年1月")


def test_what_came_is_owed_no_more_late_or_not(office: Workspace) -> None:
    receive(office, "u-a", date(2022, 1, 20), date(2022, 1, 19))
    receive(office, "u-b", date(2022, 1, 20), date(2022, 2, 1))
    receive(office, "u-c", date(2022, 1, 20), None, EXCUSED)
    receive(office, "u-a", date(2022, 3, 20), date(2022, 3, 20))
    assert months(due_today(office, DAY)) == [(2, 28, EVERYBODY), (3, 0, ("丙科", "乙科"))]


def test_what_was_sent_back_is_owed_again(office: Workspace) -> None:
    for unit in ("u-a", "u-b", "u-c"):
        receive(office, unit, date(2022, 1, 20), date(2022, 1, 10))
    receive(office, "u-a", date(2022, 2, 20), date(2022, 2, 10), RETURNED)
    assert months(due_today(office, date(2022, 2, 19))) == []
    assert (2, 28, EVERYBODY[:2]) in months(due_today(office, DAY))
    receive(office, "u-b", DAY, date(2022, 3, 10), RETURNED)
    assert [one.returned for one in due_today(office, DAY).lines][-1] == ("乙科",)
    [back] = [one.returned for one in due_today(office, DAY).lines if one.due.month == 2]
    assert back == ("甲科",)


def test_who_is_not_assessed_any_more_owes_nothing(office: Workspace) -> None:
    keep_units(office, ME, [UnitRecord("u-a", "甲科", active=False)])
    assert {one.units for one in due_today(office, DAY).lines} == {("丙科", "乙科")}


def test_in_january_december_is_still_looked_for_and_then_the_year_has_one_line(
    office: Workspace,
) -> None:
    january = due_today(office, date(2023, 1, 31))
    assert (max(one.due for one in january.lines), january.past) == (date(2022, 12, 20), ())
    owed = sum(len(one.units) for one in january.lines)
    february = due_today(office, date(2023, 2, 1))
    assert february == DueSight((), (PastLine("年度计划", 2022, owed, EVERYBODY),))
    for unit, _ in zip(("u-a", "u-b", "u-c"), range(2), strict=False):
        receive(office, unit, date(2022, 1, 20), date(2023, 2, 1))
    assert due_today(office, date(2026, 11, 22)).past[0].number == owed - 2


def test_what_is_archived_or_finalised_is_silent(office: Workspace) -> None:
    later = date(2023, 2, 1)
    keep_office_reports(office, ME, [OfficeReport("", "年报", ("12",), "18", "year")])
    for one in (rounds().plan, rounds().cities):
        archive_round(office, ME, one, archived=True)
    [own] = due_today(office, later).past  # asked while a round is about that year
    assert own == PastLine("科室督查", 2022, 3, EVERYBODY)
    finalise(office, ME, rounds().settled)
    assert due_today(office, later).past == (PastLine("科室督查", 2022, 2, ("乙科", "甲科")),)
    archive_round(office, ME, rounds().sections, archived=True)
    assert due_today(office, later) == DueSight()
    assert {one.name for one in due_today(office, date(2022, 12, 31)).lines} == {"年报"}


def test_a_round_that_has_not_begun_or_says_no_days_asks_nothing(office: Workspace) -> None:
    assert due_today(office, date(2021, 12, 31)) == DueSight()
    rename_round(office, ME, rounds().plan, "年度计划", "换届以来")
    assert due_today(office, DAY) == DueSight()


def test_the_offices_own_wishes_are_due_too(office: Workspace) -> None:
    keep_office_reports(office, ME, [OfficeReport("", "周报", ("3",), "18", "year")])
    own = [one for one in due_today(office, DAY).lines if one.name == "周报"]
    assert [(one.days, one.units) for one in own] == [(2, EVERYBODY)]
    [report] = office_reports(office)
    keep_office_reports(
        office, ME, [OfficeReport(report.id, "周报", ("3",), "18", "year", until=date(2022, 3, 1))]
    )
    assert all(one.name != "周报" for one in due_today(office, DAY).lines)
