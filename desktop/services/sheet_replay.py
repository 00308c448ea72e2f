"""Sheet replay: one assessment gone through event by event, so that each is read as things stood then."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TypeVar

from desktop.domain.audit_trail import Change, Plain, PlainRow
from desktop.domain.findings import Unit, scheme_for
from desktop.domain.records import Assessment
from desktop.domain.scheme import Scheme
from desktop.services.assessments import round_of, round_scheme
from desktop.services.change_words import Sides
from desktop.services.event_words import criterion_of
from desktop.services.finding_words import Stated
from desktop.services.sheet_events import own_changes
from desktop.store.views import View

K = TypeVar("K")


class SheetReplay:
    """What events have told so far: the scheme in force, the findings, and whose each item is."""

    def __init__(self, view: View, of: Assessment) -> None:
        self._view, self._of = view, of
        self._round = round_of(view, of.round)
        self._text, self._unit = self._round.scheme_text, Unit(of.kind, of.size)
        self._schemes: dict[tuple[str, Unit], Scheme] = {}
        self._findings: dict[str, PlainRow] = {}
        self._items: dict[str, dict[Plain, PlainRow]] = {}
        self._people: tuple[Plain, ...] = ()
        self.owners: dict[Plain, str] = {}

    def own(self, changes: Iterable[Change]) -> tuple[Change, ...]:
        """Those that reach this sheet."""
        return own_changes(changes, self._of.key, self._people)

    def step(self, changes: Sequence[Change]) -> Sides:
        """Go past one event; what it touched comes back as it was and as it is now."""
        names = dict.fromkeys(name for one in changes if (name := criterion_of(one)))
        for one in changes:  # a migration may have rewritten what the events before told
            self._put(one, one.before)
        before, whole = self.scheme, self._whole
        was = [self._stated(name) for name in names]
        for one in changes:
            self._put(one, one.after)
        now = [self._stated(name) for name in names]
        return Sides(
            before, whole.kinds or {}, dict(zip(names, zip(was, now, strict=True), strict=True))
        )

    @property
    def scheme(self) -> Scheme:
        """The scheme in force, as it read for the unit as it then was."""
        key = self._text, self._unit
        if key not in self._schemes:
            self._schemes[key] = scheme_for(self._whole, self._unit)
        return self._schemes[key]

    @property
    def _whole(self) -> Scheme:
        return round_scheme(self._view, replace(self._round, scheme_text=self._text))

    def _put(self, one: Change, row: PlainRow | None) -> None:
        name = criterion_of(one)
        if one.table == "finding" and name:
            _set(self._findings, name, row)
        elif one.table == "item" and name:
            self.owners[one.key[0]] = name
            _set(self._items.setdefault(name, {}), one.key[0], row)
        elif row is not None and one.table == "round":
            self._text = str(row["scheme_text"])
        elif row is not None and one.table == "assessment":
            self._people = row.get("evaluator"), row.get("reviewer")
            kind, size = row.get("kind"), row.get("size")
            self._unit = Unit(
                None if kind is None else str(kind), None if size is None else int(size)
            )

    def _stated(self, name: str) -> Stated:
        return Stated(self.scheme, name, self._findings.get(name), {**self._items.get(name, {})})


def _set(rows: dict[K, PlainRow], key: K, row: PlainRow | None) -> None:
    if row is None:
        rows.pop(key, None)
    else:
        rows[key] = row
