"""Builders: the monthly report of one unit, a month of which something is kept, and forms that came back filled."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Final

from docx import Document

from desktop.domain.ledgers.activities import Activity
from desktop.domain.ledgers.inspections import Inspection
from desktop.domain.ledgers.kinds import Kept, Row
from desktop.services.monthly_reports import Filing, ReportKey, keep_monthly_report
from desktop.services.outcome import Outcome
from desktop.services.papers import Paper, Wanted
from desktop.services.printing import save_paper
from desktop.store.workspace import Workspace
from tests.services.building import ME, rounds

MEETING: Final = Activity(kind="meeting", held=date(2022, 3, 5), title="部署会")
RUN: Final = Inspection(
    title="餐饮抽查", sort="department", directory=200, drawn=10, started=date(2022, 3, 1)
)


def march() -> ReportKey:
    """The first unit's report of March."""
    return ReportKey(rounds().plan, "u-a", date(2022, 3, 20))


def new(row: Row) -> Kept[Row]:
    """A row that is not kept yet."""
    return Kept("", "u-a", row)


def report(workspace: Workspace) -> Outcome:
    """A meeting, a run and words were reported on the 18th."""
    rows = [Kept("", "u-a", MEETING)], [Kept("", "u-a", RUN)]
    filing = Filing({"5": "全县3家"}, date(2022, 3, 18), *rows, received=date(2022, 3, 19))
    return keep_monthly_report(workspace, ME, march(), filing)


def filled(workspace: Workspace, path: Path, answers: Mapping[str, str]) -> Path:
    """Our own print of the month, in which a unit wrote its answers behind the names of lines."""
    wanted = Wanted(Paper.SHEET, *march().assessment, month="2022-03")
    place = save_paper(workspace, wanted, path)
    document = Document(str(place))
    for table in document.tables:
        for row in table.rows:
            for name, words in answers.items():
                if name in row.cells[-2].text:
                    row.cells[-1].text = words
    document.save(str(place))
    return place
