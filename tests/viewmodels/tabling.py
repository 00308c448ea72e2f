"""A round table on a workspace of one's own, and what it said and recorded."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from desktop.domain.commands import Command
from desktop.domain.records import FINALISED, AssessmentKey
from desktop.services.assessments import assessment_of
from desktop.services.outcome import outcome_of
from desktop.services.recording import record_finding
from desktop.services.workspaces import open_workspace
from desktop.store.desk import Deed
from desktop.store.workspace import Workspace
from desktop.viewmodels.pasted_column import CellPlan, Spot
from desktop.viewmodels.round_table import RoundTable
from desktop.viewmodels.workplace import Workplace
from tests.services.building import ME
from tests.viewmodels.building import HERE, count_of, every_in, facts_of


@dataclass
class Tabled:
    """A table over three units, and what the window heard."""

    workspace: Workspace
    workplace: Workplace
    table: RoundTable
    refusals: list[str]
    remarks: list[str]

    def texts(self, column: int = 0) -> list[str]:
        """What a column says, unit by unit."""
        return [row.shown[column].text for row in self.table.rows]

    def fact(self, unit: str, criterion: str) -> Any:  # noqa: ANN401  # plain data
        """What the workspace holds."""
        return facts_of(self.workspace, AssessmentKey(HERE.round, unit)).get(criterion)

    @property
    def events(self) -> int:
        """How many events the trail has."""
        return count_of(self.workspace)

    def enter(self, row: int, column: int, text: str) -> bool:
        """Type into a cell and enter it."""
        self.table.draft(Spot(row, column), text)
        return self.table.enter(Spot(row, column), text)

    def record(self, unit: str, criterion: str, fact: Mapping[str, object]) -> None:
        """As the form does it."""
        key = AssessmentKey(HERE.round, unit)
        with self.workplace.deed() as tell:
            tell(record_finding(self.workspace, ME, key, criterion, fact).outcome)

    def lock(self, unit: str) -> None:
        """Finalise a unit, whatever is still open there."""
        key = AssessmentKey(HERE.round, unit)
        with self.workspace.writing() as desk:
            desk.put(replace(assessment_of(desk, key), state=FINALISED))
            event = desk.seal(Deed(Command.FINALISE, ME, *key))
        self.workplace.dispatcher.tell(outcome_of(event))


@contextmanager
def tabled(folder: Path, part: str = "two") -> Iterator[Tabled]:
    """The table at a part of a scheme that has every shape; nothing is recorded yet."""
    with open_workspace(every_in(folder)) as workspace:
        workplace = Workplace(workspace, ME)
        made = Tabled(workspace, workplace, RoundTable(workplace), [], [])
        workplace.refused.connect(made.refusals.append)
        workplace.remarked.connect(made.remarks.append)
        made.table.open(HERE.round, part)
        yield made


def told(plan: CellPlan) -> list[tuple[str, str, str]]:
    """Each cell of a plan: the unit, what is said, and why it cannot be taken or what it becomes."""
    return [(one.unit, one.said, one.why or str(one.fact)) for one in plan.cells]
