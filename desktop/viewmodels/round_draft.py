"""A round in the making: scheme, name, period, units with their evaluators, and what is still wanting."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from typing import Final
from unicodedata import normalize

from PySide6.QtCore import QObject, Signal

from desktop.domain.findings import Unit, scheme_for
from desktop.domain.names import one_line
from desktop.domain.records import Person, UnitRecord
from desktop.domain.refusals import Refused
from desktop.domain.scheme import Scheme
from desktop.domain.subjects import suits
from desktop.services.office import units_of
from desktop.services.office_schemes import sound_schemes
from desktop.services.rounds import RoundPlan, open_round
from desktop.viewmodels.period_words import PeriodRead, period_read
from desktop.viewmodels.workplace import Workplace

_YEAR: Final = re.compile("([0-9]{4})年", re.ASCII)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A unit that may be assessed; `fault` says why this scheme cannot take it."""

    unit: UnitRecord
    suits: bool
    chosen: bool
    fault: str


class RoundDraft(QObject):
    """What the dialog for a new round holds until the round is opened."""

    changed = Signal()
    opened = Signal(str)  # the round's id

    def __init__(self, workplace: Workplace) -> None:
        super().__init__()
        self._workplace = workplace
        self._units = [one for one in units_of(workplace.workspace) if one.active]
        self._chosen: set[str] = set()
        self._evaluators: dict[str, str | None] = {}
        self.schemes = tuple(sound_schemes(workplace.workspace))
        self.people = [one for one in workplace.people() if one.evaluates]
        self.scheme: Scheme = self.schemes[0]
        self.reviewers = [one for one in workplace.people() if one.reviews]
        self.reviewed, self.reviewer = False, ""  # whose id; blank: whoever reviews
        self.name = self.period = self._proposed = ""
        self.choose_scheme(0)

    def choose_scheme(self, number: int) -> None:
        """Another scheme: its own units are chosen, and name and period follow it."""
        self.scheme = self.schemes[number]
        year = date.today().year  # noqa: DTZ011  # the office's year
        self.period = f"{year}年"
        self.name = self._proposed = f"{year}年度{_short(self.scheme.title)}"
        self._chosen = {one.unit.id for one in self.candidates if one.suits and not one.fault}
        self.changed.emit()

    def say(self, name: str, period: str) -> None:
        """What is typed for both; a name that was only proposed goes on with the period's year."""
        self.name, self.period = name, period
        year = _YEAR.match(normalize("NFKC", period).strip())
        if year is not None and name == self._proposed:
            self.name = self._proposed = f"{year[1]}年度{_short(self.scheme.title)}"

    @property
    def candidates(self) -> tuple[Candidate, ...]:
        """Every unit, those that the scheme speaks of first."""
        found = [
            Candidate(one, suits(one, self.scheme), one.id in self._chosen, self._fault(one))
            for one in self._units
        ]
        return tuple(sorted(found, key=lambda one: (not one.suits, one.unit.name)))

    def _fault(self, unit: UnitRecord) -> str:
        try:
            scheme_for(self.scheme, Unit(unit.kind, unit.size))
        except Refused as refused:
            return refused.message
        return ""

    def choose(self, units: list[str], *, chosen: bool) -> None:
        """Take units in, or leave them out."""
        fit = {one.unit.id for one in self.candidates if not one.fault}
        self._chosen = self._chosen | (fit & set(units)) if chosen else self._chosen - set(units)
        self.changed.emit()

    def evaluator(self, unit: str) -> str | None:
        """Who evaluates a unit; at first whoever sits here."""
        default = self._workplace.author.person
        known = default if any(one.id == default for one in self.people) else None
        return self._evaluators.get(unit, known)

    def assign(self, unit: str, person: Person | None) -> None:
        """Say who evaluates a unit."""
        self._evaluators[unit] = None if person is None else person.id

    def assign_all(self, person: Person | None) -> None:
        """The same for every unit that is chosen."""
        for unit in self._chosen:
            self.assign(unit, person)
        self.changed.emit()

    @property
    def wanting(self) -> str:
        """What has to be done before the round can be opened; blank where nothing is."""
        if not self.name.strip():
            return "请写批次名称"
        if not self.period_read.days:
            return self.period_read.words
        return "" if self._chosen else "请至少选一个被考核单位"

    @property
    def period_read(self) -> PeriodRead:
        """What the period comes to."""
        return period_read(self.period)

    @property
    def count(self) -> int:
        """How many units are chosen."""
        return len(self._chosen)

    def open(self) -> None:
        """Open the round."""
        units = [one.unit.id for one in self.candidates if one.chosen]
        evaluators = [self.evaluator(one) for one in units]
        plan = RoundPlan(
            one_line(self.name), one_line(self.period), self.scheme.id, units, evaluators
        )
        if self.reviewed:
            plan = replace(plan, reviewed=True, reviewer=self.reviewer or None)
        with self._workplace.deed() as tell:
            round_id, outcome = open_round(self._workplace.workspace, self._workplace.author, plan)
            tell(outcome)
            self.opened.emit(round_id)


def _short(title: str) -> str:
    """A title without the year that it may bear itself."""
    return title.lstrip("0123456789").removeprefix("年度").removeprefix("年")
