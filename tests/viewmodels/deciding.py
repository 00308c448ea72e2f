"""Three sections scored and ranked, with the book of 结果 open at them: what meetings and objections are held over."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from pytestqt.qtbot import QtBot

from desktop.domain.amounts import show
from desktop.domain.records import AssessmentKey
from desktop.services.assessments import assessment_of, sheet_of
from desktop.services.finalising import finalise
from desktop.services.recording import record_finding
from desktop.services.recording_many import Entry, record_many
from desktop.services.schemes import open_scheme
from desktop.services.workspaces import open_workspace
from desktop.store.workspace import Workspace
from desktop.viewmodels.jobs import Jobs
from desktop.viewmodels.result_book import ResultBook
from desktop.viewmodels.workplace import Workplace
from tests.services.building import ME, SECTIONS, events_of, office_in, rounds

MISSED = "study-missed"


@dataclass
class Deciding:
    """The first section lost 4 points, the second 2, the third none; all of them are locked."""

    bot: QtBot
    workspace: Workspace
    workplace: Workplace
    jobs: Jobs
    book: ResultBook
    refusals: list[str] = field(default_factory=list)

    def key(self, letter: str) -> AssessmentKey:
        """A section's sheet."""
        return AssessmentKey(rounds().sections, f"u-{letter}")

    def total(self, letter: str) -> str:
        """What it comes to now."""
        return show(sheet_of(self.workspace, self.key(letter)).total)

    def locked(self, letter: str) -> bool:
        """Whether it is final."""
        with self.workspace.reading() as view:
            return assessment_of(view, self.key(letter)).finalised

    @property
    def last(self) -> list[str]:
        """The newest three commands."""
        return [one.command for one in events_of(self.workspace)[-3:]]


def score_sections(workspace: Workspace) -> None:
    """Two losses, one and none; each sheet is final."""
    scheme = open_scheme(SECTIONS)
    for letter, count in (("a", 2), ("b", 1), ("c", 0)):
        facts = {one.id: one.rule.clean() for one in scheme.all_criteria()}
        del facts[MISSED]
        entries = [Entry(f"u-{letter}", name, fact) for name, fact in facts.items()]
        record_many(workspace, ME, rounds().sections, entries)
        key = AssessmentKey(rounds().sections, f"u-{letter}")
        record_finding(workspace, ME, key, MISSED, {"count": count})
        finalise(workspace, ME, key)


@contextmanager
def deciding(bot: QtBot, folder: Path) -> Iterator[Deciding]:
    """An office of one's own."""
    with open_workspace(office_in(folder)) as workspace:
        score_sections(workspace)
        workplace, jobs = Workplace(workspace, ME), Jobs()
        book = ResultBook(workplace, jobs)
        book.open(rounds().sections)
        book.wake()
        held = Deciding(bot, workspace, workplace, jobs, book)
        workplace.refused.connect(held.refusals.append)
        yield held
        jobs.end()
