"""The merge against a model: two workspaces go their ways at random and meet again; nothing is lost or made up."""

import shutil
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from dataclasses import replace
from functools import cache
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory, mkdtemp
from typing import Final

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from desktop.domain.audit_trail import ChainHead
from desktop.domain.commands import Command
from desktop.domain.records import EvidenceLink, WaiverRecord, new_id
from desktop.domain.refusals import Refused
from desktop.services.evidence import unlink_evidence
from desktop.services.handing_over import HandingOver, hand_over
from desktop.services.membership import assign
from desktop.services.merge_plans import plan_merge
from desktop.services.merging_packages import merge
from desktop.services.recording import (
    bring_back,
    judge,
    record_finding,
    set_aside,
    withdraw_finding,
    withdraw_judgement,
)
from desktop.services.shared_sheets import sheet_rows
from desktop.services.undoing import redo, undo
from desktop.services.workspaces import create_workspace, open_workspace, verify
from desktop.store.workspace import Workspace
from tests.services.merge_model import Moment, Sent, Side, Together, said
from tests.services.sharing import YOU, chosen
from tests.store.building import ME, OPEN_KEY, PHOTO, SCAN, digest, put, rich_folder
from tests.torture import times

pytestmark = pytest.mark.uncounted

Deed = Callable[[Workspace], object]
SIDES: Final = ("here", "there")
WORDS: Final = st.sampled_from(["", "一季度", "二季度", "属实"])
ITEM: Final = st.fixed_dictionaries({}, optional={"note": WORDS.filter(bool)})
ABSENT: Final = st.fixed_dictionaries({"absent": st.integers(1, 3), "expected": st.just(9)})
NOTE: Final = st.fixed_dictionaries({}, optional={"note": st.sampled_from(["核实", "待查"])})


def of_items(
    items: st.SearchStrategy[Mapping[str, object]],
) -> st.SearchStrategy[dict[str, object]]:
    lists = st.lists(items, max_size=3).map(lambda found: {"items": found})
    return st.builds(lambda one, note: one | note, lists, NOTE)


FACTS: Final[Mapping[str, st.SearchStrategy[dict[str, object]]]] = {
    "missed": st.one_of(of_items(ITEM), st.just({"count": 2}), st.just({"count": 5})),
    "absent": of_items(ABSENT),
    "trained": st.sampled_from([{"met": True}, {"met": False}, {"points": "6", "reason": "酌情"}]),
}


@cache
def made() -> Path:
    """The office and a second workstation that took one sheet over."""
    place = Path(mkdtemp(prefix="kaoping-pair-"))
    office = rich_folder(place).rename(place / "here")
    out = place / "first.kpjh"
    with open_workspace(office) as here, create_workspace(place / "there") as there:
        hand_over(here, ME, HandingOver(OPEN_KEY.round, (OPEN_KEY.unit,), "二组", out))
        merge(there, YOU, plan_merge(there, out))
    return place


