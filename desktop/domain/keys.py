"""How a frozen data class declares the table of a scheme file that it is read from.

A field made with `key(KIND)` is one key of that table. The same declaration reads the file, checks it,
and writes the figures of `kaoping schemes show`, so a new key is written down once.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from dataclasses import MISSING, dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cache
from keyword import iskeyword
from typing import Any, Final

from desktop.domain.amounts import show
from desktop.domain.refusals import Refused
from desktop.domain.values import (
    read_amount,
    read_blank_or_text,
    read_count,
    read_date,
    read_each,
    read_flag,
    read_id,
    read_positive,
    read_ratio,
    read_signed_amount,
    read_text,
)


@dataclass(frozen=True, slots=True)
class Kind:
    """What may stand behind a key: how it is read, how it is shown, and a table's class if it is one."""

    read: Callable[[object], Any]
    show: Callable[[Any], object] = lambda value: value
    table: type | None = None
    many: bool = False


def show_ratio(ratio: Fraction) -> str:
    """Write a scheme's ratio as its file has it: `90%`."""
    percent = ratio * 100
    return f"{show(Decimal(percent.numerator) / Decimal(percent.denominator))}%"


def one_of(*words: str) -> Kind:
    """One of a few fixed words."""

    def read(value: object) -> str:
        if isinstance(value, str) and value in words:
            return value
        raise Refused(f"这里只能写：{'、'.join(words)}")

    return Kind(read)


def many(kind: Kind) -> Kind:
    """A list of one kind; one that is empty would say nothing."""

    def read(value: object) -> tuple[Any, ...]:
        entries = read_each(value, kind.read)
        if not entries:
            raise Refused("清单是空的，请写上内容，或者整行删去")
        return entries

    return Kind(read, lambda values: [kind.show(v) for v in values])


def table(cls: type) -> Kind:
    """A table of its own, declared by its data class."""
    return Kind(_only_built, figures_of, table=cls)


def tables(cls: type) -> Kind:
    """A list of tables `[[…]]`."""
    return Kind(_only_built, lambda tables: [figures_of(t) for t in tables], table=cls, many=True)


def _only_built(value: object) -> object:
    raise TypeError(f"a table is built key by key, not read: {value!r}")


TEXT = Kind(read_text)
BLANK_OR_TEXT = Kind(read_blank_or_text)
FLAG = Kind(read_flag)
COUNT = Kind(read_count)
POSITIVE = Kind(read_positive)
AMOUNT = Kind(read_amount, show)
SIGNED_AMOUNT = Kind(read_signed_amount, show)
RATIO = Kind(read_ratio, show_ratio)
DATE = Kind(read_date, str)
ID = Kind(read_id)


def key(kind: Kind, default: object = MISSING) -> Any:  # noqa: ANN401  # like dataclasses.field, it stands for any type
    """Declare a key; without a default the file must have it."""
    return dataclasses.field(default=default, metadata={"kind": kind})


def field_of(name: str) -> str:
    """The field of a key; one that Python keeps for itself has a stroke behind it (`from_`)."""
    return f"{name}_" if iskeyword(name) else name


def _key_of(field: dataclasses.Field[Any]) -> str:
    return field.name.removesuffix("_")


def _kinds_of(cls: type) -> Mapping[str, Kind]:
    fields = dataclasses.fields(cls)
    return {_key_of(f): f.metadata["kind"] for f in fields if "kind" in f.metadata}


def _required_of(cls: type) -> frozenset[str]:
    fields = dataclasses.fields(cls)
    return frozenset(_key_of(f) for f in fields if "kind" in f.metadata and f.default is MISSING)


# The keys of a table's class, in the order of its fields; and those that a table must have.
kinds_of: Final[Callable[[type], Mapping[str, Kind]]] = cache(_kinds_of)
required_of: Final[Callable[[type], frozenset[str]]] = cache(_required_of)


def figures_of(record: object) -> dict[str, object]:
    """What a file says in a table of this class, in plain data; what is left at its default is left out."""
    shown = {}
    for field in dataclasses.fields(record):  # type: ignore[arg-type]  # every record is a data class
        value = getattr(record, field.name)
        if "kind" in field.metadata and (field.default is MISSING or value != field.default):
            shown[_key_of(field)] = field.metadata["kind"].show(value)
    return shown
