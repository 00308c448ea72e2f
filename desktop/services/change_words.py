"""Change words: what an event changed on one sheet, each thing from what it was to what it became."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from desktop.domain.audit_trail import Change, PlainRow
from desktop.domain.circumstances import PENALISED, PLAN_ITEM
from desktop.domain.refusals import within_quotes
from desktop.domain.scheme import Scheme
from desktop.domain.sheet_parts import parts_of
from desktop.services.event_words import answered_in, criterion_of
from desktop.services.finding_words import Stated, finding_words, plain_of, turn
from desktop.services.ledger_words import row_words
from desktop.services.record_names import RecordNames, criterion_name, indicator_name, piece_words

_COMPUTED: Final = "按计算得分"
_COUNTED: Final = {PLAN_ITEM: "计划项数", PENALISED: "处罚件数"}
_AS_IT_READS: Final = {"name": "单位名称", "size": "单位规模", "absent": "未参加考核"}
_ROUND: Final = {"name": "批次名称", "period": "考核时段"}
_CALLED: Final = {"office": "本单位名称", "person": "姓名"}
_ANSWERED_AGAIN: Final = "台账有变化，再次作同样的答复"
_REMARK: Final = {"text": "审核意见", "answer": "答复"}
_STAGES: Final = {"": "", "submitted": "待审", "returned": "已退回", "approved": "审核通过"}
_PEOPLE: Final = {"evaluator": "考核人", "reviewer": "复核人"}


class Told(NamedTuple):
    """One thing that changed, and the criterion or indicator that it belongs to; blank: the sheet."""

    words: str
    criterion: str = ""
    indicator: str = ""


class Sides(NamedTuple):
    """What an event lies between: the scheme before it, and each finding it touched before and after."""

    scheme: Scheme
    kinds: Mapping[
        str, str
    ]  # of units; only the scheme before it is read for one of them names them
    findings: Mapping[str, tuple[Stated, Stated]]


def told(
    changes: Sequence[Change], sides: Sides, names: RecordNames, *, named: bool
) -> Iterator[Told]:
    """The round, findings with their items, the rest; each says its place unless the event's words did."""
    alone = named and len({*sides.findings, *answered_in(changes)}) == 1
    telling = _Telling(sides, names, named=named and not sides.findings and len(changes) == 1)
    rest = [one for one in changes if criterion_of(one) is None]
    for one in rest:
        if one.table == "round":
            yield from telling.of(one)
    yield from _told_findings(sides, alone=alone)
    for one in rest:
        if one.table == "proposal_answer":
            yield from _answer(one, sides, alone=alone)
        elif one.table != "round":
            yield from telling.of(one)


def _told_findings(sides: Sides, *, alone: bool) -> Iterator[Told]:
    for name, (was, now) in sides.findings.items():
        head = "" if alone else f"{criterion_name((was if was.of else now).scheme, name)}："
        for place, words in enumerate(finding_words(was, now)):
            yield Told(words if place else head + words, criterion=name)


def _answer(one: Change, sides: Sides, *, alone: bool) -> Iterator[Told]:
    criterion = str(one.key[2])
    head = "" if alone else f"{criterion_name(sides.scheme, criterion)}："
    both = (one.before, one.after)
    told = [*turn("对台账的答复", *map(_answer_words, both))]
    told += turn("理由", *(_text(side, "grounds") for side in both))
    if not told and criterion not in sides.findings:
        told = [_ANSWERED_AGAIN]
    for place, words in enumerate(told):
        yield Told(words if place else head + words, criterion=criterion)


def _answer_words(row: PlainRow | None) -> str:
    if row is None:
        return ""
    return "采用" if row["accepted"] else "不采用"


def place_of(one: Change, scheme: Scheme | None, names: RecordNames) -> Told:
    """The criterion and the indicator that a change belongs to, without words."""
    row = one.row
    match one.table:
        case "finding" | "item":
            return Told("", criterion=criterion_of(one) or "")
        case "proposal_answer":
            return Told("", criterion=str(one.key[2]))
        case "discretion" | "not_applicable" | "review_remark":
            return Told("", indicator=str(row.get("part") or one.key[-1]))
        case "waiver":
            return Told("", indicator=_indicator_of(scheme, one.key[2]))
        case "evidence_link":
            criterion = row.get("criterion") or names.owner(row.get("item"))
            return Told("", str(criterion), _indicator_of(scheme, row.get("requirement")))
    return Told("")


