"""What was found of each unit in a finished round: drawn from the seed, as often amiss as the data says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from desktop.domain.scheme import Criterion, Scheme
from desktop.services.demonstration_year.alterations import Data
from desktop.services.demonstration_year.chance import Chance

_PERCENT = 100


class Judged:
    """The ways in which each criterion may be written; those that the data does not name are in order."""

    def __init__(self, criteria: Sequence[Data]) -> None:
        self._ways = {one["id"]: one for one in criteria}

    def facts(
        self, scheme: Scheme, told: Mapping[str, Any], amiss: int, chance: Chance
    ) -> Iterator[tuple[str, Data]]:
        """A fact for every criterion: what is told, else what falls to it."""
        bonus = {one.id for _, of in scheme.named_extras for one in of.criteria}
        for criterion in scheme.all_criteria():
            drawn = self._drawn(criterion, amiss, chance, bonus=criterion.id in bonus)
            yield criterion.id, told.get(criterion.id, drawn)

    def _drawn(self, criterion: Criterion, amiss: int, chance: Chance, *, bonus: bool) -> Data:
        """Drawn also where it is told: what is told of one must not move the others."""
        ways = self._ways.get(criterion.id, {})
        faulty = chance.between(1, _PERCENT) <= max(amiss, ways.get("at_least", 0))
        written: Sequence[Data] = ways.get("amiss" if faulty else "well", ())
        if written:
            return chance.pick(written)
        clean = criterion.rule.unclaimed() if bonus else criterion.rule.clean()
        if clean is None:
            raise ValueError(f"{criterion.id} has no clean fact and must be written")
        return clean
