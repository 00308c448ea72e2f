"""交来的材料包: whose it is, rows found by words beside each scan, all by keys, nothing kept unasked."""

from collections.abc import Callable, Mapping
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QDialog

from desktop.domain.ledgers.kinds import ACTIVITIES, INSPECTIONS, RECEIPTS
from desktop.domain.ledgers.receipts import Receipt
from desktop.domain.records import Evidence, EvidenceLink
from desktop.services.record_names import RecordNames
from desktop.ui.ledgers.form_preview_dialog import FormPreviewDialog
from desktop.ui.ledgers.import_dialog import ImportDialog
from desktop.ui.ledgers.package_dialog import PackageDialog
from desktop.ui.screens.ledger_screen import LedgerScreen
from tests.journeys.evaluator import wait_until
from tests.journeys.test_reachable import cut_off, unnamed, unreachable
from tests.services.building import files_in
from tests.services.packing import packed, scan, sheet
from tests.ui.dropping import answering, compose, nameless, press
from tests.viewmodels.ledgering import MONTHLY, YEAR, Ledgers, meeting, receipt, run
from tests.viewmodels.monthly import filled

Key = Qt.Key
TITLES = [f"{name}抽查" for name in ("食品", "药品", "烟草")]
FILES = {
    "甲/1.pdf": scan("a"),
    "乙/1.pdf": scan("b"),
    "食品抽查.pdf": scan("c"),
    "setup.exe": b"MZ",
    "readme.txt": b"x",
}


class Opening:
    """A package handed in while the runs of the year are in sight; one unit has hundreds."""

    def __init__(self, screen: LedgerScreen, year: Ledgers) -> None:
        self.screen, self.year = screen, year
        many = [run(f"第{number}次抽查", number=f"R-{number}") for number in range(300)]
        year.keep(INSPECTIONS, *many, *(run(one) for one in TITLES), run("别科的", "u-b"))
        year.book.open(INSPECTIONS, year=YEAR)

    def open(
        self,
        look: Callable[[PackageDialog], None],
        files: Mapping[str, bytes] = FILES,
        name: str = "甲科.zip",
    ) -> None:
        def within(dialog: QDialog) -> None:
            assert isinstance(dialog, PackageDialog)
            wait_until(dialog.isActiveWindow)
            look(dialog)
            if dialog.isVisible():
                if dialog._draft.touched:
                    answering(press("放弃"), over=dialog)
                dialog.reject()

        titles = answering(within)
        self.screen.open_package(packed(self.year.workspace.folder.parent / name, files))
        self.year.wait()
        assert titles == ["交来的材料包"]


@pytest.fixture
def opening(screen: LedgerScreen, year: Ledgers) -> Opening:
    return Opening(screen, year)


def cells(dialog: PackageDialog) -> list[list[str]]:
    table = dialog.scans.table
    return [
        [str(table.index(row, at).data()) for at in range(table.columnCount())]
        for row in range(table.rowCount())
    ]


def shown(dialog: PackageDialog) -> list[str]:
    rows = dialog.scans.choice.rows.model()
    return [str(rows.index(at, 0).data()) for at in range(rows.rowCount())]


def test_files_are_told_apart_and_what_is_put_aside_is_told(opening: Opening) -> None:
    def look(dialog: PackageDialog) -> None:
        QAbstractItemModelTester(
            dialog.scans.table, QAbstractItemModelTester.FailureReportingMode.Warning
        )
        assert nameless(dialog) == []
        assert cells(dialog) == [
            ["1.pdf", "乙", "只收入，不关联"],
            ["1.pdf", "甲", "只收入，不关联"],
            ["食品抽查.pdf", "", "抽查任务　食品抽查"],
        ]
        assert dialog.scans.choice.about.text() == "“乙/1.pdf”证明哪一行"
        assert (dialog.units.currentText(), dialog.unit_told.toolTip()) == (
            "甲科",
            "按压缩包的名称认出，请核对",
        )
        told = dialog.skipped.text()
        assert "不能收入的程序文件 1 个（“setup.exe”）" in told
        assert "压缩包自带的说明 1 个（“readme.txt”）" in told
        assert dialog.keep_button.text() == "收入 3 份，关联 1 份"

    opening.open(look)


def test_it_fits_a_small_screen_and_the_tab_key_reaches_everything(opening: Opening) -> None:
    opening.screen.resize(1024, 600)
    table = sheet(("抽查任务", "抽查类型"), ("特种设备抽查", "部门内抽查"))
    forms = {f"任务{number}.xlsx": table for number in range(4)}

    def look(dialog: PackageDialog) -> None:
        assert dialog.width() <= 1024
        assert dialog.height() <= 600
        assert unnamed(dialog) == []
        assert unreachable(dialog) == []
        assert cut_off(dialog) == []

    opening.open(look, {**FILES, **forms})


