"""What stands around the form, by keyboard: table, search, finalising, evidence, phrases."""

from pathlib import Path
from typing import TypeVar, cast

import pytest
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QToolButton, QWidget

from desktop.services.assessment_sight import see_assessment
from desktop.services.assessments import sheet_of
from desktop.services.workspaces import Workspace, open_workspace
from desktop.ui.dialogs.history_dialog import HistoryDialog
from desktop.ui.dialogs.phrase_dialog import PhraseDialog
from desktop.ui.panels.evidence_pane import CHECKLIST, FILES
from desktop.ui.panels.plan_grid import PlanGrid
from desktop.ui.screens.round_table_screen import RoundTableScreen
from desktop.viewmodels import open_assessment
from desktop.viewmodels.evidence_beside import Reach
from desktop.viewmodels.phrases import PHRASE_ROLE
from desktop.viewmodels.place import Place
from tests.journeys.conftest import Sit
from tests.journeys.evaluator import NEXT, Evaluator, wait_until
from tests.journeys.setting_pages import reach
from tests.services.building import events_of, office_in, rounds, settle
from tests.ui.dropping import answering, choose
from tests.viewmodels.building import facts_of

Widget = TypeVar("Widget", bound=QWidget)
FIRST = "study-missed"


@pytest.fixture
def evaluator(sit: Sit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Evaluator:
    """Before a sheet on which nothing is recorded; what is typed waits for a key."""
    monkeypatch.setattr(open_assessment, "PAUSE", 60_000)
    made = sit(office_in(tmp_path))
    made.office.enter(rounds().neighbour)
    return made


def workspace_of(evaluator: Evaluator) -> Workspace:
    return evaluator.office.workplace.workspace


def part_of(evaluator: Evaluator) -> str:
    part = evaluator.office.walk.part
    assert part is not None
    return part.id


def found(evaluator: Evaluator, kind: type[Widget], beginning: str) -> Widget:
    """What stands on the screen and has a name that begins so."""
    parts = cast("list[Widget]", evaluator.shell.findChildren(kind))
    names = [one for one in parts if one.accessibleName().startswith(beginning)]
    return next(one for one in names if one.isVisible())


def opened() -> QDialog:
    """The dialog that opened, once it takes keys."""
    wait_until(lambda: isinstance(QApplication.activeModalWidget(), QDialog))
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, QDialog)
    wait_until(dialog.isActiveWindow)
    return dialog


# -- the table over all units


def test_the_table_begins_where_the_form_was_and_leads_back_to_where_it_is_left(
    evaluator: Evaluator,
) -> None:
    workspace = workspace_of(evaluator)
    evaluator.write("2")
    evaluator.press("F6")
    assert isinstance(evaluator.shell.pages.currentWidget(), RoundTableScreen)
    assert facts_of(workspace, rounds().neighbour)[FIRST] == {"count": 2}
    evaluator.write("3")
    evaluator.press("Return")  # one row down
    assert facts_of(workspace, rounds().neighbour)[FIRST] == {"count": 3}
    evaluator.press("Alt+Down", "Escape")
    assert evaluator.shell.pages.currentWidget() is evaluator.scoring
    assert evaluator.office.assessment.key == rounds().settled
    assert part_of(evaluator) == "responsibility"
    assert evaluator.scoring.form.isAncestorOf(evaluator.focus)


def test_undo_in_the_bar_is_the_tables_while_that_is_in_sight(evaluator: Evaluator) -> None:
    workspace, key = workspace_of(evaluator), rounds().neighbour
    evaluator.press("F6")
    evaluator.write("3")
    evaluator.press("Return")
    assert facts_of(workspace, key)[FIRST] == {"count": 3}
    found(evaluator, QToolButton, "撤销：").click()
    assert FIRST not in facts_of(workspace, key)
    found(evaluator, QToolButton, "重做：").click()
    assert facts_of(workspace, key)[FIRST] == {"count": 3}
    assert evaluator.office.room.in_table


def test_what_is_typed_in_the_table_is_recorded_on_going_elsewhere(evaluator: Evaluator) -> None:
    evaluator.press("F6")
    evaluator.write("4")
    evaluator.office.go(Place.OVERVIEW)
    assert facts_of(workspace_of(evaluator), rounds().neighbour)[FIRST] == {"count": 4}


# -- the search


