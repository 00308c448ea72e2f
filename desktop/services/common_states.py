"""Common states: what two workspaces last had in common of a sheet, by what each knows of the other's trail.

Each side keeps how far it knew the other when it last took something in. Whichever of both states came later holds the
other one; where they crossed on their way neither does, and both count.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from desktop.domain.audit_trail import PlainRow, Rows
from desktop.domain.merging import Place
from desktop.domain.refusals import Refused
from desktop.domain.result_records import Handover
from desktop.domain.sheet_packages import SheetPackage
from desktop.services.shared_sheets import last_changes, rows_then, sheet_rows
from desktop.store.views import View

_RESTORED: Final = "可能有一边从备份恢复过；请由交出的一方重新交出"


@dataclass(frozen=True, slots=True)
class CommonStates:
    """By unit: the states that both sides last had in common, and up to which own event they know us."""

    bases: Mapping[str, Sequence[Rows]]
    known: Mapping[str, int]


def common_states(
    view: View, own: str, package: SheetPackage, theirs: Sequence[Handover]
) -> CommonStates:
    """For each sheet of a package; a sheet that is not here yet had nothing in common."""
    ours = view.all(Handover, round=package.round)
    _refuse_forked(view, own, package, ours, theirs)
    bases, known = {}, {}
    states = _States(view, package)
    lasts = last_changes(view, package.round, package.units)
    for unit in package.units:
        met = _last((one for one in theirs if one.workspace == own), unit)
        held = [one for one in ours if one.workspace == package.workspace and unit in one.units]
        if met is None and not held:
            held = _of_a_third(ours, theirs, own, unit)
        known[unit] = 0 if met is None else told_of(met, unit).last
        theirs_held = (one for one in held if one.workspace == package.workspace)
        seen = max((told_of(one, unit).last for one in theirs_held), default=0)
        they_rest = package.lasts[unit] <= seen
        we_rest = met is not None and lasts.get(unit, 0) <= told_of(met, unit).last
        if they_rest and not we_rest:  # nothing came since we took them in
            bases[unit] = [package.sheets[unit]]
        elif we_rest and not they_rest:  # they have all of ours
            bases[unit] = [states.now(unit)]
        else:
            bases[unit] = [*_bases(states, unit, met, held)]
    return CommonStates(bases, known)


def _last(handovers: Iterator[Handover], unit: str) -> Handover | None:
    of_unit = (one for one in handovers if unit in one.units)
    return max(of_unit, key=lambda one: one.number, default=None)


def _of_a_third(
    ours: Sequence[Handover], theirs: Sequence[Handover], own: str, unit: str
) -> list[Handover]:
    """Both took it over from one and the same state of somebody else's."""
    heads = {one.head for one in theirs if unit in one.units and one.workspace != own}
    return [one for one in ours if one.head in heads and unit in one.units and one.own is not None]


def _bases(
    states: _States, unit: str, met: Handover | None, held: Sequence[Handover]
) -> Iterator[Rows]:
    """What each side last knew of the other one, but for what the other state holds already."""
    taken = _last(iter(held), unit)
    if met is None or taken is None or taken.own is None:
        if met is not None:
            yield states.then(met.number)[unit]
        elif taken is not None and taken.own is not None:
            yield states.taken(taken, taken.own, unit)
        return
    ours_in_theirs = told_of(met, unit).last <= told_of(taken, unit).known
    before = (one for one in held if one.own and one.own <= met.number and unit in one.units)
    theirs_in_ours = any(told_of(one, unit).last >= told_of(taken, unit).last for one in before)
    if theirs_in_ours or not ours_in_theirs:
        yield states.then(met.number)[unit]
    if not theirs_in_ours:
        yield states.taken(taken, taken.own, unit)


class _States:
    """Former states, each replayed once."""

    def __init__(self, view: View, package: SheetPackage) -> None:
        self._view, self._package = view, package
        self._then: dict[int, Mapping[str, Rows]] = {}

    def now(self, unit: str) -> Rows:
        """Ours as it is."""
        return sheet_rows(self._view, self._package.round, unit)

    def then(self, number: int) -> Mapping[str, Rows]:
        """Ours after an event."""
        if number not in self._then:
            of = self._package
            self._then[number] = rows_then(self._view, number, of.round, of.units)
        return self._then[number]

    def taken(self, handover: Handover, number: int, unit: str) -> Rows:
        """Theirs, as it was when this event took it in."""
        rows = {**self.then(number)[unit]}
        for place, row in told_of(handover, unit).apart.items():
            if row is None:
                rows.pop(place, None)
            else:
                rows[place] = row
        return rows


class ToldOfSheet(NamedTuple):
    """What is kept of a sheet that was taken in: by which of their events it last changed, by which of ours that they
    knew, and which of their rows were other than ours then."""

    last: int
    known: int
    apart: Mapping[Place, PlainRow | None]


def told_of(handover: Handover, unit: str) -> ToldOfSheet:
    """What is kept of one sheet."""
    plain = handover.sheets.get(unit)
    if not isinstance(plain, dict):
        return ToldOfSheet(0, 0, {})
    apart = {(table, (*key,)): row for table, key, row in plain["apart"]}
    return ToldOfSheet(int(plain["last"]), int(plain["known"]), apart)


def kept_of(last: int, known: int, ours: Rows, theirs: Rows) -> Mapping[str, object]:
    """The same, to be kept: where what was made of both is other than theirs."""
    unlike = [one for one in {**ours, **theirs} if ours.get(one) != theirs.get(one)]
    apart = [[table, [*key], theirs.get((table, key))] for table, key in sorted(unlike, key=str)]
    return {"last": last, "known": known, "apart": apart}


def _refuse_forked(
    view: View,
    own: str,
    package: SheetPackage,
    ours: Sequence[Handover],
    theirs: Sequence[Handover],
) -> None:
    """A workspace that was restored from a backup tells another story than the one that is known of it."""
    trail = {one.number: one.hash for one in package.events}
    for one in ours:
        if one.workspace == package.workspace and {*one.units} & {*package.units}:
            if package.head.count < one.number:
                raise Refused("这个考核包比已经合并过的旧，不用再合并")
            if trail.get(one.number, one.head) != one.head:
                raise Refused(f"对方的留痕与上次合并时接不上，{_RESTORED}")
    for one in theirs:
        if one.workspace == own:
            event = view.event(one.number)
            if event is None or event.hash != one.head:
                raise Refused(f"考核包里所记的本机留痕与现在的对不上，{_RESTORED}")
