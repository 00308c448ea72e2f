"""Evidence of a ledger's row, by keyboard: chosen while the row is written, counted in the table, taken back."""

from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog

from desktop.services.ledger_sights import row_files
from desktop.services.ledgers import rows_of
from desktop.ui.ledgers.row_dialog import RowDialog
from desktop.ui.screens.ledger_screen import LedgerScreen
from desktop.viewmodels.place import Place
from tests.journeys.conftest import Sit
from tests.journeys.evaluator import Evaluator, wait_until
from tests.services.building import office_in
from tests.ui.dropping import answering, choose
from tests.viewmodels.handing import files


def screen_of(evaluator: Evaluator) -> LedgerScreen:
    screen = evaluator.office.screen(Place.LEDGERS)
    assert isinstance(screen, LedgerScreen)
    return screen


def linked(evaluator: Evaluator) -> list[str]:
    workspace = evaluator.office.workplace.workspace
    [row] = rows_of(workspace, "members")
    return [one.name for one in row_files(workspace, row.id)]


def counted(evaluator: Evaluator) -> str:
    table = screen_of(evaluator).rows.rows.table
    return str(table.index(0, table.columnCount() - 1).data() or "")


def test_a_row_is_written_with_its_scan_and_the_link_taken_back(sit: Sit, tmp_path: Path) -> None:
    evaluator = sit(office_in(tmp_path))
    [scan] = files(tmp_path / "in", "list.pdf")
    evaluator.office.ledgers.open("members", "u-a")
    evaluator.office.go(Place.LEDGERS)
    evaluator.return_to_window()

    def choose_scan() -> None:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, QFileDialog):
            choose(scan)(dialog)
        else:
            QTimer.singleShot(10, choose_scan)

    def write(dialog: QDialog) -> None:
        assert isinstance(dialog, RowDialog)
        wait_until(dialog.isActiveWindow)
        evaluator.write("Bureau")
        evaluator.tab_to("扫描件：添加…")
        QTimer.singleShot(0, choose_scan)
        evaluator.press("Space")
        wait_until(lambda: len(dialog.files.files.files) == 1 and not dialog.files.files.busy)
        dialog.activateWindow()  # as the window manager does
        wait_until(dialog.isActiveWindow)
        evaluator.tab_to("登记")
        evaluator.press("Space")

    answering(write)
    evaluator.press("Ctrl+N")
    assert (linked(evaluator), counted(evaluator)) == (["list.pdf"], "1 件")

    def unlink(dialog: QDialog) -> None:
        wait_until(dialog.isActiveWindow)
        evaluator.tab_to("扫描件")
        evaluator.press("Delete")
        assert linked(evaluator) == []
        evaluator.press("Ctrl+Z")
        assert linked(evaluator) == ["list.pdf"]
        evaluator.press("Esc")

    evaluator.return_to_window()
    screen_of(evaluator).rows.rows.setFocus()
    answering(unlink)
    evaluator.press("Return")
    evaluator.return_to_window()
    evaluator.press("Ctrl+Y")  # unlinked again, and the table counts it
    assert (linked(evaluator), counted(evaluator)) == ([], "")
    evaluator.press("Ctrl+Z")
    assert (linked(evaluator), counted(evaluator)) == (["list.pdf"], "1 件")
    evaluator.press("Ctrl+Z")
    assert linked(evaluator) == []
