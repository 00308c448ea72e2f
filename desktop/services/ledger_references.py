"""Ledger references: what a foreign table calls by name and a ledger keeps by its id, found where it is asked for."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import cache
from typing import Final, NamedTuple

from desktop.domain.ledgers.due_reports import DueReport, due_in
from desktop.domain.ledgers.kinds import DUTIES, RECEIPTS
from desktop.domain.names import plain_name
from desktop.domain.periods import Period
from desktop.domain.records import OfficeReport, Round, UnitRecord
from desktop.domain.refusals import Refused, quoted
from desktop.intake.cell_texts import is_blank
from desktop.intake.chinese_numbers import NUMERAL, number_of
from desktop.services.assessments import round_scheme
from desktop.services.duty_grid import DutyColumn, duties_of
from desktop.services.report_calendar import report_rules
from desktop.store.views import View

_YEAR: Final = re.compile(f"({NUMERAL}{{4}})年度?")
_MONTH: Final = re.compile(f"({NUMERAL}{{1,3}})月份?")
_LAID_OUT: Final = re.compile('[《》“”"]')
_COVERS: Final = {"月报": "month", "季报": "quarter", "年报": "year"}
_SHORTEST: Final = 2  # a single character stands in too much
_MOST_TOLD: Final = 12


REFERRING: Final[Mapping[str, tuple[str, ...]]] = {RECEIPTS: ("report", "due"), DUTIES: ("duty",)}


class Reference(NamedTuple):
    """What a row is about: its columns as they are stored, and how a list names it."""

    values: Mapping[str, object]
    told: str


def names_asked(view: View, ledger: str) -> Mapping[str, tuple[str, ...]]:
    """The names that a unit may choose from in such a ledger, by the column: what plans and the office ask for."""
    if ledger not in REFERRING:
        return {}
    schemes = [round_scheme(view, one) for one in view.all(Round)]
    if ledger == RECEIPTS:
        names = [report.name for scheme in schemes for report in scheme.reports]
        names += [report.name for report in view.all(OfficeReport) if report.until is None]
    else:
        names = [task.name for scheme in schemes for task in scheme.tasks]
        names += [target.name for scheme in schemes for target in scheme.targets]
    return {REFERRING[ledger][0]: tuple(dict.fromkeys(names))}


class References:
    """Finds the report of the calendar, or the task of the plan, that a row of a table means."""

    def __init__(self, view: View, year: int) -> None:
        self._year = year

        @cache
        def reports(unit: str, of: int) -> tuple[DueReport, ...]:
            period = Period(date(of, 1, 1), date(of, 12, 31))
            return tuple(due_in(report_rules(view, unit, period), period))

        @cache
        def duties(unit: str, of: int) -> tuple[DutyColumn, ...]:
            return tuple(duties_of(view, unit, of))

        self._reports, self._duties = reports, duties

    def of(
        self, ledger: str, unit: UnitRecord, cells: Mapping[str, str], values: Mapping[str, object]
    ) -> Reference | None:
        """None where the ledger keeps no ids. Where nothing is meant, or several things, it is said what there is."""
        if ledger == RECEIPTS and cells.get("report"):
            return self._report(unit, cells, values.get("due"))
        if ledger == DUTIES and cells.get("duty"):
            return self._duty(unit, cells["duty"], values.get("year"))
        return None

    def _report(self, unit: UnitRecord, cells: Mapping[str, str], due: object) -> Reference | None:
        said, due_said = cells["report"], cells.get("due", "")
        day = date.fromisoformat(due) if isinstance(due, str) else None
        month = _month(due_said, whole=True) or _month(said)
        if day is None and not is_blank(due_said, marks=True) and not _month(due_said, whole=True):
            return None  # its own fault says more
        year = day.year if day else _year(due_said) or _year(said) or self._year
        calendar = self._reports(unit.id, year)
        if not calendar:
            raise Refused(f"{year} 年没有要“{unit.name}”报送的材料，请先设置报送安排", "report")
        named = _reports_named(said, calendar)
        if not named:
            names = dict.fromkeys(one.rule.name for one in calendar)
            raise Refused(
                f"“{unit.name}”的报送安排里没有{quoted(said)}，有：{_listed(names)}", "report"
            )
        found = [one for one in named if _falls(one, day, month)]
        if not found:
            days = dict.fromkeys(str(one.due) for one in named)
            raise Refused(f"报送安排里这一项没有这一次，应报日期是：{_listed(days)}", "due")
        if len(found) > 1:
            names = dict.fromkeys(f"{one.rule.name}（{one.due}）" for one in found)
            raise Refused(
                f"{quoted(said)}看不出是哪一次，请写明名称和应报日期：{_listed(names)}", "report"
            )
        [one] = found
        return Reference({"report": one.rule.id, "due": one.due.isoformat()}, one.name)

    def _duty(self, unit: UnitRecord, said: str, year: object) -> Reference:
        of = year if isinstance(year, int) else self._year
        asked = self._duties(unit.id, of)
        if not asked:
            raise Refused(f"“{unit.name}”{of} 年的批次里没有任务和目标", "duty")
        found = _duties_named(said, asked)
        if len(found) == 1:
            [one] = found
            return Reference({"duty": one.id}, one.asked.name)
        names = _listed(one.asked.name for one in found or asked)
        if found:
            raise Refused(f"{quoted(said)}不止一项，请写明是哪一项：{names}", "duty")
        raise Refused(f"“{unit.name}”的计划里没有{quoted(said)}，有：{names}", "duty")


def _reports_named(said: str, calendar: Iterable[DueReport]) -> list[DueReport]:
    """By the id or the whole name; else by a part of it; else by what it covers (月报). A month alone names all."""
    plain = _plain(said)
    bare = _MONTH.sub("", _YEAR.sub("", plain))
    if not bare:
        return [*calendar] if plain else []
    words = next((covers for word, covers in _COVERS.items() if bare.startswith(word)), None)
    ways: tuple[Callable[[DueReport], bool], ...] = (
        lambda one: said == one.rule.id or plain in {_plain(one.rule.name), _plain(one.name)},
        lambda one: bare == _plain(one.rule.name),
        lambda one: _overlap(bare, _plain(one.rule.name)),
        lambda one: one.rule.covers == words,
    )
    found = ([one for one in calendar if way(one)] for way in ways)
    return next(filter(None, found), [])


def _month(text: str, *, whole: bool = False) -> int | None:
    """The month that a text names; `whole` where it may say no more than that."""
    plain = _YEAR.sub("", _plain(text))
    found = _MONTH.fullmatch(plain) if whole else _MONTH.search(plain)
    return number_of(found[1]) if found else None


def _year(text: str) -> int | None:
    found = _YEAR.search(_plain(text))
    return number_of(found[1]) if found else None


def _falls(one: DueReport, day: date | None, month: int | None) -> bool:
    """On the day that is written; else in the month that is."""
    if day is not None:
        return one.due == day
    return month is None or one.due.month == month


def _duties_named(said: str, asked: Iterable[DutyColumn]) -> list[DutyColumn]:
    """By the id, the name or the clause; else by a part of the name."""
    plain = _plain(said) or said
    ways: tuple[Callable[[DutyColumn], bool], ...] = (
        lambda one: said == one.id or plain == _plain(one.asked.name),
        lambda one: plain == _plain(getattr(one.asked, "clause", "")),
        lambda one: _overlap(plain, _plain(one.asked.name)),
    )
    found = ([one for one in asked if way(one)] for way in ways)
    return next(filter(None, found), [])


def _overlap(one: str, other: str) -> bool:
    shorter, longer = sorted((one, other), key=len)
    return len(shorter) >= _SHORTEST and shorter in longer


def _plain(text: str) -> str:
    return _LAID_OUT.sub("", plain_name(text))


def _listed(names: Iterable[str]) -> str:
    told = [*names]
    more = f"等 {len(told)} 项" if len(told) > _MOST_TOLD else ""
    return "、".join(told[:_MOST_TOLD]) + more
