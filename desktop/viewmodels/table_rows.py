"""Table rows: what the table over all units says of one unit at one indicator, cell by cell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from functools import cached_property
from typing import Final

from desktop.domain.amounts import ZERO, show
from desktop.domain.records import AssessmentKey
from desktop.domain.scheme import Criterion
from desktop.domain.score_sheet import IndicatorScore, Line, ScoreSheet
from desktop.domain.sheet_parts import SheetPart, lines_of, parts_of
from desktop.services.assessments import IN_REVIEW
from desktop.services.round_sights import SheetSight, UnreadSheet
from desktop.viewmodels.cell_words import Fact, cell_text, why_fixed
from desktop.viewmodels.part_rows import NOTHING_YET, State

_STAGES: Final = {"submitted": "待审", "approved": "已审"}

NO_SUCH = "／"
_UNREAD = "？"
_NOT_COUNTED = "不计"
_JUDGED = "裁量"
_ASIDE = "不适用"

WAITING = "·暂"  # counted among those units that have a figure


class Shade(Enum):
    """What a cell looks like, and how a screen reader says it."""

    OPEN = "未评"
    CLEAN = "已评"
    LOST = "有失分"
    WAITS = "暂计，要等其他单位"
    ASIDE = "不计"
    ABSENT = "没有这一条"


@dataclass(frozen=True, slots=True, eq=False)
class Cell:
    """One criterion of one unit; `fixed` says why it cannot be typed into, blank where it can.

    The criterion is the unit's own reading of it; None where its kind has no such criterion.
    `moved` is what it takes from the score, or as a bonus gives.
    """

    criterion: Criterion | None
    text: str
    shade: Shade
    fixed: str = ""
    fact: Fact | None = None
    line: Line | None = None
    moved: Decimal = ZERO
    pending: bool = (
        False  # still to be recorded, which it need not be where the indicator is judged
    )

    @property
    def spoken(self) -> str:
        """As a screen reader says it."""
        told = self.shade.value if self.shade is Shade.OPEN else f"{self.text}，{self.shade.value}"
        return f"{told}，不能在这里修改" if self.fixed else told


@dataclass(frozen=True, slots=True)
class Reasons:
    """Why the unit lost points here, or gained them; blank where it did not."""

    text: str

    @property
    def spoken(self) -> str:
        """As a screen reader says it."""
        return self.text or "没有失分"


@dataclass(frozen=True, slots=True)
class Score:
    """The score of the indicator or of the whole sheet; the value is None while nothing is recorded."""

    value: Decimal | None
    of: Decimal | None
    text: str
    mark: str = ""  # how it came about, if not by counting
    moved: Decimal = ZERO
    lost: bool = False  # whether what moved was lost

    @property
    def spoken(self) -> str:
        """As a screen reader says it."""
        of = "" if self.of is None else f"，满分 {show(self.of)}"
        return f"{self.mark}{self.text if self.value is not None else '未评'}{of}"


@dataclass(frozen=True, eq=False)
class UnitRow:
    """One unit. Where its sheet cannot be read, `part` and `sheet` are None."""

    sight: SheetSight | UnreadSheet
    part: SheetPart | None  # as it reads for this unit
    sheet: ScoreSheet | None
    cells: tuple[Cell, ...]
    reasons: Reasons
    score: Score
    total: Score

    @property
    def key(self) -> AssessmentKey:
        """Which sheet it is."""
        return self.sight.assessment.key

    @property
    def name(self) -> str:
        """The unit's name."""
        return self.sight.assessment.name

    @property
    def locked(self) -> bool:
        """Whether nothing can be recorded in it."""
        return self.sight.assessment.locked

    @property
    def locked_as(self) -> str:
        """What it is locked as; blank where it is not."""
        of = self.sight.assessment
        return "已定稿" if of.finalised else _STAGES.get(of.stage, "")

    @cached_property
    def open_cells(self) -> list[int]:
        """The columns in which something is still to be recorded."""
        return [n for n, one in enumerate(self.cells) if one.pending]

    @cached_property
    def state(self) -> State:
        """How far the indicator is for this unit."""
        if self.score.mark:
            return State.JUDGED if self.score.mark == _JUDGED else State.ASIDE
        own = [one for one in self.cells if one.criterion is not None]
        if len(self.open_cells) == len(own):
            return State.OPEN
        if self.open_cells:
            return State.PARTLY
        return State.LOST if any(one.shade is Shade.LOST for one in own) else State.SETTLED

    @cached_property
    def shown(self) -> tuple[Cell | Reasons | Score, ...]:
        """All columns."""
        return (*self.cells, self.reasons, self.score, self.total)


def unit_row(
    part: SheetPart,
    sight: SheetSight | UnreadSheet,
    drafts: Mapping[str, Fact | None] | None = None,
) -> UnitRow:
    """A unit's row with what is being typed there, which must be fit to be recorded."""
    if isinstance(sight, UnreadSheet):
        unread = Cell(None, _UNREAD, Shade.ABSENT, sight.trouble)
        cells, nothing = (unread,) * len(part.criteria), Score(None, None, _UNREAD)
        return UnitRow(sight, None, None, cells, Reasons(sight.trouble), nothing, nothing)
    sheet = sight.drafted(drafts) if drafts else sight.sheet
    facts = sight.facts_with(drafts) if drafts else sight.plain["facts"]
    own = next((one for one in parts_of(sight.scheme) if one.id == part.id), None)
    cells = tuple(_cells(part, own, _Reading(sight, sheet, facts)))
    reasons = _reasons(_scored(sheet, part), cells)
    return UnitRow(sight, own, sheet, cells, reasons, _score(own, sheet, cells), _total(sheet))


