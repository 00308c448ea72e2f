"""Ledger words: what an event did to the ledgers, row by row and column by column."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import Final

from desktop.domain.audit_trail import Change, PlainRow
from desktop.domain.ledgers.activities import KINDS, Activity
from desktop.domain.ledgers.columns import columns_of, shown_row
from desktop.domain.ledgers.duties import Duty
from desktop.domain.ledgers.kinds import LEDGERS, Row, kept_row
from desktop.domain.ledgers.monthly_reports import (
    MONTHLY,
    MonthlyReport,
    read_report,
    shown_report,
)
from desktop.domain.ledgers.receipts import Receipt
from desktop.domain.refusals import Refused, within_quotes
from desktop.services.finding_words import plain_of, turn
from desktop.services.record_names import RecordNames

_MOST_TOLD: Final = 20  # rows of one event; an import has thousands


def is_of_ledgers(one: Change) -> bool:
    """Whether it changed a ledger, or what proves a row of it."""
    return one.table == "ledger_row" or (
        one.table == "evidence_link" and bool(one.row.get("ledger_row"))
    )


def row_words(row: PlainRow, names: RecordNames) -> str:
    """A ledger's row as a sentence names it: 会议“部署会”; blank where nobody can read it."""
    read = _read(row)
    if read is None:
        return ""
    return f"{_noun(read, row)}“{within_quotes(row_told(read, names))}”"


def row_told(row: Row, names: RecordNames) -> str:
    """What a row is called in a list; a plan's id by its name."""
    return next(iter(_named(row, names).values()), row.told)


def _noun(read: Row, row: PlainRow) -> str:
    if isinstance(read, MonthlyReport):
        return "月报表"
    return KINDS[read.kind] if isinstance(read, Activity) else LEDGERS[str(row["ledger"])].name


def rows_subject(changes: Sequence[Change], names: RecordNames) -> str:
    """The rows that an event was about; blank where it was about none."""
    rows = [one.row for one in changes if one.table == "ledger_row"]
    if not rows:
        return ""
    reports = [read for one in rows if isinstance(read := _read(one), MonthlyReport)]
    if len(reports) == 1:  # with all that it feeds
        return f"“{reports[0].told}”"
    if len(rows) == 1 and (words := row_words(rows[0], names)):
        return f"：{words}"
    [ledger, *others] = dict.fromkeys(str(one.get("ledger")) for one in rows)
    known = None if others else LEDGERS.get(ledger)
    return f"“{known.name}”{len(rows)} 行" if known else f"（{len(rows)} 行）"


def told_of_ledgers(changes: Sequence[Change], names: RecordNames, *, named: bool) -> Iterator[str]:
    """Each row with what became of it; `named` where the event's words said already which one it is."""
    ours = [one for one in changes if is_of_ledgers(one)]
    alone = named and len(changes) == 1
    for one in islice(ours, _MOST_TOLD):
        if one.table == "ledger_row":
            yield from _told_row(one, names, alone=alone)
        else:
            yield _told_link(one, names, alone=alone)
    if len(ours) > _MOST_TOLD:
        yield f"另有 {len(ours) - _MOST_TOLD} 处"


def _read(row: PlainRow) -> Row | None:
    """A row that an event tells of; None where this program cannot read it."""
    ledger = LEDGERS.get(str(row.get("ledger")))
    try:
        if row.get("ledger") == MONTHLY:
            return read_report(plain_of(row, "fields"))
        return kept_row("", "", ledger, plain_of(row, "fields")).row if ledger else None
    except Refused:
        return None


def _told_row(one: Change, names: RecordNames, *, alone: bool) -> Iterator[str]:
    words = row_words(one.row, names) or "一行"
    if one.before is None or one.after is None:
        where = "，".join(_where(one.row, names))
        turn_words = "增加" if one.before is None else "删去"
        yield where if alone else f"{turn_words}{words}（{where}）"
        return
    for place, told in enumerate(_cells(one.before, one.after, names)):
        yield told if place or alone else f"{words}：{told}"


def column_words(row: PlainRow, name: str, names: RecordNames) -> tuple[str, str]:
    """A column's heading and what a row says there; as it is kept where nobody can read it."""
    read = _read(row)
    if read is not None and not isinstance(read, MonthlyReport):
        for column in columns_of(type(read)):
            if column.name == name:
                return column.heading, _shown(read, names)[name]
    return name, str(plain_of(row, "fields").get(name, ""))


def _where(row: PlainRow, names: RecordNames) -> Iterator[str]:
    yield names.unit(row.get("unit"))
    read = _read(row)
    if read is not None and read.on is not None:
        yield read.on.isoformat()


def _cells(before: PlainRow, after: PlainRow, names: RecordNames) -> Iterator[str]:
    """Column by column from what it was to what it became."""
    was, now = _read(before), _read(after)
    if was is None or now is None:
        yield "内容有改动"
        return
    if isinstance(was, MonthlyReport) and isinstance(now, MonthlyReport):
        told = shown_report(was), shown_report(now)
        for name in dict.fromkeys((*told[0], *told[1])):
            yield from turn(name, *(side.get(name, "") for side in told))
        return
    shown = [_shown(one, names) for one in (was, now)]
    for column in columns_of(type(now)):
        yield from turn(column.heading, *(side[column.name] for side in shown))


def _shown(row: Row, names: RecordNames) -> Mapping[str, str]:
    return {**shown_row(row), **_named(row, names)}


def _named(row: Row, names: RecordNames) -> Mapping[str, str]:
    """What a row says by a plan's id, called by its name."""
    if isinstance(row, Receipt):
        return {"report": names.report(row.report)}
    return {"duty": names.duty(row.duty)} if isinstance(row, Duty) else {}


def _told_link(one: Change, names: RecordNames, *, alone: bool) -> str:
    head = "" if alone else f"佐证“{within_quotes(names.file(one.row.get('evidence')))}”："
    words = row_words(names.ledger_row(one.row.get("ledger_row")), names) or "台账"
    page = f"，第 {one.row['page']} 页" if one.row.get("page") else ""
    return f"{head}{'不再用于' if one.after is None else '用于'}{words}{page}"
