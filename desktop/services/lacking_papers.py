"""Lacking papers: what the list of a unit's missing evidence says, and the table of what every unit lacks."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from itertools import groupby
from typing import Final

from desktop.documents.forms.lacking_list import (
    LackingContents,
    LackingLine,
    UnitLacks,
    lacking_list,
    lacking_table,
)
from desktop.documents.manuscript import Manuscript
from desktop.domain.checklist import ChecklistRow
from desktop.domain.circumstances import PENALISED
from desktop.domain.records import AssessmentKey
from desktop.domain.refusals import Refused
from desktop.domain.scheme import Scheme
from desktop.domain.troubles import Trouble
from desktop.services.assessments import assessment_of, round_of, round_scheme, scheme_of
from desktop.services.checklists import checklist_in
from desktop.services.office import office_name
from desktop.services.round_evidence import UnitEvidence, units_in
from desktop.store.views import View

_NAMED: Final = 6  # so many requirements are told by their names
_RUN: Final = 3  # from so many numbers on only the first and the last are named


def lacking_of_unit(view: View, key: AssessmentKey) -> Manuscript:
    """What one unit still has to hand in, or a sentence that says why there is no such list."""
    of = assessment_of(view, key)
    _refuse_unasked(scheme_of(view, of))
    missing = checklist_in(view, of).missing
    same: dict[tuple[object, ...], list[ChecklistRow]] = {}
    for row in missing:  # which come item by item
        same.setdefault((row.requirement, row.piece, row.per), []).append(row)
    lines = tuple(map(_line, same.values()))
    return lacking_list(_contents(view, key.round), of.name, lines)


def lacking_of_round(view: View, round_id: str) -> Manuscript:
    """What every unit lacks."""
    scheme = round_scheme(view, round_of(view, round_id))
    _refuse_unasked(scheme)
    names = {one.no: one.name for one in scheme.requirements}
    units = tuple(_unit(one, names) for one in units_in(view, round_id))
    return lacking_table(_contents(view, round_id), units)


def _refuse_unasked(scheme: Scheme) -> None:
    if not scheme.requirements:
        raise Refused("这个办法没有逐项列出佐证要求，看不出缺哪些材料")


def _contents(view: View, round_id: str) -> LackingContents:
    of = round_of(view, round_id)
    rules = round_scheme(view, of).evidence
    last = view.event(view.head().count)
    if last is None:
        raise Trouble("工作区没有留痕；请到“设置”的“诊断”里核对全部")
    told = rules.filing.words if rules and rules.filing else ""
    dated = datetime.fromisoformat(last.at)
    return LackingContents(office_name(view), of.name, of.period, dated, told)


def _line(rows: Sequence[ChecklistRow]) -> LackingLine:
    first = rows[0]
    numbers = [row.plan_item for row in rows if row.plan_item is not None]
    told = [first.piece or first.name]
    if numbers:
        told.append(f"第 {_runs(numbers)} {'件处罚' if first.per == PENALISED else '项'}")
    return LackingLine(
        f"{first.requirement} {first.name}",
        "：".join(told),
        sum(row.wanted for row in rows),
        sum(row.present for row in rows),
        "、".join(first.who),
    )


def _runs(numbers: Sequence[int]) -> str:
    """Numbers in order; those that follow one another by the first and the last."""
    parts: list[str] = []
    for _, run in groupby(enumerate(sorted(numbers)), key=lambda one: one[1] - one[0]):
        held = [number for _, number in run]
        far = len(held) >= _RUN
        parts += [f"{held[0]}—{held[-1]}"] if far else [str(number) for number in held]
    return "、".join(parts)


def _unit(one: UnitEvidence, names: dict[int, str]) -> UnitLacks:
    told = one.trouble or _lacks(one, names)
    return UnitLacks(one.assessment.name, one.due, one.lacking, one.waived, told)


def _lacks(one: UnitEvidence, names: dict[int, str]) -> str:
    """A few by their names; of many the numbers, for each unit's own list names them."""
    lacking = {no: tally.lacking for no, tally in one.tallies.items() if tally.lacking}
    if len(lacking) > _NAMED:
        return f"第 {_runs([*lacking])} 项，共 {len(lacking)} 项；逐件见该单位的缺件清单"
    return "；".join(f"{no} {names[no]}（{number}）" for no, number in lacking.items())
