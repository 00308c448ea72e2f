"""The meeting's walk: totals are those that places go by, also where several scorers make them together."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop.services.meetings import Convened, meetings_of, open_meeting
from desktop.services.workspaces import open_workspace
from desktop.viewmodels.jobs import Jobs
from desktop.viewmodels.meeting_walk import MeetingWalk
from desktop.viewmodels.result_book import ResultBook
from desktop.viewmodels.workplace import Workplace
from tests.services.building import ME, office_in
from tests.services.test_second_scoring import beside, missed, scored_by


@pytest.fixture
def walk(qtbot: QtBot, tmp_path: Path) -> Iterator[MeetingWalk]:
    """Two units; the first one's second scoring came to less."""
    with open_workspace(office_in(tmp_path)) as workspace:
        first = scored_by(workspace, 'scorers = { by = "mean" }', "u-a", "u-b")
        second = beside(workspace)
        for unit, ours, theirs in (("u-a", 1, 5), ("u-b", 2, 2)):
            missed(workspace, first, unit, ours)
            missed(workspace, second, unit, theirs)
        open_meeting(workspace, ME, first, Convened("审定会", date(2022, 12, 1)))
        book = ResultBook(Workplace(workspace, ME), Jobs())
        book.open(first)
        yield MeetingWalk(book, meetings_of(workspace, first)[0])


def test_totals_are_those_that_places_go_by(walk: MeetingWalk) -> None:
    assert [(one.name, one.place, one.total) for one in walk.units] == [
        ("单位u-a", "2", "17"),
        ("单位u-b", "1", "18"),
    ]
    assert (walk.head.total, walk.head.place) == ("17", "2")
    assert walk.head.state == "未定稿　本表 19 分，总分由几份评分合成"
