"""Report codes: what a printed monthly report bears, and whether the workspace ever held it so."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from typing import Any, NamedTuple

from desktop.domain.audit_trail import Event, read_changes, replay
from desktop.domain.ledgers.report_words import is_unit_label
from desktop.domain.records import Assessment, LedgerRow
from desktop.domain.refusals import Refused
from desktop.domain.sheet_code import SheetCode, code_of
from desktop.services.assessments import round_of
from desktop.services.monthly_reports import (
    MonthlySight,
    ReportKey,
    dues_of,
    sight_in,
    sight_of,
)
from desktop.store.plain_rows import record_from
from desktop.store.views import View

_TABLE = "ledger_row"


class HeldReport(NamedTuple):
    """A report that bore a code: how it stood then, after which event, and whether it stands so still."""

    sight: MonthlySight
    event: Event
    stands: bool

    @property
    def words(self) -> str:
        """In a sentence."""
        named = f"{self.sight.unit}，{self.sight.kept.row.told}月报表"
        if self.stands:
            return f"工作区现在就是这样：{named}；打印后没有改动"
        at = datetime.fromisoformat(self.event.at).astimezone()
        return f"工作区在{at:%Y-%m-%d %H:%M}时是这样：{named}；此后有改动，请重新打印"


def report_code(view: View, sight: MonthlySight) -> SheetCode | None:
    """The code of a report as it stands; None while the unit's ledgers have never held anything."""
    last = max(_events(view, sight.key.unit), key=lambda one: one.number, default=None)
    return None if last is None else code_of(last.number, last.hash, _content(sight))


def held_report(view: View, code: SheetCode) -> HeldReport | None:
    """The report that bore this code; None where none ever did."""
    event = view.event(code.event)
    if event is None:
        return None
    for unit in _units(event):
        rows = _rows_then(view, unit, event.number)
        for then in _sights(view, unit, rows):
            if code_of(event.number, event.hash, _content(then)) == code:
                stands = _content(sight_in(view, then.key)) == _content(then)
                return HeldReport(then, event, stands)
    return None


def _content(sight: MonthlySight) -> list[Any]:
    """What a code vouches for; a unit that is renamed has reported the same."""
    words = {place: one for place, one in sight.words.items() if not is_unit_label(place)}
    return [sight.due.rule.id, sight.due.due.isoformat(), sight.key.unit, words]


def _events(view: View, unit: str) -> Iterator[Event]:
    """Those that changed a row of the unit's ledgers."""
    for event in view.events(round=None, unit=None):
        if _TABLE in event.changes and unit in event.changes and unit in _units(event):
            yield event


def _units(event: Event) -> tuple[str, ...]:
    rows = (
        row
        for one in read_changes(event.changes)
        if one.table == _TABLE
        for row in (one.before, one.after)
        if row is not None
    )
    return tuple(dict.fromkeys(str(row.get("unit")) for row in rows))


def _rows_then(view: View, unit: str, number: int) -> list[LedgerRow]:
    """The rows of the unit's ledgers after an event."""
    rows = replay(one for one in _events(view, unit) if one.number <= number).rows
    records = (
        record_from(LedgerRow, key, row) for (table, key), row in rows.items() if table == _TABLE
    )
    return sorted((one for one in records if one.unit == unit), key=lambda one: one.id)


def _sights(view: View, unit: str, rows: list[LedgerRow]) -> Iterator[MonthlySight]:
    """Every monthly report of the unit, as these rows have it."""
    for of in view.all(Assessment, unit=unit):
        # A period that says no days has none; a row that is no report is in none.
        with suppress(Refused):
            for due in dues_of(view, round_of(view, of.round)):
                yield sight_of(view, ReportKey(of.round, unit, due.due), rows)
