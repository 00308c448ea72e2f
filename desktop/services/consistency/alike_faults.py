"""Alike faults: the same thing written down of several units, and not treated alike."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any, Final, NamedTuple

from desktop.domain.names import plain_name
from desktop.domain.records import AssessmentKey
from desktop.domain.scheme import Criterion
from desktop.services.consistency.remarks import Looked, Matter, Remark, Spot, listed
from desktop.services.round_sights import SheetSight

_NOT_WORDS: Final = re.compile(r"[\d\W_年月日号第次份件个]+")
_ALIKE: Final = 0.6  # of all pairs of neighbouring characters in either
_SHORTEST: Final = 2
_EXEMPT, _RAISED, _COUNTED = "免责", "裁量加分", "计扣"


class _Case(NamedTuple):
    """One thing that was written down: of whom, in which words, and what was done about it."""

    key: AssessmentKey
    name: str
    words: str
    alike: str  # the words without dates, numbers, marks and the unit's own name
    done: str
    grounds: str
    graded: str  # the name of its class, where the rule has classes


def alike_faults(of: Looked) -> Iterator[Remark]:
    """Criterion by criterion."""
    parts = of.parts
    cases: dict[str, list[_Case]] = {}
    for sight in of.sheets:
        raised = _raised(sight)
        for name, fact in sight.plain["facts"].items():
            # Most facts have no words in them at all.
            if "note" in fact or fact.get("items"):
                judged = raised.get(parts[name], "")
                cases.setdefault(name, []).extend(
                    _cases(sight, of.scheme.criteria[name], fact, judged)
                )
    for name, criterion in of.scheme.criteria.items():
        own = cases.get(name, ())
        if not criterion.rule.earns and len({one.key for one in own}) > 1:
            yield from _unlike_treatment(criterion, parts[name], own)
            yield from _unlike_classes(criterion, parts[name], own)
    yield from _same_rows(of, parts)


def _cases(
    sight: SheetSight, criterion: Criterion, fact: Mapping[str, Any], raised: str
) -> Iterator[_Case]:
    key, name, whole = sight.assessment.key, sight.assessment.name, fact.get("exempt") is True
    own = plain_name(name)
    entries: Sequence[Mapping[str, Any]] = fact.get("items") or ()
    # What is written beside a fact without a fault is no fault.
    if not entries and _faulty(fact, whole=whole):
        entries = (fact,)
    for entry in entries:
        words = str(entry.get("note", ""))
        alike = _essence(words, own)
        if len(alike) >= _SHORTEST:
            exempt = whole or entry.get("exempt") is True
            done = _EXEMPT if exempt else _RAISED if raised else _COUNTED
            grounds = str(entry.get("reason") or fact.get("reason") or raised)
            yield _Case(key, name, words, alike, done, grounds, _class_name(criterion, entry))


def _faulty(fact: Mapping[str, Any], *, whole: bool) -> bool:
    clean = fact.get("found") is False or fact.get("count") == 0 or fact.get("applies") is False
    return whole or not clean


def _raised(sight: SheetSight) -> Mapping[str, str]:
    """The grounds of each judgement that gives more than was computed, by its indicator."""
    return {
        one.id: one.discretion.grounds
        for one in sight.sheet.indicators
        if one.discretion is not None
        and one.computed is not None
        and one.discretion.score > one.computed
    }


def _class_name(criterion: Criterion, entry: Mapping[str, Any]) -> str:
    classes: Mapping[str, Any] = getattr(criterion.rule, "classes", {})
    found = classes.get(str(entry.get("class", "")))
    return "" if found is None else str(found.name)


def _essence(words: str, own: str) -> str:
    """What is alike in “甲镇3月5日停电” and “4月8日停电”."""
    return _NOT_WORDS.sub("", plain_name(words).replace(own, "")).casefold()


def _unlike_treatment(criterion: Criterion, part: str, cases: Sequence[_Case]) -> Iterator[Remark]:
    """One exempted or raised, another not, for words that are alike."""
    counted = _by_words(one for one in cases if one.done == _COUNTED)
    spared = _by_words(one for one in cases if one.done != _COUNTED)
    for words, own in spared.items():
        others = [
            one
            for key, found in counted.items()
            if _are_alike(words, key)
            for one in found
            if one.key not in {each.key for each in own}
        ]
        if others:
            yield _remark(criterion, part, (own, others))


def _remark(
    criterion: Criterion, part: str, sides: tuple[Sequence[_Case], Sequence[_Case]]
) -> Remark:
    own, others = sides
    done = own[0].done
    spared, taken = listed([one.name for one in own]), listed([one.name for one in others])
    grounds = f"（{own[0].grounds}）" if own[0].grounds else ""
    return Remark(
        Matter.ALIKE,
        f"{criterion.label}：“{own[0].words}”",
        f"{spared}{done}；{taken}计扣",
        f"说明相近（“{own[0].words}”与“{others[0].words}”），{spared}{done}{grounds}，{taken}计扣，"
        "可以看看两边的情形是否真有不同",
        tuple(Spot(one.key, part, criterion.id) for one in (*own, *others)),
        len(others),
    )


def _unlike_classes(criterion: Criterion, part: str, cases: Sequence[_Case]) -> Iterator[Remark]:
    """The same words, and different classes."""
    for own in _by_words(one for one in cases if one.graded).values():
        classes = dict.fromkeys(one.graded for one in own)
        if len(classes) > 1 and len({one.key for one in own}) > 1:
            sides = [
                f"{listed([one.name for one in own if one.graded == name])}按“{name}”"
                for name in classes
            ]
            yield Remark(
                Matter.ALIKE,
                f"{criterion.label}：“{own[0].words}”",
                "；".join(sides),
                f"说明相近，类别不同：{'，'.join(sides)}，可以看看轻重是否真有不同",
                tuple(Spot(one.key, part, criterion.id) for one in own),
                len(own),
            )


def _by_words(cases: Iterable[_Case]) -> dict[str, list[_Case]]:
    found: dict[str, list[_Case]] = {}
    for one in cases:
        found.setdefault(one.alike, []).append(one)
    return found


def _are_alike(one: str, other: str) -> bool:
    """The same, or most of it the same."""
    if one == other:
        return True
    first, second = _pairs(one), _pairs(other)
    return len(first & second) >= _ALIKE * len(first | second)


def _pairs(words: str) -> set[str]:
    return {words[at : at + 2] for at in range(len(words) - 1)}


def _same_rows(of: Looked, parts: Mapping[str, str]) -> Iterator[Remark]:
    """One ledger row that counts for several units, exempted for some of them."""
    sights = {one.assessment.unit: one for one in of.sheets}
    rows = sorted(
        (criterion, row, answer.unit)
        for answer in of.beside.answers
        if answer.accepted and answer.unit in sights
        for criterion in [answer.criterion]
        if criterion in parts
        for row in answer.rows
    )
    told: set[tuple[str, frozenset[str]]] = set()
    for (criterion, _), group in groupby(rows, key=lambda one: one[:2]):
        units = [unit for _, _, unit in group]
        spared = [one for one in units if _is_exempt(sights[one], criterion)]
        taken = [one for one in units if one not in spared and _counts(sights[one], criterion)]
        key = (criterion, frozenset(units))
        if spared and taken and key not in told:
            told.add(key)
            yield _of_row(of, criterion, (spared, taken))


def _of_row(of: Looked, criterion: str, sides: tuple[Sequence[str], Sequence[str]]) -> Remark:
    spared, taken = (listed([of.name(one) for one in side]) for side in sides)
    keys = {one.assessment.unit: one.assessment.key for one in of.sheets}
    part = of.parts[criterion]
    return Remark(
        Matter.ALIKE,
        f"{of.scheme.criteria[criterion].label}：同一条台账记录",
        f"{spared}免责；{taken}计扣",
        f"两边的认定出自同一条台账记录，{spared}免责，{taken}计扣，可以看看免责理由是否只适用于一方",
        tuple(Spot(keys[one], part, criterion) for side in sides for one in side),
        len(sides[1]),
    )


def _is_exempt(sight: SheetSight, criterion: str) -> bool:
    fact = sight.plain["facts"].get(criterion, {})
    items = fact.get("items") or ()
    return fact.get("exempt") is True or (bool(items) and all(one.get("exempt") for one in items))


def _counts(sight: SheetSight, criterion: str) -> bool:
    fact = sight.plain["facts"].get(criterion)
    return fact is not None and _faulty(fact, whole=False) and fact.get("items") != []
