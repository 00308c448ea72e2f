"""The card of reports and its dialog: months by keys, what is wrong and when it is due, what is not entered twice."""

from datetime import date
from typing import Final

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtWidgets import QDialog, QLabel, QPushButton, QTableWidget, QToolButton
from pytestqt.qtbot import QtBot

from desktop.domain.records import OfficeReport, UnitRecord
from desktop.services.office import keep_units
from desktop.services.report_calendar import keep_office_reports, office_reports
from desktop.ui.dialogs.report_dialog import ReportDialog
from desktop.ui.panels.report_settings import ReportSettings
from desktop.ui.parts.month_toggles import MonthToggles
from desktop.viewmodels.report_draft import ReportDraft
from desktop.viewmodels.report_plans import ReportPlans
from tests.services.building import ME
from tests.ui.dropping import answering, nameless
from tests.ui.seat import key_to, part_of, visible
from tests.viewmodels.handing import Handing

TODAY: Final = date(2026, 11, 22)
MONTHLY: Final = OfficeReport("m", "月报表", tuple(map(str, range(1, 13))), "20", "month")
ITS_ROW: Final = (
    QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
)
YEARLY: Final = OfficeReport(
    "y", "总结", ("12",), "last", "year", ("县区",), until=date(2022, 3, 1)
)


@pytest.fixture
def plans(at: Handing) -> ReportPlans:
    keep_units(at.workspace, ME, [UnitRecord("u-a", "甲科", groups=("县区", "第一组"))])
    return ReportPlans(at.workplace)


@pytest.fixture
def card(qtbot: QtBot, plans: ReportPlans) -> ReportSettings:
    made = ReportSettings(plans)
    qtbot.addWidget(made)
    made.resize(1000, 500)
    made.show()
    return made


@pytest.fixture
def dialog(qtbot: QtBot, card: ReportSettings, plans: ReportPlans) -> ReportDialog:
    made = ReportDialog(card, ReportDraft(None, TODAY), plans.groups, plans.keep)
    made.show()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def keep(at: Handing, *reports: OfficeReport) -> None:
    at.workplace.dispatcher.tell(keep_office_reports(at.workspace, ME, reports))


def cells(card: ReportSettings) -> list[list[str]]:
    table = part_of(card, QTableWidget, "报送安排")
    found = (
        [table.item(row, column) for column in range(table.columnCount())]
        for row in range(table.rowCount())
    )
    return [[one.text() for one in row if one is not None] for row in found]


def says(parent: ReportSettings | ReportDialog, words: str) -> bool:
    return any(words in one.text() for one in visible(parent, QLabel))


class TestCard:
    """The list."""

    def test_each_report_is_told_in_words(self, card: ReportSettings, at: Handing) -> None:
        assert says(card, "没有另外的报送要求")
        keep(at, MONTHLY, YEARLY)
        assert nameless(card) == []
        assert cells(card) == [
            ["月报表", "每月", "20日", "月报", "全部单位"],
            ["总结（报到 2022-03-01 止）", "12月", "当月最后一天", "年报", "县区"],
        ]
        assert not says(card, "没有另外的报送要求")

    def test_what_rounds_ask_is_only_shown(self, card: ReportSettings) -> None:
        assert says(card, "不用再录")
        assert says(card, "每月20日前　部门“双随机、一公开”监管工作月报表")
        assert says(card, "（年度计划）")

    def test_one_is_retired_and_asked_for_again(self, card: ReportSettings, at: Handing) -> None:
        retire = part_of(card, QPushButton, "停用所选")
        assert not retire.isEnabled()
        keep(at, MONTHLY)  # the first is chosen already
        retire.click()
        assert [one.until is None for one in office_reports(at.workspace)] == [False]
        assert retire.text() == "启用所选"
        retire.click()
        assert office_reports(at.workspace) == [MONTHLY]

    def test_the_chosen_one_is_opened(self, card: ReportSettings, at: Handing) -> None:
        keep(at, MONTHLY, YEARLY)

        def answer(dialog: QDialog) -> None:
            assert isinstance(dialog, ReportDialog)
            assert dialog.groups.chosen == {"县区"}
            dialog.name.setText("年度总结")
            dialog.name.textEdited.emit("年度总结")
            dialog.keep_button.click()

        table = part_of(card, QTableWidget, "报送安排")
        table.setCurrentCell(1, 0, ITS_ROW)
        titles = answering(answer)
        part_of(card, QPushButton, "修改…").click()
        assert titles == ["修改报送"]
        assert cells(card)[1][0] == "年度总结（报到 2022-03-01 止）"
        assert [one.row() for one in table.selectionModel().selectedRows()] == [1]


