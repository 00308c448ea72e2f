"""Unit ledgers: a unit's own rows, and others' joint items and runs in which it takes part."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Final

import pytest

from desktop.domain.commands import Command
from desktop.domain.ledgers.columns import read_row
from desktop.domain.ledgers.kinds import ACTIVITIES, INSPECTIONS, MEMBERS, PLAN, RECEIPTS, Kept, Row
from desktop.domain.ledgers.measured import Question
from desktop.domain.ledgers.members import Member
from desktop.domain.ledgers.plan_items import PlanItem
from desktop.domain.ledgers.receipts import Receipt
from desktop.domain.periods import read_period
from desktop.domain.records import AssessmentKey, LedgerRow, OfficeDay, OfficeReport, UnitRecord
from desktop.services.assessments import assessment_of, round_of
from desktop.services.ledgers import keep_rows
from desktop.services.office import keep_units
from desktop.services.office_days import keep_office_days
from desktop.services.report_calendar import keep_office_reports
from desktop.services.unit_ledgers import question_for
from desktop.services.workspaces import open_workspace
from desktop.store.workspace import Workspace
from tests.services.building import ME, meeting, office_in, refused, rename_round, rounds, run
from tests.store.building import put

AS_OF: Final = date(2022, 12, 31)
ALIASED: Final = UnitRecord("u-b", "乙科", aliases=("“乙”\\科室", "乙办"))


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Workspace]:
    with open_workspace(office_in(tmp_path)) as workspace:
        yield workspace


def asked(workspace: Workspace, key: AssessmentKey) -> Question:
    with workspace.reading() as view:
        return question_for(view, assessment_of(view, key), round_of(view, key.round), AS_OF)


def item(id_: str, unit: str, /, **cells: object) -> Kept[Row]:
    plain = {"year": 2022, "no": "1", "title": "加油站抽查", "sort": "joint"}
    return Kept(id_, unit, read_row(PlanItem, plain | cells))


def joint(id_: str, unit: str, /, **cells: object) -> Kept[Row]:
    return run(id_, unit, **{"sort": "joint", "plan": "1", **cells})


def runs_of(workspace: Workspace, key: AssessmentKey) -> list[str]:
    return sorted(one.id for one in asked(workspace, key).ledgers.runs)


def test_a_unit_has_its_own_rows_by_their_ledgers(office: Workspace) -> None:
    receipt = Receipt(report="o-1", due=date(2022, 6, 30))
    keep_rows(office, ME, ACTIVITIES, [meeting("a-1"), meeting("a-2", "u-b")])
    keep_rows(office, ME, PLAN, [item("p-1", "u-a", sort="department"), item("p-2", "u-b")])
    keep_rows(office, ME, INSPECTIONS, [run("r-1"), run("r-2", "u-b")])
    keep_rows(office, ME, MEMBERS, [Kept("m-1", "u-a", Member(name="财政局"))])
    keep_rows(office, ME, RECEIPTS, [Kept("c-1", "u-a", receipt)])
    put(office, Command.KEEP_LEDGER_ROWS, LedgerRow("f-1", "u-a", "monthly-form", {"1": "三次"}))
    found = asked(office, rounds().section).ledgers
    rows = (found.activities, found.plan, found.runs, found.members, found.receipts)
    assert [[one.id for one in kind] for kind in rows] == [
        ["a-1"],
        ["p-1"],
        ["r-1"],
        ["m-1"],
        ["c-1"],
    ]
    assert found.receipts[0] == Kept("c-1", "u-a", receipt)
    assert found.unit == "u-a"
    assert found.names == {"甲科"}


def test_a_unit_is_known_by_its_name_in_the_round_and_all_others(office: Workspace) -> None:
    keep_units(office, ME, [ALIASED])
    found = asked(office, rounds().neighbour).ledgers
    assert found.names == {"乙科", "“乙”\\科室", "乙办"}


@pytest.mark.parametrize(
    "cells",
    [
        {"lead": "乙科"},
        {"partners": "丙科、乙科"},
        {"partners": "丙科、乙　科"},
        {"lead": "乙 科"},
        {"lead": "乙\u00a0科"},
        {"partners": "“乙”\\科室"},
        {"partners": "乙 办"},
    ],
)
def test_others_joint_rows_that_name_it_are_its_own_too(
    office: Workspace, cells: dict[str, str]
) -> None:
    """However the name is laid out, and by whichever of its names."""
    keep_units(office, ME, [ALIASED])
    keep_rows(office, ME, INSPECTIONS, [joint("r-1", "u-a", **cells)])
    keep_rows(office, ME, PLAN, [item("p-1", "u-a", **cells)])
    found = asked(office, rounds().neighbour).ledgers
    assert [one.id for one in found.runs] == ["r-1"]
    assert [one.id for one in found.plan] == ["p-1"]
    assert found.runs[0].unit == "u-a"
    found = asked(office, rounds().settled).ledgers
    assert [one.id for one in found.plan] == (["p-1"] if "丙" in str(cells) else [])


@pytest.mark.parametrize(
    "cells",
    [
        {"partners": "乙科协会"},  # another one's name begins with it
        {"title": "和乙科一起"},
        {"sort": "department", "partners": "乙科"},  # nobody else's business
    ],
)
def test_a_row_that_only_mentions_it_is_not(office: Workspace, cells: dict[str, str]) -> None:
    keep_rows(office, ME, INSPECTIONS, [joint("r-1", "u-a", **cells)])
    assert runs_of(office, rounds().neighbour) == []


def test_a_run_without_partners_is_of_those_whom_the_plan_names(office: Workspace) -> None:
    keep_rows(office, ME, PLAN, [item("p-1", "u-a", partners="乙科")])
    alone = joint("r-1", "u-a")
    others = [
        joint("r-2", "u-a", partners="丙科"),  # the run says itself who took part
        joint("r-3", "u-a", plan="2"),
        joint("r-4", "u-a", sort="department"),
        joint("r-5", "u-c"),
    ]
    keep_rows(office, ME, INSPECTIONS, [alone, *others])
    assert runs_of(office, rounds().neighbour) == ["r-1", "r-5"]
    assert runs_of(office, rounds().settled) == ["r-2", "r-5"]


def test_a_run_is_never_there_twice(office: Workspace) -> None:
    keep_rows(office, ME, PLAN, [item("p-1", "u-a", partners="乙科")])
    keep_rows(office, ME, INSPECTIONS, [joint("r-1", "u-a", lead="乙科"), joint("r-2", "u-b")])
    assert runs_of(office, rounds().neighbour) == ["r-1", "r-2"]


def test_reports_and_days_come_along(office: Workspace) -> None:
    keep_office_reports(office, ME, [OfficeReport("o-1", "小结", ("6",), "last", "year")])
    keep_office_days(office, ME, [OfficeDay("2022-08-03", working=False)])
    found = asked(office, rounds().section)
    assert "o-1" in {one.rule.id for one in found.ledgers.due}
    assert found.calendar.kind_of(date(2022, 8, 3)) == (False, "本单位规定")
    assert (found.period, found.as_of) == (read_period("2022年"), AS_OF)


def test_a_period_that_says_no_days_is_refused(office: Workspace) -> None:
    rename_round(office, ME, rounds().sections, "科室督查", "本届任期")
    with refused(office.folder) as caught:
        asked(office, rounds().section)
    assert caught.value.at == "period"
    assert "“科室督查”的考核时段“本届任期”看不出起止日期" in caught.value.message
