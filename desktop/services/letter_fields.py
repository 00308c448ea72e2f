"""Letter fields: what a round says in the place of each field that a template may name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from desktop.documents.forms.contents import SheetContents
from desktop.documents.forms.sheet_rows import item_words
from desktop.domain.amounts import ZERO, show
from desktop.domain.deductions import Deduction, Deductions
from desktop.domain.letter_days import day_in_digits, day_in_numerals
from desktop.domain.letter_forms import Entry, Values
from desktop.domain.ranking import Standing
from desktop.domain.ranking_rules import TOTAL
from desktop.domain.records import AssessmentKey, Office
from desktop.domain.refusals import Refused, printable, unknown
from desktop.domain.result_records import Rectification
from desktop.domain.sheet_parts import parts_of
from desktop.services.assessments import assessment_of
from desktop.services.letter_orders import LetterOrder, refuse_without_points
from desktop.services.letter_sights import LetterSight
from desktop.services.objection_terms import objection_days
from desktop.services.sheet_contents import contents_in
from desktop.services.standing_words import amount_words, place_words
from desktop.store.views import View

_CENT: Final = Decimal("0.01")
_LISTED: Final = "、"
_UNSET: Final = "　　　　年　　月　　日"  # a day that is written by hand
_TYPED: Final = re.compile(r"[{｛]{2}([^{}｛｝]*)[}｝]{2}")


def values_of(view: View, order: LetterOrder, sight: LetterSight) -> Values:
    """What one letter says; an order for several units is made one by one."""
    refuse_without_points(sight.scheme)
    words = _common_words(view, sight, order)
    lists: dict[str, Sequence[Entry]]
    if order.kind.of_unit:
        of_unit, lists = _of_unit(view, sight, order)
        words |= of_unit
    else:
        words |= _round_words(sight, order)
        lists = _round_lists(sight, order)
    for name, typed in (("标题", order.title), ("主送", order.to)):
        words[name] = _said(typed, words, name)
    body = [one for one in _said(order.body, words, "正文").splitlines() if one.strip()]
    lists["正文"] = [{"段": one.strip()} for one in body]
    contact = (("联系人", words["联系人"]), ("电话", words["联系电话"]))
    told = "，".join(f"{name}：{one}" for name, one in contact if one)
    lists["联系"] = [{"方式": told}] if told else []
    lists["抄送"] = [{"单位": order.copies.strip()}] if order.copies.strip() else []
    return words | lists


def _said(typed: str, words: Mapping[str, str], where: str) -> str:
    """What was typed, with the fields in it filled."""

    def word(found: re.Match[str]) -> str:
        name = "".join(found[1].split())
        if name not in words:
            raise Refused(f"{where}里{unknown(printable(name), words, '个栏目')}", where)
        return words[name]

    return _TYPED.sub(word, typed)


def _common_words(view: View, sight: LetterSight, order: LetterOrder) -> dict[str, str]:
    office = view.get(Office, Office().id) or Office()
    return {
        "发文单位": office.name,
        "文号": order.number,
        "成文日期": day_in_digits(order.dated),
        "成文日期汉字": day_in_numerals(order.dated),
        "批次": sight.round.name,
        "考核时段": sight.round.period,
        "考核办法": sight.scheme.title,
        "年份": str(order.dated.year),
        "满分": show(sight.scheme.points or ZERO),
        "联系人": office.contact,
        "联系电话": office.phone,
    }


# -- the whole round


def _round_words(sight: LetterSight, order: LetterOrder) -> dict[str, str]:
    placed = [one.unit for one in sight.ranking.standings if one.place is not None]
    amounts = [sight.totals[one] for one in placed if one in sight.totals]
    mean = (sum(amounts, ZERO) / len(amounts)).quantize(_CENT, ROUND_HALF_UP) if amounts else None
    return {
        "单位总数": str(len(sight.ranking.standings)),
        "排名单位数": str(len(placed)),
        "平均分": show(mean) if mean is not None else "",
        "最高分": show(max(amounts)) if amounts else "",
        "最低分": show(min(amounts)) if amounts else "",
        "先进单位": _LISTED.join(sight.name_of(one.unit) for one in _commended(sight, order)),
    }


def _round_lists(sight: LetterSight, order: LetterOrder) -> dict[str, Sequence[Entry]]:
    standings = sight.ranking.standings
    return {
        "排名": [_ranked(sight, one) for one in standings],
        "等次": [*_graded(sight)],
        "失分指标": [*_weak_parts(sight)],
        "先进": [
            {
                "序号": str(number),
                "单位": sight.name_of(one.unit),
                "名次": place_words(one),
                "得分": _total(sight, one),
                "等次": one.grade or "",
            }
            for number, one in enumerate(_commended(sight, order), 1)
        ],
    }


def _commended(sight: LetterSight, order: LetterOrder) -> list[Standing]:
    return [one for one in sight.ranking.standings if one.unit in order.units]


def _ranked(sight: LetterSight, one: Standing) -> dict[str, str]:
    """The parts of a sheet are told only where its own total counts."""
    sheets = {each.assessment.unit: each.sheet for each in sight.sheets}
    own = one.place is not None and one.unit not in sight.remarks
    sheet = sheets.get(one.unit) if own else None
    remark = "，".join(filter(None, _remarks(sight, one)))
    return {
        "名次": "—" if one.place is None else str(one.place),
        "单位": sight.name_of(one.unit),
        "组别": one.group,
        "得分": _total(sight, one),
        "基本分": show(sheet.base) if sheet else "",
        "加分": show(sheet.bonus) if sheet else "",
        "等次": one.grade or "",
        "备注": remark,
        "等次和备注": "，".join(filter(None, (one.group, one.grade, remark))),
    }


def _remarks(sight: LetterSight, one: Standing) -> Iterator[str]:
    if one.place is None:
        yield place_words(one)
        return
    yield "并列" if one.tied else ""
    if sight.scheme.ranking.by != TOTAL and one.amount is not None:
        yield f"{amount_words(sight.scheme)}{show(one.amount)}分"
    yield "" if one.unit in sight.totals else "总分未评完"
    yield sight.remarks.get(one.unit, "")


def _total(sight: LetterSight, one: Standing) -> str:
    """Whatever it is ranked by; who has no place is not told of a score either."""
    placed = one.place is not None and one.unit in sight.totals
    return show(sight.totals[one.unit]) if placed else ""


def _graded(sight: LetterSight) -> Iterator[dict[str, str]]:
    for grade in sight.scheme.grades:
        units = [one.unit for one in sight.ranking.standings if one.grade == grade.name]
        names = _LISTED.join(sight.name_of(one) for one in units)
        yield {"等次": grade.name, "个数": str(len(units)), "单位": names}


def _weak_parts(sight: LetterSight) -> Iterator[dict[str, str]]:
    """Where most was lost stands first."""
    lost = [(one.assessment.name, sight.losses_of(one)) for one in sight.sheets]
    found: list[tuple[Decimal, str, list[str]]] = []
    for part in sight.parts:
        by_unit = [(name, one.lost_in(part.id)) for name, one in lost]
        names = [name for name, amount in by_unit if amount]
        if names:
            found.append((sum((amount for _, amount in by_unit), ZERO), part.full_name, names))
    for number, (amount, called, names) in enumerate(sorted(found, key=lambda one: -one[0]), 1):
        yield {
            "序号": str(number),
            "指标": called,
            "失分单位数": str(len(names)),
            "失分合计": show(amount),
            "失分单位": _LISTED.join(names),
        }


# -- one unit


def _of_unit(
    view: View, sight: LetterSight, order: LetterOrder
) -> tuple[dict[str, str], dict[str, Sequence[Entry]]]:
    if len(order.units) != 1:
        raise Refused(f"{order.kind.value}要写明发给哪个单位", "units")
    key = AssessmentKey(order.round, order.units[0])
    of = assessment_of(view, key)
    if of.absent:
        raise Refused(f"“{of.name}”没有参加考核（{of.absent}），不发{order.kind.value}", "units")
    contents = contents_in(view, key)
    if not contents.sheet.begun:
        raise Refused(
            f"“{of.name}”还没有评分，不发{order.kind.value}；请先评分，或者不选它", "units"
        )
    sheet = next(one for one in sight.sheets if one.assessment.unit == of.unit)
    lost = sight.losses_of(sheet)
    standing = sight.ranking.of(of.unit)
    words = {
        "单位": of.name,
        "得分": show(sight.totals.get(of.unit, contents.sheet.total)),
        "得分说明": _score_remark(sight, contents),
        "名次": "" if standing.place is None else str(standing.place),
        "等次": standing.grade or "",
        "失分合计": show(lost.lost),
        "扣分处数": str(lost.places),
        "未评条数": str(len(contents.sheet.pending)),
        "办理期限": day_in_digits(order.due) if order.due else _UNSET,
        "异议天数": str(objection_days(view)),
    }
    repairs = view.all(Rectification, round=order.round, unit=of.unit)
    listed = _repairs(contents, repairs, words) if repairs else _to_repair(lost, words)
    return words, {"失分": [*_losses(contents, lost)], "整改": [*listed]}


def _score_remark(sight: LetterSight, contents: SheetContents) -> str:
    """What is open never looks final, and an average never as one sheet's total."""
    sheet = contents.sheet
    open_yet = f"还有{len(sheet.pending)}条未评，不是最后得分" if sheet.pending else ""
    waits = f"{len(sheet.provisional)}条要等其他单位，不是最后得分" if sheet.provisional else ""
    told = "；".join(filter(None, (sight.remarks.get(contents.unit_id, ""), open_yet or waits)))
    return f"（{told}）" if told else ""


