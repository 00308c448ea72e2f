"""The print screen at the keyboard: the choice, the paper, the refusal, the file dialogs and the check of codes."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QFileDialog,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from desktop.documents.drawn_scan import draw_scan
from desktop.domain.records import AssessmentKey, UnitRecord
from desktop.services.office import keep_units
from desktop.services.papers import Paper, Wanted
from desktop.services.printing import save_paper
from desktop.services.recording import record_finding
from desktop.services.sheet_contents import sheet_contents
from desktop.services.workspaces import open_workspace
from desktop.store.workspace import Workspace
from desktop.ui.dialogs import paper_place
from desktop.ui.printing.code_dialog import CodeDialog
from desktop.ui.printing.print_report import PrintReport
from desktop.ui.printing.print_screen import PrintScreen
from desktop.ui.theme.dressing import dress
from desktop.viewmodels.code_check import CodeCheck
from desktop.viewmodels.jobs import Jobs
from desktop.viewmodels.print_desk import PrintDesk
from desktop.viewmodels.workplace import Workplace
from tests.documents.setting.reading import pages_of, words
from tests.journeys.evaluator import wait_until
from tests.services.building import ME, office_in, rounds
from tests.ui.seat import key_to, part_of, visible

pytestmark = pytest.mark.uncounted

SECTIONS = rounds().sections
KEY = AssessmentKey(SECTIONS, "u-a")


@dataclass
class Seated:
    """Somebody before the print screen, and what they asked for."""

    workspace: Workspace
    workplace: Workplace
    jobs: Jobs
    desk: PrintDesk
    screen: PrintScreen
    asked: list[str] = field(default_factory=list)

    def wait(self) -> None:
        wait_until(self.is_quiet)

    def is_quiet(self) -> bool:
        QApplication.processEvents()
        return not self.jobs.running and not self.desk._soon.isActive()

    def open(self, round_id: str = SECTIONS, paper: Paper = Paper.SHEET) -> None:
        self.desk.open(round_id, "u-a", paper)
        self.wait()
        self.screen.entry.setFocus()

    def rename(self, unit: str, name: str) -> None:
        done = keep_units(self.workspace, ME, [UnitRecord(unit, name)])
        self.workplace.dispatcher.tell(done)

    @property
    def focus(self) -> QWidget:
        focused = QApplication.focusWidget()
        assert focused is not None
        return focused

    def press(self, *keys: str) -> None:
        for key in keys:
            key_to(self.focus, key)

    @property
    def text(self) -> str:
        return "".join(words(page) for page in pages_of(self.desk.view.content))

    def says(self, told: str) -> bool:
        return any(told in one.text() for one in visible(self.screen, QLabel))


@pytest.fixture
def at(dressed: QApplication, qtbot: QtBot, tmp_path: Path) -> Iterator[Seated]:
    with open_workspace(office_in(tmp_path)) as workspace:
        workplace, jobs = Workplace(workspace, ME), Jobs()
        desk = PrintDesk(workplace, jobs)
        screen = PrintScreen(desk)
        made = Seated(workspace, workplace, jobs, desk, screen)
        screen.back_wanted.connect(lambda: made.asked.append("back"))
        screen.printer_wanted.connect(lambda: made.asked.append("printer"))
        screen.code_wanted.connect(lambda: made.asked.append("code"))
        qtbot.addWidget(screen)
        screen.resize(1366, 768)
        screen.show()
        screen.activateWindow()
        wait_until(lambda: QApplication.activeWindow() is screen)
        yield made
        jobs.cancel()
        wait_until(made.is_quiet)
        desk.close()


def asking_nowhere(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str]]:
    """What is suggested and offered when a file is asked for; none is chosen."""
    asked: list[tuple[str, str]] = []

    def ask(_parent: QWidget, _title: str, suggested: str, kinds: str) -> tuple[str, str]:
        asked.append((suggested, kinds))
        return "", ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", ask)
    return asked


# -- the choice


def test_arrows_choose_the_paper(at: Seated) -> None:
    at.open()
    assert at.focus.accessibleName() == "打印什么"
    at.press("Down")
    at.wait()
    assert at.desk.wanted == Wanted(Paper.NOTICE, SECTIONS, "u-a")
    assert "扣分告知书" in at.text
    at.press("End")
    at.wait()
    assert at.desk.wanted is not None
    assert at.desk.wanted.paper is Paper.PACK
    assert not at.screen.choice.units.isVisible()


def test_ctrl_left_and_right_change_the_unit_wherever_the_focus_is(at: Seated) -> None:
    at.open()
    seen = []
    for widget in (at.screen.choice.papers, at.screen.save_button, at.screen.viewer.canvas):
        widget.setFocus()
        at.press("Ctrl+Right")
        at.wait()
        seen.append(at.screen.choice.units.currentText())
    at.press("Ctrl+Left")
    at.wait()
    assert [*seen, at.screen.choice.units.currentText()] == ["乙科", "丙科", "甲科", "丙科"]
    assert "被考核单位：丙科" in at.text


def test_a_unit_is_chosen_from_the_list(at: Seated) -> None:
    at.open()
    at.screen.choice.units.setFocus()
    at.press("Down")
    at.wait()
    assert "被考核单位：乙科" in at.text


def test_a_column_is_ticked_by_the_space_bar(at: Seated) -> None:
    at.open()
    box = part_of(at.screen, QCheckBox, "栏目：扣分原因")
    assert box.isChecked()
    box.setFocus()
    at.press("Space")
    at.wait()
    assert not part_of(at.screen, QCheckBox, "栏目：扣分原因").isChecked()
    assert "扣分原因" not in at.text


def test_the_last_column_stays_ticked(at: Seated) -> None:
    at.open()
    refused: list[str] = []
    at.workplace.refused.connect(refused.append)
    for box in visible(at.screen, QCheckBox):
        if box.isChecked():
            box.setFocus()
            at.press("Space")
    at.wait()
    assert refused == ["至少要留一栏"]
    assert sum(one.isChecked() for one in visible(at.screen, QCheckBox)) == 1


def test_a_plan_offers_its_form_alone(at: Seated) -> None:
    at.open(rounds().plan)
    papers = at.screen.choice.papers
    assert [papers.item(n).text() for n in range(papers.count())] == ["报表", "空白表"]
    assert visible(at.screen, QCheckBox) == []
    assert at.says("方案规定的报表")


# -- what can be done, and what not


def test_keys_do_what_the_buttons_say(at: Seated, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = asking_nowhere(monkeypatch)
    at.open()
    at.press("Ctrl+P", "Ctrl+S", "Esc")
    assert at.asked == ["printer", "back"]
    assert [Path(suggested).name for suggested, _ in asked] == ["甲科_科室督查_评分表_草稿.pdf"]


def test_every_part_has_a_name_and_the_tab_key_reaches_it(at: Seated) -> None:
    at.open()
    reached = set()
    for _ in range(60):
        reached.add(at.focus)
        at.press("Tab")
    for kind in (QPushButton, QToolButton, QCheckBox):
        for one in visible(at.screen, kind):
            assert one.accessibleName() or one.text(), one
    wanted = [
        *visible(at.screen, QCheckBox),
        at.screen.choice.papers,
        at.screen.choice.units,
        at.screen.print_button,
        at.screen.save_button,
        at.screen.all_button,
        at.screen.code_button,
        at.screen.viewer.canvas,
    ]
    assert [one.accessibleName() for one in wanted if one not in reached] == []


def test_the_tab_key_goes_as_one_reads(at: Seated) -> None:
    at.open()
    wait_until(at.screen.viewer.canvas.isVisible)
    names = []
    for _ in range(60):
        names.append(at.focus.accessibleName() or getattr(at.focus, "text", str)())
        at.press("Tab")
    order = ["打印什么", "被考核单位", "栏目：序号", "核验纸面…", "打印…"]
    places = [names.index(one) for one in order]
    assert places == sorted(places)
    assert places[-1] < names.index(at.screen.viewer.canvas.accessibleName())


def test_long_names_and_headings_stay_in_the_pane(at: Seated) -> None:
    at.rename("u-a", "市住房和城乡建设局（市人民防空办公室）直属质量安全监督总站")
    for round_id in (SECTIONS, rounds().cities):
        at.desk.open(round_id)
        at.wait()
        [pane] = [one for one in visible(at.screen, QScrollArea) if one.objectName() == "pane"]
        assert pane.widget().minimumSizeHint().width() <= pane.viewport().width()


def test_a_refusal_is_shown_and_nothing_can_be_printed(at: Seated) -> None:
    at.rename("u-a", "甲科\U0001f600")
    at.open()
    assert at.says("\U0001f600")
    assert not at.screen.print_button.isEnabled()
    assert not at.screen.save_button.isEnabled()
    assert not at.says("正在排版")
    at.press("Ctrl+P")
    assert at.asked == []
    at.press("Ctrl+Right")
    at.wait()
    assert at.screen.print_button.isEnabled()
    assert not at.says("\U0001f600")


def test_a_unit_that_cannot_be_printed_does_not_keep_the_others_from_a_batch(at: Seated) -> None:
    at.rename("u-a", "甲科\U0001f600")
    at.open()
    assert at.screen.all_button.isEnabled()


def test_until_the_paper_is_there_nothing_can_be_printed(at: Seated) -> None:
    at.open()
    at.desk.choose_unit("u-b")
    assert not at.screen.print_button.isEnabled()
    at.wait()
    assert at.screen.print_button.isEnabled()


# -- files


@pytest.mark.parametrize(
    ("chosen", "becomes"),
    [
        (("表.pdf", "PDF 文件 (*.pdf)"), "表.pdf"),
        (("表.pdf", "Word 文件 (*.docx)"), "表.docx"),
        (("表", "Excel 文件 (*.xlsx)"), "表.xlsx"),
        (("表.xlsx", "PDF 文件 (*.pdf)"), "表.xlsx"),
        (("表1.2", "Word 文件 (*.docx)"), "表1.2.docx"),
        (("表.PDF", "PDF 文件 (*.pdf)"), "表.pdf"),
    ],
)
def test_the_name_that_was_chosen_says_what_kind_of_file(
    at: Seated,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    chosen: tuple[str, str],
    becomes: str,
) -> None:
    at.open()
    name, kind = chosen
    given = str(tmp_path / "out" / name), kind
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: given)
    at.press("Ctrl+S")
    at.wait()
    [saved] = (tmp_path / "out").iterdir()
    assert saved.name == becomes
    assert saved.read_bytes().startswith(b"%PDF") == becomes.endswith(".pdf")


def test_only_kinds_that_the_paper_can_be_are_offered(
    at: Seated, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = asking_nowhere(monkeypatch)
    at.open()
    at.screen.save_button.click()
    at.open(paper=Paper.PACK)
    at.screen.save_button.click()
    assert [kinds.count(";;") for _, kinds in asked] == [2, 0]
    assert asked[1][1] == "PDF 文件 (*.pdf)"


def test_while_a_file_is_being_saved_no_other_is(at: Seated, tmp_path: Path) -> None:
    at.open()
    at.wait()
    said: list[str] = []
    at.workplace.refused.connect(said.append)
    at.desk.save(tmp_path / "一.pdf")
    assert not at.screen.save_button.isEnabled()
    at.desk.save(tmp_path / "二.pdf")
    assert said == ["正在保存“一.pdf”，完成后再存“二.pdf”"]
    at.wait()
    assert at.screen.save_button.isEnabled()
    assert [one.name for one in tmp_path.glob("?.pdf")] == ["一.pdf"]


def test_a_batch_reports_whom_it_left_out(
    at: Seated, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    at.open()
    at.rename("u-b", "乙科\U0001f600")
    at.wait()
    folder = str(tmp_path / "各科")
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: folder)
    save_all_as(at, "PDF")
    at.wait()
    [report] = [one for one in visible(at.screen, QWidget) if isinstance(one, PrintReport)]
    assert len(list((tmp_path / "各科").iterdir())) == 2
    labels = [one.text() for one in visible(report, QLabel)]
    assert labels[0] == "1 个单位没有保存"
    told = part_of(report, QPlainTextEdit, "没有保存的单位和原因").toPlainText()
    assert told.startswith("乙科\U0001f600：")
    key_to(report, "Return")
    assert not isValid(report) or report.isHidden()


def save_all_as(at: Seated, kind: str) -> None:
    at.screen.kinds.aboutToShow.emit()
    [wanted] = [one for one in at.screen.kinds.actions() if kind in one.text()]
    wanted.trigger()


def test_a_batch_may_be_of_word_files_and_asks_before_it_replaces_any(
    at: Seated, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    at.open()
    folder = tmp_path / "各科"
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(folder))
    save_all_as(at, "Word")
    at.wait()
    first, *rest = sorted(folder.iterdir())
    assert {one.suffix for one in (first, *rest)} == {".docx"}
    first.write_text("手改过", "utf-8")
    for one in rest:
        one.unlink()
    asked: list[str] = []

    def ask(_parent: QWidget, question: str, *_: str) -> bool:
        asked.append(question)
        return len(asked) > 1

    monkeypatch.setattr(paper_place, "confirmed", ask)
    save_all_as(at, "Word")
    at.wait()
    assert first.name in asked[0]
    assert first.read_text("utf-8") == "手改过"
    save_all_as(at, "Word")
    at.wait()
    assert len(list(folder.iterdir())) == 3
    assert first.read_bytes().startswith(b"PK")


def test_only_a_kind_that_the_paper_can_be_is_offered_for_all(at: Seated) -> None:
    at.open(paper=Paper.BINDER)
    at.screen.kinds.aboutToShow.emit()
    assert [one.text() for one in at.screen.kinds.actions()] == ["存成 PDF 文件…"]


def test_an_ending_that_was_added_replaces_nothing_unasked(
    at: Seated, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    at.open()
    there = tmp_path / "改过的.docx"
    there.write_text("手改过", "utf-8")
    given = str(tmp_path / "改过的"), "Word 文件 (*.docx)"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: given)
    monkeypatch.setattr(paper_place, "confirmed", lambda *_: False)
    at.press("Ctrl+S")
    at.wait()
    assert there.read_text("utf-8") == "手改过"
    monkeypatch.setattr(paper_place, "confirmed", lambda *_: True)
    at.press("Ctrl+S")
    at.wait()
    assert there.read_bytes().startswith(b"PK")


# -- the check of codes


@pytest.fixture
def dialog(at: Seated) -> CodeDialog:
    made = CodeDialog(at.screen, CodeCheck(at.workplace, at.jobs))
    made.open()
    made.activateWindow()
    wait_until(lambda: QApplication.activeWindow() is made)
    return made


def told_in(dialog: CodeDialog) -> list[str]:
    return [one.text() for one in visible(dialog, QLabel)][1:]


def test_a_code_is_typed_and_checked_by_enter(at: Seated, dialog: CodeDialog) -> None:
    code = sheet_contents(at.workspace, KEY).code
    assert QApplication.focusWidget() is dialog.code
    QTest.keyClicks(dialog.code, code.lower().replace("-", ""))
    key_to(dialog.code, "Return")
    assert dialog.isVisible()
    head, said = told_in(dialog)
    assert head == "✓ 与工作区一致"
    assert "甲科，科室督查，草稿，得 6 分" in said
    assert dialog.code.text() == code
    key_to(dialog.code, "Esc")
    assert not dialog.isVisible()


def test_what_changed_since_is_listed(at: Seated, dialog: CodeDialog) -> None:
    code = sheet_contents(at.workspace, KEY).code
    record_finding(at.workspace, ME, KEY, "study-missed", {"count": 4})
    QTest.keyClicks(dialog.code, code)
    key_to(dialog.code, "Return")
    assert told_in(dialog)[0] == "！印出以后有改动"
    more = part_of(dialog, QPlainTextEdit, "此后的改动").toPlainText().splitlines()
    assert more[:2] == ["1 按季学习研究：6 → 2", "总分：6 → 2"]
    assert "  王考评  认定" in more[-1]


def test_a_slip_is_said_and_what_was_said_before_goes(at: Seated, dialog: CodeDialog) -> None:
    QTest.keyClicks(dialog.code, sheet_contents(at.workspace, KEY).code)
    key_to(dialog.code, "Return")
    assert len(told_in(dialog)) == 2
    dialog.code.setText("甲科")
    key_to(dialog.code, "Return")
    [said] = told_in(dialog)
    assert said.startswith("“甲科”不是核验码")


def test_the_code_is_read_from_a_pdf(
    at: Seated, dialog: CodeDialog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = tmp_path / "通知.pdf"
    other.write_bytes(draw_scan("通知", ["报送总结。"]))
    sheet = save_paper(at.workspace, Wanted(Paper.SHEET, *KEY), tmp_path / "纸面.pdf")
    chosen = iter((str(other), str(sheet)))
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (next(chosen), ""))
    said = []
    for _ in range(2):
        dialog.file_button.setFocus()
        key_to(dialog.file_button, "Space")
        at.wait()
        said.append(told_in(dialog)[0])
    assert said[0].startswith("“通知.pdf”里没有找到核验码")
    assert said[1] == "✓ 与工作区一致"
    assert dialog.code.text() == sheet_contents(at.workspace, KEY).code


def test_parts_of_the_dialog_are_reached_by_the_tab_key(dialog: CodeDialog) -> None:
    reached: set[QWidget] = set()
    for _ in range(8):
        focused = QApplication.focusWidget()
        assert focused is not None
        reached.add(focused)
        QTest.keyClick(focused, Qt.Key.Key_Tab)
    assert {dialog.code, dialog.check_button, dialog.file_button} <= reached
    assert "关闭" in {one.accessibleName() for one in reached}


def test_the_paper_that_keys_come_to_is_in_sight_with_large_text(
    at: Seated, dressed: QApplication
) -> None:
    dress(dressed, 150)
    try:
        at.screen.resize(1250, 420)
        at.open()
        papers = at.screen.choice.papers
        viewport = at.screen._scrolls.viewport()

        def shown() -> bool:
            row = papers.visualItemRect(papers.currentItem())
            top = papers.viewport().mapTo(viewport, row.topLeft()).y()
            return top >= 0 and top + row.height() <= viewport.height()

        assert papers.height() > viewport.height()
        for key in ("End", "Home"):
            key_to(papers, key)
            at.wait()
            wait_until(shown)
        at.desk.choose_paper(Paper.PACK)
        wait_until(shown)
    finally:
        dress(dressed)
