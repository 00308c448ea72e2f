"""指标失分 and 失分原因: where the round lost its points, and how many units did."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import Final

from desktop.documents.charts.chart import Chart
from desktop.documents.charts.losses import Loss, LossFigures
from desktop.domain.amounts import ZERO, show
from desktop.domain.deductions import Deduction
from desktop.domain.sheet_parts import parts_of
from desktop.services.charts.charted import Charted, listed, quoted

BY_INDICATOR: Final = "指标失分"
BY_REASON: Final = "失分原因"
_WHOLE_SHEET: Final = "全表扣减"
_REASONS: Final = 15
_LEADERS: Final = 3
_HEADINGS: Final = ("失分（分）", "占全部失分", "失分单位（个）")


_Place = tuple[str, str]  # a part and a criterion


@dataclass(slots=True)
class _Sum:
    """What one place lost so far."""

    lost: Decimal = ZERO
    provisional: Decimal = ZERO
    units: set[str] = field(default_factory=set)


def indicator_chart(of: Charted) -> Chart:
    """Every indicator that lost anything; the others are named."""
    parts = parts_of(of.scheme)
    named = {(one.id, ""): one.full_name for one in parts}
    sums = _sums(of, lambda one: (one.part, ""))
    losses = _losses(sums, lambda key: named.get(key, _WHOLE_SHEET))
    clean = [one.name for one in parts if one.indicator is not None and (one.id, "") not in sums]
    notes = [f"没有失分的指标：{_some(clean)}。"] if clean and losses else []
    return _chart(BY_INDICATOR, of, losses, losses, notes)


def reason_chart(of: Charted) -> Chart:
    """The criteria that took most; a judgement stands beside them under its indicator's name."""
    named: dict[_Place, str] = {}
    for part in parts_of(of.scheme):
        named[part.id, ""] = f"自由裁量：{part.full_name}"
        for one in part.criteria:
            named[part.id, one.id] = one.label if one.when else f"{one.label} {part.name}"
    sums = _sums(of, lambda one: (one.part, one.criterion))
    losses = _losses(sums, lambda key: named.get(key, _WHOLE_SHEET))
    rest = losses[_REASONS:]
    lost = sum((one.lost for one in rest), ZERO)
    notes = [f"其余 {len(rest)} 条共失 {show(lost)} 分，没有画出。"] if rest else []
    return _chart(BY_REASON, of, losses, losses[:_REASONS], notes)


def _sums(of: Charted, place: Callable[[Deduction], _Place]) -> dict[_Place, _Sum]:
    sums: dict[_Place, _Sum] = {}
    for sight in of.taking_part:
        for one in of.lost_by(sight).rows:
            if not one.lost:
                continue
            held = sums.setdefault(place(one), _Sum())
            held.lost += one.lost
            held.provisional += one.lost if sight.sheet.pending else ZERO
            held.units.add(sight.assessment.unit)
    return sums


def _losses(sums: Mapping[_Place, _Sum], name: Callable[[_Place], str]) -> list[Loss]:
    """The most first; of equals the one that lost first."""
    found = (
        Loss(name(key), one.lost, one.provisional, len(one.units)) for key, one in sums.items()
    )
    return sorted((one for one in found if one.lost > 0), key=lambda one: -one.lost)


def _chart(name: str, of: Charted, every: list[Loss], drawn: list[Loss], notes: list[str]) -> Chart:
    told = (*notes, *_unsettled(of), *of.left_out)
    headings = ("指标" if name == BY_INDICATOR else "评分标准", *_HEADINGS)
    whole = sum((one.lost for one in every), ZERO)
    rows = tuple(
        (one.name, show(one.lost), _share(one.lost, whole), str(one.units)) for one in every
    )
    if not drawn:
        begun = any(one.sheet.begun for one in of.taking_part)
        nothing = "已经评的各项都没有失分。" if begun else "还没有单位开始评分，没有可以比的。"
        return Chart(name, nothing, None, told, headings, rows)
    return Chart(name, _sentence(drawn, whole), LossFigures(tuple(drawn)), told, headings, rows)


def _sentence(drawn: list[Loss], whole: Decimal) -> str:
    first = drawn[0]
    told = (
        f"失分最多的是{quoted(first.name)}，{first.units} 个单位共失 {show(first.lost)} 分，"
        f"占全部失分（{show(whole)} 分）的 {_share(first.lost, whole)}"
    )
    if len(drawn) <= _LEADERS:
        return f"{told}。"
    leaders = sum((one.lost for one in drawn[:_LEADERS]), ZERO)
    return f"{told}；前三项合占 {_share(leaders, whole)}。"


def _share(lost: Decimal, whole: Decimal) -> str:
    exact = Fraction(lost) / Fraction(whole) * 100
    return f"{int(exact + Fraction(1, 2))}%" if exact >= 1 else "不到 1%"


def _unsettled(of: Charted) -> Iterator[str]:
    if of.unsettled:
        names = listed(one.assessment.name for one in of.unsettled)
        yield f"还没有评完的单位只计已经评的，失分还会增加：{names}。"


def _some(names: list[str]) -> str:
    """As many as a sentence bears."""
    told = "、".join(names[:_REASONS])
    return f"{told}等 {len(names)} 项" if len(names) > _REASONS else told
