"""Proposals beside the open sheet: what the ledgers say to its criteria, read once it is shown, and the answers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.domain.commands import Author
from desktop.domain.records import AssessmentKey
from desktop.domain.refusals import Refused
from desktop.domain.scheme import Criterion
from desktop.domain.troubles import Trouble
from desktop.services.ledger_sights import year_of_round
from desktop.services.outcome import Outcome
from desktop.services.proposals import (
    ProposalSight,
    accept_proposal,
    proposals_of,
    reject_proposal,
    withdraw_answer,
)
from desktop.services.proposals_at_once import accept_proposals
from desktop.services.row_doubts import DoubtedRows, doubted_rows
from desktop.services.workspaces import Workspace
from desktop.viewmodels.open_assessment import OpenAssessment
from desktop.viewmodels.proposal_words import WAITS, ProposalShown, shown, stand_of, weighing
from desktop.viewmodels.workplace import Workplace

Command = Callable[[Workspace, Author, AssessmentKey], Outcome]
_AFTER: Final = 20  # milliseconds: the sheet is painted first
_OF_ANY: Final = frozenset({"ledger_row", "unit", "office_day", "office_report", "round"})
_OF_SHEET: Final = frozenset({"assessment", "proposal_answer"})


class ProposalsBeside(QObject):
    """Reads while the sheet is in sight, never while something is being typed; a refusal is kept as `trouble`."""

    changed = Signal()

    def __init__(self, workplace: Workplace, assessment: OpenAssessment) -> None:
        super().__init__()
        self._workplace, self._assessment = workplace, assessment
        self._sights: Mapping[str, ProposalSight] = {}
        self.as_of = _today()
        self.trouble = ""  # why the ledgers cannot be asked for this sheet
        self._stale, self._awake = True, False
        self._turn = QTimer(self, singleShot=True, interval=_AFTER)
        self._turn.timeout.connect(self._read)
        assessment.opened.connect(self._on_opened)
        assessment.changed.connect(self._on_recorded)
        workplace.dispatcher.changed.connect(self._on_changed)

    # -- what is shown

    @property
    def asks(self) -> bool:
        """Whether the open sheet's scheme asks the ledgers anything."""
        return any(one.from_ for one in self.criteria)

    @property
    def criteria(self) -> tuple[Criterion, ...]:
        """The criteria of the open sheet in their order."""
        if self._assessment.key is None:
            return ()
        return tuple(one for part in self._assessment.parts for one in part.criteria)

    def sight(self, criterion: str) -> ProposalSight | None:
        """What the ledgers say to a criterion, be it only that they cannot tell."""
        return self._sights.get(criterion)

    def shown(self, criterion: Criterion) -> ProposalShown | None:
        """A proposal beside what is recorded; None where there is nothing to say."""
        sight = self._sights.get(criterion.id)
        if sight is None:
            return None
        one = self._assessment
        part = next(part for part in one.parts if criterion in part.criteria)
        weigh = weighing(part, one.sight.scheme.rounding)
        return shown(criterion, sight, one.recorded(criterion.id), weigh)

    @property
    def lasting(self) -> bool:
        """Whether the period goes on, so that what is proposed may still change."""
        return any(not one.proposal.is_over for one in self._sights.values())

    @property
    def undecided(self) -> frozenset[str]:
        """The criteria that wait for the evaluator."""
        one = self._assessment
        return frozenset(
            criterion.id
            for criterion in self.criteria
            if (sight := self._sights.get(criterion.id))
            and stand_of(criterion, sight, one.recorded(criterion.id)) in WAITS
        )

    @property
    def waiting(self) -> tuple[ProposalShown, ...]:
        """What the evaluator has to decide, in the document's order."""
        undecided = self.undecided
        found = (self.shown(one) for one in self.criteria if one.id in undecided)
        return tuple(one for one in found if one is not None)

    @property
    def whole(self) -> tuple[ProposalShown, ...]:
        """What may be accepted at once: what waits and lacks nothing."""
        return tuple(one for one in self.waiting if one.takes and not one.lacks)

    @property
    def lacking(self) -> tuple[ProposalShown, ...]:
        """What waits and is left out then: the ledgers could not tell all of it, so each is looked at."""
        return tuple(one for one in self.waiting if one.takes and one.lacks)

    def doubted(self) -> Mapping[str, DoubtedRows]:
        """The unit's rows that look wrong, by their ledger; asked for where somebody looks at them."""
        key, workspace = self._assessment.key, self._workplace.workspace
        if key is None:
            return {}
        year = year_of_round(workspace, key.round)
        return {} if year is None else doubted_rows(workspace, key.unit, year, self.as_of)

    # -- reading

    def wake(self) -> None:
        """The sheet is in sight."""
        self._awake = True
        if self._stale:
            self._turn.start()

    def sleep(self) -> None:
        """The sheet is out of sight."""
        self._awake = False
        self._turn.stop()

    def _on_opened(self) -> None:
        self._sights, self.trouble = {}, ""
        self._forget()
        self.changed.emit()

    def _on_changed(self, touched: frozenset[tuple[str, tuple[object, ...]]]) -> None:
        key = self._assessment.key
        if any(
            table in _OF_ANY or (table in _OF_SHEET and row[:2] == key) for table, row in touched
        ):
            self._forget()

    def _forget(self) -> None:
        self._stale = True
        if self._awake:
            self._turn.start()

    def _on_recorded(self) -> None:
        """What was typed is recorded: what waited for that is read now."""
        if self._stale and self._awake and not self._turn.isActive():
            self._turn.start()

    def _read(self) -> None:
        if not self._assessment.typing:
            self._look()

    def _look(self) -> None:
        self._stale = False
        key, self.as_of = self._assessment.key, _today()
        self._sights, self.trouble = {}, ""
        try:
            if key is not None and self.asks:
                self._sights = proposals_of(self._workplace.workspace, key, self.as_of)
        except (Refused, Trouble) as failure:
            self.trouble = failure.message
        self.changed.emit()

    # -- intents

    def accept(self, criterion: str) -> bool:
        """Record what the ledgers propose; False where it is refused, and why has been said."""
        sight = self._sights.get(criterion)
        if sight is None:
            return False
        self._assessment.give_up(criterion)
        return self._do(lambda w, a, k: accept_proposal(w, a, k, sight.proposal).outcome)

    def accept_all(self) -> bool:
        """Record all that waits and lacks nothing, as one step."""
        agreed = [one.sight.proposal for one in self.whole]
        for one in agreed:
            self._assessment.give_up(one.criterion)
        return self._do(lambda w, a, k: accept_proposals(w, a, k, agreed).outcome)

    def reject(self, criterion: str, grounds: str) -> bool:
        """Say that a proposal does not hold, and why."""
        sight = self._sights.get(criterion)
        if sight is None:
            return False
        return self._do(lambda w, a, k: reject_proposal(w, a, k, sight.proposal, grounds))

    def withdraw(self, criterion: str) -> bool:
        """Take an answer back."""
        return self._do(lambda w, a, k: withdraw_answer(w, a, k, criterion))

    def _do(self, command: Command) -> bool:
        key = self._assessment.key
        if key is None:
            return False
        place = self._workplace
        done = place.attempt(lambda: command(place.workspace, place.author, key))
        self._turn.stop()
        self._look()  # at once: a second key must find it answered; what is refused may have changed
        return done


def _today() -> date:
    return date.today()  # noqa: DTZ011  # the office's day
