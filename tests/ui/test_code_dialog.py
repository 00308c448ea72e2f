"""核验, seen: the dialog stays on the screen whatever the answer, and nothing of a former one is left."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget

from desktop.services.recording import record_finding
from desktop.services.sheet_contents import sheet_contents
from desktop.services.workspaces import open_workspace
from desktop.store.workspace import Workspace
from desktop.ui.printing.code_dialog import CodeDialog
from desktop.ui.theme.dressing import dress
from desktop.viewmodels.code_check import CodeCheck
from desktop.viewmodels.jobs import Jobs
from desktop.viewmodels.workplace import Workplace
from tests.journeys.evaluator import wait_until
from tests.services.building import ME, office_in, rounds

KEY = rounds().section


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with open_workspace(office_in(tmp_path)) as workspace:
        yield workspace


@pytest.fixture(params=[100, 150])
def dialog(
    dressed: QApplication, workspace: Workspace, request: pytest.FixtureRequest
) -> Iterator[CodeDialog]:
    dress(dressed, request.param)
    window = QWidget()
    window.resize(700, 700)
    window.show()
    jobs = Jobs()
    made = CodeDialog(window, CodeCheck(Workplace(workspace, ME), jobs))
    made.open()
    yield made
    jobs.wait()
    made.reject()
    window.deleteLater()
    dress(dressed)


def ask(dialog: CodeDialog, text: str) -> None:
    dialog.code.setText(text)
    dialog.check_button.click()
    QApplication.processEvents()


def changed_often(workspace: Workspace) -> str:
    """A code since which much was changed."""
    code = sheet_contents(workspace, KEY).code
    for count in range(1, 30):
        record_finding(workspace, ME, KEY, "study-missed", {"count": count})
    return code


def test_a_long_answer_stays_on_the_screen(dialog: CodeDialog, workspace: Workspace) -> None:
    """Once: it grew downwards, and 关闭 was below the screen."""
    code = changed_often(workspace)
    room = dialog.screen().availableGeometry()
    dialog.move(0, room.bottom() - dialog.frameGeometry().height())
    ask(dialog, code)
    placed = dialog.frameGeometry()
    assert room.top() <= placed.top()
    assert placed.bottom() <= room.bottom()
    foot = dialog.close_button.mapTo(dialog, QPoint(0, dialog.close_button.height())).y()
    assert foot <= dialog.height()
    assert dialog._more.verticalScrollBar().maximum() > 0


def test_a_long_answer_leaves_no_gaps_behind(dialog: CodeDialog, workspace: Workspace) -> None:
    ask(dialog, "甲科")
    short = dialog.height(), dialog._words.geometry()
    ask(dialog, changed_often(workspace))
    assert dialog.height() > short[0]
    ask(dialog, "甲科")
    assert (dialog.height(), dialog._words.geometry()) == short
    dialog.resize(dialog.width(), dialog.height() + 200)
    QApplication.processEvents()
    assert dialog._words.geometry() == short[1]


def test_a_refused_file_leaves_no_former_code(
    dialog: CodeDialog, workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "通知.txt"
    file.write_text("通知")
    ask(dialog, sheet_contents(workspace, KEY).code)
    assert dialog._head.text() == "✓ 与工作区一致"
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(file), ""))
    dialog.file_button.click()
    wait_until(lambda: "不是能读的 PDF" in dialog._words.text())
    assert (dialog.code.text(), dialog._head.text()) == ("", "")
