"""Round tables: the ranking, units by indicators, and where points were lost."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from desktop.documents.forms.contents import ASIDE, PENDING, RoundContents, SheetContents
from desktop.documents.forms.letter_looks import (
    HEADED,
    LARGE,
    LYING,
    NOTED,
    SET,
    TITLED,
    UPRIGHT,
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
from desktop.domain.scheme import Indicator, Scheme
from desktop.domain.score_sheet import IndicatorScore
from desktop.domain.sheet_figures import figures_of

_CENT: Final = Decimal("0.01")
_UNIT_WIDTH: Final = 96.0
_NARROW: Final = 34.0  # a column of the matrix
_TOTAL_WIDTH: Final = 44.0
_BONUS: Final = "加分"
_EXTRAS: Final = (_BONUS, "另扣", "调整")
_RANKING: Final = ("名次", "被考核单位", "总分", "基本分", "加分", "等次", "备注")


def ranking(contents: RoundContents) -> Manuscript:
    """Units by their totals; what is not scored to the end has no place yet."""
    ranked = [one for one in contents.sheets if not one.sheet.pending]
    ranked.sort(key=lambda one: -one.sheet.total)
    rows: list[tuple[Cell, ...]] = []
    for number, one in enumerate(ranked):
        tied = number and ranked[number - 1].sheet.total == one.sheet.total
        place = rows[-1][0] if tied else str(number + 1)
        rows.append((place, *_standing(one)))
    rows += [("—", *_standing(one)) for one in contents.sheets if one.sheet.pending]
    blocks = (_ranked(contents.scheme, rows), *_unfinished(contents))
    return _document(contents, "考核得分排名表", UPRIGHT, blocks)


def _ranked(scheme: Scheme, rows: Sequence[tuple[Cell, ...]]) -> Grid:
    """Columns that would say the same of everybody are left out."""
    every = zip(_RANKING, (5, 18, 7, 7, 6, 7, 20), strict=True)
    lacking = set() if scheme.extras else {3, 4}
    lacking |= set() if scheme.grades else {5}
    kept = [(at, *one) for at, one in enumerate(every) if at not in lacking]
    widths = share(UPRIGHT, *(weight for *_, weight in kept))
    headed = columns([heading for _, heading, _ in kept], widths, {1, len(kept) - 1})
    cells = tuple(tuple(row[at] for at, *_ in kept) for row in rows)
    return Grid(headed, cells, HEADED, SET)


def _standing(one: SheetContents) -> tuple[Cell, ...]:
    sheet = one.sheet
    figures = figures_of(one.scheme, sheet)
    told = [] if one.finalised else ["未定稿"]
    told += [figures.still_open] if sheet.pending else []
    total: Cell = sheet.total if sheet.begun else PENDING
    base: Cell = sheet.base if sheet.begun else PENDING
    return one.unit, total, base, _extra(one, _BONUS), sheet.grade or "", "，".join(told)


def matrix(contents: RoundContents) -> Manuscript:
    """Every unit's score in every indicator; on A3 where A4 would be too small."""
    indicators = contents.scheme.indicators
    extras = [
        name
        for name in _EXTRAS
        if any(_extra(one, name) not in {ZERO, PENDING} for one in contents.sheets)
    ]
    many = len(indicators) + len(extras)
    wide = _UNIT_WIDTH + _TOTAL_WIDTH + many * _NARROW
    paper = LYING if wide <= LYING.measure else LARGE
    heads = [_short(contents.scheme, one) for one in indicators]
    each = min(64.0, (paper.measure - _UNIT_WIDTH - _TOTAL_WIDTH) / max(many, 1))
    widths = (_UNIT_WIDTH, *[each] * many, _TOTAL_WIDTH)
    headed = columns(("被考核单位", *heads, *extras, "总分"), widths, left={0})
    rows = [_scores(one, indicators, extras) for one in contents.sheets]
    points: tuple[Cell, ...] = ("满分", *(one.points for one in indicators), *[""] * len(extras))
    grid = Grid(headed, ((*points, Sum(contents.scheme.points, across=True)), *rows), HEADED, SET)
    legend = "；".join(
        f"{head.replace(chr(10), '')} {one.name}"
        for head, one in zip(heads, indicators, strict=True)
    )
    blocks = (grid, Blank(6), Words(f"指标：{legend}。", NOTED), *_unfinished(contents))
    return _document(contents, "各单位各指标得分表", paper, blocks)


