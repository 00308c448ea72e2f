"""Meetings: what is changed there is weighed, recorded with its grounds, and leaves locked sheets locked."""

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

import pytest

from desktop.domain.amounts import show
from desktop.domain.commands import Command
from desktop.domain.records import AssessmentKey
from desktop.services.assessments import assessment_of, sheet_of
from desktop.services.corrections import (
    Correction,
    Moved,
    NewFact,
    NewJudgement,
    NoJudgement,
    weigh,
)
from desktop.services.finalising import finalise
from desktop.services.history import history_of
from desktop.services.meetings import (
    Changed,
    Convened,
    change_in_meeting,
    changes_of,
    close_meeting,
    meetings_of,
    open_meeting,
)
from desktop.services.recording import record_finding, withdraw_finding
from desktop.services.round_sights import see_round
from desktop.services.rounds import delete_round
from desktop.services.undoing import redo, undo
from desktop.services.workspaces import open_workspace, verify
from desktop.store.workspace import Workspace
from tests.services.building import (
    ME,
    events_of,
    office_in,
    refused,
    rounds,
    settle,
)

CALLED = Convened("考核结果审定会", date(2022, 12, 20), "刘主任", "各科室负责人")
_MISSED = "study-missed"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Workspace]:
    """What is done in it must leave it sound."""
    with open_workspace(office_in(tmp_path)) as workspace:
        yield workspace
    assert verify(workspace.folder).faults == ()


def key(letter: str) -> AssessmentKey:
    return AssessmentKey(rounds().sections, f"u-{letter}")


def items(count: int) -> Mapping[str, object]:
    return {"items": [{"note": f"第{n + 1}次"} for n in range(count)]}


def convene(workspace: Workspace) -> str:
    """Every section is scored; a loses twice."""
    for letter, lost in (("a", 2), ("b", 1)):
        settle(workspace, key(letter))
        record_finding(workspace, ME, key(letter), _MISSED, items(lost))
    return open_meeting(workspace, ME, rounds().sections, CALLED)[0]


def change(workspace: Workspace, meeting: str, letter: str, made: Correction) -> Changed:
    return change_in_meeting(workspace, ME, meeting, f"u-{letter}", (made, "会上研究同意"))


def brute(workspace: Workspace) -> dict[str, tuple[str, str]]:
    """Total and place of every unit, counted from nothing: one more than have more."""
    totals = {letter: sheet_of(workspace, key(letter)).total for letter in "abc"}
    found: dict[str, tuple[str, str]] = {}
    for letter, total in totals.items():
        place = str(1 + sum(other > total for other in totals.values()))
        tied = sum(other == total for other in totals.values()) > 1
        found[letter] = (show(total), f"{place}（并列）" if tied else place)
    return found


def test_five_changes_in_a_meeting(office: Workspace) -> None:
    meeting = convene(office)
    for letter in "abc":
        finalise(office, ME, key(letter))
    before, made = brute(office), []
    for letter, one in (
        ("a", NewFact(_MISSED, items(1))),
        ("b", NewFact("unplanned", {"found": True})),
        ("c", NewFact("tasks-undone", {"items": [{"note": "加油站"}]})),
        ("a", NewJudgement("study", "9")),
        ("a", NoJudgement("study")),
    ):
        done = change(office, meeting, letter, one)
        after = brute(office)
        for told, counted in ((done.weighed.before, before), (done.weighed.after, after)):
            assert (told.total, told.place) == counted[letter]
        others = {letter: place for letter, (_, place) in after.items()}
        moved = {one.name[0]: (one.before, one.after) for one in done.weighed.moved}
        names = {"a": "甲", "b": "乙", "c": "丙"}
        assert moved == {
            names[each]: (before[each][1], place)
            for each, place in others.items()
            if each != letter and place != before[each][1]
        }
        before = after
        made.append(done.change)
        assert not done.open
    with office.reading() as view:
        assert all(assessment_of(view, key(letter)).finalised for letter in "abc")
    assert [one.change for one in changes_of(office, meeting)] == made
    assert [one.unit for one in changes_of(office, meeting)] == [
        "甲科",
        "乙科",
        "丙科",
        "甲科",
        "甲科",
    ]
    assert [one.change.position for one in changes_of(office, meeting)] == [1, 2, 3, 4, 5]
    assert [one.what for one in made[3:]] == [
        "自由裁量：按计算得分 → 裁量 9 分",
        "自由裁量：裁量 9 分 → 按计算得分",
    ]
    assert made[0].what.startswith("序号1 分管领导未按季组织")
    assert made[0].before["score"] != made[0].after["score"]


def test_a_locked_sheet_is_opened_with_the_grounds_and_locked_again(office: Workspace) -> None:
    meeting = convene(office)
    finalise(office, ME, key("a"))
    count = len(events_of(office))
    done = change(office, meeting, "a", NewFact(_MISSED, items(0)))
    events = events_of(office)[count:]
    assert [(one.command, one.grounds, one.unit) for one in events] == [
        ("reopen", "会上研究同意", "u-a"),
        ("change-in-meeting", "会上研究同意", "u-a"),
        ("finalise", "", "u-a"),
    ]
    assert [one.event for one in done.outcomes] == [one.number for one in events]
    newest = history_of(office, key("a"))[1]
    assert newest.what.startswith("会上改动“序号1 分管领导")
    assert newest.grounds == "会上研究同意"


