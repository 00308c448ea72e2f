"""Office days: what the office says of the calendar is kept as one event, and terms are counted by it."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Final

import pytest

from desktop.domain.records import OfficeDay
from desktop.domain.working_days import DayKind
from desktop.services.office_days import (
    keep_office_days,
    office_days_of,
    published_years,
    remove_office_days,
    work_calendar,
)
from desktop.services.undoing import redo, undo
from desktop.services.workspaces import open_workspace, verify
from desktop.store.workspace import Workspace
from tests.services.building import ME, UNNAMED, events_of, office_in, refused

FAIR: Final = OfficeDay("2022-08-03", working=False, name="县庆")
SATURDAY: Final = OfficeDay("2022-08-06", working=True)
# A year that nobody will publish for long.
FAR: Final = [OfficeDay("2099-01-01", working=False, name="元旦"), OfficeDay("2099-01-04", True)]  # noqa: FBT003  # as it reads


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Workspace]:
    with open_workspace(office_in(tmp_path)) as workspace:
        yield workspace
    assert verify(tmp_path / "office").faults == ()


def kind_of(workspace: Workspace, day: str) -> DayKind | None:
    with workspace.reading() as view:
        return work_calendar(view).kind_of(date.fromisoformat(day))


def test_days_are_kept_in_one_event_and_counted(office: Workspace) -> None:
    before = len(events_of(office))
    keep_office_days(office, ME, [SATURDAY, FAIR])
    [event] = events_of(office)[before:]
    assert (event.command, event.round, event.unit) == ("keep-office-days", None, None)
    assert office_days_of(office) == [FAIR, SATURDAY]
    assert kind_of(office, FAIR.day) == DayKind(working=False, why="本单位规定：县庆")
    assert kind_of(office, SATURDAY.day) == DayKind(working=True, why="本单位规定")
    keep_office_days(office, ME, [OfficeDay(FAIR.day, working=True)])
    assert kind_of(office, FAIR.day) == DayKind(working=True, why="本单位规定")


def test_removed_days_are_as_the_statute_has_them(office: Workspace) -> None:
    keep_office_days(office, ME, [SATURDAY, FAIR])
    before = len(events_of(office))
    remove_office_days(office, ME, [FAIR.day, SATURDAY.day])
    [event] = events_of(office)[before:]
    assert event.command == "keep-office-days"
    assert office_days_of(office) == []
    assert kind_of(office, FAIR.day) == DayKind(working=True, why="工作日")
    undo(office, ME, None)
    assert office_days_of(office) == [FAIR, SATURDAY]
    undo(office, ME, None)
    assert office_days_of(office) == []
    redo(office, ME, None)
    assert kind_of(office, SATURDAY.day) == DayKind(working=True, why="本单位规定")


def test_a_year_is_known_once_the_office_says_that_it_entered_all_of_it(office: Workspace) -> None:
    keep_office_days(office, ME, FAR)
    assert kind_of(office, "2099-01-05") is None
    before = len(events_of(office))
    keep_office_days(office, ME, [OfficeDay("2099-10-01", working=False)], {2099})
    assert len(events_of(office)) == before + 1
    assert published_years(office) == {2099}
    assert kind_of(office, "2099-01-05") == DayKind(working=True, why="工作日")
    assert kind_of(office, "2099-01-01") == DayKind(working=False, why="本单位规定：元旦")
    undo(office, ME, None)
    assert len(office_days_of(office)) == 2
    assert published_years(office) == set()
    redo(office, ME, None)
    assert published_years(office) == {2099}
    keep_office_days(office, ME, [FAIR])  # the years stay as they are
    assert published_years(office) == {2099}
    keep_office_days(office, ME, [], set())
    assert published_years(office) == set()
    assert kind_of(office, "2099-01-05") is None


def test_several_years(office: Workspace) -> None:
    keep_office_days(office, ME, [*FAR, OfficeDay("2098-01-01", working=False)], {2099, 2098})
    assert published_years(office) == {2098, 2099}
    remove_office_days(office, ME, [FAR[0].day, "2098-01-01"])
    assert published_years(office) == {2099}  # nothing of the other is left to count by
    remove_office_days(office, ME, [FAR[1].day])
    assert published_years(office) == set()


def test_a_year_without_a_day_is_not_known(office: Workspace) -> None:
    """Every holiday of it would count as worked."""
    with refused(office.folder) as caught:
        keep_office_days(office, ME, FAR, {2099, 2100})
    assert caught.value.at == "years"
    assert caught.value.message.startswith("2100年还没有录入")


@pytest.mark.parametrize(
    ("days", "at", "words"),
    [
        ([FAIR, OfficeDay("8月6日", working=True)], "1.day", "日期要写成"),
        ([OfficeDay("2022-02-30", working=True)], "0.day", "日期要写成"),
        ([OfficeDay("2022-08-06", working=True, name="\0")], "0.name", "控制字符"),
        ([FAIR, SATURDAY, FAIR], "2.day", "2022-08-03 写了两次"),
    ],
)
def test_a_day_that_is_none_is_refused(
    office: Workspace, days: list[OfficeDay], at: str, words: str
) -> None:
    with refused(office.folder) as caught:
        keep_office_days(office, ME, days)
    assert caught.value.at == at
    assert words in caught.value.message


def test_a_day_that_is_not_kept_is_not_removed(office: Workspace) -> None:
    keep_office_days(office, ME, [FAIR])
    with refused(office.folder) as caught:
        remove_office_days(office, ME, [FAIR.day, SATURDAY.day])
    assert caught.value.at == "1"
    with refused(office.folder) as caught:
        remove_office_days(office, UNNAMED, [FAIR.day])
    assert caught.value.at == "author"
