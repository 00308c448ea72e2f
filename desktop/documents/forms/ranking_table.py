"""The ranking on paper: a table for each group, made by the rules of the scheme; who has no place says why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import groupby
from typing import Final

from desktop.documents.forms.contents import PENDING, RoundContents, SheetContents
from desktop.documents.forms.letter_looks import HEADED, NOTED, SET, UPRIGHT, columns, share
from desktop.documents.forms.round_tables import BONUS, extra, page_of, unfinished
from desktop.documents.manuscript import Blank, Block, Cell, Grid, Manuscript, Words
from desktop.domain.ranking import Entrant, Ranking, Standing, rank
from desktop.domain.ranking_rules import SUMS
from desktop.domain.scheme import Scheme
from desktop.domain.sheet_figures import figures_of

_HEADINGS: Final = ("名次", "被考核单位", "", "总分", "基本分", "加分", "等次", "备注")
_WEIGHTS: Final = (5, 18, 7, 7, 7, 6, 7, 20)
_NOWHERE: Final = "—"
_ASIDE: Final = "排名所依的指标不适用"
_FLEETING: Final = "还有没评完或读不出的，名次是暂时的"


def ranking(contents: RoundContents) -> Manuscript:
    """Group by group; those without a place stand at the end of theirs."""
    found = contents.ranking or _ranked(contents)
    sheets = {_name(n, one): one for n, one in enumerate(contents.sheets)}
    shown = [one for one in found.standings if one.unit in sheets]
    blocks: list[Block] = []
    for group, standings in groupby(shown, key=lambda one: one.group):
        if group:
            blocks += [Blank(6, kept=True), Words(group, NOTED, kept=True)]
        rows = [_row(contents, sheets[one.unit], one) for one in standings]
        blocks.append(_grid(contents.scheme, rows))
    return page_of(contents, "考核得分排名表", UPRIGHT, (*blocks, *_notes(contents, found)))


def _name(number: int, one: SheetContents) -> str:
    return one.unit_id or str(number)


def _ranked(contents: RoundContents) -> Ranking:
    """Where nobody gave the ranking: of these sheets by themselves, as one group."""
    entrants = (
        Entrant(_name(n, one), "", one.scheme, one.sheet, absent=bool(one.absent))
        for n, one in enumerate(contents.sheets)
    )
    return rank(contents.scheme.ranking, entrants)


def _grid(scheme: Scheme, rows: Sequence[tuple[Cell, ...]]) -> Grid:
    """Columns that would say the same of everybody are left out."""
    by = scheme.ranking.by
    lacking = set() if scheme.extras else {4, 5}
    lacking |= set() if scheme.grades else {6}
    lacking |= {2} if by in SUMS else set()
    kept = [at for at in range(len(_HEADINGS)) if at not in lacking]
    headings = list(_HEADINGS)
    headings[2] = "" if by in SUMS else scheme.indicators_by_id[by].name
    widths = share(UPRIGHT, *(_WEIGHTS[at] for at in kept))
    headed = columns([headings[at] for at in kept], widths, {1, len(kept) - 1})
    return Grid(headed, tuple(tuple(row[at] for at in kept) for row in rows), HEADED, SET)


def _row(contents: RoundContents, one: SheetContents, standing: Standing) -> tuple[Cell, ...]:
    remark = "，".join(_remarks(contents, one, standing))
    if standing.apart == "absent":
        return (_NOWHERE, one.unit, *[_NOWHERE] * 4, "", remark)
    place: Cell = _NOWHERE if standing.place is None else Decimal(standing.place)
    amount: Cell = _NOWHERE if standing.amount is None else standing.amount
    if contents.remarks.get(standing.unit):  # its parts are not those of one sheet
        return place, one.unit, amount, amount, "", "", standing.grade or "", remark
    sheet = one.sheet
    total: Cell = sheet.total if sheet.begun else PENDING
    base: Cell = sheet.base if sheet.begun else PENDING
    grade = standing.grade or ""
    return place, one.unit, amount, total, base, extra(one, BONUS), grade, remark


def _remarks(contents: RoundContents, one: SheetContents, standing: Standing) -> Iterator[str]:
    if one.absent:
        yield f"未参加考核：{one.absent}"
        return
    if standing.tied:
        yield "并列"
    if standing.placed_last:
        yield f"因{'、'.join(standing.placed_last)}排在末位"
    yield from withheld(standing)
    if standing.apart == "aside":
        yield _ASIDE
    if contents.remarks.get(standing.unit):
        yield contents.remarks[standing.unit]
    if not one.finalised:
        yield "未定稿"
    if one.sheet.unsettled:
        yield figures_of(one.scheme, one.sheet).still_open


def withheld(standing: Standing) -> Iterator[str]:
    """Why a grade is not the one that its points reach."""
    if standing.lacking is not None or standing.held_by == standing.placed_last != ():
        return
    if standing.hindrance == "quota":
        yield f"{standing.next_grade}名额不足"
    if standing.hindrance == "consequence":
        yield f"因{'、'.join(standing.held_by)}不能评{standing.next_grade}"


def _notes(contents: RoundContents, found: Ranking) -> Iterator[Block]:
    placed = any(one.place is not None for one in found.standings)
    yield from unfinished(contents, more=(_FLEETING,) if placed and found.provisional else ())
