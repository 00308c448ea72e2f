"""Judgements: every score that an evaluator set himself, and the units that gain most by such scores."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from desktop.domain.amounts import ZERO, show
from desktop.domain.score_sheet import IndicatorScore
from desktop.services.consistency.remarks import Looked, Matter, Remark, Spot
from desktop.services.round_sights import SheetSight

_SEVERAL = 2


class _Judged(NamedTuple):
    sight: SheetSight
    score: IndicatorScore
    given: Decimal
    computed: Decimal
    grounds: str

    @property
    def moved(self) -> Decimal:
        return self.given - self.computed


def judgements(of: Looked) -> Iterator[Remark]:
    """The unit that gains most by several of them, then each of them, the largest first."""
    found = [
        _Judged(sight, one, one.discretion.score, one.computed or ZERO, one.discretion.grounds)
        for sight in of.sheets
        for one in sight.sheet.indicators
        if one.discretion is not None
    ]
    yield from _most(found)
    yield from (_single(one) for one in found)


def _single(one: _Judged) -> Remark:
    indicator = one.sight.scheme.indicators_by_id[one.score.id]
    moved = (
        f"{'加' if one.moved > 0 else '减'} {show(abs(one.moved))} 分"
        if one.moved
        else "与计算的一样"
    )
    return Remark(
        Matter.DISCRETION,
        f"{indicator.no} {indicator.name}".strip(),
        one.sight.assessment.name,
        f"计算得 {show(one.computed)} 分，裁量得 {show(one.given)} 分，{moved}（{one.grounds}）",
        (Spot(one.sight.assessment.key, one.score.id),),
        abs(one.moved),
    )


def _most(found: list[_Judged]) -> Iterator[Remark]:
    """Whoever gains by several judgements together more than anybody else does."""
    units: dict[str, list[_Judged]] = {}
    for one in found:
        units.setdefault(one.sight.assessment.unit, []).append(one)
    gains = {unit: sum((one.moved for one in own), ZERO) for unit, own in units.items()}
    most = max(gains.values(), default=ZERO)
    for unit, own in units.items():
        if most > ZERO and gains[unit] == most and len(own) >= _SEVERAL:
            name = own[0].sight.assessment.name
            yield Remark(
                Matter.DISCRETION,
                f"{len(own)} 处裁量合计",
                name,
                f"{name}有 {len(own)} 处自由裁量，合计加 {show(most)} 分，是本批次最多的",
                tuple(Spot(one.sight.assessment.key, one.score.id) for one in own),
                most,
            )
