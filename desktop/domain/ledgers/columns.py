"""Columns: how a frozen data class declares a ledger's rows; the headings, and what may stand below them.

A field made with `column(…)` is one column. The same declaration reads what is stored, recognises the
headings of a file, makes the template and shows the row, so that a new column is written down once.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Mapping
from dataclasses import MISSING, dataclass
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from functools import cache
from typing import Any, Final, Literal, TypeVar

from desktop.domain.amounts import show, show_percent
from desktop.domain.refusals import Refused, quoted, unknown
from desktop.domain.values import (
    pick,
    read_blank_or_text,
    read_count,
    read_date,
    read_flag,
    read_ratio,
    read_text,
)

Row = TypeVar("Row")
Sort = Literal["words", "day", "moment", "count", "share", "yes-no", "choice", "names"]
Fields = Mapping[str, object]
_BETWEEN: Final = "、"
_MOMENT: Final = re.compile(
    r"([0-9]{4}-[0-9]{2}-[0-9]{2})[ T]([0-9]{2}:[0-9]{2})(:[0-9]{2})?", re.ASCII
)
_SHARE_PLACES: Final = 6  # as many as a stored ratio may have
_FIRST_YEAR: Final = 1990
_LAST_YEAR: Final = 2200


@dataclass(frozen=True, slots=True)
class Entry:
    """What may stand in a column: how it is read from a stored row, stored, and shown."""

    sort: Sort
    read: Callable[[object], Any]
    plain: Callable[[Any], object] = lambda value: value
    show: Callable[[Any], str] = str
    choices: Mapping[str, str] = dataclasses.field(default_factory=dict)
    none: object = None  # what 无 says, where it says anything


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its field, what may stand there, the wordings of its heading (ours first), a hint."""

    name: str
    entry: Entry
    headings: tuple[str, ...]
    hint: str
    wanted: bool

    @property
    def heading(self) -> str:
        """As we write it."""
        return self.headings[0]


def _read_moment(value: object) -> datetime:
    """To the minute; a day alone says no hour."""
    found = _MOMENT.fullmatch(value) if isinstance(value, str) else None
    if found:
        try:
            return datetime.fromisoformat(f"{found[1]} {found[2]}")
        except ValueError:
            pass
    raise Refused(f"时间要写成 2022-08-03 09:30 的样子，现在是{quoted(value)}")


def _show_moment(value: datetime) -> str:
    return value.isoformat(" ", "minutes")


def _read_names(value: object) -> tuple[str, ...]:
    text = read_blank_or_text(value)
    return tuple(filter(None, map(str.strip, text.split(_BETWEEN))))


def _read_share(value: object) -> Fraction:
    share = read_ratio(value)
    if share > 1:
        raise Refused(f"比例不能超过 100%，现在是{quoted(value)}")
    return share


def plain_share(share: Fraction) -> str:
    """A share as it is stored: per cent; one without an end is cut, never raised over a bound."""
    cut = int(share * 100 * 10**_SHARE_PLACES)
    return f"{show(Decimal(cut).scaleb(-_SHARE_PLACES))}%"


def _read_year(value: object) -> int:
    if type(value) is int and _FIRST_YEAR <= value <= _LAST_YEAR:
        return value
    raise Refused(f"年度要写 {_FIRST_YEAR} 到 {_LAST_YEAR} 之间的年份，现在是{quoted(value)}")


TEXT: Final = Entry("words", read_text)  # never blank
WORDS: Final = Entry("words", read_blank_or_text)
DAY: Final = Entry("day", read_date, date.isoformat, date.isoformat)
MOMENT: Final = Entry("moment", _read_moment, _show_moment, _show_moment)
COUNT: Final = Entry("count", read_count)
FINDS: Final = Entry(
    "count", read_count, none=0
)  # of what may well be none: no problems, no absent
SHARE: Final = Entry("share", _read_share, plain_share, show_percent)
YEAR: Final = Entry("count", _read_year)
YES_NO: Final = Entry("yes-no", read_flag, show=lambda value: "是" if value else "否")
NAMES: Final = Entry("names", _read_names, _BETWEEN.join, _BETWEEN.join)


def choice(choices: Mapping[str, str], what: str) -> Entry:
    """One of a few: what is stored, and its words on the screen."""

    def read(value: object) -> str:
        pick(value, choices, what)
        return str(value)

    return Entry("choice", read, show=lambda value: choices[value], choices=choices)


def column(entry: Entry, *headings: str, default: object = MISSING, hint: str = "") -> Any:  # noqa: ANN401  # like dataclasses.field, it stands for any type
    """Declare a column; without a default every row must have it."""
    told = {"entry": entry, "headings": headings, "hint": hint}
    return dataclasses.field(default=default, metadata=told)


def _columns_of(cls: type) -> tuple[Column, ...]:
    return tuple(
        Column(one.name, wanted=one.default is MISSING, **one.metadata)
        for one in dataclasses.fields(cls)
    )


def _entries_of(cls: type) -> Mapping[str, Entry]:
    return {one.name: one.entry for one in columns_of(cls)}


# The columns of a ledger in their order, and what may stand in each by its name.
columns_of: Final[Callable[[type], tuple[Column, ...]]] = cache(_columns_of)
entries_of: Final[Callable[[type], Mapping[str, Entry]]] = cache(_entries_of)


def read_row(cls: type[Row], fields: Fields) -> Row:
    """A row as it is stored, or a refusal that names the field."""
    entries = entries_of(cls)
    try:
        return cls(**{name: entries[name].read(value) for name, value in fields.items()})
    except (KeyError, TypeError, Refused):
        raise _refusal(cls, fields) from None


def _refusal(cls: type, fields: Fields) -> Refused:
    """What is wrong with a row; rows are read by the thousand, so this is asked only after a failure."""
    entries = entries_of(cls)
    for name, value in fields.items():
        if name not in entries:
            return Refused(unknown(name, entries), name)
        try:
            entries[name].read(value)
        except Refused as refused:
            return refused.under(name)
    lacking = [one for one in columns_of(cls) if one.wanted and one.name not in fields]
    return Refused(f"缺少“{lacking[0].heading}”", lacking[0].name)


def plain_row(row: object) -> dict[str, object]:
    """A row as it is stored: what is at its default is left out."""
    entries = entries_of(type(row))
    return {
        one.name: entries[one.name].plain(value)
        for one in dataclasses.fields(row)  # type: ignore[arg-type]  # every row is a data class
        if (value := getattr(row, one.name)) != one.default
    }


def shown_row(row: object) -> dict[str, str]:
    """A row in words, by its columns' names; blank where nothing is entered."""
    return {
        name: "" if (value := getattr(row, name)) in (None, "", ()) else entry.show(value)
        for name, entry in entries_of(type(row)).items()
    }
