"""Walking a sheet by keyboard alone."""

from pathlib import Path

import pytest

from desktop.domain.amounts import show
from desktop.domain.records import AssessmentKey
from desktop.services.assessments import sheet_of
from desktop.viewmodels import open_assessment
from tests.journeys.conftest import Sit
from tests.journeys.evaluator import NEXT, SETTLE, Evaluator, wait_until
from tests.services.building import office_in, rounds

pytestmark = pytest.mark.uncounted


def enter(evaluator: Evaluator, key: AssessmentKey) -> None:
    evaluator.office.enter(key)


def test_thirteen_indicators_without_a_fault_take_under_sixty_keys(
    sit: Sit, tmp_path: Path
) -> None:
    evaluator = sit(office_in(tmp_path))
    enter(evaluator, rounds().neighbour)
    parts = len(evaluator.office.assessment.parts)
    assert parts == 13
    evaluator.pressed.clear()
    for number in range(parts):
        evaluator.press(SETTLE)
        if number < parts - 1:
            evaluator.press(NEXT)
    assert len(evaluator.pressed) < 60
    sheet = sheet_of(evaluator.office.workplace.workspace, rounds().neighbour)
    assert (sheet.pending, show(sheet.total)) == ((), "100")


def test_what_is_typed_moves_the_total_before_it_is_recorded(
    sit: Sit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(open_assessment, "PAUSE", 60_000)  # it is the key that records
    evaluator = sit(office_in(tmp_path))
    enter(evaluator, rounds().neighbour)
    total = evaluator.scoring.strip.total
    evaluator.write("1")
    assert total.text() == "8"
    assert (
        sheet_of(evaluator.office.workplace.workspace, rounds().neighbour).pending[0]
        == "study-missed"
    )
    evaluator.press(NEXT)
    assert (
        "study-missed"
        not in sheet_of(evaluator.office.workplace.workspace, rounds().neighbour).pending
    )


def test_a_pause_records_what_was_typed(sit: Sit, tmp_path: Path) -> None:
    evaluator = sit(office_in(tmp_path))
    enter(evaluator, rounds().neighbour)
    evaluator.write("2")
    workspace = evaluator.office.workplace.workspace
    wait_until(lambda: "study-missed" not in sheet_of(workspace, rounds().neighbour).pending)


def test_another_unit_keeps_the_indicator(sit: Sit, tmp_path: Path) -> None:
    evaluator = sit(office_in(tmp_path))
    enter(evaluator, rounds().section)
    evaluator.press("Alt+Down", "Alt+Down")
    part = evaluator.office.walk.part
    evaluator.press("Ctrl+Right")
    assert evaluator.office.assessment.key == rounds().neighbour
    assert evaluator.office.walk.part is not None
    assert part is not None
    assert evaluator.office.walk.part.id == part.id
    evaluator.press("Ctrl+Left")
    assert evaluator.office.assessment.key == rounds().section


def test_undo_and_redo_walk_through_everything(sit: Sit, tmp_path: Path) -> None:
    evaluator = sit(office_in(tmp_path))
    enter(evaluator, rounds().neighbour)
    workspace = evaluator.office.workplace.workspace
    totals = []
    for _ in range(4):
        totals.append(str(sheet_of(workspace, rounds().neighbour).assessed_points))
        evaluator.press(SETTLE, NEXT)
    totals.append(str(sheet_of(workspace, rounds().neighbour).assessed_points))
    for before in reversed(totals[:-1]):
        evaluator.press("Ctrl+Z")
        assert str(sheet_of(workspace, rounds().neighbour).assessed_points) == before
    for after in totals[1:]:
        evaluator.press("Ctrl+Y")
        assert str(sheet_of(workspace, rounds().neighbour).assessed_points) == after


def test_a_finalised_sheet_is_locked_and_says_by_whom(sit: Sit, tmp_path: Path) -> None:
    evaluator = sit(office_in(tmp_path))
    enter(evaluator, rounds().settled)
    evaluator.tab_to("定稿")
    evaluator.press("Space", "Return")
    assert evaluator.says("已定稿：李复核")
    assert not evaluator.scoring.form.cards[0].control.entry().isEnabled()
    evaluator.return_to_window()
    evaluator.scoring.form.focus_open()
    before = sheet_of(evaluator.office.workplace.workspace, rounds().settled)
    evaluator.press(SETTLE)
    assert sheet_of(evaluator.office.workplace.workspace, rounds().settled) == before
