"""诊断, by keyboard: looked at, checked in full, told in a report that is read before it is saved; also when closed."""

import shutil
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import QPoint, QTimer
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QLabel,
    QListWidget,
    QPlainTextEdit,
    QPushButton,
    QTableWidget,
)

from desktop.services.diagnosis.told import Check, State
from desktop.services.workspaces import default_folder, open_workspace
from desktop.store.workspace import DATABASE
from desktop.ui.settings.diagnosis_dialog import DiagnosisDialog
from desktop.ui.settings.diagnosis_page import DiagnosisPage
from desktop.ui.settings.report_preview import ReportPreview
from desktop.viewmodels import diagnosis
from desktop.viewmodels.place import Place
from tests.journeys.conftest import Sit
from tests.journeys.evaluator import Evaluator, take_keys, wait_until
from tests.journeys.setting_pages import do, open_page, reach, settings_of
from tests.services.building import add, office_in
from tests.ui.dropping import answering, choose, nameless

pytestmark = pytest.mark.qt_log_ignore("does not support (raise|grabbing)", extend=True)


@pytest.fixture(autouse=True)
def _no_printers(monkeypatch: pytest.MonkeyPatch) -> None:
    """The machine's print server may take its time."""
    some = Check("打印机", State.NORMAL, "有 1 台")
    monkeypatch.setattr(diagnosis, "printer_check", lambda: some)


@pytest.fixture
def evaluator(sit: Sit, tmp_path: Path) -> Evaluator:
    """Before the diagnosis of an office that has evidence, once it is there."""
    folder = office_in(tmp_path)
    with open_workspace(folder) as workspace:
        add(workspace)
    made = sit(folder)
    made.office.go(Place.SETTINGS)
    open_page(made, "诊断")
    wait_until(lambda: made.says("没有指定，硬盘坏了"))
    return made


def page(evaluator: Evaluator) -> DiagnosisPage:
    shown = settings_of(evaluator).pages.currentWidget()
    assert isinstance(shown, DiagnosisPage)
    return shown


def test_each_state_is_told_by_a_word_and_the_worst_stands_first(evaluator: Evaluator) -> None:
    assert evaluator.says("可以放心使用")
    labels = cast("list[QLabel]", page(evaluator).findChildren(QLabel))
    words = [one.text() for one in labels if one.text() in {"正常", "注意"} and one.isVisible()]
    assert {*words} == {"注意", "正常"}
    assert words == sorted(words, key=["注意", "正常"].index)
    assert evaluator.says("SQLite")
    assert nameless(page(evaluator)) == []


def test_what_a_full_check_found_comes_into_sight(evaluator: Evaluator) -> None:
    """Its button may be the last that is seen."""
    evaluator.shell.resize(1366, 600)
    reach(evaluator, "核对全部")
    shown = page(evaluator)
    wait_until(lambda: shown.verticalScrollBar().value() > 0)
    button = shown.full_button
    end = button.mapTo(shown.viewport(), QPoint(0, button.height())).y()
    shown.verticalScrollBar().setValue(
        shown.verticalScrollBar().value() + end - shown.viewport().height()
    )
    evaluator.press("Space")
    wait_until(lambda: evaluator.says("核对通过"))
    found = shown.faults.words
    wait_until(lambda: found.visibleRegion().boundingRect().height() == found.height())


def test_a_full_check_tells_what_is_wrong_and_what_to_do(evaluator: Evaluator) -> None:
    do(evaluator, "核对全部")
    wait_until(lambda: evaluator.says("核对通过"))
    folder = evaluator.office.workplace.workspace.folder
    [scan] = [one for one in (folder / "files").rglob("*") if one.is_file()]
    scan.unlink()
    do(evaluator, "核对全部")
    wait_until(lambda: evaluator.says("查出 1 处问题；"))
    assert evaluator.says("核对全部查出 1 处问题")  # and not that all is well
    assert not evaluator.says("可以放心使用")
    table = evaluator.part(QTableWidget, "核对查出的问题")
    fault, remedy = (table.model().index(0, at).data() for at in (0, 1))
    assert fault.startswith("“会议纪要.pdf”")
    assert "第二位置" in remedy
    reach(evaluator, "核对查出的问题")


