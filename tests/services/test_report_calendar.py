"""The calendar of reports: what a unit's rounds ask, and what the office itself asks for."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Final

import pytest

from desktop.domain.ledgers.due_reports import due_in
from desktop.domain.periods import read_period
from desktop.domain.records import OfficeReport, UnitRecord
from desktop.services.office import keep_units
from desktop.services.report_calendar import keep_office_reports, office_reports, report_rules
from desktop.services.rounds import RoundPlan, open_round
from desktop.services.schemes import open_scheme
from desktop.services.undoing import redo, undo
from desktop.services.workspaces import open_workspace, verify
from desktop.store.workspace import Workspace
from tests.services.building import (
    ME,
    PLAN,
    UNITS,
    UNNAMED,
    events_of,
    office_in,
    refused,
    rename_round,
    rounds,
)

HALVES: Final = OfficeReport("", "半年小结", ("6", "12"), "last", "quarter")
YEARLY: Final = OfficeReport("o-1", "年度总结", ("12",), "10", "year", ("东片",))
PLANNED: Final = {f"{PLAN}/{one.id}" for one in open_scheme(PLAN).reports}


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Workspace]:
    with open_workspace(office_in(tmp_path)) as workspace:
        yield workspace
    assert verify(tmp_path / "office").faults == ()


def asked_of(workspace: Workspace, unit: str, period: str = "2022年") -> set[str]:
    """The rules of a unit's calendar by their ids."""
    span = read_period(period)
    assert span
    with workspace.reading() as view:
        return {one.id for one in report_rules(view, unit, span)}


def test_a_plan_asks_each_of_its_units_within_its_period(office: Workspace) -> None:
    assert PLANNED
    assert asked_of(office, "u-a") == PLANNED
    assert asked_of(office, "none") == set()
    assert asked_of(office, "u-a", "2023年") == set()
    assert asked_of(office, "u-a", "2022年第4季度") == PLANNED


def test_the_same_plan_in_two_rounds_asks_once(office: Workspace) -> None:
    open_round(office, ME, RoundPlan("又一批", "2022年", PLAN, ["u-a"]))
    assert asked_of(office, "u-a") == PLANNED


def test_a_round_whose_period_says_no_days_asks_nothing(office: Workspace) -> None:
    rename_round(office, ME, rounds().plan, "年度计划", "本届任期")
    assert asked_of(office, "u-a") == set()


def test_the_offices_own_reports_are_kept_in_one_event(office: Workspace) -> None:
    before = len(events_of(office))
    keep_office_reports(office, ME, [HALVES, YEARLY])
    [event] = events_of(office)[before:]
    assert (event.command, event.round, event.unit) == ("keep-office-reports", None, None)
    [halves, yearly] = office_reports(office)
    assert halves == replace(HALVES, id=halves.id)
    assert yearly == YEARLY
    assert halves.id
    undo(office, ME, None)
    assert office_reports(office) == []
    redo(office, ME, None)
    assert office_reports(office) == [halves, yearly]


def test_they_fall_due_on_their_days(office: Workspace) -> None:
    keep_office_reports(office, ME, [replace(HALVES, id="o-2"), YEARLY])
    span = read_period("2022年")
    assert span
    with office.reading() as view:
        rules = [one for one in report_rules(view, "u-a", span) if one.id == "o-2"]
    due = due_in(rules, span)
    assert [(one.due, one.name) for one in due] == [
        (date(2022, 6, 30), "2022年6月半年小结"),
        (date(2022, 12, 31), "2022年12月半年小结"),
    ]


def test_they_are_asked_of_their_groups_or_of_all(office: Workspace) -> None:
    keep_office_reports(office, ME, [replace(HALVES, id="o-2"), YEARLY])
    assert asked_of(office, "u-a") == {*PLANNED, "o-2"}
    keep_units(office, ME, [UnitRecord("u-a", UNITS[0], groups=("东片", "山区"))])
    assert asked_of(office, "u-a") == {*PLANNED, "o-1", "o-2"}
    assert asked_of(office, "u-b") == {*PLANNED, "o-2"}
    assert asked_of(office, "u-a", "2023年") == {"o-1", "o-2"}


def test_one_that_is_no_longer_asked_stays_on_the_list(office: Workspace) -> None:
    keep_office_reports(office, ME, [replace(HALVES, id="o-2"), replace(YEARLY, groups=())])
    keep_office_reports(office, ME, [replace(HALVES, id="o-2", until=date(2021, 12, 31))])
    assert asked_of(office, "u-a") == {*PLANNED, "o-1"}
    assert [one.id for one in office_reports(office)] == ["o-1", "o-2"]


def test_months_and_days_are_kept_as_they_are_read(office: Workspace) -> None:
    unordered = replace(YEARLY, months=("12", "3", "3"), day="０5")
    keep_office_reports(office, ME, [unordered])
    assert office_reports(office) == [replace(YEARLY, months=("3", "12"), day="5")]


@pytest.mark.parametrize(
    ("changed", "at", "words"),
    [
        ({"months": ()}, "1.months", "请至少选一个报送月份"),
        ({"months": ("13",)}, "1.months", "请至少选一个报送月份"),
        ({"months": ("03",)}, "1.months", "请至少选一个报送月份"),
        ({"months": ("6", "7"), "day": "31"}, "1.day", "报送日要写 1 到 30，"),
        ({"months": ("2",), "day": "29"}, "1.day", "报送日要写 1 到 28，"),
        ({"day": "0"}, "1.day", "报送日要写 1 到 31，"),
        ({"day": "月底"}, "1.day", "现在是“月底”"),
        ({"day": ""}, "1.day", "报送日要写"),
        ({"covers": "week"}, "1.covers", "这里只能写"),
        ({"name": " "}, "1.name", "不能空着"),
        ({"groups": ("",)}, "1.groups.0", "不能空着"),
    ],
)
def test_a_report_that_could_never_fall_due_is_refused(
    office: Workspace, changed: dict[str, str], at: str, words: str
) -> None:
    with refused(office.folder) as caught:
        keep_office_reports(office, ME, [HALVES, replace(YEARLY, **changed)])  # type: ignore[arg-type]  # by name
    assert caught.value.at == at
    assert words in caught.value.message


def test_it_has_an_author(office: Workspace) -> None:
    with refused(office.folder) as caught:
        keep_office_reports(office, UNNAMED, [HALVES])
    assert caught.value.at == "author"
