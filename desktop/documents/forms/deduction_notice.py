"""The deduction notice (扣分告知书): lost points with clause, reason, arithmetic and evidence, and how to object."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import count
from typing import Final

from desktop.documents.forms.contents import ASIDE, SheetContents
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
from desktop.documents.forms.sheet_rows import item_words
from desktop.documents.manuscript import (
    Align,
    Blank,
    Block,
    Cell,
    Grid,
    Manuscript,
    Sum,
    Words,
)
from desktop.domain.amounts import show
from desktop.domain.balance import balance_of
from desktop.domain.deductions import Deduction, Deductions, deductions_of, is_listed

NOTICE: Final = "扣 分 告 知 书"
OBJECTION_DAYS: Final = 5  # working days, unless the office says otherwise
_HEADINGS: Final = ("序号", "指标", "条款", "扣分原因和计算", "应扣", "实扣", "佐证材料")
_WEIGHTS: Final = (4, 14, 10, 44, 6, 6, 16)
_LEFT: Final = frozenset({1, 3, 6})


def losses_of(contents: SheetContents) -> Deductions:
    """What a unit lost by what was judged."""
    return deductions_of(contents.sheet, contents.parts, contents.aside)


def deduction_notice(contents: SheetContents, days: int = OBJECTION_DAYS) -> Manuscript:
    """One unit's notice; a draft says so."""
    lost = losses_of(contents)
    blocks: list[Block] = [Words(NOTICE, TITLED, Align.MIDDLE, kept=True), Blank(6, kept=True)]
    blocks += [Words(f"{contents.unit}：", SPOKEN, kept=True), *_opening(contents, lost), Blank(6)]
    if lost.lost:
        blocks += [_table(contents, lost), Blank(8), *_objecting(contents, days)]
    blocks += _closing(contents)
    return contents.manuscript("扣分告知书", LYING, blocks)


def _opening(contents: SheetContents, lost: Deductions) -> Iterator[Block]:
    sheet = contents.sheet
    told = (
        f"按照《{contents.scheme.title}》，{contents.office or '我单位'}对你单位{contents.period}工作进行了考核，"
        f"满分 {show(sheet.points)} 分，"
    )
    told += "，".join(_sums(contents, lost)) + "。" if sheet.begun else "还没有评分。"
    if lost.lost:
        told += f"共有 {lost.places} 处扣分，合计 {show(lost.lost)} 分，现将情况告知如下："
    elif sheet.begun:
        told += "目前没有扣分。" if sheet.unsettled else "没有扣分。"
    yield Words(told, SPOKEN, Align.BOTH, indent=2)


def _sums(contents: SheetContents, lost: Deductions) -> Iterator[str]:
    """From full points to the total, so that the sum closes."""
    sheet = contents.sheet
    balance = balance_of(sheet, contents.parts, lost)
    if balance.lost:
        beside = f"（其中另扣 {show(-sheet.penalty)} 分）" if sheet.penalty else ""
        yield f"扣 {show(balance.lost)} 分{beside}"
    if balance.bonus:
        yield f"加分 {show(balance.bonus)} 分"
    if balance.adjusted:
        verb = "增加" if balance.adjusted > 0 else "减少"
        why = "；".join(_adjustments(contents))
        yield f"按规定调整{verb} {show(abs(balance.adjusted))} 分" + (f"（{why}）" if why else "")
    if sheet.unsettled:
        more = f"、还可得 {show(balance.still_open)} 分" if balance.still_open else ""
        told = [f"未评 {len(sheet.pending)} 条"] if sheet.pending else []
        told += [f"{len(sheet.provisional)} 条要等其他单位"] if sheet.provisional else []
        yield "、".join(told) + more
        yield f"目前得分 {contents.total}，结果还会变动"
    else:
        yield f"得分 {contents.total}"


def _adjustments(contents: SheetContents) -> Iterator[str]:
    """Why a sum changed that nobody lost or earned."""
    named = {one.id: one.full_name for one in contents.parts}
    for score in contents.sheet.indicators:
        if score.not_applicable is not None or score.left_out:
            yield f"{named[score.id]}：{ASIDE}"
    yield from (one.reason for one in contents.sheet.adjustments if not is_listed(one))


def _table(contents: SheetContents, lost: Deductions) -> Grid:
    """Numbered as they are counted: what a judgement supersedes only leads to it."""
    numbers = count(1)
    rows: list[tuple[Cell, ...]] = [
        _row(contents, "" if one.superseded else str(next(numbers)), one) for one in lost.rows
    ]
    rows.append(("", "合计", "", "", "", Sum(-lost.lost), ""))
    return Grid(
        columns(_HEADINGS, share(LYING, *_WEIGHTS), _LEFT), tuple(rows), HEADED, SET, kept=True
    )


def _row(contents: SheetContents, number: str, one: Deduction) -> tuple[Cell, ...]:
    items = item_words(contents.facts.get(one.criterion, {}))
    reason = "\n".join((one.reason, *items))
    proofs = "\n".join(_proofs(contents, one))
    return (
        number,
        one.where,
        one.clause,
        reason,
        _figure(one.nominal),
        _figure(one.counted),
        proofs,
    )


def _proofs(contents: SheetContents, one: Deduction) -> Iterator[str]:
    """Its criterion's evidence; a judgement rests on all of its indicator's."""
    criteria = [one.criterion]
    if not one.criterion:
        criteria = [c.id for part in contents.parts if part.id == one.part for c in part.criteria]
    yield from dict.fromkeys(words for name in criteria for words in contents.proofs.get(name, ()))


def _figure(words: str) -> Cell:
    """A judgement has words where others have figures."""
    signed = words.removeprefix("-")
    return Decimal(words) if signed and signed.replace(".", "", 1).isdecimal() else words


def _objecting(contents: SheetContents, days: int) -> Iterator[Block]:
    where = f"向{contents.office}" if contents.office else "向考核单位"
    yield Words("如有异议", LED, kept=True)
    yield Words(
        f"请在收到本告知书之日起 {days} 个工作日内，写明不认可的序号和理由，附上证明材料，加盖公章后书面{where}提出；"
        "逾期没有提出的，视为没有异议。收到异议后将逐条复核，并书面答复。",
        SPOKEN,
        Align.BOTH,
        indent=2,
        kept=True,
    )


def _closing(contents: SheetContents) -> Iterator[Block]:
    yield Blank(18, kept=True)
    yield Words(f"{contents.office}（盖章）", SPOKEN, Align.RIGHT, kept=True)
    yield Words("　　　　年　　月　　日", SPOKEN, Align.RIGHT, kept=True)
    yield Words("签收人：　　　　　　　　　　签收日期：　　　　年　　月　　日", NOTED)