def test_the_report_is_read_before_it_is_saved(evaluator: Evaluator, tmp_path: Path) -> None:
    out = tmp_path / "report.txt"
    shown: list[str] = []

    def save(dialog: QDialog) -> None:
        assert isinstance(dialog, ReportPreview)
        wait_until(dialog.isActiveWindow)
        text = evaluator.focus
        assert isinstance(text, QPlainTextEdit)
        shown.append(text.toPlainText())
        answering(choose(out), over=dialog)
        evaluator.tab_to("保存…")
        evaluator.press("Space")

    titles = answering(save)
    do(evaluator, "保存诊断报告…")
    wait_until(lambda: out.exists() and titles == ["诊断报告"])
    assert out.read_text("utf-8") == shown[0] + "\n"
    assert "考评台诊断报告" in shown[0]
    assert "王考评" not in shown[0]
    assert evaluator.shell.message.text == f"诊断报告已存到“{out}”"


def test_a_report_that_cannot_be_saved_is_told(evaluator: Evaluator, tmp_path: Path) -> None:
    page(evaluator)._desk.save("words", tmp_path / "gone" / "report.txt")
    assert "保存诊断报告失败" in evaluator.shell.message.text


def test_the_help_menu_leads_there(evaluator: Evaluator) -> None:
    evaluator.office.go(Place.OVERVIEW)
    menu = evaluator.office._tools.help.menu()
    [action] = [one for one in menu.actions() if one.text() == "关于和许可"]
    action.trigger()
    assert evaluator.says("本软件按 Apache-2.0 许可使用")
    [action] = [one for one in menu.actions() if one.text() == "诊断"]
    action.trigger()
    assert isinstance(page(evaluator), DiagnosisPage)


def test_every_licence_can_be_read(evaluator: Evaluator) -> None:
    reach(evaluator, "所含软件、字体和图标")
    names = evaluator.part(QListWidget, "所含软件、字体和图标")
    text = evaluator.part(QPlainTextEdit, "许可全文")
    assert "Apache License" in text.toPlainText()
    evaluator.press("End")
    assert names.currentRow() == names.count() - 1
    assert "Permission is hereby granted" in text.toPlainText()
    evaluator.press("Tab")
    assert evaluator.focus is text
    evaluator.press("Tab")
    assert evaluator.focus is not text  # the tab key goes on


def test_a_workspace_that_does_not_open_can_be_looked_at(sit: Sit, tmp_path: Path) -> None:
    folder = default_folder()
    shutil.copytree(office_in(tmp_path), folder)
    (folder / DATABASE).write_bytes(b"no database" * 1_000)
    made = sit(None)
    wait_until(lambda: made.says("工作区没有打开"))
    found: list[DiagnosisDialog] = []

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        if not isinstance(dialog, DiagnosisDialog):
            QTimer.singleShot(10, look)
            return
        found.append(dialog)

    assert made.says("请用“诊断”")
    QTimer.singleShot(0, look)
    made.tab_to("诊断…")
    made.press("Space")
    wait_until(lambda: bool(found))
    dialog = found[0]
    take_keys(dialog)
    buttons = {
        one.text(): one for one in cast("list[QPushButton]", dialog.findChildren(QPushButton))
    }
    wait_until(buttons["保存诊断报告…"].isEnabled)
    buttons["核对全部"].click()
    table = dialog.page.faults.table
    wait_until(lambda: table.rowCount() > 0)
    cell = table.item(0, 0)
    assert cell is not None
    assert "数据库" in cell.text()
    dialog.page._desk.save("words", tmp_path / "gone" / "report.txt")
    assert "保存诊断报告失败" in dialog.words.text()
    dialog.reject()
    made.shell.close()
    wait_until(lambda: not made.shell.isVisible())
