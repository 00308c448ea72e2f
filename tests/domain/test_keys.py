"""Keys: how a data class declares the table that it is read from."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from desktop.domain import keys
from desktop.domain.refusals import Refused


@dataclass(frozen=True)
class Table:
    name: str = keys.key(keys.TEXT)
    points: Decimal = keys.key(keys.AMOUNT, Decimal(3))
    share: Fraction | None = keys.key(keys.RATIO, None)
    day: date | None = keys.key(keys.DATE, None)
    marks: tuple[Decimal, ...] = keys.key(keys.many(keys.AMOUNT), ())
    own: int = 0


def test_a_class_knows_its_keys_in_order() -> None:
    assert list(keys.kinds_of(Table)) == ["name", "points", "share", "day", "marks"]
    assert keys.required_of(Table) == {"name"}


def test_figures_are_written_as_the_file_has_them() -> None:
    assert keys.figures_of(Table("甲")) == {"name": "甲"}
    full = Table(
        "甲", Decimal("2.50"), Fraction(9, 10), date(2022, 8, 3), (Decimal("1.0"), Decimal(2)), 7
    )
    assert keys.figures_of(full) == {
        "name": "甲",
        "points": "2.5",
        "share": "90%",
        "day": "2022-08-03",
        "marks": ["1", "2"],
    }


def test_one_of_a_few_words() -> None:
    kind = keys.one_of("month", "year")
    assert kind.read("year") == "year"
    for wrong in ("week", 3, None, ["year"]):
        with pytest.raises(Refused, match="month、year"):
            kind.read(wrong)


def test_many_of_one_kind() -> None:
    kind = keys.many(keys.COUNT)
    assert kind.read([1, 2]) == (1, 2)
    with pytest.raises(Refused) as caught:
        kind.read([1, "x"])
    assert caught.value.at == "1"


def test_an_empty_list_would_say_nothing() -> None:
    with pytest.raises(Refused, match="清单是空的"):
        keys.many(keys.COUNT).read([])


@pytest.mark.parametrize("kind", [keys.table(Table), keys.tables(Table)], ids=["one", "many"])
def test_a_table_is_built_never_read(kind: keys.Kind) -> None:
    assert kind.table is Table
    with pytest.raises(TypeError):
        kind.read({"name": "甲"})


@pytest.mark.parametrize(
    ("ratio", "text"),
    [(Fraction(9, 10), "90%"), (Fraction(1, 8), "12.5%"), (Fraction(1), "100%")],
)
def test_a_ratio_is_shown_with_its_sign(ratio: Fraction, text: str) -> None:
    assert keys.show_ratio(ratio) == text
