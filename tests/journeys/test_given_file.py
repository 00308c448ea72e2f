"""A package or a backup that was opened from its folder: the program starts with it."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QPushButton

from desktop.domain.records import Office, Round
from desktop.services.backing_up import back_up_to_file
from desktop.services.handing_over import HandingOver, hand_over
from desktop.services.office import describe_office
from desktop.services.workspaces import create_workspace, open_workspace
from desktop.ui.results.merge_dialog import MergeDialog
from tests.journeys.conftest import Sit
from tests.journeys.evaluator import wait_until
from tests.program import run
from tests.services.building import ME, office_in, rounds
from tests.services.sharing import YOU
from tests.ui.dropping import answering, choose


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """Of an office that hands a unit over."""
    out = tmp_path / "交李四.kpjh"
    with open_workspace(office_in(tmp_path)) as workspace:
        hand_over(workspace, ME, HandingOver(rounds().sections, ("u-a",), "李四", out))
    return out


@pytest.fixture
def backup(tmp_path: Path) -> Path:
    out = tmp_path / "考评台备份.kpbak"
    with open_workspace(office_in(tmp_path)) as workspace:
        back_up_to_file(workspace, out)
    return out


def merge_dialog() -> MergeDialog | None:
    found = QApplication.activeModalWidget()
    return found if isinstance(found, MergeDialog) else None


def test_a_package_is_looked_at_as_soon_as_the_workspace_is_open(
    sit: Sit, tmp_path: Path, package: Path
) -> None:
    create_workspace(tmp_path / "there").close()
    with open_workspace(tmp_path / "there") as workspace:
        describe_office(workspace, YOU, Office(name="二组"))
    evaluator = sit(tmp_path / "there", package)
    wait_until(lambda: merge_dialog() is not None)
    dialog = merge_dialog()
    assert dialog is not None
    assert dialog.merge_button.text() == "接收"
    dialog.reject()
    with evaluator.office.workplace.workspace.reading() as view:
        assert view.all(Round) == []


def test_where_there_is_no_workspace_yet_the_package_waits_for_it(
    sit: Sit, tmp_path: Path, package: Path
) -> None:
    evaluator = sit(None, package)
    wait_until(lambda: evaluator.says("建好工作区后，接着打开考核包“交李四.kpjh”"))
    create_workspace(tmp_path / "there").close()
    evaluator.program.open(tmp_path / "there")
    wait_until(lambda: merge_dialog() is not None)
    dialog = merge_dialog()
    assert dialog is not None
    dialog.reject()


def test_a_second_start_says_where_the_package_can_be_opened(
    sit: Sit, tmp_path: Path, package: Path
) -> None:
    with open_workspace(tmp_path / "office"):
        evaluator = sit(tmp_path / "office", package)
        wait_until(lambda: evaluator.says("工作区没有打开"))
        assert evaluator.says("考核包“交李四.kpjh”还没有打开")
        assert evaluator.says("结果 · 交接归档")


def test_a_package_that_is_no_package_is_refused_in_one_sentence(sit: Sit, tmp_path: Path) -> None:
    (tmp_path / "假.kpjh").write_bytes(b"rubbish")
    evaluator = sit(office_in(tmp_path), tmp_path / "假.kpjh")
    wait_until(lambda: evaluator.says("假.kpjh"))
    assert evaluator.program.office is not None


def test_a_backup_is_brought_back_into_a_new_folder(sit: Sit, tmp_path: Path, backup: Path) -> None:
    evaluator = sit(tmp_path / "office", backup)
    wait_until(lambda: evaluator.says("这是考评台的备份"))
    assert evaluator.program.office is None
    assert evaluator.focus.accessibleName() == "恢复到文件夹…"
    (tmp_path / "back").mkdir()
    answering(choose(tmp_path / "back"))
    evaluator.press("Space")
    wait_until(lambda: evaluator.program.office is not None)
    assert evaluator.office.workplace.workspace.folder == tmp_path / "back"


def test_a_backup_that_is_left_alone_opens_nothing_but_the_workspace(
    sit: Sit, tmp_path: Path, backup: Path
) -> None:
    evaluator = sit(tmp_path / "office", backup)
    wait_until(lambda: evaluator.says("这是考评台的备份"))
    evaluator.tab_to("不恢复，打开工作区")
    evaluator.press("Space")
    assert evaluator.office.workplace.workspace.folder == tmp_path / "office"


def test_a_file_that_is_no_backup_is_said_and_the_offer_stays(sit: Sit, tmp_path: Path) -> None:
    (tmp_path / "假.kpbak").write_bytes(b"rubbish")
    (tmp_path / "back").mkdir()
    evaluator = sit(None, tmp_path / "假.kpbak")
    wait_until(lambda: evaluator.says("这是考评台的备份"))
    answering(choose(tmp_path / "back"))
    evaluator.press("Space")
    wait_until(lambda: evaluator.says("不是完好的考评台备份"))
    assert evaluator.part(QPushButton, "恢复到文件夹…").isEnabled()


@pytest.mark.parametrize("name", ["交李四.kpjh", "全部.KPBAK"])
def test_without_a_screen_the_commands_are_named(name: str, tmp_path: Path) -> None:
    ended = run(str(tmp_path / name), DISPLAY="", WAYLAND_DISPLAY="", QT_QPA_PLATFORM="")
    assert ended.returncode == 2
    assert "kaoping merge" in ended.stderr
    assert "kaoping restore" in ended.stderr
