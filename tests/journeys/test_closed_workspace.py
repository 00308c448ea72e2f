"""Where no workspace opens, the window says why; every other way leads to one by keyboard."""

import shutil
from pathlib import Path
from threading import Event
from typing import cast

import pytest
from PySide6.QtWidgets import QDialog, QLabel, QPushButton

from desktop.services.backing_up import back_up_to_file
from desktop.services.workspaces import default_folder, open_workspace
from desktop.store.workspace import DATABASE
from desktop.viewmodels import setting_up
from desktop.viewmodels.place import Place
from tests.journeys.conftest import Sit
from tests.journeys.evaluator import Evaluator, wait_until
from tests.services.building import office_in
from tests.ui.dropping import answering, choose

CLOSED = "工作区没有打开"
WELCOME = "欢迎使用考评台"


@pytest.fixture
def usual(sit: Sit, tmp_path: Path) -> Path:
    """An office where the program looks when nothing was open before."""
    folder = default_folder()
    folder.parent.mkdir(parents=True)
    return office_in(tmp_path).rename(folder)


def sit_before_closed(sit: Sit) -> Evaluator:
    evaluator = sit(None)
    wait_until(lambda: evaluator.says(CLOSED))
    assert evaluator.program.office is None
    return evaluator


def test_one_that_another_program_holds_opens_once_that_has_ended(sit: Sit, usual: Path) -> None:
    with open_workspace(usual):
        evaluator = sit_before_closed(sit)
        assert evaluator.says("正被另一个程序使用")
        assert evaluator.says("请先关闭它再试")
        assert evaluator.says(str(usual))
        assert not evaluator.shell.rail.isEnabled()
        evaluator.press("Space")
        assert evaluator.program.office is None
        assert evaluator.says("正被另一个程序使用")
        assert evaluator.focus.accessibleName() == "再试一次"
    evaluator.press("Space")
    assert evaluator.office.workplace.workspace.folder == usual
    assert not evaluator.says(CLOSED)
    evaluator.press("Alt+7")
    settings = evaluator.office.screen(Place.SETTINGS)
    wait_until(lambda: evaluator.shell.pages.currentWidget() is settings)


def test_a_damaged_one_opens_once_it_was_brought_back(sit: Sit, usual: Path) -> None:
    sound = (usual / DATABASE).read_bytes()
    (usual / DATABASE).write_bytes(b"no database" * 1_000)
    evaluator = sit_before_closed(sit)
    assert evaluator.says("数据库")
    (usual / DATABASE).write_bytes(sound)
    evaluator.press("Space")
    assert evaluator.office.workplace.workspace.folder == usual


def test_another_one_is_opened_instead_and_remembered(
    sit: Sit, usual: Path, tmp_path: Path
) -> None:
    (usual / DATABASE).write_bytes(b"")
    evaluator = sit_before_closed(sit)
    evaluator.tab_to("用另一个工作区…")
    evaluator.press("Space")
    assert evaluator.says(WELCOME)
    assert evaluator.focus.accessibleName() == "本单位名称"
    other = office_in(tmp_path)
    evaluator.tab_to("打开已有工作区…")
    answering(choose(other))
    evaluator.press("Space")
    assert evaluator.office.workplace.workspace.folder == other
    assert evaluator.program._preferences.workspace == other
    assert evaluator.shell.rail.isEnabled()


def test_the_demonstration_is_made_beside_the_window_and_opened(
    sit: Sit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = Event()

    def make(folder: Path) -> None:
        assert seen.wait(10)
        shutil.copytree(office_in(tmp_path), folder)  # the real one takes two seconds

    monkeypatch.setattr(setting_up, "make_demonstration", make)
    evaluator = sit(None)
    wait_until(lambda: evaluator.says(WELCOME))
    evaluator.tab_to("打开演示工作区")
    evaluator.press("Space")
    assert evaluator.says("正在建立演示工作区…")
    assert not evaluator.part(QPushButton, "打开演示工作区").isEnabled()
    seen.set()
    wait_until(lambda: evaluator.program.office is not None)
    made = default_folder().with_name("demonstration")
    assert evaluator.office.workplace.workspace.folder == made
    wait_until(lambda: evaluator.says("科室督查"))


def test_a_folder_without_a_workspace_is_said_and_the_welcome_stays(
    sit: Sit, tmp_path: Path
) -> None:
    evaluator = sit(None)
    wait_until(lambda: evaluator.says(WELCOME))
    answering(choose(tmp_path))
    evaluator.tab_to("打开已有工作区…")
    evaluator.press("Space")
    assert evaluator.says("里没有工作区")
    assert evaluator.program.office is None
    evaluator.return_to_window()
    evaluator.tab_to("本单位名称")
    evaluator.write("a")
    assert not evaluator.says("里没有工作区")


def bring_back(evaluator: Evaluator, file: Path, folder: Path) -> None:
    """从备份恢复…: the file, then where to."""

    def then_the_folder(dialog: QDialog) -> None:
        answering(choose(folder))
        choose(file)(dialog)

    evaluator.tab_to("从备份恢复…")
    answering(then_the_folder)
    evaluator.press("Space")


def test_a_workspace_comes_back_from_its_backup(sit: Sit, tmp_path: Path) -> None:
    with open_workspace(office_in(tmp_path)) as workspace:
        back_up_to_file(workspace, tmp_path / "all.zip")
    (tmp_path / "back").mkdir()
    evaluator = sit(None)
    wait_until(lambda: evaluator.says(WELCOME))

    bring_back(evaluator, tmp_path / "all.zip", tmp_path / "back")
    wait_until(lambda: evaluator.program.office is not None)
    assert evaluator.office.workplace.workspace.folder == tmp_path / "back"
    wait_until(lambda: evaluator.says("科室督查"))


def test_what_is_no_backup_is_said_once_and_in_its_place(sit: Sit, tmp_path: Path) -> None:
    """The list of units beside it has nothing to say of that."""
    (tmp_path / "back").mkdir()
    (tmp_path / "all.zip").write_bytes(b"%PDF")
    evaluator = sit(None)
    wait_until(lambda: evaluator.says(WELCOME))

    bring_back(evaluator, tmp_path / "all.zip", tmp_path / "back")
    wait_until(lambda: evaluator.says("不是完好的考评台备份"))
    labels = cast("list[QLabel]", evaluator.shell.findChildren(QLabel))
    told = [one for one in labels if one.isVisible() and "不是完好的考评台备份" in one.text()]
    assert len(told) == 1


def test_the_first_workspace_is_made_where_one_wants_it(sit: Sit, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    evaluator = sit(None)
    wait_until(lambda: evaluator.says(WELCOME))
    answering(choose(tmp_path / "elsewhere"))
    evaluator.tab_to("更改存放位置")
    evaluator.press("Space")
    assert evaluator.says(str(tmp_path / "elsewhere"))
    evaluator.return_to_window()
    evaluator.tab_to("本单位名称")
    evaluator.write("Office")
    evaluator.press("Tab")
    evaluator.write("Li Wang")
    evaluator.tab_to("开始使用")
    evaluator.press("Space")
    assert evaluator.office.workplace.workspace.folder == tmp_path / "elsewhere"
    assert not default_folder().exists()


def test_the_window_closes_at_once_where_nothing_is_open(sit: Sit, tmp_path: Path) -> None:
    """Once: not at all where the program itself was asked, for Qt hears no `close` within `close`."""
    evaluator = sit(None)
    wait_until(lambda: evaluator.says(WELCOME))
    evaluator.shell.close()
    assert not evaluator.shell.isVisible()
    evaluator.program.end()
