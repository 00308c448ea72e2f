"""History: what each command did to a sheet, in the very sentences that are shown."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Final

import pytest

from desktop.domain.commands import Command
from desktop.domain.ledgers.kinds import ACTIVITIES
from desktop.domain.records import (
    AssessmentKey,
    EvidenceLink,
    LedgerRow,
    Letter,
    Person,
    UnitRecord,
    WaiverRecord,
)
from desktop.services.assessment_sight import see_assessment
from desktop.services.evidence import link_evidence
from desktop.services.finalising import finalise, reopen
from desktop.services.history import Passage, history_of, passage, words_beside, words_of
from desktop.services.ledgers import keep_rows
from desktop.services.letters import keep_letters
from desktop.services.membership import add_unit, drop_unit
from desktop.services.office import change_setting, keep_people, keep_units
from desktop.services.recording import bring_back, record_finding, set_aside
from desktop.services.rounds import RoundPlan, open_round
from desktop.services.settling import settle
from desktop.services.undoing import undo, undoable
from desktop.services.waivers import waive
from desktop.services.workspaces import Workspace, open_workspace
from tests.services.building import (
    ME,
    SECTIONS,
    add,
    events_of,
    meeting,
    office_in,
    rounds,
)
from tests.services.history_cases import (
    CASES,
    LI,
    PLANNED,
    STUDY,
    VERSION,
    Case,
    Step,
    key_of,
    link_item,
    replaced,
)
from tests.store.building import (
    BARE_KEY,
    DAY,
    put,
    rich_folder,
)

EARNING: Final = "sanmenxia-2020-departments"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Workspace]:
    with open_workspace(office_in(tmp_path)) as workspace:
        yield workspace


@pytest.fixture
def rich(tmp_path: Path) -> Iterator[Workspace]:
    """Its scheme has what the office's have not: shares, classes, what need not apply."""
    with open_workspace(rich_folder(tmp_path)) as workspace:
        yield workspace


def words(one: Passage) -> list[str]:
    return [one.what, *(change.words for change in one.changes)]


def newest(workspace: Workspace, key: AssessmentKey) -> list[str]:
    return words(history_of(workspace, key)[0])


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_what_was_done_is_told(office: Workspace, case: Case) -> None:
    for step in case.steps:
        step(office)
    assert newest(office, key_of(case.sheet)) == [*case.told]


def test_the_newest_comes_first_with_its_author_and_time(office: Workspace) -> None:
    before = datetime.now().astimezone()
    record_finding(office, LI, rounds().section, "unplanned", {"found": True})
    found = history_of(office, rounds().section)
    assert [one.what for one in found] == [
        f"认定“{PLANNED}”",
        f"认定“{STUDY}”",
        "新建考核批次“科室督查”",
    ]
    last = events_of(office)[-1]
    assert (found[0].number, found[0].author) == (last.number, "李复核")
    assert abs(found[0].at - before).total_seconds() < 60


def test_reopening_tells_its_grounds(office: Workspace) -> None:
    finalise(office, ME, rounds().waived)
    reopen(office, LI, rounds().waived, "补报了半年小结")
    last, before, *_ = history_of(office, rounds().waived)
    assert (last.what, last.changes, last.grounds) == ("撤销定稿", (), "补报了半年小结")
    assert (before.what, before.grounds) == ("定稿", "")


def test_who_was_to_evaluate_from_the_start(office: Workspace) -> None:
    plan = RoundPlan("又一批", "2023年", SECTIONS, ["u-a", "u-b"], ["p-wang", None])
    round_id, _ = open_round(office, ME, plan)
    told = {unit: newest(office, AssessmentKey(round_id, unit)) for unit in ("u-a", "u-b")}
    assert told == {
        "u-a": ["新建考核批次“又一批”", "考核人：王考评"],
        "u-b": ["新建考核批次“又一批”"],
    }


