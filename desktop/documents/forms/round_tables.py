"""Round tables: units by indicators, and where points were lost; and what the ranking shares with them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from desktop.documents.forms.contents import ASIDE, PENDING, RoundContents, SheetContents
from desktop.documents.forms.deduction_notice import losses_of
from desktop.documents.forms.indicator_headings import headings_of, named
from desktop.documents.forms.letter_looks import (
    HEADED,
    LARGE,
    LYING,
    NOTED,
    SET,
    TITLED,
    columns,
    share,
)
from desktop.documents.manuscript import (
    Align,
    Blank,
    Block,
    Cell,
    Grid,
    Manuscript,
    Paper,
    Sum,
    Words,
)
from desktop.domain.amounts import ZERO, show
from desktop.domain.deductions import Deductions
from desktop.domain.scheme import Extra, Indicator
from desktop.domain.score_sheet import IndicatorScore

_CENT: Final = Decimal("0.01")
_UNIT_WIDTH: Final = 96.0
_NARROW: Final = 34.0  # a column of the matrix
_TOTAL_WIDTH: Final = 44.0
_MEAN: Final = "未评的不算失分，平均分只计该指标已经评完的单位；得分还会变动"
_PART: Final = "未评完"
_ABSENT: Final = "未参加"
BONUS: Final = "加分"
_PENALTY: Final = "另扣"
_EXTRAS: Final = (BONUS, _PENALTY, "调整")


def matrix(contents: RoundContents) -> Manuscript:
    """Every unit's score in every indicator; on A3 where A4 would be too small."""
    indicators = contents.scheme.indicators
    extras = [
        name
        for name in _EXTRAS
        if any(extra(one, name) not in {ZERO, PENDING} for one in contents.taking_part)
    ]
    many = len(indicators) + len(extras)
    wide = _UNIT_WIDTH + _TOTAL_WIDTH + many * _NARROW
    paper = LYING if wide <= LYING.measure else LARGE
    heads = headings_of(contents.scheme)
    each = min(64.0, (paper.measure - _UNIT_WIDTH - _TOTAL_WIDTH) / max(many, 1))
    widths = (_UNIT_WIDTH, *[each] * many, _TOTAL_WIDTH)
    headed = columns(("被考核单位", *heads, *extras, "总分"), widths, left={0})
    rows = [_scores(one, indicators, extras) for one in contents.sheets]
    points: tuple[Cell, ...] = ("满分", *(one.points for one in indicators), *[""] * len(extras))
    grid = Grid(headed, ((*points, Sum(contents.scheme.points, across=True)), *rows), HEADED, SET)
    legend = "；".join(named(contents.scheme, one) for one in indicators)
    blocks = (
        grid,
        Blank(6),
        Words(f"指标：{legend}。", NOTED),
        *unfinished(contents, more=_of_one(contents)),
    )
    return page_of(contents, "各单位各指标得分表", paper, blocks)


def _of_one(contents: RoundContents) -> Iterator[str]:
    """Where several score a unit, its place does not follow from the total that stands here."""
    if contents.remarks:
        yield "这里是本批次的评分；有复评的单位，合成的总分和名次见排名表"


def _scores(
    one: SheetContents, indicators: Sequence[Indicator], extras: Sequence[str]
) -> tuple[Cell, ...]:
    if one.absent:
        return one.unit, *["—"] * (len(indicators) + len(extras)), _ABSENT
    scores = {each.id: each for each in one.sheet.indicators}
    cells = [_score(one, each, scores.get(each.id)) for each in indicators]
    beside = [_beside(one, name) for name in extras]
    total: Cell = Sum(one.sheet.total, across=True) if one.sheet.begun else PENDING
    return one.unit, *cells, *beside, total


def _score(one: SheetContents, indicator: Indicator, score: IndicatorScore | None) -> Cell:
    """A score with anything open behind it is no figure yet (R12)."""
    if score is None or score.not_applicable is not None:
        return ASIDE
    if score.score is None:
        return PENDING
    return _marked(one, indicator, score.score)


def _marked(one: SheetContents, group: Indicator | Extra, amount: Decimal) -> Cell:
    return f"{show(amount)}\n{_PART}" if _is_open(one, group) else amount


