"""Report codes: a printed monthly report is found true as it stands, as it once stood, or never."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from desktop.domain.ledgers.activities import Activity
from desktop.domain.ledgers.kinds import ACTIVITIES, Kept
from desktop.domain.records import UnitRecord
from desktop.domain.sheet_code import SheetCode, read_code
from desktop.services.ledgers import keep_rows, rows_of, strike_rows
from desktop.services.monthly_reports import Filing, ReportKey, keep_monthly_report, sight_in
from desktop.services.office import keep_units
from desktop.services.papers import Paper, Wanted, manuscripts_in
from desktop.services.report_codes import report_code
from desktop.services.sheet_verification import Verdict, verify_code
from desktop.services.undoing import redo, undo
from desktop.services.workspaces import open_workspace
from desktop.store.workspace import Workspace
from tests.services.building import ME, office_in, rename_round, rounds

MARCH = ReportKey(rounds().plan, "u-a", date(2022, 3, 20))
MEETING = Activity(kind="meeting", held=date(2022, 3, 5), title="部署会")


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Workspace]:
    with open_workspace(office_in(tmp_path)) as workspace:
        yield workspace


def keep(office: Workspace, title: str = "部署会") -> None:
    row = Kept("a-1", "u-a", replace(MEETING, title=title))
    keep_monthly_report(office, ME, MARCH, Filing({"5": "三家"}, activities=[row]))


def printed(office: Workspace, key: ReportKey = MARCH) -> str:
    wanted = Wanted(Paper.SHEET, key.round, key.unit, month=f"{key.due:%Y-%m}")
    with office.reading() as view:
        [manuscript] = manuscripts_in(view, wanted)
    return manuscript.code


def verdict(office: Workspace, code: str) -> Verdict:
    return verify_code(office, code).verdict


def test_before_the_ledgers_hold_anything_there_is_no_code(office: Workspace) -> None:
    assert printed(office) == ""
    with office.reading() as view:
        assert report_code(view, sight_in(view, MARCH)) is None


def test_a_report_holds_until_what_it_says_changes(office: Workspace) -> None:
    keep(office)
    code = printed(office)
    found = verify_code(office, code)
    assert found.verdict is Verdict.HOLDS
    assert found.words == "工作区现在就是这样：甲科，2022年3月月报表；打印后没有改动"
    assert "只核对了核验码" in found.remark
    keep(office, title="推进会")
    found = verify_code(office, code)
    assert found.verdict is Verdict.HELD
    assert found.words.endswith("：甲科，2022年3月月报表；此后有改动，请重新打印")
    assert verdict(office, printed(office)) is Verdict.HOLDS


def test_what_changes_nothing_on_the_report_leaves_it_true(office: Workspace) -> None:
    keep(office)
    code = printed(office)
    april = replace(MEETING, held=date(2022, 4, 1))
    keep_rows(office, ME, ACTIVITIES, [Kept("", "u-a", april)])
    keep_units(office, ME, [UnitRecord("u-a", "甲局")])
    assert verdict(office, code) is Verdict.HOLDS
    keep_rows(office, ME, ACTIVITIES, [Kept("", "u-b", MEETING)])
    assert printed(office) != code
    assert printed(office, MARCH._replace(unit="u-b")) != ""


def test_rows_that_went_and_came_again(office: Workspace) -> None:
    keep(office)
    code = printed(office)
    strike_rows(office, ME, [one.id for one in rows_of(office, ACTIVITIES)])
    struck = printed(office)
    assert (verdict(office, code), verdict(office, struck)) == (Verdict.HELD, Verdict.HOLDS)
    undo(office, ME, None)
    assert (verdict(office, code), verdict(office, struck)) == (Verdict.HOLDS, Verdict.HELD)
    redo(office, ME, None)
    assert verdict(office, printed(office)) is Verdict.HOLDS


def test_a_code_that_no_report_bore(office: Workspace) -> None:
    keep(office)
    code = read_code(printed(office))
    other = SheetCode(code.event, "0" * len(code.digest))
    assert verdict(office, str(other)) is Verdict.NEVER
    assert verdict(office, str(other._replace(event=99_999))) is Verdict.NEVER


def test_a_round_whose_period_says_nothing_keeps_nobody_from_looking(office: Workspace) -> None:
    keep(office)
    code = printed(office)
    rename_round(office, ME, rounds().cities, "各市考核", "本年度")
    assert verdict(office, code) is Verdict.HOLDS
    rename_round(office, ME, rounds().plan, "年度计划", "本年度")
    assert verdict(office, code) is Verdict.NEVER
