"""The meeting's walk: one unit after another in large type, what each sheet says, and what was changed there."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Final, NamedTuple

from PySide6.QtCore import QObject, Signal

from desktop.domain.amounts import show
from desktop.domain.ranking_rules import TOTAL
from desktop.domain.records import AssessmentKey
from desktop.domain.result_records import Meeting
from desktop.domain.scheme import PENALTY
from desktop.domain.score_sheet import Line, ScoreSheet
from desktop.domain.sheet_parts import SheetPart, lines_of, parts_of
from desktop.services.corrections import NOT_YET, part_score
from desktop.services.meetings import (
    ChangeSight,
    change_in_meeting,
    changes_of,
    close_meeting,
    meetings_of,
)
from desktop.services.outcome import Outcome
from desktop.services.recording_many import together
from desktop.services.round_sights import SheetSight
from desktop.services.standing_words import place_words
from desktop.services.undoing import redo, undo
from desktop.viewmodels.correction_draft import CorrectionDraft
from desktop.viewmodels.result_book import ResultBook
from desktop.viewmodels.workplace import Workplace

_STATES: Final = {True: "已定稿", False: "未定稿"}


class UnitLine(NamedTuple):
    """One unit in the list at the side."""

    key: AssessmentKey
    name: str
    place: str
    total: str
    state: str
    changes: int


class PartLine(NamedTuple):
    """One row of the sheet as the room reads it."""

    part: str
    name: str
    score: str
    points: str
    reasons: str
    loses: bool
    changed: bool


class Head(NamedTuple):
    """What stands above the sheet."""

    name: str
    total: str
    points: str
    place: str
    grade: str
    state: str


class MeetingWalk(QObject):
    """Holds where the meeting is; what it shows is read from the book."""

    moved = Signal()  # another unit
    changed = Signal()  # a sheet, or the meeting itself

    def __init__(self, book: ResultBook, meeting: Meeting) -> None:
        super().__init__()
        self.book, self.meeting = book, meeting
        self.changes: tuple[ChangeSight, ...] = ()
        self._at = 0
        self._read()
        book.sheets_changed.connect(self._on_book)
        book.opened.connect(self._on_book)
        book.workplace.dispatcher.changed.connect(self._on_changed)

    # -- what is shown

    @property
    def units(self) -> tuple[UnitLine, ...]:
        """Everybody, in the round's order."""
        changed = [one.change.unit for one in self.changes]
        standings = {one.unit: place_words(one) for one in self.book.ranking.standings}
        return tuple(
            UnitLine(
                key,
                one.assessment.name,
                standings.get(key.unit, ""),
                self._total(key, one.sheet, "—") if isinstance(one, SheetSight) else "—",
                _STATES[one.assessment.finalised],
                changed.count(key.unit),
            )
            for key, one in self.book.sheets.items()
        )

    @property
    def key(self) -> AssessmentKey | None:
        """Whose sheet is open."""
        keys = [*self.book.sheets]
        return keys[min(self._at, len(keys) - 1)] if keys else None

    @property
    def at(self) -> int:
        """The place of the unit."""
        return self._at

    @property
    def _sight(self) -> SheetSight | None:
        found = self.book.sheets.get(self.key) if self.key else None
        return found if isinstance(found, SheetSight) else None

    @property
    def head(self) -> Head:
        """The unit and how it stands."""
        key, sight = self.key, self._sight
        if key is None or sight is None:
            name = self.book.name_of(key.unit) if key else ""
            return Head(name, "—", "", "读不出", "", "")
        standing = self.book.ranking.of(key.unit)
        sheet = sight.sheet
        total = self._total(key, sheet, NOT_YET)
        state = _STATES[sight.assessment.finalised]
        if sheet.begun and total != show(sheet.total):
            state += f"　本表 {show(sheet.total)} 分，总分由几份评分合成"
        name, grade = sight.assessment.name, standing.grade or ""
        return Head(name, total, show(sheet.points), place_words(standing), grade, state)

    def _total(self, key: AssessmentKey, sheet: ScoreSheet, nothing: str) -> str:
        """What places go by: of several scorers together, where the scheme counts them so."""
        together = self._together.get(key.unit)
        if together is not None:
            return show(together)
        return show(sheet.total) if sheet.begun else nothing

    @property
    def _together(self) -> Mapping[str, Decimal]:
        """The totals of several scorers, by their units."""
        scheme = self.book.scheme
        if not self.book.beside or scheme is None or scheme.ranking.by != TOTAL:
            return {}
        found = self.book.ranking.standings
        return {one.unit: one.amount for one in found if one.amount is not None}

    @property
    def rows(self) -> tuple[PartLine, ...]:
        """The sheet, part by part."""
        sight = self._sight
        if sight is None:
            return ()
        unit = sight.assessment.unit
        touched = {one.change.part for one in self.changes if one.change.unit == unit}
        return tuple(
            _line(sight.sheet, part, changed=part.id in touched) for part in parts_of(sight.scheme)
        )

    # -- where it is

    def go(self, at: int) -> None:
        """To this unit."""
        last = len(self.book.sheets) - 1
        at = max(0, min(at, last))
        if at != self._at:
            self._at = at
            self.moved.emit()

    def step(self, by: int) -> None:
        """The next unit, or the one before."""
        self.go(self._at + by)

    # -- what is done

    def draft(self, part: str) -> CorrectionDraft | None:
        """Something to try out on a part of the open sheet."""
        key = self.key
        if key is None or self._sight is None or self.meeting.closed:
            return None
        return CorrectionDraft(self.book, key, part)

    def decide(self, draft: CorrectionDraft) -> bool:
        """Record what was tried out."""
        correction, at = draft.correction, self.book.workplace
        if correction is None:
            return False
        decided = (correction, draft.grounds)

        def deed() -> Outcome:
            made = change_in_meeting(
                at.workspace, at.author, self.meeting.id, draft.key.unit, decided
            )
            if made.open:
                words = f"“{draft.name}”还有没评的条，没有重新定稿；请补评以后再定稿"
                at.remarked.emit(words)
            return together(made.outcomes)

        return at.attempt(deed)

    def close(self) -> bool:
        """End the meeting."""
        at = self.book.workplace
        return at.attempt(lambda: close_meeting(at.workspace, at.author, self.meeting.id))

    def undo(self) -> None:
        """Take back what was done on the open sheet last."""
        self._step(lambda at, key: undo(at.workspace, at.author, key), "已撤销本单位的上一步")

    def redo(self) -> None:
        """Do it again."""
        self._step(lambda at, key: redo(at.workspace, at.author, key), "已重做本单位的上一步")

    def _step(self, does: Callable[[Workplace, AssessmentKey], Outcome], words: str) -> None:
        """A change of a final sheet stands in the list; another one takes it back, with its grounds."""
        at, key, sight = self.book.workplace, self.key, self._sight
        if sight is not None and sight.assessment.finalised:
            name = sight.assessment.name
            why = f"“{name}”已经定稿，会上的改动不能撤销；要改回去，请按 Enter 再改一次，并写明理由"
            at.refused.emit(why)
        elif key is not None and at.attempt(lambda: does(at, key)):
            at.remarked.emit(words)

    # -- as time goes by

    def _read(self) -> None:
        at = self.book.workplace
        with at.deed():
            self.changes = tuple(changes_of(at.workspace, self.meeting.id))
            held = meetings_of(at.workspace, self.meeting.round)
            self.meeting = next((one for one in held if one.id == self.meeting.id), self.meeting)

    def _on_book(self) -> None:
        self.changed.emit()

    def _on_changed(self, touched: frozenset[tuple[str, object]]) -> None:
        if any(table in {"meeting", "meeting_change"} for table, _ in touched):
            self._read()
            self.changed.emit()