def _is_open(one: SheetContents, group: Indicator | Extra) -> bool:
    return any(each.id in one.sheet.unsettled for each in group.criteria)


def extra(one: SheetContents, name: str) -> Cell:
    """What stands beside the indicators; a bonus or penalty of which nothing is judged is open."""
    sheet, scheme = one.sheet, one.scheme
    adjusted = sum((each.amount for each in sheet.adjustments), ZERO)
    bonus = PENDING if scheme.bonus and not sheet.bonus_lines else sheet.bonus
    penalty = PENDING if scheme.penalty and not sheet.penalty_lines else sheet.penalty
    return dict(zip(_EXTRAS, (bonus, penalty, adjusted), strict=True))[name]


def _beside(one: SheetContents, name: str) -> Cell:
    amount = extra(one, name)
    group = {BONUS: one.scheme.bonus, _PENALTY: one.scheme.penalty}.get(name)
    return _marked(one, group, amount) if group and isinstance(amount, Decimal) else amount


def statistics(contents: RoundContents) -> Manuscript:
    """By indicator: the mean, how many are open, how many lost points, how many points, and who."""
    headings = (
        "指标",
        "满分",
        "平均分",
        "未评完\n单位",
        "失分\n单位",
        "失分\n合计",
        "失分的单位（失分）",
    )
    headed = columns(headings, share(LYING, 32, 5, 6, 6.5, 5.5, 5.5, 42), left={0, 6})
    lost = [losses_of(one) for one in contents.taking_part]
    rows = tuple(_statistic(contents, lost, one) for one in contents.scheme.indicators)
    blocks = (Grid(headed, rows, HEADED, SET), *unfinished(contents, _MEAN))
    return page_of(contents, "各指标失分统计表", LYING, blocks)


def _statistic(
    contents: RoundContents, lost: Sequence[Deductions], indicator: Indicator
) -> tuple[Cell, ...]:
    """What is open is neither zero nor lost: only what was judged counts."""
    scores: list[Decimal] = []
    losses: list[tuple[Decimal, str]] = []
    still_open = 0
    for one, deductions in zip(contents.taking_part, lost, strict=True):
        score = next((each for each in one.sheet.indicators if each.id == indicator.id), None)
        if score is None or score.not_applicable is not None:
            continue
        partly = _is_open(one, indicator)
        still_open += partly
        if score.score is not None and not partly:
            scores.append(score.score)
        if amount := deductions.lost_in(indicator.id):
            told = f"{one.unit}（{show(amount)}{f'，{_PART}' if partly else ''}）"
            losses.append((amount, told))
    losses.sort(key=lambda one: -one[0])
    mean = (sum(scores, ZERO) / len(scores)).quantize(_CENT, ROUND_HALF_UP) if scores else PENDING
    return (
        named(contents.scheme, indicator),
        indicator.points,
        mean,
        Decimal(still_open),
        Decimal(len(losses)),
        sum((amount for amount, _ in losses), ZERO),
        "、".join(told for _, told in losses),
    )


# -- what they share


def page_of(
    contents: RoundContents, kind: str, paper: Paper, blocks: Iterable[Block]
) -> Manuscript:
    heads = (
        Words(contents.round, TITLED, Align.MIDDLE, kept=True),
        Words(kind, TITLED._replace(size=16.0, pitch=26.0), Align.MIDDLE, kept=True),
        Words(f"考核时段：{contents.period}　　单位：分", NOTED, Align.RIGHT, kept=True),
    )
    return contents.manuscript(kind, paper, (*heads, *blocks))


def unfinished(
    contents: RoundContents, how: str = "得分还会变动", more: Iterable[str] = ()
) -> Iterator[Block]:
    """Who is left out of what is told, and why."""
    told = [*contents.unread]
    open_ones = [one.unit for one in contents.taking_part if one.sheet.unsettled]
    if open_ones:
        told.append(f"{len(open_ones)} 个单位还没有评完：{'、'.join(open_ones)}；{how}")
    told += more
    away = [f"{one.unit}（{one.absent}）" for one in contents.sheets if one.absent]
    if away:
        told.append(f"{len(away)} 个单位未参加考核：{'、'.join(away)}")
    if told:
        yield Blank(4)
        yield Words("注：" + "；".join(told) + "。", NOTED)
