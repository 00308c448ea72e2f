"""The table of a correction (更正对照表): the sheet objected to beside the corrected one, and the decision."""

from __future__ import annotations

from collections.abc import Container, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from desktop.documents.forms.contents import ASIDE, PENDING, SheetContents
from desktop.documents.forms.letter_looks import (
    HEADED,
    LED,
    LYING,
    NOTED,
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
from desktop.domain.amounts import ZERO, show
from desktop.domain.sheet_parts import SheetPart, lines_of

_TITLE: Final = "评 分 更 正 对 照 表"
_UNCORRECTED: Final = "评 分 异 议 裁 定"  # with one sheet there is nothing to hold side by side
_HEADINGS: Final = ("序号", "指标", "原得分", "原评分情况", "现得分", "更正后评分情况", "更正")
_WEIGHTS: Final = (5, 16, 8, 30, 8, 30, 7)
_LEFT: Final = frozenset({1, 3, 5})
_CHANGED: Final = "▲更正"
_SIGNED: Final = ("考核单位（盖章）：", "被考核单位代表（签字）：", "日期：　　　　年　　月　　日")


@dataclass(frozen=True, slots=True)
class CorrectionContents:
    """An objection and its decision, with the sheet before and, unless it stood, the sheet after it."""

    line: str
    raised: date
    claim: str
    by: str
    decision: str  # in words; blank while it is open
    grounds: str
    decided: date | None
    before: SheetContents
    after: SheetContents | None


def correction(contents: CorrectionContents) -> Manuscript:
    """Both sheets side by side; where nothing was corrected, only the decision."""
    now = contents.after or contents.before
    title = _UNCORRECTED if contents.after is None else _TITLE
    blocks: list[Block] = [Words(title, TITLED, Align.MIDDLE, kept=True)]
    head = f"被考核单位：{now.unit}　　批次：{now.round}　　考核时段：{now.period}"
    blocks += [Words(head, SPOKEN, kept=True), Blank(4, kept=True), *_decision(contents)]
    if contents.after is not None:
        blocks += [Blank(6, kept=True), _beside(contents.before, contents.after)]
        blocks += [Blank(4, kept=True), *_codes(contents.before, contents.after)]
    blocks += [Blank(22, kept=True), Abreast(_SIGNED, SPOKEN, kept=True), Blank(10)]
    return now.manuscript("更正对照表", LYING, blocks)


def _decision(contents: CorrectionContents) -> Iterator[Block]:
    by = f"（{contents.by}）" if contents.by else ""
    yield Words(f"异议{by}　{_day(contents.raised)}", LED, kept=True)
    yield Words(f"所异议的条款：{contents.line}", SPOKEN, kept=True)
    yield Words(f"异议内容：{contents.claim}", SPOKEN)
    if contents.decided is None:
        yield Words("尚未裁定。", LED)
        return
    yield Words(f"裁定：{contents.decision}　{_day(contents.decided)}", LED, kept=True)
    yield Words(f"理由：{contents.grounds}", SPOKEN)
    was = contents.before.total
    now = contents.after.total if contents.after else was
    total = f"总分：{was} → {now}" if was != now else f"总分：{was}，不变"
    yield Words(total, LED, kept=contents.after is not None)


def _beside(before: SheetContents, after: SheetContents) -> Grid:
    """Every part in both sheets; what differs is marked in a column of its own."""
    was = {one.id: one for one in before.parts}
    rows = [
        (part.no, part.name, *_cells(before, was.get(part.id, part), after, part))
        for part in after.parts
    ]
    mark = _CHANGED if before.total != after.total else ""
    rows.append(("", "合计", before.total, "", after.total, "", mark))
    return Grid(
        columns(_HEADINGS, share(LYING, *_WEIGHTS), _LEFT), tuple(rows), HEADED, SET, kept=True
    )


def _cells(
    before: SheetContents, was: SheetPart, after: SheetContents, now: SheetPart
) -> tuple[Cell, ...]:
    lines = lines_of(before.sheet, was), lines_of(after.sheet, now)
    turned = {name for name in lines[1] if lines[0].get(name) != lines[1][name]}
    old, new = _told(before, was, turned), _told(after, now, turned)
    return (*old, *new, _CHANGED if old != new else "")


def _told(contents: SheetContents, part: SheetPart, turned: Container[str]) -> tuple[str, str]:
    """A part's score, and the sentences of what it lost or earned, or of what is said otherwise now."""
    lines = lines_of(contents.sheet, part)
    own = next((one for one in contents.sheet.indicators if one.id == part.id), None)
    said = [one.reason for name, one in lines.items() if one.effective or name in turned]
    if own is None:
        score = show(sum((one.effective for one in lines.values()), ZERO)) if lines else PENDING
    elif own.not_applicable is not None:
        return ASIDE, f"理由：{own.not_applicable}"
    else:
        score = PENDING if own.score is None else show(own.score)
        if own.discretion is not None:
            judged = own.discretion
            said.append(f"自由裁量得 {show(judged.score)} 分，理由：{judged.grounds}")
    return score, "\n".join(said)


def _codes(before: SheetContents, after: SheetContents) -> Iterator[Block]:
    """Both sheets can still be printed, and each bears its own code."""
    yield Words(
        f"原评分表核验码 {before.code}，更正后评分表核验码 {after.code}。", NOTED, kept=True
    )


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
