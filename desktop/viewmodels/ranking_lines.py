"""Ranking lines: bands of groups, units by their places, and behind them those that have none, with the reason."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby
from typing import Final, NamedTuple

from desktop.domain.amounts import show
from desktop.domain.ranking import Standing
from desktop.domain.ranking_rules import BASE, BONUS, TOTAL
from desktop.domain.records import AssessmentKey
from desktop.domain.scheme import Scheme
from desktop.services.round_sights import UnreadSheet
from desktop.services.standing_words import amount_words, place_words
from desktop.services.year_rankings import YearSight
from desktop.services.year_words import part_words, year_remarks
from desktop.viewmodels.ranking_words import gap_words
from desktop.viewmodels.result_book import ResultBook

PLACE: Final = "place"
UNIT: Final = "unit"
PART: Final = "part"
AMOUNT: Final = "amount"
GRADE: Final = "grade"
GAP: Final = "gap"
STATE: Final = "state"
_UNGROUPED: Final = "未分组"
_STAGES: Final = {"submitted": "待审核", "returned": "已退回", "approved": "审核通过"}


class RankColumn(NamedTuple):
    """What a column holds, its heading, and its width; None takes what is left."""

    holds: str
    words: str
    width: int | None


@dataclass(frozen=True, slots=True)
class BandLine:
    """A heading across the table."""

    words: str


@dataclass(frozen=True, slots=True)
class RankLine:
    """A unit: the sheet that it leads to, what its cells say, and how much of the full marks it has."""

    key: AssessmentKey
    name: str
    standing: Standing
    cells: tuple[str, ...]
    share: Fraction | None = None
    absent: str = ""
    said: str = ""  # all that is to be said of it, in words


Line = BandLine | RankLine


def columns_of(scheme: Scheme, year: YearSight | None) -> tuple[RankColumn, ...]:
    """A round's own, or those of a year's parts; grades only where the scheme has some."""
    amount = amount_words(scheme)
    parts = [RankColumn(PART, one.name, 78) for one in year.parts] if year else []
    graded = [RankColumn(GRADE, "等次", 70)] if scheme.grades else []
    state = [] if year else [RankColumn(STATE, "状态", 92)]
    return (
        RankColumn(PLACE, "名次", 96),
        RankColumn(UNIT, "单位", 190),
        *parts,
        RankColumn(AMOUNT, f"全年{amount}" if year else amount, 100),
        *graded,
        *state,
        RankColumn(GAP, "说明", None),
    )


def lines_of(
    book: ResultBook,
    columns: Sequence[RankColumn],
    year: YearSight | None,
    remarks: Mapping[str, str],
) -> list[Line]:
    """Group by group; whoever has no place stands behind all of them, under a heading."""
    by = book.scheme.ranking.by if book.scheme else TOTAL
    standings = year.ranking.standings if year else book.ranking.standings
    teller = _YearTeller(year, by) if year else _RoundTeller(book, remarks)
    found: list[Line] = []
    placed = [one for one in standings if one.place is not None]
    for group, members in groupby(placed, key=lambda one: one.group):
        listed = list(members)
        if any(one.group for one in standings):
            found.append(BandLine(f"{group or _UNGROUPED}（{len(listed)} 个单位）"))
        found += [teller.line(one, columns, book.scheme) for one in listed]
    apart = [one for one in standings if one.place is None]
    if apart:
        found.append(BandLine(f"没有名次（{len(apart)} 个单位）"))
        found += [teller.line(one, columns, book.scheme) for one in apart]
    return found


class _Teller:
    """Words for one unit's cells."""

    def line(self, one: Standing, columns: Sequence[RankColumn], scheme: Scheme | None) -> RankLine:
        """A unit's line."""
        parts = self.parts(one.unit)
        told = {
            PLACE: place_words(one),
            UNIT: self.name(one.unit),
            AMOUNT: "" if one.amount is None else show(one.amount),
            GRADE: one.grade or "",
            GAP: "；".join(filter(None, self.remarks(one))),
            STATE: self.state(one),
        }
        cells = tuple(next(parts) if c.holds == PART else told[c.holds] for c in columns)
        share = None
        if one.amount is not None and scheme is not None:
            full = _full_marks(scheme)
            share = Fraction(one.amount) / full if full else None
        place = f"第 {one.place} 名{'（并列）' if one.tied else ''}" if one.place else told[PLACE]
        said = "，".join(filter(None, (place, told[GRADE], told[GAP])))
        return RankLine(
            self.key(one.unit), self.name(one.unit), one, cells, share, self.absent(one), said
        )

    def name(self, unit: str) -> str:
        """What it is called."""
        raise NotImplementedError

    def key(self, unit: str) -> AssessmentKey:
        """Which sheet it leads to."""
        raise NotImplementedError

    def remarks(self, one: Standing) -> Iterator[str]:
        """What is to be said of its place and grade."""
        raise NotImplementedError

    def parts(self, unit: str) -> Iterator[str]:
        """Its parts of the year."""
        del unit
        return iter(())

    def state(self, one: Standing) -> str:
        """How far its sheet is."""
        del one
        return ""

    def absent(self, one: Standing) -> str:
        """Why it does not take part."""
        del one
        return ""