def test_what_is_settled_where_points_are_earned(office: Workspace) -> None:
    round_id, _ = open_round(office, ME, RoundPlan("部门", "2023年", EARNING, ["u-a"]))
    key = AssessmentKey(round_id, "u-a")
    settle(office, ME, key, ["rules"])
    name = "六（一）2 制定本单位的《实施方案》或《实施细则》"
    assert newest(office, key) == [f"认定其余各条得满分“{name}”", "未评 → 符合，应得 10 分"]
    undo(office, ME, key)
    assert newest(office, key)[0] == (
        "撤销“认定其余各条得满分‘六（一）2 制定本单位的《实施方案》或《实施细则》’”"
    )


def test_criteria_of_one_indicator_are_called_by_it(office: Workspace) -> None:
    settle(office, ME, rounds().neighbour, ["unplanned", "no-liaison"])
    assert newest(office, rounds().neighbour)[0].startswith("认定其余各条无扣分“2 ")
    assert newest(office, rounds().neighbour)[0].endswith("”（2 条）")


def test_items_of_classes_and_of_absences(rich: Workspace) -> None:
    absent = {"absent": 2, "expected": 5, "date": "2022-08-03"}
    record_finding(rich, ME, BARE_KEY, "absent", {"items": [absent]})
    assert newest(rich, BARE_KEY)[1:] == [
        "未评 → 1 次，1 × 2 ÷ 5 = 0.4，应扣 0.4 分",
        "第 1 件：2022-08-03，缺席 2 人，应到 5 人",
    ]
    items = [
        {"class": "plain", "note": "信访"},
        {"class": "judged", "points": "2.5", "reason": "再犯"},
    ]
    record_finding(rich, ME, BARE_KEY, "complaints", {"items": items})
    assert newest(rich, BARE_KEY)[1:] == [
        "未评 → 2 次，一般 1 次 × 1 分，酌情 2.5 分（再犯），应扣 3.5 分",
        "第 1 件：信访，一般",
        "第 2 件：酌情，2.5 分，理由：再犯",
    ]


def test_what_does_not_apply(rich: Workspace) -> None:
    set_aside(rich, ME, BARE_KEY, "team", "没有编制")
    told = ["标为不适用“3 队伍”", "整项：适用 → 不适用", "理由：没有编制"]
    assert newest(rich, BARE_KEY) == told
    bring_back(rich, ME, BARE_KEY, "team")
    told = ["撤去不适用“3 队伍”", "整项：不适用 → 适用", "理由：没有编制 → 无"]
    assert newest(rich, BARE_KEY) == told


def test_each_finding_is_read_by_the_version_of_its_time(office: Workspace) -> None:
    replaced(VERSION, (b"deduct = 2\n", b"deduct = 3\n"))(office)
    record_finding(office, ME, rounds().section, "study-missed", {"count": 1})
    last, _, first, _ = history_of(office, rounds().section)
    assert words(first)[1] == "未评 → 2 次，每次扣 2 分，应扣 4 分"
    assert words(last)[1] == "2 次，每次扣 3 分，应扣 6 分 → 1 次，每次扣 3 分，应扣 3 分"


def test_a_unit_that_left_and_came_back(office: Workspace) -> None:
    keep_units(office, ME, [UnitRecord("u-d", "丁科")])
    key = AssessmentKey(rounds().sections, "u-d")
    add_unit(office, ME, rounds().sections, "u-d", "p-wang")
    drop_unit(office, ME, key)
    undo(office, ME, None)
    assert [words(one) for one in history_of(office, key)] == [
        ["撤销“修改考核批次：移出‘丁科’”", "考核人：王考评"],
        ["修改考核批次：移出“丁科”", "考核人：王考评 → 无"],
        ["修改考核批次：加入“丁科”", "考核人：王考评"],
        ["新建考核批次“科室督查”"],
    ]


def test_what_is_done_elsewhere_is_not_told_here(office: Workspace) -> None:
    before = history_of(office, rounds().section)
    keep_units(office, ME, [UnitRecord("u-d", "丁科")])
    add_unit(office, ME, rounds().sections, "u-d", None)
    record_finding(office, ME, rounds().neighbour, "unplanned", {"found": True})
    keep_letters(
        office, ME, [Letter("t-1", rounds().sections, "bulletin", "1号", DAY, "通报", "……")]
    )
    keep_rows(office, ME, ACTIVITIES, [meeting("l-4")])
    link_evidence(office, ME, EvidenceLink("", add(office), unit="u-a", ledger_row="l-4"))
    change_setting(office, ME, "theme", "dark")
    undo(office, ME, None)
    assert history_of(office, rounds().section) == before


