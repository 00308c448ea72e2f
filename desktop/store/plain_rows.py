"""Plain rows: a record as events keep it, text and whole numbers, without what is at its default.

Leaving defaults out lets an old event still say the truth about a table that has since got a column.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import MISSING, Field
from functools import cache
from typing import Any, NamedTuple, TypeVar, cast

from sqlalchemy import Table
from sqlalchemy.dialects.sqlite import dialect
from sqlalchemy.types import TypeDecorator

from desktop.domain.audit_trail import Key, Plain, PlainRow
from desktop.store.tables import CONTENT_OF, RECORD, RECORD_TABLES

R = TypeVar("R")
_DIALECT = dialect()


class _Column(NamedTuple):
    name: str
    plain: Callable[[Any], Plain]
    default: Plain  # where it has none, a value that no column holds
    content: bool  # what the key is the hash of; events do without it


class Plan(NamedTuple):
    """A table's key columns and its others."""

    key: tuple[str, ...]
    columns: tuple[_Column, ...]

    def told(self, values: PlainRow) -> PlainRow:
        """What an event tells of these columns."""
        return {
            one.name: values[one.name]
            for one in self.columns
            if not one.content and values[one.name] != one.default
        }

    def whole(self, told: PlainRow) -> dict[str, Plain]:
        """Every column of the table again, but for the content."""
        return {
            one.name: told.get(one.name, one.default) for one in self.columns if not one.content
        }


_NO_DEFAULT = "\0"


def _as_it_is(value: Plain) -> Plain:
    return value


def _writer(kind: object) -> Callable[[Any], Plain]:
    if isinstance(kind, TypeDecorator):
        return lambda value: cast("Plain", kind.process_bind_param(value, _DIALECT))
    return _as_it_is


def _default(field: Field[Any], plain: Callable[[Any], Plain]) -> Plain:
    if field.default is not MISSING:
        return plain(field.default)
    if field.default_factory is not MISSING:
        return plain(field.default_factory())
    return _NO_DEFAULT


@cache
def plan_of(table: Table) -> Plan:
    """How records of this table become plain."""
    fields = table.info[RECORD].__dataclass_fields__
    columns = []
    for column in table.columns:
        if not column.primary_key:
            plain = _writer(column.type)
            default = _default(fields[column.name], plain)
            columns.append(_Column(column.name, plain, default, CONTENT_OF in column.info))
    return Plan(tuple(column.name for column in table.primary_key), tuple(columns))


class PlainRecord(NamedTuple):
    """A record's place, what events tell of it, and the content that they leave to the hash."""

    table: str
    key: Key
    told: PlainRow
    content: dict[str, Plain]


def plain_record(record: object) -> PlainRecord:
    """A record in plain values."""
    table = RECORD_TABLES[type(record)]
    plan = plan_of(table)
    values = {one.name: one.plain(getattr(record, one.name)) for one in plan.columns}
    content = {one.name: values[one.name] for one in plan.columns if one.content}
    key = tuple(getattr(record, name) for name in plan.key)
    return PlainRecord(table.name, key, plan.told(values), content)


TABLES_BY_NAME = {table.name: table for table in RECORD_TABLES.values()}


def record_from(kind: type[R], key: Key, told: PlainRow) -> R:
    """A record as an event tells of it; content that events leave to the hash is not there."""
    table = RECORD_TABLES[kind]
    plan = plan_of(table)
    values = dict(zip(plan.key, key, strict=True)) | plan.whole(told)
    return kind(**{name: _reader(table.c[name].type)(one) for name, one in values.items()})


def _reader(kind: object) -> Callable[[Plain], Any]:
    if isinstance(kind, TypeDecorator):
        return lambda value: kind.process_result_value(value, _DIALECT)
    return _as_it_is
