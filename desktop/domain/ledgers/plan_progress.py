"""Plan progress: which items of a plan a unit has to do with, the runs of each, and whether it is done."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Final, TypeVar

from desktop.domain.ledgers.columns import columns_of
from desktop.domain.ledgers.given import OWN
from desktop.domain.ledgers.inspections import Inspection
from desktop.domain.ledgers.kinds import Kept
from desktop.domain.ledgers.measured import Question, Unknown, owner_of
from desktop.domain.ledgers.plan_items import JOINT, PlanItem
from desktop.domain.names import plain_name

NO_PLAN: Final = Unknown(("抽查计划台账没有登记这一年的计划",))
NO_RUNS: Final = Unknown(("抽查任务台账在考核时段内没有登记",))
_Place = tuple[int | None, str, str, str, str]
_Row = TypeVar("_Row", PlanItem, Inspection)


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

    def begun_by(self, day: date) -> bool:
        """Whether a run of it had begun on that day."""
        begun = (one.row.started or one.row.ended for one in self.runs)
        return any(first <= day for first in begun if first)

    @property
    def members(self) -> frozenset[str]:
        """Who takes part, in the plan or in a run of it."""
        named = (*self.item.row.members, *(name for one in self.runs for name in one.row.members))
        return frozenset(map(plain_name, named))


def of_sort(asked: Question, sort: str) -> Question:
    """The same question about one sort of inspections."""
    return replace(asked, given=replace(asked.given, sort=sort))


def progress_of(asked: Question) -> list[Progress]:
    """The items of the period's years that the question is about, in the plan's order."""
    about = ("progress", asked.period, asked.as_of, asked.level, asked.given.sort)
    return asked.ledgers.once(about, lambda: _progress_of(asked))


def _progress_of(asked: Question) -> list[Progress]:
    of_item: dict[_Place, list[Kept[Inspection]]] = {}
    for one in asked.ledgers.runs:
        if one.row.plan:
            place = _place(asked, one, one.row.year, one.row.plan)
            of_item.setdefault(place, []).append(one)
    years = range(asked.period.first.year, asked.period.last.year + 1)
    meant = [one for one in asked.ledgers.plan if one.row.year in years and _is_meant(asked, one)]
    items = _once(
        asked,
        meant,
        lambda row: (row.year, row.no, owner_of(asked, row.by), owner_of(asked, row.lead)),
    )
    return [Progress(one, tuple(_runs_of_item(asked, one, of_item))) for one in items]


def _runs_of_item(
    asked: Question, one: Kept[PlanItem], of_item: Mapping[_Place, list[Kept[Inspection]]]
) -> Iterator[Kept[Inspection]]:
    """A task without any day yet may be of any year's plan. Another unit's is of this plan if the same one leads it."""
    lead = owner_of(asked, one.row.lead)
    for year in (one.row.year, None):
        for run in of_item.get(_place(asked, one, year, one.row.no), ()):
            if run.unit == one.unit or owner_of(asked, run.row.lead) == lead:
                yield run


def items_of(asked: Question) -> list[Progress]:
    """The same without what was taken off the plan and put on file."""
    return [one for one in progress_of(asked) if not one.item.row.dropped]


def runs_of(asked: Question) -> list[Kept[Inspection]] | Unknown:
    """The runs within the period that the question is about; where none at all is recorded, nobody knows."""
    given = asked.given
    about = ("runs", asked.period, asked.as_of, asked.level, given.sort, given.objects)
    return asked.ledgers.once(about, lambda: _runs_of(asked))


def _runs_of(asked: Question) -> list[Kept[Inspection]] | Unknown:
    within = [
        one
        for one in asked.ledgers.runs
        if _is_of_period(asked, one.row) and _is_of_level(asked, one.row.by)
    ]
    if not within:
        return NO_RUNS
    meant = [
        one
        for one in within
        if _is_meant(asked, one)
        and (not asked.given.objects or one.row.objects in asked.given.objects)
    ]
    found = _once(
        asked,
        meant,
        # Two who lead may each have a task of the same number.
        lambda row: (row.number or (row.plan, row.by, row.stands_on), plain_name(row.title)),
    )
    return sorted(found, key=lambda one: (one.row.stands_on or date.min, one.id))


def _is_of_period(asked: Question, run: Inspection) -> bool:
    """Each run is of one period only, whenever it ended; what is still to come is not looked at yet."""
    if run.on is None or run.stands_on is None:
        return False
    return asked.period.first <= run.on <= asked.period.last and run.stands_on <= asked.as_of


def undated(asked: Question) -> tuple[str, ...]:
    """A gap for runs without any day: they lie in no period."""
    number = sum(one.row.on is None and _is_meant(asked, one) for one in asked.ledgers.runs)
    return (f"{number} 次抽查没有登记任何日期，未计入",) if number else ()


def never_filled(asked: Question, name: str) -> tuple[str, ...]:
    """A gap where no run of the unit, of whatever sort, fills a column whose blank means that it was not done."""
    own = (
        one.row
        for one in asked.ledgers.runs
        if answers_for(asked, one)
        and _is_of_period(asked, one.row)
        and _is_of_level(asked, one.row.by)
    )
    if any(getattr(row, name) for row in own):
        return ()
    [heading] = [one.heading for one in columns_of(Inspection) if one.name == name]
    return (f"{heading}一栏全部空着，请核对是没有做还是没有登记",)


def leads(asked: Question, one: Kept[PlanItem] | Kept[Inspection]) -> bool:
    """Whether the unit itself leads it: it stands there, or nobody else does."""
    lead = plain_name(one.row.lead)
    return lead in asked.ledgers.names or (not lead and one.unit == asked.ledgers.unit)


def answers_for(asked: Question, one: Kept[PlanItem] | Kept[Inspection]) -> bool:
    """Whether its faults are the unit's own: a partner is not charged with what another leads and records."""
    return one.unit == asked.ledgers.unit or leads(asked, one)


def _is_meant(asked: Question, one: Kept[PlanItem] | Kept[Inspection]) -> bool:
    """Its sort and its level; a department's own plan is no partner's business."""
    row, sort = one.row, asked.given.sort
    is_theirs = one.unit == asked.ledgers.unit or row.sort == JOINT
    return is_theirs and sort in {"", row.sort} and _is_of_level(asked, row.by)


def _is_of_level(asked: Question, by: str) -> bool:
    return bool(owner_of(asked, by)) is (asked.level != OWN)


def _place(
    asked: Question, one: Kept[PlanItem] | Kept[Inspection], year: int | None, number: str
) -> _Place:
    """A department's items have their numbers in its own plan; a joint one's may be anybody's."""
    row = one.row
    whose = "" if row.sort == JOINT else f"{one.unit}/{owner_of(asked, row.lead)}"
    return year, row.sort, number, owner_of(asked, row.by), whose


def _once(
    asked: Question, rows: Iterable[Kept[_Row]], same: Callable[[_Row], object]
) -> list[Kept[_Row]]:
    """What several units recorded of one joint item or run, once; the unit's own row goes first."""
    found: list[Kept[_Row]] = []
    others: list[Kept[_Row]] = []
    for one in rows:
        (found if one.unit == asked.ledgers.unit else others).append(one)
    known = {same(one.row) for one in found}
    for one in sorted(others, key=lambda one: (one.unit, one.id)):
        if same(one.row) not in known:
            known.add(same(one.row))
            found.append(one)
    return found
