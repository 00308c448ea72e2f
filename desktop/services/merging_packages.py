"""Merging packages: what a plan says is written, as one event that follows both trails and is undone as one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final, NamedTuple

from desktop.domain.audit_trail import Change, PlainRow, Rows
from desktop.domain.commands import Author, Command
from desktop.domain.joined_trails import TRAIL, came_with
from desktop.domain.merged_sheets import merged
from desktop.domain.merging import Place, said_of
from desktop.domain.records import FINALISED, Assessment, Evidence, Person, Round
from desktop.domain.refusals import Refused
from desktop.domain.result_records import Handover
from desktop.services.common_states import kept_of
from desktop.services.final_elsewhere import FINAL_WITH_THEM
from desktop.services.handing_over import given_row
from desktop.services.merge_plans import MergePlan, SheetMerge
from desktop.services.outcome import Outcome, outcome_of
from desktop.services.package_rows import findings_in
from desktop.services.progress import IsCancelled, Progress
from desktop.services.shared_sheets import is_of_ledgers
from desktop.store.copying import go_on, say_nothing
from desktop.store.desk import Deed, Desk
from desktop.store.evidence_files import TakenIn
from desktop.store.package_files import Course, unpack_evidence
from desktop.store.workspace import Workspace

_ASSESSMENT: Final = "assessment"
_STAGES: Final = ("", "returned", "submitted", "approved")


@dataclass(frozen=True, slots=True)
class MergedIn:
    """What was written, and how much of it came from where."""

    outcomes: tuple[Outcome, ...]
    sheets: int
    taken: int
    settled: int
    files: int
    finalised: tuple[str, ...]  # names of units whose sheet is final now, as it was with them
    withheld: tuple[tuple[str, str], ...] = ()  # those whose sheet stays open all the same, and why


class _Sheet(NamedTuple):
    """A sheet as it will be, and whether it is then final, or would be if nothing stood in the way."""

    merge: SheetMerge
    rows: Rows
    final: bool
    withheld: bool = False


def merge(
    workspace: Workspace,
    author: Author,
    plan: MergePlan,
    progress: Progress = say_nothing,
    cancelled: IsCancelled = go_on,
) -> MergedIn:
    """Write what was planned, with what was chosen for each conflict; all of it or nothing."""
    if plan.already:
        raise Refused("这个考核包已经合并过，不用再合并")
    open_ = len([at for at in range(len(plan.conflicts)) if at not in plan.choices])
    if open_:
        raise Refused(f"还有 {open_} 处两边改得不同，请先逐处选定用哪一边的")
    sheets = [_settled(plan, one) for one in plan.sheets]
    taken = _files_of(workspace, plan, Course(progress, cancelled))
    try:
        with workspace.writing() as desk:
            _refuse_overtaken(desk, plan)
            events = [*_Writing(desk, author, plan).events(sheets)]
    except BaseException:
        if taken is not None:
            workspace.discard(taken)
        raise
    if taken is not None:
        workspace.files.settle(taken)
    return MergedIn(
        tuple(events),
        len(sheets),
        sum(len(one.compared.taken) for one in plan.sheets),
        len(plan.conflicts),
        len(plan.evidence),
        tuple(one.merge.name for one in sheets if one.final),
        tuple((one.merge.name, one.merge.withheld) for one in sheets if one.withheld),
    )


def _refuse_overtaken(desk: Desk, plan: MergePlan) -> None:
    if desk.head() != plan.head:
        raise Refused("打开考核包以后工作区又有改动，没有合并；请重新打开这个考核包")


def _files_of(workspace: Workspace, plan: MergePlan, course: Course) -> TakenIn | None:
    """The files that are not here yet come to the disk; without one there is nothing to let go of."""
    wanted = [one.sha256 for one in plan.evidence]
    if not wanted:
        return None
    with workspace.files.room() as room:
        paths = unpack_evidence(plan.file, wanted, room, course)
        return workspace.files.take_in(paths, say_nothing, go_on)


def _settled(plan: MergePlan, one: SheetMerge) -> _Sheet:
    chosen = [
        conflict.difference
        for at, conflict in enumerate(plan.conflicts)
        if conflict.sheet is one and plan.choices[at]
    ]
    rows = merged(one.states, one.compared, chosen)
    try:
        findings_in(plan.scheme, rows)
    except Refused as refused:
        words = f"“{one.name}”按这样选合起来不成立（{refused.message}）"
        raise Refused(f"{words}；请对这张考核表各处都选同一边") from None
    return _standing(one, rows)


def _standing(one: SheetMerge, rows: Rows) -> _Sheet:
    """How far a sheet is: as far as the side that it equals; what came of both has to be gone through again."""
    place = next(place for place in rows if place[0] == _ASSESSMENT)
    ours, theirs = one.states.ours.get(place, {}), one.states.theirs[place]
    as_ours, as_theirs = (_same(rows, side) for side in (one.states.ours, one.states.theirs))
    source: PlainRow = ours if as_ours else theirs if as_theirs else {}
    if as_ours and as_theirs:
        olds = [_far(base[place]) for base in one.states.bases if place in base]
        moved = [side for side in (ours, theirs) if _far(side) not in olds]
        source = max(moved or [ours], key=_far)
    final, was_final = _is_final(source), _is_final(ours)
    told = {"stage": source.get("stage"), "state": FINALISED if was_final else None}
    row = {name: value for name, value in rows[place].items() if name not in told}
    row |= {name: value for name, value in told.items() if value}
    row |= {"position": (ours or theirs)["position"]}
    becomes, withheld = final and not was_final, bool(one.withheld)
    return _Sheet(one, {**rows, place: row}, becomes and not withheld, becomes and withheld)


def _is_final(row: PlainRow) -> bool:
    return row.get("state") == FINALISED


def _far(row: PlainRow) -> tuple[bool, int]:
    return _is_final(row), _STAGES.index(str(row.get("stage", "")))


def _same(one: Rows, other: Rows) -> bool:
    """Whether two states say the same of the sheet, whatever the ledgers say."""
    return _of_sheet(one) == _of_sheet(other)


def _of_sheet(rows: Rows) -> Mapping[Place, PlainRow | None]:
    return {p: said_of(p, row) for p, row in rows.items() if not is_of_ledgers(p, row)}


class _Writing:
    """The events of one merge, in one transaction."""

    def __init__(self, desk: Desk, author: Author, plan: MergePlan) -> None:
        self._desk, self._author, self._plan = desk, author, plan

    def events(self, sheets: Sequence[_Sheet]) -> Iterator[Outcome]:
        """Files and people come for good, before what undo takes back; what is final is made so by its own event."""
        rest = [*self._plan.lacking]
        if not self._plan.is_new:
            for command, kind in ((Command.ADD_EVIDENCE, Evidence), (Command.KEEP_PERSON, Person)):
                lasting = [one for one in rest if isinstance(one, kind)]
                rest = [one for one in rest if not isinstance(one, kind)]
                if lasting:
                    self._desk.put(*lasting)
                    yield self._sealed(Deed(command, self._author))
        yield self._merged(sheets, rest)
        for one in sheets:
            if one.final:
                yield self._finalised(one.merge)

    def _merged(self, sheets: Sequence[_Sheet], rest: Sequence[object]) -> Outcome:
        desk, package = self._desk, self._plan.package
        desk.put(*(self._alone(one) for one in rest))
        for one in sheets:
            ours = one.merge.states.ours
            for place in {**ours, **one.rows}:
                before, after = ours.get(place), one.rows.get(place)
                if before != after:  # what a final sheet was settled with stays
                    desk.put_change(Change(*place, before, after))
        desk.put(self._taken(sheets), *self._given_back())
        desk.keep_foreign(package.events)
        command = Command.TAKE_OVER if self._plan.is_new else Command.MERGE
        return self._sealed(Deed(command, self._author, package.round, joins=package.head.hash))

    def _alone(self, record: object) -> object:
        """A round that scores another one again may come without that one."""
        if isinstance(record, Round) and record.beside is not None:
            known = self._desk.get(Round, record.beside) is not None
            return record if known else replace(record, beside=None)
        return record

    def _taken(self, sheets: Sequence[_Sheet]) -> Handover:
        """What is to be known when the next package comes from there."""
        told: dict[str, object] = {TRAIL: came_with(self._plan.package.events)}
        told |= {
            one.merge.unit: kept_of(
                self._plan.package.lasts[one.merge.unit],
                one.merge.known,
                one.rows,
                one.merge.states.theirs,
            )
            for one in sheets
        }
        number = self._desk.head().count + 1
        package = self._plan.package
        return replace(given_row(package), own=number, sheets=told, to=package.by)

    def _given_back(self) -> Iterator[Handover]:
        """Our own handovers that are back with this, whole or with what came before."""
        theirs = {one.id for one in self._plan.handovers}
        held = self._desk.all(Handover, round=self._plan.package.round)
        for one in held:
            if one.own is None and one.back is None and one.id in theirs:
                back = {*self._plan.package.units}
                for other in held:
                    if other.own is not None and other.own > one.number:
                        back |= {*other.units}
                if {*one.units} <= back:
                    yield replace(one, back=date.today())  # noqa: DTZ011  # the office's day

    def _finalised(self, one: SheetMerge) -> Outcome:
        key = self._plan.package.round, one.unit
        of = self._desk.get(Assessment, *key)
        if of is not None:
            self._desk.put(replace(of, state=FINALISED))
        return self._sealed(Deed(Command.FINALISE, self._author, *key, FINAL_WITH_THEM))

    def _sealed(self, deed: Deed) -> Outcome:
        return outcome_of(self._desk.seal(deed))
