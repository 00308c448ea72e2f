"""The year's tasks and targets at a glance: units by what their supervision plan asks, each with how it stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Literal

from desktop.domain.commands import Author
from desktop.domain.ledgers.duties import DONE, Duty
from desktop.domain.ledgers.kinds import DUTIES, Kept
from desktop.domain.ledgers.measured import Question, Rate
from desktop.domain.ledgers.measures import MEASURES
from desktop.domain.periods import read_period
from desktop.domain.plan import PlanTarget, Task, day_in_month
from desktop.domain.records import Assessment, Round
from desktop.services.assessments import assessments_in, round_scheme
from desktop.services.joint_rows import JointRowsAtHand
from desktop.services.ledgers import keep_rows, rows_in, strike_rows
from desktop.services.outcome import Outcome
from desktop.services.unit_ledgers import about, question_for
from desktop.store.views import View
from desktop.store.workspace import Workspace

Standing = Literal["done", "late", "open", "reached", "missed", "unknown"]


@dataclass(frozen=True, slots=True)
class DutyColumn:
    """A task with its last day, or a target."""

    id: str
    asked: Task | PlanTarget
    due: date | None = None


@dataclass(frozen=True, slots=True)
class DutyStanding:
    """How one unit stands with one of them: what was entered, or what the ledgers come to."""

    column: DutyColumn
    state: Standing
    kept: Kept[Duty] | None = None
    rate: Fraction | None = None
    basis: str = ""
    gaps: tuple[str, ...] = ()  # why there is no rate


@dataclass(frozen=True, slots=True)
class DutyRow:
    """A unit with all its cells; None where its plan does not ask that."""

    unit: str
    name: str
    cells: tuple[DutyStanding | None, ...]


@dataclass(frozen=True, slots=True)
class DutyGrid:
    """Every task and target of the year's plans, and every unit that has one."""

    columns: tuple[DutyColumn, ...] = ()
    rows: tuple[DutyRow, ...] = ()


def duty_grid(workspace: Workspace, year: int, today: date) -> DutyGrid:
    """The whole year, over all rounds of plans."""
    with workspace.reading() as view:
        rows = rows_in(view, DUTIES)
        kept = {
            (one.unit, one.row.duty): Kept(one.id, one.unit, one.row)
            for one in rows
            if isinstance(one.row, Duty) and one.row.year == year
        }
        columns: dict[str, DutyColumn] = {}
        found: dict[str, tuple[str, dict[str, DutyStanding]]] = {}
        joint = JointRowsAtHand(view)
        for of in _rounds_in(view, year):
            own = _columns(view, of, year)
            columns |= {one.id: one for one in own}
            for unit in assessments_in(view, of.id) if own else ():
                asked = question_for(view, unit, of, today, joint)
                cells = {c.id: _standing(c, kept.get((unit.unit, c.id)), asked) for c in own}
                found.setdefault(unit.unit, (unit.name, {}))[1].update(cells)
    ordered = tuple(columns.values())
    return DutyGrid(ordered, tuple(_row(u, *told, ordered) for u, told in found.items()))


def duties_of(view: View, unit: str, year: int) -> tuple[DutyColumn, ...]:
    """What the year's plans ask of one unit, each once."""
    rounds = (of for of in _rounds_in(view, year) if view.get(Assessment, of.id, unit))
    found = {one.id: one for of in rounds for one in _columns(view, of, year)}
    return tuple(found.values())


def _rounds_in(view: View, year: int) -> Iterator[Round]:
    """In the order in which they were opened; their ids are chance."""
    for of in sorted(view.all(Round), key=lambda one: (one.opened, one.name, one.id)):
        period = read_period(of.period)
        if period is not None and period.first.year <= year <= period.last.year:
            yield of


def _row(
    unit: str, name: str, cells: dict[str, DutyStanding], columns: Iterable[DutyColumn]
) -> DutyRow:
    return DutyRow(unit, name, tuple(cells.get(one.id) for one in columns))


def _columns(view: View, of: Round, year: int) -> list[DutyColumn]:
    scheme = round_scheme(view, of)
    tasks = [DutyColumn(f"{of.scheme}/{t.id}", t, _last_day(t, year)) for t in scheme.tasks]
    return tasks + [DutyColumn(f"{of.scheme}/{t.id}", t) for t in scheme.targets]


def _last_day(task: Task, year: int) -> date | None:
    if task.month is None or task.day is None:
        return None
    return day_in_month(year, task.month, task.day)


def _standing(column: DutyColumn, kept: Kept[Duty] | None, asked: Question) -> DutyStanding:
    if isinstance(column.asked, PlanTarget):
        return _target(column, column.asked, kept, asked)
    if kept is not None and kept.row.state == DONE:
        late = column.due is not None and kept.row.done is not None and kept.row.done > column.due
        return DutyStanding(column, "late" if late else "done", kept)
    over = column.due is not None and column.due < asked.as_of
    return DutyStanding(column, "late" if over else "open", kept)


def _target(
    column: DutyColumn, target: PlanTarget, kept: Kept[Duty] | None, asked: Question
) -> DutyStanding:
    """A judged target goes by what was entered; any other by the ledgers alone."""
    rate, basis, gaps = None, "", tuple[str, ...]()
    if target.from_ is not None:
        answer = MEASURES[target.from_].ask(about(asked, target.given))
        if isinstance(answer, Rate):
            rate, basis = Fraction(answer.done, answer.total), answer.basis
        else:
            gaps = answer.gaps
    if kept is not None:
        state: Standing = "reached" if kept.row.state == DONE else "missed"
    elif target.at_least is None or rate is None:
        state = "unknown"
    else:
        state = "reached" if rate >= target.at_least else "missed"
    return DutyStanding(column, state, kept, rate, basis, gaps)


def keep_duties(
    workspace: Workspace,
    author: Author,
    places: Iterable[tuple[str, DutyStanding]],
    duty: Duty,
) -> Outcome:
    """Record the same for some units and tasks at once; which task it is, each place says."""
    rows = [
        Kept(
            one.kept.id if one.kept else "",
            unit,
            Duty(
                year=duty.year,
                duty=one.column.id,
                state=duty.state,
                done=duty.done,
                note=duty.note,
            ),
        )
        for unit, one in places
    ]
    return keep_rows(workspace, author, DUTIES, rows)


def clear_duties(
    workspace: Workspace, author: Author, standings: Iterable[DutyStanding]
) -> Outcome:
    """Take back what was entered."""
    ids = [one.kept.id for one in standings if one.kept is not None]
    return strike_rows(workspace, author, ids)