def test_the_search_leads_to_the_criterion_that_says_the_words(evaluator: Evaluator) -> None:
    evaluator.press("Ctrl+F")
    assert evaluator.focus is evaluator.scoring.indicators.search
    evaluator.write("比例")
    evaluator.press("Return")
    assert part_of(evaluator) == "annual-plan"
    assert evaluator.focus.accessibleName().startswith("序号4③")
    evaluator.press("Ctrl+F", "Ctrl+A")
    evaluator.write("no such words")
    evaluator.press("Return")
    assert part_of(evaluator) == "annual-plan"
    assert "没有找到“no such words”" in evaluator.scoring.indicators.view.accessibleDescription()
    evaluator.press("Escape")
    assert evaluator.focus.accessibleName().startswith("序号4①")


def test_what_was_looked_for_in_one_round_empties_no_other_tree(evaluator: Evaluator) -> None:
    evaluator.press("Ctrl+F")
    evaluator.write("no such words")
    evaluator.press("Ctrl+Right")
    assert not evaluator.scoring.tree.part_rows()  # within a round it is looked for in each unit
    evaluator.office.enter(rounds().city)
    assert evaluator.scoring.tree.part_rows()
    assert evaluator.scoring.indicators.search.text() == ""


def test_at_the_last_part_it_is_said_how_to_go_on(evaluator: Evaluator) -> None:
    for _ in evaluator.office.assessment.parts:
        evaluator.press("Alt+Down")
    assert evaluator.office.walk.place == len(evaluator.office.assessment.parts) - 1
    assert "这是本单位的最后一项" in evaluator.shell.message.text


def test_when_nothing_is_open_any_more_it_is_said(sit: Sit, tmp_path: Path) -> None:
    folder = office_in(tmp_path)
    with open_workspace(folder) as workspace:
        for key in (rounds().section, rounds().neighbour):
            settle(workspace, key)
    evaluator = sit(folder)
    evaluator.office.enter(rounds().neighbour)
    evaluator.press("F4")
    assert evaluator.shell.message.text == "这个批次各条都已认定"
    assert evaluator.office.assessment.key == rounds().neighbour


# -- finalising


def test_what_is_open_keeps_a_sheet_from_being_finalised(evaluator: Evaluator) -> None:
    evaluator.write("0")
    evaluator.press(NEXT, "Alt+Down", "Alt+Down")
    evaluator.tab_to("定稿")
    evaluator.press("Space")
    assert QApplication.activeModalWidget() is None
    assert "没有认定，不能定稿" in evaluator.shell.message.text
    assert not evaluator.office.assessment.locked
    assert part_of(evaluator) == "responsibility"
    assert evaluator.focus.accessibleName().startswith("序号2①")


def test_what_is_missing_is_said_before_anybody_is_asked_to_agree(evaluator: Evaluator) -> None:
    evaluator.office.enter(rounds().city)
    evaluator.tab_to("定稿")
    evaluator.press("Space")
    assert QApplication.activeModalWidget() is None
    assert "件佐证材料，不能定稿" in evaluator.shell.message.text


def test_a_finalised_sheet_is_opened_again_with_grounds(evaluator: Evaluator) -> None:
    key, workspace = rounds().settled, workspace_of(evaluator)
    evaluator.office.enter(key)
    evaluator.tab_to("定稿")
    evaluator.press("Space", "Return")
    evaluator.return_to_window()

    answering(lambda _: evaluator.press("Escape"))
    evaluator.tab_to("撤销定稿")
    evaluator.press("Space")
    assert see_assessment(workspace, key).assessment.finalised

    def say_why(dialog: QDialog) -> None:
        wait_until(dialog.isActiveWindow)
        evaluator.write("漏了一份材料")
        evaluator.press("Tab", "Tab")  # past 取消
        assert evaluator.focus.accessibleName() == "撤销定稿"
        evaluator.press("Space")

    evaluator.return_to_window()
    answering(say_why)
    evaluator.tab_to("撤销定稿")
    evaluator.press("Space")
    assert not see_assessment(workspace, key).assessment.finalised
    assert "漏了一份材料" in str(events_of(workspace)[-1])
    before = sheet_of(workspace, key)
    evaluator.return_to_window()
    evaluator.scoring.form.focus_open()
    evaluator.press("Ctrl+A")
    evaluator.write("1")
    evaluator.press(NEXT)
    assert sheet_of(workspace, key) != before


# -- asked for


def test_the_evidence_of_a_criterion_unfolds_what_was_folded_away(evaluator: Evaluator) -> None:
    room = evaluator.office.room
    wait_until(lambda: room.corner is not None)
    assert room.corner is not None
    pane, beside = room.corner.pane, room.corner.beside
    evaluator.press("Alt+Down")
    pane.show_page(CHECKLIST)
    evaluator.press("F8")
    assert not pane.isVisible()
    evaluator.tab_to(found(evaluator, QToolButton, "佐证：序号2②").accessibleName())
    evaluator.press("Space")
    assert pane.isVisible()
    assert pane.pages.currentIndex() == FILES
    assert (beside.criterion, beside.reach) == ("no-liaison", Reach.CRITERION)


