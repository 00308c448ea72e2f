"""Ledger figures: what a unit's ledgers come to in a year, each figure openable to its rows and the days counted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Final

from desktop.domain.amounts import show_percent
from desktop.domain.keys import show_ratio
from desktop.domain.ledgers.given import Given
from desktop.domain.ledgers.measured import Counted, Question, Rows, Standing, Unknown
from desktop.domain.ledgers.measures import MEASURES
from desktop.domain.ledgers.plan_items import DEPARTMENT, JOINT
from desktop.domain.ledgers.plan_measures import COMPLETED, NONE, TOOK_PART
from desktop.domain.periods import Period, read_period
from desktop.domain.records import Assessment, Round, UnitRecord
from desktop.domain.scheme import Scheme
from desktop.services.assessments import round_of, scheme_of
from desktop.services.office_days import work_calendar
from desktop.services.unit_ledgers import about, unit_ledgers
from desktop.store.views import View
from desktop.store.workspace import Workspace

_ALWAYS: Final = (
    ("部门内抽查计划完成率", "plan.completion", Given(sort=DEPARTMENT)),
    ("部门联合抽查计划完成率", "plan.completion", Given(sort=JOINT)),
)
_STANDS: Final = {COMPLETED: "计划已完成", TOOK_PART: "发起或参与过", NONE: "没有发起或参与"}


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure: what it is called, what it comes to, whether it is as it should be, and the rows behind it."""

    name: str
    value: str
    basis: str
    good: bool | None
    counted: tuple[Counted, ...] = ()
    gaps: tuple[str, ...] = ()


def figures_of(workspace: Workspace, unit: str, year: int, today: date) -> tuple[Figure, ...]:
    """The rates of every plan, the targets and the criteria of the unit's rounds that the ledgers can tell of."""
    with workspace.reading() as view:
        asked = _question(view, unit, year, today)
        return tuple(_figures(view, asked, unit))


def _question(view: View, unit: str, year: int, today: date) -> Question:
    period = Period(date(year, 1, 1), date(year, 12, 31))
    record = view.get(UnitRecord, unit)
    names = (record.name, *record.aliases) if record else ()
    return Question(unit_ledgers(view, unit, names, period), period, work_calendar(view), today)


def _figures(view: View, asked: Question, unit: str) -> Iterator[Figure]:
    """Each measure once; a target's says what is required, so it goes before a criterion's."""
    schemes = [*_schemes(view, asked, unit)]
    targets = {
        (one.from_, one.given, one.at_least): one
        for scheme in schemes
        for one in scheme.targets
        if one.from_ is not None
    }
    told = {(measure, given) for measure, given, _ in targets}
    for name, measure, given in _ALWAYS:
        if (measure, given) not in told:
            yield _figure(name, measure, about(asked, given))
            told.add((measure, given))
    for (measure, given, least), target in targets.items():
        yield _figure(target.name, measure, about(asked, given), least)
    for one in (criterion for scheme in schemes for criterion in scheme.all_criteria()):
        if one.from_ is not None and (one.from_, one.given) not in told:
            told.add((one.from_, one.given))
            yield _figure(one.label, one.from_, about(asked, one.given))


def _schemes(view: View, asked: Question, unit: str) -> Iterator[Scheme]:
    """Those of the unit's rounds of that time."""
    for of in view.all(Assessment, unit=unit):
        if _meets(round_of(view, of.round), asked.period):
            yield scheme_of(view, of)


def _meets(of: Round, period: Period) -> bool:
    own = read_period(of.period)
    return own is not None and own.first <= period.last and period.first <= own.last


def _figure(name: str, measure: str, asked: Question, least: Fraction | None = None) -> Figure:
    found = MEASURES[measure].ask(asked)
    if isinstance(found, Unknown):
        return Figure(name, "—", "", None, gaps=found.gaps)
    if isinstance(found, Standing):
        return Figure(name, _STANDS[found.word], found.basis, None, found.counted, found.gaps)
    if isinstance(found, Rows):
        return Figure(name, f"{found.number} 件", found.basis, None, found.counted, found.gaps)
    rate = Fraction(found.done, found.total)
    above = "" if least == 1 else " 以上"
    wanted = "" if least is None else f"（要求 {show_ratio(least)}{above}）"
    good = None if least is None else rate >= least
    value = f"{show_percent(rate)}{wanted}"
    return Figure(name, value, found.basis, good, found.counted, found.gaps)
