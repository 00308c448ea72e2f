"""Readers of single plain values, from JSON facts and from scheme files alike: exact or refused."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Final, TypeVar

from desktop.domain.refusals import Refused, quoted, unknown

T = TypeVar("T")

LARGEST: Final = 999_999_999
LONGEST_TEXT: Final = 20_000
_AMOUNT: Final = re.compile(r"[0-9]{1,9}(\.[0-9]{1,4})?", re.ASCII)
_PERCENT: Final = re.compile(r"([0-9]{1,6}(?:\.[0-9]{1,6})?)%", re.ASCII)
# Broken halves, control characters, and marks that turn the direction of what follows.
_UNSEEN: Final = re.compile(
    "[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f\\u202a-\\u202e\\u2066-\\u2069\\ud800-\\udfff]"
)
_BLANK: Final = frozenset(" \u2800\u3164\u115f\u1160\uffa0")  # printable, yet nothing to see
_DATE: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
_ID: Final = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*", re.ASCII)


def read_flag(value: object) -> bool:
    """A plain yes or no."""
    if isinstance(value, bool):
        return value
    raise Refused(f"这里只能写 true 或 false，现在是{quoted(value)}")


def read_count(value: object) -> int:
    """A whole number from 0 on."""
    if type(value) is int and 0 <= value <= LARGEST:
        return value
    raise Refused(f"这里要写不小于 0 的整数（至多 9 位），现在是{quoted(value)}")


def read_positive(value: object) -> int:
    """A whole number from 1 on."""
    if type(value) is int and 1 <= value <= LARGEST:
        return value
    raise Refused(f"这里要写不小于 1 的整数（至多 9 位），现在是{quoted(value)}")


def read_amount(value: object) -> Decimal:
    """An amount from 0 on, at most nine digits before the point and four behind it.

    The product of two such amounts is exact in the decimal context's 28 digits.
    """
    if type(value) is int:
        if 0 <= value <= LARGEST:
            return Decimal(value)
    elif isinstance(value, str | Decimal):
        text = str(value)
        if _AMOUNT.fullmatch(text):
            return Decimal(text)
    raise Refused(f"这里要写不小于 0 的数（整数至多 9 位，小数至多 4 位），现在是{quoted(value)}")


def read_signed_amount(value: object) -> Decimal:
    """An amount that may stand below zero."""
    if type(value) is int:
        return read_amount(value) if value >= 0 else -read_amount(-value)
    if isinstance(value, str | Decimal) and str(value).startswith("-"):
        return -read_amount(str(value)[1:])
    return read_amount(value)


def read_ratio(value: object) -> Fraction:
    """A ratio, always written with its percent sign so that 0.9 and 90 cannot be confused."""
    match = _PERCENT.fullmatch(value) if isinstance(value, str) else None
    if match:
        return Fraction(match[1]) / 100
    raise Refused(f'比率要写成带百分号的文字，例如 "90%"，现在是{quoted(value)}')


def read_text(value: object) -> str:
    """Words that say something: never blank, never half a character."""
    if not isinstance(value, str):
        raise Refused(f"这里要写文字，现在是{quoted(value)}")
    if len(value) > LONGEST_TEXT:
        raise Refused(f"文字太长：{len(value)} 字，最多 {LONGEST_TEXT} 字")
    # What is printable has nothing unseen in it; ledgers are read by the ten thousand words.
    if not value.isprintable() and _UNSEEN.search(value):
        raise Refused("文字里有残缺的或看不见的控制字符，请重新输入")
    if not _is_seen(value):
        raise Refused("这里不能空着，请写明")
    return value


def read_blank_or_text(value: object) -> str:
    """Words that may be missing."""
    return "" if value == "" else read_text(value)


def read_grounds(value: object, blank: str, at: str) -> str:
    """Why something was done; `blank` is what is said where nothing was written, `at` its place."""
    if isinstance(value, str) and not _is_seen(value):
        raise Refused(blank, at)
    try:
        return read_text(value)
    except Refused as refused:
        raise refused.under(at) from None


def _is_seen(text: str) -> bool:
    for char in text:  # noqa: SIM110  # as a rule the first one decides; `any` would make a generator for it
        if char.isprintable() and char not in _BLANK:
            return True
    return False


def read_date(value: object) -> date:
    """A calendar date as 2022-08-03, or one that TOML has read already."""
    if type(value) is date:
        return value
    if isinstance(value, str) and _DATE.fullmatch(value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            pass
    raise Refused(f"日期要写成 2022-08-03 的样子，现在是{quoted(value)}")


def read_id(value: object) -> str:
    """A name for programs: small letters, digits and single hyphens."""
    if isinstance(value, str) and _ID.fullmatch(value):
        return value
    raise Refused(f"代号只能用小写字母、数字和连字符，例如 study-missed，现在是{quoted(value)}")


def read_mapping(value: object, known: frozenset[str]) -> Mapping[str, object]:
    """A table whose keys are all known."""
    if not isinstance(value, dict):
        raise Refused(f"这里要写成花括号里的一组数据，现在是{quoted(value)}")
    if not value.keys() <= known:
        key = min(value.keys() - known)
        raise Refused(unknown(key, known), key)
    return value


def pick(value: object, members: Mapping[str, T], what: str) -> T:
    """The member that a value names."""
    if isinstance(value, str) and value in members:
        return members[value]
    if isinstance(value, str):
        raise Refused(unknown(value, members, what))
    raise Refused(f"这里要写代号，现在是{quoted(value)}")


def read_list(value: object) -> list[object]:
    """A list, of whatever."""
    if isinstance(value, list):
        return value
    raise Refused(f"这里要写成方括号里的清单，现在是{quoted(value)}")


def take(values: Mapping[str, object], key: str, read: Callable[[object], T]) -> T:
    """Read one key of a table; a refusal names the key."""
    if key not in values:
        raise Refused(f"缺少“{key}”", key)
    try:
        return read(values[key])
    except Refused as refused:
        raise refused.under(key) from None


def take_or(values: Mapping[str, object], key: str, read: Callable[[object], T], default: T) -> T:
    """Read a key that may be left out."""
    return take(values, key, read) if key in values else default


def read_each(value: object, read: Callable[[object], T]) -> tuple[T, ...]:
    """Read every entry of a list; a refusal names the entry, counted from 0."""
    entries = []
    for index, entry in enumerate(read_list(value)):
        try:
            entries.append(read(entry))
        except Refused as refused:
            raise refused.under(index) from None
    return tuple(entries)
