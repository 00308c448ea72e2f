"""Foreign rows: rows that came in a file, made records of, as strictly as if the database had kept them."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Integer
from sqlalchemy.types import TypeDecorator

from desktop.domain.audit_trail import Key, Plain, PlainRow
from desktop.store.plain_rows import TABLES_BY_NAME, plain_record, record_from
from desktop.store.tables import RECORD


def foreign_record(table: str, key: Key, told: PlainRow) -> Any:  # noqa: ANN401  # of whichever kind
    """The record; a ValueError where this program would have told it otherwise, or never could."""
    if table not in TABLES_BY_NAME:
        raise ValueError(table)
    columns = TABLES_BY_NAME[table].columns
    keys = [column.name for column in columns if column.primary_key]
    if len(keys) != len(key) or not told.keys() <= {*columns.keys()} - {*keys}:
        raise ValueError(key)
    for name, value in (*zip(keys, key, strict=True), *told.items()):
        if not _fits(columns[name].type, value, nullable=bool(columns[name].nullable)):
            raise ValueError(name)
    try:
        record = record_from(TABLES_BY_NAME[table].info[RECORD], key, told)
        plain = plain_record(record)
    except (TypeError, AttributeError, ArithmeticError, RecursionError) as error:
        raise ValueError(table) from error
    if (plain.key, plain.told) != (key, told):
        raise ValueError(table)
    return record


def _fits(kind: object, value: Plain, *, nullable: bool) -> bool:
    stored = kind.impl_instance if isinstance(kind, TypeDecorator) else kind
    if value is None:
        return nullable
    return isinstance(value, int if isinstance(stored, Integer) else str)