def turn_words(before: Mapping[str, object], after: Mapping[str, object], name: str) -> str:
    """From and to; what stays is told once."""
    was, now = (str(one.get(name) or "—") for one in (before, after))
    return was if was == now else f"{was} → {now}"


def _is_short(part: SheetPart, line: Line) -> bool:
    """Whether a line earned less than it could."""
    most = next(one.most for one in part.criteria if one.id == line.criterion)
    return line.nominal >= 0 and part.earns and (most is None or line.nominal < most)


def _line(sheet: ScoreSheet, part: SheetPart, *, changed: bool) -> PartLine:
    own = next((one for one in sheet.indicators if one.id == part.id), None)
    points = "" if part.points is None else show(part.points)
    lines = lines_of(sheet, part).values()
    if own is None:
        said, loses = [one.reason for one in lines if one.effective], bool(sheet.penalty)
        loses = loses and part.extra == PENALTY
    elif own.not_applicable is not None:
        said = [f"不适用，理由：{own.not_applicable}"]
        return PartLine(part.id, part.full_name, "不适用", points, said[0], False, changed)
    else:
        loses = own.score is not None and own.score < own.points
        said = [one.reason for one in lines if one.nominal < 0 or _is_short(part, one)]
        if own.discretion is not None:
            judged = own.discretion
            said.append(f"自由裁量得 {show(judged.score)} 分，理由：{judged.grounds}")
    score = part_score(sheet, part)
    return PartLine(part.id, part.full_name, score, points, "\n".join(said), loses, changed)
