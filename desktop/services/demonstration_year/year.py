"""One unit's year: its rows by their ledgers, drawn by the seed and then as the data tells it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from desktop.domain.ledgers.activities import Activity
from desktop.domain.ledgers.due_reports import DueReport
from desktop.domain.ledgers.inspections import Inspection
from desktop.domain.ledgers.kinds import (
    ACTIVITIES,
    DUTIES,
    INSPECTIONS,
    MEMBERS,
    PLAN,
    RECEIPTS,
    Row,
)
from desktop.domain.ledgers.members import Member
from desktop.domain.ledgers.plan_items import PlanItem
from desktop.domain.plan import PlanTarget, Task
from desktop.services.demonstration_year.activities import activities_of
from desktop.services.demonstration_year.alterations import Data, altered
from desktop.services.demonstration_year.chance import Chance
from desktop.services.demonstration_year.faults import with_faults
from desktop.services.demonstration_year.members import members_of
from desktop.services.demonstration_year.plans import objects_of, plan_of
from desktop.services.demonstration_year.reporting import duties_of, receipts_of
from desktop.services.demonstration_year.runs import runs_of

SEED: Final = "seed"


def chance_of(names: Data, told: Data) -> Chance:
    """A unit's year has its own, whatever is drawn for others."""
    return Chance(f"{names[SEED]}/{told['unit']}/{told['year']}")


def rows_of_year(
    names: Data,
    told: Data,
    due: Sequence[DueReport],
    duties: Mapping[str, Task | PlanTarget],
) -> Mapping[str, Sequence[Row]]:
    """The rows of every ledger of one unit; the same names, told and seed give the same rows."""
    chance = chance_of(names, told)
    plan = altered(PlanItem, plan_of(names, told, chance), told, PLAN)
    runs = altered(Inspection, runs_of(plan, told, objects_of(names), chance), told, INSPECTIONS)
    return {
        MEMBERS: altered(Member, [*members_of(names, told, chance)], told, MEMBERS),
        PLAN: plan,
        INSPECTIONS: with_faults(runs, told, chance),
        ACTIVITIES: altered(Activity, activities_of(names, told, chance), told, ACTIVITIES),
        RECEIPTS: [*receipts_of(due, told, chance)],
        DUTIES: [*duties_of(duties, told, chance)],
    }