def _losses(contents: SheetContents, lost: Deductions) -> Iterator[dict[str, str]]:
    number = 0
    for one in lost.rows:
        number += not one.superseded
        items = item_words(contents.facts.get(one.criterion, {}))
        yield {
            "序号": "" if one.superseded else str(number),
            "指标": one.where,
            "条款": one.clause,
            "原因": "\n".join((one.reason, *items)),
            "应扣": one.nominal.removeprefix("-"),
            "实扣": one.counted.removeprefix("-"),
            "佐证": "\n".join(dict.fromkeys(contents.proofs.get(one.criterion, ()))),
        }


def _to_repair(lost: Deductions, words: Mapping[str, str]) -> Iterator[dict[str, str]]:
    """Every point that was lost, until the office has said what is to be done."""
    rows: list[Deduction] = [one for one in lost.rows if not one.superseded]
    for number, one in enumerate(rows, 1):
        yield {
            "序号": str(number),
            "指标": one.where,
            "问题": one.reason,
            "扣分": one.counted.removeprefix("-"),
            "要求": "",
            "责任人": "",
            "期限": words["办理期限"],
        }


def _repairs(
    contents: SheetContents, repairs: Sequence[Rectification], words: Mapping[str, str]
) -> Iterator[dict[str, str]]:
    named = {one.id: one.full_name for one in parts_of(contents.scheme)}
    order = [*named]
    placed = sorted(repairs, key=lambda one: order.index(one.part) if one.part in order else 0)
    for number, one in enumerate(placed, 1):
        yield {
            "序号": str(number),
            "指标": named.get(one.part, ""),
            "问题": one.problem,
            "扣分": show(one.lost),
            "要求": one.measure,
            "责任人": one.owner,
            "期限": day_in_digits(one.due) if one.due else words["办理期限"],
        }
