"""月报表 on the screen: entries and fields by keyboard, a filled form looked at, the grid's way to it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QLabel, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from desktop.domain.ledgers.kinds import ACTIVITIES
from desktop.services.form_previews import preview_form
from desktop.services.ledgers import rows_of
from desktop.services.monthly_reports import monthly_report_of
from desktop.services.papers import Wanted
from desktop.ui.ledgers.form_preview_dialog import FormPreviewDialog
from desktop.ui.ledgers.monthly_dialog import MonthlyDialog
from desktop.ui.ledgers.report_page import ReportPage
from desktop.ui.ledgers.row_dialog import RowDialog
from desktop.ui.parts.words_field import WordsField
from desktop.viewmodels.ledger_book import LedgerBook
from desktop.viewmodels.monthly_draft import MonthlyDraft
from tests.journeys.test_reachable import cut_off, unnamed, unreachable
from tests.services.building import ME, events_of, rename_round
from tests.ui.dropping import answering, nameless, press
from tests.ui.seat import key_to, visible
from tests.viewmodels.handing import Handing
from tests.viewmodels.monthly import MEETING, filled, march, new, report


@pytest.fixture
def dialog(at: Handing, window: QWidget, qtbot: QtBot) -> Iterator[MonthlyDialog]:
    report(at.workspace)
    made = MonthlyDialog(window, MonthlyDraft(at.workplace, at.jobs, march()))
    made.open()
    qtbot.waitUntil(made.isActiveWindow)
    yield made
    for one in cast("list[QDialog]", made.findChildren(QDialog)):
        one.done(0)  # left open, it would be before the next test
    made.done(0)


def says(parent: QWidget, words: str) -> bool:
    return any(words in one.text() for one in visible(parent, QLabel))


def focus() -> QWidget:
    focused = QApplication.focusWidget()
    assert focused is not None
    return focused


class TestForm:
    """The dialog itself."""

    def test_it_fits_and_everything_has_a_name(self, dialog: MonthlyDialog) -> None:
        assert dialog.width() <= 1024
        assert dialog.height() <= 600
        assert nameless(dialog) == []
        for words in (
            "甲科　2022年3月",
            "2月21日至3月20日",
            "部署会（2022年3月5日）",
            "（会议名称及时间）",
        ):
            assert says(dialog, words)
        assert dialog.labels.keys() == {"联系人", "联系电话", "手机"}
        assert dialog.days["filled"].value == "2022-03-18"
        assert dialog.days["received"].value == "2022-03-19"
        assert dialog.lines["5"].field.words == "全县3家"
        assert not dialog.lines["5"].add_button.isVisible()

    def test_the_tab_key_reaches_everything(self, dialog: MonthlyDialog) -> None:
        assert unnamed(dialog) == []
        assert unreachable(dialog) == []
        assert cut_off(dialog) == []

    def test_enter_opens_a_row_and_its_change_is_seen(self, dialog: MonthlyDialog) -> None:
        def change(opened: object) -> None:
            assert isinstance(opened, RowDialog)
            assert opened.windowTitle() == "修改：会议培训文件"
            opened.fields["title"].show_value("推进会")
            opened.keep_button.click()

        [entry] = dialog.lines["1"].entries
        entry.setFocus()
        answering(change, dialog)
        key_to(entry, "Return")
        QApplication.processEvents()
        [entry] = dialog.lines["1"].entries
        assert entry.accessibleName() == "推进会（2022年3月5日）"
        assert dialog.focusWidget() is entry

    def test_arrows_go_from_entry_to_entry(self, dialog: MonthlyDialog) -> None:
        dialog.draft.keep_row(ACTIVITIES, new(replace(MEETING, title="推进会")))
        QApplication.processEvents()
        first, second = dialog.lines["1"].entries
        first.setFocus()
        key_to(first, "Down")
        assert focus() is second
        key_to(second, "Up")
        assert focus() is first
        key_to(first, "X")  # no key of its own
        assert focus() is first

    @pytest.mark.parametrize("key", ["Delete", "Backspace"])
    def test_a_row_is_struck_once_it_was_asked(
        self, dialog: MonthlyDialog, at: Handing, key: str
    ) -> None:
        [entry] = dialog.lines["1"].entries
        for answer, left in (("取消", {"部署会"}), ("删除", set())):
            entry.setFocus()
            answering(press(answer), dialog)
            key_to(entry, key)
            assert {one.row.told for one in rows_of(at.workspace, ACTIVITIES)} == left
        assert dialog.lines["1"].entries == []
        assert dialog.focusWidget() is dialog.lines["1"].field
        assert not says(dialog, "部署会")

    def test_where_the_last_entry_goes_the_one_above_gets_the_keys(
        self, dialog: MonthlyDialog
    ) -> None:
        dialog.draft.keep_row(ACTIVITIES, new(replace(MEETING, held=date(2022, 3, 8))))
        QApplication.processEvents()
        first, second = dialog.lines["1"].entries
        second.setFocus()
        assert dialog.draft.strike(dialog.draft.lines[0].entries[1].kept.id)
        assert focus() is first

    def test_a_click_opens_a_row(self, dialog: MonthlyDialog) -> None:
        titles = answering(lambda opened: opened.reject(), dialog)
        QTest.mouseClick(dialog.lines["1"].entries[0], Qt.MouseButton.LeftButton)
        QApplication.processEvents()
        assert titles == ["修改：会议培训文件"]

    def test_enter_presses_a_button_and_closes_nothing(self, dialog: MonthlyDialog) -> None:
        titles = answering(lambda opened: opened.reject(), dialog)
        dialog.lines["2"].add_button.setFocus()
        key_to(dialog.lines["2"].add_button, "Return")
        assert titles == ["登记：会议培训文件"]
        dialog.labels["手机"].setFocus()
        key_to(dialog.labels["手机"], "Return")
        assert dialog.isVisible()

    def test_a_run_is_begun_once_for_all_its_parts(self, dialog: MonthlyDialog) -> None:
        titles = answering(lambda opened: opened.reject(), dialog)
        dialog.lines["4"].add_button.click()
        assert titles == ["登记：抽查任务"]
        assert not dialog.lines["4.1"].add_button.isVisible()

    def test_what_is_no_day_is_told_and_nothing_kept(
        self, dialog: MonthlyDialog, at: Handing
    ) -> None:
        before = len(events_of(at.workspace))
        dialog.days["filled"].setFocus()
        dialog.days["filled"].clear()
        QTest.keyClicks(dialog.days["filled"], "3/99")
        key_to(dialog, "Ctrl+S")
        assert says(dialog, "填表时间：日期请写成 2022-08-03 的样子")
        assert dialog.isVisible()
        assert len(events_of(at.workspace)) == before
        dialog.draft.write("3", "无")  # what is read again does not wipe it out
        assert dialog.days["filled"].text() == "3/99"

    def test_words_are_kept_by_the_button(self, dialog: MonthlyDialog, at: Handing) -> None:
        QTest.keyClicks(dialog.lines["3"].field, "none")
        QTest.keyClicks(dialog.labels["手机"], "13900000000")
        dialog.today_button.click()
        assert dialog.days["received"].value == date.today().isoformat()  # noqa: DTZ011  # the office's own calendar day
        dialog.keep_button.click()
        assert not dialog.isVisible()
        words = monthly_report_of(at.workspace, march()).kept.row.words
        assert words == {"3": "none", "5": "全县3家", "手机": "13900000000"}

    @pytest.mark.parametrize("answer", ["放弃", "取消"])
    def test_typed_words_are_not_lost_by_esc(self, dialog: MonthlyDialog, answer: str) -> None:
        QTest.keyClicks(dialog.lines["3"].field, "none")

        def answer_box(box: object) -> None:
            assert isinstance(box, QMessageBox)
            next(one for one in box.buttons() if one.text() == answer).click()

        answering(answer_box, dialog)
        key_to(dialog, "Esc")
        assert dialog.isVisible() is (answer == "取消")

    def test_untouched_it_closes_at_once(self, dialog: MonthlyDialog) -> None:
        key_to(dialog, "Esc")
        assert not dialog.isVisible()


class TestPaper:
    """Out of the dialog."""

    def test_saved_as_a_file(
        self, dialog: MonthlyDialog, at: Handing, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        out = tmp_path / "三月.xlsx"
        answer = str(out), "Excel 文件 (*.xlsx)"
        monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: answer)
        dialog.save_button.click()
        assert not dialog.keep_button.isEnabled()
        at.wait()
        assert out.exists()
        assert says(dialog, "已存成“三月.xlsx”")
        assert dialog.keep_button.isEnabled()

    def test_called_off_nothing_is_written(
        self, dialog: MonthlyDialog, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: ("", ""))
        dialog.save_button.click()
        monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: ("", ""))
        dialog.read_button.click()
        assert dialog.draft.busy == ""

    def test_printed_at_this_month(self, dialog: MonthlyDialog, at: Handing) -> None:
        wanted: list[Wanted] = []
        dialog.print_wanted.connect(wanted.append)
        QTest.keyClicks(dialog.lines["3"].field, "none")
        key_to(dialog, "Ctrl+P")
        assert not dialog.isVisible()
        assert [(one.unit, one.month) for one in wanted] == [("u-a", "2022-03")]
        assert monthly_report_of(at.workspace, march()).words["3"] == "none"


class TestPreview:
    """What a filled form would bring."""

    def shown(self, dialog: MonthlyDialog, path: Path) -> FormPreviewDialog:
        preview = preview_form(dialog.draft.workplace.workspace, march(), path)
        made = FormPreviewDialog(dialog, dialog.draft, preview)
        made.open()
        return made

    def test_all_of_it_is_told(self, dialog: MonthlyDialog, at: Handing, tmp_path: Path) -> None:
        dialog.draft.keep_row(ACTIVITIES, new(replace(MEETING, title="约谈会")))
        answers = {"召开会议": "部署会（2022年3月5日），42人参加；碰头会", "全市本系统": "全县5家"}
        path = filled(at.workspace, tmp_path / "表.docx", answers)
        dialog.draft.write("5", "已输入的")
        shown = self.shown(dialog, path)
        assert unnamed(shown) == []
        assert cut_off(shown) == []
        for words in (
            "补充 1 条",
            "部署会",
            "参加人数 42",
            "表上写的：部署会（2022年3月5日），42人参加；",
            "“碰头会”没有写日期，没有列入台账",
            "原来是：全县3家",
            "里已输入“已输入的”，采用后改为表上的内容",
            "表上没有提到的台账行，仍然保留",
            "约谈会",
        ):
            assert says(shown, words), words
        before = len(events_of(at.workspace))
        shown.cancel_button.click()
        assert len(events_of(at.workspace)) == before

    def test_another_unit_and_month_are_told(
        self, dialog: MonthlyDialog, at: Handing, tmp_path: Path
    ) -> None:
        path = filled(at.workspace, tmp_path / "表.docx", {})
        april = march()._replace(unit="u-b", due=date(2022, 4, 20))
        draft = MonthlyDraft(at.workplace, at.jobs, april)
        shown = FormPreviewDialog(dialog, draft, preview_form(at.workspace, april, path))
        shown.open()
        assert says(shown, "表上写的是 2022年3月，这里登记的是 2022年4月")
        assert says(shown, "表上写的单位是“甲科”，这里登记的是“乙科”")
        assert says(shown, "表头和表尾")
        shown.reject()

    def test_our_own_print_brings_nothing(
        self, dialog: MonthlyDialog, at: Handing, tmp_path: Path
    ) -> None:
        shown = self.shown(dialog, filled(at.workspace, tmp_path / "表.docx", {}))
        assert says(shown, "没有要采用的")
        assert not shown.keep_button.isEnabled()
        assert shown.focusWidget() is shown.cancel_button

    def test_what_is_refused_is_told_there(
        self, dialog: MonthlyDialog, at: Handing, tmp_path: Path
    ) -> None:
        path = filled(at.workspace, tmp_path / "表.docx", {"全市本系统": "全县5家"})
        dialog.draft.write_day("received", None)
        shown = self.shown(dialog, path)
        shown.keep_button.click()
        assert shown.isVisible()
        assert says(shown, "这里不能清空")

    def test_read_and_accepted(
        self, dialog: MonthlyDialog, at: Handing, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        path = filled(at.workspace, tmp_path / "表.docx", {"召开会议": "推进会（3月9日）"})
        monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(path), ""))
        titles = answering(press("采用"), dialog)
        key_to(dialog, "Ctrl+O")
        at.wait()
        assert titles == ["填好的表：核对后采用"]
        assert {one.row.told for one in rows_of(at.workspace, ACTIVITIES)} == {"部署会", "推进会"}
        assert len(dialog.lines["1"].entries) == 2


class TestStrip:
    """The way from the grid of reports."""

    @pytest.fixture
    def page(self, at: Handing, qtbot: QtBot) -> ReportPage:
        report(at.workspace)
        book = LedgerBook(at.workplace)
        made = ReportPage(book, at.jobs)
        qtbot.addWidget(made)
        made.resize(1024, 600)
        made.show()
        book.open(year=2022)
        book.wake()
        made.grid.setFocus()
        return made

    def go(self, page: ReportPage, name: str) -> None:
        columns = [f"{one.due:%m-%d}" for one in page.book.grid.columns]
        rows = [one.name for one in page.book.grid.rows]
        page.grid.setCurrentIndex(page.table.index(rows.index("甲科"), columns.index(name)))

    def test_a_key_opens_the_form_where_there_is_one(self, page: ReportPage) -> None:
        assert page.months.isVisible()
        self.go(page, "03-20")
        assert says(page.months, "甲科　2022年3月部门")
        opened = answering(lambda dialog: dialog.reject())
        key_to(page.grid, "M")
        assert opened == ["部门“双随机、一公开”监管工作月报表"]

    def test_not_where_there_is_none(self, page: ReportPage) -> None:
        self.go(page, "04-05")
        assert not page.months.button.isEnabled()
        page.months.open()
        assert QApplication.activeModalWidget() is None

    def test_a_known_failure_is_one_sentence(self, page: ReportPage, at: Handing) -> None:
        self.go(page, "03-20")
        rename_round(at.workspace, ME, march().round, "年度计划", "某年")
        page.months.open()
        assert at.refusals == [
            "“2022年3月部门“双随机、一公开”监管工作月报表”不在任何批次的考核时段里，没有要填的表"
        ]

    def test_without_forms_there_is_no_strip(self, page: ReportPage) -> None:
        page.book.open(year=2020)
        assert not page.months.isVisible()


def test_a_field_is_as_high_as_its_words(qtbot: QtBot, dressed: object) -> None:
    field = WordsField("名称")
    qtbot.addWidget(field)
    field.resize(200, 40)
    field.show()
    low = field.height()
    told: list[str] = []
    field.edited.connect(lambda: told.append(field.words))
    field.show_words("一行\n两行\n三行")
    assert field.height() > low
    assert told == []
    higher = field.height()
    field.setPlainText("\n".join("一二三四五六七八九十"))
    assert higher < field.height() < 3 * higher
    assert len(told) == 1
    key_to(field, "Tab")
    assert field.words.startswith("一\n")
