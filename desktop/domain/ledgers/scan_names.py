"""Scan names: which row of a ledger a file probably proves, by what is written in its name; it decides nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final, NamedTuple
from unicodedata import normalize

from desktop.domain.file_names import pairs_of, plain_words

# What speaks for a row, in points that are only held against each other.
_NUMBER: Final = 8.0
_WHOLE: Final = 5.0
_PART: Final = 4.5
_PLAN: Final = 3.0
_DAY: Final = 1.5
_UNIT: Final = 1.0
_LEAST: Final = 2.5
_ALIKE: Final = 0.6
_SHORTEST: Final = 2
_DAYS: Final = re.compile(r"((?:19|20)\d\d)\D{0,2}(\d{1,2})\D{0,2}(\d{1,2})")
_PLAN_NUMBER: Final = re.compile(r"(?:计划|项目|任务|第)(\d{1,4})")


class RowName(NamedTuple):
    """How a row may be named in a file: what it is, its numbers, its day, whose it is."""

    id: str
    title: str
    numbers: tuple[str, ...] = ()
    plan: str = ""
    day: date | None = None
    unit: str = ""


def row_of_scan(name: str, folders: Sequence[str], rows: Iterable[RowName]) -> str | None:
    """The row that a file's name speaks for most; None where nothing does, or two alike."""
    text = plain_words("".join((*folders, name.rpartition(".")[0] or name)))
    days, plans = _days(name), {*_PLAN_NUMBER.findall(normalize("NFKC", name))}
    weights = sorted(((_weight(text, days, plans, one), one.id) for one in rows), reverse=True)
    likely = [(weight, id_) for weight, id_ in weights[:2] if weight >= _LEAST]
    if not likely or (len(likely) > 1 and likely[0][0] == likely[1][0]):
        return None
    return likely[0][1]


def _weight(text: str, days: set[date], plans: set[str], one: RowName) -> float:
    numbers = (plain_words(number) for number in one.numbers)
    weight = _NUMBER if any(n and len(n) > _SHORTEST and n in text for n in numbers) else 0.0
    weight += _of_title(text, plain_words(one.title))
    if not weight and one.plan not in plans:
        return 0
    weight += _PLAN * (one.plan in plans) + _DAY * (one.day in days)
    unit = plain_words(one.unit)
    return weight + _UNIT * bool(unit and unit in text)


def _of_title(text: str, title: str) -> float:
    if len(title) < _SHORTEST:
        return 0
    if title in text:
        return _WHOLE + min(len(title), 20) / 10
    pairs = pairs_of(title)
    share = len(pairs & pairs_of(text)) / len(pairs)
    return _PART * share if share >= _ALIKE else 0


def _days(name: str) -> set[date]:
    found = set()
    for parts in _DAYS.findall(normalize("NFKC", name)):
        try:
            found.add(date(*map(int, parts)))
        except ValueError:
            continue  # a number that only looks like a day
    return found
