"""Worsening: the same fact with one more fault, or with one merit less."""

from collections.abc import Callable
from decimal import Decimal

from tests.domain.building import Plain
from tests.domain.strategies import earns


def _fewer(fact: Plain, key: str) -> Plain | None:
    return fact | {key: fact[key] - 1} if fact[key] else None


def _each(criterion: Plain, fact: Plain) -> Plain | None:
    if earns(criterion):
        return _one_item_less(criterion, fact) if "items" in fact else _fewer(fact, "count")
    return _one_item_more({}, fact) if "items" in fact else fact | {"count": fact["count"] + 1}


def _one_item_more(item: Plain, fact: Plain) -> Plain:
    return fact | {"items": [*fact["items"], item]}


def _one_item_less(_: Plain, fact: Plain) -> Plain | None:
    return fact | {"items": fact["items"][:-1]} if fact["items"] else None


def _graded(criterion: Plain, fact: Plain) -> Plain | None:
    if earns(criterion):
        return _one_item_less(criterion, fact)
    return _one_item_more({"class": "grave"}, fact)


def _share(_: Plain, fact: Plain) -> Plain:
    return _one_item_more({"absent": 1, "expected": 3}, fact)


def _award(_: Plain, fact: Plain) -> Plain:
    kept = {key: value for key, value in fact.items() if key == "note"}
    return {"met": False} | kept


def _choice(criterion: Plain, fact: Plain) -> Plain | None:
    def points(name: str) -> Decimal:
        amount: Decimal = criterion["options"][name][1]
        return amount

    lower = [name for name in criterion["options"] if points(name) < points(fact["choice"])]
    return fact | {"choice": max(lower, key=points)} if lower else None


def _measured(_: Plain, fact: Plain) -> Plain | None:
    return _fewer(fact, "count" if "count" in fact else "done")


_WORSE: dict[str, Callable[[Plain, Plain], Plain | None]] = {
    "flag": lambda _, fact: fact | {"found": True},
    "each": _each,
    "graded": _graded,
    "shortfall": lambda _, fact: _fewer(fact, "actual"),
    "share": _share,
    "award": _award,
    "rate": _measured,
    "target": _measured,
    "tiers": _measured,
    "choice": _choice,
}


def worse(criterion: Plain, fact: Plain) -> Plain | None:
    """The fact, one fault worse; None where it cannot be, or where an exemption covers it."""
    if "exempt" in fact or "applies" in fact:
        return None
    return _WORSE[criterion["shape"]](criterion, fact)
