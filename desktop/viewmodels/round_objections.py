"""The objections of the round that is open: raised, decided, and what may be objected to."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final, NamedTuple

from PySide6.QtCore import QObject, Signal

from desktop.domain.amounts import show
from desktop.domain.deductions import deductions_of
from desktop.domain.records import AssessmentKey
from desktop.domain.result_records import Decision, Objection
from desktop.domain.sheet_parts import parts_of
from desktop.services.objection_terms import Term
from desktop.services.objections import (
    DECISIONS,
    ObjectionSight,
    Raised,
    Resolution,
    both_sheets,
    corrected_since,
    decide_objection,
    objections_of,
    raise_objection,
    term_for,
)
from desktop.services.outcome import Outcome
from desktop.services.papers import Paper, Wanted
from desktop.services.recording_many import together
from desktop.services.round_sights import SheetSight
from desktop.viewmodels.correction_draft import CorrectionDraft
from desktop.viewmodels.result_book import ResultBook
from desktop.viewmodels.term_keeping import TermKeeping

_OF_OBJECTIONS: Final = frozenset({"objection", "evidence_link", "setting", "letter"})


class Line(NamedTuple):
    """What can be objected to: a line that lost points, or a whole part."""

    part: str
    criterion: str | None
    words: str


class RoundObjections(QObject):
    """One of them is chosen."""

    changed = Signal()

    def __init__(self, book: ResultBook) -> None:
        super().__init__()
        self.book = book
        self.objections: tuple[ObjectionSight, ...] = ()
        self.terms = TermKeeping(book.workplace)
        self._chosen = ""
        book.workplace.dispatcher.changed.connect(self._on_changed)

    def read(self) -> None:
        """Those of the round that is open."""
        at, of = self.book.workplace, self.book.round
        with at.deed():
            self.objections = () if of is None else objections_of(at.workspace, of.id)
        self.changed.emit()

    # -- which one

    @property
    def chosen(self) -> ObjectionSight | None:
        """The one that is looked at."""
        found = (one for one in self.objections if one.objection.id == self._chosen)
        return next(found, next(iter(self.objections), None))

    def choose(self, at: int) -> None:
        """Look at another one."""
        if 0 <= at < len(self.objections):
            self._chosen = self.objections[at].objection.id
            self.changed.emit()

    def rows(self) -> Iterator[tuple[str, ...]]:
        """One row each."""
        for one in self.objections:
            of = one.objection
            by = f"\n{of.by}" if of.by else ""
            yield (
                DECISIONS[of.state],
                one.unit,
                one.line,
                of.claim,
                f"{of.raised}{by}",
                late_words(one),
            )

    def totals(self) -> tuple[str, str]:
        """The totals of the sheet objected to and of the corrected one; blank where there is none."""
        if self.chosen is None:
            return "", ""
        found = both_sheets(self.book.workplace.workspace, self.chosen.objection)
        was, now = (show(one.total) if one is not None else "" for one in found)
        return was, now

    # -- what may be objected to

    def units(self) -> list[tuple[AssessmentKey, str]]:
        """Everybody whose sheet can be read."""
        sheets = self.book.sheets.items()
        return [(key, one.assessment.name) for key, one in sheets if isinstance(one, SheetSight)]

    def lines_of(self, key: AssessmentKey) -> list[Line]:
        """The lines that lost points, then every part as a whole."""
        sight = self.book.sheets[key]
        if not isinstance(sight, SheetSight):
            return []
        parts = parts_of(sight.scheme)
        lost = deductions_of(sight.sheet, parts).rows
        lines = [
            Line(one.part, one.criterion or None, f"扣 {show(one.lost)} 分　{one.reason}")
            for one in lost
            if one.part and not one.superseded
        ]
        return lines + [Line(one.id, None, f"整项　{one.full_name}") for one in parts]

    def term(self, key: AssessmentKey) -> Term:
        """Until when this unit may object."""
        return term_for(self.book.workplace.workspace, key)

    # -- what is done

    def raise_(self, key: AssessmentKey, raised: Raised) -> str:
        """Register an objection; its id, blank where it was refused."""
        at = self.book.workplace

        def deed() -> Outcome:
            self._chosen, outcome = raise_objection(at.workspace, at.author, key, raised)
            return outcome

        return self._chosen if at.attempt(deed) else ""

    def corrected_since(self, of: Objection) -> bool:
        """Whether its sheet was changed since, at a meeting for one."""
        return corrected_since(self.book.workplace.workspace, of)

    def draft(self, of: Objection) -> CorrectionDraft:
        """A correction of what it objects to, to be tried out."""
        draft = CorrectionDraft(self.book, AssessmentKey(of.round, of.unit), of.part)
        ways = (one for one in draft.ways if one.criterion and one.criterion.id == of.criterion)
        draft.choose(next(ways, draft.way))
        return draft

    def decide(self, of: Objection, state: Decision, draft: CorrectionDraft, day: date) -> bool:
        """Decide it; with what was tried out where it was found right."""
        at = self.book.workplace
        correction = None if state == "rejected" else draft.correction
        resolution = Resolution(state, draft.grounds, day, correction)
        return at.attempt(
            lambda: together(decide_objection(at.workspace, at.author, of.id, resolution))
        )

    # -- paper

    def print(self) -> None:
        """更正对照表."""
        if self.chosen is not None:
            of = self.chosen.objection
            self.book.paper_wanted.emit(Wanted(Paper.CORRECTION, of.round, of.unit, about=of.id))

    def print_sheet(self, number: int | None) -> None:
        """The sheet as it stood after this event."""
        if self.chosen is not None and number is not None:
            of = self.chosen.objection
            self.book.paper_wanted.emit(Wanted(Paper.SHEET, of.round, of.unit, at=number))

    def _on_changed(self, touched: frozenset[tuple[str, object]]) -> None:
        if any(table in _OF_OBJECTIONS for table, _ in touched):
            self.read()


def late_words(one: ObjectionSight) -> str:
    """Whether it came in time."""
    if one.term.last is None:
        return "没有告知日"
    until = f"期限到 {one.term.last}"
    return f"{until}\n逾期提出" if one.late else f"{until}\n按期提出"


def term_words(term: Term, raised: date | None) -> str:
    """The term of a unit, and whether this day is within it."""
    if term.since is None:
        return f"异议期 {term.days} 个工作日；没有登记告知书，也没有定稿，不计期限"
    if term.last is None:
        return (
            f"异议期 {term.days} 个工作日，从 {term.since} 起；没有那一年的工作日安排，算不出期限"
        )
    told = f"异议期 {term.days} 个工作日，从 {term.since} 起，到 {term.last} 为止"
    if raised is not None and raised > term.last:
        return f"{told}；这一天提出已经逾期，仍可登记，是否受理由本单位决定"
    return told
