"""Deductions: every line that loses points, with what it would take, what of it counts, and why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from desktop.domain.amounts import ZERO, show
from desktop.domain.findings import Discretion
from desktop.domain.scheme import Criterion
from desktop.domain.score_sheet import Adjustment, IndicatorScore, Line, ScoreSheet
from desktop.domain.sheet_parts import SheetPart, lines_of

_BY_JUDGEMENT: Final = "裁量"  # what counts is the judgement below


@dataclass(frozen=True, slots=True)
class Deduction:
    """One row of the list; a click goes to its part, and to its criterion where it has one."""

    part: str
    criterion: str
    where: str
    clause: str
    reason: str
    nominal: str
    counted: str
    lost: Decimal

    @property
    def superseded(self) -> bool:
        """Whether a judgement below counts instead."""
        return self.counted == _BY_JUDGEMENT


@dataclass(frozen=True, slots=True)
class Deductions:
    """All rows, and what they take together."""

    rows: tuple[Deduction, ...]

    @property
    def lost(self) -> Decimal:
        """All together."""
        return sum((one.lost for one in self.rows), ZERO)

    @property
    def places(self) -> int:
        """How many there are: a judgement and what was computed before it are one."""
        return sum(not one.superseded for one in self.rows)

    def lost_in(self, part: str) -> Decimal:
        """What one part lost."""
        return sum((one.lost for one in self.rows if one.part == part), ZERO)


NO_DEDUCTIONS: Final = Deductions(())


def deductions_of(
    sheet: ScoreSheet, parts: tuple[SheetPart, ...], aside: frozenset[str] = frozenset()
) -> Deductions:
    """In the document's order: lines, judgements below what was computed, and what is adjusted.

    `aside` are the criteria that do not apply: nobody loses anything by them.
    """
    rows: list[Deduction] = []
    scores = {one.id: one for one in sheet.indicators}
    for part in parts:
        # What waits for other units may yet be earned: it is as good as open.
        lines = {k: one for k, one in lines_of(sheet, part).items() if k not in sheet.provisional}
        rows += _of_part(part, lines, scores.get(part.id), aside)
    for one in sheet.adjustments:
        if is_listed(one):
            words = show(one.amount)
            rows.append(Deduction("", "", "全表", "", one.reason, words, words, -one.amount))
    return Deductions(tuple(rows))


def is_listed(one: Adjustment) -> bool:
    """Whether an adjustment is a loss of its own, and not only arithmetic."""
    return one.amount < 0 and one.kind in {"void", "veto"}


def _of_part(
    part: SheetPart,
    lines: Mapping[str, Line],
    score: IndicatorScore | None,
    aside: frozenset[str],
) -> Iterator[Deduction]:
    judged = score is not None and score.discretion is not None
    missing = _unearned(part, lines, score)
    for criterion in part.criteria:
        line = lines.get(criterion.id)
        if line is None or criterion.id in aside:
            continue
        nominal = line.nominal if line.nominal < 0 else _missed(part, criterion, line)
        counted = line.effective if line.nominal < 0 else max(nominal, -missing)
        if line.nominal >= 0:
            missing += counted
        if nominal:
            yield Deduction(
                part.id,
                criterion.id,
                part.full_name,
                criterion.clause,
                line.reason,
                show(nominal),
                _BY_JUDGEMENT if judged else show(counted),
                ZERO if judged else -counted,
            )
    if score is not None and score.discretion is not None and score.discretion.score < score.points:
        yield _judgement(part, score, score.discretion)


def _unearned(part: SheetPart, lines: Mapping[str, Line], score: IndicatorScore | None) -> Decimal:
    """What an indicator is short of by what it did not earn; its merits may come to more than it holds.

    What is still open may yet be earned in full, and is not missing.
    """
    if score is None or score.score is None:
        return ZERO
    reached = score.score
    for one in part.criteria:
        if one.id not in lines and one.rule.earns:
            reached += score.points if one.most is None else one.most
    taken = sum((one.effective for one in lines.values() if one.nominal < 0), ZERO)
    return max(ZERO, score.points - min(reached, score.points) + taken)


def _missed(part: SheetPart, criterion: Criterion, line: Line) -> Decimal:
    """What a line could have earned and did not; a bonus that is not earned is no loss."""
    most = criterion.most if part.indicator is not None and criterion.rule.earns else None
    return ZERO if most is None else min(ZERO, line.nominal - most)


def _judgement(part: SheetPart, score: IndicatorScore, judged: Discretion) -> Deduction:
    words = (
        f"自由裁量：计算得 {show(score.computed or ZERO)} 分，"
        f"裁量得 {show(judged.score)} 分（{judged.grounds}）"
    )
    less = score.points - judged.score
    return Deduction(part.id, "", part.full_name, _clause(part), words, "", show(-less), less)


def _clause(part: SheetPart) -> str:
    """Its place in the document: what its criteria's clauses have in common up to its number."""
    clauses = tuple(dict.fromkeys(one.clause for one in part.criteria))
    if part.no and len(clauses) > 1:
        place = "".join(clauses[0].partition(part.no)[:2])
        behind = [one.removeprefix(place) for one in clauses if one.startswith(place)]
        if len(behind) == len(clauses) and not any(one[:1].isdecimal() for one in behind):
            return place
    return "、".join(clauses)
