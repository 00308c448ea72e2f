"""佐证 by keys: what lacks of a unit is found, handed in and filed, looked at, taken back, and found in its sheet."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QMenu

from desktop.documents.drawn_scan import draw_scan
from desktop.services.assessment_sight import see_assessment
from desktop.services.evidence_shelf import file_names
from desktop.services.workspaces import Workspace
from desktop.ui.dialogs.filing_dialog import FilingDialog
from desktop.ui.evidence.evidence_screen import EvidenceScreen
from desktop.ui.printing.print_screen import PrintScreen
from desktop.viewmodels.place import Place
from tests.journeys.conftest import Sit
from tests.journeys.evaluator import Evaluator, wait_until
from tests.services.building import add, office_in, rounds
from tests.ui.dropping import answering, choose


def scan(folder: Path, name: str, pages: int = 2) -> Path:
    file = folder / name
    file.write_bytes(draw_scan("关于领导组的通知", [name], pages))
    return file


def enter(evaluator: Evaluator) -> EvidenceScreen:
    evaluator.press("Alt+4")
    screen = evaluator.office.screen(Place.EVIDENCE)
    assert isinstance(screen, EvidenceScreen)
    wait_until(lambda: evaluator.focus is screen.units.list)
    return screen


def links(workspace: Workspace, unit: str) -> list[tuple[int | None, str]]:
    found = see_assessment(workspace, rounds().city._replace(unit=unit)).links
    return [(one.requirement, one.piece) for one in found]


def filing() -> FilingDialog | None:
    found = QApplication.activeModalWidget()
    return found if isinstance(found, FilingDialog) else None


def test_what_lacks_is_found_handed_in_looked_at_and_led_to_its_sheet(
    sit: Sit, tmp_path: Path
) -> None:
    evaluator = sit(office_in(tmp_path))
    screen = enter(evaluator)
    workspace, book = evaluator.office.workplace.workspace, screen.book
    assert book.round is not None
    assert book.round.id == rounds().cities  # the one that asks for evidence

    evaluator.press("Down", "Return")
    assert evaluator.focus is screen.checklist.list
    lacking = book.unit.lacking if book.unit else 0
    assert book.key == rounds().city._replace(unit="u-b")
    assert evaluator.says(f"缺 {lacking} 件")

    answering(choose(scan(tmp_path, "领导组文件.pdf")))
    evaluator.press("Return")  # nothing is there yet: files are chosen
    wait_until(lambda: filing() is not None)  # its name is only like the requirement's
    evaluator.press("Return")
    wait_until(lambda: links(workspace, "u-b") == [(1, "")])
    wait_until(lambda: book.unit is not None and book.unit.lacking == lacking - 1)
    assert evaluator.says("已关联 1 件")

    evaluator.return_to_window()
    evaluator.press("Return")  # now it is looked at
    wait_until(lambda: book.view.sight is not None)
    assert (book.view.pages, screen.viewer.isVisible()) == (2, True)
    evaluator.press("F8")
    assert not screen.viewer.isVisible()

    evaluator.press("Ctrl+Z")
    assert links(workspace, "u-b") == []
    assert book.unit is not None
    assert book.unit.lacking == lacking
    evaluator.press("Ctrl+Y")
    assert links(workspace, "u-b") == [(1, "")]

    evaluator.press("Ctrl+Return")
    assert evaluator.office.assessment.key == rounds().city._replace(unit="u-b")
    part = evaluator.office.walk.part
    assert part is not None
    asked = {one.no: one.indicator for one in evaluator.office.assessment.sight.scheme.requirements}
    assert (part.extra or part.id) == asked[1]


def test_what_was_filed_nowhere_is_filed_where_its_name_says(sit: Sit, tmp_path: Path) -> None:
    folder = office_in(tmp_path)
    evaluator = sit(folder)
    workspace = evaluator.office.workplace.workspace
    for name in ("乙科 监管工作推进通报.pdf", "扫描件.pdf"):
        add(workspace, name, scan(tmp_path, name, 1).read_bytes())
    screen = enter(evaluator)
    assert screen.head.tabs._group.button(2).text() == "未归类 2"
    evaluator.press("Ctrl+PgDown", "Ctrl+PgDown")
    assert evaluator.focus is screen.listed.table
    evaluator.press("Ctrl+A")
    evaluator.tab_to("归类…")
    evaluator.press("Space")
    wait_until(lambda: filing() is not None)
    dialog = filing()
    assert dialog is not None
    assert dialog.windowTitle() == "材料归类"
    assert not dialog.keep_button.isVisible()
    dialog._draft.assign([0], "u-b")
    option = next(one for one in dialog._draft.options(0) if "推进通报" in one.words)
    dialog._draft.choose([0], option)
    dialog.link_button.click()
    wait_until(lambda: bool(links(workspace, "u-b")))
    wait_until(lambda: screen.head.tabs._group.button(2).text() == "未归类 1")
    [evidence] = {
        one.evidence for one in see_assessment(workspace, rounds().city._replace(unit="u-b")).links
    }
    assert file_names(workspace, [evidence]) == {evidence: "乙科 监管工作推进通报.pdf"}


@pytest.mark.qt_log_ignore("grabbing the keyboard")  # offscreen a menu cannot
def test_files_are_looked_for_and_papers_printed(sit: Sit, tmp_path: Path) -> None:
    evaluator = sit(office_in(tmp_path))
    screen = enter(evaluator)
    evaluator.press("Ctrl+F")
    assert evaluator.focus is screen.head.search
    evaluator.write("没有这个名字")
    wait_until(lambda: evaluator.says("没有找到"))
    evaluator.press("Escape")
    assert screen.pages.currentWidget() is screen.checklist
    assert screen.head.tabs.value == 0

    evaluator.press("Ctrl+P")
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    words = [one.text() for one in menu.actions()]
    assert words == [
        "佐证目录（甲科）",
        "佐证汇编（甲科）",
        "缺件清单（甲科）",
        "缺件汇总表（全部单位）",
    ]
    menu.close()
    menu.actions()[2].trigger()
    printing = evaluator.office.print_room.screen
    assert isinstance(printing, PrintScreen)
    desk = evaluator.office.print_room.desk
    wait_until(lambda: desk.is_ready and desk.view.pages > 0)
    assert desk.wanted is not None
    assert desk.wanted.paper.value == "缺件清单"
