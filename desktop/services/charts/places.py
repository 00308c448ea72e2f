"""得分排名: units in the order of their places, group by group."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import groupby

from desktop.documents.charts.chart import Chart
from desktop.documents.charts.ranking_bars import Bound, RankBar, RankGroup, RankingFigures
from desktop.domain.amounts import ZERO, show
from desktop.domain.ranking import Standing
from desktop.domain.ranking_rules import BASE, BONUS, TOTAL
from desktop.services.charts.charted import Charted, listed, quoted
from desktop.services.round_sights import SheetSight

NAME = "得分排名"
_OPEN = "未评完"
_HEADINGS = ("名次", "单位", "得分", "等次", "说明")
_SEVERAL = 4  # groups in a sentence


def ranking_chart(of: Charted) -> Chart:
    """What they are ranked by, as bars; who is still open as far as it is scored."""
    sights = {one.assessment.unit: one for one in of.taking_part}
    shown = [one for one in of.ranking.standings if one.apart in {"", "pending"}]
    groups = [
        RankGroup(name, tuple(_bar(of, one, sights[one.unit]) for one in held), bounds)
        for name, held, bounds in _groups(of, shown, sights)
    ]
    bars = [bar for group in groups for bar in group.bars]
    rows = tuple(_row(group, bar) for group in groups for bar in group.bars)
    if all(one.amount is None for one in bars):
        nothing = "还没有单位开始评分，没有可以比的。"
        return Chart(NAME, nothing, None, tuple(of.left_out), _HEADINGS, rows)
    figures = RankingFigures(tuple(groups), _full(of))
    return Chart(NAME, _sentence(of, sights), figures, tuple(_notes(of)), _HEADINGS, rows)


def _groups(
    of: Charted, shown: Sequence[Standing], sights: Mapping[str, SheetSight]
) -> Iterator[tuple[str, list[Standing], tuple[Bound, ...]]]:
    for name, group in groupby(shown, lambda one: one.group):
        held = [*group]
        ladders = {sights[one.unit].scheme.grades for one in held}
        grades = ladders.pop() if len(ladders) == 1 else ()  # one line cannot mean two grades
        lower = ((one.name, one.band.lower) for one in grades)
        bounds = tuple(
            Bound(grade, Decimal(end[0].numerator) / Decimal(end[0].denominator))
            for grade, end in lower
            if end is not None and end[0] > 0
        )
        yield name, held, bounds if of.scheme.ranking.by == TOTAL else ()


def _bar(of: Charted, one: Standing, sight: SheetSight) -> RankBar:
    name = sight.assessment.name
    if one.place is None:
        return RankBar(_OPEN, name, _so_far(of, sight), provisional=True)
    place = f"{one.place}（并列）" if one.tied else str(one.place)
    return RankBar(place, name, one.amount, one.grade or "")


def _so_far(of: Charted, sight: SheetSight) -> Decimal | None:
    """What is scored already; where nothing is, there is no zero (R12)."""
    sheet, by = sight.sheet, of.scheme.ranking.by
    if not sheet.begun:
        return None
    if by in {TOTAL, BASE, BONUS}:
        return {TOTAL: sheet.total, BASE: sheet.base, BONUS: sheet.bonus}[by]
    return next((one.score for one in sheet.indicators if one.id == by), None)


def _full(of: Charted) -> Decimal:
    by = of.scheme.ranking.by
    if by in {TOTAL, BASE}:
        return of.scheme.points
    if by == BONUS:
        return ZERO
    return of.scheme.indicators_by_id[by].points


def _row(group: RankGroup, bar: RankBar) -> tuple[str, ...]:
    amount = "未评" if bar.amount is None else show(bar.amount)
    told = [group.name] if group.name else []
    told += ["目前的得分，还会变动"] if bar.provisional and bar.amount is not None else []
    return bar.place, bar.name, amount, bar.grade, "；".join(told)


# -- in words


def _sentence(of: Charted, sights: Mapping[str, SheetSight]) -> str:
    ranked = [one for one in of.ranking.standings if one.place is not None]
    by_group = [(name, [*held]) for name, held in groupby(ranked, lambda one: one.group)]
    if not by_group:
        return "还没有单位评完，名次要等评完才有。"
    names = {unit: one.assessment.name for unit, one in sights.items()}
    told = [_extremes(name, held, names) for name, held in by_group[:_SEVERAL]]
    more = f"；另有 {len(by_group) - _SEVERAL} 个组见图" if len(by_group) > _SEVERAL else ""
    return f"{'；'.join(told)}{more}。"


def _extremes(group: str, ranked: Sequence[Standing], names: Mapping[str, str]) -> str:
    within = f"{group}：" if group else ""
    best = [one for one in ranked if one.place == 1]
    last = ranked[-1]
    leaders = listed(quoted(names[one.unit]) for one in best)
    first = "并列第一的是" if len(best) > 1 else "第一名是"
    told = f"{within}{first}{leaders}（{_points(best[0])}）"
    if last in best:
        return told
    apart = (best[0].amount or ZERO) - (last.amount or ZERO)
    return f"{told}，最后一名是{quoted(names[last.unit])}（{_points(last)}），相差 {show(apart)} 分"


def _points(one: Standing) -> str:
    return f"{show(one.amount or ZERO)} 分"


def _notes(of: Charted) -> Iterator[str]:
    if of.unsettled:
        count = len(of.unsettled)
        yield f"{count} 个单位还没有评完，用斜线表示，名次是暂时的。"
    elif of.ranking.provisional:
        yield "有的得分还会变动，名次是暂时的。"
    aside = [one.unit for one in of.ranking.standings if one.apart == "aside"]
    if aside:
        names = {one.assessment.unit: one.assessment.name for one in of.sheets}
        yield f"排名用的指标不适用、没有列入：{listed(names[one] for one in aside)}。"
    yield from of.left_out
