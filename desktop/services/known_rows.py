"""Known rows: what a ledger keeps and what a file has said so far, and which of these another row of the file is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any, Final, NamedTuple

from desktop.domain.ledgers.columns import columns_of
from desktop.domain.ledgers.kinds import Kept, Ledger, Row
from desktop.domain.ledgers.plan_items import JOINT
from desktop.domain.ledgers.same_rows import SameBy, SameRows
from desktop.domain.names import plain_name
from desktop.domain.records import UnitRecord
from desktop.domain.refusals import Refused

LEAD: Final = "lead"  # blank in the ledger of whoever leads
_ANYBODY: Final = ""


class _Known(NamedTuple):
    kept: Kept[Row]
    line: int | None  # of the file, where that has said it already


class KnownRows:
    """The rows of one ledger, of every unit."""

    def __init__(self, ledger: Ledger, units: Mapping[str, UnitRecord]) -> None:
        self._names = {
            one.id: frozenset(map(plain_name, (one.name, *one.aliases))) for one in units.values()
        }
        self._headings = {one.name: one.heading for one in columns_of(ledger.row)}
        self._known: list[_Known] = []
        self._numbers: dict[str, int] = {}  # of those that are kept, by their ids
        self._of_units = SameRows(ledger.same_by)
        self._joint = SameRows(ledger.same_by)

    def add(self, kept: Kept[Row], line: int | None = None) -> None:
        """Know a row; what was known under its id before is left behind."""
        number = self._numbers.get(kept.id, len(self._known))
        self._known[number : number + 1] = [_Known(kept, line)]
        if kept.id:
            self._numbers[kept.id] = number
        self._of_units.add(kept.unit, self._own(kept.unit, kept.row), number)
        if _is_joint(kept.row):
            self._joint.add(_ANYBODY, kept.row, number)

    def meant_by(self, unit: UnitRecord, row: Row) -> Kept[Row] | None:
        """The row that this one of a unit is; a joint one is kept once, and another unit may have it."""
        held = self._one(*self._of_units.like(unit.id, self._own(unit.id, row)), row)
        if held is None and _is_joint(row):
            same_by, found = self._joint.like(_ANYBODY, row)
            held = self._one(same_by, [one for one in found if self._shares(unit, row, one)], row)
        if held is not None and held.line is not None:
            raise Refused(f"和第 {held.line} 行是同一件，只能留一行")
        return held.kept if held else None

    def _one(self, same_by: SameBy, found: Iterable[int], row: Row) -> _Known | None:
        """The one that agrees in most; what the same file says otherwise of anything is another thing."""
        told = same_by.told_by(row)
        agreeing: dict[int, list[_Known]] = {}
        for known in map(self._known.__getitem__, found):
            other = same_by.told_by(known.kept.row)
            both = told.keys() & other.keys()
            agreed = sum(told[one] == other[one] for one in both)
            if known.line is None or agreed == len(both):
                agreeing.setdefault(agreed, []).append(known)
        best = agreeing[max(agreeing)] if agreeing else []
        if len(best) > 1:
            asked = [self._headings[one] for one in same_by.apart if one in self._headings]
            which = "或".join(asked) or "日期"
            raise Refused(f"和台账里的 {len(best)} 件都对得上，看不出是哪一件，请写明{which}")
        return best[0] if best else None

    def _own(self, unit: str, row: Any) -> Any:  # noqa: ANN401  # a row has its ledger's columns
        """The row as its own unit would write it: whoever leads leaves that blank."""
        lead = getattr(row, LEAD, "")
        return replace(row, **{LEAD: ""}) if lead and plain_name(lead) in self._names[unit] else row

    def _shares(self, unit: UnitRecord, row: Any, number: int) -> bool:  # noqa: ANN401  # as above
        """Whether another unit keeps this joint row, with this unit named in it."""
        kept: Kept[Any] = self._known[number].kept
        return (
            kept.unit != unit.id
            and plain_name(kept.row.title) == plain_name(row.title)
            and not self._names[unit.id].isdisjoint(map(plain_name, kept.row.members))
        )


def _is_joint(row: object) -> bool:
    return getattr(row, "sort", None) == JOINT
