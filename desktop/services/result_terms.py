"""Result terms: by when a run's result has to be public, by the schemes of its unit's rounds and by its own day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import chain
from typing import Final, NamedTuple

from desktop.domain.ledgers.given import COUNTIES_OR_OWN, OWN, Given
from desktop.domain.ledgers.inspections import Inspection
from desktop.domain.ledgers.kinds import INSPECTIONS, LEDGERS, Kept, Row, kept_row
from desktop.domain.ledgers.measures import MEASURES
from desktop.domain.ledgers.publication_measures import last_day_for
from desktop.domain.periods import Period, days_in_words, read_period
from desktop.domain.records import Assessment, LedgerRow, Round
from desktop.domain.refusals import within_quotes
from desktop.domain.scheme import Criterion
from desktop.domain.working_days import WorkCalendar
from desktop.services.assessments import scheme_of
from desktop.services.office_days import work_calendar
from desktop.store.views import View
from desktop.store.workspace import Workspace

_TIMED: Final = frozenset(name for name, one in MEASURES.items() if "working_days" in one.takes)


class ResultTerm(NamedTuple):
    """What a round's scheme says of the runs of its period."""

    round: str  # its name
    period: Period
    given: Given

    def is_for(self, run: Inspection) -> bool:
        """Whether it speaks of this run: its period, sort, objects and level."""
        given = self.given
        return (
            run.on is not None
            and self.period.first <= run.on <= self.period.last
            and given.sort in {"", run.sort}
            and (not given.objects or run.objects in given.objects)
            and (given.level == COUNTIES_OR_OWN or (given.level == OWN) is (not run.by))
        )


def result_terms(view: View, unit: str | None) -> Mapping[str, Sequence[ResultTerm]]:
    """By unit, one's or everybody's: what their rounds ask; rounds without an end in days ask nothing."""
    in_order = sorted(view.all(Round), key=lambda one: (one.opened, one.name, one.id))
    rounds = {one.id: one for one in in_order}
    places = {one.id: at for at, one in enumerate(in_order)}  # ids are chance
    found: dict[str, dict[ResultTerm, None]] = {}
    theirs = view.all(Assessment, **({} if unit is None else {"unit": unit}))
    for of in sorted(theirs, key=lambda one: places[one.round]):
        period = read_period(rounds[of.round].period)
        if period is not None:
            own = found.setdefault(of.unit, {})
            own |= dict.fromkeys(_terms(view, of, rounds[of.round].name, period))
    return {one: (*terms,) for one, terms in found.items()}


def _terms(view: View, of: Assessment, name: str, period: Period) -> Iterator[ResultTerm]:
    scheme = scheme_of(view, of)
    targets = ((one.from_, one.given) for one in scheme.targets)
    criteria = ((one.from_, one.given) for one in scheme.all_criteria())
    for measure, given in chain(targets, criteria):
        if measure in _TIMED:
            yield ResultTerm(name, period, given)


def days_counted(calendar: WorkCalendar, terms: Sequence[ResultTerm], one: Kept[Row]) -> str:
    """When the result of a run had to be public, and which days that skips; blank where nobody says so."""
    run = one.row
    if not isinstance(run, Inspection) or run.ended is None:
        return ""
    ours = [term for term in terms if term.is_for(run)]
    asked: dict[str, str] = {}
    for term in ours:
        asked.setdefault(_asked(calendar, term, run, run.ended), within_quotes(term.round))
    told = [f"按“{by}”，{words}" for words, by in asked.items()] if len(asked) > 1 else [*asked]
    if run.deadline and all(term.given.working_days for term in ours):
        told.append(f"本次设定的期限，最后一日是 {_in_words(run.deadline)}")
    return _term(run.ended, "；".join(told)) if told else ""


def days_behind(
    workspace: Workspace, criterion: Criterion, rows: Iterable[str]
) -> Mapping[str, str]:
    """The days that a criterion counts for each of these rows of the ledgers, where it counts any."""
    if criterion.from_ not in _TIMED:
        return {}
    with workspace.reading() as view:
        calendar = work_calendar(view)
        found = (view.get(LedgerRow, one) for one in dict.fromkeys(rows))
        ours = [one for one in found if one is not None and one.ledger == INSPECTIONS]
    term = ResultTerm("", Period(date.min, date.max), criterion.given)
    told: dict[str, str] = {}
    for one in ours:
        run = kept_row(one.id, one.unit, LEDGERS[INSPECTIONS], one.fields).row
        if isinstance(run, Inspection) and run.ended is not None:
            told[one.id] = _term(run.ended, _asked(calendar, term, run, run.ended))
    return told


def _term(ended: date, words: str) -> str:
    return f"{ended:%Y-%m-%d} 结束，公示期限：{words}"


def _asked(calendar: WorkCalendar, term: ResultTerm, run: Inspection, ended: date) -> str:
    found = last_day_for(run, term.given, calendar, ended)
    if term.given.working_days or found.last is None:
        return found.words
    why = "本次设定的期限" if run.deadline else "没有登记录入期限，按当年年底计"
    return f"{why}，最后一日是 {_in_words(found.last)}"


def _in_words(day: date) -> str:
    return days_in_words(day, day)
