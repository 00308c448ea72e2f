"""Sheets that hang on what other units recorded: read with theirs, settled by finalising, open again by reopening."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.domain.records import AssessmentKey, FindingRecord, NotApplicableRecord
from desktop.domain.score_sheet import ScoreSheet
from desktop.services.assessment_sight import see_assessment
from desktop.services.assessments import sheet_of
from desktop.services.finalising import finalise, reopen
from desktop.services.history import history_of
from desktop.services.recording import (
    judge,
    record_finding,
    set_aside,
    withdraw_finding,
)
from desktop.services.recording_many import Entry, record_many
from desktop.services.round_sights import SheetSight, see_round, see_sheets
from desktop.services.rounds import list_rounds
from desktop.services.sheet_contents import sheet_contents
from desktop.services.sheet_verification import Verdict, verify_code
from desktop.services.taking_part import excuse_unit
from desktop.services.workspaces import verify
from desktop.store.workspace import Workspace
from tests.domain.building import every_line, said
from tests.services.building import ME, refused
from tests.services.relative import ABSENT, FIRST, FOURTH, ROUND, SECOND, THIRD, relative_round


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Workspace]:
    with relative_round(tmp_path / "工作区") as workspace:
        yield workspace


def counted(workspace: Workspace, key: AssessmentKey, count: int) -> ScoreSheet:
    return record_finding(workspace, ME, key, "rank", {"count": count}).sheet


def fill(workspace: Workspace, key: AssessmentKey, count: int, points: str = "8") -> None:
    """Everything recorded."""
    counted(workspace, key, count)
    judged = {"points": points, "reason": "看过材料"}
    record_finding(workspace, ME, key, "trained", judged)
    record_finding(workspace, ME, key, "faults", {"count": 0})
    record_finding(workspace, ME, key, "complaints", {"items": []})


def rank_line(sheet: ScoreSheet) -> tuple[str, str]:
    line = every_line(sheet)["rank"]
    return said(line.nominal), line.reason.removeprefix("一1 抽查户数：")


def held(workspace: Workspace, key: AssessmentKey, criterion: str = "rank") -> object:
    with workspace.reading() as view:
        found = view.get(FindingRecord, *key, criterion)
        return None if found is None else found.fact


def test_a_line_waits_then_is_provisional_then_stands(office: Workspace) -> None:
    assert rank_line(counted(office, FIRST, 9)) == ("0", "9 户，等其余 3 个单位填报后计分")
    sheet = counted(office, SECOND, 12)
    assert (rank_line(sheet)[0], sheet.provisional) == ("10", ("rank",))
    first = sheet_of(office, FIRST)
    assert rank_line(first) == (
        "8",
        "9 户，暂按已填报的 2 个单位计（还有 2 个没有填报），排第 2 位，属于“第 2 名”，得 8 分",
    )
    counted(office, THIRD, 1)
    counted(office, FOURTH, 9)
    first = sheet_of(office, FIRST)
    assert rank_line(first) == ("8", "9 户，4 个单位中排第 2 位，属于“第 2 名”，得 8 分")
    assert first.provisional == ()
    assert held(office, FIRST) == {"count": 9}  # what is recorded is the unit's own


def test_every_reading_says_the_same(office: Workspace) -> None:
    for key, count in ((FIRST, 9), (SECOND, 12), (THIRD, 1), (FOURTH, 9)):
        counted(office, key, count)
    seen = {one.assessment.key: one for one in see_round(office, ROUND).sheets}
    again = see_sheets(office, seen)
    for key in (FIRST, SECOND, THIRD, FOURTH):
        sheet, one, other = sheet_of(office, key), seen[key], again[key]
        assert isinstance(one, SheetSight)
        assert isinstance(other, SheetSight)
        told = (one.sheet, other.sheet, see_assessment(office, key).sheet)
        assert told == (sheet,) * 3
        assert sheet_contents(office, key).sheet == sheet
    [standing] = list_rounds(office)
    assert [one.sheet and said(one.sheet.total) for one in standing.units[:4]] == [
        "8",
        "10",
        "4",
        "8",
    ]


def test_a_draft_counts_among_what_the_others_recorded(office: Workspace) -> None:
    for key, count in ((FIRST, 9), (SECOND, 12)):
        counted(office, key, count)
    sight = see_assessment(office, FIRST)
    assert rank_line(sight.drafted({"rank": {"count": 13}}))[0] == "10"
    assert rank_line(sight.drafted({"rank": {"count": 12}}))[0] == "10"
    one = see_round(office, ROUND).sheets[0]
    assert isinstance(one, SheetSight)
    assert rank_line(one.drafted({"rank": {"count": 13}}))[0] == "10"


def test_who_is_not_compared(office: Workspace) -> None:
    """Absent, judged, or set aside: nobody waits for them."""
    counted(office, FIRST, 9)
    counted(office, ABSENT, 99)
    judge(office, ME, SECOND, "activity", {"score": "7", "reason": "数据不全"})
    counted(office, THIRD, 3)
    assert rank_line(sheet_of(office, FIRST))[1].startswith(
        "9 户，暂按已填报的 2 个单位计（还有 1 个"
    )
    counted(office, FOURTH, 4)
    assert rank_line(sheet_of(office, FIRST))[1].startswith("9 户，3 个单位中排第 1 位")


def test_finalising_waits_for_the_others_and_says_for_whom(office: Workspace) -> None:
    fill(office, FIRST, 9)
    counted(office, SECOND, 12)
    with refused(office.folder) as info:
        finalise(office, ME, FIRST)
    assert info.value.message == (
        "“一1 抽查户数”要与其他单位比较，还有 2 个单位没有填报（丙县、丁县），不能定稿；"
        "请先填报，不参加考核的请标明"
    )
    [round_] = list_rounds(office)
    assert round_.units[0].state == "open"


def test_a_final_sheet_never_changes_and_an_open_one_follows_again(office: Workspace) -> None:
    for key, count in ((FIRST, 9), (SECOND, 12), (THIRD, 1), (FOURTH, 9)):
        fill(office, key, count)
    before = sheet_of(office, FIRST)
    finalise(office, ME, FIRST)
    assert held(office, FIRST) == {"count": 9, "among": [12, 1, 9]}
    code = sheet_contents(office, FIRST).code
    counted(office, SECOND, 2)
    assert sheet_of(office, FIRST) == before
    assert see_assessment(office, FIRST).sheet == before
    assert sheet_contents(office, FIRST).code == code
    assert verify_code(office, code).verdict is Verdict.HOLDS
    assert rank_line(sheet_of(office, FOURTH))[0] == "10"
    reopen(office, ME, FIRST, "乙县更正了数据")
    assert held(office, FIRST) == {"count": 9}
    assert rank_line(sheet_of(office, FIRST))[0] == "10"
    assert verify_code(office, code).verdict is Verdict.HELD
    office.close()
    assert verify(office.folder).faults == ()


def test_nobody_records_the_others_figures_by_hand(office: Workspace) -> None:
    fact = {"count": 1, "among": [1, 2]}
    with refused(office.folder) as info:
        record_finding(office, ME, FIRST, "rank", fact)
    assert info.value.at == "fact.among"
    with refused(office.folder):
        record_many(office, ME, ROUND, [Entry(FIRST.unit, "rank", fact)])


def test_the_peers_mean_stands_for_what_does_not_apply(office: Workspace) -> None:
    fill(office, SECOND, 5, "9")
    fill(office, THIRD, 6, "8")
    set_aside(office, ME, FIRST, "training", "没有培训任务")
    counted(office, FIRST, 7)
    record_finding(office, ME, FIRST, "faults", {"count": 1})
    record_finding(office, ME, FIRST, "complaints", {"items": []})
    sheet = sheet_of(office, FIRST)
    aside = sheet.indicators[1]
    assert (said(aside.score), sheet.provisional) == ("8.5", ("rank", "training"))
    assert aside.aside == (
        "没有培训任务；暂按已评完的 2 个单位（还有 1 个没有评完）的平均分 8.5 分计"
    )
    with refused(office.folder):
        finalise(office, ME, FIRST)
    fill(office, FOURTH, 1, "5")
    assert said(sheet_of(office, FIRST).indicators[1].score) == "7.33"
    finalise(office, ME, FIRST)
    with office.reading() as view:
        [record] = view.all(NotApplicableRecord)
    assert said(record.gives) == "7.33"
    fill(office, FOURTH, 1, "10")
    sheet = sheet_of(office, FIRST)
    assert said(sheet.indicators[1].score) == "7.33"
    assert sheet.indicators[1].aside == "没有培训任务；按其他单位的平均分 7.33 分计"
    reopen(office, ME, FIRST, "丁县更正")
    assert said(sheet_of(office, FIRST).indicators[1].score) == "9"


def test_where_it_applies_to_nobody_there_is_no_mean(office: Workspace) -> None:
    for key, count in ((FIRST, 1), (SECOND, 2), (THIRD, 3), (FOURTH, 4)):
        counted(office, key, count)
        set_aside(office, ME, key, "training", "没有培训任务")
        record_finding(office, ME, key, "faults", {"count": 0})
        record_finding(office, ME, key, "complaints", {"items": []})
    sheet = sheet_of(office, FIRST)
    assert (sheet.indicators[1].score, sheet.provisional) == (None, ("training",))
    assert sheet.indicators[1].aside == "没有培训任务；等其他单位评完后按平均分计"
    with refused(office.folder) as info:
        finalise(office, ME, FIRST)
    assert info.value.message.endswith("请撤去“不适用”，改用自由裁量")


def test_a_drafts_code_is_found_true_until_another_units_figure_changes(office: Workspace) -> None:
    for key, count in ((FIRST, 9), (SECOND, 12), (THIRD, 1)):
        counted(office, key, count)
    printed = sheet_contents(office, FIRST)
    assert verify_code(office, printed.code).verdict is Verdict.HOLDS
    record_finding(office, ME, SECOND, "faults", {"count": 1})  # nothing that is compared
    assert verify_code(office, printed.code).verdict is Verdict.HOLDS
    counted(office, SECOND, 8)
    found = verify_code(office, printed.code)
    assert (found.verdict, found.key) == (Verdict.HELD, FIRST)
    assert [(one.then, one.now) for one in found.turned] == [("8", "10"), ("8", "10")]
    assert "其他单位" in found.words
    again = sheet_contents(office, FIRST)
    assert again.code != printed.code
    assert verify_code(office, again.code).verdict is Verdict.HOLDS
    withdraw_finding(office, ME, THIRD, "rank")
    assert verify_code(office, again.code).verdict is Verdict.HELD


def test_who_no_longer_takes_part_reaches_the_sheets_of_the_others(office: Workspace) -> None:
    for key, count in ((FIRST, 9), (SECOND, 12), (THIRD, 1), (FOURTH, 5)):
        counted(office, key, count)
    printed = sheet_contents(office, FIRST)
    excuse_unit(office, ME, SECOND, "机构撤并")
    assert rank_line(sheet_of(office, FIRST))[0] == "10"
    assert verify_code(office, printed.code).verdict is Verdict.HELD
    again = sheet_contents(office, FIRST).code
    assert verify_code(office, again).verdict is Verdict.HOLDS


def test_the_trail_tells_the_figure_and_what_finalising_settled(office: Workspace) -> None:
    for key, count in ((FIRST, 9), (SECOND, 12), (THIRD, 1), (FOURTH, 9)):
        fill(office, key, count)
    counted(office, FIRST, 10)
    finalise(office, ME, FIRST)
    final, last, *_ = history_of(office, FIRST)
    assert [one.words for one in last.changes] == ["9 户 → 10 户"]
    told = "10 户 → 10 户，4 个单位中排第 2 位，属于“第 2 名”，应得 8 分"
    assert any(told in one.words for one in final.changes)
