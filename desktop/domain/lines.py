"""Lines: from the findings of one indicator, bonus or penalty to amounts that count (R9, R28)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from desktop.domain.amounts import ZERO, Exact
from desktop.domain.bounds import Bounds, allot
from desktop.domain.findings import Finding
from desktop.domain.rounding import Rounding
from desktop.domain.scheme import Criterion, SharedCap
from desktop.domain.tally import Tally


class Entry(NamedTuple):
    """One line in the making: the amount after each step, so that the sentence can name what cut it."""

    criterion: Criterion
    finding: Finding
    tally: Tally | None
    nominal: Decimal
    capped: Decimal
    pooled: Decimal
    allotted: Decimal
    effective: Decimal
    rounded: str = ""
    voids: bool = False

    @property
    def left_out(self) -> bool:
        """Whether it does not apply and the rest is scaled up instead (R30)."""
        given = self.criterion.not_applicable
        return not self.finding.applies and given is not None and given.left_out

    @property
    def triggers(self) -> bool:
        """Whether the criterion's consequence follows."""
        consequence = self.criterion.consequence
        if consequence is None or self.tally is None or self.finding.exempt:
            return False
        return self.tally.faults >= consequence.times


class Group(NamedTuple):
    """The criteria that are bounded together: an indicator's, or the bonus's or penalty's."""

    criteria: tuple[Criterion, ...]
    points: Decimal
    bounds: Bounds
    caps: tuple[SharedCap, ...] = ()
    whole: str = "本项"


def entries_of(group: Group, facts: Mapping[str, Finding], rounding: Rounding) -> list[Entry]:
    """Work out every recorded criterion of a group, in the document's order."""
    line = rounding.line
    entries = []
    for criterion in group.criteria:
        finding = facts.get(criterion.id)
        if finding is not None:
            tally, amount = _tally(criterion, finding)
            nominal, cap = line(amount), criterion.cap
            capped = nominal if cap is None else max(-cap, min(cap, nominal))
            exact = nominal if isinstance(amount, Decimal) else Fraction(nominal)
            rounded = "" if amount == exact else rounding.words
            steps = (nominal, capped, capped, capped, capped, rounded)
            entries.append(Entry(criterion, finding, tally, *steps))
    if any(criterion.consequence or criterion.not_applicable for criterion in group.criteria):
        entries = _bounded(_marked_void(entries), group)
        return _scale_up(group, _void(group, entries), rounding)
    return _bounded(entries, group)


def _marked_void(entries: list[Entry]) -> list[Entry]:
    """Mark the first criterion that says 不得分; whatever it earned itself is void as well."""
    for index, entry in enumerate(entries):
        consequence = entry.criterion.consequence
        if consequence and consequence.void == "indicator" and entry.triggers:
            entries[index] = entry._replace(voids=True, capped=min(ZERO, entry.capped))
            break
    return entries


def _bounded(entries: list[Entry], group: Group) -> list[Entry]:
    """Cut by the shared caps and the bounds; what nothing cuts stays as it is."""
    capped = [entry.capped for entry in entries]
    pooled = _pool(entries, group.caps) if group.caps else capped
    allotted = allot(pooled, group.bounds)
    if allotted == capped == pooled:
        return entries
    cuts = zip(entries, pooled, allotted, strict=True)
    return [
        Entry(e.criterion, e.finding, e.tally, e.nominal, e.capped, p, a, a, e.rounded, e.voids)
        for e, p, a in cuts
    ]


def _tally(criterion: Criterion, finding: Finding) -> tuple[Tally | None, Exact]:
    """What the fact amounts to, and what of that is to be counted at all."""
    if not finding.applies:
        given = criterion.not_applicable
        earned = given.points(criterion.most or ZERO) if given and criterion.rule.earns else ZERO
        return None, earned
    if finding.fact is None:
        return None, ZERO
    tally = criterion.rule.tally(finding.fact)
    return tally, ZERO if finding.exempt else tally.amount


def _pool(entries: Iterable[Entry], caps: Iterable[SharedCap]) -> list[Decimal]:
    """Cut amounts, in order, by what is left of the cap that they share."""
    left = {cap.id: cap.cap for cap in caps}
    pooled = []
    for entry in entries:
        taken, name = entry.capped, entry.criterion.shares
        if name is not None:
            taken = max(-left[name], min(left[name], taken))
            left[name] -= abs(taken)
        pooled.append(taken)
    return pooled


def _void(group: Group, entries: list[Entry]) -> list[Entry]:
    """The line that is marked takes all that the other lines have left."""
    for index, entry in enumerate(entries):
        if entry.voids:
            left = group.bounds.start + sum((e.effective for e in entries), ZERO)
            taken = entry.effective - max(ZERO, left)
            nominal = min(entry.nominal, -group.points, taken)
            entries[index] = entry._replace(nominal=nominal, effective=taken)
    return entries


def all_left_out(criteria: Sequence[Criterion], entries: Sequence[Entry]) -> bool:
    """Whether nothing of an indicator applies, so that there is no rest to scale up."""
    return len(criteria) == len(entries) and all(entry.left_out for entry in entries)


def _scale_up(group: Group, entries: list[Entry], rounding: Rounding) -> list[Entry]:
    """What is left out scales the rest up to the group's points; its first line carries the gain."""
    left_out = [index for index, entry in enumerate(entries) if entry.left_out]
    worth = sum((entries[i].criterion.most or ZERO for i in left_out), ZERO)
    if not left_out or worth >= group.points:
        return entries
    score = group.bounds.start + sum((e.effective for e in entries), ZERO)
    scaled = rounding.line(
        Fraction(score) * Fraction(group.points) / Fraction(group.points - worth)
    )
    gain = group.bounds.hold(scaled) - score
    first = left_out[0]
    entries[first] = entries[first]._replace(nominal=gain, effective=gain)
    return entries
