"""Office days: what the office itself says of the working calendar, day by day, and the years it entered whole."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from typing import Final

from desktop.domain.commands import Author, Command
from desktop.domain.record_checks import checked
from desktop.domain.records import OfficeDay, Setting
from desktop.domain.refusals import Refused
from desktop.domain.working_days import DayKind, WorkCalendar
from desktop.services.outcome import Outcome, outcome_of
from desktop.services.statutory_days import statutory_calendar
from desktop.store.desk import Deed, Desk
from desktop.store.views import View
from desktop.store.workspace import Workspace

PUBLISHED_YEARS: Final = "published-years"  # the setting's name
_BETWEEN: Final = ","


def keep_office_days(
    workspace: Workspace,
    author: Author,
    days: Sequence[OfficeDay],
    years: Collection[int] | None = None,
) -> Outcome:
    """Keep days, new or changed; `years` are those that are entered whole, in place of those before.

    A year becomes known by it: every day of it that the office does not name is a plain one.
    """
    with workspace.writing() as desk:
        _refuse_twice(days)
        present = {one.day: one for one in desk.all(OfficeDay)}
        present |= {one.day: checked(one, n) for n, one in enumerate(days)}
        if years is not None:
            _refuse_unentered(years, present)
            _lay_out_years(desk, years)
        desk.put(*days)
        return outcome_of(desk.seal(Deed(Command.KEEP_OFFICE_DAYS, author)))


def remove_office_days(workspace: Workspace, author: Author, days: Sequence[str]) -> Outcome:
    """Leave these days to the statutory calendar again; a year without any day left is no longer entered."""
    with workspace.writing() as desk:
        going = [_held(desk, day, position) for position, day in enumerate(days)]
        desk.remove(*going)
        left = {one.day for one in desk.all(OfficeDay)} - {*days}
        _lay_out_years(desk, years_in(desk) & _years_of(left))
        return outcome_of(desk.seal(Deed(Command.KEEP_OFFICE_DAYS, author)))


def office_days_of(workspace: Workspace) -> list[OfficeDay]:
    """The office's own days, in their order."""
    with workspace.reading() as view:
        return view.all(OfficeDay)


def published_years(workspace: Workspace) -> frozenset[int]:
    """The years that the office says it entered whole."""
    with workspace.reading() as view:
        return years_in(view)


def years_in(view: View) -> frozenset[int]:
    """The same, within a view."""
    found = view.get(Setting, PUBLISHED_YEARS)
    return frozenset(map(int, found.value.split(_BETWEEN))) if found else frozenset()


def office_calendar(workspace: Workspace) -> WorkCalendar:
    """The calendar by which terms are counted here."""
    with workspace.reading() as view:
        return work_calendar(view)


def work_calendar(view: View) -> WorkCalendar:
    """The statutory calendar with the office's own days and years laid over it."""
    days = {
        date.fromisoformat(one.day): DayKind(one.working, one.name) for one in view.all(OfficeDay)
    }
    return statutory_calendar().with_office_days(days, years_in(view))


def _held(desk: Desk, day: str, position: int) -> OfficeDay:
    found = desk.get(OfficeDay, day)
    if found is None:
        raise Refused("这一天本单位没有另作规定，不用删除", str(position))
    return found


def _refuse_twice(days: Sequence[OfficeDay]) -> None:
    first: dict[str, int] = {}
    for position, one in enumerate(days):
        if first.setdefault(one.day, position) != position:
            raise Refused(f"{one.day} 写了两次，请只留一个", f"{position}.day")


def _refuse_unentered(years: Collection[int], days: Collection[str]) -> None:
    """A year without a single holiday was not entered; taking it as known would count wrong days."""
    for year in sorted({*years} - _years_of(days)):
        raise Refused(f"{year}年还没有录入放假和调休的日子，录入后才能作为已公布", "years")


def _years_of(days: Collection[str]) -> frozenset[int]:
    return frozenset(date.fromisoformat(one).year for one in days)


def _lay_out_years(desk: Desk, years: Collection[int]) -> None:
    setting = Setting(PUBLISHED_YEARS, _BETWEEN.join(map(str, sorted(years))))
    if years:
        desk.put(setting)
    elif desk.get(Setting, PUBLISHED_YEARS):
        desk.remove(setting)
