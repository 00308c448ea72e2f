"""One event charged to two units: the same item on both sheets, told on both, each in its own event."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.domain.commands import Command
from desktop.domain.records import AssessmentKey, ItemRecord
from desktop.services.assessment_sight import see_assessment
from desktop.services.assessments import sheet_of
from desktop.services.charging import Charge, charge_also
from desktop.services.recording import record_finding, set_aside
from desktop.services.undoing import redo, undo
from desktop.services.workspaces import verify
from desktop.store.workspace import Workspace
from tests.domain.building import every_line, said
from tests.services.building import ME, events_of, everything, refused
from tests.services.relative import ABSENT, FIRST, SECOND, THIRD, relative_round

CASE = {"note": "虚报数据", "date": "2026-05-04"}


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Workspace]:
    with relative_round(tmp_path / "工作区") as workspace:
        record_finding(workspace, ME, FIRST, "faults", {"items": [{"note": "甲事"}, CASE]})
        yield workspace


def items(workspace: Workspace, key: AssessmentKey, criterion: str = "faults") -> list[ItemRecord]:
    with workspace.reading() as view:
        found = view.all(ItemRecord, criterion=criterion, **key._asdict())
    return sorted(found, key=lambda one: one.position)


def told(workspace: Workspace, key: AssessmentKey) -> list[str]:
    shared = see_assessment(workspace, key).shared
    return [shared.get(one.id, "") for one in items(workspace, key)]


def charge(workspace: Workspace, other: AssessmentKey, of_class: str = "") -> None:
    item = items(workspace, FIRST)[1]
    charge_also(workspace, ME, FIRST, Charge(item.id, other.unit, of_class))


def test_the_item_lies_on_both_sheets(office: Workspace) -> None:
    record_finding(office, ME, SECOND, "faults", {"items": [{"note": "乙事"}]})
    charge(office, SECOND)
    own, other = items(office, FIRST), items(office, SECOND)
    assert [one.note for one in other] == ["乙事", "虚报数据"]
    assert (other[1].date, own[0].shared, other[0].shared) == (own[1].date, "", "")
    assert own[1].shared == other[1].shared != ""
    assert said(every_line(sheet_of(office, SECOND))["faults"].effective) == "-2"
    assert told(office, FIRST) == ["", "同时记在 乙县"]
    assert told(office, SECOND) == ["", "同时记在 甲县"]
    assert [(one.command, one.unit) for one in events_of(office)[-2:]] == [
        (Command.CHARGE_ALSO.value, FIRST.unit),
        (Command.CHARGE_ALSO.value, SECOND.unit),
    ]
    office.close()
    assert verify(office.folder).faults == ()


def test_a_criterion_that_is_pending_there_gets_its_first_item(office: Workspace) -> None:
    charge(office, THIRD)
    assert [one.note for one in items(office, THIRD)] == ["虚报数据"]


def test_the_mark_stays_while_the_item_is_corrected(office: Workspace) -> None:
    charge(office, SECOND)
    corrected = CASE | {"note": "虚报抽查数据"}
    record_finding(office, ME, FIRST, "faults", {"items": [{"note": "甲事"}, corrected]})
    assert told(office, FIRST) == ["", "同时记在 乙县"]
    record_finding(office, ME, FIRST, "faults", {"items": [corrected]})
    assert told(office, FIRST) == ["同时记在 乙县"]


def test_what_goes_on_one_sheet_stays_on_the_other_and_is_told(office: Workspace) -> None:
    charge(office, SECOND)
    record_finding(office, ME, FIRST, "faults", {"items": [{"note": "甲事"}]})
    assert told(office, SECOND) == ["原来同时记在另一单位，那边已经撤去"]
    assert said(every_line(sheet_of(office, SECOND))["faults"].effective) == "-1"


def test_each_side_can_be_undone(office: Workspace) -> None:
    charge(office, SECOND)
    undo(office, ME, SECOND)
    assert items(office, SECOND) == []
    assert told(office, FIRST) == ["", "原来同时记在另一单位，那边已经撤去"]
    charge(office, THIRD)
    assert told(office, FIRST) == ["", "同时记在 丙县"]


def test_the_mark_is_taken_back_after_the_other_units_item(office: Workspace) -> None:
    """Without its mark the item would be told as gone, on the other sheet."""
    charge(office, SECOND)
    with refused(office.folder) as caught:
        undo(office, ME, FIRST)
    assert caught.value.message == (
        "不能撤销“同记另一单位”：这一件还同时记在“乙县”，请先到“乙县”的表上撤销"
    )
    undo(office, ME, SECOND)
    undo(office, ME, FIRST)
    assert [one.shared for one in items(office, FIRST)] == ["", ""]
    with refused(office.folder) as caught:
        redo(office, ME, SECOND)
    assert caught.value.message == (
        "不能重做“同记另一单位”：另一单位表上的同一件已经撤去同记，请先在那张表上重做"
    )
    for key in (FIRST, SECOND):
        redo(office, ME, key)
    assert told(office, FIRST) == ["", "同时记在 乙县"]
    assert told(office, SECOND) == ["同时记在 甲县"]


def test_a_class_of_its_own_is_the_others_share(office: Workspace) -> None:
    record_finding(office, ME, FIRST, "complaints", {"items": [{"class": "first", "note": "通报"}]})
    [item] = items(office, FIRST, "complaints")
    charge_also(office, ME, FIRST, Charge(item.id, SECOND.unit, "second"))
    lines = [every_line(sheet_of(office, key))["complaints"] for key in (FIRST, SECOND)]
    assert [said(one.effective) for one in lines] == ["-1", "-0.5"]


def test_what_cannot_be_charged_leaves_nothing(office: Workspace) -> None:
    record_finding(office, ME, SECOND, "faults", {"count": 2})
    record_finding(office, ME, THIRD, "faults", {"items": []})
    charge(office, THIRD)
    item = items(office, FIRST)[1].id
    before = everything(office.folder)
    for other, words in (
        (SECOND, "这一件已经同时记在“丙县”，一件只能记在两个单位"),
        (FIRST, "请选择另一个单位"),
    ):
        with refused(office.folder) as info:
            charge(office, other)
        assert info.value.message == words
    other_item = items(office, FIRST)[0].id
    for unit, words in (
        (SECOND.unit, "“乙县”：“三1 不规范”没有逐件记录，请先到它的表上改为逐件记录"),
        (ABSENT.unit, "“戊县”：标为未参加考核，不能记在它的表上"),
        ("u-9", "这个批次里没有代号为“u-9”的单位，请用 kaoping rounds 查看"),
    ):
        with refused(office.folder) as info:
            charge_also(office, ME, FIRST, Charge(other_item, unit))
        assert info.value.message == words
    with refused(office.folder):
        charge_also(office, ME, SECOND, Charge(item, THIRD.unit))
    assert everything(office.folder) == before


def test_where_it_does_not_apply_there_it_is_refused(office: Workspace) -> None:
    record_finding(
        office, ME, SECOND, "faults", {"exempt": True, "reason": "机构改革", "items": []}
    )
    charge(office, SECOND)
    assert [one.note for one in items(office, SECOND)] == ["虚报数据"]
    set_aside(office, ME, THIRD, "training", "没有任务")
    with refused(office.folder) as info:
        charge_also(office, ME, FIRST, Charge("nothing", THIRD.unit))
    assert info.value.at == "item"
