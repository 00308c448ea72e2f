"""Part rows: what the indicator tree says of each section, indicator, bonus and penalty."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from itertools import groupby

from desktop.domain.amounts import ZERO, show
from desktop.domain.scheme import Scheme
from desktop.domain.score_sheet import IndicatorScore, Line, ScoreSheet
from desktop.domain.sheet_parts import SheetPart, lines_of
from desktop.services.assessment_sight import AssessmentSight

NOTHING_YET = "—"  # never a zero, nor full marks


class State(Enum):
    """How far a part is; each has its own sign. The value is how the screen names it."""

    OPEN = "未评"
    PARTLY = "已评一部分"
    SETTLED = "已评"
    LOST = "有扣分"
    JUDGED = "自由裁量"
    ASIDE = "不适用"


class Filter(Enum):
    """Which parts the tree shows."""

    ALL = "全部"
    OPEN = "未评"
    LOST = "有扣分"
    EVIDENCE = "缺佐证"
    EASY = "易丢分"


@dataclass(frozen=True, slots=True)
class PartRow:
    """One indicator, bonus or penalty."""

    part: str
    no: str
    name: str
    state: State
    points: str
    score: str
    open_criteria: int
    loses: bool
    lacks_evidence: bool
    exempted: bool
    easily_lost: bool
    words: str  # what a search looks through
    proposed: bool = False  # the ledgers propose something that nobody has answered
    remarked: bool = False  # the reviewer remarked something that nobody has answered

    @property
    def spoken(self) -> str:
        """The row as a screen reader says it."""
        told = [f"{self.no} {self.name}".strip(), f"得分 {self.score}" if self.scored else "未评"]
        told.append(f"满分 {self.points}")
        told.append(self.state.value)
        told += [
            words
            for is_so, words in (
                (self.loses and self.state is not State.LOST, "有扣分"),
                (self.lacks_evidence, "缺佐证"),
                (self.exempted, "有免责"),
                (self.proposed, "台账有待定"),
                (self.remarked, "审核意见待答复"),
            )
            if is_so
        ]
        return "，".join(told)

    @property
    def scored(self) -> bool:
        """Whether it has a score already."""
        return self.score != NOTHING_YET

    def shown_by(self, chosen: Filter, search: str) -> bool:
        """Whether a filter and a search let it through."""
        kept = {
            Filter.ALL: True,
            Filter.OPEN: self.open_criteria > 0,
            Filter.LOST: self.loses,
            Filter.EVIDENCE: self.lacks_evidence,
            Filter.EASY: self.easily_lost,
        }[chosen]
        return kept and all(word in self.words for word in search.lower().split())


@dataclass(frozen=True, slots=True)
class SectionRow:
    """A heading with its parts; without a name it is none."""

    name: str
    score: str
    points: str
    share: float  # how much of it is scored, for the bar
    parts: tuple[PartRow, ...]


def section_rows(
    sight: AssessmentSight,
    sheet: ScoreSheet,
    parts: tuple[SheetPart, ...],
    proposed: frozenset[str] = frozenset(),
) -> tuple[SectionRow, ...]:
    """Every section with its parts; the bonus and the penalty stand last, under no heading."""
    reading = _Reading(sight, sheet, proposed)
    rows = []
    for section, members in groupby(parts, lambda one: one.section):
        inside = list(members)
        rows.append(_section_row(sight.scheme, section, inside, reading))
    return tuple(rows)


def part_row(part: SheetPart, sight: AssessmentSight, sheet: ScoreSheet) -> PartRow:
    """One part alone."""
    return _Reading(sight, sheet).row(part)


def _section_row(
    scheme: Scheme, section: str | None, inside: list[SheetPart], reading: _Reading
) -> SectionRow:
    rows = tuple(reading.row(part) for part in inside)
    if section is None:
        return SectionRow("", "", "", 0, rows)
    named = next(one for one in scheme.sections if one.id == section)
    points = sum((part.points or ZERO for part in inside), ZERO)
    scored = [(row, part) for row, part in zip(rows, inside, strict=True) if row.scored]
    got = sum((Decimal(row.score) for row, _ in scored), ZERO)
    share = sum((part.points or ZERO for _, part in scored), ZERO)
    return SectionRow(
        f"{named.no} {named.name}".strip(),
        show(got) if scored else NOTHING_YET,
        show(points),
        float(share / points) if points else 0,  # the length of a bar, no score
        rows,
    )


class _Reading:
    """One sight and sheet, looked at part by part."""

    def __init__(
        self, sight: AssessmentSight, sheet: ScoreSheet, proposed: frozenset[str] = frozenset()
    ) -> None:
        self._sheet, self._proposed = sheet, proposed
        self._pending = frozenset(sheet.pending)
        self._exempted = sight.exempted
        self._scores = {one.id: one for one in sheet.indicators}
        missing = {row.requirement for row in sight.checklist.missing}
        self._lacking = {r.indicator for r in sight.scheme.requirements if r.no in missing}
        self._remarked = {one.part for one in sight.review.unanswered}
        self._easy = {r.indicator for r in sight.scheme.requirements if r.easily_lost}

    def row(self, part: SheetPart) -> PartRow:
        lines = lines_of(self._sheet, part)
        score = self._scores.get(part.id)
        open_criteria = sum(one.id in self._pending for one in part.criteria)
        waiting = sum(one.id in self._sheet.provisional for one in part.criteria)
        stands = {k: one for k, one in lines.items() if k not in self._sheet.provisional}
        loses = _loses(part, stands, score)
        return PartRow(
            part=part.id,
            no=part.no,
            name=part.name,
            state=_state(score, open_criteria, len(part.criteria), waiting, loses=loses),
            points="不限" if part.points is None else show(part.points),
            score=_score_words(score, lines),
            open_criteria=open_criteria,
            loses=loses,
            lacks_evidence=(part.extra or part.id) in self._lacking,
            exempted=any(one.id in self._exempted for one in part.criteria),
            easily_lost=part.id in self._easy
            or (part.indicator is not None and part.indicator.easily_lost),
            words=_words(part, lines),
            proposed=any(one.id in self._proposed for one in part.criteria),
            remarked=part.id in self._remarked,
        )


def _score_words(score: IndicatorScore | None, lines: Mapping[str, Line]) -> str:
    if score is not None:
        return NOTHING_YET if score.score is None else show(score.score)
    if not lines:
        return NOTHING_YET
    return show(sum((line.effective for line in lines.values()), ZERO))


def _loses(part: SheetPart, lines: Mapping[str, Line], score: IndicatorScore | None) -> bool:
    """Whether points are lost: deducted, or not earned where all of it is settled."""
    judged = score is not None and score.discretion is not None
    if not judged and any(line.nominal < 0 for line in lines.values()):
        return True
    if score is None or score.score is None or part.indicator is None:
        return False
    settled = score.discretion is not None or len(lines) == len(part.criteria)
    return settled and score.score < part.indicator.points


def _state(
    score: IndicatorScore | None, open_criteria: int, criteria: int, waiting: int, *, loses: bool
) -> State:
    if score is not None and (score.not_applicable is not None or score.left_out):
        return State.ASIDE
    if score is not None and score.discretion is not None:
        return State.JUDGED
    if open_criteria == criteria and criteria:
        return State.OPEN
    if open_criteria or waiting:
        return State.PARTLY
    return State.LOST if loses else State.SETTLED


def _words(part: SheetPart, lines: Mapping[str, Line]) -> str:
    told = [part.no, part.name]
    if part.indicator is not None:
        told += [part.indicator.requirement, *part.indicator.notes]
    for criterion in part.criteria:
        told += [criterion.label, *criterion.notes]
    told += [line.reason for line in lines.values()]
    return "\n".join(told).lower()
