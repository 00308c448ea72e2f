"""What is recorded of an assessment, between its plain form (as in a score line) and its records."""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any, Final

from desktop.domain.amounts import show
from desktop.domain.records import (
    Assessment,
    DiscretionRecord,
    FindingRecord,
    ItemRecord,
    NotApplicableRecord,
    new_id,
)

PlainData = dict[str, Any]

# By the names of the plain form. What does not apply comes first: it decides what may stand beside it.
RECORDS_BY_KIND: Final[Mapping[str, type[Any]]] = {
    "not_applicable": NotApplicableRecord,
    "facts": FindingRecord,
    "discretion": DiscretionRecord,
}


@dataclass(frozen=True, slots=True)
class Recorded:
    """All records of one assessment that its score comes from."""

    assessment: Assessment
    findings: Sequence[FindingRecord] = ()
    items: Sequence[ItemRecord] = ()
    discretion: Sequence[DiscretionRecord] = ()
    not_applicable: Sequence[NotApplicableRecord] = ()

    def plain(self) -> PlainData:
        """The plain form that `read_findings` reads."""
        unit = {"kind": self.assessment.kind, "size": self.assessment.size}
        of_criterion: dict[str, list[ItemRecord]] = {}
        for item in sorted(self.items, key=lambda one: one.position):
            of_criterion.setdefault(item.criterion, []).append(item)
        return {
            "unit": {name: value for name, value in unit.items() if value is not None},
            "facts": {
                finding.criterion: plain_fact(finding, of_criterion.get(finding.criterion, ()))
                for finding in self.findings
            },
            "discretion": {
                one.indicator: {"score": show(one.score), "reason": one.grounds}
                for one in self.discretion
            },
            "not_applicable": {one.indicator: _plain_aside(one) for one in self.not_applicable},
        }


def _plain_aside(one: NotApplicableRecord) -> PlainData:
    given = {} if one.gives is None else {"gives": show(one.gives)}
    return {"reason": one.grounds, **given}


def plain_fact(finding: FindingRecord, items: Iterable[ItemRecord]) -> PlainData:
    """A finding as an evaluator's fact."""
    fact = dict(finding.fact)
    if finding.itemised:
        fact["items"] = [plain_item(item) for item in items]
    if finding.note:
        fact["note"] = finding.note
    if finding.grounds:
        fact["reason"] = finding.grounds
    if finding.exempt:
        fact["exempt"] = True
    if not finding.applies:
        fact["applies"] = False
    return fact


def plain_item(item: ItemRecord) -> PlainData:
    """An item as a fact lists it."""
    plain = dict(item.figures)
    if item.note:
        plain["note"] = item.note
    if item.date is not None:
        plain["date"] = item.date.isoformat()
    if item.exempt:
        plain["exempt"] = True
    if item.grounds:
        plain["reason"] = item.grounds
    return plain


def record_fact(
    of: Assessment, criterion: str, fact: Mapping[str, object], held: Sequence[ItemRecord]
) -> tuple[FindingRecord, list[ItemRecord]]:
    """The records of a fact that its criterion has accepted; items that were held keep their ids."""
    rest: PlainData = plain_values(fact)
    items = rest.pop("items", None)
    finding = FindingRecord(
        of.round,
        of.unit,
        criterion,
        itemised=items is not None,
        note=rest.pop("note", ""),
        grounds=rest.pop("reason", ""),
        exempt=rest.pop("exempt", False),
        applies=rest.pop("applies", True),
        fact=rest,
    )
    place = ItemRecord("", of.round, of.unit, criterion, 0)
    new = [_item(place, position, plain) for position, plain in enumerate(items or ())]
    return finding, _with_ids(new, held)


def _item(place: ItemRecord, position: int, plain: PlainData) -> ItemRecord:
    day = plain.pop("date", None)
    return replace(
        place,
        position=position,
        note=plain.pop("note", ""),
        date=None if day is None else date.fromisoformat(day),
        exempt=plain.pop("exempt", False),
        grounds=plain.pop("reason", ""),
        figures=plain,
    )


def _with_ids(new: Sequence[ItemRecord], held: Sequence[ItemRecord]) -> list[ItemRecord]:
    """An item is the one held that says the same (best in its place), else the one in its place, or new."""
    held = sorted(held, key=lambda one: one.position)
    free = {item.position: item.id for item in held}
    was = {item.position: _says(item) for item in held}
    now = {item.position: _says(item) for item in new}
    ids = {place: free.pop(place) for place, words in now.items() if was.get(place) == words}
    elsewhere: dict[str, deque[int]] = {}
    for place in free:
        elsewhere.setdefault(was[place], deque()).append(place)
    for place, words in now.items():
        if place not in ids and elsewhere.get(words):
            ids[place] = free.pop(elsewhere[words].popleft())
    ids |= {place: free[place] for place in now if place not in ids and place in free}
    shared = {item.id: item.shared for item in held}  # an item that keeps its id keeps its mark
    named = ((item, ids.get(item.position, "")) for item in new)
    return [replace(item, id=id_ or new_id(), shared=shared.get(id_, "")) for item, id_ in named]


def _says(item: ItemRecord) -> str:
    """All that an item tells, in one order."""
    return json.dumps(plain_item(item), sort_keys=True)


def plain_values(value: Any) -> Any:  # noqa: ANN401  # any plain data
    """Plain data as JSON holds it: exact numbers as text, days as 2022-08-03."""
    if isinstance(value, Mapping):
        return {name: plain_values(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [plain_values(one) for one in value]
    if isinstance(value, Decimal):
        return str(value)
    return value.isoformat() if isinstance(value, date) else value
