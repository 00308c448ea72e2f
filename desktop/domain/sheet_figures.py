"""The standing of a sheet in figures: scored, of how many possible so far, still open, bonus, each section."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from desktop.domain.amounts import ZERO, show
from desktop.domain.scheme import Scheme
from desktop.domain.score_sheet import ScoreSheet


@dataclass(frozen=True, slots=True)
class Portion:
    """A section, or the whole: what it scored, of how many points that are scored, of all its points."""

    name: str
    score: Decimal
    assessed: Decimal
    points: Decimal


@dataclass(frozen=True, slots=True)
class SheetFigures:
    """All that the strip above the panes says."""

    total: Decimal
    assessed: Decimal
    points: Decimal
    open_criteria: int
    extras: str  # bonus and penalty, blank where the scheme has none
    grade: str
    portions: tuple[Portion, ...]
    provisional: int = 0  # lines that wait for other units

    @property
    def settled(self) -> bool:
        """Whether nothing is open and nothing waits for other units."""
        return not (self.open_criteria or self.provisional)

    @property
    def of(self) -> str:
        """Of how many points the total speaks, and of all."""
        if self.assessed == self.points and not self.open_criteria:
            return f"/ {show(self.points)} 分"
        return f"/ 已评 {show(self.assessed)} 分，满分 {show(self.points)} 分"

    @property
    def still_open(self) -> str:
        """How much is still open; a sheet with anything open never looks finished."""
        if self.settled:
            return "各条都已认定"
        points = self.points - self.assessed
        told = f"未评 {self.open_criteria} 条" if self.open_criteria else ""
        if told and points > 0:
            told += f"、{show(points)} 分"
        waits = f"{self.provisional} 条要等其他单位，暂计" if self.provisional else ""
        return "，".join(filter(None, (told, waits)))

    @property
    def spoken(self) -> str:
        """As a screen reader says it."""
        total = f"总分 {show(self.total)}" if self.assessed else "还没有得分"
        told = [total, self.of.removeprefix("/ "), self.still_open]
        return "，".join(one for one in (*told, self.extras, self.grade) if one)


def figures_of(scheme: Scheme, sheet: ScoreSheet) -> SheetFigures:
    """Read the figures off a sheet."""
    return SheetFigures(
        sheet.total,
        sheet.assessed_points,
        sheet.points,
        len(sheet.pending),
        "　".join(_extras(scheme, sheet)),
        grade_words(scheme, sheet),
        tuple(_portions(scheme, sheet)),
        len(sheet.provisional),
    )


def grade_words(scheme: Scheme, sheet: ScoreSheet) -> str:
    """The grade that the sheet reaches by itself; where only so many may have it, the ranking decides."""
    if sheet.grade is None:
        return ""
    limited = {one.name for one in scheme.grades if one.quota is not None or one.most is not None}
    return f"等次 {sheet.grade}{'（名额内）' if sheet.grade in limited else ''}"


def _extras(scheme: Scheme, sheet: ScoreSheet) -> list[str]:
    told = []
    if scheme.bonus is not None:
        most = scheme.bonus.points
        bound = "" if most is None else f"，最多 {show(most)}"
        told.append(f"加分 {show(sheet.bonus)}{bound}")
    if scheme.penalty is not None:
        told.append(f"另扣 {show(-sheet.penalty)}")
    return told


def _portions(scheme: Scheme, sheet: ScoreSheet) -> list[Portion]:
    """Each section; where there are none, each indicator."""
    scores = {one.id: one for one in sheet.indicators}
    if not scheme.sections:
        return [
            Portion(
                f"{one.no} {one.name}".strip(),
                scores[one.id].score or ZERO,
                ZERO if scores[one.id].score is None else one.points,
                one.points,
            )
            for one in scheme.indicators
        ]
    counted = {one.id: one.score for one in sheet.sections}
    portions = []
    for section in scheme.sections:
        inside = [one for one in scheme.indicators if one.section == section.id]
        assessed = [one for one in inside if scores[one.id].score is not None]
        portions.append(
            Portion(
                f"{section.no} {section.name}".strip(),
                counted[section.id],
                sum((one.points for one in assessed), ZERO),
                section.points or sum((one.points for one in inside), ZERO),
            )
        )
    return portions
