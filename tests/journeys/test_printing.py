"""Printing by keyboard: from the sheet to the paper, saved, checked by its code, and back to where one was."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QStandardPaths
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication, QCheckBox, QComboBox, QFileDialog, QListWidget, QMenu

from desktop.domain.records import AssessmentKey
from desktop.services.recording import record_finding
from desktop.services.rounds import list_rounds
from desktop.services.sheet_contents import sheet_contents
from desktop.ui.printing.code_dialog import CodeDialog
from desktop.ui.printing.print_screen import PrintScreen
from desktop.viewmodels.place import Place
from desktop.viewmodels.print_desk import PrintDesk
from tests.documents.setting.reading import pages_of, words
from tests.journeys.conftest import Sit
from tests.journeys.evaluator import Evaluator, wait_until
from tests.services.building import ME, SECTIONS, demonstration_in, office_in, rounds


def desk_of(evaluator: Evaluator) -> PrintDesk:
    return evaluator.office.print_room.desk


def screen_of(evaluator: Evaluator) -> PrintScreen:
    return evaluator.office.print_room.screen


def ready(evaluator: Evaluator) -> bool:
    QApplication.processEvents()
    return desk_of(evaluator).is_ready and not evaluator.office.jobs.running


def paper_of(evaluator: Evaluator) -> str:
    wait_until(lambda: ready(evaluator))
    return "".join(words(page) for page in pages_of(desk_of(evaluator).view.content))


def key_in(evaluator: Evaluator, scheme: str) -> AssessmentKey:
    found = list_rounds(evaluator.office.workplace.workspace)
    return next(one.units[0].key for one in found if one.round.scheme == scheme)


def code_dialog() -> CodeDialog:
    wait_until(lambda: isinstance(QApplication.activeModalWidget(), CodeDialog))
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, CodeDialog)
    return dialog


def answering(
    monkeypatch: pytest.MonkeyPatch, name: str, answer: Callable[[], tuple[str, str]]
) -> None:
    """The system's dialog is not ours; what it is answered is."""
    monkeypatch.setattr(QFileDialog, name, lambda *_: answer())


