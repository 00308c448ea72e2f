"""Calendar words: what an event did to the reports that the office asks for, and to its own days."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from desktop.domain.audit_trail import Change, Plain, PlainRow
from desktop.domain.plan import LAST_DAY
from desktop.domain.refusals import within_quotes
from desktop.services.finding_words import turn
from desktop.services.office_days import PUBLISHED_YEARS

_STATUTORY: Final = "按国家规定"
_COVERS: Final = {"month": "月报", "quarter": "季报", "year": "年报"}
_REPORT: Final = {
    "name": "名称",
    "months": "报送月份",
    "day": "报送日",
    "covers": "种类",
    "groups": "单位分组",
    "since": "从何时起",
    "until": "到何时止",
}
_YEARS: Final = ("setting", (PUBLISHED_YEARS,))


def is_of_calendar(one: Change) -> bool:
    """Whether it changed the calendar that the office keeps itself."""
    return one.table in {"office_report", "office_day"} or (one.table, one.key) == _YEARS


def days_subject(changes: Sequence[Change]) -> str:
    """The days that an event was about; blank where it was about none."""
    days = [str(one.key[0]) for one in changes if one.table == "office_day"]
    more = f" 等 {len(days)} 天" if len(days) > 1 else ""
    return f"：{days[0]}{more}" if days else ""


def told_of_calendar(changes: Sequence[Change], *, named: bool) -> Iterator[str]:
    """Each report and day from what it was to what it became; `named` where the event's words name the report."""
    for one in filter(is_of_calendar, changes):
        if one.table == "office_report":
            yield from _told_report(one, alone=named and len(changes) == 1)
        elif one.table == "office_day":
            yield f"{one.key[0]}：{_day_words(one.before)} → {_day_words(one.after)}"
        else:
            years = (str((side or {}).get("value", "")) for side in (one.before, one.after))
            told = (side.replace(",", "、") for side in years)
            yield from turn("已录入全年放假安排的年份", *told)


def _told_report(one: Change, *, alone: bool) -> Iterator[str]:
    name = f"“{within_quotes(str(one.row.get('name', '')))}”"
    if one.after is None:
        yield "不再要求报送" if alone else f"不再要求报送{name}"
        return
    was, now = _report_cells(one.before), _report_cells(one.after)
    told = [line for cell, words in _REPORT.items() for line in turn(words, was[cell], now[cell])]
    for place, line in enumerate(told):
        yield line if place or alone else f"{name}：{line}"


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
        "since": str(row.get("since") or "一直"),
        "until": str(row.get("until") or "一直"),
    }


def _list(value: Plain) -> list[str]:
    return [str(one) for one in json.loads(str(value or "[]"))]


def _day_words(row: PlainRow | None) -> str:
    if row is None:
        return _STATUTORY
    name = f"（{row['name']}）" if row.get("name") else ""
    return f"{'上班' if row.get('working') else '放假'}{name}"
