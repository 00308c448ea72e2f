"""The year's tasks and targets: who is asked what, until when, how each stands, and what is recorded there."""

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from desktop.domain.ledgers.duties import Duty
from desktop.domain.ledgers.inspections import Inspection
from desktop.domain.ledgers.kinds import DUTIES, INSPECTIONS, Kept
from desktop.domain.plan import PlanTarget, Task
from desktop.services.duty_grid import (
    DutyGrid,
    DutyStanding,
    clear_duties,
    duties_of,
    duty_grid,
    keep_duties,
)
from desktop.services.ledgers import keep_rows, rows_of
from desktop.services.rounds import RoundPlan, open_round
from desktop.services.undoing import undo
from desktop.services.workspaces import open_workspace
from desktop.store.workspace import Workspace
from tests.services.building import CITIES, ME, PLAN, events_of, office_in
from tests.services.importing import imported

TODAY = date(2022, 3, 1)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Workspace]:
    with open_workspace(office_in(tmp_path)) as workspace:
        yield workspace


def grid(office: Workspace, year: int = 2022, today: date = TODAY) -> DutyGrid:
    found = duty_grid(office, year, today)
    assert {len(one.cells) for one in found.rows} <= {len(found.columns)}
    return found


def cell(office: Workspace, name: str, unit: str = "u-a", today: date = TODAY) -> DutyStanding:
    [row] = [one for one in grid(office, today=today).rows if one.unit == unit]
    [found] = [one for one in row.cells if one is not None and one.column.id == f"{PLAN}/{name}"]
    return found


def duty(state: str, done: date | None = None, note: str = "") -> Duty:
    return Duty(year=2022, duty="", state=state, done=done, note=note)


def inspected(office: Workspace, *rows: Inspection) -> None:
    keep_rows(office, ME, INSPECTIONS, [Kept("", "u-a", one) for one in rows])


def run(**more: object) -> Inspection:
    told = {"title": "甲", "sort": "department", "ended": date(2022, 2, 1)}
    return Inspection(**{**told, **more})  # type: ignore[arg-type]  # whichever


def test_tasks_and_targets_of_the_plan_are_columns(office: Workspace) -> None:
    found = grid(office)
    tasks = [one for one in found.columns if isinstance(one.asked, Task)]
    targets = [one for one in found.columns if isinstance(one.asked, PlanTarget)]
    assert [one.id.removeprefix(f"{PLAN}/") for one in tasks] == [
        *("mechanisms", "inspections", "procedures", "risk-classes"),
        *("effectiveness", "use-of-results", "publicity"),
    ]
    assert [one.due for one in tasks[:3]] == [date(2022, 2, 28), date(2022, 12, 1), None]
    assert tasks[0].asked.responsible == ("成员部门",)  # type: ignore[union-attr]  # it is a task
    assert [one.asked.at_least for one in targets] == [  # type: ignore[union-attr]  # targets
        Fraction(5, 100),
        Fraction(1),
        None,
    ]
    assert [one.name for one in found.rows] == ["甲科", "乙科", "丙科"]


def test_only_plans_of_that_year_and_units_of_their_rounds(office: Workspace) -> None:
    assert grid(office, 2021) == DutyGrid()
    open_round(office, ME, RoundPlan("二〇二三", "2023年", PLAN, ["u-b"]))
    open_round(office, ME, RoundPlan("无计划", "2023年", CITIES, ["u-a"]))
    found = grid(office, 2023)
    assert [one.unit for one in found.rows] == ["u-b"]
    assert found.columns[0].due == date(2023, 2, 28)


def test_two_rounds_of_one_plan_ask_once(office: Workspace) -> None:
    columns = len(grid(office).columns)
    open_round(office, ME, RoundPlan("再一批", "2022年", PLAN, ["u-b"]))
    found = grid(office)
    assert (len(found.columns), len(found.rows)) == (columns, 3)
    with office.reading() as view:
        assert [one.id for one in duties_of(view, "u-b", 2022)] == [one.id for one in found.columns]
        assert duties_of(view, "u-x", 2022) == ()


