"""台账, by keyboard: reports taken in, rows typed and mended, a table imported, agreed to and taken back."""

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QComboBox, QDialog

from desktop.domain.ledgers.kinds import (
    ACTIVITIES,
    DUTIES,
    INSPECTIONS,
    MEMBERS,
    RECEIPTS,
    Kept,
    Row,
)
from desktop.domain.records import EvidenceLink
from desktop.services.ledgers import keep_rows, rows_of
from desktop.ui.ledgers.import_dialog import ImportDialog
from desktop.ui.ledgers.package_dialog import PackageDialog
from desktop.ui.ledgers.row_dialog import RowDialog
from desktop.ui.ledgers.state_grid import StateGrid
from desktop.ui.screens.ledger_screen import LedgerScreen
from desktop.viewmodels.place import Place
from tests.journeys.conftest import Sit
from tests.journeys.evaluator import Evaluator, wait_until
from tests.services.building import ME, events_of, office_in
from tests.services.packing import packed, scan
from tests.ui.dropping import answering
from tests.viewmodels.ledgering import YEAR, run

TABLE = """任务编号,任务名称,抽查类型,牵头部门,结束日期,本次数量
R1,食品,部门内抽查,甲科,2022-03-01,12
R2,药品,部门联合,乙科,2022-04-01,7
R3,烟草,部门内抽查,没有的局,2022-05-01,3
"""


@pytest.fixture
def evaluator(sit: Sit, tmp_path: Path) -> Evaluator:
    """Alt+3, and the year that the rounds are of."""
    made = sit(office_in(tmp_path))
    wait_until(made.office.screen(Place.OVERVIEW).isVisible)
    made.press("Alt+3")
    wait_until(screen(made).isVisible)
    screen(made).book.open(year=YEAR)
    screen(made).entry.setFocus()
    return made


def screen(evaluator: Evaluator) -> LedgerScreen:
    found = evaluator.office.screen(Place.LEDGERS)
    assert isinstance(found, LedgerScreen)
    return found


def kept(evaluator: Evaluator, ledger: str) -> list[Kept[Row]]:
    return rows_of(evaluator.office.workplace.workspace, ledger)


def commands(evaluator: Evaluator) -> list[str]:
    return [one.command for one in events_of(evaluator.office.workplace.workspace)]


def to_tab(evaluator: Evaluator, number: int) -> None:
    """Walk back to the tabs, and choose one by its number."""
    evaluator.return_to_window()
    while not evaluator.focus.accessibleName().startswith("台账："):
        evaluator.press("Shift+Tab")
    evaluator.press(str(number))


def choose(evaluator: Evaluator, words: str) -> None:
    """In the list that has the focus."""
    box = evaluator.focus
    assert isinstance(box, QComboBox)
    for _ in range(box.count()):
        if box.currentText() == words:
            return
        evaluator.press("Down")
    raise AssertionError(words)


def cell(evaluator: Evaluator) -> tuple[int, int, str]:
    grid = evaluator.focus
    assert isinstance(grid, StateGrid)
    index = grid.currentIndex()
    return index.row(), index.column(), str(index.data())


def test_reports_are_taken_in_and_taken_back(evaluator: Evaluator) -> None:
    today = f"{screen(evaluator).book.today:%Y-%m-%d}"
    assert cell(evaluator) == (0, 0, "未报")
    evaluator.press("Space")
    assert cell(evaluator)[:2] == (0, 0)
    assert str(getattr(kept(evaluator, RECEIPTS)[0].row, "received", "")) == today
    evaluator.press("Right", "Shift+Right", "Shift+Down", "Space")
    assert len(kept(evaluator, RECEIPTS)) == 5
    evaluator.press("Delete")
    assert (len(kept(evaluator, RECEIPTS)), cell(evaluator)[:2]) == (1, (1, 2))
    evaluator.press("Ctrl+Z")
    assert len(kept(evaluator, RECEIPTS)) == 5
    evaluator.press("Ctrl+Z", "Ctrl+Z")
    assert (kept(evaluator, RECEIPTS), cell(evaluator)[:2]) == ([], (1, 2))
    evaluator.press("Ctrl+Y")
    assert len(kept(evaluator, RECEIPTS)) == 1


def test_a_report_that_came_late_is_told_in_the_dialog(evaluator: Evaluator) -> None:
    def answer(dialog: QDialog) -> None:
        wait_until(dialog.isActiveWindow)
        evaluator.write("2022-01-25\n")

    titles = answering(answer)
    evaluator.press("Return")
    evaluator.return_to_window()
    assert titles == ["登记报送"]
    assert cell(evaluator) == (0, 0, "迟 5 天")


def test_tabs_are_walked_by_arrows(evaluator: Evaluator) -> None:
    to_tab(evaluator, 6)
    book = screen(evaluator).book
    assert book.ledger.id == DUTIES
    evaluator.press("Left")
    assert book.ledger.id == MEMBERS
    evaluator.press("Right", "Tab")
    evaluator.tab_to("任务和目标")
    evaluator.press("Space")
    assert len(kept(evaluator, DUTIES)) == 1
    evaluator.press("Ctrl+Z")
    assert kept(evaluator, DUTIES) == []


