"""Reports of a unit's year as they came in, and how far it is with the tasks of its plan."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from desktop.domain.ledgers.due_reports import DueReport
from desktop.domain.ledgers.duties import DONE, Duty
from desktop.domain.ledgers.receipts import ACCEPTED, Receipt
from desktop.domain.plan import PlanTarget, Task, day_in_month
from desktop.services.demonstration_year.alterations import Data, values_of
from desktop.services.demonstration_year.chance import Chance
from desktop.services.demonstration_year.days import before

_TOLD: Final = {"received", "state", "note"}


def receipts_of(due: Sequence[DueReport], told: Data, chance: Chance) -> Iterator[Receipt]:
    """A receipt of every due report, in time, but for what is told; `came = false` is none."""
    changes = {(one["report"], one["due"]): one for one in told.get("receipts", ())}
    known = {(one.rule.name, one.due): one for one in due}
    if changes.keys() - known.keys():
        raise ValueError(f"{told['unit']}: not due: {sorted(changes.keys() - known.keys())}")
    for place, one in known.items():
        change = changes.get(place, {})
        if change.get("came", not told.get("nothing_reported")):
            came = before(one.due, chance.between(0, 6))
            receipt = Receipt(report=one.rule.id, due=one.due, received=came, state=ACCEPTED)
            said = {name: change[name] for name in _TOLD & change.keys()}
            yield replace(receipt, **values_of(Receipt, said))


def duties_of(
    duties: Mapping[str, Task | PlanTarget], told: Data, chance: Chance
) -> Iterator[Duty]:
    """Each task done by its day or under way where it has none, each judged target reached, but for what is told."""
    for id_, one in duties.items():
        duty = Duty(year=told["year"], duty=id_, state=DONE)
        if isinstance(one, Task) and one.month is not None and one.day is not None:
            last = day_in_month(told["year"], one.month, one.day)
            duty = replace(duty, done=before(last, chance.between(1, 20)))
        elif isinstance(one, Task):
            duty = replace(duty, state="under-way")
        yield replace(duty, **values_of(Duty, told.get("duties", {}).get(one.id, {})))
