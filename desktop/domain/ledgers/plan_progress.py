"""Plan progress: which items of a plan a unit has to do with, the runs of each, and whether it is done."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from desktop.domain.ledgers.given import OWN
from desktop.domain.ledgers.inspections import Inspection
from desktop.domain.ledgers.kinds import Kept
from desktop.domain.ledgers.measured import Question, Unknown, plain
from desktop.domain.ledgers.members import COUNTIES
from desktop.domain.ledgers.plan_items import JOINT, PlanItem

NO_PLAN: Final = Unknown(("抽查计划台账没有登记这一年的计划",))
NO_RUNS: Final = Unknown(("抽查任务台账在考核期间没有登记",))
_Place = tuple[str, str, str, str]


@dataclass(frozen=True, slots=True)
class Progress:
    """An item and its runs."""

    item: Kept[PlanItem]
    runs: tuple[Kept[Inspection], ...]

    @property
    def ended(self) -> date | None:
        """When its first run ended; with none it is not done."""
        return min((one.row.ended for one in self.runs if one.row.ended), default=None)

    def done_by(self, day: date) -> bool:
        """Whether it was done on that day."""
        return self.ended is not None and self.ended <= day

    @property
    def members(self) -> frozenset[str]:
        """Who takes part, in the plan or in a run of it."""
        named = (*self.item.row.members, *(name for one in self.runs for name in one.row.members))
        return frozenset(map(plain, named))


def progress_of(asked: Question) -> list[Progress]:
    """The items of the period's years that the question is about, in the plan's order."""
    of_item: dict[_Place, list[Kept[Inspection]]] = {}
    for one in asked.ledgers.runs:
        if one.row.plan and _in_years(asked, one.row.on):
            of_item.setdefault(_place(one, one.row.plan), []).append(one)
    years = range(asked.period.first.year, asked.period.last.year + 1)
    items = [one for one in asked.ledgers.plan if one.row.year in years and _is_meant(asked, one)]
    return [Progress(one, tuple(of_item.get(_place(one, one.row.no), ()))) for one in items]


def runs_of(asked: Question) -> list[Kept[Inspection]]:
    """The runs within the period that the question is about."""
    found = [
        one
        for one in asked.ledgers.runs
        if one.row.on is not None
        and asked.period.first <= one.row.on <= asked.period.last
        and _is_meant(asked, one)
        and (not asked.given.objects or one.row.objects in asked.given.objects)
    ]
    return sorted(found, key=lambda one: (one.row.on or date.min, one.id))


def _is_meant(asked: Question, one: Kept[PlanItem] | Kept[Inspection]) -> bool:
    """Its sort and its level; a department's own plan is no partner's business."""
    row, given = one.row, asked.given
    if given.sort is not None and row.sort != given.sort:
        return False
    if one.unit != asked.ledgers.unit and row.sort != JOINT:
        return False
    if given.level == OWN:
        return not row.by or plain(row.by) in asked.ledgers.names
    return given.level != COUNTIES or bool(row.by)


def _place(one: Kept[PlanItem] | Kept[Inspection], number: str) -> _Place:
    """Joint items have their numbers in one plan, a department's in its own."""
    row = one.row
    return (row.sort, number, row.by, "" if row.sort == JOINT else f"{one.unit}/{plain(row.lead)}")


def _in_years(asked: Question, day: date | None) -> bool:
    return day is not None and asked.period.first.year <= day.year <= asked.period.last.year


def leads(asked: Question, one: Kept[PlanItem] | Kept[Inspection]) -> bool:
    """Whether the unit itself leads it: it stands there, or nobody else does."""
    lead = plain(one.row.lead)
    return lead in asked.ledgers.names or (not lead and one.unit == asked.ledgers.unit)


def split(
    found: Iterable[Progress], done: Callable[[Progress], bool]
) -> tuple[Sequence[Progress], Sequence[Progress]]:
    """What is done and what is not."""
    whole = list(found)
    return [one for one in whole if done(one)], [one for one in whole if not done(one)]
