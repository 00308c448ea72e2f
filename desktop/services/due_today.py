"""Due today: the reports of all units that are due now or overdue, as the overview lists them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final, NamedTuple

from desktop.domain.ledgers.due_reports import (
    DueReport,
    ReportRule,
    ReportStanding,
    due_in,
    standings,
)
from desktop.domain.ledgers.kinds import RECEIPTS, Kept
from desktop.domain.ledgers.receipts import Receipt
from desktop.domain.periods import Period, read_period
from desktop.domain.records import Round, UnitRecord
from desktop.domain.troubles import Trouble
from desktop.services.assessments import assessments_in
from desktop.services.ledgers import rows_in
from desktop.services.report_calendar import office_rules, rules_of_round
from desktop.store.views import View
from desktop.store.workspace import Workspace

_OWED: Final = frozenset({"missing", "returned"})
_NEW_YEAR: Final = timedelta(
    days=31
)  # in January December's reports are still looked for one by one


@dataclass(frozen=True, slots=True)
class DueLine:
    """One report of one day, and everybody who still owes it; `returned` are those who sent it once."""

    name: str
    due: date
    days: int  # that it is overdue; none on the day itself
    units: tuple[str, ...]
    returned: tuple[str, ...] = ()

    @property
    def year(self) -> int:
        """In which it was due."""
        return self.due.year


@dataclass(frozen=True, slots=True)
class PastLine:
    """What is still owed of a year that is over, in a round that is not: so many reports, by whom."""

    round: str
    year: int
    number: int
    units: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DueSight:
    """What the overview tells of reports: one by one, and of years gone by in one line a round."""

    lines: tuple[DueLine, ...] = ()
    past: tuple[PastLine, ...] = ()


class _Place(NamedTuple):
    due: date
    name: str
    rule: str


class _Owed(NamedTuple):
    unit: str
    standing: ReportStanding
    round: Round | None  # the one that is still open and about that day


@dataclass(frozen=True, slots=True)
class _Open:
    """A round that is not archived, up to today."""

    round: Round
    span: Period
    rules: tuple[ReportRule, ...]


@dataclass(slots=True)
class _Line:
    units: list[str] = field(default_factory=list)
    returned: list[str] = field(default_factory=list)


def due_today(workspace: Workspace, today: date) -> DueSight:
    """What is due on this day and what is overdue, the longest overdue first.

    What a round asks stays until it came, the unit is finalised, or the round is archived.
    """
    with workspace.reading() as view:
        owed = [*_all_owed(view, today)]
    recent = {(today - _NEW_YEAR).year, today.year}
    now = (one for one in owed if one.standing.due.due.year in recent)
    before = (one for one in owed if one.standing.due.due.year not in recent)
    return DueSight(_lines(now, today), _past(before))


def _lines(owed: Iterable[_Owed], today: date) -> tuple[DueLine, ...]:
    found: dict[_Place, _Line] = {}
    for one in owed:
        due = one.standing.due
        line = found.setdefault(_Place(due.due, due.name, due.rule.id), _Line())
        (line.returned if one.standing.receipt else line.units).append(one.unit)
    return tuple(
        DueLine(
            place.name,
            place.due,
            (today - place.due).days,
            tuple(found[place].units),
            tuple(found[place].returned),
        )
        for place in sorted(found)
    )


def _past(owed: Iterable[_Owed]) -> tuple[PastLine, ...]:
    found: dict[tuple[int, str, str], list[str]] = {}
    for one in owed:
        if one.round is not None:
            place = (one.standing.due.due.year, one.round.name, one.round.id)
            found.setdefault(place, []).append(one.unit)
    return tuple(
        PastLine(name, year, len(units), tuple(dict.fromkeys(units)))
        for (year, name, _), units in sorted(found.items(), reverse=True)
    )


def _all_owed(view: View, today: date) -> Iterator[_Owed]:
    receipts = _receipts(view)
    rounds = _open_rounds(view, today)
    for unit in sorted(view.all(UnitRecord), key=lambda one: one.name):
        if unit.active:
            asked = _asked(view, unit, rounds.get(unit.id, ()), today)
            due = [one for one, _ in asked.values()]
            for one in standings(due, receipts.get(unit.id, ()), today):
                if _owes(one, today):
                    yield _Owed(unit.name, one, asked[one.due.rule.id, one.due.due][1])


def _open_rounds(view: View, today: date) -> Mapping[str, list[_Open]]:
    """By unit; without those in which it is finalised already or takes no part."""
    found: dict[str, list[_Open]] = {}
    for of in sorted(view.all(Round), key=lambda one: (one.opened, one.name, one.id)):
        period = read_period(of.period)
        if of.archived or period is None or period.first > today:
            continue
        span = Period(period.first, min(period.last, today))
        try:
            going = _Open(of, span, (*rules_of_round(view, of),))
        except Trouble:  # its sheets say why it cannot be read
            continue
        for one in assessments_in(view, of.id):
            if not one.finalised and not one.absent:
                found.setdefault(one.unit, []).append(going)
    return found


_Asked = Mapping[tuple[str, date], tuple[DueReport, Round | None]]


def _asked(view: View, unit: UnitRecord, rounds: Iterable[_Open], today: date) -> _Asked:
    """By rounds that still go on, and by the office itself: this year, and as long as such a round is about it."""
    found: dict[tuple[str, date], tuple[DueReport, Round | None]] = {}
    groups = frozenset(unit.groups)
    for one in rounds:
        rules = (*one.rules, *office_rules(view, groups, one.span))
        for due in due_in(rules, one.span):
            found.setdefault((due.rule.id, due.due), (due, one.round))
    recent = Period(date((today - _NEW_YEAR).year, 1, 1), today)
    for due in due_in(office_rules(view, groups, recent), recent):
        found.setdefault((due.rule.id, due.due), (due, None))
    return found


def _receipts(view: View) -> dict[str, list[Kept[Receipt]]]:
    found: dict[str, list[Kept[Receipt]]] = {}
    for one in rows_in(view, RECEIPTS):
        if isinstance(one.row, Receipt):
            found.setdefault(one.unit, []).append(Kept(one.id, one.unit, one.row))
    return found


def _owes(one: ReportStanding, today: date) -> bool:
    waits = one.receipt is None or one.state == "sent-back"
    return one.state in _OWED or (waits and one.due.due == today)
