"""Doubts (疑点): what a ledger's row says that can hardly be true; it is kept all the same, the office may know why.

A doubt is a contradiction within one row, or a day where no day can be. What a row merely lacks is no doubt:
the measures tell it as a gap. One slip is told once: of the doubts that share a column the first stands.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from fractions import Fraction
from functools import cache
from typing import Any, Final, NamedTuple

from desktop.domain.ledgers.activities import LASTING, Activity
from desktop.domain.ledgers.columns import Column, columns_of
from desktop.domain.ledgers.duties import DONE, Duty
from desktop.domain.ledgers.inspections import Inspection
from desktop.domain.ledgers.kinds import Kept, Row
from desktop.domain.ledgers.members import Member
from desktop.domain.ledgers.plan_items import DEPARTMENT, PlanItem
from desktop.domain.ledgers.receipts import EXCUSED, Receipt

_EARLY: Final = 92  # days: longer than any quarter, so what it tells of was not over yet
_NOTICE: Final = timedelta(hours=48)  # what documents ask for where they ask for hours (R25)
_SHARE_ROUNDED: Final = Fraction(1, 200)  # 3 of 35 may be written as 9%
_YEAR: Final = "year"  # the column
_DAYS: Final = frozenset({"day", "moment"})


class Doubt(NamedTuple):
    """The columns that say it, and what looks wrong with the very figures."""

    columns: tuple[str, ...]
    words: str


_Further = Callable[[Any], Iterator[Doubt]]  # of a row of the one class that it stands beside


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rules:
    """What the rows of one ledger are held against.

    Days that are not `foreseen` tell what happened, and so do not lie ahead. Of each pair the first day
    is never after the second, the first number never above it.
    """

    foreseen: frozenset[str] = frozenset()
    lasting: Callable[[Any], bool] = lambda _: False  # of every year: its days may be long ago
    in_order: tuple[tuple[str, str], ...] = ()
    within: tuple[tuple[str, str], ...] = ()
    further: _Further = lambda _: iter(())


def doubts_of(row: Row, today: date, year: int) -> tuple[Doubt, ...]:
    """What looks wrong with a row in the ledger of a year."""
    found: list[Doubt] = []
    named: set[str] = set()
    for one in _every_doubt(row, today, year):
        if named.isdisjoint(one.columns):
            named.update(one.columns)
            found.append(one)
    return tuple(found)


def doubts_by_row(
    rows: Iterable[Kept[Row]], today: date, year: int
) -> dict[str, tuple[Doubt, ...]]:
    """The rows that are doubted, by their ids, each with its doubts."""
    found = ((one.id, doubts_of(one.row, today, year)) for one in rows)
    return {row: doubts for row, doubts in found if doubts}


def told(doubts: Iterable[Doubt]) -> str:
    """As a screen says it; blank where there are none."""
    words = "；".join(one.words for one in doubts)
    return f"疑点：{words}" if words else ""


def _every_doubt(row: Row, today: date, year: int) -> Iterator[Doubt]:
    rules = _RULES[type(row)]
    yield from _out_of_time(row, rules, today, year)
    for first, second in rules.in_order:
        if _is_after(getattr(row, first), getattr(row, second)):
            yield Doubt((second, first), f"{_said(row, second)} 早于{_said(row, first)}")
    for part, whole in rules.within:
        number, most = getattr(row, part), getattr(row, whole)
        if number is not None and most is not None and number > most:
            yield Doubt((part, whole), f"{_said(row, part)}，多于{_said(row, whole)}")
    yield from rules.further(row)


def _out_of_time(row: Row, rules: _Rules, today: date, year: int) -> Iterator[Doubt]:
    """Days to come; days, and a year, more than a year away from the ledger's, told at once: it is one slip."""
    far: list[str] = []
    for name in _days_in(type(row)):
        day = getattr(row, name)
        if day is None:
            continue
        if name not in rules.foreseen and _day(day) > today:
            yield Doubt((name,), f"{_said(row, name)} 还没有到")
        elif abs(day.year - year) > 1 and not rules.lasting(row):
            far.append(name)
    if _YEAR in _columns(type(row)) and abs(getattr(row, _YEAR) - year) > 1:
        far.insert(0, _YEAR)
    if far:
        words = "、".join(_said(row, name) for name in far)
        yield Doubt(tuple(far), f"{words} 不在 {year} 年前后")


@cache
def _days_in(cls: type) -> tuple[str, ...]:
    """The columns that say when."""
    return tuple(one.name for one in columns_of(cls) if one.entry.sort in _DAYS)


@cache
def _columns(cls: type) -> Mapping[str, Column]:
    return {one.name: one for one in columns_of(cls)}


