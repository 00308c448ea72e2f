"""Plans: reports, targets, tasks and forms, with dates that exist (R17, R27)."""

from collections.abc import Mapping

import pytest

from desktop.domain.plan import PlanTarget, Report, ReportForm, Task
from desktop.domain.slips import Slip
from desktop.schemefiles.building import Workshop

REPORT = {"id": "monthly", "name": "月报", "due": "每月20日前", "covers": "month"}
TASK = {"id": "t", "name": "任务", "clause": "三", "responsible": ["甲"], "due": "12月1日前"}
TARGET = {"id": "t", "name": "比例"}


def built(cls: type, plain: Mapping[str, object]) -> tuple[object, list[Slip]]:
    workshop = Workshop()
    return workshop.build(cls, dict(plain), ()), workshop.slips


def places(slips: list[Slip]) -> list[tuple[str, tuple[str | int, ...]]]:
    return [(slip.code, slip.place) for slip in slips]


def test_a_report_has_months_and_a_day() -> None:
    report, slips = built(Report, REPORT | {"months": [2, 12], "day": "last"})
    assert slips == []
    assert isinstance(report, Report)
    assert (report.months, report.day) == ((2, 12), "last")
    assert built(Report, REPORT | {"months": [2], "day": 29})[1] == []


@pytest.mark.parametrize(
    ("more", "slips"),
    [
        ({"months": [1, 2], "day": 30}, [("due", ("day",))]),
        ({"months": [4, 6], "day": 31}, [("due", ("day",)), ("due", ("day",))]),
        ({"months": [13], "day": 1}, [("", ("months", 0))]),
        ({"months": [True], "day": 1}, [("", ("months", 0))]),
        ({"months": [1], "day": 32}, [("", ("day",))]),
        ({"months": [1], "day": 0}, [("", ("day",))]),
        ({"months": [1], "day": "end"}, [("", ("day",))]),
        ({"months": [1], "day": True}, [("", ("day",))]),
    ],
    ids=repr,
)
def test_a_day_that_does_not_exist_is_named(
    more: dict[str, object], slips: list[tuple[str, object]]
) -> None:
    assert places(built(Report, REPORT | more)[1]) == slips


def test_a_task_has_a_last_day_or_goes_on() -> None:
    ongoing, slips = built(Task, TASK)
    assert slips == []
    assert isinstance(ongoing, Task)
    assert ongoing.month is None
    dated, slips = built(Task, TASK | {"month": 12, "day": 1})
    assert slips == []
    assert isinstance(dated, Task)
    assert dated.month is not None


@pytest.mark.parametrize(
    ("more", "slips"),
    [
        ({"month": 12}, [("due", ())]),
        ({"day": 1}, [("due", ())]),
        ({"month": 2, "day": 30}, [("due", ("day",))]),
        ({"month": 2, "day": "last"}, []),
    ],
    ids=repr,
)
def test_a_last_day_has_both_parts(
    more: dict[str, object], slips: list[tuple[str, object]]
) -> None:
    assert places(built(Task, TASK | more)[1]) == slips


@pytest.mark.parametrize(
    ("more", "slips"),
    [
        ({"at_least": "5%"}, []),
        ({"judged": True}, []),
        ({}, [("target", ())]),
        ({"judged": True, "at_least": "5%"}, [("target", ())]),
    ],
    ids=repr,
)
def test_a_target_is_measured_or_judged(
    more: dict[str, object], slips: list[tuple[str, object]]
) -> None:
    assert places(built(PlanTarget, TARGET | more)[1]) == slips


def test_a_form_is_read_with_its_rows_and_parts() -> None:
    parts = [{"name": "市本级", "feeds": "inspections"}]
    rows = [{"no": "1", "name": "抽查次数", "hint": "次", "parts": parts}]
    plain = {
        "id": "f",
        "title": "月报表",
        "head": ["单位"],
        "sections": [{"name": "一", "rows": rows}],
    }
    form, slips = built(ReportForm, plain)
    assert slips == []
    assert isinstance(form, ReportForm)
    assert form.sections[0].rows[0].parts[0].name == "市本级"