def test_where_each_thing_was_done(office: Workspace) -> None:
    key = rounds().city
    record_finding(office, ME, key, "no-plan", {"found": True})
    link_evidence(
        office, ME, EvidenceLink("", add(office), *key, requirement=2, criterion="no-plan")
    )
    waive(office, ME, WaiverRecord(*key, 6, "", 0, "统一留存"))
    waiver, link, finding, *_ = history_of(office, key)
    assert [*finding.criteria, *finding.indicators] == ["no-plan"]
    assert [*link.criteria, *link.indicators] == ["no-plan", "leadership"]
    assert [*waiver.criteria, *waiver.indicators] == ["joint-plan"]
    assert [(one.criterion, one.indicator) for one in link.changes] == [("no-plan", "leadership")]


def test_one_event_alone_tells_where_it_was(office: Workspace) -> None:
    record_finding(office, ME, rounds().section, "unplanned", {"found": True})
    scheme, event = see_assessment(office, rounds().section).scheme, events_of(office)[-1]
    told = passage(event, scheme)
    assert [told.what, *told.criteria] == [f"认定“{PLANNED}”", "unplanned"]
    assert passage(event, None).what == "认定"
    assert passage(replace(event, command="appraise"), scheme).what == "新版本程序的操作"


def test_undo_is_named_in_the_sheet_and_beside(office: Workspace) -> None:
    record_finding(office, ME, rounds().section, "unplanned", {"found": True})
    with office.reading() as view:
        event = undoable(office, rounds().section).undo
        assert words_of(view, event) == f"认定“{PLANNED}”"
        assert words_of(view, event, see_assessment(office, rounds().section).scheme) == (
            f"认定“{PLANNED}”"
        )
        assert words_of(view, None) == ""
    assert see_assessment(office, rounds().section).undo == f"认定“{PLANNED}”"


BESIDE: Final[dict[str, Step]] = {
    "修改被考核单位“甲局”等 2 个": lambda w: keep_units(
        w, ME, [UnitRecord("u-a", "甲局"), UnitRecord("u-d", "丁科")]
    ),
    "修改人员“丁某”": lambda w: keep_people(w, ME, [Person("p-3", "丁某")]),
    "登记发文“通报”": lambda w: keep_letters(
        w, ME, [Letter("t-1", rounds().sections, "bulletin", "1号", DAY, "通报", "……")]
    ),
    "登记台账：会议“部署会”": lambda w: keep_rows(w, ME, ACTIVITIES, [meeting("l-4")]),
    "导入台账“会议培训文件”2 行": lambda w: keep_rows(
        w, ME, ACTIVITIES, [meeting("l-4"), meeting("l-5")], Command.IMPORT_LEDGER
    ),
    "登记台账（1 行）": lambda w: put(
        w, Command.KEEP_LEDGER_ROWS, LedgerRow("l-4", "u-a", "monthly-form", {"month": "2022-04"})
    ),
    "修改设置": lambda w: change_setting(w, ME, "theme", "dark"),
}


@pytest.mark.parametrize("told", BESIDE)
def test_what_is_done_beside_the_sheets_is_named(office: Workspace, told: str) -> None:
    BESIDE[told](office)
    assert words_beside(office) == (told, "")
    undo(office, ME, None)
    assert words_beside(office)[1] == told


def test_an_items_evidence_belongs_to_its_criterion(office: Workspace) -> None:
    """Also where the item has gone since."""
    link_item(office)
    record_finding(office, ME, rounds().section, "study-missed", {"count": 0})
    _, link, *_ = history_of(office, rounds().section)
    assert [*link.criteria, link.changes[0].criterion] == ["study-missed", "study-missed"]
