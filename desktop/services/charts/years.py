"""单位对比 and 指标对比: a round beside another, what can be compared in points or in shares, and what cannot."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Final, NamedTuple

from desktop.documents.charts.chart import Chart
from desktop.documents.charts.years import Change, YearFigures
from desktop.domain.amounts import show
from desktop.services.charts.charted import (
    Charted,
    about,
    listed,
    mean_of,
    quoted,
    rate_of,
    scored_to_the_end,
)
from desktop.services.round_sights import SheetSight

OF_UNITS: Final = "单位对比"
OF_INDICATORS: Final = "指标对比"
_ALONE: Final = "没有可以比较的另一个批次；请在上面选一个。"
_INDICATORS_NAMED: Final = 4


class _Pair(NamedTuple):
    """One unit in both rounds."""

    then: SheetSight
    now: SheetSight


@dataclass(frozen=True)
class _Indicator:
    """An indicator of one round: its name and the shares of its points that units have."""

    id: str
    called: str  # without its number
    name: str
    rates: tuple[Fraction, ...]


def units_chart(now: Charted, then: Charted | None) -> Chart:
    """Units that are scored to the end in both rounds, who rose most first."""
    if then is None:
        return Chart(OF_UNITS, _ALONE)
    pairs, new = _pairs(now.settled, then.settled)
    same = all(one.then.sheet.points == one.now.sheet.points for one in pairs)
    totals = [(then.total_of(one.then), now.total_of(one.now)) for one in pairs]
    changes = [
        _change(one, before, after, in_points=same)
        for one, (before, after) in zip(pairs, totals, strict=True)
    ]
    changes.sort(key=lambda one: -one.more)
    notes = tuple(_unit_notes(now, then, new, pairs))
    if not changes:
        words = f"和{quoted(then.round.name)}没有两边都评完的同一个单位，不能比较。"
        return Chart(OF_UNITS, words, None, notes)
    figures = YearFigures(then.round.name, now.round.name, tuple(changes), percent=not same)
    how = "" if same else "两个批次满分不同，按得分率比较。"
    return _chart(OF_UNITS, figures, (how, *notes), "个单位")


def indicators_chart(now: Charted, then: Charted | None) -> Chart:
    """Indicators of one scheme by id, or else by name; each round's mean over whoever it scored."""
    if then is None:
        return Chart(OF_INDICATORS, _ALONE)
    ours, theirs = [*_indicators(now)], [*_indicators(then)]
    matched = _matched(ours, theirs, by_id=now.scheme.id == then.scheme.id)
    changes = [
        Change(after.name, about(mean_of(before.rates)), about(mean_of(after.rates)))
        for before, after in matched
        if before is not None
    ]
    changes.sort(key=lambda one: -one.more)
    known = {before.id for before, _ in matched if before is not None}
    new = [after.name for before, after in matched if before is None]
    gone = [one.name for one in theirs if one.id not in known]
    notes = tuple(_indicator_notes(then, new, gone))
    if not changes:
        words = f"和{quoted(then.round.name)}没有相同的指标，不能比较。"
        return Chart(OF_INDICATORS, words, None, notes)
    figures = YearFigures(then.round.name, now.round.name, tuple(changes), percent=True)
    return _chart(OF_INDICATORS, figures, notes, "项指标")


# -- who is who


def _pairs(
    now: Iterable[SheetSight], then: Iterable[SheetSight]
) -> tuple[list[_Pair], list[SheetSight]]:
    """Units by id, or else by name; and those that have no other."""
    before = [*then]
    by_id = {one.assessment.unit: one for one in before}
    by_name = {one.assessment.name: one for one in before}
    pairs: list[_Pair] = []
    new: list[SheetSight] = []
    taken: set[str] = set()
    for one in now:
        of = one.assessment
        found = by_id.get(of.unit) or by_name.get(of.name)
        if found is None or found.assessment.unit in taken:
            new.append(one)
        else:
            taken.add(found.assessment.unit)
            pairs.append(_Pair(found, one))
    return pairs, new


def _change(one: _Pair, before: Decimal, after: Decimal, *, in_points: bool) -> Change:
    name = one.now.assessment.name
    if in_points:
        return Change(name, before, after)
    then, now = one.then.sheet.points, one.now.sheet.points
    return Change(name, about(rate_of(before, then)), about(rate_of(after, now)))


