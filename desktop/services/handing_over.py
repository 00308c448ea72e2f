"""Handing over: some units' sheets go into one file for another workstation, and the workspace remembers that."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Final

from desktop.domain.audit_trail import ChainHead, ForeignEvent
from desktop.domain.commands import Author, Command
from desktop.domain.own_files import PACKAGE
from desktop.domain.records import Assessment, AssessmentKey, SchemeText, new_id
from desktop.domain.refusals import Refused
from desktop.domain.result_records import Handover
from desktop.domain.sheet_packages import SheetPackage
from desktop.domain.values import read_text
from desktop.services.assessments import assessment_of, assessments_in, round_of
from desktop.services.office import office_name
from desktop.services.out_places import real_place
from desktop.services.outcome import Outcome, outcome_of
from desktop.services.progress import IsCancelled, Progress
from desktop.services.shared_sheets import is_theirs, last_changes, shared_rows, sheet_rows
from desktop.services.sheets_away import told_at
from desktop.store.copying import go_on, say_nothing
from desktop.store.desk import Deed
from desktop.store.migrations import CURRENT
from desktop.store.package_files import Course, package_written
from desktop.store.plain_rows import plain_record
from desktop.store.views import View
from desktop.store.workspace import Workspace

_LINK: Final = ("hash", "number", "workspace", "parents")


@dataclass(frozen=True, slots=True)
class HandingOver:
    """Which sheets are handed over, to whom, in which file."""

    round: str
    units: tuple[str, ...]
    to: str
    out: Path


@dataclass(frozen=True, slots=True)
class HandoverSight:
    """One exchange as a list shows it: given or taken, which units, and which were changed here since."""

    id: str
    given: bool
    who: str
    on: date
    back: date | None
    units: tuple[str, ...]
    changed: tuple[str, ...]


def hand_over(
    workspace: Workspace,
    author: Author,
    what: HandingOver,
    progress: Progress = say_nothing,
    cancelled: IsCancelled = go_on,
) -> Outcome:
    """Write the package, and note that it was given; neither is there without the other."""
    out = _place(workspace, what.out)
    with workspace.reading() as view:
        package = _package(view, workspace.id, author, what)
        rows = [(place, row) for place, row in package.shared.items() if place[0] == "evidence"]
        files = {str(key): str(row["name"]) for (_, (key,)), row in rows}
    course = Course(progress, cancelled)
    with (
        package_written(out, package.written(), files, workspace.files, course) as put_in_place,
        workspace.writing() as desk,
    ):
        if desk.head() != package.head:
            raise Refused("写考核包时工作区又有改动，没有交出；请再交出一次")
        desk.put(given_row(package))
        event = desk.seal(Deed(Command.HAND_OVER, author, what.round))
        put_in_place()  # last of all, so that what fails leaves neither file nor event
    return outcome_of(event)


def given_row(package: SheetPackage) -> Handover:
    """The handover as both sides keep it."""
    return Handover(
        package.id,
        package.round,
        package.units,
        package.workspace,
        package.head.hash,
        package.head.count,
        package.given,
        package.to,
    )


def handovers_of(workspace: Workspace, round_id: str) -> tuple[HandoverSight, ...]:
    """What of a round was given away and taken in, the newest first."""
    with workspace.reading() as view:
        names = {one.unit: one.name for one in assessments_in(view, round_id)}
        found = sorted(view.all(Handover, round=round_id), key=told_at)
        return tuple(_sight(view, workspace.id, one, names) for one in reversed(found))


def _sight(view: View, own: str, one: Handover, names: Mapping[str, str]) -> HandoverSight:
    given = one.workspace == own
    changed: list[str] = []
    for unit in one.units:
        last = view.last_event(AssessmentKey(one.round, unit))
        if given and one.back is None and last is not None and last.number > one.number:
            changed.append(names.get(unit, unit))
    units = tuple(names.get(unit, unit) for unit in one.units)
    return HandoverSight(one.id, given, one.to, one.given, one.back, units, tuple(changed))


def _place(workspace: Workspace, out: Path) -> Path:
    real = real_place(workspace, out)
    if real.is_dir():
        raise Refused(f"“{out}”是文件夹，请写明考核包的文件名", "out")
    if not real.parent.is_dir():
        raise Refused(f"找不到文件夹“{real.parent}”，请先建好它，或换一个位置", "out")
    if real.suffix.lower() != PACKAGE:
        raise Refused(f"考核包的文件名要以 {PACKAGE} 结尾", "out")
    return real


def _package(view: View, own: str, author: Author, what: HandingOver) -> SheetPackage:
    one = round_of(view, what.round)
    if not what.units:
        raise Refused("请至少选一个单位", "units")
    members = [assessment_of(view, AssessmentKey(what.round, unit)) for unit in what.units]
    units = tuple(of.unit for of in _in_order(members))
    read_text(what.to)
    text = view.get(SchemeText, one.scheme_text)
    sheets = {unit: sheet_rows(view, what.round, unit) for unit in units}
    head = view.head()
    known = [held for held in view.all(Handover, round=one.id) if {*held.units} & {*units}]
    return SheetPackage(
        id=new_id(),
        revision=CURRENT,
        workspace=own,
        office=office_name(view),
        by=author.name,
        to=what.to,
        given=datetime.now().astimezone().date(),
        round=one.id,
        units=units,
        head=head,
        scheme=text.text if text else "",
        shared=shared_rows(view, one.id, sheets),
        sheets=sheets,
        lasts=last_changes(view, one.id, units),
        handovers=tuple({"id": held.id, **plain_record(held).told} for held in known),
        events=tuple(_trail(view, own, known, what)),
    )


def _in_order(members: Sequence[Assessment]) -> Sequence[Assessment]:
    return sorted({of.unit: of for of in members}.values(), key=lambda of: of.position)


def _trail(
    view: View, own: str, known: Sequence[Handover], what: HandingOver
) -> Iterator[ForeignEvent]:
    """The events since these sheets first went their ways; of those that tell of others the links alone."""
    head: ChainHead = view.head()
    firsts = [one.number if one.workspace == own else one.own or head.count for one in known]
    first = min(firsts, default=head.count)
    for event in view.events():
        if event.number >= first:
            whole = asdict(event)
            theirs = is_theirs(event, what.round, what.units)
            yield ForeignEvent(**(whole if theirs else {name: whole[name] for name in _LINK}))
