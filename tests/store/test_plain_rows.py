"""Plain rows: what events tell of a record is all of it."""

# ruff: noqa: S608  # SQL is put together from names of tables and columns

from dataclasses import fields
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
import sqlcipher3.dbapi2 as driver
from hypothesis import given
from sqlalchemy import create_engine

from desktop.domain.audit_trail import Change, read_changes, write_changes
from desktop.domain.commands import Command
from desktop.domain.records import (
    Assessment,
    DiscretionRecord,
    Evidence,
    FindingRecord,
    ItemRecord,
    Office,
    SchemeText,
    UnitRecord,
)
from desktop.store.desk import Deed, Desk
from desktop.store.plain_rows import TABLES_BY_NAME, plain_record, plan_of
from desktop.store.tables import METADATA, RECORD_TABLES
from desktop.store.views import View
from tests.store.building import ME, SCHEME, TEXT
from tests.store.record_strategies import ANY, KEPT, defaults

ENGINE = create_engine("sqlite://", module=driver)
METADATA.create_all(ENGINE)


def kept(record: Any) -> Any:  # noqa: ANN401  # any record
    """Write a record by an event into an empty database without guards, and read it."""
    key = plain_record(record).key
    with ENGINE.connect() as connection:
        desk = Desk(connection, "w")
        desk.put(record)
        desk.seal(Deed(Command.CHANGE_SETTING, ME))
        return View(connection).get(type(record), *key)


@given(ANY)
def test_a_record_comes_back_as_it_was(record: object) -> None:
    assert kept(record) == record


@given(ANY)
def test_an_event_tells_all_of_a_record(record: Any) -> None:  # noqa: ANN401  # any record
    """Written down, read again, and made whole, it is what the row holds."""
    plain = plain_record(record)
    change = Change(plain.table, plain.key, None, plain.told)
    assert read_changes(write_changes([change])) == (change,)
    plan = plan_of(TABLES_BY_NAME[plain.table])
    whole = plan.whole(plain.told) | plain.content | dict(zip(plan.key, plain.key, strict=True))
    with ENGINE.connect() as connection:
        row = {one.name: getattr(record, one.name) for one in fields(record)}
        connection.execute(RECORD_TABLES[type(record)].insert().values(row))
        names = ", ".join(f'"{name}"' for name in whole)
        found = connection.exec_driver_sql(f'SELECT {names} FROM "{plain.table}"').one()
    assert dict(zip(whole, found, strict=True)) == whole


@pytest.mark.parametrize("kind", KEPT, ids=lambda kind: kind.__name__)
def test_columns_are_the_records_fields(kind: type[Any]) -> None:
    plan = plan_of(RECORD_TABLES[kind])
    columns = {*plan.key, *(one.name for one in plan.columns)}
    assert columns == {field.name for field in fields(kind)}


@pytest.mark.parametrize(
    ("record", "told"),
    [
        (Office(), {}),
        (Office(name="考评办"), {"name": "考评办"}),
        (UnitRecord("u", "甲科"), {"name": "甲科"}),
        (
            UnitRecord("u", "甲科", "town", 0, ("一", "二"), ("甲",), active=False),
            {
                "name": "甲科",
                "kind": "town",
                "size": 0,
                "groups": '["一","二"]',
                "aliases": '["甲"]',
                "active": 0,
            },
        ),
        (Assessment("r", "u", 0, "甲科"), {"position": 0, "name": "甲科"}),
        (
            Assessment("r", "u", 0, "甲科", counts={"b": 2, "a": 1}),
            {"position": 0, "name": "甲科", "counts": '{"a":1,"b":2}'},
        ),
        (FindingRecord("r", "u", "c"), {}),
        (FindingRecord("r", "u", "c", {"count": 3}), {"fact": '{"count":3}'}),
        (
            ItemRecord("i", "r", "u", "c", 1, date=date(2022, 8, 3)),
            {"round": "r", "unit": "u", "criterion": "c", "position": 1, "date": "2022-08-03"},
        ),
        (
            DiscretionRecord("r", "u", "i", Decimal("7.50"), "酌情"),
            {"score": "7.5", "grounds": "酌情"},
        ),
        (Evidence("a" * 64, "照片", 3), {"name": "照片", "size": 3}),
    ],
    ids=repr,
)
def test_what_is_told(record: object, told: dict[str, object]) -> None:
    assert plain_record(record).told == told


def test_a_content_is_left_to_its_hash() -> None:
    plain = plain_record(TEXT)
    assert plain.told == {"scheme": "small", "version": "1"}
    assert plain.content == {"text": SCHEME}
    assert plain.key == (TEXT.sha256,)
    assert plan_of(RECORD_TABLES[SchemeText]).whole(plain.told) == plain.told


def test_a_record_of_an_older_program_has_the_defaults_of_this_one() -> None:
    """What an event does not mention is at its default, be the column ever so new."""
    plan = plan_of(RECORD_TABLES[FindingRecord])
    assert plan.whole({}) == {
        "fact": "{}",
        "itemised": 0,
        "note": "",
        "grounds": "",
        "exempt": 0,
        "applies": 1,
    }


@pytest.mark.parametrize("kind", KEPT, ids=lambda kind: kind.__name__)
def test_only_defaults_are_left_out(kind: type[Any]) -> None:
    """A column without a default is always told, whatever it holds, so that it can be read again."""
    plan = plan_of(RECORD_TABLES[kind])
    needed = {one.name for one in plan.columns if not one.content} - defaults(kind)
    for blank in ("", 0, None):
        values = {one.name: blank for one in plan.columns}
        assert needed <= plan.told(values).keys()
