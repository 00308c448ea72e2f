"""工作日, by keyboard: a day is made free and given back, and a term counts by it."""

from pathlib import Path

from PySide6.QtWidgets import QDialog

from desktop.domain.records import OfficeDay
from desktop.services.office_days import office_days_of, published_years
from desktop.ui.panels.year_calendar import YearCalendar
from desktop.viewmodels.place import Place
from tests.journeys.conftest import Sit
from tests.journeys.evaluator import Evaluator, wait_until
from tests.journeys.setting_pages import reach
from tests.services.building import office_in
from tests.ui.dropping import answering


def days(evaluator: Evaluator) -> list[OfficeDay]:
    return office_days_of(evaluator.office.workplace.workspace)


def to_calendar(evaluator: Evaluator) -> YearCalendar:
    reach(evaluator, "哪一年的工作日")
    for _ in range(4):
        evaluator.press("Tab")
        if isinstance(evaluator.focus, YearCalendar):
            return evaluator.focus
    raise AssertionError("the tab key never reaches the calendar")


def test_a_day_is_made_free_and_a_term_counts_by_it(sit: Sit, tmp_path: Path) -> None:
    evaluator = sit(office_in(tmp_path))
    evaluator.office.go(Place.SETTINGS)
    reach(evaluator, "哪一年的工作日")
    evaluator.write("2022")
    evaluator.press("Return")
    year = to_calendar(evaluator)
    assert year.current.year == 2022
    evaluator.press(*["PgUp"] * 11, *["PgDown"] * 8)
    while year.current.day != 14:
        evaluator.press("Right" if year.current.day < 14 else "Left")
    assert year.accessibleName() == "工作日历：2022年9月14日 周三：工作日"

    def make_free(dialog: QDialog) -> None:
        wait_until(dialog.isActiveWindow)
        evaluator.press("2", "Tab")  # 休息
        evaluator.write("Fair")
        evaluator.press("Return")

    answering(make_free)
    evaluator.press("Return")
    assert days(evaluator) == [OfficeDay("2022-09-14", working=False, name="Fair")]
    reach(evaluator, "结束日期")
    evaluator.press("Ctrl+A")
    evaluator.write("2022-09-09")
    assert evaluator.says("最后一日是 2022年10月14日，即第 20 个工作日（跳过 15 天")
    assert evaluator.says("9月14日本单位规定：Fair")

    evaluator.return_to_window()
    to_calendar(evaluator)
    evaluator.press("Ctrl+Z")
    assert days(evaluator) == []
    assert evaluator.says("最后一日是 2022年10月13日，即第 20 个工作日")


def test_a_year_is_entered_before_it_is_published(sit: Sit, tmp_path: Path) -> None:
    evaluator = sit(office_in(tmp_path))
    evaluator.office.go(Place.SETTINGS)
    reach(evaluator, "哪一年的工作日")
    evaluator.press("Home")  # the newest
    year = to_calendar(evaluator)
    newest = year.current.year
    assert "未公布" in year.accessibleName()

    def make_free(dialog: QDialog) -> None:
        wait_until(dialog.isActiveWindow)
        evaluator.press("2", "Return")

    answering(make_free)
    evaluator.press("Space")
    reach(evaluator, "本单位已录入全年安排")
    evaluator.press("Space")
    assert newest in published_years(evaluator.office.workplace.workspace)
    assert evaluator.says("全年由本单位录入")
