"""Year rankings: the rounds of a scheme's months or quarters, taken together and ranked as one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from desktop.domain.averages import Part, still_open
from desktop.domain.periods import read_period
from desktop.domain.ranking import Entrant, Ranking, rank
from desktop.domain.records import Assessment, Round
from desktop.domain.scheme import Scheme
from desktop.domain.sheet_merits import merits_of
from desktop.domain.together import MISSING, PartOfYear, Together
from desktop.services.assessments import round_of, round_scheme
from desktop.services.round_rankings import entrants_of, group_in
from desktop.services.round_sights import RoundSight, see_round_in
from desktop.store.views import View
from desktop.store.workspace import Workspace

_UNLISTED = PartOfYear("unlisted")


class YearPart(NamedTuple):
    """A month or quarter of the year, and the round that is about it; None where there is none yet."""

    number: int
    name: str
    round: Round | None


@dataclass(frozen=True, slots=True)
class YearUnit:
    """One unit over the year: as it was last listed, and its parts in their order."""

    assessment: Assessment
    parts: tuple[PartOfYear, ...]


@dataclass(frozen=True, slots=True)
class YearSight:
    """A year's parts, the units, and their ranking by what the year comes to."""

    year: int
    rules: Together
    parts: tuple[YearPart, ...]
    units: Mapping[str, YearUnit]
    ranking: Ranking


def see_year(workspace: Workspace, round_id: str) -> YearSight | None:
    """The year that a round is a part of; None where its scheme takes none together, or it is no part of one."""
    with workspace.reading() as view:
        return see_year_in(view, round_id)


def see_year_in(view: View, round_id: str) -> YearSight | None:
    """The same, where a view is open already."""
    of = round_of(view, round_id)
    scheme = round_scheme(view, of)
    place = _place(of, scheme.together)
    if scheme.together is None or place is None:
        return None
    rounds = _rounds_of(view, of, scheme.together, place[0])
    sights = {number: see_round_in(view, one.id) for number, one in rounds.items()}
    units = _units(scheme.together, sights)
    groups = {name: group for sight in sights.values() for name, group in sight.groups.items()}
    entrants = (_entrant(scheme, scheme.together, one, groups) for one in units.values())
    parts = tuple(
        YearPart(number, scheme.together.name_of(number), rounds.get(number))
        for number in scheme.together.counted
    )
    ranking = rank(scheme.ranking, entrants)
    return YearSight(place[0], scheme.together, parts, units, ranking)


def _place(of: Round, rules: Together | None) -> tuple[int, int] | None:
    """Which part of which year a round is about."""
    period = read_period(of.period)
    number = rules.number_of(period) if rules and period else None
    return None if number is None or period is None else (period.first.year, number)


def _rounds_of(view: View, of: Round, rules: Together, year: int) -> dict[int, Round]:
    """Where two are about the same part, the one that is asked about, else the newest."""
    found: dict[int, Round] = {}
    same = view.all(Round, scheme=of.scheme)
    for one in (*sorted(same, key=lambda one: (one.opened, one.name, one.id)), of):
        place = _place(one, rules)
        if one.beside is None and place is not None and place[0] == year:
            found[place[1]] = one
    return {number: found[number] for number in rules.counted if number in found}


def _units(rules: Together, sights: Mapping[int, RoundSight]) -> dict[str, YearUnit]:
    """In the order of the last round, then whoever was only in an earlier one."""
    entrants = {number: {e.unit: e for e in entrants_of(one)} for number, one in sights.items()}
    listed: dict[str, Assessment] = {}
    for number in sorted(sights, reverse=True):
        for one in sights[number].sheets:
            listed.setdefault(one.assessment.unit, one.assessment)
    return {
        unit: YearUnit(
            of,
            tuple(
                _part(entrants[number].get(unit)) if number in entrants else MISSING
                for number in rules.counted
            ),
        )
        for unit, of in listed.items()
    }


def _part(one: Entrant | None) -> PartOfYear:
    """What is provisional in its round is still to come."""
    if one is None:
        return _UNLISTED
    if one.absent:
        return PartOfYear("absent")
    if one.merits is None and one.sheet is None:
        return PartOfYear("unread")
    merits = one.merits
    if merits is None and one.sheet is not None:
        merits = merits_of(one.scheme, one.sheet)
    if merits is None or one.provisional or not Part(merits).done or merits.provisional:
        return PartOfYear("pending")
    return PartOfYear("scored", merits)


def _entrant(scheme: Scheme, rules: Together, one: YearUnit, groups: Mapping[str, str]) -> Entrant:
    of = one.assessment
    taken = rules.taken(dict(zip(rules.counted, one.parts, strict=True)), scheme.rounding)
    return Entrant(
        of.unit,
        group_in(scheme, of, groups),
        (scheme.by_kind or {}).get(of.kind or "", scheme),
        None,
        taken.merits or still_open(scheme.ranking),
        all(part.state in {"absent", "unlisted"} for part in one.parts),
        taken.provisional,
    )
