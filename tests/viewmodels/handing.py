"""Evidence handed to the window: an office of one's own with a city's sheet open, and all that was said."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.domain.records import AssessmentKey, EvidenceLink
from desktop.services.assessment_sight import see_assessment
from desktop.services.linking import link_all
from desktop.services.workspaces import open_workspace
from desktop.store.workspace import Workspace
from desktop.viewmodels.checklist_view import ChecklistView
from desktop.viewmodels.evidence_shelf import EvidenceShelf
from desktop.viewmodels.filing_draft import FilingDraft
from desktop.viewmodels.goal import Goal
from desktop.viewmodels.handed import Handed
from desktop.viewmodels.jobs import Jobs
from desktop.viewmodels.open_assessment import OpenAssessment
from desktop.viewmodels.taking_in import TakingIn
from desktop.viewmodels.walk import Walk
from desktop.viewmodels.workplace import Workplace
from tests.services.building import ME, add, events_of, office_in, rounds


@dataclass
class Handing:
    """What a person at the window has, without the window."""

    bot: QtBot
    workspace: Workspace
    workplace: Workplace
    assessment: OpenAssessment
    walk: Walk
    jobs: Jobs
    taking: TakingIn
    view: ChecklistView
    shelf: EvidenceShelf
    drafts: list[FilingDraft] = field(default_factory=list)
    refusals: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)

    @property
    def key(self) -> AssessmentKey:
        """The sheet that is open."""
        return self.assessment.sight.assessment.key

    def goal(
        self, requirement: int | None = None, piece: str | None = None, item: int | None = None
    ) -> Goal:
        """A place in the open sheet."""
        part = self.walk.part
        name = part.id if part else ""
        return Goal(self.key, name, requirement=requirement, piece=piece, plan_item=item)

    def take(self, handed: Handed, goal: Goal | None = None) -> None:
        """Hand something in, and wait until it is on the disk."""
        self.taking.take(handed, goal or self.goal())
        self.wait()

    def draft(self, paths: list[Path], goal: Goal | None = None) -> FilingDraft:
        """The draft for these files."""
        self.take(Handed(tuple(paths)), goal)
        assert self.refusals == []
        return self.drafts[-1]

    def wait(self) -> None:
        """Until no work is left and all of it was told."""
        self.bot.waitUntil(lambda: not self.jobs.running, timeout=10_000)
        QApplication.processEvents()

    def link(self, *links: tuple[int, str, int | None], content: bytes = b"%PDF") -> str:
        """One file linked to pieces of the open sheet; its id."""
        evidence = add(self.workspace, f"{content.decode()}.pdf", content)
        asked = [
            EvidenceLink("", evidence, *self.key, requirement, piece, item)
            for requirement, piece, item in links
        ]
        for outcome in link_all(self.workspace, ME, asked).outcomes:
            self.workplace.dispatcher.tell(outcome)
        return evidence

    @property
    def linked(self) -> list[tuple[int | None, str, int | None]]:
        """The links of the open sheet."""
        found = see_assessment(self.workspace, self.key).links
        return sorted(
            ((one.requirement, one.piece, one.plan_item) for one in found),
            key=lambda one: (one[0] or 0, one[1], one[2] or 0),
        )

    @property
    def commands(self) -> list[str]:
        """What the trail says was done."""
        return [one.command for one in events_of(self.workspace)]


def files(folder: Path, *names: str) -> list[Path]:
    """Files of these names, no two alike."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = [folder / name for name in names]
    for path in paths:
        path.write_bytes(f"%PDF {path}".encode())
    return paths


@contextmanager
def handing(bot: QtBot, folder: Path, key: AssessmentKey | None = None) -> Iterator[Handing]:
    """The first city's sheet is open, everything settled, no evidence; or another one."""
    with open_workspace(office_in(folder)) as workspace:
        workplace = Workplace(workspace, ME)
        assessment = OpenAssessment(workplace)
        walk = Walk(workplace, assessment)
        jobs = Jobs()
        made = Handing(
            bot,
            workspace,
            workplace,
            assessment,
            walk,
            jobs,
            TakingIn(workplace, jobs),
            ChecklistView(workplace, assessment, walk),
            EvidenceShelf(workplace, assessment),
        )
        made.taking.ready.connect(made.drafts.append)
        workplace.refused.connect(made.refusals.append)
        workplace.remarked.connect(made.remarks.append)
        jobs.failed.connect(made.refusals.append)
        walk.enter(key or rounds().city)
        yield made
        jobs.wait()
        assessment.close()
