"""Strict JSON: what the standard reader lets pass (keys twice, NaN, endless digits) is refused here."""

from __future__ import annotations

import json
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from desktop.domain.refusals import Refused

_LONGEST_INTEGER: Final = 18


@dataclass(frozen=True, slots=True)
class _NotANumber:
    """NaN or infinity: no kind of value that a reader of facts accepts."""

    name: str

    def __str__(self) -> str:
        return self.name


class _KeyTwice(dict[str, Any]):
    """An object in which a key was given twice."""

    key: str = ""


class _Pairs:
    """Makes the objects of one text, and remembers whether any has a key twice."""

    def __init__(self) -> None:
        self.doubled = False

    def __call__(self, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        table = dict(pairs)
        if len(table) == len(pairs):
            return table
        self.doubled = True
        twice = _KeyTwice(table)
        seen: set[str] = set()
        for name, _ in pairs:
            if name in seen:
                twice.key = name
                break
            seen.add(name)
        return twice


def read_object(line: bytes) -> dict[str, Any]:
    """Read one line as one JSON object, or refuse it."""
    pairs = _Pairs()
    decoder = json.JSONDecoder(
        object_pairs_hook=pairs,
        parse_float=_number,
        parse_int=_integer,
        parse_constant=_NotANumber,
    )
    try:
        value = decoder.decode(line.decode("utf-8-sig").strip())
        if pairs.doubled:
            _refuse_doubled(value)
    except UnicodeDecodeError:
        raise Refused("这一行不是 UTF-8 编码的文字") from None
    except json.JSONDecodeError as error:
        raise Refused(f"这一行不是完整的 JSON：第 {error.pos + 1} 个字符处不对") from None
    except RecursionError:
        raise Refused("这一行的数据嵌套太深") from None
    if not isinstance(value, dict):
        raise Refused("每一行要写成一个 JSON 对象 {…}")
    return value


def _refuse_doubled(value: object) -> None:
    if isinstance(value, _KeyTwice):
        raise Refused(f"“{value.key}”写了两次，请只留一个", value.key)
    inner = value.items() if isinstance(value, dict) else enumerate(value)  # type: ignore[arg-type]  # else it is a list
    for name, entry in inner:
        if isinstance(entry, dict | list):
            try:
                _refuse_doubled(entry)
            except Refused as refused:
                raise refused.under(name) from None


def _number(digits: str) -> Decimal | _NotANumber:
    """A number with a point or an exponent; one that no Decimal holds is none."""
    try:
        return Decimal(digits)
    except InvalidOperation:
        return _NotANumber(digits)


def _integer(digits: str) -> int | Decimal:
    """An integer; one too long to be meant becomes a Decimal, which no count accepts."""
    return int(digits) if len(digits) <= _LONGEST_INTEGER else Decimal(digits)
