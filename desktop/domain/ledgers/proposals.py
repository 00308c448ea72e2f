"""Proposals: the fact that the ledgers' answer comes to for a criterion, by its shape; the evaluator decides on it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from desktop.domain.ledgers.given import COUNTIES_OR_OWN, OWN
from desktop.domain.ledgers.measured import (
    Counted,
    Question,
    Rate,
    Rows,
    Standing,
    Unknown,
    listed,
)
from desktop.domain.ledgers.measures import MEASURES
from desktop.domain.refusals import Refused, within_quotes
from desktop.domain.scheme import Criterion

PlainFact = Mapping[str, object]
_MOST_NOTED: Final = 5
_MOST_ITEMS: Final = 200


@dataclass(frozen=True, slots=True)
class Proposal:
    """What the ledgers say to a criterion; without a fact they cannot tell, and `gaps` says what they lack.

    `rows` are the ledgers' rows behind it, blank where there is none; where the fact has items, one for each.
    `remarks` are no lack of the ledgers': whom it was read for, and, while the period lasts, that it is not over.
    """

    criterion: str
    measure: str
    as_of: date
    basis: str
    fact: PlainFact | None
    rows: tuple[str, ...] = ()
    counted: tuple[Counted, ...] = ()
    gaps: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    is_over: bool = True  # the period


def propose(criterion: Criterion, asked: Question) -> Proposal | None:
    """Ask the criterion's measure; None where the scheme names none."""
    if criterion.from_ is None:
        return None
    answer = MEASURES[criterion.from_].ask(asked)
    bare = Proposal(
        criterion.id,
        criterion.from_,
        asked.as_of,
        "",
        None,
        gaps=answer.gaps,
        remarks=(*_remarks(asked),),
        is_over=asked.is_over,
    )
    if isinstance(answer, Unknown):
        return bare
    fact = _fact(criterion, answer)
    rows = tuple(one.row or "" for one in _behind(fact, answer))
    return replace(bare, basis=answer.basis, fact=fact, rows=rows, counted=answer.counted)


def _remarks(asked: Question) -> Iterator[str]:
    """What holds for any measure: days that are still to come, and for whom it was read (R31)."""
    if not asked.is_over:
        yield f"考核时段未结束，按到{asked.words_of(asked.as_of)}的台账算"
    if asked.given.level == COUNTIES_OR_OWN and asked.level == OWN:
        yield "成员单位台账没有县（市、区），按本单位自身计"


def _behind(fact: PlainFact, answer: Rows | Rate | Standing) -> Iterable[Counted]:
    """The rows behind a fact; where it has items, one for each."""
    return _spread(answer.counted) if "items" in fact else answer.counted


def _fact(criterion: Criterion, answer: Rows | Rate | Standing) -> PlainFact:
    if isinstance(answer, Rate):
        return {"done": answer.done, "total": answer.total, "note": answer.basis}
    if isinstance(answer, Standing):
        return {"choice": (criterion.read_as or {})[answer.word], "note": answer.basis}
    return _MAKING[criterion.rule.shape](criterion, answer)


def _each(criterion: Criterion, answer: Rows) -> PlainFact:
    """Item by item; a number that nobody would go through is a count."""
    excusable = not criterion.rule.earns
    if answer.number > _MOST_ITEMS:
        counted = [one for one in answer.counted if not (excusable and one.excused)]
        return {"count": sum(one.times for one in counted), "note": answer.basis}
    return {"items": [_item(one, excusable=excusable) for one in _spread(answer.counted)]}


def _item(one: Counted, *, excusable: bool) -> PlainFact:
    item: dict[str, object] = {"note": one.note}
    if one.day is not None:
        item["date"] = one.day.isoformat()
    if one.excused and excusable:
        item |= {"exempt": True, "reason": one.excused}
    return item


def _flag(_: Criterion, answer: Rows) -> PlainFact:
    faulty = [one for one in answer.counted if not one.excused]
    if not faulty:
        return {"found": False, "note": answer.basis}
    return {"found": True, "note": listed(_together(faulty), _MOST_NOTED)}


def _together(faulty: Iterable[Counted]) -> Iterator[str]:
    """The faults in words; the members who have the same one stand before it, every one of them (R18)."""
    whose: dict[str, list[str]] = {}
    for one in faulty:
        whose.setdefault(one.note.removeprefix(one.whose), []).append(one.whose)
    yield from ("、".join(names) + fault for fault, names in whose.items())


def _shortfall(_: Criterion, answer: Rows) -> PlainFact:
    return {"actual": answer.number, "note": answer.basis}


def _share(_: Criterion, answer: Rows) -> PlainFact:
    return {
        "items": [
            {"absent": one.absent, "expected": one.expected, **_item(one, excusable=True)}
            for one in answer.counted
        ]
    }


def _award(criterion: Criterion, answer: Rows) -> PlainFact:
    return {"met": answer.number >= (criterion.given.least or 1), "note": answer.basis}


def _tiers(_: Criterion, answer: Rows) -> PlainFact:
    return {"count": answer.number, "note": answer.basis}


_MAKING: Final[Mapping[str, Callable[[Criterion, Rows], PlainFact]]] = {
    "each": _each,
    "flag": _flag,
    "shortfall": _shortfall,
    "share": _share,
    "award": _award,
    "tiers": _tiers,
}


def _spread(counted: Iterable[Counted]) -> Iterator[Counted]:
    """A row that stands for several things, once for each and numbered."""
    for one in counted:
        if one.times == 1:
            yield one
        else:
            for place in range(1, one.times + 1):
                yield one._replace(note=f"{one.note}（{place}/{one.times}）", times=1)


def differences(
    criterion: Criterion, before: PlainFact, after: PlainFact | None
) -> tuple[str, ...]:
    """What the ledgers say now and did not say when the evaluator answered, in words."""
    if after is None:
        return ("台账现在得不出这一条",)
    listed_before, listed_after = before.get("items"), after.get("items")
    if isinstance(listed_before, list) and isinstance(listed_after, list):
        was, now = Counter(map(_item_words, listed_before)), Counter(map(_item_words, listed_after))
        gone, new = (was - now).elements(), (now - was).elements()
        return (*(f"不再有：{one}" for one in gone), *(f"现在有：{one}" for one in new))
    first, then = _said(criterion, before), _said(criterion, after)
    return () if first == then else (f"原来是“{first}”，现在是“{then}”",)


def _said(criterion: Criterion, fact: PlainFact) -> str:
    """What a fact comes to, as it can be held against another's."""
    if fact.get("found"):
        return within_quotes(str(fact.get("note", "发现")))
    own = {name: value for name, value in fact.items() if name in criterion.rule.fact_keys}
    try:
        return within_quotes(criterion.rule.tally(criterion.rule.read(own)).account)
    except Refused:
        return "按原来的办法得出的认定"  # the scheme was replaced since


def counted_words(criterion: Criterion, one: Counted) -> frozenset[str]:
    """The items that a row comes to, each as `differences` tells it."""
    excusable = not criterion.rule.earns
    return frozenset(_item_words(_item(each, excusable=excusable)) for each in _spread((one,)))


def _item_words(item: Mapping[str, object]) -> str:
    dated = f"{item['date']} " if "date" in item else ""
    exempt = f"（免责：{item['reason']}）" if item.get("exempt") else ""
    return f"{dated}{item.get('note', '')}{exempt}"
