"""导入台账: columns at the left, rows at the right, what becomes of each told whole; Enter agrees."""

from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from openpyxl import Workbook  # type: ignore[import-untyped]  # no stubs
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QDialog, QFileDialog, QLabel

from desktop.domain.ledgers.kinds import INSPECTIONS
from desktop.ui.ledgers.import_dialog import ImportDialog
from desktop.ui.screens.ledger_screen import LedgerScreen
from desktop.ui.theme.tokens import colour
from tests.journeys.evaluator import wait_until
from tests.journeys.test_reachable import cut_off, unnamed, unreachable
from tests.ui.dropping import answering, button_of, nameless
from tests.viewmodels.ledgering import Ledgers

Key = Qt.Key
Role = Qt.ItemDataRole
TABLE = """任务编号,任务名称,抽查类型,牵头部门,公示日期,本次数量
R1,食品,部门内抽查,甲科,2022-03-01,12
R2,药品,部门联合,乙科,2022-04-01,7
R3,烟草,部门内抽查,没有的局,十月,3
"""


class Importing:
    """A table to be imported into the year's runs."""

    def __init__(self, screen: LedgerScreen, year: Ledgers) -> None:
        self.screen, self.year = screen, year
        self.path = year.workspace.folder.parent / "平台导出.csv"
        self.path.write_text(TABLE)
        year.book.open(INSPECTIONS)

    def open(self, look: Callable[[ImportDialog], None], path: Path | None = None) -> None:
        def within(dialog: QDialog) -> None:
            assert isinstance(dialog, ImportDialog)
            wait_until(dialog.isActiveWindow)
            self.year.wait()
            look(dialog)
            if dialog.isVisible():
                dialog.reject()

        answering(within)
        self.screen.import_file(path or self.path)


@pytest.fixture
def importing(screen: LedgerScreen, year: Ledgers) -> Importing:
    return Importing(screen, year)


def cells(dialog: ImportDialog, row: int) -> list[str]:
    return [
        str(dialog.pane.rows.index(row, at).data()) for at in range(dialog.pane.rows.columnCount())
    ]


def test_what_cannot_be_kept_stands_first_with_its_cell(importing: Importing) -> None:
    def look(dialog: ImportDialog) -> None:
        QAbstractItemModelTester(
            dialog.pane.rows, QAbstractItemModelTester.FailureReportingMode.Warning
        )
        assert [cells(dialog, row)[:2] for row in range(3)] == [
            ["4", "不能导入"],
            ["2", "新增"],
            ["3", "新增"],
        ]
        assert cells(dialog, 1)[2:] == [
            "甲科",
            "食品",
            "任务编号：R1；抽查类型：部门内抽查；牵头部门：甲科；公示日期：2022-03-01",
        ]
        assert dialog.pane.told.text().startswith("第 4 行，不能导入：公示日期：“十月”不是日期")
        assert "单位：名单里没有“没有的局”" in dialog.pane.told.text()
        QTest.keyClick(dialog.pane.view, Key.Key_Down)
        assert dialog.pane.told.text().startswith("第 2 行，新增：单位：甲科；抽查任务：食品")
        sign = dialog.pane.rows.index(0, 1)
        assert not sign.data(Role.DecorationRole).isNull()
        assert sign.data(Role.ForegroundRole) == colour("red")
        assert dialog.pane.rows.index(0, 0).data(Role.ForegroundRole) is None
        assert dialog._summary.text() == "新增 2 行，修改 0 行，不能导入 1 行"
        assert nameless(dialog) == []

    importing.open(look)
    assert importing.year.rows(INSPECTIONS) == []


