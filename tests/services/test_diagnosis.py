"""The diagnosis: every state says what to do, a full check finds what `kaoping verify` finds, a report names nobody."""

import shutil
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

import pytest

from desktop.domain.commands import Author
from desktop.domain.records import AssessmentKey, Person, UnitRecord
from desktop.domain.refusals import Refused
from desktop.domain.troubles import Trouble
from desktop.mishap_log import note_mishap
from desktop.services.backing_up import back_up_when_closing, name_second_place
from desktop.services.diagnosis import workspace_checks
from desktop.services.diagnosis.full_check import check_all, check_closed, found_fault
from desktop.services.diagnosis.looking import diagnose, diagnose_closed
from desktop.services.diagnosis.places import told_place
from desktop.services.diagnosis.program_facts import font_check
from desktop.services.diagnosis.report import report_of, save_report
from desktop.services.diagnosis.told import Check, Diagnosis, FullCheck, State
from desktop.services.evidence import add_content
from desktop.services.manual.book import Book, save_book
from desktop.services.office import describe_office, keep_people, keep_units, office_of
from desktop.services.progress import Cancelled
from desktop.services.recording import record_finding
from desktop.services.workspaces import Workspace, default_folder, open_workspace
from desktop.store.live_check import structure_faults
from desktop.store.workspace import DATABASE
from tests.services.building import ME, add, office_in, rounds
from tests.store.building import behind_the_guards

NOW: Final = datetime.now().astimezone()


def going_on() -> bool:
    return False


def nothing(_done: int, _total: int) -> None:
    pass


def full(workspace: Workspace) -> FullCheck:
    return check_all(workspace, nothing, going_on)


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with open_workspace(office_in(tmp_path)) as opened:
        yield opened


def check(found: Diagnosis, name: str) -> Check:
    return next(one for one in found.checks if one.name == name)


def checked(workspace: Workspace, name: str, now: datetime = NOW) -> Check:
    return check(diagnose(workspace, now), name)


# -- single checks


def test_a_sound_office_is_told_so(workspace: Workspace) -> None:
    found = diagnose(workspace, NOW)
    states = {one.name: one.state for one in found.checks}
    assert states.pop("备份") is State.NOTICE  # it was never closed
    assert states.pop("第二位置") is State.NOTICE
    assert {*states} == {"磁盘空间", "所在磁盘", "写入", "数据库", "电脑时间", "字体"}
    assert {*states.values()} == {State.NORMAL}
    assert found.worst is State.NOTICE
    facts = {one.name: one.words for one in found.facts}
    assert facts["工作区"] == str(workspace.folder)
    assert facts["被考核单位"] == "3"
    assert facts["数据库版本"].isdecimal()


def test_the_worst_state_counts() -> None:
    good, note, bad = (Check("", one, "") for one in State)
    assert Diagnosis((), (good,)).worst is State.NORMAL
    assert Diagnosis((), (good, note, good)).worst is State.NOTICE
    assert Diagnosis((), (note, bad)).worst is State.FAULT


@pytest.mark.parametrize(
    ("free", "state", "told"),
    [
        (150 << 20, State.FAULT, "还剩 150 MB，很快就不能保存"),
        (800 << 20, State.NOTICE, "还剩 800 MB，收扫描件和备份会不够"),
        (2 << 30, State.NORMAL, "还剩 2048 MB"),
        (80 << 30, State.NORMAL, "还剩 80 GB"),
    ],
)
def test_a_full_disk_is_told_in_time(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch, free: int, state: State, told: str
) -> None:
    usage = shutil.disk_usage(workspace.folder)._replace(free=free)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage)
    found = checked(workspace, "磁盘空间")
    assert found.state is state
    assert found.words.startswith(told)


def test_a_drive_that_can_be_pulled_out_is_told(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workspace_checks, "unfit", lambda _: "在网络位置上")
    found = checked(workspace, "所在磁盘")
    assert found.state is State.FAULT
    assert "在网络位置上" in found.words
    assert "本机硬盘" in found.words


