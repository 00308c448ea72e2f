"""What a measure is asked, and what it answers: rows that count, a rate, or how a unit stands."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final, NamedTuple, TypeVar, cast

from desktop.domain.ledgers.activities import Activity
from desktop.domain.ledgers.due_reports import DueReport
from desktop.domain.ledgers.given import COUNTIES_OR_OWN, OWN, Given
from desktop.domain.ledgers.inspections import Inspection
from desktop.domain.ledgers.kinds import Kept
from desktop.domain.ledgers.members import COUNTIES, Member
from desktop.domain.ledgers.plan_items import PlanItem
from desktop.domain.ledgers.receipts import Receipt
from desktop.domain.names import plain_name
from desktop.domain.periods import Period, days_in_words
from desktop.domain.working_days import WorkCalendar

Found = TypeVar("Found")


@dataclass(frozen=True, slots=True)
class UnitLedgers:
    """All that the ledgers hold about one unit: its own rows, and others' in which it takes part."""

    unit: str
    names: frozenset[str]
    activities: Sequence[Kept[Activity]] = ()
    plan: Sequence[Kept[PlanItem]] = ()
    runs: Sequence[Kept[Inspection]] = ()
    members: Sequence[Kept[Member]] = ()
    receipts: Sequence[Kept[Receipt]] = ()
    due: Sequence[DueReport] = ()
    _found: dict[object, object] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def once(self, name: object, find: Callable[[], Found]) -> Found:
        """What many measures look for alike is looked for once; nothing here ever changes."""
        if name not in self._found:
            self._found[name] = find()
        return cast("Found", self._found[name])


@dataclass(frozen=True, slots=True)
class Question:
    """What a measure is asked: about whom, over which days, as things stand on `as_of`."""

    ledgers: UnitLedgers
    period: Period
    calendar: WorkCalendar
    as_of: date
    given: Given = field(default_factory=Given)

    @property
    def until(self) -> date:
        """The last day that is looked at."""
        return min(self.period.last, self.as_of)

    @property
    def is_over(self) -> bool:
        """Whether nothing more can happen in the period; its last day is still within."""
        return self.period.last < self.as_of

    @property
    def level(self) -> str:
        """Whose rows are meant; a unit whose members are known and no counties is read for itself (R31)."""
        if self.given.level != COUNTIES_OR_OWN:
            return self.given.level
        sorts = {one.row.sort for one in self.ledgers.members}
        return OWN if sorts and COUNTIES not in sorts else COUNTIES

    def covers(self, day: date) -> bool:
        """Whether a day lies within the period and is not still to come."""
        return self.period.first <= day <= self.until

    def words_of(self, day: date) -> str:
        """A day as a sentence says it; its year only where it is not the period's first."""
        return days_in_words(day, day, self.period.first.year)


class Counted(NamedTuple):
    """One thing that counts: the ledger's row behind it, in a few words, its day, why it is excused.

    `times` is for a row that stands for several things (three objects that were not told in time);
    `whose` is the member that the note begins with, where it is a member's fault.
    """

    row: str | None
    note: str
    day: date | None = None
    excused: str = ""
    times: int = 1
    whose: str = ""
    absent: int = 0
    expected: int = 0


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows that count; `basis` says what was looked through, `gaps` what could not be told."""

    counted: tuple[Counted, ...]
    basis: str
    gaps: tuple[str, ...] = ()
    number_of: int | None = None  # where it is not how many count

    @property
    def number(self) -> int:
        """How many count, with those that are excused."""
        if self.number_of is not None:
            return self.number_of
        return sum(one.times for one in self.counted)


@dataclass(frozen=True, slots=True)
class Absences(Rows):
    """Rows that say how many were absent of how many."""


@dataclass(frozen=True, slots=True)
class Rate:
    """So many of so many; `counted` are those missing to the whole, or, of sums, the rows that are added up."""

    done: int
    total: int
    counted: tuple[Counted, ...]
    basis: str
    gaps: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Standing:
    """Which of several cases a unit is in; the scheme says which option that is."""

    word: str
    counted: tuple[Counted, ...]
    basis: str
    gaps: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Unknown:
    """The ledgers cannot tell, and what they lack for it."""

    gaps: tuple[str, ...]


NO_MEMBERS: Final = Unknown(("成员单位台账未登记要核对的单位",))

Answer = Rows | Rate | Standing | Unknown


def owners_of(asked: Question) -> list[str]:
    """Whom a question is about, by name: the unit itself, which has none here, or its members of that level."""
    if asked.level == OWN:
        return [""]
    return sorted(one.row.name for one in asked.ledgers.members if one.row.sort == asked.level)


def owner_of(asked: Question, name: str) -> str:
    """Who did something, plainly; the unit itself has no name here."""
    owner = plain_name(name)
    return "" if owner in asked.ledgers.names else owner


def strangers(asked: Question, names: Iterable[str]) -> tuple[str, ...]:
    """A gap for those who did something and are no members: their rows reach nobody."""
    if asked.level == OWN:
        return ()
    known = {plain_name(one.row.name) for one in asked.ledgers.members} | {""}
    found = sorted({one for one in names if owner_of(asked, one) not in known})
    return (f"成员单位台账里没有{listed(found)}，未计入",) if found else ()


def listed(names: Iterable[str], most: int = 3) -> str:
    """Some of the names, and how many there are."""
    every = list(names)
    more = f"等 {len(every)} 项" if len(every) > most else ""
    return "、".join(every[:most]) + more
