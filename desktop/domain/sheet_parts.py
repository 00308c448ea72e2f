"""Sheet parts: what an evaluator walks as one form each, the indicators and then bonus and penalty."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from desktop.domain.scheme import BONUS, PENALTY, Criterion, Indicator, Scheme
from desktop.domain.score_sheet import Line, ScoreSheet

_MARK: Final = "+"  # no indicator's id has it
_TITLES: Final = {BONUS: "加分项", PENALTY: "扣分项"}


@dataclass(frozen=True)
class SheetPart:
    """An indicator, or the bonus or penalty; `points` is None where there is no cap."""

    id: str
    section: str | None
    no: str
    name: str
    points: Decimal | None
    criteria: tuple[Criterion, ...]
    indicator: Indicator | None = None
    extra: str | None = None  # which, if it is none

    @property
    def earns(self) -> bool:
        """Whether its criteria earn."""
        if self.indicator is not None:
            return self.indicator.earns
        return any(criterion.rule.earns for criterion in self.criteria)

    @property
    def settling(self) -> str:
        """What settling the rest of it means."""
        if self.extra is not None:
            return "本项无加分" if self.earns else "本项无扣分"
        return "本项得满分" if self.earns else "本项无扣分"

    @property
    def title(self) -> str:
        """What kind of part it is, where it is no indicator."""
        return _TITLES[self.extra] if self.extra else ""

    @property
    def full_name(self) -> str:
        """Its number, as printed, and its name."""
        return f"{self.no} {self.name}".strip()


def parts_of(scheme: Scheme) -> tuple[SheetPart, ...]:
    """All of them, in the document's order."""
    indicators = [
        SheetPart(one.id, one.section, one.no, one.name, one.points, one.criteria, one)
        for one in scheme.indicators
    ]
    extras = [
        SheetPart(
            _MARK + kind, None, "", one.name or _TITLES[kind], one.points, one.criteria, extra=kind
        )
        for kind, one in scheme.named_extras
    ]
    return (*indicators, *extras)


def lines_of(sheet: ScoreSheet, part: SheetPart) -> Mapping[str, Line]:
    """The lines of a part, by criterion."""
    if part.extra == BONUS:
        lines = sheet.bonus_lines
    elif part.extra == PENALTY:
        lines = sheet.penalty_lines
    else:
        lines = next(one.lines for one in sheet.indicators if one.id == part.id)
    return {line.criterion: line for line in lines}
