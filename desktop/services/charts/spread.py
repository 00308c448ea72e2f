"""得分分布 and 指标差异: how far units lie apart, in all and in each indicator."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Final

from desktop.documents.charts.chart import Chart
from desktop.documents.charts.spread import SpreadFigures, Strip, StripFigures, segments
from desktop.domain.amounts import show
from desktop.domain.sheet_parts import parts_of
from desktop.services.charts.charted import (
    Charted,
    about,
    mean_of,
    quantile_of,
    quoted,
    rate_of,
    scored_to_the_end,
)

OF_TOTALS: Final = "得分分布"
OF_INDICATORS: Final = "指标差异"
_MANY: Final = 8  # of fewer units a half says nothing
_FULL: Final = 100  # per cent
_HALF: Final = Fraction(1, 2)
_QUARTER: Final = Fraction(1, 4)
_NOBODY: Final = "还没有单位评完，没有可以比的。"
_TOTALS_HEADED: Final = ("分数段", "单位（个）", "单位")
_STRIPS_HEADED: Final = ("指标", "平均", "最低", "四分之一低于", "中位数", "四分之一高于", "最高")


def spread_chart(of: Charted) -> Chart:
    """The totals of who is scored to the end."""
    found = sorted(of.settled, key=lambda one: -of.total_of(one))
    notes = tuple(of.not_counted())
    if not found:
        return Chart(OF_TOTALS, _NOBODY, None, notes)
    totals = [of.total_of(one) for one in found]
    exact = sorted(Fraction(one) for one in totals)
    figures = SpreadFigures(tuple(totals), about(mean_of(exact)), about(quantile_of(exact, _HALF)))
    rows = []
    for (low, high), closed in segments(figures):
        within = [
            one.assessment.name
            for one, total in zip(found, totals, strict=True)
            if low <= total < high or (closed and total == high)
        ]
        said = (
            f"{show(low)}～{show(high)}"
            if closed
            else f"{show(low)}～{show(high)}（不含 {show(high)}）"
        )
        rows.append((said, str(len(within)), "、".join(within)))
    named = (found[0].assessment.name, found[-1].assessment.name)
    sentence = _sentence(figures, exact, named)
    return Chart(OF_TOTALS, sentence, figures, notes, _TOTALS_HEADED, tuple(rows))


def _sentence(figures: SpreadFigures, exact: list[Fraction], named: tuple[str, str]) -> str:
    count = len(figures.totals)
    most, least = (show(one) for one in (figures.totals[0], figures.totals[-1]))
    if count == 1:
        return f"只有{quoted(named[0])}评完，得 {most} 分。"
    if most == least:
        return f"{count} 个单位都是 {most} 分。"
    told = (
        f"{count} 个单位平均 {show(figures.mean)} 分，中位数 {show(figures.median)} 分，"
        f"最高 {most} 分（{quoted(named[0])}），最低 {least} 分（{quoted(named[1])}）"
    )
    if count < _MANY:
        return f"{told}。"
    lower, upper = (show(about(quantile_of(exact, one))) for one in (_QUARTER, 1 - _QUARTER))
    return f"{told}；中间一半的单位在 {lower} 到 {upper} 分之间。"


def strips_chart(of: Charted) -> Chart:
    """What share of its points units have in each indicator, the weakest first."""
    rates: dict[str, list[Fraction]] = {}
    for sight in of.taking_part:
        for one in scored_to_the_end(sight):
            rates.setdefault(one.id, []).append(rate_of(one.score or Decimal(0), one.points))
    named = {one.id: one.full_name for one in parts_of(of.scheme)}
    found = sorted(rates.items(), key=lambda one: mean_of(one[1]))
    strips = tuple(_strip(named[name], each) for name, each in found)
    notes = tuple(_notes(of))
    if not strips:
        return Chart(OF_INDICATORS, "还没有评完的指标，没有可以比的。", None, notes)
    rows = tuple(_row(one) for one in strips)
    figures = StripFigures(strips)
    return Chart(OF_INDICATORS, _told(strips), figures, notes, _STRIPS_HEADED, rows)


def _strip(name: str, rates: list[Fraction]) -> Strip:
    ordered = sorted(rates)
    lower, median, upper = (
        about(quantile_of(ordered, one)) for one in (_QUARTER, _HALF, 1 - _QUARTER)
    )
    least, most = about(ordered[0]), about(ordered[-1])
    return Strip(name, least, lower, median, upper, most, about(mean_of(rates)))


def _row(one: Strip) -> tuple[str, ...]:
    told = (one.mean, one.least, one.lower, one.median, one.upper, one.most)
    return one.name, *(f"{show(each)}%" for each in told)


def _told(strips: tuple[Strip, ...]) -> str:
    weakest = strips[0]
    if weakest.least == _FULL:
        return "评完的各项，各单位都得满分。"
    told = f"平均得分率最低的是{quoted(weakest.name)}（{show(weakest.mean)}%）"
    widest = max(strips, key=lambda one: one.most - one.least)
    if widest.most == widest.least:
        return f"{told}；各项里各单位都一样。"
    apart = f"从 {show(widest.least)}% 到 {show(widest.most)}%"
    return f"{told}；各单位相差最大的是{quoted(widest.name)}，{apart}。"


def _notes(of: Charted) -> list[str]:
    notes = ["得分率是得分占该项满分的比例。"]
    if of.unsettled:
        notes.append("没有评完的指标不计入。")
    return [*notes, *of.left_out]
