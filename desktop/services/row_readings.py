"""Row readings: what was read from the cells of a row that is new, beside what stands there."""

from __future__ import annotations

from typing import Final, NamedTuple

from desktop.domain.ledgers.columns import columns_of, plain_row, shown_row
from desktop.services.import_rows import ImportRow
from desktop.services.ledger_headings import UNIT
from desktop.services.ledger_references import REFERRING

_UNIT_WORDS: Final = "单位"
_BY_ID: Final = frozenset(first for first, *_ in REFERRING.values())  # kept by what says nothing


class Reading(NamedTuple):
    """What would be kept under a heading; `said` is what the cell says where that is something else."""

    heading: str
    value: str
    said: str
    assumed: bool = False


def readings_of(of: ImportRow) -> tuple[Reading, ...]:
    """The unit that was recognised, then every column that the cells or what follows from them fill."""
    if of.standing != "new" or of.kept is None:
        return ()
    row, cells = of.kept.row, of.cells
    shown, filled = shown_row(row), plain_row(row)
    found = [_reading(_UNIT_WORDS, of.unit, cells.get(UNIT, ""))]
    for one in columns_of(type(row)):
        said = cells.get(one.name, "")
        value = of.told if one.name in _BY_ID else shown[one.name]
        if value and (said or one.name in filled):
            reading = _reading(one.heading, value, said)
            found.append(reading._replace(assumed=one.name in of.assumed))
    return tuple(found)


def _reading(heading: str, value: str, said: str) -> Reading:
    return Reading(heading, value, "" if said == value else said)
