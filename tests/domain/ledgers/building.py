"""Builders: rows as a unit keeps them, and the question that a criterion asks of its ledgers."""

from collections.abc import Sequence
from datetime import date
from typing import Any, TypeVar

from desktop.domain.ledgers.activities import Activity
from desktop.domain.ledgers.given import Given
from desktop.domain.ledgers.inspections import Inspection
from desktop.domain.ledgers.kinds import Kept, Row
from desktop.domain.ledgers.measured import Answer, Question, Rate, Rows, UnitLedgers, Unknown
from desktop.domain.ledgers.measures import MEASURES
from desktop.domain.ledgers.members import Member
from desktop.domain.ledgers.plan_items import PlanItem
from desktop.domain.periods import Period
from desktop.domain.working_days import WorkCalendar

Plain = dict[str, Any]
R = TypeVar("R", bound=Row)

NAMES = frozenset({"本市", "本市双随机办"})
YEAR = Period(date(2022, 1, 1), date(2022, 12, 31))
AFTER = date(2023, 1, 15)
CALENDAR = WorkCalendar(
    frozenset({2021, 2022}),
    {date(2022, 10, day): "国庆节" for day in range(1, 8)} | {date(2022, 12, 31): "元旦"},
    {date(2022, 10, 8): "国庆节", date(2022, 10, 9): "国庆节"},
)


def day(words: str) -> date:
    """8-3 of 2022, or a whole date."""
    parts = [int(one) for one in words.split("-")]
    return date(2022, *parts) if len(parts) == 2 else date(*parts)


def kept(*rows: R, unit: str = "u", first: int = 1) -> list[Kept[R]]:
    """Rows as they are kept, r1 and on."""
    return [Kept(f"r{n}", unit, row) for n, row in enumerate(rows, first)]


def meeting(held: str, **more: Any) -> Activity:  # noqa: ANN401  # any column
    """A meeting, or another activity."""
    told: Plain = {"kind": "meeting", "title": "部署会"} | more
    return Activity(**told, held=day(held))


def paper(held: str, subject: str, **more: Any) -> Activity:  # noqa: ANN401  # any column
    """A document on a subject."""
    return meeting(held, kind="document", title="文件", subject=subject, **more)


def item(no: str, **more: Any) -> PlanItem:  # noqa: ANN401  # any column
    """A joint item of the year's plan, unless said otherwise."""
    told: Plain = {"year": 2022, "title": "食品", "sort": "joint"} | more
    return PlanItem(**told, no=no)


def run(ended: str = "", **more: Any) -> Inspection:  # noqa: ANN401  # any column
    """A joint inspection, unless said otherwise."""
    told: Plain = {"title": "食品抽查", "sort": "joint"} | more
    return Inspection(**told, ended=day(ended) if ended else None)


def county(name: str) -> Member:
    """A member that is a county."""
    return Member(name=name, sort="counties")


def question(
    as_of: str = "2023-01-15",
    period: Period = YEAR,
    given: Plain | None = None,
    **rows: Sequence[Any],
) -> Question:
    """A question about the unit u, of the city's ledgers."""
    lists: Plain = {
        name: found if name == "due" or _is_kept(found) else kept(*found)
        for name, found in rows.items()
    }
    ledgers = UnitLedgers("u", NAMES, **lists)
    return Question(ledgers, period, CALENDAR, day(as_of), Given(**(given or {})))


def _is_kept(found: Sequence[object]) -> bool:
    return bool(found) and isinstance(found[0], Kept)


def answer(name: str, asked: Question) -> Answer:
    """What a measure says, asked by its name in a scheme."""
    return MEASURES[name].ask(asked)


def rows_said(name: str, asked: Question) -> Rows:
    """The rows that a measure answers with."""
    found = answer(name, asked)
    assert isinstance(found, Rows), found
    return found


def rate_said(name: str, asked: Question) -> Rate:
    """The rate that a measure answers with."""
    found = answer(name, asked)
    assert isinstance(found, Rate), found
    return found


def notes(name: str, asked: Question) -> list[str]:
    """What counts, in words."""
    return [one.note for one in rows_said(name, asked).counted]


def ids(name: str, asked: Question) -> list[str | None]:
    """The rows that count."""
    return [one.row for one in rows_said(name, asked).counted]


def gaps(name: str, asked: Question) -> tuple[str, ...]:
    """What could not be told, and that it is no more than a gap."""
    return rows_said(name, asked).gaps


def unknown(name: str, asked: Question) -> tuple[str, ...]:
    """What the ledgers lack to tell at all."""
    found = answer(name, asked)
    assert isinstance(found, Unknown), found
    return found.gaps