def test_from_the_sheet_to_a_saved_paper_that_is_checked_and_back(
    sit: Sit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    evaluator = sit(demonstration_in(tmp_path))
    out = tmp_path / "评分表.pdf"
    key = key_in(evaluator, SECTIONS)
    evaluator.office.enter(key)
    evaluator.press("Alt+Down", "Ctrl+P")
    part = evaluator.office.walk.part
    assert screen_of(evaluator).isVisible()
    assert evaluator.focus is screen_of(evaluator).entry
    first, second = (one.name for one in desk_of(evaluator).choice.units[:2])  # type: ignore[union-attr]  # opened
    assert f"被考核单位：{first}" in paper_of(evaluator)

    evaluator.press("Ctrl+Right")
    assert f"被考核单位：{second}" in paper_of(evaluator)
    answering(monkeypatch, "getSaveFileName", lambda: (str(out), "PDF 文件 (*.pdf)"))
    evaluator.press("Ctrl+S")
    wait_until(lambda: ready(evaluator) and out.exists())
    assert out.read_bytes() == desk_of(evaluator).view.content
    wait_until(lambda: evaluator.says("已存成“评分表.pdf”"))

    evaluator.tab_to("核验纸面…")
    evaluator.press("Space")
    dialog = code_dialog()
    answering(monkeypatch, "getOpenFileName", lambda: (str(out), ""))
    evaluator.press("Tab", "Tab", "Space")
    wait_until(lambda: bool(dialog.code.text()))
    other = AssessmentKey(key.round, desk_of(evaluator).wanted.unit or "")  # type: ignore[union-attr]  # as above
    assert dialog.code.text() == sheet_contents(evaluator.office.workplace.workspace, other).code
    assert dialog._head.text() == "✓ 与工作区一致"
    evaluator.press("Esc")
    evaluator.return_to_window()

    evaluator.press("Esc")
    assert evaluator.scoring.isVisible()
    assert (evaluator.office.assessment.key, evaluator.office.walk.part) == (key, part)
    evaluator.press("Ctrl+P")
    assert f"被考核单位：{first}" in paper_of(evaluator)


def test_what_was_just_typed_stands_on_the_paper(sit: Sit, tmp_path: Path) -> None:
    evaluator = sit(office_in(tmp_path))
    evaluator.office.enter(rounds().neighbour)
    evaluator.write("3")
    evaluator.press("Ctrl+P")
    assert "考核得分：4分" in paper_of(evaluator)
    evaluator.press("Esc")
    assert evaluator.focus.accessibleName().startswith("序号1")


@pytest.mark.qt_log_ignore("does not support (raise|grabbing)", extend=True)
def test_a_round_is_printed_from_its_card(sit: Sit, tmp_path: Path) -> None:
    evaluator = sit(office_in(tmp_path))
    evaluator.tab_to("更多操作：科室督查")
    evaluator.press("Space")
    wait_until(lambda: isinstance(QApplication.activePopupWidget(), QMenu))
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    assert menu.actions()[0].text() == "打印…"
    menu.actions()[0].trigger()
    menu.close()
    evaluator.return_to_window()
    assert "被考核单位：甲科" in paper_of(evaluator)
    evaluator.press("Esc")
    assert evaluator.office.screen(Place.OVERVIEW).isVisible()
    assert evaluator.focus.accessibleName() == "更多操作：科室督查"


def test_a_code_is_checked_from_the_overview(sit: Sit, tmp_path: Path) -> None:
    evaluator = sit(office_in(tmp_path))
    workspace = evaluator.office.workplace.workspace
    code = sheet_contents(workspace, rounds().section).code
    evaluator.tab_to("核验纸面…")
    evaluator.press("Space")
    dialog = code_dialog()
    evaluator.write(code.lower() + "\n")
    assert dialog._head.text() == "✓ 与工作区一致"
    record_finding(workspace, ME, rounds().section, "study-missed", {"count": 4})
    evaluator.write("\n")
    assert dialog._head.text() == "！印出以后有改动"
    evaluator.press("Esc")


def test_choices_are_made_by_the_tab_key_and_remembered_by_none(sit: Sit, tmp_path: Path) -> None:
    evaluator = sit(office_in(tmp_path))
    evaluator.office.enter(rounds().section)
    evaluator.press("Ctrl+P")
    paper_of(evaluator)
    evaluator.tab_to("栏目：扣分原因")
    evaluator.press("Space")
    assert "扣分原因" not in paper_of(evaluator)
    assert not evaluator.part(QCheckBox, "栏目：扣分原因").isChecked()
    evaluator.tab_to("被考核单位")
    evaluator.press("Down")
    assert evaluator.part(QComboBox, "被考核单位").currentText() == "乙科"
    assert "扣分原因" not in paper_of(evaluator)
    evaluator.tab_to("打印什么")
    evaluator.press("End")
    assert "会议材料" in paper_of(evaluator)
    assert evaluator.part(QListWidget, "打印什么").currentItem().text() == "会议材料"


def test_what_is_before_the_eyes_goes_to_the_printer(
    sit: Sit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    evaluator = sit(office_in(tmp_path))
    evaluator.office.enter(rounds().section)
    evaluator.press("Ctrl+P")
    shown = pages_of(desk_of(evaluator).view.content) if paper_of(evaluator) else []
    wait_until(lambda: desk_of(evaluator).view.sight is not None)
    asked: list[tuple[str, int]] = []

    def ask(_parent: object, title: str, pages: int, _first: object) -> QPrinter:
        asked.append((title, pages))
        printer = QPrinter()
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(tmp_path / "printed.pdf"))
        return printer

    monkeypatch.setattr("desktop.ui.printing.print_room.ask_printer", ask)
    evaluator.press("Ctrl+P")
    wait_until(lambda: evaluator.says("已打印到文件“printed.pdf”"))
    assert asked == [("甲科_科室督查_评分表_草稿", len(shown))]
    assert len(pages_of((tmp_path / "printed.pdf").read_bytes())) == len(shown)


def test_files_are_offered_among_the_users_documents(
    sit: Sit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def ask(_parent: object, _title: str, suggested: str, _kinds: str) -> tuple[str, str]:
        asked.append(suggested)
        return "", ""

    documents = tmp_path / "文档"
    monkeypatch.setattr(QStandardPaths, "writableLocation", lambda _: str(documents))
    monkeypatch.setattr(QFileDialog, "getSaveFileName", ask)
    evaluator = sit(office_in(tmp_path))
    evaluator.office.enter(rounds().section)
    evaluator.press("Ctrl+P")
    paper_of(evaluator)
    evaluator.press("Ctrl+S")
    documents.mkdir()
    evaluator.press("Ctrl+S")
    name = "甲科_科室督查_评分表_草稿.pdf"
    assert asked == [str(Path.home() / name), str(documents / name)]
