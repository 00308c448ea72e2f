"""Proofs: exemptions that nothing proves, and full marks where evidence is asked for and none is there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from desktop.domain.amounts import show
from desktop.domain.circumstances import Circumstances
from desktop.domain.evidence import Requirement
from desktop.domain.score_sheet import IndicatorScore
from desktop.services.consistency.remarks import Looked, Matter, Remark, Spot
from desktop.services.round_sights import SheetSight

_WHEN_EXEMPT = "exempt"


class Proved(NamedTuple):
    """What evidence of one unit is linked to."""

    criteria: frozenset[str]  # as a whole
    items: frozenset[str]
    requirements: frozenset[int]
    waived: frozenset[int]


def proved_by_unit(of: Looked) -> Mapping[str, Proved]:
    """What is proved of each unit."""
    found: dict[str, tuple[set[str], set[str], set[int], set[int]]] = {}
    for sight in of.sheets:
        found[sight.assessment.unit] = (set(), set(), set(), set())
    for link in of.beside.links:
        if link.unit in found:
            criteria, items, requirements, _ = found[link.unit]
            if link.item is not None:
                items.add(link.item)
            elif link.criterion is not None:
                criteria.add(link.criterion)
            if link.requirement is not None:
                requirements.add(link.requirement)
    for waiver in of.beside.waivers:
        if waiver.unit in found:
            found[waiver.unit][3].add(waiver.requirement)
    return {
        unit: Proved(
            frozenset(criteria), frozenset(items), frozenset(requirements), frozenset(waived)
        )
        for unit, (criteria, items, requirements, waived) in found.items()
    }


def unproved_exemptions(of: Looked) -> Iterator[Remark]:
    """An exemption beside which no file lies: not at its item, its criterion, nor as what is asked for it."""
    proved, parts = proved_by_unit(of), of.parts
    items: dict[tuple[str, str, int], str] = {
        (one.unit, one.criterion, one.position): one.id for one in of.beside.items if one.exempt
    }
    for sight in of.sheets:
        unit, own = sight.assessment.unit, proved[sight.assessment.unit]
        asked = {
            one.indicator
            for one in sight.scheme.requirements
            if one.when == _WHEN_EXEMPT and one.no in own.requirements
        }
        for name, fact in sight.plain["facts"].items():
            told = "exempt" in fact or fact.get("items")
            if told and name not in own.criteria and parts[name] not in asked:
                bare = [
                    grounds
                    for position, grounds in _exempted(fact)
                    if items.get((unit, name, position)) not in own.items
                ]
                if bare:
                    yield _exemption(sight, parts[name], name, bare)


def _exempted(fact: Mapping[str, Any]) -> Iterator[tuple[int, str]]:
    """The place of each exempt item, -1 for the whole fact, with its grounds."""
    if fact.get("exempt") is True:
        yield -1, str(fact.get("reason", ""))
        return
    for position, item in enumerate(fact.get("items") or ()):
        if item.get("exempt") is True:
            yield position, str(item.get("reason", ""))


def _exemption(sight: SheetSight, part: str, name: str, bare: list[str]) -> Remark:
    times = f" {len(bare)} 处" if len(bare) > 1 else ""
    return Remark(
        Matter.EXEMPTION,
        sight.scheme.criteria[name].label,
        sight.assessment.name,
        f"免责{times}（{'；'.join(dict.fromkeys(bare))}）没有关联佐证材料，可以补上材料或看看理由是否充分",
        (Spot(sight.assessment.key, part, name),),
        len(bare),
    )


def unproved_full_marks(of: Looked) -> Iterator[Remark]:
    """An indicator with full marks, of whose required evidence there is nothing at all."""
    proved = proved_by_unit(of)
    for sight in of.sheets:
        own = proved[sight.assessment.unit]
        circumstances = Circumstances(sight.findings, sight.assessment.counts)
        asked: dict[str, list[Requirement]] = {}
        for one in sight.scheme.requirements:
            asked.setdefault(one.indicator, []).append(one)
        for score in sight.sheet.indicators:
            if score.id in asked and _is_full(sight, score):
                needed = [
                    one
                    for one in asked[score.id]
                    if one.no not in own.waived
                    and circumstances.apply_to(one)
                    and circumstances.compel(one)
                ]
                if needed and not _has_any(sight, score, own, asked[score.id]):
                    yield _full_marks(sight, score, needed)


def _is_full(sight: SheetSight, score: IndicatorScore) -> bool:
    """Complete, counted, and nothing lost."""
    if score.score is None or score.score < score.points or score.not_applicable is not None:
        return False
    pending = frozenset(sight.sheet.pending)
    return not any(one.id in pending for one in sight.scheme.indicators_by_id[score.id].criteria)


def _has_any(
    sight: SheetSight, score: IndicatorScore, own: Proved, asked: list[Requirement]
) -> bool:
    names = {one.id for one in sight.scheme.indicators_by_id[score.id].criteria}
    return bool(names & own.criteria) or any(one.no in own.requirements for one in asked)


def _full_marks(sight: SheetSight, score: IndicatorScore, needed: list[Requirement]) -> Remark:
    indicator = sight.scheme.indicators_by_id[score.id]
    first = f"“{needed[0].name}”"
    more = f"等 {len(needed)} 项" if len(needed) > 1 else ""
    return Remark(
        Matter.FULL_MARKS,
        f"{indicator.no} {indicator.name}".strip(),
        sight.assessment.name,
        f"得了满分 {show(score.points)} 分，办法要求的佐证材料（{first}{more}）一件也没有关联",
        (Spot(sight.assessment.key, score.id),),
        score.points,
    )
