"""文件夹 in the settings, by keyboard: where files are saved, and another workspace."""

import threading
from pathlib import Path

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from desktop.services.backing_up import list_backups
from desktop.services.workspaces import open_workspace
from desktop.ui.dialogs.paper_place import documents
from tests.journeys.conftest import Sit
from tests.journeys.evaluator import Evaluator, wait_until
from tests.journeys.setting_pages import at_settings, do, open_page
from tests.services.building import add, office_in
from tests.ui.dropping import answering, choose

pytestmark = pytest.mark.qt_log_ignore("does not support (raise|grabbing)", extend=True)


@pytest.fixture
def evaluator(sit: Sit, tmp_path: Path) -> Evaluator:
    """Before the settings, with the cursor at their beginning."""
    return at_settings(sit, tmp_path)


def test_files_are_saved_where_the_settings_say(evaluator: Evaluator, tmp_path: Path) -> None:
    out = tmp_path / "上报材料"
    out.mkdir()
    usual = documents()
    answering(choose(out))
    do(evaluator, "选择存放文件的文件夹…")
    assert evaluator.says(str(out))
    assert documents() == out
    out.rmdir()  # a stick that was pulled out
    open_page(evaluator, "备份")
    open_page(evaluator, "文件夹")
    assert documents() == usual
    evaluator.return_to_window()
    do(evaluator, "用系统的“文档”文件夹")
    assert evaluator.program._preferences.exports is None


def test_a_scanner_s_folder_that_is_away_is_told_where_it_was_chosen(
    evaluator: Evaluator, tmp_path: Path
) -> None:
    """As the share of a scanner that is switched off; it is no longer said once it is back."""
    scans = tmp_path / "扫描"
    scans.mkdir()
    answering(choose(scans))
    do(evaluator, "扫描文件夹…")
    assert evaluator.says(f"新的扫描件取自：{scans}")
    assert not evaluator.says("找不到")
    scans.rmdir()
    wait_until(lambda: evaluator.says(f"找不到文件或文件夹（{scans}），请核对它是否还在"))
    assert evaluator.says("换了地方的，请点“扫描文件夹…”重新选")
    scans.mkdir()
    wait_until(lambda: not evaluator.says("找不到"))
    assert evaluator.says(f"新的扫描件取自：{scans}")


def test_a_folder_is_opened_or_named(evaluator: Evaluator, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever opens folders here belongs to the system."""
    asked: list[str] = []
    opens = [True, False]

    def ask(url: QUrl) -> bool:
        asked.append(url.toLocalFile())
        return opens[len(asked) - 1]

    monkeypatch.setattr(QDesktopServices, "openUrl", ask)
    folder = str(evaluator.office.workplace.workspace.folder)
    do(evaluator, "打开工作区文件夹")
    assert (asked, evaluator.shell.message.text) == ([folder], "")
    evaluator.press("Space")
    assert asked == [folder, folder]
    assert folder in evaluator.shell.message.text
    do(evaluator, "打开日志文件夹")
    assert len(asked) == 2  # there is none before there is something to log
    assert "还没有这个文件夹" in evaluator.shell.message.text


def test_another_workspace_is_opened_after_a_backup_of_this_one(
    evaluator: Evaluator, hooks: None, tmp_path: Path
) -> None:
    before = evaluator.office.workplace.workspace.folder
    shell = evaluator.shell
    add(evaluator.office.workplace.workspace)
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    other = office_in(elsewhere)
    do(evaluator, "换一个工作区…")
    wait_until(lambda: evaluator.shell is not shell)
    assert evaluator.program.office is None
    evaluator.return_to_window()
    assert evaluator.says("欢迎使用考评台")
    assert evaluator.program._preferences.workspace == before  # until another one is open
    answering(choose(other))
    evaluator.tab_to("打开已有工作区…")
    evaluator.press("Space")
    assert evaluator.office.workplace.workspace.folder == other
    with open_workspace(before) as left:  # nobody holds it any more
        assert len(list_backups(left)) == 1


def test_one_goes_back_to_the_workspace_that_one_came_from(
    evaluator: Evaluator, hooks: None
) -> None:
    shell, before = evaluator.shell, evaluator.office.workplace.workspace.folder
    do(evaluator, "换一个工作区…")
    wait_until(lambda: evaluator.shell is not shell)
    evaluator.return_to_window()
    evaluator.tab_to(f"回到刚才的工作区：{before.name}")
    evaluator.press("Space")
    assert evaluator.office.workplace.workspace.folder == before


def test_another_workspace_has_to_wait_for_what_is_running(evaluator: Evaluator) -> None:
    gate = threading.Event()
    evaluator.office.jobs.start("数数", lambda _p, _c: gate.wait(5), lambda _: None)
    do(evaluator, "换一个工作区…")
    assert "数数，还没有完成" in evaluator.shell.message.text
    gate.set()
    wait_until(lambda: not evaluator.office.jobs.running)
    assert evaluator.program.office is not None