def test_a_row_among_hundreds_is_found_by_words_and_taken_by_enter(opening: Opening) -> None:
    def look(dialog: PackageDialog) -> None:
        assert dialog.scans.files.hasFocus()
        assert len(shown(dialog)) == 304
        QTest.keyClicks(dialog.scans.files, "r")
        search = dialog.scans.choice.search
        assert (search.hasFocus(), search.text()) == (True, "r")
        QTest.keyClicks(search, "-27")
        assert shown(dialog)[:2] == ["抽查任务　R-27　第27次抽查", "抽查任务　R-270　第270次抽查"]
        QTest.keyClick(search, Key.Key_Down)
        QTest.keyClick(search, Key.Key_Return)
        assert cells(dialog)[0][2] == "抽查任务　R-270　第270次抽查"
        assert (dialog.isVisible(), search.text()) == (True, "")
        assert dialog.scans.files.hasFocus()
        assert dialog.scans.choice.about.text() == "“甲/1.pdf”证明哪一行"
        QTest.keyClick(dialog.scans.files, Key.Key_Return)
        QTest.keyClicks(search, "none")
        assert (shown(dialog), dialog.scans.choice.told.text()[:6]) == ([], "没有这样的行")
        QTest.keyClick(search, Key.Key_Return)
        QTest.keyClick(search, Key.Key_Escape)
        assert (dialog.isVisible(), search.text(), len(shown(dialog))) == (True, "", 304)
        QTest.keyClick(dialog.scans.files, Key.Key_Delete)
        assert dialog.keep_button.text() == "收入 3 份，关联 2 份"

    opening.open(look)


def test_an_input_method_types_into_the_search_from_the_list(
    opening: Opening, year: Ledgers
) -> None:
    year.keep(ACTIVITIES, meeting("推进会"), meeting("部署会"))

    def look(dialog: PackageDialog) -> None:
        files, search = dialog.scans.files, dialog.scans.choice.search
        asks = Qt.WidgetAttribute.WA_InputMethodEnabled
        for at, title in enumerate(("推进会", "部署会")):
            assert files.hasFocus()
            assert files.testAttribute(asks)
            QApplication.sendEvent(files, QInputMethodEvent("tui", []))  # still being spelled
            assert (files.hasFocus(), search.text()) == (True, "")
            compose(files, title)
            assert (search.hasFocus(), search.text()) == (True, title)
            QTest.keyClick(search, Key.Key_Return)
            assert cells(dialog)[at][2] == f"会议培训文件　{title}　2022-03-01"
        assert search.text() == ""

    opening.open(look)


def test_where_an_input_method_shows_its_words_is_told_from_the_search(opening: Opening) -> None:
    def look(dialog: PackageDialog) -> None:
        files, search = dialog.scans.files, dialog.scans.choice.search
        where = files.inputMethodQuery(Qt.InputMethodQuery.ImCursorRectangle)
        here = search.inputMethodQuery(Qt.InputMethodQuery.ImCursorRectangle)
        corner = files.mapToGlobal(where.topLeft())
        assert search.mapFromGlobal(corner) == here.topLeft()

    opening.open(look)


def test_reports_are_called_by_their_names(opening: Opening, year: Ledgers) -> None:
    year.keep(RECEIPTS, receipt(3, 18))

    def look(dialog: PackageDialog) -> None:
        dialog.scans.choice.search.setText("2022-03-20")
        [told] = shown(dialog)
        name = report_name(year)
        assert told == f"报送　{name}　2022-03-20"
        dialog.scans.choice.search.setText(f"{name} 03-20")
        assert shown(dialog) == [told]

    opening.open(look)


def report_name(year: Ledgers) -> str:
    with year.workspace.reading() as view:
        return RecordNames(view).report(MONTHLY)


def test_another_unit_has_other_rows(opening: Opening) -> None:
    def look(dialog: PackageDialog) -> None:
        dialog.units.setFocus()
        dialog.units.setCurrentIndex(dialog.units.findText("乙科"))
        dialog.units.activated.emit(dialog.units.currentIndex())
        assert shown(dialog) == ["只收入，不关联", "抽查任务　别科的"]
        assert dialog.unit_told.text() == ""
        assert cells(dialog)[2][2] == "只收入，不关联"

    opening.open(look)


def test_the_button_keeps_and_escape_forgets(opening: Opening, year: Ledgers) -> None:
    def look(dialog: PackageDialog) -> None:
        QTest.keyClick(dialog, Key.Key_Escape)
        assert not dialog.isVisible()

    opening.open(look)
    assert files_in(year.workspace.folder) == {}

    def keep(dialog: PackageDialog) -> None:
        dialog.keep_button.setFocus()
        QTest.keyClick(dialog.keep_button, Key.Key_Return)
        assert not dialog.isVisible()

    opening.open(keep)
    assert len(files_in(year.workspace.folder)) == 3


