"""Column kinds: how the values of records stand in SQLite, as text, whole numbers and nothing else."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any, TypeVar

from sqlalchemy import Dialect, Integer, Text
from sqlalchemy.types import TypeDecorator

from desktop.domain.amounts import show
from desktop.domain.audit_trail import write_plain

R = TypeVar("R")


class Flag(TypeDecorator[bool]):
    """Yes or no, as 1 or 0."""

    impl = Integer
    cache_ok = True

    def process_bind_param(self, value: bool | None, _: Dialect) -> int | None:  # noqa: FBT001  # SQLAlchemy calls it so
        return None if value is None else int(value)

    def process_result_value(self, value: int | None, _: Dialect) -> bool | None:
        return None if value is None else bool(value)


class Day(TypeDecorator[date]):
    """A calendar day, as 2022-08-03."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: date | None, _: Dialect) -> str | None:
        return None if value is None else value.isoformat()

    def process_result_value(self, value: str | None, _: Dialect) -> date | None:
        return None if value is None else date.fromisoformat(value)


class Amount(TypeDecorator[Decimal]):
    """An exact amount, written as every screen writes it."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, _: Dialect) -> str | None:
        return None if value is None else show(value)

    def process_result_value(self, value: str | None, _: Dialect) -> Decimal | None:
        if value is None:
            return None
        amount = Decimal(value)
        if not amount.is_finite():
            raise ValueError(value)  # nobody ever gave it
        return amount


class Words(TypeDecorator[tuple[str, ...]]):
    """A list of words, as JSON."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: tuple[str, ...] | None, _: Dialect) -> str | None:
        return None if value is None else write_plain(value)

    def process_result_value(self, value: str | None, _: Dialect) -> tuple[str, ...] | None:
        return None if value is None else tuple(_read(value, list))


class PlainData(TypeDecorator[Mapping[str, Any]]):
    """Plain data, as JSON with its keys in order."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Mapping[str, Any] | None, _: Dialect) -> str | None:
        return None if value is None else write_plain(value)

    def process_result_value(self, value: str | None, _: Dialect) -> dict[str, Any] | None:
        return None if value is None else _read(value, dict)


def _read(text: str, kind: type[R]) -> R:
    """What JSON says, if it is what was written."""
    found = json.loads(text)
    if not isinstance(found, kind):
        raise TypeError(text)
    return found