class TwoWorkstations(RuleBasedStateMachine):
    """Each side does something or takes in what the other one hands over."""

    def __init__(self) -> None:
        super().__init__()
        self.closing = ExitStack()
        self.place = Path(self.closing.enter_context(TemporaryDirectory())) / "pair"
        shutil.copytree(made(), self.place)
        self.folders = {side: self.place / side for side in SIDES}
        self.spaces = {
            side: self.closing.enter_context(open_workspace(folder))
            for side, folder in self.folders.items()
        }
        first, second = Moment(self.said("here")), Moment(self.said("there"))
        sent = Sent(first, frozenset({first}))
        there = Side(second, frozenset({first, second}), sent)
        self.sides = {"here": Side(first, sent.seen), "there": there}
        self.numbers = count()

    def said(self, side: str) -> Mapping[tuple[object, ...], object]:
        with self.spaces[side].reading() as view:
            return said(sheet_rows(view, *OPEN_KEY))

    def done(self, side: str, deed: Deed) -> None:
        """What cannot be done now is not done."""
        try:
            deed(self.spaces[side])
        except Refused:
            return
        self.sides[side] = self.sides[side].stands(self.said(side))

    @initialize()
    def both_have_it(self) -> None:
        assert self.said("here") == self.said("there")

    @rule(side=st.sampled_from(SIDES), data=st.data(), name=st.sampled_from(sorted(FACTS)))
    def record(self, side: str, data: st.DataObject, name: str) -> None:
        fact = data.draw(FACTS[name])
        self.done(side, lambda w: record_finding(w, ME, OPEN_KEY, name, fact))

    @rule(side=st.sampled_from(SIDES), name=st.sampled_from([*FACTS, "complaints"]))
    def withdraw(self, side: str, name: str) -> None:
        self.done(side, lambda w: withdraw_finding(w, ME, OPEN_KEY, name))

    @rule(
        side=st.sampled_from(SIDES),
        name=st.sampled_from(["study", "conduct"]),
        score=st.sampled_from([None, "6", "7.5"]),
    )
    def judge_it(self, side: str, name: str, score: str | None) -> None:
        if score is None:
            self.done(side, lambda w: withdraw_judgement(w, ME, OPEN_KEY, name))
        else:
            told = {"score": score, "reason": "集体研究"}
            self.done(side, lambda w: judge(w, ME, OPEN_KEY, name, told))

    @rule(side=st.sampled_from(SIDES), grounds=st.sampled_from([None, "没有编制", "撤并"]))
    def set_it_aside(self, side: str, grounds: str | None) -> None:
        if grounds is None:
            self.done(side, lambda w: bring_back(w, ME, OPEN_KEY, "team"))
        else:
            self.done(side, lambda w: set_aside(w, ME, OPEN_KEY, "team", grounds))

    @rule(
        side=st.sampled_from(SIDES),
        content=st.sampled_from([SCAN, PHOTO]),
        name=st.sampled_from(["absent", "complaints"]),
        page=st.integers(1, 2),
    )
    def link_or_unlink(self, side: str, content: bytes, name: str, page: int) -> None:
        self.done(side, lambda w: _turn_link(w, content, name, page))

    @rule(side=st.sampled_from(SIDES), grounds=st.sampled_from(["已存档", "市局留存"]))
    def waive_it(self, side: str, grounds: str) -> None:
        row = WaiverRecord(*OPEN_KEY, 1, "照片", 0, grounds)
        self.done(side, lambda w: put(w, Command.WAIVE, row, at=OPEN_KEY))

    @rule(side=st.sampled_from(SIDES), person=st.sampled_from([None, "p-wang", "p-li"]))
    def assign_it(self, side: str, person: str | None) -> None:
        self.done(side, lambda w: assign(w, ME, OPEN_KEY, person, None))

    @rule(side=st.sampled_from(SIDES), take_theirs=st.booleans())
    def take_in(self, side: str, take_theirs: bool) -> None:  # noqa: FBT001  # hypothesis gives it
        other = SIDES[1 - SIDES.index(side)]
        before, sent = self.sides[side].moment, self.sides[other].sent
        expected = self._expected(side, other, take_theirs=take_theirs)
        plan = plan_merge(self.spaces[side], self._package(other))
        if any(one.difference.place[0] == "sheet" for one in plan.conflicts):
            return  # both together contradict each other; another test is about that
        assert len(plan.conflicts) == expected.conflicts
        done = merge(self.spaces[side], YOU, chosen(plan, theirs=take_theirs))
        assert self.said(side) == expected.said
        assert len(done.outcomes) == 1
        self._undone(side, before)
        assert plan_merge(self.spaces[side], plan.file.file).already
        self.sides[side] = self.sides[side].takes(sent, self.said(side))

    @rule(side=st.sampled_from(SIDES))
    def again(self, side: str) -> None:
        """Who has just taken in everything takes in nothing more."""
        other = SIDES[1 - SIDES.index(side)]
        if self.sides[other].moment in self.sides[side].seen:
            plan = plan_merge(self.spaces[side], self._package(other))
            assert not plan.conflicts
            assert not any(one.compared.taken for one in plan.sheets)

    @rule()
    def order_does_not_matter(self) -> None:
        """Where nothing conflicts, either may take in the other: the same comes of it."""
        here, there = self._expected("here", "there"), self._expected("there", "here")
        if here.conflicts:
            return
        assert here.said == there.said
        sent = {side: self.sides[side].sent for side in SIDES}
        plans = [plan_merge(self.spaces[a], self._package(b)) for a, b in (SIDES, SIDES[::-1])]
        for side, other, plan in zip(SIDES, SIDES[::-1], plans, strict=True):
            if not plan.conflicts:  # else it is about what contradicts each other
                merge(self.spaces[side], YOU, replace(plan, head=self._head(side)))
                assert self.said(side) == here.said
                self.sides[side] = self.sides[side].takes(sent[other], self.said(side))

    @invariant()
    def the_model_is_what_stands_there(self) -> None:
        for side in SIDES:
            assert self.sides[side].moment.said == self.said(side)

    def teardown(self) -> None:
        for space in self.spaces.values():
            space.close()
        for folder in self.folders.values():
            assert verify(folder).faults == ()
        self.closing.close()

    def _expected(self, side: str, other: str, *, take_theirs: bool = False) -> Together:
        return Together(self.sides[side], self.sides[other], take_theirs=take_theirs)

    def _head(self, side: str) -> ChainHead:
        with self.spaces[side].reading() as view:
            return view.head()

    def _package(self, side: str) -> Path:
        out = self.place / f"{next(self.numbers)}.kpjh"
        hand_over(self.spaces[side], ME, HandingOver(OPEN_KEY.round, (OPEN_KEY.unit,), "组", out))
        return out

    def _undone(self, side: str, before: Moment) -> None:
        undo(self.spaces[side], ME, None)
        assert self.said(side) == before.said
        redo(self.spaces[side], ME, None)


def _turn_link(workspace: Workspace, content: bytes, name: str, page: int) -> None:
    with workspace.reading() as view:
        held = view.all(EvidenceLink, round=OPEN_KEY.round, unit=OPEN_KEY.unit)
    place = (digest(content), name, page)
    same = [one for one in held if (one.evidence, one.criterion, one.page) == place]
    if same:
        unlink_evidence(workspace, ME, same[0].id)
    else:
        link = EvidenceLink(new_id(), digest(content), *OPEN_KEY, criterion=name, page=page)
        put(workspace, Command.LINK_EVIDENCE, link, at=OPEN_KEY)


TwoWorkstations.TestCase.settings = settings(
    max_examples=times(4, 300), stateful_step_count=times(15, 40), deadline=None
)
TestTwoWorkstations = TwoWorkstations.TestCase