def test_what_was_read_and_what_was_skipped_can_be_checked(importing: Importing) -> None:
    importing.path.write_text(
        "序号,任务名称,抽查类型,单位,结束日期,抽查户数\n"
        "1,食品,内部,甲科,2022年8月3日,１２户\n"
        "合计,,,,,12\n,,,,,\n序号,任务名称,抽查类型,单位,结束日期,抽查户数\n"
    )

    def look(dialog: ImportDialog) -> None:
        assert cells(dialog, 0)[2:] == [
            "甲科",
            "食品",
            "抽查类型：部门内抽查；抽取户数：12；结束日期：2022-08-03",
        ]
        assert dialog.pane.told.text() == (
            "第 2 行，新增：单位：甲科；抽查任务：食品；抽查类型：部门内抽查（表中“内部”）；"
            "抽取户数：12（表中“１２户”）；结束日期：2022-08-03（表中“2022年8月3日”）"
        )
        assert [cells(dialog, row)[:2] + cells(dialog, row)[4:] for row in range(1, 4)] == [
            ["3", "跳过", "合计行"],
            ["4", "跳过", "空行"],
            ["5", "跳过", "重复的表头"],
        ]
        QTest.keyClick(dialog.pane.view, Key.Key_Down)
        assert dialog.pane.told.text() == "第 3 行，跳过：合计行"
        assert dialog._summary.text() == (
            "新增 1 行，修改 0 行，跳过 3 处（合计行、空行、重复的表头）"
        )
        assert dialog.keep_button.text() == "导入 1 行"

    importing.open(look)


def test_what_looks_wrong_is_amber_and_stands_first_among_its_like(importing: Importing) -> None:
    head = "任务编号,任务名称,抽查类型,牵头部门,结束日期,公示日期\n"
    sound = "R1,食品,部门内抽查,甲科,2022-03-01,2022-03-02\n"
    doubted = "R2,药品,部门内抽查,甲科,2022-03-02,2022-03-01\n"
    importing.path.write_text(head + sound + doubted)

    def look(dialog: ImportDialog) -> None:
        rows, last = dialog.pane.rows, dialog.pane.rows.columnCount() - 1
        assert [cells(dialog, row)[:2] for row in range(2)] == [["3", "新增"], ["2", "新增"]]
        told = "疑点：公示日期 2022-03-01 早于结束日期 2022-03-02"
        assert cells(dialog, 0)[last].startswith(told)
        assert told in dialog.pane.told.text()
        assert rows.index(0, last).data(Role.ForegroundRole) == colour("amber")
        assert rows.index(0, last).data(Role.DecorationRole) is not None
        assert rows.index(0, 1).data(Role.ForegroundRole) == colour("green")
        assert rows.index(1, last).data(Role.ForegroundRole) is None
        assert "其中 1 行有疑点" in dialog._summary.text()
        assert dialog.keep_button.isEnabled()

    importing.open(look)


def test_it_fits_a_small_screen_and_the_tab_key_reaches_everything(importing: Importing) -> None:
    importing.screen.resize(1024, 600)

    def look(dialog: ImportDialog) -> None:
        assert dialog.width() <= 1024
        assert dialog.height() <= 600
        assert unnamed(dialog) == []
        assert unreachable(dialog) == []
        assert cut_off(dialog) == []

    importing.open(look)


def test_enter_agrees_to_what_is_shown(importing: Importing, year: Ledgers) -> None:
    def look(dialog: ImportDialog) -> None:
        assert (dialog.keep_button.text(), dialog.pane.view.hasFocus()) == ("导入 2 行", True)
        QTest.keyClick(dialog.pane.view, Key.Key_Return)
        year.wait()
        assert not dialog.isVisible()

    importing.open(look)
    assert sorted(one.row.told for one in year.book.rows) == ["药品", "食品"]
    assert year.events[-1] == "import-ledger"


def test_while_it_is_written_nothing_else_is_asked_and_closing_loses_nothing(
    importing: Importing, year: Ledgers
) -> None:
    before = len(year.events)

    def look(dialog: ImportDialog) -> None:
        with year.workspace.writing():
            QTest.keyClick(dialog.pane.view, Key.Key_Return)
            assert (dialog.keep_button.text(), dialog.keep_button.isEnabled()) == (
                "正在导入…",
                False,
            )
            assert dialog._summary.text() == "正在写入 2 行…现在关闭也会写完"
            assert not dialog.ledgers.isEnabled()
            assert not dialog.columns.isEnabled()
            QTest.keyClick(dialog.pane.view, Key.Key_Return)
            assert (dialog.isVisible(), dialog.cancel_button.text()) == (True, "关闭")
            QTest.keyClick(dialog, Key.Key_Escape)
            assert not dialog.isVisible()
        year.wait()

    importing.open(look)
    assert year.events[before:] == ["import-ledger"]
    assert sorted(one.row.told for one in year.book.rows) == ["药品", "食品"]


