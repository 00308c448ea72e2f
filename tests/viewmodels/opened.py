"""A workplace with its open assessment, and what it said."""

from collections.abc import Callable, Mapping
from typing import Any

from desktop.domain.records import AssessmentKey
from desktop.services.outcome import Outcome
from desktop.services.recording import record_finding
from desktop.store.workspace import Workspace
from desktop.viewmodels.open_assessment import OpenAssessment
from desktop.viewmodels.part_rows import PartRow, part_row
from desktop.viewmodels.workplace import Workplace
from tests.services.building import ME
from tests.viewmodels.building import count_of, facts_of


class Opened:
    """What the screens of one workspace share."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self.workplace = Workplace(workspace, ME)
        self.assessment = OpenAssessment(self.workplace)
        self.refusals: list[str] = []
        self.workplace.refused.connect(self.refusals.append)

    @property
    def here(self) -> AssessmentKey:
        """Which sheet is open."""
        assert self.assessment.key is not None
        return self.assessment.key

    def do(self, service: Callable[..., Any], *given: object) -> None:
        """Call a service as the window does, in the open sheet."""
        done = service(self.workspace, ME, self.here, *given)
        self.workplace.dispatcher.tell(done if isinstance(done, Outcome) else done.outcome)

    def record(self, criterion: str, fact: Mapping[str, object]) -> None:
        """Record a fact in the open sheet."""
        self.do(record_finding, criterion, fact)

    def fact(self, criterion: str, key: AssessmentKey | None = None) -> Any:  # noqa: ANN401  # plain data
        """What the workspace holds."""
        return facts_of(self.workspace, key or self.here).get(criterion)

    def row(self, part: str) -> PartRow:
        """What the tree says of a part."""
        one = self.assessment
        found = next(each for each in one.parts if each.id == part)
        return part_row(found, one.sight, one.sheet)

    @property
    def events(self) -> int:
        """How many events the trail has."""
        return count_of(self.workspace)
