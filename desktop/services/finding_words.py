"""Finding words: what a finding said before an event and after it, as its rule accounts for it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any, Final, NamedTuple

from desktop.domain.amounts import show
from desktop.domain.audit_trail import Plain, PlainRow
from desktop.domain.comparison import AMONG
from desktop.domain.refusals import Refused
from desktop.domain.scheme import Criterion, Scheme
from desktop.domain.shapes.graded import Graded
from desktop.domain.shapes.relative import Relative
from desktop.domain.tally import Tally

NONE: Final = "无"
_PENDING: Final = "未评"
_ASIDE: Final = "不适用"
_EXEMPT: Final = "免责"
_UNREADABLE: Final = "按别的办法所作的认定"  # nothing that this scheme can account for

_BESIDE: Final = frozenset({"note", "exempt", "applies"})  # no part of a shape's own fact

Items = Mapping[Plain, PlainRow]


class Stated(NamedTuple):
    """A criterion's finding at one time, as events tell of it; the row is None while it is pending."""

    scheme: Scheme
    criterion: str
    row: PlainRow | None
    items: Items

    @property
    def of(self) -> Criterion | None:
        """The criterion as the scheme of that time has it."""
        return self.scheme.criteria.get(self.criterion)


def finding_words(was: Stated, now: Stated) -> Iterator[str]:
    """The account from and to, then the words beside it, then the items."""
    before, after = _account(was), _account(now)
    if before != after:
        yield f"{before} → {after}"
    for field, words in (("note", "说明"), ("grounds", "理由")):
        yield from turn(words, *(str((one.row or {}).get(field, "")) for one in (was, now)))
    yield from _items(was, now)


def stated_words(one: Stated) -> str:
    """What a finding says at one time, and every item of it that says something."""
    said = ((row, item_words(one, row)) for row in _in_order(one.items).values())
    told = (f"第 {int(row.get('position') or 0) + 1} 件：{words}" for row, words in said if words)
    return "；".join((_account(one), *told))


def turn(words: str, was: str, now: str) -> Iterator[str]:
    """From and to; what was not there before is told alone."""
    if was != now:
        yield f"{words}：{was} → {now or NONE}" if was else f"{words}：{now}"


def plain_of(row: PlainRow, field: str) -> dict[str, Any]:
    """Plain data that a row keeps as text; it is left out where it is empty."""
    return dict(json.loads(str(row.get(field, "{}"))))


def _account(one: Stated) -> str:
    """What a finding amounts to, before any cap or bound."""
    if one.row is None:
        return fact_words(one.scheme, one.of, None)
    fact = plain_of(one.row, "fact")
    if one.row.get("itemised"):
        fact["items"] = [_plain_item(row) for row in _in_order(one.items).values()]
    if one.row.get("grounds"):
        fact["reason"] = one.row["grounds"]
    told = {"exempt": bool(one.row.get("exempt")), "applies": one.row.get("applies") != 0}
    return fact_words(one.scheme, one.of, fact | told)


def fact_words(scheme: Scheme, of: Criterion | None, fact: Mapping[str, object] | None) -> str:
    """What a fact in its plain form amounts to, before any cap or bound."""
    if fact is None:
        return _PENDING
    if fact.get("applies") is False:
        return _ASIDE
    exempt = fact.get("exempt") is True
    own = {name: value for name, value in fact.items() if name not in _BESIDE}
    if exempt and not own.keys() - {"reason"}:
        return _EXEMPT
    rule = of.rule if of else None
    try:
        if isinstance(rule, Relative) and AMONG not in own:
            # How it stood hung on the others, not on this event.
            return rule.read(own).own.words + (f"，{_EXEMPT}" if exempt else "")
        tally = rule.tally(rule.read(own)) if rule else None
    except Refused:
        tally = None
    if tally is None:
        return _UNREADABLE
    return f"{tally.account}，{_EXEMPT}" if exempt else tally.account + _points(scheme, tally)


def _points(scheme: Scheme, tally: Tally) -> str:
    amount = scheme.rounding.line(tally.amount)
    if not amount:
        return ""
    return f"，应{'得' if amount > 0 else '扣'} {show(abs(amount))} 分"


def _plain_item(row: PlainRow) -> dict[str, object]:
    """An item as its rule reads it."""
    told = {"note": row.get("note"), "date": row.get("date"), "reason": row.get("grounds")}
    plain = plain_of(row, "figures") | {name: value for name, value in told.items() if value}
    return plain | {"exempt": True} if row.get("exempt") else plain


def _in_order(items: Items) -> Items:
    return dict(sorted(items.items(), key=lambda one: int(one[1].get("position") or 0)))


def _items(was: Stated, now: Stated) -> Iterator[str]:
    """Those that came, went or say something else; one that says nothing is only counted."""
    for key, row in {**_in_order(was.items), **_in_order(now.items)}.items():
        before, after = was.items.get(key), now.items.get(key)
        said, says = item_words(was, before), item_words(now, after)
        place = f"第 {int(row.get('position') or 0) + 1} 件"
        if said == says:
            continue
        if before is None:
            yield f"{'' if was.row is None else '增加'}{place}：{says}"
        elif after is None:
            yield f"删去{place}：{said}"
        else:
            yield f"{place}：{said or NONE} → {says or NONE}"


def item_words(of: Stated, row: PlainRow | None) -> str:
    """What an item says; blank where it says nothing, or is not there."""
    if row is None:
        return ""
    figures, grounds = plain_of(row, "figures"), row.get("grounds")
    told = [row.get("date"), row.get("note")]
    if "class" in figures:
        told.append(_class_name(of, figures["class"]))
    if "points" in figures:
        told.append(f"{figures['points']} 分")
    if "absent" in figures:
        told.append(f"缺席 {figures['absent']} 人，应到 {figures.get('expected')} 人")
    if row.get("exempt"):
        told.append(f"{_EXEMPT}（{grounds}）")
    elif grounds:
        told.append(f"理由：{grounds}")
    return "，".join(str(one) for one in told if one)


def _class_name(of: Stated, name: str) -> str:
    rule = of.of.rule if of.of else None
    known = rule.classes.get(name) if isinstance(rule, Graded) else None
    return known.name if known else name
