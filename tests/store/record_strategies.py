"""Strategies: records of every kind, with anything that their fields can hold."""

from dataclasses import MISSING
from typing import Any

from hypothesis import strategies as st
from sqlalchemy import Column, Integer, Text

from desktop.store.column_kinds import Amount, Day, Flag, PlainData, Words
from desktop.store.tables import RECORD_TABLES

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
NUMBERS = st.integers(-(2**63), 2**63 - 1)
AMOUNTS = st.decimals(-999_999_999, 999_999_999, places=4)
PLAIN = st.recursive(
    st.one_of(st.none(), st.booleans(), NUMBERS, TEXT),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(TEXT, inner, max_size=3)),
    max_leaves=6,
)
KINDS: dict[type[Any], st.SearchStrategy[Any]] = {
    Text: TEXT,
    Integer: NUMBERS,
    Flag: st.booleans(),
    Day: st.dates(),
    Amount: AMOUNTS,
    Words: st.lists(TEXT, max_size=3).map(tuple),
    PlainData: st.dictionaries(TEXT, PLAIN, max_size=3),
}


def values(column: Column[Any]) -> st.SearchStrategy[Any]:
    """Anything that a column holds."""
    kind = KINDS[type(column.type)]
    return st.one_of(st.none(), kind) if column.nullable else kind


def records(kind: type[Any]) -> st.SearchStrategy[Any]:
    """A record of this kind; what has a default is often left at it."""
    table = RECORD_TABLES[kind]
    fields = {name: values(table.columns[name]) for name in kind.__dataclass_fields__}
    needed = [column.name for column in table.columns if column.name not in defaults(kind)]
    required = {name: fields.pop(name) for name in needed}
    return st.fixed_dictionaries(required, optional=fields).map(lambda given: kind(**given))


def defaults(kind: type[Any]) -> set[str]:
    """The fields that need not be given."""
    return {
        name
        for name, field in kind.__dataclass_fields__.items()
        if field.default is not MISSING or field.default_factory is not MISSING
    }


KEPT = sorted(RECORD_TABLES, key=lambda kind: kind.__name__)
ANY = st.sampled_from(KEPT).flatmap(records)
