"""The office's own reports: kept and retired, in words, and when they fall due next."""

from datetime import date
from typing import Final

import pytest
from pytestqt.qtbot import QtBot

from desktop.domain.records import OfficeReport, UnitRecord
from desktop.domain.troubles import Trouble
from desktop.services.office import keep_units
from desktop.services.report_calendar import office_reports
from desktop.viewmodels import report_plans
from desktop.viewmodels.report_draft import ReportDraft
from desktop.viewmodels.report_plans import (
    ReportPlans,
    day_words,
    due_words,
    groups_words,
    months_words,
    next_due,
)
from tests.services.building import ME
from tests.viewmodels.opened import Opened

TODAY: Final = date(2026, 11, 22)
MONTHLY: Final = OfficeReport("", "月报表", tuple(map(str, range(1, 13))), "20", "month")


@pytest.fixture
def plans(office: Opened) -> ReportPlans:
    return ReportPlans(office.workplace)


def test_one_is_kept_changed_and_retired(plans: ReportPlans, office: Opened, qtbot: QtBot) -> None:
    with qtbot.waitSignal(plans.changed):
        assert plans.keep(MONTHLY)
    [kept] = plans.reports
    assert kept.id
    assert plans.retire(kept, TODAY)
    [retired] = plans.reports
    assert retired.until == TODAY
    assert plans.retire(retired, TODAY)
    assert office_reports(office.workspace) == [kept]


def test_what_is_refused_is_said_and_not_kept(plans: ReportPlans, office: Opened) -> None:
    assert not plans.keep(OfficeReport("", "月报表", (), "20", "month"))
    assert office.refusals == ["请至少选一个报送月份（1 到 12 月）"]
    assert plans.reports == []


def test_groups_are_those_of_units_and_of_reports(plans: ReportPlans, office: Opened) -> None:
    assert plans.groups == ()
    keep_units(office.workspace, ME, [UnitRecord("u-a", "甲科", groups=("县区", "第一组"))])
    plans.keep(OfficeReport("", "季报", ("3",), "5", "quarter", ("从前的组",)))
    assert set(plans.groups) == {"县区", "第一组", "从前的组"}


def test_what_rounds_ask_is_told(plans: ReportPlans) -> None:
    [asked] = plans.of_rounds
    assert (asked.rounds, len(asked.reports)) == (("年度计划",), 5)


def test_a_scheme_that_cannot_be_read_hides_nothing_else(
    plans: ReportPlans, office: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_: object) -> None:
        raise Trouble("原文不见了")

    monkeypatch.setattr(report_plans, "round_reports", broken)
    assert plans.of_rounds == ()
    assert office.refusals == ["原文不见了"]


def test_in_words() -> None:
    assert months_words(MONTHLY.months) == "每月"
    assert months_words(("1", "4", "7", "10")) == "1、4、7、10月"
    assert (day_words("20"), day_words("last")) == ("20日", "当月最后一天")
    assert (groups_words(()), groups_words(("甲组", "乙组"))) == ("全部单位", "甲组、乙组")


def test_the_next_three_days_are_told_with_today(plans: ReportPlans) -> None:
    last = OfficeReport("", "年报", ("2",), "last", "year")
    assert next_due(last, date(2027, 2, 28)) == [
        date(2027, 2, 28),
        date(2028, 2, 29),
        date(2029, 2, 28),
    ]
    assert due_words(next_due(MONTHLY, TODAY)) == (
        "2026年12月20日（周日）、2027年1月20日（周三）、2027年2月20日（周六）"
    )


class TestDraft:
    """A report in the making."""

    def test_it_says_what_it_lacks_and_then_when_it_is_due(self, qtbot: QtBot) -> None:
        draft = ReportDraft(None, TODAY)
        assert draft.fault == "请写明报送什么，例如“双随机工作月报表”"
        assert draft.told == "请至少选一个报送月份（1 到 12 月）"
        with qtbot.waitSignal(draft.changed):
            draft.call(" 季报 ")
        assert draft.fault == draft.told
        draft.choose_months({2, 10})
        draft.choose_day("30")
        assert draft.told == "报送日要写 1 到 28，或选“当月最后一天”，现在是“30”"
        draft.choose_day("last")
        draft.choose_covers("quarter")
        draft.choose_groups({"乙组", "甲组"})
        assert draft.fault == ""
        assert draft.told.startswith("接下来三次：2027年2月28日（周日）、2027年10月31日（周日）")
        assert draft.report == OfficeReport(
            "", "季报", ("2", "10"), "last", "quarter", ("乙组", "甲组"), date(2026, 1, 1)
        )

    def test_what_is_changed_stays_the_same_report(self) -> None:
        held = OfficeReport(
            "r", "月报", ("1", "12"), "5", "month", ("甲组",), until=date(2022, 3, 1)
        )
        assert ReportDraft(held, TODAY).report == held
