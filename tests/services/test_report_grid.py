"""The year of reports: who owes which report when, how each stands, and what is recorded there in one event."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from desktop.domain.ledgers.due_reports import ReportStanding
from desktop.domain.ledgers.kinds import RECEIPTS
from desktop.domain.ledgers.receipts import ACCEPTED, EXCUSED, RECEIVED, RETURNED, Receipt
from desktop.domain.records import OfficeReport, UnitRecord
from desktop.services.ledgers import rows_of
from desktop.services.office import keep_units
from desktop.services.report_calendar import keep_office_reports
from desktop.services.report_grid import ReportGrid, clear_receipts, keep_receipts, report_grid
from desktop.services.undoing import undo
from desktop.services.workspaces import open_workspace
from desktop.store.workspace import Workspace
from tests.services.building import ME, events_of, office_in
from tests.services.importing import imported

TODAY = date(2022, 4, 15)
# A year of the plan: twelve monthly reports, three quarters, the whole year.
DUE = 16


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Workspace]:
    with open_workspace(office_in(tmp_path)) as workspace:
        yield workspace


def grid(office: Workspace, year: int = 2022) -> ReportGrid:
    found = report_grid(office, year, TODAY)
    assert {len(one.cells) for one in found.rows} <= {len(found.columns)}
    return found


def cell(office: Workspace, unit: str, due: date) -> ReportStanding:
    """How a unit's report of that day stands."""
    found = grid(office)
    [row] = [one for one in found.rows if one.unit == unit]
    [standing] = [one for one in row.cells if one is not None and one.due.due == due]
    return standing


def receipt(received: date | None, state: str = RECEIVED, note: str = "") -> Receipt:
    return Receipt(report="", due=date(2000, 1, 1), received=received, state=state, note=note)


def test_every_due_date_is_a_column_and_every_unit_a_row(office: Workspace) -> None:
    found = grid(office)
    assert len(found.columns) == DUE
    assert [one.due for one in found.columns] == sorted(one.due for one in found.columns)
    assert [one.name for one in found.columns][:2] == [
        "2022年1月部门“双随机、一公开”监管工作月报表",
        "2022年2月部门“双随机、一公开”监管工作月报表",
    ]
    assert [(one.unit, one.name) for one in found.rows] == [
        ("u-c", "丙科"),
        ("u-b", "乙科"),
        ("u-a", "甲科"),
    ]


def test_what_is_not_due_yet_is_told_from_what_is_missing(office: Workspace) -> None:
    row = grid(office).rows[0]
    states = [one.state for one in row.cells if one is not None]
    assert states[:4] == ["missing"] * 4  # three months, and the first quarter on 5 April
    assert states[4:6] == ["due-soon", "later"]
    assert len(states) == DUE


def test_a_year_that_no_round_is_of_has_nothing(office: Workspace) -> None:
    assert report_grid(office, 2021, TODAY) == ReportGrid(2021)


def test_a_report_of_some_units_is_no_one_else_s(office: Workspace) -> None:
    keep_units(office, ME, [UnitRecord("u-a", "甲科", groups=("一组",))])
    own = OfficeReport("", "信息简报", ("2",), "last", "year", ("一组",))
    keep_office_reports(office, ME, [own])
    found = grid(office)
    place = next(n for n, one in enumerate(found.columns) if one.name == "信息简报")
    assert found.columns[place].due == date(2022, 2, 28)
    asked = {one.unit: one.cells[place] for one in found.rows}
    assert (asked["u-b"], asked["u-c"]) == (None, None)
    assert asked["u-a"] is not None
    assert len(report_grid(office, 2024, TODAY).columns) == 1


def test_a_unit_that_left_is_not_asked(office: Workspace) -> None:
    keep_units(office, ME, [UnitRecord("u-b", "乙科", active=False)])
    assert [one.unit for one in grid(office).rows] == ["u-c", "u-a"]


@pytest.mark.parametrize(
    ("came", "state", "late"),
    [
        (receipt(date(2022, 3, 20)), "in-time", 0),  # the day itself is in time
        (receipt(date(2022, 3, 20), ACCEPTED), "accepted", 0),
        (receipt(date(2022, 3, 23)), "late", 3),
        (receipt(date(2022, 3, 23), ACCEPTED), "late", 3),
        (receipt(None, EXCUSED, "无此项业务"), "excused", 0),
        (receipt(date(2022, 3, 1), RETURNED, "缺附表"), "returned", 0),
        (receipt(None), "missing", 0),
    ],
)
def test_what_came_is_recorded_for_several_units_at_once(
    office: Workspace, came: Receipt, state: str, late: int
) -> None:
    due = date(2022, 3, 20)
    places = [(unit, cell(office, unit, due)) for unit in ("u-a", "u-b")]
    before = len(events_of(office))
    keep_receipts(office, ME, places, came)
    assert len(events_of(office)) == before + 1
    for unit in ("u-a", "u-b"):
        found = cell(office, unit, due)
        assert (found.state, found.late_days) == (state, late)
        assert found.receipt is not None
        assert (found.receipt.row.due, found.receipt.row.note) == (due, came.note)
    assert cell(office, "u-c", due).state == "missing"
    undo(office, ME, None)
    assert rows_of(office, RECEIPTS) == []


def test_a_correction_takes_the_place_of_what_was_recorded(office: Workspace) -> None:
    due = date(2022, 3, 20)
    for came in (receipt(date(2022, 3, 23)), receipt(date(2022, 3, 19))):
        keep_receipts(office, ME, [("u-a", cell(office, "u-a", due))], came)
    [row] = rows_of(office, RECEIPTS)
    assert cell(office, "u-a", due).receipt == row
    assert cell(office, "u-a", due).state == "in-time"


def test_it_is_taken_back_for_several_units_at_once(office: Workspace) -> None:
    due = date(2022, 3, 20)
    units = ("u-a", "u-b")
    keep_receipts(
        office, ME, [(one, cell(office, one, due)) for one in units], receipt(date(2022, 3, 18))
    )
    standings = [cell(office, one, due) for one in ("u-a", "u-b", "u-c")]
    clear_receipts(office, ME, standings)
    assert rows_of(office, RECEIPTS) == []
    undo(office, ME, None)
    assert len(rows_of(office, RECEIPTS)) == 2


def test_what_is_imported_stands_in_the_grid(office: Workspace) -> None:
    table = [("单位", "材料名称", "报送日期"), ("甲科", "3月月报", "2022-03-25")]
    imported(office, RECEIPTS, table, unit=None)
    assert (cell(office, "u-a", date(2022, 3, 20)).state) == "late"
