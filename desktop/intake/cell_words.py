"""Cell words: the numbers and days of a workbook as its owner reads them on the screen."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from decimal import Context, Decimal, InvalidOperation
from functools import lru_cache
from typing import Final

_SHOWN: Final = Context(prec=15)  # digits that Excel shows of a number
_LONGEST_NUMBER: Final = 40
_FARTHEST_PLACE: Final = 20
_PLAIN_NUMBER: Final = re.compile("[1-9][0-9]{0,14}")
_DAY_IN_SECONDS: Final = 86_400
# Excel takes 1900 for a leap year: until its 29 February every day has another number.
_FALSE_LEAP_DAY: Final = 60
_WITHOUT_DAY: Final = 1
# Formats that a file need not spell out; from 27 on those of Chinese and Japanese editions.
_BUILT_IN_DAYS: Final = frozenset({*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)})
_BUILT_IN_SHARES: Final = frozenset({9, 10})
_NO_LETTERS_OF_A_DAY: Final = re.compile(
    r'"[^"]*"|\\.|_.|\*.|\[(?![hms]+\])[^\]]*\]', re.IGNORECASE
)
_LETTERS_OF_A_DAY: Final = re.compile("[ymdhs]", re.IGNORECASE)


def shows_days(number: int, code: str) -> bool:
    """Whether a number format makes days or times of numbers; the code is blank where it is built in."""
    if not code:
        return number in _BUILT_IN_DAYS
    positive, _, _ = code.partition(";")
    return bool(_LETTERS_OF_A_DAY.search(_NO_LETTERS_OF_A_DAY.sub("", positive)))


def shows_per_cent(number: int, code: str) -> bool:
    """Whether a number format shows 0.05 as 5%."""
    if not code:
        return number in _BUILT_IN_SHARES
    positive, _, _ = code.partition(";")
    return "%" in _NO_LETTERS_OF_A_DAY.sub("", positive)


def share_in_words(text: str) -> str:
    """A number as its owner sees it: 5%, with all the digits that it has."""
    number = _number(text)
    if number is None:
        return text
    return f"{number_in_words(str(number.scaleb(2)))}%"


def number_in_words(text: str) -> str:
    """A number without an exponent, and without a point where it is whole."""
    if _PLAIN_NUMBER.fullmatch(text):  # as most are
        return text
    number = _number(text)
    if number is None or abs(number.adjusted()) > _FARTHEST_PLACE:
        return text
    return f"{number.normalize(_SHOWN):f}" if number else "0"


@lru_cache(4_096)  # a column of days says the same few again and again
def day_in_words(text: str, *, since_1904: bool) -> str:
    """A day, a time of day or both, in the form of ISO 8601; what is none stays a number."""
    number = _number(text)
    if number is None or number < 0:
        return number_in_words(text)
    first = datetime(1904, 1, 1) if since_1904 else datetime(1899, 12, 30)  # noqa: DTZ001  # a cell has no time zone
    if not since_1904 and number < _FALSE_LEAP_DAY:
        first += timedelta(days=1)
    try:
        moment = first + timedelta(seconds=round(number * _DAY_IN_SECONDS))
    except OverflowError:
        return number_in_words(text)
    if number < _WITHOUT_DAY:
        return moment.time().isoformat()
    return moment.isoformat(" ").removesuffix(" 00:00:00")


def _number(text: str) -> Decimal | None:
    if len(text) > _LONGEST_NUMBER:
        return None
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    return number if number.is_finite() else None
