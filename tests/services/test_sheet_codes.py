"""Sheet codes: every change gives another, and each can be worked out again from the events up to its own."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any, Final, NamedTuple, Self

import pytest

from desktop.domain.commands import Author, Command
from desktop.domain.findings import read_findings
from desktop.domain.recorded import Recorded
from desktop.domain.records import (
    FINALISED,
    AssessmentKey,
    DiscretionRecord,
    EvidenceLink,
    Person,
    UnitRecord,
)
from desktop.domain.refusals import Refused
from desktop.domain.sheet_code import SheetCode, read_code
from desktop.services.assessments import scheme_in
from desktop.services.evidence import link_evidence
from desktop.services.finalising import finalise, reopen
from desktop.services.membership import add_unit, assign, drop_unit
from desktop.services.office import keep_people, keep_units
from desktop.services.phrases import correct_phrase
from desktop.services.recording import judge, record_finding, withdraw_finding
from desktop.services.rounds import archive_round
from desktop.services.scheme_replacement import preview_replacement, replace_scheme
from desktop.services.schemes import open_scheme, scheme_content
from desktop.services.settling import settle
from desktop.services.sheet_contents import (
    Standing,
    _standing,
    sheet_contents,
    standing_now,
    standing_then,
)
from desktop.services.sheet_events import SheetThen
from desktop.services.undoing import redo, undo
from desktop.services.workspaces import Workspace, open_workspace
from tests.services.building import ME, SECTIONS, add, events_of, office_in, rename_round, rounds
from tests.torture import seed, times

pytestmark = pytest.mark.uncounted

LI: Final = Author("李复核", "p-li")


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Workspace]:
    with open_workspace(office_in(tmp_path)) as workspace:
        yield workspace


# -- what changes it


def now(workspace: Workspace, key: AssessmentKey) -> Standing:
    with workspace.reading() as view:
        return standing_now(view, key)


def noted(note: str) -> dict[str, object]:
    return {"items": [{"note": note}, {"note": "第三季度"}]}


def upload(workspace: Workspace) -> object:
    link = EvidenceLink("", add(workspace), *rounds().section, criterion="study-missed")
    return link_evidence(workspace, ME, link)


Step = Callable[[Workspace], object]
CHANGES: Final[dict[str, Step]] = {
    "a finding": lambda w: record_finding(w, ME, rounds().section, "unplanned", {"found": True}),
    "an item's note": lambda w: record_finding(
        w, ME, rounds().section, "study-missed", noted("第二季度")
    ),
    "withdrawn": lambda w: withdraw_finding(w, ME, rounds().section, "study-missed"),
    "discretion": lambda w: judge(
        w, ME, rounds().section, "study", {"score": "9", "reason": "集体研究"}
    ),
    "the unit's name": lambda w: keep_units(w, ME, [UnitRecord("u-a", "甲局")]),
    "the round's name": lambda w: rename_round(w, ME, rounds().sections, "科室考核", "2022年"),
    "the round's period": lambda w: rename_round(w, ME, rounds().sections, "科室督查", "2023年"),
    "the evaluator": lambda w: assign(w, ME, rounds().section, "p-wang", None),
    "evidence": upload,
    "the scheme": lambda w: exchange(w, b'version = "1"', b'version = "2"'),
}


def exchange(workspace: Workspace, old: bytes, new: bytes) -> None:
    content = scheme_content(SECTIONS).replace(old, new, 1)
    agreed = preview_replacement(workspace, rounds().sections, content)
    replace_scheme(workspace, ME, agreed, content)


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_gives_another_code_at_its_event(office: Workspace, change: str) -> None:
    before = now(office, rounds().section)
    CHANGES[change](office)
    after = now(office, rounds().section)
    assert after.code.event > before.code.event
    assert after.code.digest != before.code.digest
    assert after.event.number == after.code.event == events_of(office)[-1].number


def test_a_sheet_that_becomes_final_or_open_again_has_another_code(office: Workspace) -> None:
    key = rounds().waived
    found = [str(now(office, key).code)]
    finalise(office, ME, key)
    found.append(str(now(office, key).code))
    reopen(office, ME, key, "补充材料")
    found.append(str(now(office, key).code))
    assert len({*found}) == 3


def _first_noted(recorded: Recorded) -> Recorded:
    first, *rest = recorded.items
    return replace(recorded, items=[replace(first, note="改过"), *rest])


def _of(then: SheetThen, **changed: Any) -> SheetThen:  # noqa: ANN401  # any field
    of = replace(then.recorded.assessment, **changed)
    return then._replace(recorded=replace(then.recorded, assessment=of))


def _records(then: SheetThen, **changed: Any) -> SheetThen:  # noqa: ANN401  # any field
    return then._replace(recorded=replace(then.recorded, **changed))


TAMPERED: Final[dict[str, Callable[[SheetThen], SheetThen]]] = {
    "the round's name": lambda t: t._replace(round=replace(t.round, name="别的批次")),
    "the round's period": lambda t: t._replace(round=replace(t.round, period="2021年")),
    "the unit's name": lambda t: _of(t, name="别的科"),
    "the state": lambda t: _of(t, state=FINALISED),
    "the evaluator": lambda t: _of(t, evaluator="p-wang"),
    "the reviewer": lambda t: _of(t, reviewer="p-li"),
    "an item's note": lambda t: t._replace(recorded=_first_noted(t.recorded)),
    "an item": lambda t: _records(t, items=t.recorded.items[1:]),
    "a finding's note": lambda t: _records(
        t, findings=[replace(one, note="改过") for one in t.recorded.findings]
    ),
    "discretion": lambda t: _records(
        t, discretion=[DiscretionRecord(*rounds().section, "study", Decimal(9), "改过")]
    ),
}


@pytest.mark.parametrize("part", TAMPERED)
def test_what_was_changed_beneath_the_trail_has_another_code(office: Workspace, part: str) -> None:
    """The same event vouches for the same content only."""
    standing = now(office, rounds().section)
    then = standing.then
    assert _standing(then, standing.findings, standing.event).code == standing.code
    other = TAMPERED[part](then)
    assert other != then
    assert _standing(other, standing.findings, standing.event).code != standing.code


def test_other_figures_from_the_same_records_have_another_code(office: Workspace) -> None:
    standing = now(office, rounds().section)
    then = standing.then
    content = scheme_content(SECTIONS).replace(b"deduct = 2\n", b"deduct = 3\n", 1)
    dearer = read_findings(scheme_in(content, SECTIONS), standing.then.recorded.plain())
    assert _standing(then, dearer, standing.event).code != standing.code


def test_a_renaming_that_is_undone_and_done_again_reaches_every_sheet(office: Workspace) -> None:
    key = rounds().section
    keep_units(office, ME, [UnitRecord("u-a", "甲局")])
    found = [now(office, key)]
    for turn in (undo, redo):
        turn(office, ME, None)
        found.append(now(office, key))
    assert [one.then.recorded.assessment.name for one in found] == ["甲局", "甲科", "甲局"]
    assert len({str(one.code) for one in found}) == 3
    last = events_of(office)[-1].number
    assert [one.event.number for one in found] == [last - 2, last - 1, last]
    with office.reading() as view:
        assert [standing_then(view, key, one.event) for one in found] == found


def test_undoing_brings_the_content_back_under_another_code(office: Workspace) -> None:
    key = rounds().section
    before = now(office, key)
    record_finding(office, ME, key, "unplanned", {"found": True})
    done = now(office, key)
    undo(office, LI, key)
    undone = now(office, key)
    assert (undone.then.recorded, undone.sheet) == (before.then.recorded, before.sheet)
    redo(office, ME, key)
    again = now(office, key)
    assert (again.then.recorded, again.sheet) == (done.then.recorded, done.sheet)
    assert len({str(one.code) for one in (before, done, undone, again)}) == 4


def test_what_does_not_reach_a_sheet_leaves_its_code(office: Workspace) -> None:
    key = rounds().section
    before = now(office, key).code
    record_finding(office, ME, rounds().neighbour, "unplanned", {"found": True})
    keep_units(office, ME, [UnitRecord("u-b", "乙局"), UnitRecord("u-x", "新科")])
    keep_people(office, ME, [Person("p-new", "新人")])
    rename_round(office, ME, rounds().cities, "各市", "2022年")
    add_unit(office, ME, rounds().sections, "u-x", None)
    add(office)
    assert now(office, key).code == before


def test_a_final_sheet_keeps_its_code_when_its_unit_is_renamed(office: Workspace) -> None:
    finalise(office, ME, rounds().waived)
    before = now(office, rounds().waived).code
    keep_units(office, ME, [UnitRecord("u-c", "丙局")])
    assert now(office, rounds().waived).code == before
    assert sheet_contents(office, rounds().waived).unit == "丙科"


def test_the_sheet_bears_it_and_it_outlives_the_program(tmp_path: Path) -> None:
    folder = office_in(tmp_path)
    found = []
    for _ in range(2):
        with open_workspace(folder) as workspace:
            contents = sheet_contents(workspace, rounds().section)
            found.append(contents.code)
            assert read_code(contents.code) == now(workspace, rounds().section).code
    assert found[0] == found[1]


# -- found again


def test_before_it_was_opened_there_was_no_sheet(office: Workspace) -> None:
    with office.reading() as view:
        first = view.event(1)
        assert first
        assert standing_then(view, rounds().section, first) is None


class _Printed(NamedTuple):
    """A code as it was printed, and what the sheet then came to."""

    key: AssessmentKey
    code: SheetCode
    total: Decimal
    name: str

    @classmethod
    def of(cls, standing: Standing) -> Self:
        of = standing.then.recorded.assessment
        return cls(of.key, standing.code, standing.sheet.total, of.name)


class _Chance:
    """An office at work: one thing after another, as chance has it; what is refused is let be."""

    def __init__(self, workspace: Workspace, chance: Random) -> None:
        self._workspace, self._chance = workspace, chance
        self._keys = [AssessmentKey(rounds().sections, f"u-{n}") for n in "abc"]
        self._keys += [rounds().waived, AssessmentKey(rounds().sections, "u-d")]
        self.printed: dict[tuple[AssessmentKey, str], _Printed] = {}

    def work(self, steps: int) -> None:
        keep_units(self._workspace, ME, [UnitRecord("u-d", "丁科")])
        deeds = [self._find, self._find, self._judge, self._undo, self._undo, self._redo]
        deeds += [self._rename, self._undo_beside, self._rename_round, self._exchange, self._settle]
        deeds += [self._finalise, self._reopen, self._assign, self._member, self._phrase]
        for _ in range(steps):
            with suppress(Refused):
                self._chance.choice(deeds)()
            self.print()

    def print(self) -> None:
        for key in self._keys:
            with suppress(Refused):  # not in its round now
                found = _Printed.of(now(self._workspace, key))
                self.printed[key, str(found.code)] = found

    @property
    def _key(self) -> AssessmentKey:
        return self._chance.choice(self._keys)

    def _find(self) -> None:
        key = self._key
        criterion = self._chance.choice(["study-missed", "unpublished", "bad-archive"])
        count = self._chance.randint(0, 3)
        items = [{"note": f"第{self._chance.randint(1, 4)}件"} for _ in range(count)]
        record_finding(self._workspace, ME, key, criterion, {"items": items})

    def _judge(self) -> None:
        told = {"score": str(self._chance.randint(0, 10)), "reason": "集体研究"}
        judge(self._workspace, ME, self._key, "study", told)

    def _undo(self) -> None:
        undo(self._workspace, LI, self._key)

    def _redo(self) -> None:
        redo(self._workspace, LI, self._key)

    def _undo_beside(self) -> None:
        self._chance.choice([undo, redo])(self._workspace, ME, None)

    def _rename(self) -> None:
        which = self._chance.choice("abcd")
        name = f"{which}科{self._chance.randint(1, 99)}"
        keep_units(self._workspace, ME, [UnitRecord(f"u-{which}", name)])

    def _rename_round(self) -> None:
        archived = self._chance.random() < 0.3
        archive_round(self._workspace, ME, rounds().sections, archived=archived)
        name = f"督查{self._chance.randint(1, 99)}"
        rename_round(self._workspace, ME, rounds().sections, name, "2022年")

    def _exchange(self) -> None:
        version = str(self._chance.randint(2, 99)).encode()
        exchange(self._workspace, b'version = "1"', b'version = "' + version + b'"')

    def _settle(self) -> None:
        every = [one.id for one in open_scheme(SECTIONS).all_criteria()]
        settle(self._workspace, ME, self._key, self._chance.sample(every, 5))

    def _finalise(self) -> None:
        finalise(self._workspace, ME, self._chance.choice([rounds().settled, rounds().waived]))

    def _reopen(self) -> None:
        which = self._chance.choice([rounds().settled, rounds().waived])
        reopen(self._workspace, ME, which, "补充材料")

    def _assign(self) -> None:
        assign(self._workspace, ME, self._key, self._chance.choice(["p-wang", None]), None)

    def _member(self) -> None:
        key = self._keys[-1]
        if self._chance.random() < 0.5:
            add_unit(self._workspace, ME, *key, None)
        else:
            drop_unit(self._workspace, ME, key)

    def _phrase(self) -> None:
        old, new = (f"第{self._chance.randint(1, 4)}件" for _ in range(2))
        correct_phrase(self._workspace, ME, old, new)


def wrong_in(workspace: Workspace, printed: Iterable[_Printed]) -> Iterator[tuple[_Printed, str]]:
    """What its event does not bring back as it was, with that event's command."""
    with workspace.reading() as view:
        for one in printed:
            event = view.event(one.code.event)
            assert event
            then = standing_then(view, one.key, event)
            if then is None or _Printed.of(then) != one:
                yield one, event.command


def test_whatever_was_printed_can_be_held_against_the_event_of_its_code(tmp_path: Path) -> None:
    commands: set[str] = set()
    for number in range(times(3, 40)):
        place = tmp_path / str(number)
        place.mkdir()
        with open_workspace(office_in(place)) as workspace:
            chance = _Chance(workspace, Random(seed() + number))  # noqa: S311  # no secret
            chance.work(60)
            found = [*chance.printed.values()]
            assert len(found) >= 15
            assert [*wrong_in(workspace, found)] == []
            commands |= {one.command for one in events_of(workspace)}
    wanted = [Command.UNDO, Command.REDO, Command.KEEP_UNITS, Command.CHANGE_ROUND, Command.SETTLE]
    wanted += [Command.REPLACE_SCHEME, Command.FINALISE, Command.REOPEN, Command.CORRECT_PHRASE]
    assert {one.value for one in wanted} - commands == set()
