"""月报表, by keyboard: a meeting entered in the form is in its ledger; a filled form is read, kept and printed."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QDialog, QFileDialog

from desktop.domain.ledgers.kinds import ACTIVITIES
from desktop.services.ledgers import keep_rows, rows_of
from desktop.services.monthly_reports import MonthlySight, monthly_report_of
from desktop.ui.ledgers.form_preview_dialog import FormPreviewDialog
from desktop.ui.ledgers.monthly_dialog import MonthlyDialog
from desktop.ui.ledgers.row_dialog import RowDialog
from desktop.ui.screens.ledger_screen import LedgerScreen
from desktop.viewmodels.place import Place
from tests.documents.setting.reading import pages_of, words
from tests.journeys.conftest import Sit
from tests.journeys.evaluator import Evaluator, wait_until
from tests.services.building import ME, events_of, office_in
from tests.ui.dropping import answering
from tests.viewmodels.monthly import MEETING, filled, march, new


def sight_of(evaluator: Evaluator) -> MonthlySight:
    return monthly_report_of(evaluator.office.workplace.workspace, march())


def meetings(evaluator: Evaluator) -> set[str]:
    return {one.row.told for one in rows_of(evaluator.office.workplace.workspace, ACTIVITIES)}


def to_march(evaluator: Evaluator) -> None:
    """The first unit's report of March, in the grid."""
    evaluator.office.go(Place.LEDGERS)
    evaluator.office.ledgers.open("receipts", year=2022)
    evaluator.return_to_window()
    screen = evaluator.office.screen(Place.LEDGERS)
    assert isinstance(screen, LedgerScreen)
    page = screen.reports
    page.grid.setFocus()
    evaluator.press("Ctrl+Home")
    rows = [one.unit for one in evaluator.office.ledgers.grid.rows]
    columns = [one.due for one in evaluator.office.ledgers.grid.columns]
    evaluator.press(*["Down"] * rows.index("u-a"), *["Right"] * columns.index(march().due))


def back_in(dialog: QDialog) -> None:
    """After a dialog the window manager gives the one below the focus again; offscreen there is none."""
    dialog.activateWindow()
    wait_until(dialog.isActiveWindow)


def write_meeting(evaluator: Evaluator, dialog: QDialog) -> None:
    assert isinstance(dialog, RowDialog)
    wait_until(dialog.isActiveWindow)
    evaluator.tab_to("日期")
    evaluator.press("Ctrl+A")
    evaluator.write("2022-03-05")
    evaluator.tab_to("名称")
    evaluator.write("部署会")
    evaluator.press("Return")


def enter(evaluator: Evaluator, dialog: QDialog) -> None:
    """One meeting, some words."""
    assert isinstance(dialog, MonthlyDialog)
    wait_until(dialog.isActiveWindow)
    assert evaluator.focus.accessibleName().endswith("登记一条…")
    answering(lambda row: write_meeting(evaluator, row), dialog)
    evaluator.press("Space")
    back_in(dialog)
    assert evaluator.focus is dialog.lines["1"].add_button
    evaluator.press("Shift+Tab")
    assert evaluator.focus.accessibleName() == "部署会（2022年3月5日）"
    evaluator.tab_to("全市本系统本月开展随机抽查情况：文字")
    evaluator.write("全县3家")
    evaluator.press("Ctrl+S")


def test_what_is_entered_is_in_its_ledger_and_taken_back(sit: Sit, tmp_path: Path) -> None:
    evaluator = sit(office_in(tmp_path))
    to_march(evaluator)
    titles = answering(lambda dialog: enter(evaluator, dialog))
    evaluator.press("M")
    assert titles == ["部门“双随机、一公开”监管工作月报表"]
    assert (meetings(evaluator), sight_of(evaluator).words["5"]) == ({"部署会"}, "全县3家")

    evaluator.return_to_window()
    evaluator.press("Ctrl+Z")
    assert not sight_of(evaluator).entered
    evaluator.press("Ctrl+Z")
    assert meetings(evaluator) == set()
    evaluator.press("Ctrl+Y", "Ctrl+Y")
    assert (meetings(evaluator), sight_of(evaluator).words["5"]) == ({"部署会"}, "全县3家")


def read(evaluator: Evaluator, dialog: QDialog) -> None:
    """The form that is chosen, looked at and agreed to; then to the printer."""
    assert isinstance(dialog, MonthlyDialog)
    wait_until(dialog.isActiveWindow)

    def accept(preview: QDialog) -> None:
        assert isinstance(preview, FormPreviewDialog)
        wait_until(preview.isActiveWindow)
        assert meetings(evaluator) == {"部署会"}  # nothing is kept before it is agreed to
        assert not evaluator.office.jobs.running  # it is read, however long one looks at it
        evaluator.press("Return")

    told = answering(accept, dialog)
    evaluator.press("Ctrl+O")
    wait_until(lambda: bool(told) and not evaluator.office.jobs.running)
    wait_until(lambda: len(dialog.lines["1"].entries) == len({"部署会", "推进会"}))
    back_in(dialog)
    evaluator.press("Ctrl+P")


def test_what_a_unit_filled_in_is_read_and_printed(
    sit: Sit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    evaluator = sit(office_in(tmp_path))
    workspace = evaluator.office.workplace.workspace
    evaluator.office.workplace.dispatcher.tell(keep_rows(workspace, ME, ACTIVITIES, [new(MEETING)]))
    answers = {"召开会议": "部署会（2022年3月5日）；推进会（3月9日）", "业务培训": "无"}
    form = filled(workspace, tmp_path / "填好的表.docx", answers)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(form), ""))
    before = len(events_of(workspace))
    to_march(evaluator)
    answering(lambda dialog: read(evaluator, dialog))
    evaluator.press("M")
    assert len(events_of(workspace)) == before + 1
    assert meetings(evaluator) == {"部署会", "推进会"}
    assert sight_of(evaluator).words["3"] == "无"

    desk = evaluator.office.print_room.desk
    assert evaluator.office.print_room.screen.isVisible()
    wait_until(lambda: desk.is_ready and not evaluator.office.jobs.running)
    paper = "".join(words(page) for page in pages_of(desk.view.content))
    assert "（2022年3月）" in paper
    assert "推进会（2022年3月9日）" in paper
    evaluator.return_to_window()
    evaluator.press("Esc", "Ctrl+Z")
    assert meetings(evaluator) == {"部署会"}
    wait_until(lambda: desk.is_ready and not evaluator.office.jobs.running)