def test_escape_writes_nothing(importing: Importing, year: Ledgers) -> None:
    before = len(year.events)
    importing.open(lambda dialog: QTest.keyClick(dialog, Key.Key_Escape))
    assert len(year.events) == before


def test_a_columns_meaning_is_chosen_by_keys(importing: Importing, year: Ledgers) -> None:
    def look(dialog: ImportDialog) -> None:
        box = dialog.columns.choices["本次数量"]
        assert box.currentText() == "（不导入）"
        box.setFocus()
        while box.currentText() != "抽取户数":
            before = box.currentText()
            QTest.keyClick(box, Key.Key_Down)
            year.wait()
            assert box.currentText() != before
        assert box.hasFocus()
        dialog.keep_button.click()
        year.wait()

    importing.open(look)
    assert sorted(getattr(one.row, "drawn", 0) for one in year.book.rows) == [7, 12]


def test_what_must_be_there_is_said(importing: Importing, year: Ledgers) -> None:
    def look(dialog: ImportDialog) -> None:
        assert not dialog.columns.missing.isVisible()
        box = dialog.columns.choices["任务名称"]
        box.setFocus()
        QTest.keyClick(box, Key.Key_Home)
        year.wait()
        assert dialog.columns.missing.text() == "必须有的列还没有对应：抽查任务"
        assert (dialog.keep_button.text(), dialog.keep_button.isEnabled()) == ("导入", False)

    importing.open(look)


def test_where_no_column_tells_the_unit_it_is_chosen(importing: Importing, year: Ledgers) -> None:
    importing.path.write_text("任务名称,抽查类型\n食品,部门内抽查\n")

    def look(dialog: ImportDialog) -> None:
        assert not dialog.keep_button.isEnabled()
        dialog.units.setFocus()
        QTest.keyClick(dialog.units, Key.Key_End)
        year.wait()
        dialog.keep_button.click()
        year.wait()

    importing.open(look)
    assert [one.unit for one in year.book.rows] == ["u-a"]


def test_another_sheet_or_ledger_is_chosen(importing: Importing, year: Ledgers) -> None:
    book = Workbook()
    book.active.append(["任务名称", "抽查类型", "牵头部门"])
    book.active.append(["食品", "部门内抽查", "甲科"])
    book.create_sheet("说明").append(["本表由各单位填写"])
    path = year.workspace.folder.parent / "台账.xlsx"
    book.save(path)

    def look(dialog: ImportDialog) -> None:
        assert (dialog.sheets.isVisible(), dialog.sheets.count()) == (True, 2)
        dialog.sheets.setFocus()
        QTest.keyClick(dialog.sheets, Key.Key_Down)
        year.wait()
        assert dialog.refusal.isVisible()
        assert dialog.refusal.failure.text() == year.refusals[-1]
        assert (dialog.pane.rows.rowCount(), dialog.pane.told.text()) == (0, "")
        assert (dialog.sheets.currentText(), dialog.keep_button.isEnabled()) == ("说明", False)
        QTest.keyClick(dialog.sheets, Key.Key_Up)
        year.wait()
        assert (dialog.refusal.isVisible(), dialog.pane.rows.rowCount()) == (False, 1)
        dialog.ledgers.setFocus()
        QTest.keyClick(dialog.ledgers, Key.Key_Down)
        year.wait()
        assert dialog.ledgers.currentText() == "会议培训文件"
        assert "日期" in dialog.columns.missing.text()

    importing.open(look, path)


