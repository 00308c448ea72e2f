"""The last workspace is not where it was: known again nearby, else looked for by the user; upgraded and told calmly."""

import shutil
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtWidgets import QDialog, QLabel

from desktop.domain.refusals import Refused
from desktop.services.backing_up import (
    back_up_when_closing,
    name_second_place,
    restore_from_file,
    second_place_standing,
)
from desktop.services.evidence import add_content
from desktop.services.moved_workspaces import found_again, places_like
from desktop.services.workspaces import chain_head, default_folder, open_workspace, verify
from desktop.store.migrations import CURRENT, REVISIONS
from desktop.store.upgrading import revision_in
from desktop.store.workspace import DATABASE
from desktop.viewmodels.preferences import Preferences
from tests.journeys.conftest import Sit
from tests.journeys.evaluator import Evaluator, stand_up, wait_until
from tests.services.building import ME, demonstration_in, office_in, rounds
from tests.store.building import OPEN_KEY
from tests.store.test_released import RELEASED
from tests.ui.dropping import answering, choose

GONE = "上次的工作区不在原来的位置"
WELCOME = "欢迎使用考评台"


def sat_once(sit: Sit, folder: Path) -> None:
    """The office was open here before."""
    evaluator = sit(folder)
    stand_up(evaluator)
    evaluator.program.office = None


def preferences_of(evaluator: Evaluator) -> Preferences:
    return evaluator.program._preferences


def test_it_is_told_that_it_is_gone_and_the_user_shows_where_it_went(
    sit: Sit, tmp_path: Path
) -> None:
    before = office_in(tmp_path)
    sat_once(sit, before)
    after = before.rename(tmp_path / "搬到这里 #1")
    evaluator = sit(None)
    wait_until(lambda: evaluator.says(GONE))
    assert evaluator.says(str(before))
    assert not evaluator.shell.rail.isEnabled()
    evaluator.press("Space")
    assert evaluator.says(GONE), "again, and it is still gone"
    evaluator.tab_to("选择它现在的位置…")
    answering(choose(tmp_path))
    evaluator.press("Space")
    assert evaluator.says("里没有工作区；请选含有 kaoping.db 的那个文件夹")
    evaluator.return_to_window()
    evaluator.tab_to("选择它现在的位置…")
    answering(choose(after))
    evaluator.press("Space")
    assert evaluator.office.workplace.workspace.folder == after
    assert preferences_of(evaluator).workspace == after
    assert evaluator.shell.rail.isEnabled()


def test_where_another_one_is_shown_it_opens_and_that_is_said(sit: Sit, tmp_path: Path) -> None:
    """Once: another office's rounds stood there, and nothing told why one's own were gone."""
    folder = office_in(tmp_path)
    sat_once(sit, folder)
    folder.rename(tmp_path / "away")
    other = demonstration_in(tmp_path)
    evaluator = sit(None)
    wait_until(lambda: evaluator.says(GONE))
    evaluator.tab_to("选择它现在的位置…")
    answering(choose(other))
    evaluator.press("Space")
    assert evaluator.office.workplace.workspace.folder == other
    assert "打开的是另一个工作区，不是上次的那一个" in evaluator.shell.message.text


def test_it_opens_as_soon_as_its_disk_is_there_again(sit: Sit, tmp_path: Path) -> None:
    folder = office_in(tmp_path)
    sat_once(sit, folder)
    away = folder.rename(tmp_path / "away")
    evaluator = sit(None)
    wait_until(lambda: evaluator.says(GONE))
    away.rename(folder)
    evaluator.press("Space")
    assert evaluator.office.workplace.workspace.folder == folder


def test_whoever_has_lost_it_gets_to_the_backups(sit: Sit, tmp_path: Path) -> None:
    folder = office_in(tmp_path)
    sat_once(sit, folder)
    folder.rename(tmp_path / "away")
    evaluator = sit(None)
    wait_until(lambda: evaluator.says(GONE))
    evaluator.tab_to("从备份恢复，或另建…")
    evaluator.press("Space")
    assert evaluator.says(WELCOME)


def test_one_whose_database_went_is_told_where_its_backups_are(sit: Sit, tmp_path: Path) -> None:
    folder = office_in(tmp_path)
    sat_once(sit, folder)
    (folder / DATABASE).unlink()
    [copy] = (folder / "backups").glob("*.db")
    evaluator = sit(None)
    wait_until(lambda: evaluator.says("上次的工作区少了数据库"))
    assert evaluator.says(f"最近的备份是 {copy}")
    assert not evaluator.says(GONE)
    answering(choose(folder))
    evaluator.tab_to("选择它现在的位置…")
    evaluator.press("Space")
    labels = cast("list[QLabel]", evaluator.shell.findChildren(QLabel))
    assert sum(str(copy) in one.text() for one in labels) > 1
    with pytest.raises(Refused, match="不见了；请从备份恢复"):
        open_workspace(folder)
    assert restore_from_file(copy, tmp_path / "again").faults == ()


def test_a_renamed_user_finds_it_open_and_is_told_where(sit: Sit, tmp_path: Path) -> None:
    before = office_in(tmp_path)
    sat_once(sit, before)
    usual = default_folder()
    usual.parent.mkdir(parents=True)
    before.rename(usual)
    evaluator = sit(None)
    wait_until(lambda: evaluator.program.office is not None)
    assert evaluator.office.workplace.workspace.folder == usual
    assert str(before) in evaluator.shell.message.text
    assert f"已从现在的位置打开：{usual}" in evaluator.shell.message.text


