"""Sheets finalised elsewhere: what was neither reviewed nor compared with the whole round stays open here."""

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import pytest

from desktop.domain.commands import Command
from desktop.domain.comparison import AMONG
from desktop.domain.records import Assessment, AssessmentKey, FindingRecord
from desktop.services.assessments import assessment_of, round_of, sheet_of
from desktop.services.final_elsewhere import because
from desktop.services.finalising import finalise, reopen
from desktop.services.handing_over import HandingOver, hand_over
from desktop.services.membership import assign
from desktop.services.merge_plans import plan_merge
from desktop.services.merge_words import merge_sight
from desktop.services.merging_packages import MergedIn, merge
from desktop.services.recording import record_finding, set_aside
from desktop.services.reviewing import approve, submit
from desktop.services.rounds import change_round
from desktop.services.undoing import redo, undo
from desktop.services.workspaces import create_workspace, verify
from desktop.store.desk import Deed
from desktop.store.workspace import Workspace
from tests.services.building import ME, refused, rounds
from tests.services.relative import FIRST, FOURTH, ROUND, SECOND, THIRD, relative_round
from tests.services.reviewed import LI, SUN, make_reviewed
from tests.services.sharing import YOU, Pair, opened_pair


def state(workspace: Workspace, key: AssessmentKey) -> str:
    with workspace.reading() as view:
        return assessment_of(view, key).state


# -- reviewed here


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[Pair]:
    """A reviewed round, whose settled sheet went to the other side."""
    with opened_pair(tmp_path) as both:
        make_reviewed(both.here)
        both.bring(both.here, "u-c")
        yield both


def test_switching_the_review_off_over_there_finalises_nothing_here(pair: Pair) -> None:
    key = rounds().settled
    with pair.there.reading() as view:
        there = round_of(view, key.round)
    change_round(pair.there, ME, replace(there, reviewed=False))
    finalise(pair.there, ME, key)
    change_round(pair.there, ME, there)
    plan = pair.plan(pair.there, "u-c")
    assert merge_sight(pair.here, plan).remarks == ("“丙科”在对方没有经过审核，不随对方定稿",)
    done = merge(pair.here, YOU, plan)
    assert (done.finalised, done.withheld) == ((), (("丙科", "在对方没有经过审核"),))
    assert state(pair.here, key) == "open"
    submit(pair.here, ME, key)
    approve(pair.here, LI, key)
    finalise(pair.here, ME, key)


def test_what_was_approved_over_there_is_final_here(pair: Pair) -> None:
    key = rounds().settled
    submit(pair.there, ME, key)
    approve(pair.there, LI, key)
    finalise(pair.there, ME, key)
    done = pair.bring(pair.there, "u-c")
    assert (done.finalised, done.withheld) == (("丙科",), ())
    assert state(pair.here, key) == "finalised"


def test_a_merge_that_brought_a_submitted_sheet_is_undone_and_done_again(pair: Pair) -> None:
    key = rounds().settled
    record_finding(pair.there, YOU, key, "unplanned", {"found": True})
    submit(pair.there, ME, key)
    before = pair.rows(pair.here, "u-c")
    pair.bring(pair.there, "u-c")
    after = pair.rows(pair.here, "u-c")
    undo(pair.here, ME, None)
    assert pair.rows(pair.here, "u-c") == before
    redo(pair.here, ME, None)
    assert pair.rows(pair.here, "u-c") == after
    approve(pair.here, LI, key)
    with refused(pair.here.folder) as caught:
        undo(pair.here, ME, None)
    assert "已审核通过" in caught.value.message


def test_who_submitted_over_there_does_not_approve_here(pair: Pair) -> None:
    key = rounds().settled
    submit(pair.there, LI, assigned_to(pair.there, "p-li", None))
    pair.bring(pair.there, "u-c")
    assign(pair.here, ME, key, "p-wang", None)
    with refused(pair.here.folder) as caught:
        approve(pair.here, LI, key)
    assert "自己提交的考核表要由别人审核" in caught.value.message
    approve(pair.here, SUN, key)


def assigned_to(workspace: Workspace, evaluator: str, reviewer: str | None) -> AssessmentKey:
    key = rounds().settled
    assign(workspace, ME, key, evaluator, reviewer)
    return key


