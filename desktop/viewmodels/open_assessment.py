"""The open assessment: what is recorded, what is being typed, and what both together come to."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.domain.commands import Author
from desktop.domain.records import AssessmentKey
from desktop.domain.refusals import Refused
from desktop.domain.score_sheet import ScoreSheet
from desktop.domain.sheet_parts import SheetPart, parts_of
from desktop.domain.troubles import Trouble
from desktop.services.assessment_sight import AssessmentSight, see_assessment
from desktop.services.charging import Charge, charge_also
from desktop.services.finalising import finalise, refuse_unready, reopen
from desktop.services.outcome import Outcome
from desktop.services.recording import (
    Recording,
    bring_back,
    judge,
    record_finding,
    set_aside,
    withdraw_finding,
    withdraw_judgement,
)
from desktop.services.reviewing import answer_remark
from desktop.services.settling import settle
from desktop.services.workspaces import Workspace
from desktop.viewmodels.workplace import Workplace

Fact = Mapping[str, object]
PAUSE: Final = 400  # milliseconds after which what was typed is recorded
_OF_SHEETS: Final = frozenset(
    {"assessment", "finding", "discretion", "not_applicable", "waiver", "proposal_answer"}
)
_OF_ANY: Final = frozenset(
    {"item", "evidence_link", "round", "unit", "person", "review_remark", "handover"}
)


class OpenAssessment(QObject):
    """One unit's sheet in one round, as the scoring screen walks it."""

    opened = Signal()  # another sheet, or none
    rebuilt = Signal()  # the same sheet by another text of its scheme, opened anew just before
    changed = Signal()  # this sheet, by a command or by typing
    faulty = Signal(str, str)  # criterion, why what is typed cannot be recorded ("" when it can)
    wanted = Signal(str)  # the criterion that still needs figures

    def __init__(self, workplace: Workplace) -> None:
        super().__init__()
        self._workplace = workplace
        self._drafts: dict[str, Fact | None] = {}  # None: the finding is to be taken back
        self._faults: dict[str, str] = {}
        self._sight: AssessmentSight | None = None
        self._sheet: ScoreSheet | None = None
        self.parts: tuple[SheetPart, ...] = ()
        self._pause = QTimer(self, singleShot=True, interval=PAUSE)
        self._pause.timeout.connect(self.commit)
        workplace.dispatcher.changed.connect(self._on_changed)
        workplace.author_changed.connect(self._on_author)

    # -- what is shown

    @property
    def key(self) -> AssessmentKey | None:
        """Which sheet is open."""
        return None if self._sight is None else self._sight.assessment.key

    @property
    def sight(self) -> AssessmentSight:
        """What is recorded; only asked while a sheet is open."""
        if self._sight is None:
            raise LookupError
        return self._sight

    @property
    def sheet(self) -> ScoreSheet:
        """The score sheet, with what is being typed."""
        if self._sheet is None:
            raise LookupError
        return self._sheet

    @property
    def locked(self) -> bool:
        """Whether nothing can be recorded in it: it is finalised, or under review."""
        return self._sight is not None and self._sight.assessment.locked

    @property
    def sitting(self) -> str | None:
        """Whoever sits here, if it is somebody of the office."""
        return self._workplace.author.person

    @property
    def finalised(self) -> bool:
        """Whether it is final."""
        return self._sight is not None and self._sight.assessment.finalised

    def fact(self, criterion: str) -> Fact | None:
        """What is recorded or being typed for a criterion."""
        if criterion in self._drafts:
            return self._drafts[criterion]
        return self.recorded(criterion)

    def recorded(self, criterion: str) -> Fact | None:
        """What is recorded for a criterion, whatever is being typed."""
        facts: Mapping[str, Fact] = self.sight.plain["facts"]
        return facts.get(criterion)

    def is_recorded(self, criterion: str) -> bool:
        """Whether a criterion has a finding, whatever is being typed."""
        return self.recorded(criterion) is not None

    @property
    def typing(self) -> bool:
        """Whether something that is typed still waits to be recorded."""
        return any(name not in self._faults for name in self._drafts)

    @property
    def aside(self) -> frozenset[str]:
        """The criteria that do not apply to this unit."""
        criteria = self.sight.scheme.criteria
        facts = ((name, self.fact(name)) for name in criteria)
        return frozenset(name for name, one in facts if one and one.get("applies") is False)

    def shared(self, criterion: str) -> Mapping[int, str]:
        """Where else the items of a criterion stand, by their places; not while items come and go."""
        sight = self.sight
        own = [one for one in sight.items if one.criterion == criterion]
        listed = (self.fact(criterion) or {}).get("items")
        if not isinstance(listed, list) or len(listed) != len(own):
            return {}
        return {one.position: sight.shared[one.id] for one in own if one.id in sight.shared}

    def fault(self, criterion: str) -> str:
        """Why what is typed there cannot be recorded."""
        return self._faults.get(criterion, "")

    # -- which sheet

    def open(self, key: AssessmentKey) -> None:
        """Open a unit's sheet; what is being typed in the one before is recorded first."""
        self.leave()
        with self._workplace.deed():
            self._look(key)
            self.opened.emit()

    def leave(self) -> None:
        """Record what is being typed; what cannot be recorded is named."""
        self.commit()
        if not self._faults:
            return
        criteria = self.sight.scheme.criteria
        told = [f"“{criteria[name].label}”没有保存：{why}" for name, why in self._faults.items()]
        self._drafts.clear()
        self._faults.clear()
        self._work_out()
        self.changed.emit()
        self._workplace.refused.emit("；".join(told))

    def close(self) -> None:
        """No sheet is open any more."""
        self.leave()
        self._sight = self._sheet = None
        self.opened.emit()

    def _see(self, key: AssessmentKey) -> AssessmentSight:
        return see_assessment(self._workplace.workspace, key)

    def _look(self, key: AssessmentKey) -> None:
        before = self._sight
        self._sight = self._see(key)
        if before is None or before.scheme is not self._sight.scheme:
            self.parts = parts_of(self._sight.scheme)
        if before is not None and before.whole is not self._sight.whole:
            self._drafts.clear()  # what is being typed was meant for other criteria
            self._faults.clear()
        self._work_out()

    def _on_changed(self, touched: frozenset[tuple[str, tuple[object, ...]]]) -> None:
        key = self.key
        if key is None or self._sight is None:
            return
        relative = self._sight.whole.is_relative and not self.locked
        if not any(_concerns(key, *one, relative=relative) for one in touched):
            return
        for table, row in touched:
            if table == "finding" and row[:2] == key:
                self._set_fault(str(row[2]), "")
        with self._workplace.deed():
            before = self._sight.whole
            self._look(key)
            if self._sight.whole is before:
                self.changed.emit()
            else:
                self.opened.emit()
                self.rebuilt.emit()

    def _on_author(self) -> None:
        """Somebody else may do other things with it."""
        if self._sight is not None:
            self.changed.emit()

    # -- typing

    def draft(self, criterion: str, fact: Fact | None) -> None:
        """Take what is being typed; it counts at once and is recorded after a pause. None is a blank field."""
        self._pause.stop()
        self._drafts.pop(criterion, None)
        if fact != self.sight.plain["facts"].get(criterion):
            self._drafts[criterion] = fact
        if self._drafts:
            self._pause.start(PAUSE)
        self._set_fault(criterion, "")
        self._work_out()
        self.changed.emit()

    def choose(self, criterion: str, fact: Fact) -> None:
        """Take what one click decided; it is recorded as soon as the screen shows it."""
        self.draft(criterion, fact)
        self._pause.start(0)

    def explain(self, criterion: str, why: str) -> None:
        """Say in better words what is still wanting of a draft that makes no fact yet."""
        self._set_fault(criterion, why)
        self.changed.emit()

    def cannot(self, criterion: str, why: str) -> None:
        """What is typed makes no fact."""
        self._drafts.pop(criterion, None)
        self._set_fault(criterion, why)
        self._work_out()
        self.changed.emit()

    def give_up(self, criterion: str) -> None:
        """Forget what is being typed there: something else takes its place."""
        self._drafts.pop(criterion, None)
        self._set_fault(criterion, "")

    def commit(self) -> None:
        """Record what is being typed now."""
        self._pause.stop()
        for criterion in [name for name in self._drafts if name not in self._faults]:
            fact = self._drafts.pop(criterion)
            if fact is None:
                self.withdraw(criterion)
            elif not self.record(criterion, fact):
                self._work_out()  # what was refused no longer counts
                self.changed.emit()

    def _work_out(self) -> None:
        try:
            self._sheet = self.sight.drafted(self._drafts)
        except Refused:
            self._sheet = self.sight.drafted(self._acceptable())

    def _acceptable(self) -> dict[str, Fact | None]:
        """The drafts that could be recorded; to each of the others it is said why not."""
        drafts: dict[str, Fact | None] = {}
        for criterion, fact in self._drafts.items():
            try:
                self.sight.drafted({criterion: fact})
            except Refused as refused:
                self._set_fault(criterion, refused.message)
            else:
                drafts[criterion] = fact
        return drafts

    def _set_fault(self, criterion: str, why: str) -> None:
        if self._faults.get(criterion, "") != why:
            if why:
                self._faults[criterion] = why
            else:
                del self._faults[criterion]
            self.faulty.emit(criterion, why)

    # -- commands

    def record(self, criterion: str, fact: Fact) -> bool:
        """Record a fact; False where it is refused."""
        return self._do(lambda w, a, k: record_finding(w, a, k, criterion, fact))

    def charge_also(self, criterion: str, place: int, other: str, of_class: str = "") -> bool:
        """Charge the item at this place to another unit too; what is being typed is recorded first."""
        self.commit()
        items = (one for one in self.sight.items if one.criterion == criterion)
        item = next((one.id for one in items if one.position == place), "")
        charge = Charge(item, other, of_class)
        return self._workplace.attempt(lambda: charge_also(*self._command(), charge))

    def withdraw(self, criterion: str) -> None:
        """Take a finding back."""
        self.give_up(criterion)
        self._do(lambda w, a, k: withdraw_finding(w, a, k, criterion))

    def settle(self, part: SheetPart) -> None:
        """Settle what is left of a part; what still needs figures is asked for."""
        self.commit()
        with self._workplace.deed() as tell:
            names = [criterion.id for criterion in part.criteria]
            workspace, author, key = self._command()
            settled = settle(workspace, author, key, names)
            for name in names:
                if name not in settled.left:
                    self._set_fault(name, "")
            if settled.recording is not None:
                tell(settled.recording.outcome)
            if settled.left:
                self.wanted.emit(settled.left[0])

    def refuse(self, why: str) -> None:
        """Say why something that was typed is not taken."""
        self._workplace.refused.emit(why)

    def judge(self, indicator: str, score: str, grounds: str) -> bool:
        """Give an indicator the evaluator's own score; False where it is refused."""
        judgement = {"score": score, "reason": grounds}
        return self._do(lambda w, a, k: judge(w, a, k, indicator, judgement))

    def withdraw_judgement(self, indicator: str) -> None:
        """Let the computed score count again."""
        self._do(lambda w, a, k: withdraw_judgement(w, a, k, indicator))

    def set_aside(self, indicator: str, grounds: str) -> None:
        """Say that an indicator does not apply."""
        self._do(lambda w, a, k: set_aside(w, a, k, indicator, grounds))

    def bring_back(self, indicator: str) -> None:
        """Let an indicator apply again."""
        self._do(lambda w, a, k: bring_back(w, a, k, indicator))

    def is_ready(self) -> bool:
        """Whether it can be finalised; what is wanting is said."""
        self.commit()
        try:
            refuse_unready(self._workplace.workspace, self.sight.assessment.key)
        except (Refused, Trouble) as failure:
            self.refuse(failure.message)
            return False
        return True

    def finalise(self) -> None:
        """Lock the sheet."""
        self.commit()
        with self._workplace.deed() as tell:
            tell(finalise(*self._command()))

    def move(self, service: Callable[[Workspace, Author, AssessmentKey], Outcome]) -> bool:
        """A step of the review; False where it is refused."""
        self.commit()
        return self._workplace.attempt(lambda: service(*self._command()))

    def answer(self, remark: str, words: str) -> bool:
        """Answer what the reviewer remarked; False where it is refused."""
        self.commit()
        at = self._workplace
        return at.attempt(lambda: answer_remark(at.workspace, at.author, remark, words))

    def reopen(self, grounds: str) -> None:
        """Unlock the sheet, saying why."""
        with self._workplace.deed() as tell:
            tell(reopen(*self._command(), grounds))

    def _do(self, command: Callable[[Workspace, Author, AssessmentKey], Recording]) -> bool:
        return self._workplace.attempt(lambda: command(*self._command()).outcome)

    def _command(self) -> tuple[Workspace, Author, AssessmentKey]:
        return self._workplace.workspace, self._workplace.author, self.sight.assessment.key


def _concerns(
    key: AssessmentKey, table: str, touched: tuple[object, ...], *, relative: bool
) -> bool:
    """Whether a row that was touched may belong to this sheet, or to one that it is held against."""
    if relative and table in _OF_SHEETS:
        return touched[0] == key.round
    if table in _OF_SHEETS:
        return touched[:2] == key
    return table in _OF_ANY
