"""Circumstances: what of one assessment decides which evidence it is asked for, and for how many things.

Numbers in comments are those of the longest list under schemes/, with 36 requirements; 8⑨ is a row of its indicators.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from typing import Final, Literal

from desktop.domain.evidence import EvidenceRules, Requirement
from desktop.domain.findings import Finding, Findings
from desktop.domain.items import Item
from desktop.domain.scheme import BONUS, Criterion, Extra, Indicator, Scheme

Counted = Literal["plan-item", "penalty"]
PLAN_ITEM: Final = "plan-item"
PENALISED: Final = "penalty"
COUNTED: Final[tuple[Counted, ...]] = (PLAN_ITEM, PENALISED)
_NO_RULES: Final = EvidenceRules(suppliers={})
_UNRECORDED: Final = Finding()


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What is known of one assessment.

    `counts` says how many plan items and penalties there are. Those of a supplier who has a plan or
    penalties of its own are counted apart: `penalty:SUPPLIER`.
    """

    findings: Findings
    counts: Mapping[str, int]

    @property
    def rules(self) -> EvidenceRules:
        """The scheme's rules of evidence."""
        return self.findings.scheme.evidence or _NO_RULES

    def apply_to(self, requirement: Requirement) -> bool:
        """Not where the indicator, or every criterion of it, does not apply to the unit (R30)."""
        if requirement.indicator in self.findings.not_applicable:
            return False
        facts = self.findings.facts
        return any(facts.get(c.id, _UNRECORDED).applies for c in self._criteria(requirement))

    def compel(self, requirement: Requirement) -> bool:
        """Whether it must be met; what the findings cannot tell is for the evaluator to decide."""
        # 36: a bonus that is given is proved; without one there is nothing to prove.
        if requirement.indicator == BONUS and not self._earn(requirement):
            return False
        # 19, 33: who was penalised (20, 34) had a problem. A fault says nothing: 5② and 8⑨ count
        # the problems that were not followed up, and of those no such evidence can exist.
        if requirement.when == "problem-found":
            return self.number(PENALISED, requirement) > 0
        # 17, 31: whatever is exempted in the indicator. Before that nobody owes the reason.
        if requirement.when == "exempt":
            return any(has_exemption(finding) for _, finding in self._recorded(requirement))
        # 35, poor conduct: the note is provisional itself (初步确定), and nothing records whose.
        return requirement.when is None

    def number(self, counted: Counted, requirement: Requirement) -> int:
        """How many plan items or penalties the requirement is counted for.

        13 to 18 go by the city's plan, 28 to 34 by the counties' own: a supplier's own number goes
        before that of the assessment, and that before the scheme's. A plan whose length nobody has
        stated has one item at least; with none it would pass unproved.
        """
        names = [f"{counted}:{who}" for who in requirement.who]
        own = [self.counts[name] for name in names if name in self.counts]
        if counted == PENALISED:
            return max(own, default=self.counts.get(counted, 0))
        stated = self.rules.plan_items or {}
        own = own or [stated[who] for who in requirement.who if who in stated]
        of_all = [number for name, number in stated.items() if name not in self.rules.suppliers]
        general = of_all[0] if len(of_all) == 1 else 1
        return max(own, default=self.counts.get(counted, general))

    def of_indicator(self, requirement: Requirement) -> tuple[bool, ...]:
        """All that the findings of its indicator say of a requirement and of what it repeats."""
        return (
            self.apply_to(requirement),
            requirement.indicator != BONUS or self._earn(requirement),
            any(has_exemption(finding) for _, finding in self._recorded(requirement)),
        )

    def of_suppliers(self, requirement: Requirement) -> tuple[int, ...]:
        """The numbers that its suppliers' things are counted by. Units alike in both are asked for the same."""
        return tuple(self.number(counted, requirement) for counted in COUNTED)

    def _criteria(self, requirement: Requirement) -> tuple[Criterion, ...]:
        """Those that it proves; none where this unit's reading has no such indicator."""
        return _proved_by(self.findings.scheme, requirement)

    def _recorded(self, requirement: Requirement) -> Iterator[tuple[Criterion, Finding]]:
        for criterion in self._criteria(requirement):
            if criterion.id in self.findings.facts:
                yield criterion, self.findings.facts[criterion.id]

    def _earn(self, requirement: Requirement) -> bool:
        return any(
            finding.fact is not None and criterion.rule.tally(finding.fact).amount > 0
            for criterion, finding in self._recorded(requirement)
        )


def decisive_criteria(scheme: Scheme) -> frozenset[str]:
    """The criteria whose facts decide what is asked for; of all others it is whether they apply."""
    return frozenset(
        criterion.id
        for reading in (scheme, *(scheme.by_kind or {}).values())
        for one in reading.requirements
        if one.indicator == BONUS or one.when == "exempt" or one.same_as
        for criterion in _proved_by(reading, one)
    )


def _proved_by(scheme: Scheme, requirement: Requirement) -> tuple[Criterion, ...]:
    group: Indicator | Extra | None = scheme.indicators_by_id.get(requirement.indicator)
    group = group or dict(scheme.named_extras).get(requirement.indicator)
    return group.criteria if group else ()


def has_exemption(finding: Finding) -> bool:
    """Whether it is exempt, or one of its items is."""
    return finding.exempt or any(item.exempt for item in _items_in(finding.fact))


def _items_in(fact: object) -> Iterator[Item]:
    """The items of a fact, whatever its shape wraps them in."""
    if isinstance(fact, Item):
        yield fact
    elif isinstance(fact, tuple):
        for one in fact:
            yield from _items_in(one)
    elif is_dataclass(fact):
        for field in fields(fact):
            yield from _items_in(getattr(fact, field.name))
