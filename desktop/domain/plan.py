"""What a supervision plan asks over the year: reports with due dates, targets, tasks, monthly forms."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Final, Literal

from desktop.domain.keys import FLAG, ID, RATIO, TEXT, Kind, key, many, one_of, table, tables
from desktop.domain.ledgers.given import Given
from desktop.domain.refusals import Refused, quoted
from desktop.domain.slips import Slip

DAYS_IN_MONTH: Final = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
LAST_DAY: Final = "last"


def _read_month(value: object) -> int:
    if type(value) is int and 1 <= value <= len(DAYS_IN_MONTH):
        return value
    raise Refused(f"月份要写 1 到 12，现在是{quoted(value)}")


def _read_day(value: object) -> int | str:
    if value == LAST_DAY or (type(value) is int and 1 <= value <= max(DAYS_IN_MONTH)):
        return value
    raise Refused(f'日期要写 1 到 31，或 "last"（当月最后一天），现在是{quoted(value)}')


def day_in_month(year: int, month: int, day: int | str) -> date:
    """A day of a month, or its last one (R27), which also stands for a day that it does not have (29 February)."""
    last = monthrange(year, month)[1]
    return date(year, month, last if day == LAST_DAY else min(int(day), last))


MONTHS = many(Kind(_read_month))
DAY = Kind(_read_day)


def _day_slips(months: tuple[int, ...], day: int | str | None) -> Iterator[Slip]:
    for month in months:
        if isinstance(day, int) and day > DAYS_IN_MONTH[month - 1]:
            yield Slip("due", f'{month} 月没有 {day} 日；最后一天请写 "last"', ("day",))


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A report that is due on one day of each of its months; that day is still in time (R17, R27)."""

    id: str = key(ID)
    name: str = key(TEXT)
    due: str = key(TEXT)
    months: tuple[int, ...] = key(MONTHS)
    day: int | str = key(DAY)
    covers: Literal["month", "quarter", "year"] = key(one_of("month", "quarter", "year"))
    form: str | None = key(ID, None)

    def slips(self) -> Iterator[Slip]:
        """Its days exist."""
        return _day_slips(self.months, self.day)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanTarget:
    """A rate to reach over the year, or a goal that the document gives no figure for."""

    id: str = key(ID)
    name: str = key(TEXT)
    at_least: Fraction | None = key(RATIO, None)
    judged: bool = key(FLAG, default=False)
    from_: str | None = key(TEXT, None)
    given: Given = key(table(Given), Given())

    def slips(self) -> Iterator[Slip]:
        """It is measured or judged."""
        if self.judged == (self.at_least is not None):
            yield Slip("target", "请写明 at_least（至少达到多少）或 judged = true（由考核人判断）")


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """A task of the plan: who is responsible, and its last day (R27) or that it goes on (长期)."""

    id: str = key(ID)
    name: str = key(TEXT)
    clause: str = key(TEXT)
    responsible: tuple[str, ...] = key(many(TEXT))
    due: str = key(TEXT)
    month: int | None = key(Kind(_read_month), None)
    day: int | str | None = key(DAY, None)

    def slips(self) -> Iterator[Slip]:
        """A last day has both parts and exists."""
        if (self.month is None) != (self.day is None):
            yield Slip("due", "最后期限要同时写 month 和 day；长期任务两样都不写")
        elif self.month is not None:
            yield from _day_slips((self.month,), self.day)


@dataclass(frozen=True, slots=True, kw_only=True)
class FormPart:
    """One line within a form's row."""

    name: str = key(TEXT)
    hint: str = key(TEXT, "")
    feeds: str = key(TEXT, "")


@dataclass(frozen=True, slots=True, kw_only=True)
class FormRow:
    """One numbered row of a form: what to fill in, with a hint, and the ledger that it feeds."""

    no: str = key(TEXT)
    name: str = key(TEXT)
    hint: str = key(TEXT, "")
    feeds: str = key(TEXT, "")
    parts: tuple[FormPart, ...] = key(tables(FormPart), ())


@dataclass(frozen=True, slots=True, kw_only=True)
class FormSection:
    """A block of rows under one heading."""

    name: str = key(TEXT)
    rows: tuple[FormRow, ...] = key(tables(FormRow))


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportForm:
    """A form that units fill in."""

    id: str = key(ID)
    title: str = key(TEXT)
    head: tuple[str, ...] = key(many(TEXT), ())
    foot: tuple[str, ...] = key(many(TEXT), ())
    sections: tuple[FormSection, ...] = key(tables(FormSection))