def test_a_row_is_typed_refused_mended_and_taken_back(evaluator: Evaluator) -> None:
    def answer(dialog: QDialog) -> None:
        assert isinstance(dialog, RowDialog)
        wait_until(dialog.isActiveWindow)
        choose(evaluator, "乙科")
        evaluator.tab_to("类型")
        choose(evaluator, "培训")
        evaluator.tab_to("名称")
        evaluator.write("执法人员培训\n")
        assert dialog._fault.text() == "“日期”还空着，请填写"
        assert evaluator.focus.accessibleName() == "日期"
        evaluator.write("2022-15-01\n")
        assert dialog._fault.text().startswith("“日期”：日期请写成")
        evaluator.press("Ctrl+A")
        evaluator.write("20220601\n")

    to_tab(evaluator, 4)
    titles = answering(answer)
    evaluator.press("Ctrl+N")
    assert titles == ["登记：会议培训文件"]
    [one] = kept(evaluator, ACTIVITIES)
    assert (one.unit, one.row.told, one.row.on) == ("u-b", "执法人员培训", date(YEAR, 6, 1))
    evaluator.return_to_window()
    evaluator.press("Ctrl+Z")
    assert kept(evaluator, ACTIVITIES) == []


def test_rows_are_sought_opened_and_deleted(evaluator: Evaluator) -> None:
    rows = [run(title) for title in ("food A", "food B", "drug")]
    place = evaluator.office.workplace
    place.dispatcher.tell(keep_rows(place.workspace, ME, INSPECTIONS, rows))
    to_tab(evaluator, 3)
    evaluator.press("Ctrl+F")
    evaluator.write("food\n")
    book = screen(evaluator).book
    assert [one.row.told for one in book.rows] == ["food A", "food B"]
    assert evaluator.focus is screen(evaluator).rows.rows

    def answer(dialog: QDialog) -> None:
        wait_until(dialog.isActiveWindow)
        evaluator.press("Ctrl+A")
        evaluator.write("food C\n")

    evaluator.press("Down")
    answering(answer)
    evaluator.press("Return")
    assert [one.row.told for one in book.rows] == ["food A", "food C"]

    def agree(box: QDialog) -> None:
        wait_until(box.isActiveWindow)
        evaluator.press("Tab", "Space")

    evaluator.return_to_window()
    answering(agree)
    evaluator.press("Delete")
    assert [one.row.told for one in book.rows] == ["food A"]
    evaluator.return_to_window()
    evaluator.press("Ctrl+Z", "Ctrl+Z")
    assert [one.row.told for one in book.rows] == ["food A", "food B"]


def test_a_table_is_looked_at_agreed_to_and_taken_back(
    evaluator: Evaluator, tmp_path: Path
) -> None:
    table = tmp_path / "平台导出.csv"
    table.write_text(TABLE)
    said: list[str] = []

    def answer(dialog: QDialog) -> None:
        assert isinstance(dialog, ImportDialog)
        wait_until(dialog.isActiveWindow)
        wait_until(dialog.keep_button.isEnabled)
        said.append(dialog._summary.text())
        assert kept(evaluator, INSPECTIONS) == []
        evaluator.tab_to("“本次数量”对应")
        for _ in range(40):
            if dialog.columns.choices["本次数量"].currentText() == "抽取户数":
                break
            evaluator.press("Down")
            wait_until(lambda: not evaluator.office.jobs.running)
        evaluator.tab_to("要导入的各行")
        said.append(dialog.pane.told.text())
        evaluator.press("Return")

    to_tab(evaluator, 3)
    before = commands(evaluator)
    answering(answer)
    screen(evaluator).import_file(table)  # the system's own dialog chose it
    assert said[0] == "新增 2 行，修改 0 行，不能导入 1 行"
    assert said[1].startswith("第 4 行，不能导入：单位：名单里没有“没有的局”")
    assert sorted(getattr(one.row, "drawn", 0) for one in kept(evaluator, INSPECTIONS)) == [7, 12]
    assert commands(evaluator)[len(before) :] == ["remember-columns", "import-ledger"]
    evaluator.return_to_window()
    evaluator.press("Ctrl+Z")
    assert kept(evaluator, INSPECTIONS) == []
    evaluator.press("Ctrl+Y")
    assert len(kept(evaluator, INSPECTIONS)) == 2


def test_where_nothing_is_entered_enter_begins(evaluator: Evaluator) -> None:
    to_tab(evaluator, 5)
    titles = answering(lambda dialog: dialog.done(0))
    evaluator.tab_to("登记一行")
    evaluator.press("Return")
    assert titles == ["登记：成员单位"]


def test_a_package_is_gone_through_by_keys(evaluator: Evaluator, tmp_path: Path) -> None:
    """Down the files, letters to find a row among many, Enter for it, on to the button; one step back each."""
    place = evaluator.office.workplace
    rows = [run(f"run {number}", number=f"R-{number}") for number in range(60)]
    place.dispatcher.tell(keep_rows(place.workspace, ME, INSPECTIONS, rows))
    package = packed(
        tmp_path / "甲科.zip", {"1.pdf": scan("a"), "2.pdf": scan("b"), "a.exe": b"MZ"}
    )
    kept_words: list[str] = []

    def answer(dialog: QDialog) -> None:
        assert isinstance(dialog, PackageDialog)
        wait_until(dialog.isActiveWindow)
        evaluator.write("r-37\n")
        evaluator.write("59\n")
        evaluator.press("Up", "Delete", "Return")
        evaluator.write("38\n")
        kept_words.append(dialog.keep_button.text())
        evaluator.tab_to("收入 2 份，关联 2 份")
        evaluator.press("Return")
        assert not dialog.isVisible()

    titles = answering(answer)
    screen(evaluator).open_package(package)
    wait_until(lambda: not evaluator.office.jobs.running)
    assert (titles, kept_words) == (["交来的材料包"], ["收入 2 份，关联 2 份"])
    names = {one.id: one.row.told for one in kept(evaluator, INSPECTIONS)}
    with place.workspace.reading() as view:
        linked = sorted(names[str(one.ledger_row)] for one in view.all(EvidenceLink))
    assert linked == ["run 38", "run 59"]
    assert commands(evaluator)[-2:] == ["add-evidence", "link-evidence"]
