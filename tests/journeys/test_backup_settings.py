"""Backups from the settings: a second place, everything in one file, and what is in the way."""

import shutil
from pathlib import Path

import pytest
from PySide6.QtWidgets import QDialog, QPushButton

from desktop.services.assessments import sheet_of
from desktop.services.backing_up import list_backups, restore_from_file, second_place_standing
from desktop.services.recording import record_finding
from desktop.services.workspaces import open_workspace, verify
from desktop.ui import office_window
from desktop.viewmodels import backup_keeping
from desktop.viewmodels.place import Place
from tests.journeys.conftest import Sit
from tests.journeys.evaluator import Evaluator, wait_until
from tests.journeys.setting_pages import do, open_page, reach
from tests.services.building import ME, add, office_in, rounds
from tests.ui.dropping import answering, choose


@pytest.fixture
def evaluator(sit: Sit, tmp_path: Path) -> Evaluator:
    """Before the settings of an office that has evidence."""
    folder = office_in(tmp_path)
    with open_workspace(folder) as workspace:
        add(workspace)
    made = sit(folder)
    made.office.go(Place.SETTINGS)
    open_page(made, "备份")
    return made


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    """A folder that may come and go."""
    made = tmp_path / "stick"
    made.mkdir()
    return made


def name_place(evaluator: Evaluator, place: Path) -> None:
    answering(choose(place))
    do(evaluator, "指定第二位置…")


def told(evaluator: Evaluator, words: str) -> None:
    wait_until(lambda: words in evaluator.shell.message.text)


def test_once_a_day_it_backs_up_by_itself(
    sit: Sit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Once: only if the settings had been looked at."""
    monkeypatch.setattr(backup_keeping, "_FIRST_LOOK", 20)
    monkeypatch.setattr(office_window, "_BACKUPS_BEGIN", 20)
    office = sit(office_in(tmp_path)).office
    wait_until(lambda: bool(list_backups(office.workplace.workspace)))
    wait_until(lambda: not office.jobs.running)


def test_a_second_place_is_named_filled_and_given_up(evaluator: Evaluator, stick: Path) -> None:
    workspace = evaluator.office.workplace.workspace
    assert evaluator.says("还没有备份")
    assert not evaluator.part(QPushButton, "现在备份过去").isEnabled()
    name_place(evaluator, stick)
    assert evaluator.says(f"{stick}；现在连着")
    do(evaluator, "现在备份过去")
    told(evaluator, "已备份到第二位置")
    standing = second_place_standing(workspace)
    assert standing is not None
    assert (standing.place, standing.behind) == (stick, False)
    assert any(one.read_bytes() == b"%PDF scan" for one in stick.rglob("*") if one.is_file())
    assert evaluator.says("已有 1 份，最近一次")

    record_finding(workspace, ME, rounds().neighbour, "study-missed", {"count": 2})
    evaluator.office.go(Place.OVERVIEW)
    evaluator.office.go(Place.SETTINGS)  # read again whenever it comes into sight
    assert evaluator.says("之后又有改动")
    do(evaluator, "不用第二位置")
    assert second_place_standing(workspace) is None
    assert evaluator.says("没有指定。")
    assert not evaluator.part(QPushButton, "现在备份过去").isEnabled()


def test_a_stick_that_was_pulled_is_missed_in_words(evaluator: Evaluator, stick: Path) -> None:
    name_place(evaluator, stick)
    reach(evaluator, "现在备份过去")
    shutil.rmtree(stick)
    evaluator.press("Space")
    told(evaluator, "请插上后再试，或重新指定位置")
    assert evaluator.says("现在没有连着，请插好再备份")


def test_a_stick_that_is_put_in_later_is_found(evaluator: Evaluator, stick: Path) -> None:
    """The page stands there meanwhile, the cursor on its button."""
    name_place(evaluator, stick)
    away = stick.rename(stick.with_name("away"))
    evaluator.office.go(Place.OVERVIEW)
    evaluator.office.go(Place.SETTINGS)
    assert evaluator.says("现在没有连着，请插好再备份")
    reach(evaluator, "现在备份过去")
    away.rename(stick)
    evaluator.press("Space")
    told(evaluator, "已备份到第二位置")
    assert evaluator.says(f"{stick}；现在连着")


def test_a_place_within_the_workspace_is_refused(evaluator: Evaluator) -> None:
    workspace = evaluator.office.workplace.workspace
    name_place(evaluator, workspace.folder / "files")
    assert str(workspace.folder) in evaluator.shell.message.text
    assert second_place_standing(workspace) is None
    assert evaluator.says("没有指定。")


def test_everything_goes_into_one_file_and_comes_back(evaluator: Evaluator, tmp_path: Path) -> None:
    workspace, key = evaluator.office.workplace.workspace, rounds().neighbour
    record_finding(workspace, ME, key, "study-missed", {"count": 2})
    out = tmp_path / "all.zip"
    answering(choose(out))
    do(evaluator, "导出一个备份文件…")
    told(evaluator, "备份文件已写好，读回核对无误")
    wait_until(lambda: evaluator.says("已有 1 份，最近一次"))  # the copy that went into the file
    assert restore_from_file(out, tmp_path / "back").faults == ()
    assert verify(tmp_path / "back").faults == ()
    with open_workspace(tmp_path / "back") as restored:
        assert sheet_of(restored, key) == sheet_of(workspace, key)


def test_what_is_missing_is_told_of_both(evaluator: Evaluator, stick: Path, tmp_path: Path) -> None:
    workspace = evaluator.office.workplace.workspace
    [kept] = [one for one in (workspace.folder / "files").rglob("*") if one.is_file()]
    kept.unlink()
    name_place(evaluator, stick)
    do(evaluator, "现在备份过去")
    told(evaluator, "已备份到第二位置，但有 1 件材料没有备上")
    answering(choose(tmp_path / "all.zip"))
    do(evaluator, "导出一个备份文件…")
    told(evaluator, "备份文件已写好，但有 1 件材料不完整")
    assert kept.name in evaluator.shell.message.text


def test_calling_a_choice_off_changes_nothing(evaluator: Evaluator) -> None:
    def call_off(dialog: QDialog) -> None:
        dialog.reject()

    for name in ("指定第二位置…", "导出一个备份文件…"):
        titles = answering(call_off)
        do(evaluator, name)
        assert len(titles) == 1
    workspace = evaluator.office.workplace.workspace
    assert second_place_standing(workspace) is None
    assert (evaluator.office.jobs.running, list_backups(workspace)) == ([], ())
