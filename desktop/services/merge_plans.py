"""Merge plans: what a package would change here, sheet by sheet, and where both sides changed the same."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, NamedTuple

from desktop.domain.audit_trail import ChainHead, PlainRow, Rows
from desktop.domain.merged_sheets import SheetStates, compare_sheets, merged
from desktop.domain.merging import Cell, Compared, Difference, Place
from desktop.domain.records import FINALISED, Evidence, Round, UnitRecord
from desktop.domain.refusals import Refused
from desktop.domain.result_records import Handover
from desktop.domain.scheme import Scheme
from desktop.domain.sheet_packages import NewerPackage, SheetPackage, read_package
from desktop.domain.sheet_parts import parts_of
from desktop.services.assessments import round_scheme, scheme_in
from desktop.services.common_states import CommonStates, common_states
from desktop.services.final_elsewhere import withheld_from_final
from desktop.services.package_rows import (
    findings_in,
    read_handovers,
    refuse_unsound_sheet,
    shared_records,
)
from desktop.services.peers import has_whole_round, unsettled_rows
from desktop.services.shared_sheets import is_of_ledgers, sheet_rows
from desktop.store.migrations import REVISIONS
from desktop.store.package_files import PackageFile, read_package_file, refusal
from desktop.store.plain_rows import plain_record
from desktop.store.views import View
from desktop.store.workspace import Workspace

_RESTS: Final = frozenset({"submitted", "approved"})
WHOLE_SHEET: Final = "sheet"  # the place of a difference that no part of a sheet can settle


@dataclass(frozen=True, slots=True)
class SheetMerge:
    """One sheet: its states, what the comparison found, and up to which own event they know it."""

    unit: str
    name: str
    states: SheetStates
    compared: Compared
    known: int
    withheld: str = ""  # why it does not become final here though it is final with them

    @property
    def is_new(self) -> bool:
        """Whether it was not here before."""
        return not any(place[0] == "assessment" for place in self.states.ours)

    @property
    def leaves_review(self) -> str:
        """The stage here that a merge ends, because they changed what is under review; blank where it stays."""
        rows = (row for (table, _), row in self.states.ours.items() if table == "assessment")
        stage = str(next(rows, {}).get("stage", ""))
        return stage if stage in _RESTS and _reaches_sheet(self.compared) else ""


class Conflict(NamedTuple):
    """A difference that somebody has to settle."""

    sheet: SheetMerge
    difference: Difference


Choices = Mapping[int, bool]  # by the conflicts' places in the plan: whether theirs is taken


@dataclass(frozen=True, slots=True)
class MergePlan:
    """A package held against the workspace as it stood then; `lacking` are records that are not here yet."""

    file: PackageFile
    package: SheetPackage
    head: ChainHead
    handovers: tuple[Handover, ...]
    scheme: Scheme
    sheets: tuple[SheetMerge, ...] = ()
    lacking: tuple[Any, ...] = ()
    already: bool = False
    choices: Choices = field(default_factory=dict)

    @property
    def conflicts(self) -> tuple[Conflict, ...]:
        """All of them, in the order in which they are shown and chosen."""
        return tuple(Conflict(one, d) for one in self.sheets for d in one.compared.conflicts)

    @property
    def is_new(self) -> bool:
        """Whether none of the sheets was here before: they are taken over, and nothing is merged."""
        return all(one.is_new for one in self.sheets)

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """The files that are not here yet."""
        return tuple(one for one in self.lacking if isinstance(one, Evidence))


def look_into(file: Path) -> tuple[PackageFile, SheetPackage]:
    """What a package says of itself, before it is held against any workspace."""
    found = read_package_file(file)
    try:
        package = read_package(found.content)
    except NewerPackage:
        raise
    except Refused as refused:
        raise refusal(file, refused.message) from None
    # What the rows of an older one leave out is at its default.
    if package.revision not in REVISIONS:
        raise NewerPackage
    return found, package


def plan_merge(workspace: Workspace, file: Path) -> MergePlan:
    """Read a package and compare; nothing is written."""
    found, package = look_into(file)
    if package.workspace == workspace.id:
        raise Refused("这是本工作区自己交出的考核包，请在另一台电脑的工作区里接收")
    records, theirs = shared_records(found, package), read_handovers(found, package)
    with workspace.reading() as view:
        head = view.head()
        scheme = _scheme(view, package)
        if view.get(Handover, package.id) is not None:
            return MergePlan(found, package, head, theirs, scheme, already=True)
        for unit in package.units:
            refuse_unsound_sheet(found, package, unit, scheme)
        common = common_states(view, workspace.id, package, theirs)
        sheets = tuple(_sheet(view, package, unit, common, scheme) for unit in package.units)
        lacking = tuple(_lacking(view, records))
        return MergePlan(found, package, head, theirs, scheme, sheets, lacking)


def _scheme(view: View, package: SheetPackage) -> Scheme:
    held = view.get(Round, package.round)
    theirs = package.shared["round", (package.round,)]
    if held is None:
        return scheme_in(package.scheme.encode(), str(theirs["scheme"]))
    if held.scheme_text != theirs["scheme_text"]:
        raise Refused(
            f"批次“{held.name}”两边所用的办法版本不同，请先在一边更换成同一版本，再交出一次"
        )
    return round_scheme(view, held)


def _lacking(view: View, records: Sequence[Any]) -> Iterator[Any]:
    names = {one.name: one.id for one in view.all(UnitRecord)}
    for one in records:
        plain = plain_record(one)
        held = view.get(type(one), *plain.key)
        if held is not None and not (plain.table == "office" and not held.name):
            continue
        if isinstance(one, UnitRecord) and one.name in names:
            raise Refused(
                f"本工作区已另有一个“{one.name}”，与对方的不是同一条记录；请在一个新的工作区里接收"
            )
        yield one


def _sheet(
    view: View, package: SheetPackage, unit: str, common: CommonStates, scheme: Scheme
) -> SheetMerge:
    ours, theirs = sheet_rows(view, package.round, unit), package.sheets[unit]
    place: Place = ("assessment", (package.round, unit))
    bases = common.bases[unit]
    name = str((ours.get(place) or theirs[place])["name"])
    if place in ours and not bases:
        raise Refused(f"“{name}”的考核表在两边各自建立，没有共同的来历，不能合并")
    if bases and place not in ours:
        raise Refused(f"“{name}”已移出本机的批次，请先把它加回来，或让对方只交出其他单位")
    held = view.get(Round, package.round)
    withheld = withheld_from_final(view, package, unit, held) if place in ours and held else ""
    if place in ours and scheme.is_relative and has_whole_round(view, package.round):
        ours, theirs = unsettled_rows(ours), unsettled_rows(theirs)
        bases = [unsettled_rows(one) for one in bases]
    states = SheetStates(bases or [{}], ours, theirs)
    compared = _in_sheet_order(compare_sheets(states), scheme)
    if not _is_readable(scheme, states, compared):
        compared = Compared(conflicts=(_whole(states, place),))
    if ours.get(place, {}).get("state") == FINALISED and _reaches_sheet(compared):
        raise Refused(f"“{name}”在本机已经定稿，对方又有改动；请先撤销定稿，再合并")
    return SheetMerge(unit, name, states, compared, common.known[unit], withheld)


def _in_sheet_order(compared: Compared, scheme: Scheme) -> Compared:
    """As the sheet has it: what belongs to no part of it first."""
    order: dict[object, int] = {}
    for at, part in enumerate(parts_of(scheme), 1):
        order |= dict.fromkeys((part.id, *(one.id for one in part.criteria)), at)

    def place(one: Difference) -> int:
        names = (*one.place[1][2:3], *(c.row.get("criterion") for c in one.ours if c.row))
        return max((order.get(name, 0) for name in names), default=0)

    return Compared(*(tuple(sorted(each, key=place)) for each in compared))


def _is_readable(scheme: Scheme, states: SheetStates, compared: Compared) -> bool:
    """Whether what comes of it holds together, whichever side is chosen throughout."""
    if not any(place[0] == "assessment" for place in states.ours):
        return True
    try:
        for chosen in ((), compared.conflicts):
            findings_in(scheme, merged(states, compared, chosen))
    except Refused:
        return False
    return True


def _whole(states: SheetStates, place: Place) -> Difference:
    """All of it from one side: parts of both would contradict each other."""
    places = sorted({**states.ours, **states.theirs}, key=str)
    sides = (
        tuple(Cell(one, None, _kept(one, rows, states.ours)) for one in places)
        for rows in (states.ours, states.theirs)
    )
    return Difference((WHOLE_SHEET, place[1]), None, *sides)


def _kept(place: Place, rows: Rows, ours: Rows) -> PlainRow | None:
    """Ledgers are never lost by choosing a sheet."""
    row = rows.get(place)
    return ours.get(place) if row is None and place[0] == "ledger_row" else row


def _reaches_sheet(compared: Compared) -> bool:
    return not all(_is_of_ledgers(one) for one in (*compared.taken, *compared.conflicts))


def _is_of_ledgers(difference: Difference) -> bool:
    cells = (*difference.ours, *difference.theirs)
    return all(is_of_ledgers(place, row) for place, _, row in cells if row is not None)
