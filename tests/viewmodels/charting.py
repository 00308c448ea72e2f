"""The chart book over two rounds of a few units, as the window has it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from desktop.domain.records import AssessmentKey
from desktop.services.recording import record_finding
from desktop.store.workspace import Workspace
from desktop.viewmodels.chart_book import ChartBook
from desktop.viewmodels.jobs import Jobs
from desktop.viewmodels.result_book import ResultBook
from desktop.viewmodels.workplace import Workplace
from tests.services.building import ME
from tests.services.charting import NOW, office_of


class Charting:
    """What is shown, asked for and said."""

    def __init__(self, workspace: Workspace) -> None:
        self.workplace, self.jobs = Workplace(workspace, ME), Jobs()
        self.book = ResultBook(self.workplace, self.jobs)
        self.book.wake()
        self.book.open(NOW)
        self.papers: list[object] = []
        self.remarks: list[str] = []
        self.book.paper_wanted.connect(self.papers.append)
        self.workplace.remarked.connect(self.remarks.append)

    def charts(self) -> ChartBook:
        """In sight."""
        made = ChartBook(self.book)
        made.show_round()
        made.wake()
        return made

    def record(self, key: AssessmentKey, count: int) -> None:
        workspace = self.workplace.workspace
        assert self.workplace.attempt(
            lambda: record_finding(workspace, ME, key, "c0", {"count": count}).outcome
        )


@contextmanager
def charting(folder: Path, units: int = 6) -> Iterator[Charting]:
    with office_of(folder / "w", units) as workspace:
        made = Charting(workspace)
        yield made
        made.jobs.end()
