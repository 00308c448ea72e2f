"""Round tallies: how every requirement stands in one unit after another, without laying out each unit's every row.

A large list has six hundred rows a unit, and units are mostly asked for the same: what they are asked for is laid out
once, and what each has handed in is taken from it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from desktop.domain.checklist import (
    ChecklistRow,
    PieceLink,
    Waiver,
    by_requirement,
    rows_of,
)
from desktop.domain.checklist_tallies import ChecklistTally, Standing, tally_of
from desktop.domain.circumstances import Circumstances
from desktop.domain.evidence import Requirement
from desktop.domain.findings import Findings

_Filing = tuple[str, int | None]  # the piece and its plan item
_Bearing = tuple[tuple[bool, ...], tuple[int, ...]]  # what its indicator says, and its suppliers


@dataclass(frozen=True, slots=True)
class _Bare:
    """A requirement as it stands before anything is handed in."""

    tally: ChecklistTally
    rows: Mapping[_Filing, Sequence[ChecklistRow]]
    applies: bool


@dataclass(frozen=True, slots=True)
class _Listed:
    """A list of requirements, and what units with the same of it had in common."""

    requirements: tuple[Requirement, ...]
    chosen: frozenset[int]  # where what is handed in decides which of several cases is asked for
    indicators: Mapping[str, Requirement]  # one of each
    suppliers: Mapping[tuple[str, ...], Requirement]
    bare: dict[tuple[int, _Bearing], _Bare] = field(default_factory=dict)
    asked: dict[tuple[object, ...], Mapping[int, _Bare]] = field(default_factory=dict)


class RoundTallies:
    """Remembers what is asked for, by all that bears on it."""

    def __init__(self) -> None:
        self._lists: dict[int, _Listed] = {}  # by the id of what each holds, so that it stays so

    def of(
        self,
        findings: Findings,
        links: Iterable[PieceLink],
        waivers: Iterable[Waiver],
        counts: Mapping[str, int],
    ) -> Mapping[int, ChecklistTally]:
        """By the number of each requirement, what `checklist_of` would come to."""
        circumstances = Circumstances(findings, counts)
        requirements = findings.scheme.requirements
        if id(requirements) not in self._lists:
            self._lists[id(requirements)] = _listed(requirements)
        listed = self._lists[id(requirements)]
        asked = _asked(listed, circumstances)
        found = {no: bare.tally for no, bare in asked.items()}
        filed, excused = by_requirement(links), by_requirement(waivers)
        for one in requirements:
            here, waived = filed.get(one.no, ()), excused.get(one.no, ())
            if waived or (here and one.no in listed.chosen):
                found[one.no] = tally_of(rows_of(one, circumstances, here, waived))
            elif here and asked[one.no].applies:
                found[one.no] = _with(asked[one.no], here)
        return found


def _listed(requirements: tuple[Requirement, ...]) -> _Listed:
    return _Listed(
        requirements,
        _chosen(requirements),
        {one.indicator: one for one in requirements},
        {one.who: one for one in requirements},
    )


def _chosen(requirements: tuple[Requirement, ...]) -> frozenset[int]:
    """Those with cases, and those that repeat one with cases."""
    chosen = {one.no for one in requirements if one.cases}
    for _ in requirements:  # as long as any chain of them can be
        chosen |= {one.no for one in requirements if not chosen.isdisjoint(one.same_as)}
    return frozenset(chosen)


def _asked(listed: _Listed, circumstances: Circumstances) -> Mapping[int, _Bare]:
    """Every requirement before anything is handed in, laid out where no unit like this one came before."""
    said = {name: circumstances.of_indicator(one) for name, one in listed.indicators.items()}
    counted = {who: circumstances.of_suppliers(one) for who, one in listed.suppliers.items()}
    alike = (*said.values(), *counted.values())
    if alike not in listed.asked:
        listed.asked[alike] = {
            one.no: _laid_out(listed, one, circumstances, (said[one.indicator], counted[one.who]))
            for one in listed.requirements
        }
    return listed.asked[alike]


def _laid_out(
    listed: _Listed, one: Requirement, circumstances: Circumstances, bearing: _Bearing
) -> _Bare:
    key = one.no, bearing
    if key not in listed.bare:
        rows = rows_of(one, circumstances, (), ())
        by_filing: dict[_Filing, list[ChecklistRow]] = {}
        for row in rows:
            by_filing.setdefault((row.piece, row.plan_item), []).append(row)
        listed.bare[key] = _Bare(tally_of(rows), by_filing, circumstances.apply_to(one))
    return listed.bare[key]


def _with(bare: _Bare, links: Sequence[PieceLink]) -> ChecklistTally:
    """The tally once these are there: each row lacks less by them, and nothing else is another."""
    tally, lacking, present, answered = bare.tally, bare.tally.lacking, 0, False
    counts: dict[_Filing, int] = {}  # a Counter for each of some thousand short lists takes longer
    for one in links:
        counts[one.piece, one.plan_item] = counts.get((one.piece, one.plan_item), 0) + 1
    for filing, count in counts.items():
        rows = bare.rows.get(filing, ())
        present += count * max(1, len(rows))  # what nobody asked for has a row of its own
        for row in rows:
            answered |= count >= row.wanted
            if row.required:
                lacking -= min(row.wanted, count)
    standing = tally.standing
    ended = standing is Standing.LACKING and not lacking
    if ended or (standing is Standing.UNASKED and answered):
        standing = Standing.COMPLETE
    return ChecklistTally(standing, tally.wanted, present, lacking, tally.waived, tally.excused)