def test_what_was_chosen_is_not_lost_by_a_slip(opening: Opening) -> None:
    def look(dialog: PackageDialog) -> None:
        QTest.keyClick(dialog.scans.files, Key.Key_Delete)
        asked = answering(press("取消"), over=dialog)
        QTest.keyClick(dialog, Key.Key_Escape)
        assert (asked, dialog.isVisible()) == (["考评台"], True)

    opening.open(look)


def test_a_form_is_looked_at_before_it_is_kept(opening: Opening, year: Ledgers) -> None:
    table = sheet(("抽查任务", "抽查类型"), ("特种设备抽查", "部门内抽查"))

    def look(dialog: PackageDialog) -> None:
        assert dialog._states[0].text() == "像是“抽查任务”"
        assert dialog.cancel_button.hasFocus()

        def agree(within: QDialog) -> None:
            assert isinstance(within, ImportDialog)
            year.wait()
            within.keep_button.click()
            year.wait()

        answering(agree, over=dialog)
        dialog.form_buttons[0].setFocus()
        QTest.keyClick(dialog.form_buttons[0], Key.Key_Return)
        assert dialog._states[0].text() == "已导入"
        assert not dialog.keep_button.isEnabled()

    opening.open(look, {"任务.xlsx": table})
    assert "特种设备抽查" in {one.row.told for one in year.rows(INSPECTIONS)}


def test_a_filled_report_is_looked_at_and_adopted(opening: Opening, year: Ledgers) -> None:
    path = year.workspace.folder.parent / "月报.docx"
    form = filled(year.workspace, path, {"会议": "部署会（3月5日）"}).read_bytes()

    def look(dialog: PackageDialog) -> None:
        assert dialog._states[0].text().endswith("月报表”，2022年3月")
        assert dialog.form_buttons[0].accessibleName() == "核对采用：月报.docx"
        dialog.units.setCurrentIndex(0)
        dialog.units.activated.emit(0)
        dialog.form_buttons[0].setFocus()
        QTest.keyClick(dialog.form_buttons[0], Key.Key_Return)
        assert dialog._states[0].text() == "请先在右上方选定是哪个单位的"
        dialog.units.setCurrentIndex(dialog.units.findText("甲科"))
        dialog.units.activated.emit(dialog.units.currentIndex())
        escaped = answering(lambda within: within.reject(), over=dialog)
        QTest.keyClick(dialog.form_buttons[0], Key.Key_Return)
        assert (len(escaped), year.rows(ACTIVITIES)) == (1, [])

        def agree(within: QDialog) -> None:
            assert isinstance(within, FormPreviewDialog)
            assert within.day is not None
            assert within.day.text() == date.today().isoformat()  # noqa: DTZ011  # the office's own calendar day
            assert (unnamed(within), cut_off(within)) == ([], [])
            within.day.setText("三月十九")
            QTest.keyClick(within, Key.Key_Return)
            assert within.isVisible()
            assert within._fault.text().startswith("收到日期：")
            within.day.setText("2022-3-19")
            within.keep_button.setFocus()
            QTest.keyClick(within, Key.Key_Return)

        answering(agree, over=dialog)
        QTest.keyClick(dialog.form_buttons[0], Key.Key_Return)
        assert dialog._states[0].text() == "已采用，2022-03-19 收到"

    opening.open(look, {"月报.docx": form, "签到.xlsx": sheet(("姓名", "电话"), ("张三", "1"))})
    assert [one.row.told for one in year.rows(ACTIVITIES)] == ["部署会"]
    [kept] = year.rows(RECEIPTS)
    assert isinstance(kept.row, Receipt)
    assert (kept.row.due, kept.row.received) == (date(2022, 3, 20), date(2022, 3, 19))
    with year.workspace.reading() as view:
        [link] = view.all(EvidenceLink, ledger_row=kept.id)
        file = view.get(Evidence, link.evidence)
    assert (file.name if file else "") == "月报.docx"


def test_a_report_without_a_day_of_receipt_is_adopted_all_the_same(
    opening: Opening, year: Ledgers
) -> None:
    path = year.workspace.folder.parent / "月报.docx"
    form = filled(year.workspace, path, {"会议": "部署会（3月5日）"}).read_bytes()

    def look(dialog: PackageDialog) -> None:
        def agree(within: QDialog) -> None:
            assert isinstance(within, FormPreviewDialog)
            assert within.day is not None
            within.day.setText("")
            QTest.keyClick(within, Key.Key_Return)

        answering(agree, over=dialog)
        dialog.form_buttons[0].setFocus()
        QTest.keyClick(dialog.form_buttons[0], Key.Key_Return)
        assert dialog._states[0].text() == "已采用；收到日期在“报送”里登记"

    opening.open(look, {"月报.docx": form})
    assert (year.rows(RECEIPTS), files_in(year.workspace.folder)) == ([], {})
