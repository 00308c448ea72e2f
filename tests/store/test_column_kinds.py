"""Column kinds: what a value of a record is in SQLite, and back."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy.dialects.sqlite import dialect
from sqlalchemy.types import TypeDecorator

from desktop.store.column_kinds import Amount, Day, Flag, PlainData, Words

SQLITE = dialect()
KINDS = (Flag, Day, Amount, Words, PlainData)


@pytest.mark.parametrize(
    ("kind", "value", "stored"),
    [
        (Flag, True, 1),
        (Flag, False, 0),
        (Day, date(2022, 8, 3), "2022-08-03"),
        (Day, date(1, 1, 1), "0001-01-01"),
        (Amount, Decimal("7.50"), "7.5"),
        (Amount, Decimal("-0.0001"), "-0.0001"),
        (Amount, Decimal("1E+3"), "1000"),
        (Amount, Decimal(0), "0"),
        (Words, (), "[]"),
        (Words, ("甲", '"', ""), '["甲","\\"",""]'),
        (PlainData, {}, "{}"),
        (
            PlainData,
            {"b": [1, None, True], "a": {"d": "丁", "c": 0}},
            '{"a":{"c":0,"d":"丁"},"b":[1,null,true]}',
        ),
    ],
    ids=repr,
)
def test_there_and_back(kind: type[TypeDecorator[Any]], value: object, stored: object) -> None:
    column = kind()
    found = column.process_bind_param(value, SQLITE)
    assert (found, type(found)) == (stored, type(stored))
    back = column.process_result_value(found, SQLITE)
    assert (back, type(back)) == (value, type(value))


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_stays_nothing(kind: type[TypeDecorator[Any]]) -> None:
    assert kind().process_bind_param(None, SQLITE) is None
    assert kind().process_result_value(None, SQLITE) is None


def test_minus_zero_is_zero() -> None:
    assert Amount().process_bind_param(Decimal("-0.00"), SQLITE) == "0"


def test_keys_of_any_order_are_one_text() -> None:
    texts = {
        PlainData().process_bind_param(plain, SQLITE)
        for plain in ({"a": 1, "b": 2}, {"b": 2, "a": 1})
    }
    assert texts == {'{"a":1,"b":2}'}