class _Telling:
    """Words the changes that belong to no finding."""

    def __init__(self, sides: Sides, names: RecordNames, *, named: bool) -> None:
        self._sides, self._names, self._named = sides, names, named

    def of(self, one: Change) -> Iterator[Told]:
        match one.table:
            case "discretion" | "not_applicable":
                yield from self._indicator(one)
            case "evidence_link":
                yield self._link(one)
            case "waiver":
                yield from self._waiver(one)
            case "review_remark":
                yield from self._remark(one)
            case "assessment":
                yield from map(Told, self._assessment(one))
            case "round":
                yield from map(Told, self._round(one))
            case "office" | "person":
                names = _text(one.before, "name"), _text(one.after, "name")
                yield from map(Told, turn(_CALLED[one.table], *names))

    def _at(self, one: Change, words: str) -> Told:
        return place_of(one, self._sides.scheme, self._names)._replace(words=words)

    def _head(self, words: str) -> str:
        return "" if self._named else f"{words}："

    def _indicator(self, one: Change) -> Iterator[Told]:
        head = self._head(indicator_name(self._sides.scheme, str(one.key[2])))
        for place, words in enumerate(_indicator_words(one)):
            yield self._at(one, words if place else head + words)

    def _waiver(self, one: Change) -> Iterator[Told]:
        head = self._head(f"免交{piece_words(self._sides.scheme, *one.key[2:])}")
        for words in turn("理由", _text(one.before, "grounds"), _text(one.after, "grounds")):
            yield self._at(one, head + words)

    def _remark(self, one: Change) -> Iterator[Told]:
        part = str(one.row.get("part", ""))
        found = (each for each in parts_of(self._sides.scheme) if each.id == part)
        head = next((each.full_name for each in found), part)
        for field, words in _REMARK.items():
            for told in turn(words, _text(one.before, field), _text(one.after, field)):
                yield self._at(one, f"{head}：{told}")

    def _link(self, one: Change) -> Told:
        was, now = self._link_place(one.before), self._link_place(one.after)
        if one.before is None:
            words = f"用于{now}"
        elif one.after is None:
            words = f"不再用于{was}"
        else:
            words = f"{was} → {now}"
        head = self._head(f"佐证“{self._names.file(one.row.get('evidence'))}”")
        return self._at(one, head + words)

    def _link_place(self, row: PlainRow | None) -> str:
        return "" if row is None else link_place(row, self._sides.scheme, self._names)

    def _assessment(self, one: Change) -> Iterator[str]:
        for field, words in _PEOPLE.items():
            yield from turn(words, self._person(one.before, field), self._person(one.after, field))
        if one.before is None or one.after is None:
            return
        for field, words in _AS_IT_READS.items():
            yield from turn(words, _text(one.before, field), _text(one.after, field))
        yield from turn(
            "审核", *(_STAGES[_text(side, "stage")] for side in (one.before, one.after))
        )
        yield from turn("单位类别", self._kind(one.before), self._kind(one.after))
        was, now = plain_of(one.before, "counts"), plain_of(one.after, "counts")
        for name in sorted({*was, *now}):
            numbers = (str(side.get(name, "")) for side in (was, now))
            yield from turn(self._counted(name), *numbers)

    def _person(self, row: PlainRow | None, field: str) -> str:
        person = (row or {}).get(field)
        return self._names.person(person) if person else ""

    def _kind(self, row: PlainRow) -> str:
        kind = _text(row, "kind")
        return (self._sides.kinds).get(kind, kind)

    def _counted(self, name: str) -> str:
        counted, _, supplier = name.partition(":")
        evidence = self._sides.scheme.evidence
        who = (evidence.suppliers if evidence else {}).get(supplier, supplier)
        return f"{_COUNTED[counted]}（{who}）" if who else _COUNTED[counted]

    def _round(self, one: Change) -> Iterator[str]:
        if one.before is None or one.after is None:
            return
        for field, words in _ROUND.items():
            yield from turn(words, _text(one.before, field), _text(one.after, field))
        texts = [_text(side, "scheme_text") for side in (one.before, one.after)]
        if texts[0] != texts[1]:
            was, now = (self._names.version(text) for text in texts)
            yield f"版本：{was} → {now}" if was != now else f"版本号仍是 {now}，内容有改动"
        if one.before.get("reviewed") != one.after.get("reviewed"):
            yield "定稿前要审核" if one.after.get("reviewed") else "定稿前不再审核"
        if one.before.get("archived") != one.after.get("archived"):
            yield "归档" if one.after.get("archived") else "从归档中取出"


def link_place(row: PlainRow, scheme: Scheme, names: RecordNames) -> str:
    """What a file is linked to, and where in it."""
    told = []
    if row.get("requirement") is not None:
        piece = (row.get("piece", ""), row.get("plan_item"))
        told.append(piece_words(scheme, row["requirement"], *piece))
    criterion = row.get("criterion") or names.owner(row.get("item"))
    if criterion:
        of = within_quotes(criterion_name(scheme, str(criterion)))
        told.append(f"“{of}”{'的一件' if row.get('item') else ''}")
    if row.get("ledger_row"):
        found = names.ledger_row(row["ledger_row"])
        told.append(row_words(found, names) or "台账")
    told.append(f"第 {row['page']} 页" if row.get("page") else "")
    told.append("框出的一处" if row.get("region") else "")
    return "，".join(filter(None, told))


def _indicator_words(one: Change) -> Iterator[str]:
    if one.table == "discretion":
        scores = [
            f"{score} 分" if (score := _text(s, "score")) else "" for s in (one.before, one.after)
        ]
        yield from turn("裁量得分", scores[0], scores[1] or _COMPUTED)
    else:
        yield from turn("整项", *("不适用" if side else "适用" for side in (one.before, one.after)))
    yield from turn("理由", _text(one.before, "grounds"), _text(one.after, "grounds"))


def _indicator_of(scheme: Scheme | None, requirement: object) -> str:
    """What a requirement of evidence proves: an indicator, or bonus or penalty as the file calls them."""
    requirements = () if scheme is None else scheme.requirements
    return next((one.indicator for one in requirements if one.no == requirement), "")


def _text(row: PlainRow | None, field: str) -> str:
    value = (row or {}).get(field)
    return "" if value is None else str(value)