def _indicators(of: Charted) -> Iterator[_Indicator]:
    rates: dict[str, list[Fraction]] = {}
    for sight in of.taking_part:
        for one in scored_to_the_end(sight):
            rates.setdefault(one.id, []).append(rate_of(one.score or Decimal(0), one.points))
    for indicator in of.scheme.indicators:
        if indicator.id in rates:
            name = f"{indicator.no} {indicator.name}".strip()
            yield _Indicator(indicator.id, indicator.name, name, tuple(rates[indicator.id]))


def _matched(
    ours: list[_Indicator], theirs: list[_Indicator], *, by_id: bool
) -> list[tuple[_Indicator | None, _Indicator]]:
    """Each with its other, no other twice; what two documents call alike by chance is not the same."""
    left = [*theirs]
    pairs: list[tuple[_Indicator | None, _Indicator]] = []
    for one in ours:
        found = next((each for each in left if by_id and each.id == one.id), None)
        if found is None:
            found = next((each for each in left if each.called == one.called), None)
        if found is not None:
            left.remove(found)
        pairs.append((found, one))
    return pairs


# -- in words


def _chart(name: str, figures: YearFigures, notes: tuple[str, ...], counted: str) -> Chart:
    headings = (counted[1:], figures.then, figures.now, "增减")
    rows = tuple(
        (one.name, figures.said(one.then), figures.said(one.now), figures.difference(one))
        for one in figures.changes
    )
    told = tuple(one for one in notes if one)
    return Chart(name, _sentence(figures, counted), figures, told, headings, rows)


def _sentence(figures: YearFigures, counted: str) -> str:
    changes = figures.changes
    rose = sum(one.more > 0 for one in changes)
    fell = sum(one.more < 0 for one in changes)
    same = len(changes) - rose - fell
    counts = ((rose, "上升"), (fell, "下降"), (same, "持平"))
    told = "、".join(f"{count} {counted}{how}" for count, how in counts if count)
    words = f"和{quoted(figures.then)}相比，{told}"
    unit = " 个百分点" if figures.percent else " 分"
    if rose:
        best = changes[0]
        words += f"；上升最多的是{quoted(best.name)}（+{show(best.more)}{unit}）"
    if fell:
        worst = changes[-1]
        words += f"；下降最多的是{quoted(worst.name)}（−{show(-worst.more)}{unit}）"
    return f"{words}。"


def _unit_notes(
    now: Charted, then: Charted, new: list[SheetSight], pairs: list[_Pair]
) -> Iterator[str]:
    """Everybody who is not in the picture, and why."""
    kept = {one.assessment.unit for one in then.unsettled}
    named = {one.assessment.name for one in then.unsettled}
    half = [one for one in new if one.assessment.unit in kept or one.assessment.name in named]
    only = [one.assessment.name for one in new if one not in half]
    if only:
        yield f"{quoted(then.round.name)}里没有、不能比较：{listed(only)}。"
    if half:
        yield f"{quoted(then.round.name)}里没有评完、不能比较：{listed(o.assessment.name for o in half)}。"
    taken = {one.then.assessment.unit for one in pairs}
    here = {one.assessment.unit for one in now.sheets} | {one.assessment.name for one in now.sheets}
    left = [one.assessment for one in then.settled if one.assessment.unit not in taken]
    gone = [one.name for one in left if one.unit not in here and one.name not in here]
    if gone:
        yield f"这个批次里没有：{listed(gone)}。"
    yield from now.not_counted()


def _indicator_notes(then: Charted, new: list[str], gone: list[str]) -> Iterator[str]:
    yield "按各批次评完该项的单位的平均得分率比较。"
    if new:
        yield f"{quoted(then.round.name)}里没有对应的：{_some(new)}。"
    if gone:
        yield f"只在{quoted(then.round.name)}里有：{_some(gone)}。"


def _some(names: list[str]) -> str:
    told = "、".join(names[:_INDICATORS_NAMED])
    return f"{told}等 {len(names)} 项" if len(names) > _INDICATORS_NAMED else told
