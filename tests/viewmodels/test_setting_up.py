"""Setting up: all of it or nothing, and a sentence about what is wrong."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop.domain.records import Person
from desktop.services.backing_up import back_up_to_file
from desktop.services.office import office_of, people_of, units_of
from desktop.services.workspaces import is_workspace, open_workspace, verify
from desktop.viewmodels.setting_up import SettingUp
from tests.services.building import office_in

pytestmark = pytest.mark.uncounted


class Welcome:
    """What is typed on the first page, and what it said."""

    def __init__(self, folder: Path | None) -> None:
        self.at = SettingUp(folder)
        self.ready: list[Path] = []
        self.refusals: list[str] = []
        self.at.ready.connect(self.ready.append)
        self.at.refused.connect(self.refusals.append)

    def create(self, office: str = "某某办", people: str = "王考评", units: str = "") -> None:
        """Type it and begin."""
        self.at.office, self.at.people_text = office, people
        self.at.units.write(units)
        self.at.create()


@pytest.fixture
def welcome(qtbot: QtBot, tmp_path: Path) -> Welcome:
    return Welcome(tmp_path / "新" / "工作区")


def test_all_of_it_is_made(welcome: Welcome) -> None:
    welcome.create(" 某某办 ", "王考评、李复核，张三 王考评", "市场监管局\n教育局\n")
    assert (welcome.ready, welcome.refusals) == ([welcome.at.folder], [])
    with open_workspace(welcome.at.folder) as workspace:
        assert office_of(workspace).name == "某某办"
        assert sorted(one.name for one in people_of(workspace)) == ["张三", "李复核", "王考评"]
        assert [one.name for one in units_of(workspace)] == ["市场监管局", "教育局"]
        with workspace.reading() as view:
            assert {event.author for event in [*view.events()][1:]} == {"王考评"}
    assert verify(welcome.at.folder).faults == ()


def test_one_more_workspace_gets_a_folder_of_its_own(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usual = office_in(tmp_path)
    monkeypatch.setattr("desktop.services.workspaces.default_folder", lambda: usual)
    more = Welcome(None)
    more.create()
    assert (more.refusals, more.ready) == ([], [usual.with_name(f"{usual.name}-2")])


def test_units_can_come_later(welcome: Welcome) -> None:
    welcome.create()
    with open_workspace(welcome.at.folder) as workspace:
        assert units_of(workspace) == []


@pytest.mark.parametrize(
    "apart",
    ["王 李", "王、李", "王，李", "王,李", "王；李", "王;李", "王/李", "王\n李", " 王、 李 "],
)
def test_names_stand_apart_as_people_write_them(welcome: Welcome, apart: str) -> None:
    welcome.at.people_text = apart
    assert welcome.at.people == ("王", "李")


def test_it_says_what_is_wanting(welcome: Welcome) -> None:
    assert "单位名称" in welcome.at.wanting
    welcome.at.office = "某某办"
    assert "考核人" in welcome.at.wanting
    welcome.at.people_text = "王考评"
    assert welcome.at.wanting == ""


@pytest.mark.parametrize(
    ("office", "people", "why"),
    [
        ("", "王考评", "单位名称"),
        ("  ", "王考评", "单位名称"),
        ("某某办", "", "考核人"),
        ("某某办", " 、 ", "考核人"),
        ("某某办", "Wang、Ｗａｎｇ", "Ｗａｎｇ"),  # the same name, wide
        ("某某办\u202e", "王考评", "控制字符"),
        ("某某办", "王考评\u202e", "控制字符"),
    ],
)
def test_what_is_refused_leaves_nothing_and_can_be_mended(
    welcome: Welcome, office: str, people: str, why: str
) -> None:
    welcome.create(office, people, "教育局")
    [refusal] = welcome.refusals
    assert why in refusal
    assert (welcome.ready, is_workspace(welcome.at.folder)) == ([], False)
    welcome.create("某某办", "王考评", "教育局")
    assert (welcome.ready, welcome.refusals) == ([welcome.at.folder], [refusal])


def test_doubled_and_faulty_units_are_not_taken(welcome: Welcome) -> None:
    welcome.create(units="教育局\n教 育 局\n市场监管局\n" + "长" * 101)
    assert welcome.refusals == []
    with open_workspace(welcome.at.folder) as workspace:
        assert [one.name for one in units_of(workspace)] == ["市场监管局", "教育局"]


def test_what_was_written_last_counts_without_a_pause(welcome: Welcome) -> None:
    welcome.at.units.write("教育局")
    welcome.create(units="民政局")
    with open_workspace(welcome.at.folder) as workspace:
        assert [one.name for one in units_of(workspace)] == ["民政局"]


def test_an_occupied_folder_is_let_be(welcome: Welcome) -> None:
    welcome.at.folder.mkdir(parents=True)
    letter = welcome.at.folder / "来信.txt"
    letter.write_text("旧")
    welcome.create()
    [refusal] = welcome.refusals
    assert str(welcome.at.folder) in refusal
    assert [*welcome.at.folder.iterdir()] == [letter]
    assert welcome.ready == []


def test_a_workspace_that_is_there_is_let_be(welcome: Welcome, tmp_path: Path) -> None:
    welcome.at.folder = office_in(tmp_path)
    welcome.create()
    assert len(welcome.refusals) == 1
    with open_workspace(welcome.at.folder) as workspace:
        assert Person("p-wang", "王考评") in people_of(workspace)


def test_a_file_in_the_place_of_the_folder_is_said(welcome: Welcome) -> None:
    welcome.at.folder.parent.mkdir()
    welcome.at.folder.write_text("一份文件")
    welcome.create()
    assert len(welcome.refusals) == 1
    assert welcome.ready == []


def test_an_existing_workspace_is_opened(welcome: Welcome, tmp_path: Path) -> None:
    there = office_in(tmp_path)
    welcome.at.open_existing(there)
    assert (welcome.ready, welcome.refusals) == ([there], [])
    welcome.at.open_existing(tmp_path)
    assert welcome.ready == [there]
    assert "没有工作区" in welcome.refusals[0]


def test_a_workspace_comes_back_from_its_file(
    welcome: Welcome, tmp_path: Path, qtbot: QtBot
) -> None:
    with open_workspace(office_in(tmp_path)) as workspace:
        back_up_to_file(workspace, tmp_path / "备份.zip")
    welcome.at.restore(tmp_path / "备份.zip", welcome.at.folder)
    qtbot.waitUntil(lambda: not welcome.at.jobs.running, timeout=10_000)
    assert (welcome.ready, welcome.refusals) == ([welcome.at.folder], [])
    assert verify(welcome.at.folder).faults == ()


def test_what_is_no_backup_is_said_once(welcome: Welcome, tmp_path: Path, qtbot: QtBot) -> None:
    file = tmp_path / "照片.jpg"
    file.write_bytes(b"\xff\xd8 no backup")
    welcome.at.restore(file, welcome.at.folder)
    qtbot.waitUntil(lambda: not welcome.at.jobs.running, timeout=10_000)
    assert len(welcome.refusals) == 1
    assert (welcome.ready, is_workspace(welcome.at.folder)) == ([], False)


def test_a_demonstration_that_is_there_is_opened_again(welcome: Welcome, tmp_path: Path) -> None:
    there = office_in(tmp_path)
    welcome.at.make_demonstration(there)
    assert (welcome.ready, welcome.at.jobs.running) == ([there], [])