def test_one_sheet_is_not_asked_for(importing: Importing) -> None:
    def look(dialog: ImportDialog) -> None:
        assert not dialog.sheets.isVisible()

    importing.open(look)


def test_without_a_header_both_ways_on_are_told(importing: Importing) -> None:
    importing.path.write_text("1,2\n3,4\n")

    def look(dialog: ImportDialog) -> None:
        assert dialog._source.toolTip() == "平台导出.csv"
        assert "请在数据上面加一行列名再导入" in dialog.refusal.failure.text()
        assert "“填报模板…”" in dialog.refusal.failure.text()

    importing.open(look)
    importing.path.write_text("食品抽查,甲方式\n药品抽查,乙方式\n")

    def look_again(dialog: ImportDialog) -> None:
        assert dialog.columns.remark.text().startswith("第 1 行的列名一个也认不准")
        box = dialog.columns.choices["食品抽查"]
        box.setFocus()
        for _ in range(2):  # past 单位; what is planned meanwhile takes no choice back
            QTest.keyClick(box, Key.Key_Down)
        assert box.currentText() == "抽查任务"
        importing.year.wait()
        assert not dialog.columns.remark.isVisible()

    importing.open(look_again)


def test_a_file_that_cannot_be_read_says_why(importing: Importing, year: Ledgers) -> None:
    path = year.workspace.folder.parent / "坏.xlsx"
    path.write_bytes(b"no workbook")

    def look(dialog: ImportDialog) -> None:
        assert dialog.refusal.failure.text() == year.refusals[-1]
        assert dialog._source.toolTip() == "坏.xlsx"
        assert not dialog.columns.isVisible()
        assert dialog._summary.text() == "不能导入"
        button_of(dialog, "取消").click()
        assert not dialog.isVisible()

    importing.open(look, path)


def test_after_a_file_that_is_refused_another_is_chosen(
    importing: Importing, year: Ledgers, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = year.workspace.folder.parent / "坏.xlsx"
    path.write_bytes(b"no workbook")
    chosen = lambda *_: (str(importing.path), "")  # noqa: E731  # the system's own dialog
    monkeypatch.setattr(QFileDialog, "getOpenFileName", chosen)

    def look(dialog: ImportDialog) -> None:
        assert dialog.refusal.other_button.hasFocus()
        assert cut_off(dialog) == unnamed(dialog) == unreachable(dialog) == []
        QTest.keyClick(dialog.refusal.other_button, Key.Key_Space)
        year.wait()
        assert not dialog.refusal.isVisible()
        assert dialog.columns.isVisible()
        assert (dialog._source.toolTip(), dialog.pane.rows.rowCount()) == ("平台导出.csv", 3)
        assert dialog.keep_button.isEnabled()

    importing.open(look, path)


def test_a_column_that_was_guessed_looks_and_is_named_so(importing: Importing) -> None:
    long = "本单位双随机抽查任务的抽查户数"
    importing.path.write_text(f"任务名称,抽查类型,抽查户数合计,{long}\n食品,部门内抽查,3,4\n")

    def look(dialog: ImportDialog) -> None:
        columns = dialog.columns
        name = "“抽查户数合计”对应，按相近名称猜的，请核对"
        assert columns.choices["抽查户数合计"].accessibleName() == name
        assert columns.choices["任务名称"].accessibleName() == "“任务名称”对应"
        marked = [one for one, mark in columns.guesses.items() if mark.isVisible()]
        assert marked == ["抽查户数合计"]
        assert columns.guessed.text() == "有三角号的 1 列是按相近名称猜的，请核对"
        labels: Iterable[QLabel] = columns.findChildren(QLabel)
        [told] = [one for one in labels if one.toolTip() == long]
        assert told.text().startswith("本")
        assert told.text().endswith("数")
        box = columns.choices["抽查户数合计"]
        box.setFocus()
        QTest.keyClick(box, Key.Key_Home)
        importing.year.wait()
        assert not columns.guesses["抽查户数合计"].isVisible()
        assert not columns.guessed.isVisible()

    importing.open(look)
