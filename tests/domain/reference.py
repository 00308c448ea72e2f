"""A second scorer for single indicators, slow and plain, written from the rulings alone.

It takes criteria and facts as a file and an evaluator write them, reckons in fractions, and shares
nothing with the program.
"""

from dataclasses import dataclass
from fractions import Fraction
from math import floor
from typing import Any

Plain = dict[str, Any]


@dataclass(frozen=True)
class Scored:
    """An indicator's score, and nominal and effective of each recorded criterion, in order."""

    score: Fraction
    lines: list[tuple[Fraction, Fraction]]


def hundredths(amount: Fraction) -> Fraction:
    """R29: rounded half up to 0.01, a deduction as an addition of the same size."""
    rounded = Fraction(floor(abs(amount) * 100 + Fraction(1, 2)), 100)
    return rounded if amount >= 0 else -rounded


def number(value: object) -> Fraction:
    """A figure as written; 90% is nine tenths."""
    text = str(value)
    return Fraction(text[:-1]) / 100 if text.endswith("%") else Fraction(text)


def occurrences(fact: Plain) -> list[Plain]:
    """Each occurrence that is not exempt."""
    items = fact["items"] if "items" in fact else [{}] * fact["count"]
    return [item for item in items if not item.get("exempt")]


def first_tier(criterion: Plain, fact: Plain) -> Fraction:
    """R2: 以上 includes the number itself; a ratio is compared as a fraction (R1)."""
    reached = Fraction(fact["done"], fact["total"]) if "done" in fact else Fraction(fact["count"])
    for bound, points in criterion["tiers"]:
        if reached >= number(bound):
            return number(points)
    return number(criterion["below"])


def counted(criterion: Plain, fact: Plain) -> Fraction:
    """What is deducted, for each one found, missing or absent."""
    deduct = number(criterion["deduct"])
    match criterion["shape"]:
        case "flag":
            return deduct if fact["found"] else Fraction(0)
        case "shortfall":
            return deduct * max(Fraction(0), number(criterion["required"]) - number(fact["actual"]))
        case "share":  # R7: each meeting is rounded by itself
            shares = (Fraction(one["absent"], one["expected"]) for one in occurrences(fact))
            return sum((hundredths(deduct * share) for share in shares), Fraction(0))
        case _:
            return deduct * len(occurrences(fact))


def amount_of(criterion: Plain, fact: Plain) -> Fraction:
    """The table of facts by shape: earned is positive, deducted negative."""
    if "deduct" in criterion:
        return -counted(criterion, fact)
    match criterion["shape"]:
        case "each":
            return number(criterion["earn"]) * len(occurrences(fact))
        case "award":
            judged = number(fact["points"]) if "points" in fact else number(criterion["points"])
            return judged if "points" in fact or fact["met"] else Fraction(0)
        case "tiers":
            return first_tier(criterion, fact)
        case _:
            return number(criterion["options"][fact["choice"]][1])


def earns(criterion: Plain) -> bool:
    """R9: award, tiers, or a choice without negative options; and what is counted with `earn`."""
    points: list[Any] = [0]
    if criterion["shape"] == "choice":
        points = [one for _, one in criterion["options"].values()]
    elif criterion["shape"] == "tiers":
        points = [*(one for _, one in criterion["tiers"]), criterion["below"]]
    elif criterion["shape"] != "award":
        return "earn" in criterion
    return all(one >= 0 for one in points)


def nominal_of(criterion: Plain, fact: Plain) -> Fraction:
    """A deduction that is exempt is not made; every line is rounded."""
    return Fraction(0) if fact.get("exempt") else hundredths(amount_of(criterion, fact))


def capped(nominal: Fraction, criterion: Plain) -> Fraction:
    """R9: cut by the criterion's cap first."""
    if "cap" not in criterion:
        return nominal
    cap = number(criterion["cap"])
    return max(-cap, min(cap, nominal))


def allotted(amounts: list[Fraction], start: Fraction, points: Fraction) -> list[Fraction]:
    """R28: summed first and bounded once; cut hundredth by hundredth from the last line backwards."""
    step = Fraction(1, 100)
    cut = list(amounts)
    excess = start + sum(cut) - max(Fraction(0), min(points, start + sum(cut)))
    for index in reversed(range(len(cut))):
        while excess > 0 and cut[index] > 0:
            cut[index] -= step
            excess -= step
        while excess < 0 and cut[index] < 0:
            cut[index] += step
            excess += step
    return cut


def score_indicator(points: object, criteria: list[Plain], facts: Plain) -> Scored:
    """Score what is recorded."""
    whole = number(points)
    start = Fraction(0) if any(earns(one) for one in criteria) else whole
    known = [one for one in criteria if one["id"] in facts]
    nominal = [nominal_of(one, facts[one["id"]]) for one in known]
    cut = [capped(one, criterion) for one, criterion in zip(nominal, known, strict=True)]
    effective = allotted(cut, start, whole)
    return Scored(start + sum(effective), list(zip(nominal, effective, strict=True)))
