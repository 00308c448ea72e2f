"""Figures of charts for the tests: of any number of units, with long names, ties and sheets that are still open."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from desktop.documents.charts.chart import Chart
from desktop.documents.charts.drawing import Drawing, Label
from desktop.documents.charts.lettering import width_of
from desktop.documents.charts.losses import Loss, LossFigures
from desktop.documents.charts.ranking_bars import Bound, RankBar, RankGroup, RankingFigures
from desktop.documents.charts.spread import SpreadFigures, Strip, StripFigures
from desktop.documents.charts.years import Change, YearFigures

NAMES: Final = (
    "县农业农村局",
    "县水利局",
    "市生态环境局某某分局暨自然资源综合行政执法队联合工作专班办公室及其下属各单位联合考核小组",
    "Bureau of Weights and Measures No. 12",
)
BOUNDS: Final = tuple(
    Bound(name, Decimal(at)) for name, at in (("优秀", 90), ("良好", 88), ("合格", 60))
)
SENTENCE: Final = "失分最多的是“抽查结果公示”，12 个单位共失 18.5 分。"


def named(count: int) -> list[str]:
    return [f"{NAMES[n % len(NAMES)]}{n // len(NAMES) or ''}" for n in range(count)]


def amounts(count: int) -> list[Decimal]:
    return [Decimal(1000 - n * 7 % 400) / 10 for n in range(count)]


def ranking(count: int) -> RankingFigures:
    bars = [
        RankBar(str(n), name, amount, "优秀" if amount >= 90 else "合格")
        for n, (name, amount) in enumerate(
            zip(named(count), sorted(amounts(count), reverse=True), strict=True), 1
        )
    ]
    if count > 3:
        bars[1:3] = [one._replace(place="2（并列）") for one in bars[1:3]]
        bars[-1] = RankBar("未评完", bars[-1].name, Decimal("43.5"), provisional=True)
    half = (count + 1) // 2
    groups = [RankGroup("甲组", tuple(bars[:half]), BOUNDS), RankGroup("乙组", tuple(bars[half:]))]
    return RankingFigures(tuple(groups), Decimal(100))


def losses(count: int) -> LossFigures:
    found = (
        Loss(name, Decimal(count - n) / 2, Decimal(n % 3) / 2, n)
        for n, name in enumerate(named(count))
    )
    return LossFigures(tuple(found))


def spread(count: int) -> SpreadFigures:
    return SpreadFigures(tuple(amounts(count)), Decimal("82.31"), Decimal(82))


def strips(count: int) -> StripFigures:
    share = (Decimal(n) for n in (12, 40, 55, 90, 100))
    told = (*share, Decimal("61.5"))
    return StripFigures(tuple(Strip(name, *told) for name in named(count)))


def years(count: int) -> YearFigures:
    changes = (
        Change(name, amount + Decimal(n % 7 - 3), amount)
        for n, (name, amount) in enumerate(zip(named(count), amounts(count), strict=True))
    )
    return YearFigures("2025年度考核", "2026年度考核", tuple(changes))


def charts(count: int) -> Iterator[Chart]:
    """One of each kind over so many units."""
    yield Chart("得分排名", SENTENCE, ranking(count))
    yield Chart("指标失分", SENTENCE, losses(count))
    yield Chart("得分分布", SENTENCE, spread(count))
    yield Chart("指标差异", SENTENCE, strips(count))
    yield Chart("两年对比", SENTENCE, years(count))


def labels(drawing: Drawing) -> list[Label]:
    return [one for one in drawing.shapes if isinstance(one, Label)]


def edges(one: Label) -> tuple[float, float, float, float]:
    """Left, top, right and bottom of what its letters cover."""
    wide = width_of(one.text, one.size, bold=one.bold)
    left = one.left - wide * {"start": 0.0, "middle": 0.5, "end": 1.0}[one.anchor]
    return left, one.base - one.size * 0.86, left + wide, one.base + one.size * 0.22