def test_a_folder_that_cannot_be_written_is_told() -> None:
    """Nobody writes there, not even an administrator."""
    states = {one.name: one.state for one in workspace_checks.folder_checks(Path("/proc"))}
    assert states["写入"] is State.FAULT


def test_a_folder_that_is_gone_is_told(tmp_path: Path) -> None:
    [found] = workspace_checks.folder_checks(tmp_path / "gone")
    assert found.state is State.FAULT
    assert "有没有连着" in found.words


@pytest.mark.parametrize(
    ("later", "state", "told"),
    [
        (timedelta(minutes=-3), State.NORMAL, "先后相符"),
        (timedelta(minutes=-50), State.FAULT, "还早"),
        (timedelta(days=-2), State.FAULT, "请先调准日期和时间"),
        (timedelta(days=1_000), State.NOTICE, "已有 2 年"),
        (timedelta(days=300), State.NORMAL, "先后相符"),
    ],
)
def test_a_clock_that_is_wrong_is_told(
    workspace: Workspace, later: timedelta, state: State, told: str
) -> None:
    record_finding(workspace, ME, rounds().neighbour, "study-missed", {"count": 1})
    found = checked(workspace, "电脑时间", datetime.now().astimezone() + later)
    assert found.state is state
    assert told in found.words


def test_backups_are_missed_when_they_are_old(workspace: Workspace) -> None:
    back_up_when_closing(workspace)
    assert checked(workspace, "备份").words.endswith("之后没有改动")
    record_finding(workspace, ME, rounds().neighbour, "study-missed", {"count": 1})
    assert "之后有 1 次改动" in checked(workspace, "备份").words
    assert checked(workspace, "备份").state is State.NORMAL
    late = checked(workspace, "备份", NOW + timedelta(days=5))
    assert late.state is State.FAULT
    assert "之后的 1 次改动还没有备份" in late.words


