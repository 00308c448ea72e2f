"""Rectifications: lost lines are listed once, planned, reported, looked at again; and told when they press."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Final

import pytest

from desktop.domain.records import EvidenceLink
from desktop.domain.result_records import Rectification
from desktop.services.evidence import link_evidence
from desktop.services.finalising import finalise
from desktop.services.history import words_beside
from desktop.services.recording import judge, record_finding
from desktop.services.rectifications import (
    RectificationSight,
    SecondLook,
    change_rectifications,
    list_lost,
    looked_at,
    planned,
    rectifications_of,
    repairs_due,
    reported,
)
from desktop.services.rounds import archive_round
from desktop.services.undoing import undo
from desktop.services.workspaces import Workspace, open_workspace, verify
from desktop.viewmodels.rectification_words import (
    Shown,
    days_words,
    list_words,
    repair_row,
    state_words,
)
from tests.services.building import ME, add, events_of, office_in, refused, rounds

DUE: Final = date(2023, 3, 10)
DONE: Final = date(2023, 3, 1)
LOOKED: Final = date(2023, 3, 5)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Workspace]:
    """The first section missed two meetings; the third lost a point as well, and is final."""
    with open_workspace(office_in(tmp_path)) as workspace:
        record_finding(workspace, ME, rounds().settled, "unplanned", {"found": True})
        finalise(workspace, ME, rounds().settled)
        yield workspace


def listed(workspace: Workspace) -> tuple[RectificationSight, ...]:
    return rectifications_of(workspace, rounds().sections)


def put_on(workspace: Workspace, *units: str) -> tuple[RectificationSight, ...]:
    list_lost(workspace, ME, rounds().sections, units or ("u-a", "u-c"), DUE)
    return listed(workspace)


def test_every_lost_line_is_listed_once(office: Workspace) -> None:
    before = len(events_of(office))
    first, second = put_on(office)
    assert len(events_of(office)) == before + 1
    assert (first.unit, first.record.criterion, first.record.due) == ("甲科", "study-missed", DUE)
    assert first.record.problem.startswith("序号1 分管领导未按季组织")
    assert [first.record.lost, first.loses, first.files] == [4, 4, 0]
    assert (second.unit, second.record.criterion) == ("丙科", "unplanned")
    with refused(office.folder) as caught:
        put_on(office)
    assert caught.value.message == "选中的单位没有还没列入的失分"
    record_finding(office, ME, rounds().section, "unplanned", {"found": True})
    assert [one.record.criterion for one in put_on(office)] == [
        "study-missed",
        "unplanned",
        "unplanned",
    ]


def test_a_judgement_is_listed_with_its_indicator(office: Workspace) -> None:
    judge(office, ME, rounds().section, "study", {"score": "3", "reason": "集体研究"})
    [one] = put_on(office, "u-a")
    assert (one.record.part, one.record.criterion) == ("study", None)
    assert one.still_lost


def test_listing_is_named_and_undone(office: Workspace) -> None:
    put_on(office)
    assert words_beside(office)[0] == "登记整改（2 条）"
    undo(office, ME, None)
    assert listed(office) == ()


def test_the_whole_way(office: Workspace) -> None:
    first, second = (one.record.id for one in put_on(office))
    change_rectifications(office, ME, [first, second], planned(owner=" 王科长 ", measure="按季"))
    change_rectifications(office, ME, [first], reported(DONE, "已补开两次会议"))
    failing = SecondLook(LOOKED, "李复核", passed=False, verdict="没有签到表", due=date(2023, 4, 1))
    change_rectifications(office, ME, [first], looked_at(failing))
    one = listed(office)[0].record
    assert (one.state, one.due, one.verdict) == ("failed", date(2023, 4, 1), "没有签到表")
    change_rectifications(office, ME, [first], reported(date(2023, 3, 20), "已补签到表"))
    passing = SecondLook(date(2023, 3, 21), "李复核", passed=True)
    change_rectifications(office, ME, [first], looked_at(passing))
    done, other = (one.record for one in listed(office))
    assert (done.state, done.owner, done.measure) == ("passed", "王科长", "按季")
    assert (other.state, other.owner) == ("open", "王科长")
    undo(office, ME, None)
    assert listed(office)[0].record.state == "repaired"
    office.close()
    assert verify(office.folder).faults == ()


def look(**of: object) -> SecondLook:
    plain = {"checked": LOOKED, "checker": "李复核", "passed": False, "verdict": "缺表", "due": DUE}
    return SecondLook(**(plain | of))  # type: ignore[arg-type]  # its fields


@pytest.mark.parametrize(
    ("bad", "at"),
    [
        (look(checker=" "), "checker"),
        (look(checked=date(2023, 2, 1)), "checked"),
        (look(verdict=""), "verdict"),
        (look(due=None), "due"),
        (look(due=LOOKED), "due"),
    ],
)
def test_a_second_look_says_all_that_it_must(office: Workspace, bad: SecondLook, at: str) -> None:
    name = put_on(office)[0].record.id
    change_rectifications(office, ME, [name], reported(DONE, "已改"))
    with refused(office.folder) as caught:
        change_rectifications(office, ME, [name], looked_at(bad))
    assert caught.value.at == at


def test_each_step_has_its_time(office: Workspace) -> None:
    name = put_on(office)[0].record.id
    with refused(office.folder) as caught:
        change_rectifications(office, ME, [name], looked_at(look(passed=True)))
    assert "还没有填完成情况" in caught.value.message
    with refused(office.folder):
        change_rectifications(office, ME, [name], reported(DONE, " "))
    change_rectifications(office, ME, [name], reported(DONE, "已改"))
    change_rectifications(office, ME, [name], looked_at(look(passed=True)))
    for change in (planned(owner="别人"), reported(DONE, "又改")):
        with refused(office.folder):
            change_rectifications(office, ME, [name], change)
    for ids in ([], ["none"]):
        with refused(office.folder):
            change_rectifications(office, ME, ids, planned(owner="别人"))


def test_a_loss_that_vanished_is_told_and_stays(office: Workspace) -> None:
    first = put_on(office)[0]
    assert first.still_lost
    record_finding(office, ME, rounds().section, "study-missed", {"count": 0})
    gone = listed(office)[0]
    assert gone.loses == 0
    assert not gone.still_lost
    assert state_words(gone, date(2023, 1, 1)) == "待整改，已不再失分"
    assert Shown.GONE.takes(gone, DUE)


def test_a_repair_of_a_final_sheet_has_its_evidence(office: Workspace) -> None:
    final = put_on(office, "u-c")[0].record
    evidence = add(office)
    link_evidence(office, ME, EvidenceLink("", evidence, rectification=final.id))
    assert listed(office)[0].files == 1
    for bad in (
        EvidenceLink("", evidence, *rounds().section, rectification=final.id),
        EvidenceLink("", evidence, rectification="none"),
    ):
        with refused(office.folder):
            link_evidence(office, ME, bad)


def test_what_presses_is_told_until_it_was_put_right(office: Workspace) -> None:
    first, second = (one.record for one in put_on(office))
    assert repairs_due(office, date(2023, 3, 2)) == ()
    assert [one.days for one in repairs_due(office, date(2023, 3, 3))] == [7, 7]
    change_rectifications(office, ME, [first.id], planned(due=date(2023, 3, 1), owner="王科长"))
    late, soon = repairs_due(office, date(2023, 3, 4))
    assert (late.record.id, late.days, soon.days) == (first.id, -3, 6)
    row = repair_row(late)
    assert (row.state, row.tone, row.name) == ("已逾期 3 天", "amber", "甲科")
    assert row.told.startswith("责任人 王科长　序号1 ")
    change_rectifications(office, ME, [first.id], reported(DONE, "已改"))
    assert [one.record.id for one in repairs_due(office, date(2023, 3, 4))] == [second.id]
    archive_round(office, ME, rounds().sections, archived=True)
    assert repairs_due(office, date(2023, 3, 4)) == ()


def test_days_and_the_whole_list_in_words(office: Workspace) -> None:
    assert [days_words(one) for one in (-3, 0, 2)] == ["已逾期 3 天", "今天到期", "还有 2 天"]
    sights = put_on(office)
    change_rectifications(office, ME, [sights[0].record.id], reported(DONE, "已改"))
    sights = listed(office)
    assert list_words(sights, DUE) == "共 2 条，待整改 1 条，待复查 1 条"
    late = date(2023, 3, 12)
    assert state_words(sights[1], late) == "待整改，已逾期 2 天"
    shown = {one: [each.unit for each in sights if one.takes(each, late)] for one in Shown}
    assert shown[Shown.LATE] == shown[Shown.WAITING] == ["丙科"]
    assert shown[Shown.REPAIRED] == ["甲科"]
    assert shown[Shown.PASSED] == shown[Shown.FAILED] == shown[Shown.GONE] == []
    assert len(shown[Shown.ALL]) == 2
    with office.reading() as view:
        assert view.count(Rectification) == 2
