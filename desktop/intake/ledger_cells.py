"""Ledger cells: the cells of one row of a foreign table, read into what a ledger's columns may hold."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from functools import lru_cache
from typing import Final, NamedTuple

from desktop.domain.ledgers.columns import YEAR, Column
from desktop.domain.names import plain_name
from desktop.domain.refusals import Refused, quoted
from desktop.domain.values import read_text
from desktop.intake.cell_days import read_day, read_moment
from desktop.intake.cell_texts import is_blank, plain_text, read_said
from desktop.intake.cell_values import (
    bare_share,
    read_count,
    read_names,
    read_share,
    read_yes_no,
)

# What platforms and offices write for a choice of ours, where the words have nothing in common.
_ALSO: Final[Mapping[str, tuple[str, ...]]] = {
    "joint": ("跨部门", "联合", "部门间"),
    "department": ("内部", "单部门", "本部门"),
    "market": ("企业", "市场主体", "公司"),
    "individual": ("个体",),
    "other": ("非市场主体", "事业单位", "社会组织", "机关"),
    "platform": ("已运用", "已使用", "是", "平台"),
    "none": ("未使用", "未运用", "没有使用", "没有运用", "不使用", "不运用", "不是", "否", "无"),
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
_CHOSEN: Final = frozenset({"choice", "yes-no"})
_NONE: Final = frozenset({"无", "没有"})
_DENIALS: Final = ("未", "没", "不", "无")
_YEAR_MARK: Final = re.compile("年度?$")
# Letters, digits and the hyphen of full width, as in ＪＨ－０１; Chinese marks stay as they are.
_WIDE: Final = {
    wide: wide - 0xFEE0
    for wide in (0xFF0D, *range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))
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
    columns: tuple[Column, ...],
    cells: Mapping[str, str],
    year: int | None,
    in_percent: Collection[str] = (),
) -> ReadCells:
    """Every cell of a column that the table has; blank ones say nothing.

    `in_percent` are the columns of shares whose bare numbers are per cent.
    """
    values: dict[str, object] = {}
    faults: list[CellFault] = []
    for one in columns:
        text = cells.get(one.name, "")
        if one.entry.none is not None and plain_text(text) in _NONE:
            values[one.name] = one.entry.none
            continue
        # A reason, a scheme, a number 无 is none; only where there is a choice it may be one.
        if is_blank(text, marks=one.entry.sort not in _CHOSEN):
            continue
        said = f"{text}%" if one.name in in_percent and bare_share(text) is not None else text
        try:
            values[one.name] = _plain(one, said, year)
        except Refused as refused:
            if not is_blank(text, marks=True):
                faults.append(CellFault(one.heading, text, refused.message))
    return ReadCells(values, tuple(faults))


def _plain(column: Column, text: str, year: int | None) -> object:
    """As it is stored; whatever could not be read from there again is refused here, where its cell is known."""
    plain = column.entry.plain(_READERS[column.entry.sort](column, text, year))
    column.entry.read(plain)
    return plain


def _words(_: Column, text: str, __: int | None) -> str:
    read_said(text)
    return read_text(" ".join(text.translate(_WIDE).split()))


def _names(_: Column, text: str, __: int | None) -> tuple[str, ...]:
    """A name that lists others within brackets stays one."""
    return tuple(one.replace("、", "，") for one in read_names(text.translate(_WIDE)))


def _count(column: Column, text: str, _: int | None) -> int:
    return read_count(_YEAR_MARK.sub("", text) if column.entry is YEAR else text)


def _choice(column: Column, text: str, _: int | None) -> str:
    return _chosen(tuple(column.entry.choices.items()), text)


@lru_cache(4_096)
def _chosen(offered: tuple[tuple[str, str], ...], text: str) -> str:
    """The choice that a cell means: by its words, or by words that are written for it."""
    said, choices = plain_name(read_said(text)), dict(offered)
    exact = [one for one, words in choices.items() if said in {one, plain_name(words)}]
    near = [one for one, words in choices.items() if words and (said in words or words in said)]
    # The longest sign decides: 非市场主体 also says 市场主体.
    signs = [
        (len(sign), one, sign) for one in choices for sign in _ALSO.get(one, ()) if sign in said
    ]
    longest = max(signs, default=(0, "", ""))
    also = [longest[1]] if signs else []
    if said.startswith(_DENIALS):  # 未使用平台风险分类, 未调整
        near = []
        also = also if longest[2].startswith(_DENIALS) else [one for one in choices if not one]
    for found in (exact, near, also):
        if len(found) == 1:
            return found[0]
    listed = "、".join(filter(None, choices.values()))
    raise Refused(f"{quoted(text)}看不出是哪一种，可以写：{listed}")


# A column of days says the same few again and again, and so does one of choices.
_day = lru_cache(4_096)(read_day)
_READERS: Final[Mapping[str, Callable[[Column, str, int | None], object]]] = {
    "words": _words,
    "day": lambda _, text, year: _day(text, year),
    "moment": lambda _, text, year: read_moment(text, year),
    "count": _count,
    "share": lambda _, text, __: read_share(text),
    "yes-no": lambda _, text, __: read_yes_no(text),
    "choice": _choice,
    "names": _names,
}