def test_the_second_place_is_told_by_its_path_and_reported_by_its_nature(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stick = tmp_path / "张三的 移动硬盘"
    stick.mkdir()
    name_second_place(workspace, ME, stick)
    same = checked(workspace, "第二位置")
    assert same.state is State.NOTICE
    assert "同一块硬盘" in same.words
    monkeypatch.setattr("desktop.store.second_place.SecondPlace.on_same_disk", False)
    back_up_when_closing(workspace)
    there = checked(workspace, "第二位置")
    assert (there.state, "内容齐全" in there.words) == (State.NORMAL, True)
    record_finding(workspace, ME, rounds().neighbour, "study-missed", {"count": 1})
    assert "之后又有改动" in checked(workspace, "第二位置").words
    shutil.rmtree(stick)
    away = checked(workspace, "第二位置")
    assert (away.state, "现在没有连着" in away.words) == (State.NORMAL, True)
    assert checked(workspace, "第二位置", NOW + timedelta(days=40)).state is State.NOTICE
    for one in (same, there, away):
        assert str(stick) in one.words
        assert "张三" not in one.reported
        assert "含中文，含空格" in one.reported


def test_backups_that_cannot_be_read_are_told(workspace: Workspace) -> None:
    (workspace.folder / "backups").write_text("a file where the folder should be")
    found = checked(workspace, "备份")
    assert found.state is State.NOTICE  # a file there is as good as none
    name = workspace.folder / "backups"
    name.unlink()
    name.symlink_to(name)  # it leads to itself
    found = checked(workspace, "备份")
    assert found.state is not State.NORMAL
    assert str(workspace.folder) not in found.reported


def test_a_font_that_is_not_there_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("desktop.services.diagnosis.program_facts.bundled", lambda _: tmp_path)
    found = font_check()
    assert found.state is State.FAULT
    assert "gw-kaiti.ttf" in found.words


# -- the full check


def test_a_sound_workspace_passes(workspace: Workspace) -> None:
    add(workspace)
    found = full(workspace)
    assert found.faults == ()
    assert found.events == workspace_events(workspace)
    assert not [one for one in (workspace.folder / "incoming").iterdir() if one.is_file()]


def workspace_events(workspace: Workspace) -> int:
    with workspace.reading() as view:
        return view.head().count


def test_evidence_is_called_by_its_name_and_its_unit(workspace: Workspace) -> None:
    gone, altered = add(workspace, "会议纪要.pdf", b"one"), add(workspace, "照片.jpg", b"two")
    workspace.files.path_of(gone).unlink()
    workspace.files.path_of(altered).write_bytes(b"tow")
    (workspace.folder / "files" / "notes.txt").write_text("mine")
    faults = sorted(full(workspace).faults, key=lambda one: one.kind)
    assert [one.kind for one in faults] == ["佐证文件不见了", "佐证文件被改动", "多出来的文件"]
    assert faults[0].words.startswith("“会议纪要.pdf”")
    assert faults[0].words.endswith("：文件不见了")
    assert f"files/{gone[:2]}/{gone[:12]}…" in faults[0].remedy
    assert faults[1].words.startswith("“照片.jpg”")
    assert "notes.txt" in faults[2].words


def test_what_is_handed_in_meanwhile_is_no_strange_file(workspace: Workspace) -> None:
    """The check does not stop the work."""
    add(workspace)
    late: list[str] = []

    def work_on(_done: int, _total: int) -> None:
        if not late:
            late.append(add(workspace, "晚到.pdf", b"late"))

    assert check_all(workspace, work_on, going_on).faults == ()
    assert late


def test_it_is_called_off(workspace: Workspace) -> None:
    add(workspace)
    with pytest.raises(Cancelled):
        check_all(workspace, nothing, lambda: True)
    asked: list[int] = []

    def at_the_files() -> bool:
        asked.append(1)
        return len(asked) > 1

    with pytest.raises(Cancelled):
        check_all(workspace, nothing, at_the_files)
    assert not [one for one in (workspace.folder / "incoming").iterdir() if one.is_file()]


def test_a_row_that_another_program_changed_is_found(tmp_path: Path) -> None:
    folder = office_in(tmp_path)
    behind_the_guards(folder, "UPDATE person SET name = '改过' WHERE id = 'p-wang'")
    with open_workspace(folder) as workspace:
        add(workspace)
        [fault] = full(workspace).faults
    assert fault.words == "人员 p-wang：内容与留痕不符"
    assert fault.kind == "留痕与数据不符"
    assert "复制一份留底" in fault.remedy
    assert check_closed(folder).faults == (fault,)


def test_a_database_that_breaks_under_the_window_is_told(workspace: Workspace) -> None:
    """The pages that hold the rows are gone; nothing falls over."""
    place = workspace.folder / DATABASE
    content = place.read_bytes()
    place.write_bytes(content[:8192] + b"\xff" * (len(content) - 8192))
    assert structure_faults(workspace)
    found = diagnose(workspace, NOW)
    assert check(found, "数据库").state is State.FAULT
    assert "核对全部" in check(found, "数据库").words
    assert full(workspace).faults
    place.write_bytes(content)


def test_a_workspace_that_does_not_open_is_looked_at(tmp_path: Path) -> None:
    folder = office_in(tmp_path)
    (folder / DATABASE).write_bytes(b"no database" * 1_000)
    found = diagnose_closed(folder)
    assert check(found, "工作区").state is State.FAULT
    assert check(found, "写入").state is State.NORMAL
    [fault, *_] = check_closed(folder).faults
    assert fault.kind == "数据库损坏"
    assert "备份" in fault.remedy


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("数据库结构损坏：row 3 missing from index", "数据库损坏"),
        ("files/ab：文件夹读不出，请检查磁盘和权限", "磁盘读不出"),
        ("备份“2022.db”里有留痕第 9 条，现在的留痕里没有这一条；留痕被截短或换过", "留痕比备份短"),
        ("留痕是空的", "留痕与数据不符"),
        ("多余的触发器“x”", "其他"),
    ],
)
def test_every_kind_of_fault_has_a_remedy(words: str, kind: str) -> None:
    found = found_fault(words)
    assert (found.words, found.kind) == (words, kind)
    assert found.remedy