@pytest.mark.parametrize(
    ("entered", "today", "state"),
    [
        (None, date(2022, 2, 28), "open"),  # that day is still in time
        (None, date(2022, 3, 1), "late"),
        (duty("under-way"), date(2022, 2, 1), "open"),
        (duty("under-way"), date(2022, 3, 1), "late"),
        (duty("failed"), date(2022, 3, 1), "late"),
        (duty("done", date(2022, 2, 28)), date(2022, 3, 1), "done"),
        (duty("done", date(2022, 3, 2)), date(2022, 3, 3), "late"),
        (duty("done"), date(2022, 3, 3), "done"),
    ],
)
def test_a_task_stands_by_what_was_entered_and_its_day(
    office: Workspace, entered: Duty | None, today: date, state: str
) -> None:
    if entered is not None:
        keep_duties(office, ME, [("u-a", cell(office, "mechanisms"))], entered)
    found = cell(office, "mechanisms", today=today)
    assert (found.state, found.kept is None) == (state, entered is None)
    assert cell(office, "publicity", today=today).state == "open"  # it goes on


@pytest.mark.parametrize(
    ("rows", "name", "state", "rate"),
    [
        ((), "inspection-share", "unknown", None),
        ((run(drawn=4, directory=100),), "inspection-share", "missed", Fraction(4, 100)),
        ((run(drawn=5, directory=100),), "inspection-share", "reached", Fraction(5, 100)),
        ((run(),), "publication-rate", "missed", Fraction(0)),
        ((run(published=date(2022, 2, 3)),), "publication-rate", "reached", Fraction(1)),
        ((run(problems=4, followed=3),), "follow-up", "unknown", Fraction(3, 4)),
    ],
)
def test_a_target_stands_by_the_ledgers(
    office: Workspace,
    rows: tuple[Inspection, ...],
    name: str,
    state: str,
    rate: Fraction | None,
) -> None:
    if rows:
        inspected(office, *rows)
    found = cell(office, name)
    assert (found.state, found.rate) == (state, rate)
    assert bool(found.basis) == (rate is not None)
    assert cell(office, name, "u-b").rate is None


@pytest.mark.parametrize(("state", "stands"), [("done", "reached"), ("failed", "missed")])
def test_a_judged_target_stands_by_what_was_entered(
    office: Workspace, state: str, stands: str
) -> None:
    inspected(office, run(problems=4, followed=3))
    keep_duties(office, ME, [("u-a", cell(office, "follow-up"))], duty(state, note="会议研究"))
    found = cell(office, "follow-up")
    assert (found.state, found.rate) == (stands, Fraction(3, 4))
    assert found.kept is not None
    assert found.kept.row.note == "会议研究"


def test_it_is_recorded_and_taken_back_for_several_units_at_once(office: Workspace) -> None:
    units = ("u-a", "u-b")
    before = len(events_of(office))
    places = [(one, cell(office, "publicity", one)) for one in units]
    keep_duties(office, ME, places, duty("done", date(2022, 2, 1)))
    assert len(events_of(office)) == before + 1
    assert [cell(office, "publicity", one).state for one in (*units, "u-c")] == [
        *("done", "done", "open")
    ]
    places = [(one, cell(office, "publicity", one)) for one in units]
    keep_duties(office, ME, places, duty("under-way"))
    assert len(rows_of(office, DUTIES)) == 2
    clear_duties(office, ME, [cell(office, "publicity", one) for one in (*units, "u-c")])
    assert rows_of(office, DUTIES) == []
    undo(office, ME, None)
    assert len(rows_of(office, DUTIES)) == 2


def test_another_year_s_entry_does_not_count(office: Workspace) -> None:
    kept = Duty(year=2021, duty=f"{PLAN}/publicity", state="done")
    keep_rows(office, ME, DUTIES, [Kept("", "u-a", kept)])
    assert cell(office, "publicity").state == "open"


def test_what_is_imported_stands_in_the_grid(office: Workspace) -> None:
    table = [("任务", "完成情况", "完成时间"), ("健全完善制度机制", "已完成", "2022-02-20")]
    imported(office, DUTIES, table)
    assert cell(office, "mechanisms").state == "done"
