"""Ledger cells: the cells of one row of a foreign table, read into what a ledger's columns may hold."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final, NamedTuple

from desktop.domain.ledgers.columns import Column
from desktop.domain.names import plain_name
from desktop.domain.refusals import Refused, quoted
from desktop.domain.values import read_text
from desktop.intake.cell_days import read_day, read_moment
from desktop.intake.cell_texts import is_blank
from desktop.intake.cell_values import read_count, read_names, read_yes_no

# What platforms and offices write for a choice of ours, where the words have nothing in common.
_ALSO: Final[Mapping[str, tuple[str, ...]]] = {
    "joint": ("跨部门", "联合", "部门间"),
    "department": ("内部", "单部门", "本部门"),
    "market": ("企业", "市场主体", "公司"),
    "individual": ("个体",),
    "other": ("非市场主体", "事业单位", "社会组织", "机关"),
    "platform": ("已运用", "已使用", "是", "平台"),
    "none": ("未使用", "否", "无"),
    "general": ("一般",),
    "key": ("重点",),
    "cancelled": ("取消", "撤销"),
    "changed": ("调整", "变更"),
    "done": ("完成",),
    "under-way": ("进行", "正在"),
    "open": ("未开始", "未启动"),
    "failed": ("未完成", "没有完成"),
    "counties": ("县", "区", "市"),
    "departments": ("部门", "局", "委", "办"),
}


class CellFault(NamedTuple):
    """A cell that cannot be read: under which of our headings, what it says, and why not."""

    heading: str
    text: str
    why: str


class ReadCells(NamedTuple):
    """The plain values of a row by column, and the cells that have none."""

    values: Mapping[str, object]
    faults: tuple[CellFault, ...]


def read_cells(
    columns: tuple[Column, ...], cells: Mapping[str, str], year: int | None
) -> ReadCells:
    """Every cell of a column that the table has; blank ones say nothing."""
    values: dict[str, object] = {}
    faults: list[CellFault] = []
    for one in columns:
        text = cells.get(one.name, "")
        if is_blank(text, marks=one.entry.sort != "words"):
            continue
        try:
            values[one.name] = one.entry.plain(_READERS[one.entry.sort](one, text, year))
        except Refused as refused:
            faults.append(CellFault(one.heading, text, refused.message))
    return ReadCells(values, tuple(faults))


def _words(_: Column, text: str, __: int | None) -> str:
    return read_text(" ".join(text.split()))


def _choice(column: Column, text: str, _: int | None) -> str:
    """The choice that a cell means: by its words, or by words that are written for it."""
    said = plain_name(text)
    choices = column.entry.choices
    exact = [one for one, words in choices.items() if said in {one, plain_name(words)}]
    near = [one for one, words in choices.items() if words and (said in words or words in said)]
    # The longest sign decides: 非市场主体 also says 市场主体.
    signs = [(len(sign), one) for one in choices for sign in _ALSO.get(one, ()) if sign in said]
    also = [max(signs)[1]] if signs else []
    for found in (exact, near, also):
        if len(found) == 1:
            return found[0]
    listed = "、".join(filter(None, choices.values()))
    raise Refused(f"{quoted(text)}看不出是哪一种，可以写：{listed}")


_READERS: Final[Mapping[str, Callable[[Column, str, int | None], object]]] = {
    "words": _words,
    "day": lambda _, text, year: read_day(text, year),
    "moment": lambda _, text, year: read_moment(text, year),
    "count": lambda _, text, __: read_count(text),
    "yes-no": lambda _, text, __: read_yes_no(text),
    "choice": _choice,
    "names": lambda _, text, __: read_names(text),
}