def _is_after(first: date | None, second: date | None) -> bool:
    """By the clock where both say it."""
    if first is None or second is None:
        return False
    if type(first) is type(second):
        return first > second
    return _day(first) > _day(second)


def _day(value: date) -> date:
    return value.date() if isinstance(value, datetime) else value


def _said(row: Row, name: str) -> str:
    """A cell below its heading, as the screen shows it."""
    column = _columns(type(row))[name]
    return f"{column.heading} {column.entry.show(getattr(row, name))}"


def _alone_with_partners(row: Inspection | PlanItem) -> Iterator[Doubt]:
    """Several departments take part, yet it is called one department's own; the measures go by the name."""
    others = [one for one in row.partners if one != row.lead]
    if row.sort == DEPARTMENT and others:
        words = f"{_said(row, 'sort')}，却写了参与部门{'、'.join(others)}"
        yield Doubt(("sort", "partners"), words)


def _run(row: Inspection) -> Iterator[Doubt]:
    if row.unnoticed == 0 and row.noticed is not None and row.arrived is not None:
        before = row.arrived - row.noticed
        if timedelta() <= before < _NOTICE:
            words = f"{_said(row, 'unnoticed')}，与通知、进入时间不符：只提前 {_hours(before)}"
            yield Doubt(("unnoticed", "noticed", "arrived"), words)
    if row.drawn == 0 and row.problems:
        words = f"{_said(row, 'problems')}，{_said(row, 'drawn')}"
        yield Doubt(("problems", "drawn"), words)
    if row.share is not None and row.drawn is not None and row.directory:
        drawn = Fraction(row.drawn, row.directory)
        if abs(row.share - drawn) > _SHARE_ROUNDED:
            words = f"{_said(row, 'share')}，与 {row.drawn} ÷ {row.directory} 不符"
            yield Doubt(("share", "drawn", "directory"), words)
    yield from _alone_with_partners(row)


def _hours(span: timedelta) -> str:
    hours, minutes = divmod(int(span.total_seconds()) // 60, 60)
    return f"{hours} 小时 {minutes} 分" if minutes else f"{hours} 小时"


def _attendance(row: Activity) -> Iterator[Doubt]:
    if row.expected is None or row.attended is None or row.absent is None:
        return
    if row.attended + row.absent != row.expected:
        parts = f"{_said(row, 'attended')} 加{_said(row, 'absent')}"
        words = f"{parts}，与{_said(row, 'expected')} 不符"
        yield Doubt(("attended", "absent", "expected"), words)


def _receipt(row: Receipt) -> Iterator[Doubt]:
    if row.received is None:
        return
    if row.state == EXCUSED:
        yield Doubt(("received", "state"), f"{_said(row, 'received')}，{_said(row, 'state')}")
    early = (row.due - row.received).days
    if early > _EARLY:
        words = f"{_said(row, 'received')} 比{_said(row, 'due')} 早 {early} 天"
        yield Doubt(("received", "due"), words)


def _duty(row: Duty) -> Iterator[Doubt]:
    if row.done is not None and row.state != DONE:
        yield Doubt(("done", "state"), f"{_said(row, 'done')}，{_said(row, 'state')}")


_RULES: Final[Mapping[type, _Rules]] = {
    Inspection: _Rules(
        foreseen=frozenset({"planned", "deadline"}),
        in_order=(
            ("started", "ended"),
            ("announced", "started"),
            ("announced", "ended"),
            ("noticed", "arrived"),
            ("started", "arrived"),
            ("noticed", "ended"),
            ("arrived", "ended"),
            ("ended", "published"),
            ("started", "published"),
            ("ended", "aggregated"),
            ("started", "aggregated"),
            ("started", "deadline"),
        ),
        # Problems are no 户: one object may have several.
        within=(
            ("drawn", "directory"),
            ("poor", "drawn"),
            ("disclosed", "drawn"),
            ("unnoticed", "drawn"),
            ("unregistered", "drawn"),
            ("unanswered", "drawn"),
            ("unfiled", "drawn"),
            ("followed", "problems"),
            ("penalised", "poor"),
        ),
        further=_run,
    ),
    PlanItem: _Rules(
        foreseen=frozenset({"starts", "ends", "entry_due"}),
        in_order=(("starts", "ends"),),
        further=_alone_with_partners,
    ),
    Activity: _Rules(
        foreseen=frozenset({"due"}),
        lasting=lambda row: row.subject in LASTING,
        in_order=(("held", "published"), ("held", "reported"), ("held", "entered")),
        within=(("absent", "expected"), ("attended", "expected")),
        further=_attendance,
    ),
    Receipt: _Rules(foreseen=frozenset({"due"}), further=_receipt),
    Duty: _Rules(further=_duty),
    Member: _Rules(lasting=lambda _: True),
}