def test_another_workspace_in_the_usual_place_is_not_taken_for_it(sit: Sit, tmp_path: Path) -> None:
    before = office_in(tmp_path)
    sat_once(sit, before)
    before.rename(tmp_path / "away")
    restore_from_file(RELEASED / "0001.zip", default_folder())
    evaluator = sit(None)
    wait_until(lambda: evaluator.says(GONE))
    assert evaluator.program.office is None
    assert revision_in(default_folder() / DATABASE) == "0001", "it was only looked at"


def test_the_same_way_leads_through_a_renamed_home_and_other_drives() -> None:
    before = Path("/home/old/文档/考评台")
    [home, drive] = places_like(before, Path("/home/new"), [Path("/mnt")])
    assert home == Path("/home/new/文档/考评台")
    assert drive == Path("/mnt/home/old/文档/考评台")
    assert list(places_like(Path("/srv/考评台"), Path("/home/new"), [])) == []


def test_without_its_id_nothing_is_looked_for(tmp_path: Path) -> None:
    assert found_again(tmp_path, "") is None


def test_on_a_new_disk_everything_comes_back_from_the_stick_and_goes_to_it_again(
    sit: Sit, tmp_path: Path
) -> None:
    before, stick = office_in(tmp_path), tmp_path / "优盘"
    stick.mkdir()
    with open_workspace(before) as workspace:
        add_content(workspace, ME, "会议纪要.pdf", b"%PDF minutes")
        name_second_place(workspace, ME, stick)
        back_up_when_closing(workspace)
        head = chain_head(workspace)
    shutil.rmtree(before)
    stick = stick.rename(tmp_path / "另一个盘符")
    [kept] = stick.glob("*/*.db")
    (tmp_path / "新硬盘").mkdir()
    evaluator = sit(None)
    wait_until(lambda: evaluator.says(WELCOME))

    def then_the_folder(dialog: QDialog) -> None:
        answering(choose(tmp_path / "新硬盘"))
        choose(kept)(dialog)

    evaluator.tab_to("从备份恢复…")
    answering(then_the_folder)
    evaluator.press("Space")
    wait_until(lambda: evaluator.program.office is not None)
    workspace = evaluator.office.workplace.workspace
    assert chain_head(workspace) == head
    assert [*(workspace.folder / "files").rglob("*")]
    standing = second_place_standing(workspace)
    assert standing is not None
    assert not standing.there, "the old way leads nowhere"
    evaluator.office.enter(rounds().neighbour)
    assert evaluator.office.assessment.record("study-missed", {"count": 2})
    name_second_place(workspace, ME, stick)
    stand_up(evaluator)
    evaluator.program.office = None
    assert len([*stick.glob("*/*.db")]) == 2
    assert verify(tmp_path / "新硬盘").faults == ()


def test_one_that_goes_away_while_it_is_open_says_so_and_goes_on_when_it_is_back(
    sit: Sit, tmp_path: Path
) -> None:
    folder = office_in(tmp_path)
    evaluator = sit(folder)
    evaluator.office.enter(rounds().neighbour)
    away = folder.rename(tmp_path / "away")
    assert not evaluator.office.assessment.record("study-missed", {"count": 2})
    assert evaluator.shell.message.text == (
        f"工作区不在原来的位置（{folder}）了，这一步没有保存；"
        "请接上磁盘或把文件夹移回去再试，已保存的都在"
    )
    assert not folder.exists(), "nothing is made in its place"
    away.rename(folder)
    assert evaluator.office.assessment.record("study-missed", {"count": 3})
    stand_up(evaluator)
    evaluator.program.office = None
    assert verify(folder).faults == ()


def test_the_window_closes_although_its_workspace_has_gone(sit: Sit, tmp_path: Path) -> None:
    folder = office_in(tmp_path)
    evaluator = sit(folder)
    evaluator.office.enter(rounds().neighbour)
    assert evaluator.office.assessment.record("study-missed", {"count": 2})
    away = folder.rename(tmp_path / "away")
    evaluator.shell.close()
    wait_until(lambda: "没有备份上：" in evaluator.shell.message.text)
    evaluator.shell.close()
    wait_until(lambda: not evaluator.shell.isVisible())
    evaluator.program.end()
    assert verify(away).faults == ()


@pytest.mark.parametrize("revision", [one for one in REVISIONS if one != CURRENT])
def test_one_of_an_older_program_is_upgraded_scored_and_told_of(
    revision: str, sit: Sit, tmp_path: Path
) -> None:
    folder = tmp_path / "old"
    restore_from_file(RELEASED / f"{revision}.zip", folder)
    evaluator = sit(folder)
    said = evaluator.shell.message.text
    [kept] = (folder / "backups").glob(f"*-before-upgrade-from-{revision}.db")
    assert said == f"工作区已升级，可以接着用；升级前的副本留在 {kept}"
    evaluator.office.enter(OPEN_KEY)
    before = evaluator.office.assessment.sheet.total
    assert evaluator.office.assessment.record("complaints", {"items": [{"class": "plain"}]})
    assert evaluator.office.assessment.sheet.total != before
    stand_up(evaluator)
    evaluator.program.office = None
    assert verify(folder).faults == ()
    again = sit(folder)
    assert again.shell.message.text == "", "it is told once"