def _scores(
    one: SheetContents, indicators: Iterable[Indicator], extras: Sequence[str]
) -> tuple[Cell, ...]:
    scores = {each.id: each for each in one.sheet.indicators}
    cells = [_score(scores.get(each.id)) for each in indicators]
    beside = [_extra(one, name) for name in extras]
    total: Cell = Sum(one.sheet.total, across=True) if one.sheet.begun else PENDING
    return one.unit, *cells, *beside, total


def _score(score: IndicatorScore | None) -> Cell:
    if score is None or score.not_applicable is not None:
        return ASIDE
    return PENDING if score.score is None else score.score


def _extra(one: SheetContents, name: str) -> Cell:
    """What stands beside the indicators; a bonus or penalty of which nothing is judged is open."""
    sheet, scheme = one.sheet, one.scheme
    adjusted = sum((each.amount for each in sheet.adjustments), ZERO)
    bonus = PENDING if scheme.bonus and not sheet.bonus_lines else sheet.bonus
    penalty = PENDING if scheme.penalty and not sheet.penalty_lines else sheet.penalty
    return dict(zip(_EXTRAS, (bonus, penalty, adjusted), strict=True))[name]


def statistics(contents: RoundContents) -> Manuscript:
    """By indicator: the mean, how many lost points, how many points, and who."""
    headings = ("指标", "满分", "平均分", "失分单位", "失分合计", "失分的单位（失分）")
    headed = columns(headings, share(LYING, 26, 6, 7, 7, 7, 42), left={0, 5})
    rows = tuple(_statistic(contents, one) for one in contents.scheme.indicators)
    blocks = (Grid(headed, rows, HEADED, SET), *_unfinished(contents))
    return _document(contents, "各指标失分统计表", LYING, blocks)


def _statistic(contents: RoundContents, indicator: Indicator) -> tuple[Cell, ...]:
    scores = [
        (one.unit, score.points, score.score)
        for one in contents.sheets
        for score in one.sheet.indicators
        if score.id == indicator.id and score.score is not None and not score.not_applicable
    ]
    lost = [(unit, points - score) for unit, points, score in scores if score < points]
    lost.sort(key=lambda one: -one[1])
    mean: Cell = PENDING
    if scores:
        total = sum((score for *_, score in scores), ZERO)
        mean = (total / len(scores)).quantize(_CENT, ROUND_HALF_UP)
    return (
        f"{indicator.no} {indicator.name}",
        indicator.points,
        mean,
        Decimal(len(lost)),
        sum((amount for _, amount in lost), ZERO),
        "、".join(f"{unit}（{show(amount)}）" for unit, amount in lost),
    )


# -- what they share


def _document(
    contents: RoundContents, kind: str, paper: Paper, blocks: Iterable[Block]
) -> Manuscript:
    heads = (
        Words(contents.round, TITLED, Align.MIDDLE, kept=True),
        Words(kind, TITLED._replace(size=16.0, pitch=26.0), Align.MIDDLE, kept=True),
        Words(f"考核时段：{contents.period}　　单位：分", NOTED, Align.RIGHT, kept=True),
    )
    return contents.manuscript(kind, paper, (*heads, *blocks))


def _short(scheme: Scheme, indicator: Indicator) -> str:
    """An indicator's number, below its section's where numbers begin anew in each."""
    numbers = [one.no for one in scheme.indicators]
    if numbers.count(indicator.no) == 1:
        return indicator.no
    section = next((one.no for one in scheme.sections if one.id == indicator.section), "")
    return f"{section}\n{indicator.no}" if section else indicator.no


def _unfinished(contents: RoundContents) -> Iterator[Block]:
    """Who is left out of what is told, and why."""
    told = [*contents.unread]
    open_ones = [one.unit for one in contents.sheets if one.sheet.pending]
    if open_ones:
        told.append(f"{len(open_ones)} 个单位还没有评完：{'、'.join(open_ones)}；得分还会变动")
    if told:
        yield Blank(4)
        yield Words("注：" + "；".join(told) + "。", NOTED)
