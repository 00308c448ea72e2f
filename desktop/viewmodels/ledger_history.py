"""The history of the ledgers: what was done to one row, to one unit's rows, or to all of them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import NamedTuple

from desktop.services.history import history_of_ledgers
from desktop.viewmodels.ledger_book import LedgerBook
from desktop.viewmodels.passages import Scope


class LedgerPlace(NamedTuple):
    """Where one asked from: a unit, and a row with its name; none where nothing was entered there."""

    unit: str | None = None
    row: str | None = None
    name: str = ""


def ledger_scopes(book: LedgerBook, place: LedgerPlace) -> tuple[Scope, ...]:
    """What can be chosen between, from the row to every unit's."""
    return tuple(_scopes(book, place))


def _scopes(book: LedgerBook, place: LedgerPlace) -> Iterator[Scope]:
    read = partial(history_of_ledgers, book.workplace.workspace)
    if place.row is not None:
        yield Scope("这一行", place.name, partial(read, row=place.row))
    if place.unit is not None:
        yield Scope("这个单位", book.unit_name(place.unit), partial(read, place.unit))
    yield Scope("全部单位", "全部单位的台账", read)
