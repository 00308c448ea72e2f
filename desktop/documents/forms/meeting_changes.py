"""The list of a meeting's changes (会议改动清单): each with its grounds, before and after, to be signed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final, NamedTuple

from desktop.documents.forms.letter_looks import (
    HEADED,
    LYING,
    SET,
    SPOKEN,
    TITLED,
    columns,
    share,
)
from desktop.documents.manuscript import (
    Abreast,
    Align,
    Blank,
    Block,
    Cell,
    Grid,
    Manuscript,
    Words,
)

_TITLE: Final = "会 议 改 动 清 单"
_HEADINGS: Final = ("序号", "单位", "指标", "改动", "理由", "得分", "总分", "名次", "等次")
_WEIGHTS: Final = (5, 12, 13, 26, 20, 9, 10, 11, 8)
_LEFT: Final = frozenset({1, 2, 3, 4})
_FIGURES: Final = ("score", "total", "place", "grade")
_SIGNED: Final = ("主持人（签字）：", "记录人（签字）：", "日期：　　　　年　　月　　日")
_NONE: Final = "—"


class ChangeContents(NamedTuple):
    """One change; `before` and `after` hold score, total, place and grade in words."""

    unit: str
    part: str
    what: str
    grounds: str
    before: Mapping[str, object]
    after: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class MeetingContents:
    """A meeting, and all that it changed in its order."""

    office: str
    round: str
    period: str
    name: str
    held: date
    chair: str
    present: str
    closed: bool
    dated: datetime
    changes: tuple[ChangeContents, ...]


def meeting_changes(contents: MeetingContents) -> Manuscript:
    """One meeting's list; while it goes on, it says so."""
    blocks = (*_head(contents), *_body(contents), *_signed())
    title = f"会议改动清单　{contents.name}"
    mark = "" if contents.closed else "会议未结束"
    told = (title, contents.office, contents.dated, LYING, blocks, contents.round)
    return Manuscript(*told, mark=mark)


def _head(contents: MeetingContents) -> Iterator[Block]:
    yield Words(_TITLE, TITLED, Align.MIDDLE, kept=True)
    yield Blank(4, kept=True)
    held = f"{contents.held.year}年{contents.held.month}月{contents.held.day}日"
    yield Words(f"会议：{contents.name}　　日期：{held}", SPOKEN, kept=True)
    yield Words(f"批次：{contents.round}　　考核时段：{contents.period}", SPOKEN, kept=True)
    chair = contents.chair or "＿" * 6
    yield Words(f"主持人：{chair}　　参会人员：{contents.present or '＿' * 12}", SPOKEN, kept=True)
    yield Blank(6, kept=True)


def _body(contents: MeetingContents) -> Iterator[Block]:
    if not contents.changes:
        yield Words("会上没有改动评分。", SPOKEN, indent=2)
        return
    rows = tuple(_row(number, one) for number, one in enumerate(contents.changes, 1))
    yield Grid(columns(_HEADINGS, share(LYING, *_WEIGHTS), _LEFT), rows, HEADED, SET, kept=True)
    yield Blank(4, kept=True)
    told = f"以上改动共 {len(contents.changes)} 处；“→”左边是改动以前，右边是改动以后。"
    yield Words(told, SPOKEN, kept=True)


def _row(number: int, one: ChangeContents) -> tuple[Cell, ...]:
    figures = (_turn(one.before, one.after, name) for name in _FIGURES)
    return (str(number), one.unit, one.part, one.what, one.grounds, *figures)


def _turn(before: Mapping[str, object], after: Mapping[str, object], name: str) -> str:
    """From and to; what stays is told once."""
    was, now = (str(one.get(name) or _NONE) for one in (before, after))
    return was if was == now else f"{was} → {now}"


def _signed() -> Iterator[Block]:
    yield Blank(22, kept=True)
    yield Abreast(_SIGNED, SPOKEN, kept=True)
    yield Blank(22, kept=True)
    yield Words("参会人员（签字）：", SPOKEN, kept=True)
    yield Blank(28)