def test_what_lies_open_below_a_judgement_leaves_the_sheet_open(office: Workspace) -> None:
    meeting = convene(office)
    change(office, meeting, "b", NewJudgement("study", "8"))
    withdraw_finding(office, ME, key("b"), "unplanned")
    done = change(office, meeting, "b", NoJudgement("study"))
    assert done.weighed.after.place == "未评完"
    assert not done.open  # it was not locked before


def test_an_open_sheet_is_changed_in_one_step_that_undo_takes_back_whole(office: Workspace) -> None:
    meeting = convene(office)
    change(office, meeting, "a", NewFact(_MISSED, items(1)))
    held = [one.change for one in changes_of(office, meeting)]
    undo(office, ME, key("a"))
    assert not changes_of(office, meeting)
    assert brute(office)["a"][0] == show(sheet_of(office, key("a")).total)
    redo(office, ME, key("a"))
    assert [one.change for one in changes_of(office, meeting)] == held


def test_what_a_closed_meeting_changed_stands(office: Workspace) -> None:
    meeting = convene(office)
    change(office, meeting, "a", NewFact(_MISSED, items(1)))
    close_meeting(office, ME, meeting)
    with refused(office.folder) as caught:
        undo(office, ME, key("a"))
    assert caught.value.message == (
        "会议“考核结果审定会”已经结束，会上的改动不能撤销或重做；需要改时请另开会议"
    )
    undo(office, ME, None)  # it goes on
    undo(office, ME, key("a"))
    close_meeting(office, ME, meeting)
    with refused(office.folder):
        redo(office, ME, key("a"))
    assert not changes_of(office, meeting)


def test_a_meeting_that_changed_something_is_not_taken_back(office: Workspace) -> None:
    meeting = convene(office)
    change(office, meeting, "a", NewFact(_MISSED, items(1)))
    with refused(office.folder) as caught:
        undo(office, ME, None)
    assert caught.value.message.startswith("别处的记录还要用到它")
    assert len(changes_of(office, meeting)) == 1


@pytest.mark.parametrize("grounds", ["", "  ", "\u3000"])
def test_grounds_are_never_blank(office: Workspace, grounds: str) -> None:
    meeting = convene(office)
    with refused(office.folder) as caught:
        decided = (NewFact(_MISSED, items(1)), grounds)
        change_in_meeting(office, ME, meeting, "u-a", decided)
    assert (caught.value.at, caught.value.message) == ("grounds", "请写明改动的理由")


@pytest.mark.parametrize(
    ("made", "words"),
    [
        (NewFact(_MISSED, items(2)), "改动前后一样"),
        (NewFact("nothing", {"found": True}), "nothing"),
        (NewFact(_MISSED, {"found": True}), "found"),
        (NewJudgement("nothing", "1"), "本办法没有这个指标"),
        (NewJudgement("study", "11"), "自由裁量要在"),
        (NoJudgement("study"), "改动前后一样"),
    ],
)
def test_what_cannot_be_changed_is_refused(office: Workspace, made: Correction, words: str) -> None:
    meeting = convene(office)
    finalise(office, ME, key("a"))
    with refused(office.folder) as caught:
        change(office, meeting, "a", made)
    assert words in caught.value.message


def test_one_meeting_at_a_time_and_none_after_its_end(office: Workspace) -> None:
    meeting = convene(office)
    with refused(office.folder) as caught:
        open_meeting(office, ME, rounds().sections, CALLED)
    assert "考核结果审定会" in caught.value.message
    close_meeting(office, ME, meeting)
    with refused(office.folder) as caught:
        change(office, meeting, "a", NewFact(_MISSED, items(1)))
    assert "已经结束" in caught.value.message
    with refused(office.folder):
        close_meeting(office, ME, meeting)
    with refused(office.folder):
        change(office, "nothing", "a", NewFact(_MISSED, items(1)))
    later = open_meeting(office, ME, rounds().sections, CALLED._replace(held=date(2022, 12, 28)))[0]
    assert [(one.id, one.closed) for one in meetings_of(office, rounds().sections)] == [
        (later, False),
        (meeting, True),
    ]
    assert not meetings_of(office, rounds().cities)


def test_a_meeting_has_a_name(office: Workspace) -> None:
    with refused(office.folder) as caught:
        open_meeting(office, ME, rounds().sections, CALLED._replace(name=" "))
    assert caught.value.at == "name"


def test_undo_of_opening_a_meeting(office: Workspace) -> None:
    convene(office)
    undo(office, ME, None)
    assert not meetings_of(office, rounds().sections)
    redo(office, ME, None)
    assert events_of(office)[-1].command == Command.REDO.value
    assert [one.name for one in meetings_of(office, rounds().sections)] == ["考核结果审定会"]


def test_a_round_with_a_meeting_is_not_deleted(office: Workspace) -> None:
    open_meeting(office, ME, rounds().plan, CALLED)
    with refused(office.folder) as caught:
        delete_round(office, ME, rounds().plan)
    assert "不能删除" in caught.value.message


def test_weighing_writes_nothing_and_tells_who_moves(office: Workspace) -> None:
    convene(office)
    count = len(events_of(office))
    weighed = weigh(see_round(office, rounds().sections), key("a"), NewFact(_MISSED, items(0)))
    assert weighed.before.place == "3"
    assert weighed.after.place == "1（并列）"
    assert weighed.moved == (Moved("丙科", "1", "1（并列）"), Moved("乙科", "2", "3"))
    assert len(events_of(office)) == count
