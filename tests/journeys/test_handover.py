"""Sheets there and back by keyboard: two workstations, two conflicts and what is merged without a question."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog

from desktop.domain.amounts import show
from desktop.domain.records import DiscretionRecord, Office
from desktop.services.office import describe_office
from desktop.services.recording import judge, record_finding
from desktop.services.workspaces import create_workspace, open_workspace, verify
from desktop.store.workspace import Workspace
from desktop.ui.results.handover_dialog import HandoverDialog
from desktop.ui.results.handover_page import HandoverPage
from desktop.ui.results.merge_dialog import MergeDialog
from tests.journeys.conftest import Sit
from tests.journeys.evaluator import Evaluator, stand_up, wait_until
from tests.journeys.result_steps import (
    answered,
    cells,
    go_to_page,
    idle,
    open_round,
    opened,
    results_of,
)
from tests.services.building import ME, office_in, rounds
from tests.services.sharing import YOU
from tests.viewmodels.building import facts_of

A, B = rounds().section, rounds().neighbour
FOUND = {"found": True}


@pytest.fixture
def folders(tmp_path: Path) -> tuple[Path, Path]:
    """The office, and a second workstation that is as it was made."""
    create_workspace(tmp_path / "there").close()
    with open_workspace(tmp_path / "there") as workspace:
        describe_office(workspace, YOU, Office(name="二组"))
    return office_in(tmp_path), tmp_path / "there"


class Files:
    """What the system's dialogs are answered, one after the other."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.place = Path()
        for name in ("getSaveFileName", "getOpenFileName"):
            monkeypatch.setattr(QFileDialog, name, lambda *_: (str(self.place), ""))


def hand_over(evaluator: Evaluator, units: int, to: str) -> None:
    """The first units of the list go, with the keys."""
    go_to_page(evaluator, HandoverPage)

    def answer(dialog: QDialog) -> None:
        assert isinstance(dialog, HandoverDialog)
        assert dialog.units == ()
        evaluator.write(to)
        evaluator.tab_to("要交出的单位")
        evaluator.press("Home", "Space", *["Down", "Space"] * (units - 1))
        assert len(dialog.units) == units
        evaluator.tab_to("选择存放位置…")
        evaluator.press("Space")

    answered(evaluator, "交出考核包…", answer)
    idle(evaluator)


def take(evaluator: Evaluator) -> MergeDialog:
    """接收考核包…, until what is in it stands on the screen."""
    evaluator.tab_to("接收考核包…")
    evaluator.press("Space")
    dialog = opened()
    assert isinstance(dialog, MergeDialog)
    return dialog


def merged(evaluator: Evaluator, name: str) -> None:
    """Its button, come to with the tab key; then the window has the keys again."""
    evaluator.tab_to(name)
    evaluator.press("Space")
    wait_until(lambda: not evaluator.office.jobs.running)
    wait_until(lambda: QApplication.activeModalWidget() is None)
    evaluator.return_to_window()


def recorded(workspace: Workspace) -> tuple[object, ...]:
    """Where both sides worked, a fact and what was judged; then what only they did, and what only we did."""
    with workspace.reading() as view:
        judged = view.get(DiscretionRecord, *A, "study")
    facts = facts_of(workspace, B)
    found = [facts.get(one) for one in ("study-missed", "unplanned", "item-list-late")]
    return found[0], judged and show(judged.score), *found[1:]


def work_there(evaluator: Evaluator) -> None:
    """乙科 by the keys: missed once, and no plan; 甲科 is judged."""
    evaluator.office.enter(B)
    evaluator.write("1")
    evaluator.press("Return")
    evaluator.write("1")
    evaluator.press("Return")
    there = evaluator.office.workplace.workspace
    judge(there, YOU, A, "study", {"score": "7.5", "reason": "酌情"})
    assert recorded(there) == ({"count": 1}, "7.5", FOUND, None)


def work_here(workspace: Workspace) -> None:
    """At home: something else at the same places, and what only we did."""
    record_finding(workspace, ME, B, "study-missed", {"count": 3})
    judge(workspace, ME, A, "study", {"score": "9", "reason": "基本到位"})
    record_finding(workspace, ME, B, "item-list-late", FOUND)


def test_sheets_go_there_and_come_back(
    sit: Sit, folders: tuple[Path, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here, there = folders
    files = Files(monkeypatch)
    out, back = tmp_path / "交二组.kpjh", tmp_path / "交回.kpjh"

    evaluator = sit(here)
    files.place = out
    go_to_page(evaluator, HandoverPage)
    open_round(evaluator, "科室督查")
    hand_over(evaluator, 2, "二组")
    table = go_to_page(evaluator, HandoverPage).exchange.table
    assert cells(table, 0)[0] == "交给二组"
    assert cells(table, 0)[2:] == ["甲科、乙科", "还没有收回"]
    evaluator.office.enter(A)
    wait_until(lambda: evaluator.says("交给“二组”，还没有收回"))
    stand_up(evaluator)

    evaluator = sit(there)
    evaluator.press("Alt+5")
    wait_until(results_of(evaluator).isVisible)
    take(evaluator)
    merged(evaluator, "接收")
    wait_until(lambda: results_of(evaluator).book.round is not None)
    assert evaluator.focus is results_of(evaluator).entry
    work_there(evaluator)
    files.place = back
    hand_over(evaluator, 2, "办公室")
    stand_up(evaluator)

    with open_workspace(here) as workspace:
        work_here(workspace)
    evaluator = sit(here)
    workspace = evaluator.office.workplace.workspace
    go_to_page(evaluator, HandoverPage)
    open_round(evaluator, "科室督查")
    before = recorded(workspace)
    assert before == ({"count": 3}, "9", None, FOUND)
    dialog = take(evaluator)
    choose_sides(evaluator, dialog)
    merged(evaluator, "合并")
    after = recorded(workspace)
    assert after == ({"count": 1}, "9", FOUND, FOUND)

    assert evaluator.focus.accessibleName() == "接收考核包…"
    evaluator.press("Ctrl+Z")
    assert recorded(workspace) == before
    evaluator.press("Ctrl+Y")
    assert recorded(workspace) == after
    table = go_to_page(evaluator, HandoverPage).exchange.table
    assert "已收回" in " ".join(cells(table, 0) + cells(table, 1))
    stand_up(evaluator)
    QApplication.processEvents()
    assert verify(here).faults == ()
    assert verify(there).faults == ()


def choose_sides(evaluator: Evaluator, dialog: MergeDialog) -> None:
    """Nothing is chosen beforehand; ours for what was judged, theirs for the fact."""
    table = dialog.table
    shown = [cells(table, at) for at in range(table.rowCount())]
    assert [one[0] for one in shown] == ["甲科", "乙科"]
    assert all(side.startswith("○ ") for one in shown for side in one[2:])
    assert not dialog.merge_button.isEnabled()
    assert evaluator.focus is table
    evaluator.press("Left", "Down")
    assert not dialog.merge_button.isEnabled()
    evaluator.press("Right")
    shown = [cells(table, at) for at in range(table.rowCount())]
    assert [[side[0] for side in one[2:]] for one in shown] == [["●", "○"], ["○", "●"]]
    assert dialog.merge_button.isEnabled()