class _RoundTeller(_Teller):
    def __init__(self, book: ResultBook, remarks: Mapping[str, str]) -> None:
        self._book, self._remarks = book, remarks
        self._sheets = {key.unit: one for key, one in book.sheets.items()}

    def name(self, unit: str) -> str:
        """As in this round."""
        return self._sheets[unit].assessment.name

    def key(self, unit: str) -> AssessmentKey:
        """Its own."""
        return self._sheets[unit].assessment.key

    def absent(self, one: Standing) -> str:
        """As it was recorded."""
        return self._sheets[one.unit].assessment.absent

    def state(self, one: Standing) -> str:
        """Open, settled, in review or final."""
        sight = self._sheets[one.unit]
        if sight.assessment.absent or isinstance(sight, UnreadSheet):
            return ""
        if sight.assessment.finalised:
            return "已定稿"
        if sight.sheet.pending:
            return f"未评 {len(sight.sheet.pending)} 条"
        return _STAGES.get(sight.assessment.stage, "已评完")

    def remarks(self, one: Standing) -> Iterator[str]:
        """Why it has no place; else the way to the next grade, and what its amount is made of."""
        sight = self._sheets[one.unit]
        if one.apart == "absent":
            yield sight.assessment.absent
        if isinstance(sight, UnreadSheet):
            yield sight.trouble
        if one.placed_last:
            yield f"因{'、'.join(one.placed_last)}排在末位"
        if one.held_by != one.placed_last or not one.placed_last:
            yield gap_words(one)
        yield self._remarks.get(one.unit, "")


class _YearTeller(_Teller):
    def __init__(self, year: YearSight, by: str) -> None:
        self._year, self._by = year, by

    def name(self, unit: str) -> str:
        """As it was last called."""
        return self._year.units[unit].assessment.name

    def key(self, unit: str) -> AssessmentKey:
        """The last one."""
        return self._year.units[unit].assessment.key

    def parts(self, unit: str) -> Iterator[str]:
        """Totals, or why there is none."""
        return (part_words(one, self._by) for one in self._year.units[unit].parts)

    def remarks(self, one: Standing) -> Iterator[str]:
        """Which parts were left out or are waited for, and the way to the next grade."""
        yield from year_remarks(self._year, one)
        yield gap_words(one)


def _full_marks(scheme: Scheme) -> Fraction:
    by = scheme.ranking.by
    if by in {TOTAL, BASE}:
        return Fraction(scheme.points)
    if by == BONUS:
        return Fraction(scheme.bonus.points or 0) if scheme.bonus else Fraction(0)
    return Fraction(scheme.indicators_by_id[by].points)
