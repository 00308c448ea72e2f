"""Record checks: whether what a record says can be kept and shown, field by field; the first that cannot is refused."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final, TypeVar

from desktop.domain.keys import one_of
from desktop.domain.records import (
    LedgerRow,
    Letter,
    Office,
    OfficeDay,
    OfficeReport,
    Person,
    Round,
    Setting,
    UnitRecord,
)
from desktop.domain.refusals import Refused, quoted
from desktop.domain.result_records import Meeting, Objection, Rectification
from desktop.domain.values import (
    read_blank_or_text,
    read_count,
    read_date,
    read_each,
    read_id,
    read_positive,
    read_text,
    take,
)

R = TypeVar("R")
_Read = Callable[[object], object]


def _if_known(read: _Read) -> _Read:
    return lambda value: None if value is None else read(value)


def _texts(value: object) -> tuple[str, ...]:
    return read_each(list(value) if isinstance(value, tuple) else value, read_text)


def _read_fields(value: object) -> Mapping[str, object]:
    """Plain values by name, as a ledger keeps them; amounts and days are text."""
    if not isinstance(value, Mapping):
        raise Refused(f"这里要写成一组数据，现在是{quoted(value)}")
    return {read_text(name): take(value, name, _read_field) for name in value}


def _read_field(value: object) -> object:
    if isinstance(value, str):
        return read_blank_or_text(value)
    return value if value is None or isinstance(value, bool) else read_count(value)


# Fields that a service gives itself, or has looked up, are not here.
_FIELDS: Final[Mapping[type[object], Mapping[str, _Read]]] = {
    Office: {
        "name": read_text,
        "address": read_blank_or_text,
        "contact": read_blank_or_text,
        "phone": read_blank_or_text,
    },
    Person: {"id": read_text, "name": read_text},
    UnitRecord: {
        "id": read_text,
        "name": read_text,
        "kind": _if_known(read_id),
        "size": _if_known(read_positive),
        "groups": _texts,
        "aliases": _texts,
    },
    Round: {"name": read_text, "period": read_text},
    OfficeReport: {
        "id": read_text,
        "name": read_text,
        "covers": one_of("month", "quarter", "year").read,
        "groups": _texts,
    },
    OfficeDay: {"day": read_date, "name": read_blank_or_text},
    LedgerRow: {"id": read_text, "ledger": read_text, "fields": _read_fields},
    Letter: {
        "id": read_text,
        "kind": read_text,
        "number": read_blank_or_text,
        "title": read_text,
        "text": read_blank_or_text,
    },
    Setting: {"name": read_text, "value": read_blank_or_text},
    Meeting: {"name": read_text, "chair": read_blank_or_text, "present": read_blank_or_text},
    Objection: {"claim": read_text, "by": read_blank_or_text},
    Rectification: {
        "problem": read_text,
        "measure": read_blank_or_text,
        "owner": read_blank_or_text,
        "report": read_blank_or_text,
        "checker": read_blank_or_text,
        "verdict": read_blank_or_text,
    },
}


def checked(record: R, *at: str | int) -> R:
    """The record, or a refusal that names the field; `at` is where the record stands."""
    for name, read in _FIELDS[type(record)].items():
        try:
            read(getattr(record, name))
        except Refused as refused:
            place = refused.under(name)
            for outer in reversed(at):
                place = place.under(outer)
            raise place from None
    return record
