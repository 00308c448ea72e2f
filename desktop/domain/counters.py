"""Counters: the numbers of plan items and penalties that a checklist goes by, and which requirements go by each."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from desktop.domain.circumstances import PENALISED, PLAN_ITEM, Circumstances, Counted
from desktop.domain.evidence import Requirement
from desktop.domain.findings import Findings


class Counter(NamedTuple):
    """One number; `name` is its place among an assessment's counts, `supplier` whose it is, if not everybody's."""

    name: str
    counted: Counted
    supplier: str
    number: int
    requirements: tuple[int, ...]


def counters_of(findings: Findings, counts: Mapping[str, int]) -> tuple[Counter, ...]:
    """Every counter of a scheme, in the order in which its requirements first ask for it."""
    circumstances = Circumstances(findings, counts)
    found: dict[str, Counter] = {}
    for one in findings.scheme.requirements:
        for counted in _counted_by(one):
            owner = _owner(one, counted, circumstances)
            name = f"{counted}:{owner}" if owner else counted
            before = found[name].requirements if name in found else ()
            found[name] = Counter(
                name,
                counted,
                circumstances.rules.suppliers.get(owner, owner),
                circumstances.number(counted, one),
                (*before, one.no),
            )
    return tuple(found.values())


def _counted_by(requirement: Requirement) -> list[Counted]:
    found: list[Counted] = [requirement.per] if requirement.per is not None else []
    if requirement.per_penalty or requirement.when == "problem-found":
        found.append(PENALISED)
    return [*dict.fromkeys(found)]


def _owner(requirement: Requirement, counted: Counted, circumstances: Circumstances) -> str:
    """The supplier whose own number it is; blank where it is that of the whole assessment.

    A supplier has a plan of its own only where that is stated; penalties are always somebody's.
    """
    own = [who for who in requirement.who if f"{counted}:{who}" in circumstances.counts]
    if counted == PLAN_ITEM:
        stated = circumstances.rules.plan_items or {}
        own += [who for who in requirement.who if who in stated]
    elif len(requirement.who) == 1:
        own += requirement.who
    return own[0] if own else ""
