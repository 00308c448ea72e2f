"""The office's calendar: what each day is, days of its own, years that it entered, and terms tried out."""

from datetime import date
from typing import Final

import pytest
from pytestqt.qtbot import QtBot

from desktop.services.office_days import office_days_of
from desktop.services.undoing import undo
from desktop.viewmodels.office_calendar import DayLook, OfficeCalendar, days_between
from tests.services.building import ME
from tests.viewmodels.opened import Opened

TODAY: Final = date(2026, 11, 22)
FAR: Final = 2099  # nobody publishes it for long


@pytest.fixture
def calendar(office: Opened) -> OfficeCalendar:
    return OfficeCalendar(office.workplace, TODAY)


@pytest.mark.parametrize(
    ("day", "look"),
    [
        (date(2022, 9, 9), DayLook("plain", "工作日")),
        (date(2022, 9, 17), DayLook("weekend", "周末休息")),
        (date(2022, 9, 12), DayLook("holiday", "中秋节放假")),
        (date(2022, 10, 8), DayLook("made-up", "国庆节调休上班")),
        (date(FAR, 1, 1), DayLook("unknown", "这一年的放假安排未公布")),
    ],
)
def test_each_day_is_told(calendar: OfficeCalendar, day: date, look: DayLook) -> None:
    assert calendar.look(day) == look


def test_days_of_the_office_go_before_all_others(
    calendar: OfficeCalendar, office: Opened, qtbot: QtBot
) -> None:
    days = date(2022, 8, 3), date(2022, 8, 5)
    with qtbot.waitSignal(calendar.changed):
        assert calendar.keep(days_between(*days), " 县庆 ", working=False)
    assert len(office_days_of(office.workspace)) == 3
    assert calendar.told(days[0]) == "2022年8月3日 周三：本单位规定休息：县庆"
    assert calendar.statutory_words(days[0]) == "工作日"
    calendar.keep(days_between(date(2022, 8, 6), date(2022, 8, 6)), "", working=True)
    assert calendar.look(date(2022, 8, 6)) == DayLook("own-work", "本单位规定上班")
    calendar.show_year(2022)
    assert calendar.own_days == 4
    assert calendar.leave(days_between(date(2022, 8, 1), date(2022, 8, 4)))
    assert calendar.own_days == 2
    assert calendar.look(days[0]).sort == "plain"
    assert calendar.leave(days_between(date(2022, 8, 1), date(2022, 8, 4)))  # nothing is left to do
    assert office.refusals == []
    office.workplace.dispatcher.tell(undo(office.workspace, ME, None))
    assert calendar.own_days == 4


def test_a_year_is_known_once_the_office_entered_it(
    calendar: OfficeCalendar, office: Opened
) -> None:
    calendar.show_year(FAR)
    assert (calendar.is_published, calendar.is_entered, calendar.own_days) == (False, False, 0)
    assert not calendar.declare(entered=True)
    assert office.refusals == [f"{FAR}年还没有录入放假和调休的日子，录入后才能作为已公布"]
    calendar.keep(days_between(date(FAR, 1, 1), date(FAR, 1, 1)), "元旦", working=False)
    assert FAR in calendar.years
    assert calendar.look(date(FAR, 1, 2)).sort == "unknown"
    assert calendar.declare(entered=True)
    assert calendar.is_entered
    assert calendar.look(date(FAR, 1, 2)).sort == "plain"
    assert calendar.declare(entered=False)
    assert not calendar.is_entered


def test_years_are_offered_up_to_the_next(calendar: OfficeCalendar) -> None:
    assert calendar.years[0] == TODAY.year + 1
    assert calendar.years[-1] == 2004
    calendar.show_year(2022)
    assert calendar.is_published


def test_a_term_is_tried_out(calendar: OfficeCalendar) -> None:
    assert calendar.deadline("2022-09-09", 20) == (
        "最后一日是 2022年10月13日，即第 20 个工作日"
        "（跳过 14 天：9月10日至12日中秋节，10月1日至7日国庆节，周六、周日 4 天；"
        "计入 2 天：10月8日至9日国庆节调休上班）"
    )
    assert calendar.deadline("2022-09-09", 0)
    assert f"{FAR}年" in calendar.deadline(f"{FAR}-09-09", 20)
