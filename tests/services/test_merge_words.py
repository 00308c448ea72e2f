"""Merge words: every kind of difference is told as the office says it; what contradicts itself is one choice."""

import shutil
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import pytest

from desktop.domain.commands import Command
from desktop.domain.records import (
    Assessment,
    EvidenceLink,
    ItemRecord,
    LedgerRow,
    ProposalAnswer,
    WaiverRecord,
)
from desktop.domain.result_records import ReviewRemark
from desktop.services.assessments import assessment_of
from desktop.services.handing_over import HandingOver, hand_over
from desktop.services.merge_plans import MergePlan, plan_merge
from desktop.services.merge_words import DifferenceSight, merge_sight
from desktop.services.merging_packages import merge
from desktop.services.recording import bring_back, judge, record_finding, set_aside
from desktop.services.shared_sheets import sheet_rows
from desktop.services.workspaces import open_workspace
from desktop.store.workspace import Workspace
from tests.services.sharing import YOU, chosen
from tests.services.test_merge_model import made
from tests.store.building import ME, OPEN_KEY, PHOTO, digest, put

Both = tuple[Workspace, Workspace]


@pytest.fixture
def both(tmp_path: Path) -> Iterator[Both]:
    """An office and a workstation with the same sheet, on which there is a bit of everything."""
    place = Path(shutil.copytree(made(), tmp_path / "both"))
    with ExitStack() as stack:
        here, there = (stack.enter_context(open_workspace(place / n)) for n in ("here", "there"))
        yield here, there


def planned(both: Both) -> MergePlan:
    here, there = both
    out = there.folder.parent / "back.kpjh"
    hand_over(there, YOU, HandingOver(OPEN_KEY.round, (OPEN_KEY.unit,), "办公室", out))
    return plan_merge(here, out)


def told(both: Both) -> tuple[DifferenceSight, ...]:
    """What is taken and what conflicts, in one list."""
    sight = merge_sight(both[0], planned(both))
    return (*sight.taken, *sight.conflicts)


def words(both: Both) -> list[tuple[str, str, str]]:
    return [(one.where, one.ours.words, one.theirs.words) for one in told(both)]


def of(workspace: Workspace) -> Assessment:
    with workspace.reading() as view:
        return assessment_of(view, OPEN_KEY)


def record(workspace: Workspace, row: object, command: Command = Command.WAIVE) -> None:
    put(workspace, command, row, at=OPEN_KEY)


def test_waivers_answers_and_remarks(both: Both) -> None:
    _, there = both
    record(there, WaiverRecord(*OPEN_KEY, 1, "照片", 0, "另存"))
    record(there, ProposalAnswer(*OPEN_KEY, "absent", accepted=True))
    record(there, ReviewRemark("v-9", *OPEN_KEY, "study", "请补写依据", "p-wang"))
    record(there, ReviewRemark("v-8", *OPEN_KEY, "gone", "再看", "p-wang"))
    found = {where: (ours, theirs) for where, ours, theirs in words(both)}
    assert found == {
        "第 1 项佐证要求：免交佐证": ("已存档", "另存"),
        "gone：审核意见": ("没有（未作或已删去）", "再看，答复：（未答复）"),
        "1 学习：审核意见": ("没有（未作或已删去）", "请补写依据，答复：（未答复）"),
        "一2 学习：对台账的答复": ("未答复", "采用"),
    }


def test_a_sheets_own_fields(both: Both) -> None:
    _, there = both
    counted = replace(of(there), counts={"plan": 3}, absent="撤并", size=9, evaluator=None)
    record(there, counted)
    found = {where: (ours, theirs) for where, ours, theirs in words(both)}
    assert found["考核表：考核人"] == ("王考评", "（无）")
    assert found["考核表：单位规模"] == ("（无）", "9")
    assert found["考核表：未参加考核"] == ("（无）", "撤并")
    assert ("（无）", "3") in found.values()


def test_items_and_links(both: Both) -> None:
    _, there = both
    with there.reading() as view:
        item = view.get(ItemRecord, "u-open/missed/0")
        link = view.get(EvidenceLink, "u-open/link/1")
    assert item
    assert link
    record(there, replace(item, note="二季度", date=None))
    record(there, replace(link, page=5))
    record(there, EvidenceLink("new", digest(PHOTO), None, "u-open", ledger_row="l-1"))
    found = {where: (ours, theirs) for where, ours, theirs in words(both)}
    assert found["一1 少学一次 第 1 件：说明"] == ("一季度", "二季度")
    assert found["一1 少学一次 第 1 件：日期"] == ("2022-03-31", "（无）")
    assert any("第 5 页" in theirs for _, theirs in found.values())


def test_ledgers_column_by_column(both: Both) -> None:
    _, there = both
    record(there, LedgerRow("l-1", "u-open", "report", {"month": 8, "late": True}))
    record(there, LedgerRow("l-2", "u-open", "report", {"month": 9}))
    found = words(both)
    assert ("台账：month", "7", "8") in found
    assert ("台账：台账", "没有（未作或已删去）", "一行") in found


def test_what_contradicts_itself_is_one_choice_for_the_whole_sheet(both: Both) -> None:
    """Here the indicator is set aside, there it is judged: neither is wrong, both together are."""
    here, there = both
    bring_back(there, YOU, OPEN_KEY, "team")
    judge(there, YOU, OPEN_KEY, "team", {"score": "5", "reason": "酌情"})
    set_aside(here, ME, OPEN_KEY, "team", "撤并")
    plan = planned(both)
    [sight] = merge_sight(here, plan).conflicts
    assert (sight.where, sight.ours.words) == (
        "考核表：整张考核表",
        "这一边的整张考核表（3 条认定）",
    )
    merge(here, ME, chosen(plan, theirs=True))
    with here.reading() as ours, there.reading() as theirs:
        assert sheet_rows(ours, *OPEN_KEY) == sheet_rows(theirs, *OPEN_KEY)


def test_ledgers_are_not_lost_by_choosing_a_sheet(both: Both) -> None:
    here, there = both
    bring_back(there, YOU, OPEN_KEY, "team")
    judge(there, YOU, OPEN_KEY, "team", {"score": "5", "reason": "酌情"})
    set_aside(here, ME, OPEN_KEY, "team", "撤并")
    record(here, LedgerRow("l-2", "u-open", "report", {"month": 9}))
    merge(here, ME, chosen(planned(both), theirs=True))
    with here.reading() as view:
        assert view.get(LedgerRow, "l-2") is not None


def test_a_fact_told_whole(both: Both) -> None:
    here, there = both
    record_finding(there, YOU, OPEN_KEY, "missed", {"count": 5})
    record_finding(here, ME, OPEN_KEY, "missed", {"items": [{"note": "三季度"}]})
    [(where, ours, theirs)] = [one for one in words(both) if one[0].endswith("认定")]
    assert where.startswith("一1 少学一次")
    assert "第 1 件：三季度" in ours
    assert "5 次" in theirs
