"""Builders: a view of pages over a workspace of one's own, and files to look at."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QCoreApplication
from pytestqt.qtbot import QtBot

from desktop.documents.drawn_scan import draw_scan
from desktop.domain.records import Evidence
from desktop.services.workspaces import open_workspace
from desktop.viewmodels.jobs import Jobs
from desktop.viewmodels.page_geometry import Room
from desktop.viewmodels.page_view import PageView, Standing
from desktop.viewmodels.workplace import Workplace
from tests.intake.pages.building import one_page
from tests.services.building import ME, add, office_in

ROOM = Room(400, 500, bar=12)
PLENTY = 20_000  # milliseconds: what comes, comes sooner, also on a busy machine


class Viewing:
    """A view, and what it stands on; what is refused and remarked is noted."""

    def __init__(self, workplace: Workplace, qtbot: QtBot) -> None:
        self.workplace = workplace
        self.jobs = Jobs()
        self.view = PageView(workplace, self.jobs)
        self.refusals: list[str] = []
        self.remarks: list[str] = []
        self.jobs.failed.connect(self.refusals.append)
        workplace.refused.connect(self.refusals.append)
        workplace.remarked.connect(self.remarks.append)
        self._qtbot = qtbot

    def add(self, name: str, content: bytes) -> Evidence:
        """Take a file in."""
        digest = add(self.workplace.workspace, name, content)
        return Evidence(digest, name, len(content))

    def show(self, name: str, content: bytes, page: int = 1, region: str = "") -> Evidence:
        """Take a file in and look at it until its page is there."""
        evidence = self.add(name, content)
        self.view.show(evidence, page, region)
        self.wait()
        return evidence

    def wait(self) -> None:
        """Until the page is there, as sharp as it should be, or why it is not."""
        self._qtbot.waitUntil(self._is_settled, timeout=PLENTY)

    def _is_settled(self) -> bool:
        view = self.view
        if view.notice is not None:
            return view.notice.standing is not Standing.COMING
        return view.is_here and not list(view._stock.missing(view.page))


@contextmanager
def viewing(folder: Path, qtbot: QtBot) -> Iterator[Viewing]:
    """A view that is closed in the end."""
    with open_workspace(office_in(folder)) as workspace:
        made = Viewing(Workplace(workspace, ME), qtbot)
        try:
            yield made
        finally:
            made.view.close()
            made.jobs.wait()
            QCoreApplication.processEvents()  # what a job still has to tell


def scan(pages: int = 3) -> bytes:
    """A text PDF; each page but the last holds one of the lines."""
    return draw_scan("会议纪要", [f"第{n}次会议研究双随机抽查。" for n in range(pages)], pages)


def slow(strokes: int) -> bytes:
    """A PDF that paints its page over and over: a thousand strokes take a second at 900 dots across."""
    page = b"/MediaBox [0 0 90 60] /Resources <</ExtGState <</H <</ca .5>>>>>>"
    return one_page(b"/H gs " + b"0 0 90 60 re f " * strokes, page)
