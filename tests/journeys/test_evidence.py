"""Evidence beside the form: attached, looked at, pinned, and found again from the pin."""

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.documents.drawn_scan import draw_scan
from desktop.domain.records import Evidence
from desktop.services.assessment_sight import see_assessment
from desktop.ui.panels.evidence_pane import DOCUMENT, FilesPage
from desktop.ui.screens.evidence_corner import EvidenceCorner
from desktop.viewmodels.handed import files_mime
from tests.cli.test_odd_places import LONG_NAME, PLACES
from tests.intake.raw_packages import Packed, archive
from tests.journeys.conftest import Sit
from tests.journeys.evaluator import Evaluator, wait_until
from tests.services.building import office_in, rounds


def corner_of(evaluator: Evaluator) -> EvidenceCorner:
    wait_until(lambda: evaluator.office.room.corner is not None)
    corner = evaluator.office.room.corner
    assert corner is not None
    return corner


def scan(folder: Path, name: str, pages: int = 2) -> Path:
    file = folder / name
    file.write_bytes(draw_scan("关于学习情况的说明", ["第三季度没有组织学习。"], pages))
    return file


def drop(page: FilesPage, file: Path) -> None:
    mime = files_mime([file])
    given = (
        Qt.DropAction.CopyAction,
        mime,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(page, QDragEnterEvent(QPoint(20, 20), *given))
    QApplication.sendEvent(page, QDropEvent(QPointF(20, 20), *given))


def test_a_file_is_attached_looked_at_pinned_and_found_again(sit: Sit, tmp_path: Path) -> None:
    evaluator = sit(office_in(tmp_path))
    evaluator.office.enter(rounds().neighbour)
    corner = corner_of(evaluator)
    workspace = evaluator.office.workplace.workspace
    drop(corner.pane.files, scan(tmp_path, "学习情况的说明.pdf"))
    wait_until(lambda: bool(see_assessment(workspace, rounds().neighbour).links))
    [link] = see_assessment(workspace, rounds().neighbour).links
    assert link.criterion == "study-missed"
    wait_until(lambda: corner.view.sight is not None)
    assert corner.view.pages == 2

    viewer = corner.pane.files.viewer
    viewer.canvas.setFocus()
    evaluator.press("R", "Return")
    wait_until(lambda: len(see_assessment(workspace, rounds().neighbour).links) == 2)
    pin = next(one for one in see_assessment(workspace, rounds().neighbour).links if one.region)
    assert (pin.criterion, pin.page) == ("study-missed", 1)

    evaluator.press("Alt+Down", "Alt+Down")
    corner.view.pin_chosen.emit(pin.id)
    part = evaluator.office.walk.part
    assert part is not None
    assert part.id == "study"
    assert evaluator.focus.accessibleName().startswith("序号1")


def test_back_where_one_left_off_new_files_go_to_the_criterion_with_the_cursor(
    sit: Sit, tmp_path: Path
) -> None:
    """The evidence comes a moment after the sheet, when the cursor is already on a later criterion."""
    evaluator, later = sit(office_in(tmp_path)), "no-liaison"
    evaluator.office.resume(rounds().neighbour, "responsibility", later)
    wait_until(lambda: evaluator.scoring.form.isAncestorOf(evaluator.focus))
    corner = corner_of(evaluator)
    assert corner.beside.goal is not None
    assert corner.beside.goal.criterion == later


@pytest.mark.parametrize("place", PLACES)
def test_it_is_looked_at_wherever_workspace_and_file_lie(
    place: str, sit: Sit, tmp_path: Path
) -> None:
    folder = PLACES[place](tmp_path)
    folder.parent.mkdir(parents=True, exist_ok=True)
    evaluator = sit(office_in(tmp_path).rename(folder))
    evaluator.office.enter(rounds().neighbour)
    corner = corner_of(evaluator)
    drop(corner.pane.files, scan(folder.parent, LONG_NAME, 1))
    wait_until(lambda: corner.view.sight is not None)
    assert corner.view.pages == 1
    with evaluator.office.workplace.workspace.reading() as view:
        assert [one.name for one in view.all(Evidence)] == [LONG_NAME]


def test_undo_takes_a_link_back_and_the_file_stays(sit: Sit, tmp_path: Path) -> None:
    evaluator = sit(office_in(tmp_path))
    evaluator.office.enter(rounds().neighbour)
    corner = corner_of(evaluator)
    workspace = evaluator.office.workplace.workspace
    drop(corner.pane.files, scan(tmp_path, "说明.pdf", 1))
    wait_until(lambda: bool(see_assessment(workspace, rounds().neighbour).links))
    evaluator.scoring.form.focus_open()
    evaluator.press("Ctrl+Z")
    assert see_assessment(workspace, rounds().neighbour).links == ()
    assert len(list((workspace.folder / "files").rglob("*"))) > 0


def test_a_broken_file_costs_a_message(sit: Sit, tmp_path: Path) -> None:
    evaluator = sit(office_in(tmp_path))
    evaluator.office.enter(rounds().neighbour)
    corner = corner_of(evaluator)
    broken = tmp_path / "破损.pdf"
    broken.write_bytes(b"%PDF-1.7\n" + b"\x00\xff" * 400)
    drop(corner.pane.files, broken)
    wait_until(lambda: corner.view.notice is not None and "破损.pdf" in corner.view.notice.words)
    drop(corner.pane.files, scan(tmp_path, "好的.pdf", 1))
    wait_until(lambda: corner.view.sight is not None)


def test_a_package_is_opened_and_its_scans_are_looked_at(sit: Sit, tmp_path: Path) -> None:
    evaluator = sit(office_in(tmp_path))
    evaluator.office.enter(rounds().neighbour)
    corner = corner_of(evaluator)
    workspace = evaluator.office.workplace.workspace
    package = tmp_path / "学习情况.zip"
    content = scan(tmp_path, "说明.pdf").read_bytes()
    package.write_bytes(archive(Packed("说明.pdf".encode("gbk"), content)))
    drop(corner.pane.files, package)
    wait_until(lambda: bool(see_assessment(workspace, rounds().neighbour).links))
    wait_until(lambda: corner.view.sight is not None)
    assert corner.view.pages == 2
    assert {one.name for one in workspace.folder.joinpath("incoming").iterdir()} == set()


def test_the_official_document_opens_at_the_clause(sit: Sit, tmp_path: Path) -> None:
    evaluator = sit(office_in(tmp_path))
    evaluator.office.enter(rounds().neighbour)
    corner = corner_of(evaluator)
    corner.pane.show_page(DOCUMENT)
    assert not corner.document.name
    corner.document.attach(scan(tmp_path, "督查细则.pdf"))
    wait_until(lambda: corner.document.name == "督查细则.pdf")
    QTest.qWait(50)
    assert corner.document.view is not None
    wait_until(lambda: corner.document.view is not None and corner.document.view.sight is not None)
