"""The overview: each round's progress, read unit by unit so that the window never waits, and where one left off."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.domain.records import Assessment, AssessmentKey, Round
from desktop.services.due_today import DueSight, due_today
from desktop.services.first_steps import Beginning, beginning_of
from desktop.services.ledger_sights import last_year_of
from desktop.services.open_objections import open_objections
from desktop.services.outdated_rounds import outdated_round
from desktop.services.rectifications import repairs_due
from desktop.services.resuming import LastPlace, last_place
from desktop.services.review_sights import WaitingSheet, waiting_sheets
from desktop.services.rounds import UnitStanding, round_members, rounds_of, standing_of
from desktop.viewmodels.rectification_words import RepairRow, repair_row
from desktop.viewmodels.waiting_list import WaitingRow, office_words, rows_for
from desktop.viewmodels.workplace import Workplace

_OF_REVIEWS: Final = frozenset({"assessment", "round", "review_remark", "person"})
_OF_REPORTS: Final = frozenset(
    {"ledger_row", "unit", "round", "assessment", "office_report", "rectification"}
)


@dataclass(frozen=True, slots=True)
class RoundProgress:
    """A round, and how far its units are as far as they were read."""

    round: Round
    members: tuple[Assessment, ...]
    standings: tuple[UnitStanding, ...]
    objections: int = 0  # that wait for a decision

    @property
    def complete(self) -> bool:
        """Whether every unit was read."""
        return len(self.standings) == len(self.members)

    @property
    def absent(self) -> int:
        """How many units do not take part: nothing is open with them."""
        return sum(bool(one.absent) for one in self.members)

    @property
    def assessed(self) -> int:
        """How many take part."""
        return len(self.members) - self.absent

    @property
    def taking_part(self) -> tuple[UnitStanding, ...]:
        """How far those are that take part."""
        return tuple(one for one in self.standings if not one.absent)

    @property
    def year(self) -> int:
        """The last one that it is about; 0 where its period says no days."""
        return last_year_of(self.round) or 0

    @property
    def finalised(self) -> int:
        """How many units are finalised."""
        return sum(one.finalised for one in self.members if not one.absent)

    @property
    def settled(self) -> int:
        """How many units have nothing open."""
        return sum(one.state != "open" for one in self.taking_part)

    @property
    def submitted(self) -> int:
        """How many wait for their reviewer."""
        return sum(one.in_review and one.stage == "submitted" for one in self.members)

    @property
    def returned(self) -> int:
        """How many were returned to be mended."""
        return sum(not one.finalised and one.stage == "returned" for one in self.members)

    @property
    def open_criteria(self) -> int:
        """How many criteria are open."""
        return sum(one.pending for one in self.taking_part)

    @property
    def missing(self) -> int:
        """How many pieces of evidence are missing; a second scoring looks at those of the first."""
        return 0 if self.round.beside else sum(one.missing for one in self.taking_part)

    @property
    def scored(self) -> bool:
        """Whether the scheme has points at all."""
        return any(one.sheet is not None for one in self.standings)


class Overview(QObject):
    """Reads again what was touched, one unit a turn."""

    changed = Signal()
    round_wanted = Signal(str)  # the round that is to be looked at

    def __init__(self, workplace: Workplace) -> None:
        super().__init__()
        self._workplace = workplace
        self._read: dict[tuple[str, str], UnitStanding] = {}
        self._members: dict[str, tuple[Assessment, ...]] = {}
        self._rounds: tuple[Round, ...] = ()
        self._objections: Counter[str] = Counter()
        self._stale = True
        self._awake = False
        self._turn = QTimer(self, singleShot=True, interval=0)
        self._turn.timeout.connect(self._read_next)
        self.last: LastPlace | None = None
        self.due = DueSight()  # reports, of all units
        self._due_on: date | None = (
            None  # the day that they were read for; None once they are stale
        )
        self.repairs: tuple[RepairRow, ...] = ()  # what is to be put right soon, or is overdue
        self.beginning: Beginning | None = None  # where there is no round yet
        self._waiting: tuple[WaitingSheet, ...] | None = None  # None once it is stale
        workplace.dispatcher.changed.connect(self._on_changed)
        workplace.author_changed.connect(self._on_author)

    @property
    def rounds(self) -> tuple[RoundProgress, ...]:
        """The rounds that are not archived stand first, the newest before the older; each with its second scorings."""
        newest = [one for one in self._rounds[::-1] if one.beside is None]
        shown = sorted(newest, key=lambda one: one.archived)
        return tuple(
            self._progress(one)
            for first in shown
            for one in (first, *(each for each in self._rounds if each.beside == first.id))
        )

    def is_outdated(self, round_id: str) -> bool:
        """Whether its scheme can be replaced by another text."""
        return outdated_round(self._workplace.workspace, round_id) is not None

    def _progress(self, one: Round) -> RoundProgress:
        members = self._members[one.id]
        read = tuple(self._read[of.key] for of in members if of.key in self._read)
        return RoundProgress(one, members, read, self._objections[one.id])

    @property
    def waiting(self) -> tuple[WaitingRow, ...]:
        """The sheets under review that wait for whoever sits here."""
        return rows_for(self._waiting or (), self._workplace.author.person)

    @property
    def waiting_for_all(self) -> str:
        """Who of the office has how much of them."""
        return office_words(self._waiting or ())

    @property
    def first_place(self) -> tuple[AssessmentKey, str] | None:
        """Where 考核 begins: where one left off, or the first sheet of the first round."""
        if self._stale:
            self._read_rounds()
        if self.last is not None:
            return self.last.key, self.last.part
        members = next((one.members for one in self.rounds if one.members), None)
        return None if members is None else (members[0].key, "")

    def wake(self) -> None:
        """The screen is in sight: read what is stale."""
        self._awake = True
        if self._stale:
            self._read_rounds()
        self._turn.start()

    def sleep(self) -> None:
        """The screen is out of sight."""
        self._awake = False
        self._turn.stop()

    def _read_rounds(self) -> None:
        with self._workplace.deed():
            workspace = self._workplace.workspace
            self._rounds = rounds_of(workspace)
            self._objections = open_objections(workspace)
            self._members = {one.id: round_members(workspace, one.id) for one in self._rounds}
            self.last = last_place(workspace, self._workplace.author)
            if self._waiting is None:
                self._waiting = waiting_sheets(workspace)
            self.beginning = None if self._rounds else beginning_of(workspace)
            self._stale = False
            self.changed.emit()

    def _read_next(self) -> None:
        waiting = (of for one in self._members.values() for of in one if of.key not in self._read)
        of = next(waiting, None)
        if of is None:
            self._read_due()
            self.changed.emit()
            return
        with self._workplace.deed():
            self._read[of.key] = standing_of(self._workplace.workspace, of)
            self._turn.start()

    def _read_due(self) -> None:
        today = date.today()  # noqa: DTZ011  # the office's day
        if self._due_on != today:
            self._due_on = today  # also where it cannot be read: it is not asked again and again
            with self._workplace.deed():
                self.due = due_today(self._workplace.workspace, today)
                found = repairs_due(self._workplace.workspace, today)
                self.repairs = tuple(repair_row(one) for one in found)

    def _on_changed(self, touched: frozenset[tuple[str, tuple[object, ...]]]) -> None:
        self._stale = True
        if any(table in _OF_REPORTS for table, _ in touched):
            self._due_on = None
        if any(table in _OF_REVIEWS for table, _ in touched):
            self._waiting = None
        rounds = {key[0] for _, key in touched}
        for of in [key for key, one in self._read.items() if one.relative and key[0] in rounds]:
            del self._read[of]  # they are held against one another
        for _, key in touched:
            self._read.pop((str(key[0]), str(key[1])) if len(key) > 1 else ("", ""), None)
        if any(
            table in {"item", "evidence_link", "unit", "round", "scheme_text"}
            for table, _ in touched
        ):
            self._read.clear()  # their keys do not say which sheet they belong to
        if self._awake:
            self.wake()

    def _on_author(self) -> None:
        self._stale = True
        if self._awake:
            self.wake()