def test_the_history_of_a_criterion_opens_and_holds_what_was_being_typed(
    evaluator: Evaluator,
) -> None:
    evaluator.write("2")
    evaluator.tab_to(found(evaluator, QToolButton, "留痕：序号1").accessibleName())
    evaluator.press("Space")
    dialog = opened()
    assert isinstance(dialog, HistoryDialog)
    assert len(dialog.history.passages) == 1
    evaluator.press("Escape")
    assert facts_of(workspace_of(evaluator), rounds().neighbour)[FIRST] == {"count": 2}


def test_what_was_written_once_is_a_phrase_that_the_settings_lead_to(
    evaluator: Evaluator,
) -> None:
    evaluator.write("2")
    evaluator.tab_to(found(evaluator, QLineEdit, "说明：序号1").accessibleName())
    evaluator.write("Late again")
    evaluator.office.go(Place.SETTINGS)
    reach(evaluator, "常用语…")
    evaluator.press("Space")
    dialog = opened()
    assert isinstance(dialog, PhraseDialog)
    evaluator.write("late")
    model = dialog.view.model()
    texts = [model.index(row, 0).data(PHRASE_ROLE).text for row in range(model.rowCount())]
    assert texts == ["Late again"]
    evaluator.press("Escape")


def test_the_folder_of_the_scanner_is_chosen_and_given_up(
    evaluator: Evaluator, tmp_path: Path
) -> None:
    scans = tmp_path / "scans"
    scans.mkdir()
    wait_until(lambda: evaluator.office.room.corner is not None)
    scanner = evaluator.office.room._scanner
    assert scanner is not None
    evaluator.office.go(Place.SETTINGS)
    answering(choose(scans))
    reach(evaluator, "扫描文件夹…")
    evaluator.press("Space")
    assert (evaluator.program._preferences.scanner, scanner.folder) == (scans, scans)
    assert evaluator.says(f"新的扫描件取自：{scans}")
    evaluator.return_to_window()
    evaluator.tab_to("不用扫描文件夹")
    evaluator.press("Space")
    assert (evaluator.program._preferences.scanner, scanner.folder) == (None, None)
    assert evaluator.says("没有指定扫描文件夹")


def test_what_was_waived_in_the_grid_can_be_taken_back_there(evaluator: Evaluator) -> None:
    workspace, here = workspace_of(evaluator), rounds().city

    def waived() -> list[str]:
        rows = see_assessment(workspace, here).checklist.rows
        return [one.waived for one in rows if one.waived]

    evaluator.office.enter(here)
    wait_until(lambda: evaluator.office.room.corner is not None)
    corner = evaluator.office.room.corner
    assert corner is not None
    corner.pane.grid_wanted.emit(14)
    dialog = opened()
    wait_until(dialog.isActiveWindow)
    [grid] = cast("list[PlanGrid]", dialog.findChildren(PlanGrid))
    grid.cells.setFocus()
    evaluator.write("None here\n")
    assert waived() == ["None here"]
    grid.cells.setFocus()
    evaluator.press("Ctrl+Z")
    assert waived() == []
    evaluator.press("Ctrl+Y")
    assert waived() == ["None here"]
    dialog.reject()


# -- keys on what is no field


def test_enter_presses_the_small_buttons_of_a_card(evaluator: Evaluator) -> None:
    name = evaluator.focus.accessibleName().partition("：")[0]
    part = part_of(evaluator)
    evaluator.tab_to(f"逐件记录：{name}")
    evaluator.press("Return")
    assert evaluator.focus.accessibleName() == f"{name}第 1 件：说明"
    assert part_of(evaluator) == part


def test_esc_leads_back_to_the_criterion_and_puts_a_message_away(evaluator: Evaluator) -> None:
    evaluator.press("Alt+A")
    assert evaluator.shell.message.text.startswith("这里没有可以采用的台账建议")
    evaluator.tab_to("下一未评项")
    evaluator.press("Esc")
    assert evaluator.shell.message.text == ""
    assert evaluator.scoring.form.cards[0].isAncestorOf(evaluator.focus)


def test_on_a_final_sheet_the_cursor_is_where_one_reads_on(evaluator: Evaluator) -> None:
    evaluator.office.enter(rounds().settled)
    evaluator.tab_to("定稿")
    evaluator.press("Space", "Return")
    evaluator.return_to_window()
    evaluator.press("Alt+Down")
    assert evaluator.focus.accessibleName().startswith("留痕：")
    assert evaluator.scoring.form.cards[0].isAncestorOf(evaluator.focus)
