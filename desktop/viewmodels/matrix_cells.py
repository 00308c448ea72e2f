"""Matrix cells: what one unit has at one indicator, or at a whole section, and how it stands there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from typing import Final, NamedTuple

from desktop.domain.amounts import ZERO, round_to, show
from desktop.domain.deductions import deductions_of
from desktop.domain.score_sheet import IndicatorScore, Line
from desktop.domain.sheet_parts import SheetPart, lines_of, parts_of
from desktop.services.round_sights import SheetSight
from desktop.viewmodels.part_rows import NOTHING_YET
from desktop.viewmodels.table_rows import NO_SUCH, is_bonus

_RATE_PLACES: Final = 1


class Stands(Enum):
    """How a cell stands; each but the plain score has a sign of its own. The value is how it is said."""

    OPEN = "未评"
    PARTLY = "已评一部分"
    PROVISIONAL = "暂定，还要看其他单位"
    SCORED = "已评"
    JUDGED = "自由裁量"
    EXEMPTED = "有免责"
    ASIDE = "不适用"
    ABSENT = "这一类单位没有这一项"
    UNREAD = "读不出"
    AWAY = "未参加考核"


class Shows(Enum):
    """What the cells show."""

    SCORE = "得分"
    LOST = "失分"
    RATE = "得分率"


class MatrixCell(NamedTuple):
    """The value is None while nothing is scored; `lost` is what is lost for certain by now."""

    value: Decimal | None
    of: Decimal | None
    lost: Decimal
    stands: Stands
    gains: bool = False  # a bonus: nothing given is no loss

    @property
    def rate(self) -> Fraction | None:
        """The share of the points that was scored."""
        if self.value is None or not self.of or self.gains or self.value < 0:
            return None
        return Fraction(self.value) / Fraction(self.of)

    @property
    def lost_share(self) -> Fraction:
        """The share of the points that was lost, as the bar shows it; at most all of them."""
        return min(Fraction(1), Fraction(self.lost) / Fraction(self.of)) if self.of else Fraction(0)

    @property
    def settled(self) -> bool:
        """Whether it counts for averages: a score of its own, that stays unless something is changed."""
        return self.value is not None and self.stands not in _NOT_COUNTED

    def measured(self, shows: Shows) -> Decimal | Fraction | None:
        """What it is sorted by."""
        if shows is Shows.SCORE or self.value is None:
            return self.value
        if self.gains:
            return None
        return self.lost if shows is Shows.LOST else self.rate

    def text(self, shows: Shows) -> str:
        """What is written; never a zero where nothing is scored."""
        if self.value is None:
            return _NOTHING.get(self.stands, NOTHING_YET)
        measured = self.measured(shows)
        if measured is None:
            return ""
        if isinstance(measured, Fraction):
            return f"{show(round_to(measured * 100, _RATE_PLACES))}%"
        return show(measured)

    @property
    def spoken(self) -> str:
        """As a screen reader says it."""
        if self.value is None:
            return self.stands.value
        of = "" if self.of is None else f"，满分 {show(self.of)}"
        lost = f"，失 {show(self.lost)}" if self.lost else ""
        how = "" if self.stands is Stands.SCORED else f"，{self.stands.value}"
        return f"{show(self.value)} 分{of}{lost}{how}"


_NOT_COUNTED: Final = frozenset({Stands.PARTLY, Stands.PROVISIONAL, Stands.ASIDE})
_NOTHING: Final = {
    Stands.ASIDE: "不适用",
    Stands.ABSENT: NO_SUCH,
    Stands.UNREAD: "？",
    Stands.AWAY: "未参加",
}
NO_CELL: Final = MatrixCell(None, None, ZERO, Stands.ABSENT)
UNREAD: Final = MatrixCell(None, None, ZERO, Stands.UNREAD)
AWAY: Final = MatrixCell(None, None, ZERO, Stands.AWAY)


def cells_of(sight: SheetSight, parts: Iterable[SheetPart]) -> tuple[MatrixCell, ...]:
    """One unit's cells at these parts of the whole scheme."""
    scores = {one.id: one for one in sight.sheet.indicators}
    pending, spared = frozenset(sight.sheet.pending), _spared(sight)
    waiting = frozenset(sight.sheet.provisional)
    extras = dict(sight.scheme.named_extras)
    found = []
    for part in parts:
        names = {part.id, *(one.id for one in part.criteria)}
        stands = Stands.SCORED if names.isdisjoint(spared) else Stands.EXEMPTED
        if not names.isdisjoint(waiting):
            stands = Stands.PROVISIONAL
        if not names.isdisjoint(pending):
            stands = Stands.PARTLY
        if part.extra is None:
            score = scores.get(part.id)
            found.append(NO_CELL if score is None else _cell(sight, score, stands))
        else:
            lines = lines_of(sight.sheet, part) if part.extra in extras else {}
            found.append(_extra(part, lines, stands))
    return tuple(found)


def _spared(sight: SheetSight) -> set[str]:
    """The criteria with an exemption, of the whole fact or of an item."""
    return {
        name
        for name, fact in sight.plain["facts"].items()
        if fact.get("exempt") is True or any("exempt" in item for item in fact.get("items") or ())
    }


def _cell(sight: SheetSight, score: IndicatorScore, stands: Stands) -> MatrixCell:
    if score.left_out or (score.score is None and score.not_applicable is not None):
        return MatrixCell(None, score.points, ZERO, Stands.ASIDE)
    if score.score is None:
        return MatrixCell(None, score.points, ZERO, Stands.OPEN)
    if stands is Stands.PARTLY:
        own = next(one for one in parts_of(sight.scheme) if one.id == score.id)
        lost = deductions_of(sight.sheet, (own,)).lost_in(score.id)
        return MatrixCell(score.score, score.points, lost, stands)
    if score.discretion is not None:
        stands = Stands.JUDGED
    elif score.not_applicable is not None and stands is not Stands.PROVISIONAL:
        stands = Stands.ASIDE
    return MatrixCell(score.score, score.points, max(ZERO, score.points - score.score), stands)


def _extra(part: SheetPart, lines: Mapping[str, Line], stands: Stands) -> MatrixCell:
    gains = is_bonus(part)
    if not lines:
        return MatrixCell(None, part.points, ZERO, Stands.OPEN, gains)
    value = sum((one.effective for one in lines.values()), ZERO)
    return MatrixCell(value, part.points, ZERO if gains else max(ZERO, -value), stands, gains)


def folded(cells: Iterable[MatrixCell]) -> MatrixCell:
    """A section's indicators as one cell: their plain sum, before what the section itself adjusts."""
    there = [one for one in cells if one.stands is not Stands.ABSENT]
    if not there or any(one in {UNREAD, AWAY} for one in there):
        return there[0] if there else NO_CELL
    counted = [one for one in there if one.value is not None or one.stands is Stands.OPEN]
    if not counted:
        return MatrixCell(None, ZERO, ZERO, Stands.ASIDE)
    of = sum((one.of or ZERO for one in counted), ZERO)
    values = [one.value for one in counted if one.value is not None]
    if not values:
        return MatrixCell(None, of, ZERO, Stands.OPEN)
    lost = sum((one.lost for one in counted), ZERO)
    return MatrixCell(sum(values, ZERO), of, lost, _together({one.stands for one in there}))


def _together(stands: set[Stands]) -> Stands:
    if stands & {Stands.OPEN, Stands.PARTLY}:
        return Stands.PARTLY
    told = (Stands.PROVISIONAL, Stands.JUDGED, Stands.EXEMPTED)
    return next((one for one in told if one in stands), Stands.SCORED)