@dataclass(frozen=True, slots=True)
class _Reading:
    sight: SheetSight
    sheet: ScoreSheet
    facts: Mapping[str, Fact]


def _cells(part: SheetPart, own: SheetPart | None, reading: _Reading) -> Iterator[Cell]:
    criteria = {one.id: one for one in own.criteria} if own is not None else {}
    lines = lines_of(reading.sheet, own) if own is not None else {}
    fixed = _why_all_fixed(part, reading.sight)
    score = _scored(reading.sheet, part)
    judged = score is not None and score.discretion is not None
    aside = score is not None and score.not_applicable is not None
    pending = frozenset(reading.sheet.pending)
    for column in part.criteria:
        criterion = criteria.get(column.id)
        if criterion is None or own is None:
            yield Cell(None, NO_SUCH, Shade.ABSENT, "这一类单位没有这一条")
            continue
        fact, line = reading.facts.get(column.id), lines.get(column.id)
        waits = column.id in reading.sheet.provisional
        counts = line is not None and not judged and not waits
        shade = Shade.WAITS if waits else _shade(own, criterion, fact, line)
        yield Cell(
            criterion,
            cell_text(criterion, fact) + (WAITING if waits else ""),
            Shade.ASIDE if aside else shade,
            fixed or why_fixed(fact),
            fact,
            line,
            _moved(own, criterion, line, fact) if line is not None and counts else ZERO,
            column.id in pending,
        )


def _why_all_fixed(part: SheetPart, sight: SheetSight) -> str:
    if sight.assessment.finalised:
        return "已经定稿，不能再改；需要改时请先撤销定稿并写明理由"
    if sight.assessment.in_review:
        return IN_REVIEW[sight.assessment.stage]
    grounds = sight.findings.not_applicable.get(part.id)
    return "" if grounds is None else f"本项已标为不适用（{grounds}），要改请到表单里撤去"


def _shade(own: SheetPart, criterion: Criterion, fact: Fact | None, line: Line | None) -> Shade:
    if fact is None or line is None:
        return Shade.OPEN
    if fact.get("applies") is False or fact.get("exempt") is True:
        return Shade.ASIDE
    lost = line.nominal < 0 or (not is_bonus(own) and _moved(own, criterion, line, fact) > 0)
    return Shade.LOST if lost else Shade.CLEAN


def is_bonus(part: SheetPart) -> bool:
    """Whether what its criteria give is a gain, and nothing given is no loss."""
    return part.extra is not None and part.earns


def _moved(own: SheetPart, criterion: Criterion, line: Line, fact: Fact | None) -> Decimal:
    """What a line takes, or could have earned and did not; of a bonus, what it gives."""
    if is_bonus(own):
        return line.effective
    if line.nominal < 0:
        return -line.effective
    aside = fact is not None and fact.get("applies") is False
    most = criterion.most if criterion.rule.earns and not aside else None
    return ZERO if most is None else max(ZERO, most - line.effective)


def _scored(sheet: ScoreSheet, part: SheetPart) -> IndicatorScore | None:
    return next((one for one in sheet.indicators if one.id == part.id), None)


def _reasons(score: IndicatorScore | None, cells: tuple[Cell, ...]) -> Reasons:
    """How a score came about that was not counted; else the sentence of every line that moved it."""
    if score is not None and score.discretion is not None:
        computed, judged = show(score.computed or ZERO), show(score.discretion.score)
        grounds = score.discretion.grounds
        return Reasons(f"自由裁量 {judged} 分（{grounds}），计算得 {computed} 分")
    if score is not None and score.not_applicable is not None:
        return Reasons(f"不适用（{score.aside}）")
    told = [cell.line.reason for cell in cells if cell.line is not None and cell.moved]
    return Reasons("；".join(told))


def _score(own: SheetPart | None, sheet: ScoreSheet, cells: tuple[Cell, ...]) -> Score:
    if own is None:
        return Score(None, None, NO_SUCH)
    score = _scored(sheet, own)
    if score is None:
        return _extra_score(own, cells)
    if score.left_out:
        return Score(None, score.points, _NOT_COUNTED, _ASIDE)
    mark = _JUDGED if score.discretion is not None else ""
    mark = _ASIDE if score.not_applicable is not None else mark
    settled = mark or all(cell.line is not None for cell in cells if cell.criterion)
    lost = sum((cell.moved for cell in cells), ZERO)
    if settled and score.score is not None:
        lost = max(ZERO, score.points - score.score)
    return Score(score.score, score.points, _words(score.score), mark, lost, lost > 0)


def _extra_score(own: SheetPart, cells: tuple[Cell, ...]) -> Score:
    """What a bonus or a penalty comes to."""
    lines = [cell.line for cell in cells if cell.line is not None]
    value = sum((line.effective for line in lines), ZERO) if lines else None
    moved = abs(value or ZERO)
    return Score(value, own.points, _words(value), "", moved, moved > 0 and not is_bonus(own))


def _total(sheet: ScoreSheet) -> Score:
    """The running total, of the points that are assessed so far."""
    lines = bool(sheet.bonus_lines or sheet.penalty_lines)
    value = sheet.total if sheet.assessed_points or lines else None
    return Score(value, None if value is None else sheet.assessed_points, _words(value))


def _words(value: Decimal | None) -> str:
    return NOTHING_YET if value is None else show(value)
