"""An office whose round is reviewed: who evaluates, who reviews, and one sheet that is ready to be submitted."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Final

from desktop.domain.commands import Author
from desktop.domain.records import Assessment, AssessmentKey, Person
from desktop.domain.result_records import ReviewRemark
from desktop.services.assessments import round_of
from desktop.services.membership import Assigned, assign_units
from desktop.services.office import keep_people
from desktop.services.rounds import change_round
from desktop.services.workspaces import open_workspace
from desktop.store.workspace import Workspace
from tests.services.building import ME, office_in, rounds

LI: Final = Author("李复核", "p-li")
SUN: Final = Author("孙主任", "p-sun")
STUDY: Final = "study"


@contextmanager
def reviewed_office(folder: Path) -> Iterator[Workspace]:
    """Wang evaluates every section and Li reviews it; Sun reviews as well."""
    with open_workspace(office_in(folder)) as workspace:
        make_reviewed(workspace)
        yield workspace


def make_reviewed(workspace: Workspace) -> None:
    """Let the sections' round be reviewed."""
    keep_people(workspace, ME, [Person("p-sun", "孙主任", evaluates=False, reviews=True)])
    round_id = rounds().sections
    with workspace.reading() as view:
        one = round_of(view, round_id)
    change_round(workspace, ME, replace(one, reviewed=True))
    people = {unit: Assigned("p-wang", "p-li") for unit in ("u-a", "u-b", "u-c")}
    assign_units(workspace, ME, round_id, people)


def sheet(workspace: Workspace, key: AssessmentKey) -> Assessment:
    """The assessment as it is kept."""
    with workspace.reading() as view:
        found = view.get(Assessment, *key)
    assert found
    return found


def remarks_in(workspace: Workspace, key: AssessmentKey) -> list[ReviewRemark]:
    """Its remarks, in the order in which they were written."""
    with workspace.reading() as view:
        return view.all(ReviewRemark, **key._asdict())