def test_what_a_merge_takes_out_of_review_is_told_before(pair: Pair) -> None:
    key = rounds().settled
    submit(pair.here, ME, key)
    assert merge_sight(pair.here, pair.plan(pair.there, "u-c")).remarks == ()
    record_finding(pair.there, YOU, key, "unplanned", {"found": True})
    plan = pair.plan(pair.there, "u-c")
    told = ("“丙科”在本机已提交审核，对方又有改动：并入以后要重新提交",)
    assert merge_sight(pair.here, plan).remarks == told
    merge(pair.here, ME, plan)
    with pair.here.reading() as view:
        assert assessment_of(view, key).stage == ""


def test_many_units_are_one_sentence() -> None:
    told = [(f"{n}科", "在对方没有经过审核") for n in "甲乙丙丁"] + [("戊科", "要比较")]
    assert [*because(told)] == ["“甲科”“乙科”“丙科”等 4 个单位在对方没有经过审核", "“戊科”要比较"]


# -- compared with the round's other units


class Office(NamedTuple):
    """A round that compares its units, two of which went to the other side."""

    here: Workspace
    there: Workspace
    place: Path

    def bring(self, giver: Workspace, *units: str) -> MergedIn:
        out = self.place / f"{len(list(self.place.iterdir()))}.kpjh"
        hand_over(giver, ME, HandingOver(ROUND, units, "二组", out))
        return merge(taker := self.other(giver), YOU, plan_merge(taker, out))

    def other(self, giver: Workspace) -> Workspace:
        return self.there if giver is self.here else self.here


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """Third and second did more than first; nothing is amiss besides, and to the fourth training does not apply."""
    with ExitStack() as held:
        here = held.enter_context(relative_round(tmp_path / "here"))
        there = held.enter_context(create_workspace(tmp_path / "there"))
        for key, count in ((FIRST, 10), (SECOND, 30), (THIRD, 20), (FOURTH, 5)):
            record_finding(here, ME, key, "rank", {"count": count})
            record_finding(here, ME, key, "faults", {"items": []})
            record_finding(here, ME, key, "complaints", {"items": []})
            if key != FOURTH:
                record_finding(here, ME, key, "trained", {"met": True})
        set_aside(here, ME, FOURTH, "training", "不涉及")
        both = Office(here, there, tmp_path)
        both.bring(here, FIRST.unit, SECOND.unit)
        yield both
    for name in ("here", "there"):
        assert verify(tmp_path / name).faults == ()


def test_a_part_of_a_round_is_not_compared_for_good(office: Office) -> None:
    with refused(office.there.folder) as caught:
        finalise(office.there, YOU, FIRST)
    assert "交回建立这个批次的工作区" in caught.value.message
    finalise(office.here, ME, FIRST)


def test_what_was_compared_with_a_part_alone_is_compared_anew(office: Office) -> None:
    """As an earlier program finalised it: second of two, where it is third of four."""
    with office.there.writing() as desk:
        of, one = desk.get(Assessment, *FIRST), desk.get(FindingRecord, *FIRST, "rank")
        assert of
        assert one
        desk.put(replace(one, fact={**one.fact, AMONG: [30]}), replace(of, state="finalised"))
        desk.seal(Deed(Command.FINALISE, YOU, *FIRST))
    assert sheet_of(office.there, FIRST).total == 28
    done = office.bring(office.there, FIRST.unit, SECOND.unit)
    assert (done.finalised, done.withheld) == ((), (("甲县", "要与本机批次里的全部单位比较"),))
    assert state(office.here, FIRST) == "open"
    assert sheet_of(office.here, FIRST).total == 24
    finalise(office.here, ME, FIRST)
    assert sheet_of(office.here, FIRST).total == 24


def test_what_the_whole_round_settled_goes_there_and_stays_here(office: Office) -> None:
    for key in (FIRST, FOURTH):
        finalise(office.here, ME, key)
    assert office.bring(office.here, FIRST.unit, FOURTH.unit).finalised == ("甲县", "丁县")
    for key in (FIRST, FOURTH):
        assert sheet_of(office.there, key) == sheet_of(office.here, key)
    before = sheet_of(office.here, FOURTH)
    office.bring(office.there, FIRST.unit, FOURTH.unit)
    assert (state(office.here, FOURTH), sheet_of(office.here, FOURTH)) == ("finalised", before)
    reopen(office.here, ME, FOURTH, "核对")
    record_finding(office.there, YOU, SECOND, "faults", {"count": 1})
    assert office.bring(office.there, SECOND.unit, FOURTH.unit).withheld == ()
    assert state(office.here, FOURTH) == "open"