class TestDialog:
    """One report."""

    def test_it_says_what_is_missing_and_goes_there(self, dialog: ReportDialog) -> None:
        assert nameless(dialog) == []
        dialog.keep_button.click()
        assert says(dialog, "请写明报送什么")
        assert dialog.name.hasFocus()
        dialog.name.setText("季报")
        dialog.name.textEdited.emit("季报")
        assert not says(dialog, "请写明报送什么")
        dialog.keep_button.click()
        assert dialog.months.buttons[0].hasFocus()
        assert dialog.isVisible()

    def test_shortcuts_choose_months_and_what_it_is_about(
        self, dialog: ReportDialog, at: Handing
    ) -> None:
        dialog.name.setText("季报")
        dialog.name.textEdited.emit("季报")
        part_of(dialog, QPushButton, "每季度次月").click()
        assert says(dialog, "接下来三次：2027年1月20日（周三）")
        last = dialog.day.count() - 1
        dialog.day.setCurrentIndex(last)
        dialog.day.activated.emit(last)
        assert says(dialog, "2027年1月31日（周日）、2027年4月30日（周五）")
        dialog.groups.item(1).setCheckState(Qt.CheckState.Checked)
        dialog.keep_button.click()
        [kept] = office_reports(at.workspace)
        expected = ("季报", ("1", "4", "7", "10"), "last", "quarter", ("第一组",))
        assert (kept.name, kept.months, kept.day, kept.covers, kept.groups) == expected

    def test_what_it_is_about_is_chosen(self, dialog: ReportDialog) -> None:
        dialog.covers.choose(2)
        assert dialog._draft.covers == "year"

    def test_without_groups_everybody_reports(self, card: ReportSettings) -> None:
        made = ReportDialog(card, ReportDraft(MONTHLY, TODAY), (), lambda _: False)
        made.show()
        assert not made.groups.isVisible()
        assert says(made, "单位还没有分组")
        made.keep_button.click()  # refused
        assert made.isVisible()


class TestMonths:
    """Twelve toggles, one stop of the tab key."""

    @pytest.fixture
    def months(self, qtbot: QtBot) -> MonthToggles:
        made = MonthToggles()
        qtbot.addWidget(made)
        made.show()
        made.activateWindow()
        qtbot.waitUntil(made.isActiveWindow)
        made.setFocus()
        return made

    def test_arrows_go_about_and_the_space_bar_turns_over(self, months: MonthToggles) -> None:
        heard: list[frozenset[int]] = []
        months.chosen.connect(heard.append)

        def press(*keys: str) -> None:
            for key in keys:
                focused = months.focusWidget()
                assert isinstance(focused, QToolButton)
                key_to(focused, key)

        press("Space", "Right", "Down", "Space", "Left", "Up", "Up", "Left", "Space", "A")
        assert [{*one} for one in heard] == [{1}, {1, 8}, {8}]
        stops = [one for one in months.buttons if one.focusPolicy() & Qt.FocusPolicy.TabFocus]
        assert stops == [months.buttons[0]]

    def test_a_choice_is_shown_and_nothing_told(self, months: MonthToggles) -> None:
        heard: list[object] = []
        months.chosen.connect(heard.append)
        months.show_months({2, 12})
        assert months.months == frozenset({2, 12})
        assert heard == []
