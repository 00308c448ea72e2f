"""Checks of a scheme's numbers: sums, parts and wholes, bounds, and what cannot be reached."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Final

from desktop.domain.amounts import ZERO, show
from desktop.domain.bounds import Bounds
from desktop.domain.consequences import grade_slips
from desktop.domain.scheme import (
    BONUS,
    PENALTY,
    Criterion,
    Extra,
    Indicator,
    Scheme,
    Section,
    SharedCap,
)
from desktop.domain.slips import Place, Slip

_ITEMISED: Final = frozenset(
    {"each", "graded"}
)  # whose items are events that may have two at fault


def number_slips(scheme: Scheme) -> Iterator[Slip]:
    """Everything about the numbers of one reading of a scheme."""
    yield from _sums(scheme)
    for section in scheme.sections:
        yield from _bounds(section.bounds, ("sections", section.id))
    yield from _bounds(scheme.bounds, ("start",))
    for indicator in scheme.indicators:
        yield from _indicator(indicator)
    for name, extra in scheme.named_extras:
        yield from _extra(extra, (name,))
    yield from grade_slips(scheme.grades)


def _sums(scheme: Scheme) -> Iterator[Slip]:
    total = scheme.start or ZERO
    whole = Fraction(total)
    by_id = {section.id: section for section in scheme.sections}
    for section in scheme.sections:
        inside = [one for one in scheme.indicators if one.section == section.id]
        yield from _section_sum(section, inside)
        whole += Fraction(section.start or ZERO) * (section.weight or 1)
    for one in scheme.indicators:
        section_of = by_id.get(one.section or "")
        whole += Fraction(one.points) * ((section_of.weight if section_of else None) or 1)
    reach = whole
    if scheme.bonus is not None and scheme.bonus.inside:
        reach += Fraction(scheme.bonus.points or ZERO)
    if not whole <= scheme.points <= reach:
        found = show(Decimal(whole.numerator) / Decimal(whole.denominator))
        message = f"满分写 {show(scheme.points)} 分，各指标合计 {found} 分，请核对"
        yield Slip("points-sum", message, ("points",))


def _section_sum(section: Section, inside: Sequence[Indicator]) -> Iterator[Slip]:
    place: Place = ("sections", section.id)
    if section.points is None:
        if section.weight is not None:
            yield Slip("points-sum", "有权重（weight）的部分要写明自己的满分（points）", place)
        return
    found = sum((one.points for one in inside), section.start or ZERO)
    if found != section.points:
        message = (
            f"“{section.name}”写 {show(section.points)} 分，下面的指标合计 {show(found)} 分，请核对"
        )
        yield Slip("points-sum", message, (*place, "points"))


def _bounds(bounds: Bounds, place: Place) -> Iterator[Slip]:
    low = bounds.floor is not None and bounds.start < bounds.floor
    high = bounds.ceiling is not None and bounds.start > bounds.ceiling
    if low or high:
        yield Slip("bounds", "起点（start）要在下限（floor）和上限（ceiling）之间", place)


def _indicator(indicator: Indicator) -> Iterator[Slip]:
    place: Place = ("indicators", indicator.id)
    bounds = indicator.bounds
    yield from _bounds(bounds, place)
    whole = (bounds.ceiling or ZERO) - (bounds.floor or ZERO)
    for criterion in indicator.criteria:
        yield from _criterion(criterion, whole, (*place, "criteria", criterion.id))
    for cap in indicator.caps:
        yield from _shared_cap(cap, indicator.criteria, whole, (*place, "caps", cap.id))
    yield from _direction(indicator, place)


def _criterion(criterion: Criterion, whole: Decimal | None, place: Place) -> Iterator[Slip]:
    rule = criterion.rule
    if whole is not None and rule.single > whole:
        message = f"一条就是 {show(rule.single)} 分，超过整项的 {show(whole)} 分"
        yield Slip("part-over-whole", message, place)
    if whole is not None and criterion.cap is not None and criterion.cap > whole:
        message = f"最多 {show(criterion.cap)} 分，超过整项的 {show(whole)} 分"
        yield Slip("part-over-whole", message, (*place, "cap"))
    if criterion.cap is not None and criterion.cap < rule.single:
        message = f"最多 {show(criterion.cap)} 分，却比一次的 {show(rule.single)} 分还少"
        yield Slip("cap-below-one", message, (*place, "cap"), grave=False)
    if not rule.single and criterion.consequence is None and not any(rule.slips()):
        yield Slip(
            "no-effect", "既不计分（没有写分数，或者写的是 0），也没有后果（consequence）", place
        )
    if rule.earns and criterion.exemption:
        yield Slip("exemption", "得分项不能免责；酌情给分即可", (*place, "exemption"))
    if criterion.charges_two and (rule.earns or rule.shape not in _ITEMISED):
        message = "同时记在两个单位的，只能是逐件扣分的 each 或 graded"
        yield Slip("charges-two", message, (*place, "charges_two"))
    declared = criterion.not_applicable
    if declared is not None and declared.averaged:
        message = '"peers-mean" 写在指标上（整项不适用时按其他单位的平均分），不能写在一条上'
        yield Slip("not-applicable", message, (*place, "not_applicable"))
    elif declared is not None and not rule.earns and declared.gives != "full":
        message = '扣分项不适用时只能写 "full"（不扣分）'
        yield Slip("not-applicable", message, (*place, "not_applicable"))


def _shared_cap(
    cap: SharedCap, criteria: Sequence[Criterion], whole: Decimal | None, place: Place
) -> Iterator[Slip]:
    sharing = [criterion for criterion in criteria if criterion.shares == cap.id]
    if len({criterion.rule.earns for criterion in sharing}) > 1:
        yield Slip("shared-cap", "得分项和扣分项不能共用一个上限", place)
    if len(sharing) < 2:  # noqa: PLR2004  # one alone shares nothing
        message = "共用上限至少要有两条评分标准写 shares"
        yield Slip("shared-cap", message, place, grave=False)
    if whole is not None and cap.cap > whole:
        message = f"合计最多 {show(cap.cap)} 分，超过整项的 {show(whole)} 分"
        yield Slip("part-over-whole", message, place)


def _direction(indicator: Indicator, place: Place) -> Iterator[Slip]:
    earning = [criterion for criterion in indicator.criteria if criterion.rule.earns]
    if not earning:
        return
    if len(earning) < len(indicator.criteria):
        faults = [c for c in indicator.criteria if not c.rule.earns and c.rule.single]
        if faults and indicator.start is None:
            message = "既有得分项又有扣分项，请写明从几分算起（start）"
            yield Slip("start", message, place, grave=False)
        return
    if not indicator.caps:
        whole = {indicator.points, indicator.bounds.ceiling}
        yield from _full_marks(earning, indicator.bounds.start, whole, place)


def _full_marks(
    earning: Sequence[Criterion], start: Decimal, whole: set[Decimal | None], place: Place
) -> Iterator[Slip]:
    """What all criteria earn together is the points, or the ceiling where one is declared."""
    known = [criterion.most for criterion in earning]
    reach = sum((most for most in known if most is not None), start)
    if None not in known and reach not in whole:
        written = " 或 ".join(show(points) for points in sorted(filter(None, whole)))
        message = f"这里写 {written} 分，各条合计可得 {show(reach)} 分，请核对"
        yield Slip("full-marks", message, (*place, "points"), grave=False)


def _extra(extra: Extra, place: Place) -> Iterator[Slip]:
    for criterion in extra.criteria:
        inner: Place = (*place, "criteria", criterion.id)
        yield from _criterion(criterion, extra.points, inner)
        if place == (BONUS,) and criterion.consequence is not None:
            message = "加分项不能带后果；请写到指标或 [penalty] 下"
            yield Slip("consequence", message, (*inner, "consequence"))
        if place == (PENALTY,) and criterion.consequence and criterion.consequence.void:
            message = "扣分部分不属于任何指标，没有哪一项可以不得分（void）"
            yield Slip("consequence", message, (*inner, "consequence"))
        if place == (PENALTY,) and criterion.rule.earns:
            yield Slip("direction", "扣分部分（penalty）里不能有得分项", inner)
    earning = [criterion for criterion in extra.criteria if criterion.rule.earns]
    if extra.points is not None and not extra.caps and len(earning) == len(extra.criteria):
        yield from _full_marks(earning, ZERO, {extra.points}, place)
    for cap in extra.caps:
        yield from _shared_cap(cap, extra.criteria, extra.points, (*place, "caps", cap.id))
