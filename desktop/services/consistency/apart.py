"""What stands apart: not applicable where its like have it, one event told in two ways, a comparison that has moved."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Final

from desktop.domain.comparison import AMONG
from desktop.domain.recorded import plain_values
from desktop.domain.records import Assessment, AssessmentKey, FindingRecord, ItemRecord
from desktop.domain.scheme import Scheme
from desktop.services.consistency.remarks import Looked, Matter, Remark, Spot, listed
from desktop.services.peers import peers_in
from desktop.services.round_sights import SheetSight
from desktop.store.views import View

_MOST: Final = 3  # a third of its kind at most


def not_applicable_apart(of: Looked) -> Iterator[Remark]:
    """An indicator that does not apply to a few units, and to most of their kind it does."""
    kinds: dict[str | None, list[SheetSight]] = {}
    for sight in of.sheets:
        kinds.setdefault(sight.assessment.kind, []).append(sight)
    for own in kinds.values():
        for indicator in own[0].scheme.indicators:
            aside = [one for one in own if indicator.id in one.findings.not_applicable]
            if aside and len(aside) * _MOST <= len(own):
                yield from (_aside(one, indicator.id, len(aside), len(own)) for one in aside)


def _aside(sight: SheetSight, name: str, number: int, of: int) -> Remark:
    indicator = sight.scheme.indicators_by_id[name]
    only = "只有这一个" if number == 1 else f"只有 {number} 个"
    return Remark(
        Matter.APART,
        f"{indicator.no} {indicator.name}".strip(),
        sight.assessment.name,
        f"标为不适用（{sight.findings.not_applicable[name]}），同类 {of} 个单位里{only}不适用",
        (Spot(sight.assessment.key, name),),
        indicator.points,
    )


def shared_events(of: Looked) -> Iterator[Remark]:
    """One event that was charged to two units, and the two say different things by now."""
    parts = of.parts
    here = {one.assessment.unit: place for place, one in enumerate(of.sheets)}
    events: dict[str, list[ItemRecord]] = {}
    for one in of.beside.items:
        if one.shared and one.unit in here and one.criterion in parts:
            events.setdefault(one.shared, []).append(one)
    for own in events.values():
        own.sort(key=lambda one: (here[one.unit], one.position))
        differ = "、".join(_differences(own))
        if differ:
            names = listed([of.name(one.unit) for one in own])
            yield Remark(
                Matter.SHARED,
                f"{of.scheme.criteria[own[0].criterion].label}：“{own[0].note}”",
                names,
                f"记在{names}的是同一件事，现在{differ}，可以对一对",
                tuple(
                    Spot(AssessmentKey(one.round, one.unit), parts[one.criterion], one.criterion)
                    for one in own
                ),
                len(own),
            )


def _differences(own: list[ItemRecord]) -> Iterator[str]:
    if len({one.unit for one in own}) == 1:
        yield "另一边已经没有这件"
        return
    if len({one.note for one in own}) > 1:
        yield "说明不同"
    if len({one.date for one in own}) > 1:
        yield "日期不同"
    if len({one.exempt for one in own}) > 1:
        yield "有的免责有的没有"
    if len({repr(sorted(one.figures.items())) for one in own}) > 1:
        yield "类别或分值不同"


def moved_comparisons(of: Looked) -> Iterator[Remark]:
    """Finalised sheets whose comparison with the others no longer is what it was frozen with."""
    parts, sheets = of.parts, {one.assessment.unit: one.assessment for one in of.sheets}
    for unit, criterion in of.beside.moved:
        if unit in sheets:
            yield Remark(
                Matter.FROZEN,
                of.scheme.criteria[criterion].label,
                sheets[unit].name,
                "定稿时用来比较的其他单位的数与现在的不同；需要按现在的数计分时，请撤销定稿后再定稿",
                (Spot(sheets[unit].key, parts[criterion], criterion),),
            )


def moved_in(view: View, scheme: Scheme, round_id: str) -> tuple[tuple[str, str], ...]:
    """Each unit and criterion whose frozen figures of others are not those that stand there now."""
    peers = peers_in(view, scheme, round_id)
    if peers is None:
        return ()
    final = {one.unit: one for one in view.all(Assessment, round=round_id) if one.finalised}
    return tuple(
        (one.unit, one.criterion)
        for one in view.all(FindingRecord, round=round_id)
        if one.unit in final and AMONG in one.fact
        if _told(one.fact[AMONG]) != _told(peers.settled(final[one.unit], one.criterion))
    )


def _told(entries: object) -> list[str]:
    """Whichever order the units stand in."""
    listed_entries = entries if isinstance(entries, list) else []
    return sorted(json.dumps(plain_values(one), sort_keys=True) for one in listed_entries)