# -- the report

NAMES: Final = {
    "office": "玄武湖考评办公室",
    "unit": "朱雀街道办事处",
    "person": "诸葛不亮",
    "reason": "未按青龙方案完成抽查",
    "file": "白虎纪要.pdf",
    "place": "司马家的优盘",
}


def telling(tmp_path: Path) -> Workspace:
    """An office in which everything that could be told has a name of its own."""
    folder = tmp_path / NAMES["place"] / "工作区"
    shutil.copytree(office_in(tmp_path), folder)
    workspace = open_workspace(folder)
    office = office_of(workspace)
    describe_office(workspace, ME, type(office)(office.id, NAMES["office"]))
    keep_people(workspace, ME, [Person("p-zhuge", NAMES["person"])])
    keep_units(workspace, ME, [UnitRecord("u-zhuque", NAMES["unit"])])
    author = Author(NAMES["person"], "p-zhuge")
    key: AssessmentKey = rounds().neighbour
    fact = {"count": 1, "note": NAMES["reason"]}
    record_finding(workspace, author, key, "study-missed", fact)
    add_content(workspace, author, NAMES["file"], b"%PDF")
    place = tmp_path / NAMES["place"] / "备份"
    place.mkdir()
    name_second_place(workspace, author, place)
    return workspace


def test_a_report_holds_no_personal_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / NAMES["place"]))
    with telling(tmp_path) as workspace:
        with pytest.raises(Trouble) as bug:
            raise Trouble(f"{NAMES['person']}：{NAMES['reason']}")
        note_mishap(bug.value)
        for one in (workspace.folder / "files").rglob("*"):
            if one.is_file():
                one.unlink()
        (workspace.folder / "files" / NAMES["file"]).write_text("mine")
        seen, found = full(workspace), diagnose(workspace, NOW)
        assert any(NAMES["file"] in one.words for one in seen.faults)
        assert any(NAMES["place"] in one.words for one in found.facts)
        out = tmp_path / "report.txt"
        save_report(report_of(found, seen, NOW), out)
    told = out.read_text("utf-8")
    for name, private in NAMES.items():
        assert private not in told, name
    assert str(tmp_path) not in told
    assert "p-zhuge" not in told
    for wanted in (
        "佐证文件不见了：1 处",
        "多出来的文件：1 处",
        "Trouble",
        "〔注意〕第二位置",
        "人员：3",
    ):
        assert wanted in told


def test_a_report_without_a_full_check_says_so(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    told = report_of(diagnose(workspace, NOW), None, NOW)
    assert "这次没有核对" in told
    assert told.endswith("没有出过错\n")


def test_a_report_that_cannot_be_written_is_a_trouble(tmp_path: Path) -> None:
    with pytest.raises(Trouble, match="保存诊断报告失败"):
        save_report("", tmp_path / "gone" / "report.txt")


def test_neither_report_nor_manual_is_saved_over_what_is_the_workspaces_own(
    workspace: Workspace,
) -> None:
    database = workspace.folder / DATABASE
    before = database.read_bytes()
    with pytest.raises(Refused, match="在工作区文件夹里"):
        save_report("", database)
    with pytest.raises(Refused, match="在工作区文件夹里"):
        save_book(Book("使用手册", b"%PDF", 1), workspace.folder / "files" / "manual.pdf")
    assert database.read_bytes() == before


def test_the_usual_place_is_told_from_the_users_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = tmp_path / "张三"
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("XDG_DATA_HOME", str(home / ".local/share"))
    assert told_place(default_folder()) == "~/.local/share/kaoping/workspace"
    told = told_place(home / "my files")
    assert told.startswith("另选的位置（在用户文件夹下，含中文，含空格，全长 ")
