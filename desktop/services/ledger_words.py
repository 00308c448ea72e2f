"""Ledger words: what an event did to the ledgers, and to the calendar that the office keeps itself."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import Final

from desktop.domain.audit_trail import Change, Plain, PlainRow
from desktop.domain.ledgers.activities import KINDS, Activity
from desktop.domain.ledgers.columns import columns_of, shown_row
from desktop.domain.ledgers.kinds import LEDGERS, Row, kept_row
from desktop.domain.ledgers.receipts import Receipt
from desktop.domain.plan import LAST_DAY
from desktop.domain.refusals import Refused, within_quotes
from desktop.services.finding_words import plain_of, turn
from desktop.services.office_days import PUBLISHED_YEARS
from desktop.services.record_names import RecordNames

_MOST_TOLD: Final = 20  # rows of one event; an import has thousands
_STATUTORY: Final = "按国家规定"
_COVERS: Final = {"month": "月报", "quarter": "季报", "year": "年报"}
_REPORT: Final = {
    "name": "名称",
    "months": "报送月份",
    "day": "报送日",
    "covers": "种类",
    "groups": "单位分组",
    "active": "状态",
}
_YEARS: Final = ("setting", (PUBLISHED_YEARS,))


def is_of_ledgers(one: Change) -> bool:
    """Whether it changed a ledger, the proof of a row, or the calendar."""
    if one.table == "evidence_link":
        return bool(one.row.get("ledger_row"))
    return one.table in {"ledger_row", "office_report", "office_day"} or (
        (one.table, one.key) == _YEARS
    )


def row_words(row: PlainRow, names: RecordNames) -> str:
    """A ledger's row as a sentence names it: 会议“部署会”; blank where nobody can read it."""
    read = _read(row)
    if read is None:
        return ""
    told = names.report(read.report) if isinstance(read, Receipt) else read.told
    noun = KINDS[read.kind] if isinstance(read, Activity) else LEDGERS[str(row["ledger"])].name
    return f"{noun}“{within_quotes(told)}”"


def rows_subject(changes: Sequence[Change], names: RecordNames) -> str:
    """What an event about ledgers or the calendar was about; blank where it was about something else."""
    rows = [one.row for one in changes if one.table == "ledger_row"]
    if len(rows) == 1 and (words := row_words(rows[0], names)):
        return f"：{words}"
    if rows:
        [ledger, *others] = dict.fromkeys(str(one.get("ledger")) for one in rows)
        known = LEDGERS.get(ledger) if not others else None
        return f"“{known.name}”{len(rows)} 行" if known else f"（{len(rows)} 行）"
    days = [str(one.key[0]) for one in changes if one.table == "office_day"]
    if days:
        return f"：{days[0]}" + (f"等 {len(days)} 天" if len(days) > 1 else "")
    return ""


def told_of_ledgers(changes: Sequence[Change], names: RecordNames, *, named: bool) -> Iterator[str]:
    """Each row with what became of it; `named` where the event's words said already which one it is."""
    rows = [one for one in changes if one.table == "ledger_row"]
    alone = named and len(rows) == 1
    for one in islice(rows, _MOST_TOLD):
        yield from _told_row(one, names, alone=alone)
    if len(rows) > _MOST_TOLD:
        yield f"另有 {len(rows) - _MOST_TOLD} 行"
    for one in changes:
        if one.table == "office_report":
            yield from _told_report(one, alone=named and len(changes) == 1)
        elif one.table == "evidence_link":
            yield _told_link(one, names, alone=named and len(changes) == 1)
        elif one.table == "office_day":
            yield f"{one.key[0]}：{_day_words(one.before)} → {_day_words(one.after)}"
        elif (one.table, one.key) == _YEARS:
            sides = (str((side or {}).get("value", "")) for side in (one.before, one.after))
            yield from turn(
                "已录入全年放假安排的年份", *(side.replace(",", "、") for side in sides)
            )


def _read(row: PlainRow) -> Row | None:
    """A row that an event tells of; None where this program cannot read it."""
    ledger = LEDGERS.get(str(row.get("ledger")))
    try:
        return kept_row("", "", ledger, plain_of(row, "fields")).row if ledger else None
    except Refused:
        return None


def _told_row(one: Change, names: RecordNames, *, alone: bool) -> Iterator[str]:
    words = row_words(one.row, names) or "一行"
    if one.before is None or one.after is None:
        where = "，".join(filter(None, _where(one.row, names)))
        yield f"{'增加' if one.before is None else '删去'}{words}（{where}）"
        return
    for place, told in enumerate(_cells(one.before, one.after, names)):
        yield told if place or alone else f"{words}：{told}"


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
    shown = [_shown(one, names) for one in (was, now)]
    for column in columns_of(type(now)):
        yield from turn(column.heading, *(side[column.name] for side in shown))


def _shown(row: Row, names: RecordNames) -> Mapping[str, str]:
    cells = shown_row(row)
    return cells | {"report": names.report(cells["report"])} if isinstance(row, Receipt) else cells


def _told_link(one: Change, names: RecordNames, *, alone: bool) -> str:
    head = "" if alone else f"佐证“{within_quotes(names.file(one.row.get('evidence')))}”："
    words = row_words(names.ledger_row(one.row.get("ledger_row")), names) or "台账"
    page = f"，第 {one.row['page']} 页" if one.row.get("page") else ""
    return f"{head}{'不再用于' if one.after is None else '用于'}{words}{page}"


def _told_report(one: Change, *, alone: bool) -> Iterator[str]:
    head = "" if alone else f"“{within_quotes(str(one.row.get('name', '')))}”"
    if one.after is None:
        yield f"删去{head}"
        return
    sides = [_report_cells(side) for side in (one.before, one.after)]
    told = (
        line for name, words in _REPORT.items() for line in turn(words, *(s[name] for s in sides))
    )
    for place, line in enumerate(told):
        yield line if place or alone else f"{head}：{line}"


def _report_cells(row: PlainRow | None) -> Mapping[str, str]:
    if row is None:
        return dict.fromkeys(_REPORT, "")
    day = str(row.get("day"))
    return {
        "name": str(row.get("name")),
        "months": "、".join(f"{month}月" for month in _list(row.get("months"))),
        "day": "当月最后一天" if day == LAST_DAY else f"{day}日",
        "covers": _COVERS.get(str(row.get("covers")), ""),
        "groups": "、".join(_list(row.get("groups"))) or "全部",
        "active": "停用" if row.get("active") == 0 else "启用",
    }


def _list(value: Plain) -> list[str]:
    return [str(one) for one in json.loads(str(value or "[]"))]


def _day_words(row: PlainRow | None) -> str:
    if row is None:
        return _STATUTORY
    name = f"（{row['name']}）" if row.get("name") else ""
    return f"{'上班' if row.get('working') else '放假'}{name}"
