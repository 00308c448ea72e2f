"""The registry of ledgers: each by the name that its rows are stored under, with its words for the screen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final, Generic, NamedTuple, Protocol, TypeVar

from desktop.domain.ledgers.activities import Activity
from desktop.domain.ledgers.columns import Fields, read_row
from desktop.domain.ledgers.duties import Duty
from desktop.domain.ledgers.inspections import Inspection
from desktop.domain.ledgers.members import Member
from desktop.domain.ledgers.plan_items import PlanItem
from desktop.domain.ledgers.receipts import Receipt
from desktop.domain.ledgers.same_rows import SameBy
from desktop.domain.refusals import Refused, unknown


class Row(Protocol):
    """What every ledger's row can say of itself."""

    @property
    def told(self) -> str:
        """In a list, in a sentence."""
        ...

    @property
    def on(self) -> date | None:
        """The day that it belongs to."""
        ...


R_co = TypeVar("R_co", covariant=True, bound=Row)


@dataclass(frozen=True, slots=True)
class Ledger:
    """A kind of ledger.

    A row of a file is known to be one that is kept already by the first of `same_by` that finds
    one; those before the last hold for rows that fill their first column.
    """

    id: str
    name: str
    row: type[Row]
    same_by: tuple[SameBy, ...]


class Kept(NamedTuple, Generic[R_co]):
    """A row as it is kept: under its id, in the ledger of a unit."""

    id: str
    unit: str
    row: R_co


INSPECTIONS: Final = "inspections"
PLAN: Final = "plan"
ACTIVITIES: Final = "activities"
MEMBERS: Final = "members"
RECEIPTS: Final = "receipts"
DUTIES: Final = "duties"
_ALL: Final = (
    Ledger(RECEIPTS, "报送", Receipt, (SameBy(("report", "due")),)),
    Ledger(PLAN, "抽查计划", PlanItem, (SameBy(("year", "no", "by"), {"sort": ()}),)),
    Ledger(
        INSPECTIONS,
        "抽查任务",
        Inspection,
        (
            SameBy(("number",), {"year": ()}),  # platforms begin anew every year
            SameBy(
                ("title", "lead", "by"),
                {
                    "number": (),
                    "plan": (),
                    "year": (),
                    "planned": (),
                    "started": (),
                    "ended": ("planned", "started"),
                },
            ),
        ),
    ),
    Ledger(
        ACTIVITIES,
        "会议培训文件",
        Activity,
        (
            SameBy(("number", "kind", "by"), {"year": ()}),  # bulletins too
            SameBy(("kind", "held", "title", "by"), {"number": ()}),
        ),
    ),
    Ledger(MEMBERS, "成员单位", Member, (SameBy(("name",)),)),
    Ledger(DUTIES, "任务目标", Duty, (SameBy(("year", "duty")),)),
)
LEDGERS: Final[Mapping[str, Ledger]] = {one.id: one for one in _ALL}


def ledger_named(name: str) -> Ledger:
    """The ledger with this id."""
    if name not in LEDGERS:
        raise Refused(unknown(name, LEDGERS, "种台账"), "ledger")
    return LEDGERS[name]


def kept_row(id_: str, unit: str, ledger: Ledger, fields: Fields) -> Kept[Row]:
    """A stored row, read."""
    return Kept(id_, unit, read_row(ledger.row, fields))
