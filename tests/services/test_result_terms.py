"""Result terms: the last day for a run's result is that of its own unit's rounds, or its own; else nobody says one."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from desktop.domain.commands import Command
from desktop.domain.ledgers.inspections import Inspection
from desktop.domain.ledgers.kinds import INSPECTIONS, Kept, Row
from desktop.domain.ledgers.plan_items import PlanItem
from desktop.domain.records import OfficeDay, UnitRecord
from desktop.services.ledger_sights import ledger_sight
from desktop.services.office import keep_units
from desktop.services.rounds import RoundPlan, open_round
from desktop.services.workspaces import open_workspace
from desktop.store.desk import Deed
from desktop.store.workspace import Workspace
from tests.services.building import ME, PLAN, SECTIONS, office_in

COUNTIES = "changchun-counties"
SEPTEMBER = date(2022, 9, 1)
TWENTY = (
    "最后一日是 2022年9月30日，即第 20 个工作日（跳过 9 天：9月10日至12日中秋节，周六、周日 6 天）"
)
RUN = Inspection(title="食品", sort="department", ended=SEPTEMBER)
JOINT = replace(RUN, sort="joint")


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Workspace]:
    """Two rounds of 2022: one counts twenty working days, one asks of joint runs the day set for each."""
    with open_workspace(office_in(tmp_path)) as workspace:
        units = [UnitRecord("u-x", "丁县"), UnitRecord("u-y", "戊县")]
        keep_units(workspace, ME, units)
        yield workspace


def told(office: Workspace, row: Row, unit: str = "u-a") -> str:
    [one, everybody] = [
        ledger_sight(office, INSPECTIONS, of, 2022).days_counted(Kept("r", unit, row))
        for of in (unit, None)
    ]
    assert one == everybody
    return one


def test_the_last_day_is_told_with_the_days_that_it_skips(office: Workspace) -> None:
    assert told(office, RUN) == f"2022-09-01 结束，公示期限：{TWENTY}"


def test_rounds_that_say_different_days_are_told_apart(office: Workspace) -> None:
    assert told(office, JOINT) == (
        "2022-09-01 结束，公示期限："
        "按“各市考核”，没有登记录入期限，按当年年底计，最后一日是 2022年12月31日；"
        f"按“科室督查”，{TWENTY}"
    )
    ours = replace(JOINT, deadline=date(2022, 9, 20))
    assert "按“各市考核”，本次设定的期限，最后一日是 2022年9月20日；" in told(office, ours)


def test_a_run_that_ended_late_is_of_the_round_that_it_was_planned_for(office: Workspace) -> None:
    late = replace(RUN, ended=date(2023, 1, 5))
    assert told(office, late) == ""
    assert "按" not in told(office, replace(late, planned=date(2022, 12, 20)))
    assert told(office, replace(late, planned=date(2022, 12, 20))) != ""


def test_without_a_round_nothing_is_said_but_the_day_set_for_the_run(office: Workspace) -> None:
    assert told(office, RUN, "u-x") == ""
    open_round(office, ME, RoundPlan("计划", "2022年", PLAN, ["u-x"]))  # sets no day
    open_round(office, ME, RoundPlan("督查", "2021年", SECTIONS, ["u-x"]))
    open_round(office, ME, RoundPlan("督查", "换届以来", SECTIONS, ["u-x"]))
    assert told(office, RUN, "u-x") == ""
    assert told(office, replace(RUN, deadline=date(2022, 9, 20)), "u-x") == (
        "2022-09-01 结束，公示期限：本次设定的期限，最后一日是 2022年9月20日"
    )


def test_a_bound_within_the_year_is_the_last_day(office: Workspace) -> None:
    open_round(office, ME, RoundPlan("县区考核", "2022年", COUNTIES, ["u-x"]))
    row = replace(RUN, ended=date(2022, 12, 20))
    assert "最后一日是 2022年12月31日：到这一天还不满 20 个工作日" in told(office, row, "u-x")
    assert told(office, replace(row, by="某部门"), "u-x") == ""  # not its own run


def test_the_office_s_own_days_are_counted(office: Workspace) -> None:
    with office.writing() as desk:
        desk.put(OfficeDay("2022-09-05", working=False, name="停电"))
        desk.seal(Deed(Command.KEEP_OFFICE_DAYS, ME))
    assert "最后一日是 2022年10月8日" in told(office, RUN)
    assert "停电" in told(office, RUN)


def test_what_has_not_ended_has_no_last_day(office: Workspace) -> None:
    assert told(office, replace(RUN, ended=None)) == ""
    assert told(office, PlanItem(year=2022, no="1", title="食品", sort="joint")) == ""


def test_a_year_whose_days_are_not_known_says_so(office: Workspace) -> None:
    open_round(office, ME, RoundPlan("督查", "2090年", SECTIONS, ["u-x"]))
    assert "2090年的节假日还没有公布" in told(office, replace(RUN, ended=date(2090, 9, 1)), "u-x")
