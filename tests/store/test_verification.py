"""Verification: every kind of damage gives a line that names it, and a sound workspace gives none."""

# ruff: noqa: S608  # SQL is put together from names of tables and columns

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from desktop.domain.audit_trail import read_changes
from desktop.domain.records import AssessmentKey
from desktop.services.assessments import sheet_of
from desktop.store.evidence_files import EvidenceFiles
from desktop.store.verification import faults_in
from desktop.store.workspace import DATABASE, open_workspace
from tests.program import CHECKOUT
from tests.store.attacks import Target
from tests.store.building import (
    PHOTO,
    SCAN,
    SCHEME,
    bare_folder,
    behind_the_guards,
    digest,
    dump_of,
    raw,
    rich_folder,
)

pytestmark = pytest.mark.uncounted


@pytest.fixture
def rich(tmp_path: Path) -> Path:
    return rich_folder(tmp_path)


def faults(folder: Path) -> list[str]:
    found = [*faults_in(folder / DATABASE, folder / "files")]
    assert all(line.isprintable() for line in found), found
    return found


def test_a_sound_workspace_has_none(tmp_path: Path) -> None:
    assert faults(rich_folder(tmp_path)) == []
    assert faults(bare_folder(tmp_path)) == []


def test_a_copy_is_checked_without_files(rich: Path) -> None:
    copy = rich.parent / "copy.db"
    copy.write_bytes((rich / DATABASE).read_bytes())
    assert [*faults_in(copy)] == []


def test_nothing_is_changed(rich: Path) -> None:
    before = digest((rich / DATABASE).read_bytes())
    assert faults(rich) == []
    assert digest((rich / DATABASE).read_bytes()) == before


ROWS = {
    "workspace": ("true", "工作区 {}"),
    "office": ("true", "本单位信息 office"),
    "person": ("id = 'p-wang'", "人员 p-wang"),
    "unit": ("id = 'u-open'", "单位 u-open"),
    "round": ("id = 'r-main'", "考核批次 r-main"),
    "assessment": ("unit = 'u-final'", "考核表 r-main / u-final"),
    "finding": ("unit = 'u-final' AND criterion = 'missed'", "认定 r-main / u-final / missed"),
    "item": ("id = 'u-final/missed/0'", "认定的逐件清单 u-final/missed/0"),
    "discretion": ("unit = 'u-final'", "自由裁量 r-main / u-final / study"),
    "not_applicable": ("unit = 'u-final'", "不适用 r-main / u-final / team"),
    "evidence": ("name = '扫描.png'", f"佐证材料 {digest(SCAN)}"),
    "ledger_row": ("true", "台账 l-1"),
    "evidence_link": ("unit = 'u-final'", "佐证关联 u-final/link/0"),
    "waiver": ("unit = 'u-final'", "免交佐证 r-main / u-final / 1 / 照片 / 0"),
    "proposal_answer": ("unit = 'u-final'", "对台账的答复 r-main / u-final / missed"),
    "office_report": ("true", "报送安排 monthly"),
    "office_day": ("true", "工作日 2022-08-03"),
    "letter": ("true", "发文 t-1"),
    "setting": ("true", "设置 theme"),
}
TARGETS = [Target(table, where, "") for table, (where, _) in ROWS.items()]
MOST = max(len(target.columns) - len(target.key) for target in TARGETS)


def named(folder: Path, table: str) -> str:
    """How a fault names the row."""
    with raw(folder / DATABASE) as hand:
        own = hand.execute("SELECT id FROM workspace").fetchone()[0]
    return ROWS[table][1].format(own)


@pytest.mark.parametrize("number", range(MOST))
def test_rows_that_were_changed(rich: Path, number: int) -> None:
    """One column of a row in each table; so every column has its turn."""
    chosen = [
        (target, columns[number])
        for target in TARGETS
        if len(columns := [one for one in target.columns if one not in target.key]) > number
    ]
    behind_the_guards(
        rich,
        *(
            f"UPDATE {one.table} SET {column} = {one.differently(column)} WHERE {one.protected}"
            for one, column in chosen
        ),
    )
    expected = {f"{named(rich, one.table)}：内容与留痕不符" for one, _ in chosen}
    assert {*faults(rich)} == expected


def test_rows_that_went(rich: Path) -> None:
    expected = {f"{named(rich, table)}：留痕里有，数据库里没有" for table in ROWS}
    behind_the_guards(rich, *(f"DELETE FROM {one.table} WHERE {one.protected}" for one in TARGETS))
    assert {*faults(rich)} >= expected


def test_rows_that_came(rich: Path) -> None:
    for target in TARGETS:
        row = target.picked(**{target.key[-1]: "77"})
        source = f"SELECT {row} FROM {target.table} WHERE {target.protected}"
        listed = ", ".join(target.columns)
        behind_the_guards(rich, f"INSERT INTO {target.table} ({listed}) {source}")
    lines = [line for line in faults(rich) if line.endswith("：数据库里有，留痕里没有")]
    assert len(lines) == len(TARGETS)
    assert all("77" in line for line in lines)


def test_a_scheme_text_that_was_altered(rich: Path) -> None:
    behind_the_guards(
        rich, "UPDATE scheme_text SET text = replace(text, 'deduct = 2', 'deduct = 1')"
    )
    assert faults(rich) == [f"办法原文 {digest(SCHEME.encode())}：内容与它的校验值不符"]


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ("author = '别人'", "留痕第 12 条：内容与校验值不符，已被改动"),
        ("at = '2020-01-01'", "留痕第 12 条：内容与校验值不符"),
        ("workspace = 'x'", "留痕第 12 条：内容与校验值不符"),
        ("person = NULL", "留痕第 12 条：内容与校验值不符"),
        ("command = 'undo'", "留痕第 12 条：内容与校验值不符"),
        ("round = NULL", "留痕第 12 条：内容与校验值不符"),
        ("unit = 'x'", "留痕第 12 条：内容与校验值不符"),
        ("reverts = ''", "留痕第 12 条：内容与校验值不符"),
        ("grounds = 'x'", "留痕第 12 条：内容与校验值不符"),
        ("changes = '[]'", "留痕第 12 条：内容与校验值不符"),
        ("parents = '[]'", "留痕第 12 条：与前一条接不上"),
        ("hash = replace(hash, substr(hash, 1, 1), 'x')", "留痕第 13 条：与前一条接不上"),
        ("number = 99", "留痕第 13 条：前一条是第 11 条，中间有缺失或编号被改"),
        ("number = -1", "留痕第 13 条：前一条是第 11 条"),
    ],
)
def test_an_event_that_was_changed(rich: Path, change: str, told: str) -> None:
    behind_the_guards(rich, f"UPDATE event SET {change} WHERE number = 12")
    assert any(line.startswith(told) for line in faults(rich))


def test_the_same_text_in_another_place_is_no_change(rich: Path) -> None:
    """What tells the columns apart is covered by the hash too."""
    swap = "UPDATE event SET author = grounds, grounds = author WHERE number = 12"
    behind_the_guards(rich, swap)
    assert faults(rich) == ["留痕第 12 条：内容与校验值不符，已被改动"]


@pytest.mark.parametrize("number", [1, 12, 26])
def test_an_event_that_went(rich: Path, number: int) -> None:
    behind_the_guards(rich, f"DELETE FROM event WHERE number = {number}")
    told = f"留痕第 {number + 1} 条：前一条是第 {number - 1} 条，中间有缺失或编号被改"
    assert told in faults(rich)


@pytest.mark.parametrize("number", [1, 12, 26])
def test_an_event_that_went_and_the_others_moved_up(rich: Path, number: int) -> None:
    behind_the_guards(
        rich,
        f"DELETE FROM event WHERE number = {number}",
        f"UPDATE event SET number = -number WHERE number > {number}",
        "UPDATE event SET number = -number - 1 WHERE number < 0",
    )
    assert f"留痕第 {number} 条：与前一条接不上" in faults(rich)


def test_two_events_that_changed_places(rich: Path) -> None:
    behind_the_guards(
        rich,
        "UPDATE event SET number = 0 WHERE number = 12",
        "UPDATE event SET number = 12 WHERE number = 13",
        "UPDATE event SET number = 13 WHERE number = 0",
    )
    assert faults(rich)[:2] == ["留痕第 12 条：与前一条接不上", "留痕第 13 条：与前一条接不上"]


def test_a_last_event_that_was_cut_off_is_missed_by_its_row(rich: Path) -> None:
    behind_the_guards(rich, "DELETE FROM event WHERE number = 27")
    assert faults(rich) == ["考核表 r-main / u-final：内容与留痕不符"]


def test_a_last_event_cut_off_together_with_its_row_shows_in_the_head_alone(rich: Path) -> None:
    """What is left is a state that once was; only a sheet with a later head contradicts it."""
    with open_workspace(rich) as workspace, workspace.reading() as view:
        printed = view.head()
    reopened = "UPDATE assessment SET state = 'open' WHERE unit = 'u-final'"
    behind_the_guards(rich, "DELETE FROM event WHERE number = 27", reopened)
    assert faults(rich) == []
    with open_workspace(rich) as workspace, workspace.reading() as view:
        assert view.head().count == printed.count - 1
        assert view.head().hash != printed.hash


def test_an_empty_trail(rich: Path) -> None:
    behind_the_guards(rich, "DELETE FROM event")
    assert faults(rich)[0] == "留痕是空的"


def test_an_event_written_through_a_blob_handle(rich: Path) -> None:
    """The one way past the guards of a table with row numbers: the chain notices."""
    with raw(rich / DATABASE) as hand, hand.blobopen("event", "author", 12) as blob:
        blob[0] = ord("X")
    assert "留痕第 12 条：内容与校验值不符，已被改动" in faults(rich)


@pytest.mark.parametrize("revision", ["'0000'", "'9999'", "''"])
def test_another_revision(rich: Path, revision: str) -> None:
    behind_the_guards(rich, f"UPDATE alembic_version SET version_num = {revision}")
    assert any(line.startswith("数据库的版本标记是") for line in faults(rich))


def test_no_revision(rich: Path) -> None:
    behind_the_guards(rich, "DELETE FROM alembic_version")
    assert any(line.startswith("数据库的版本标记是null") for line in faults(rich))


def test_what_is_foreign_is_named(rich: Path) -> None:
    with raw(rich / DATABASE) as hand:
        hand.execute("CREATE TRIGGER own AFTER INSERT ON unit BEGIN SELECT 1; END")
        hand.execute("DROP TRIGGER guard_event_delete")
    assert faults(rich) == [
        "数据库里有外来的触发器“own”",
        "数据库里缺少触发器“guard_event_delete”",
    ]


def test_a_table_that_went(rich: Path) -> None:
    behind_the_guards(rich, "DROP INDEX ix_item_finding")
    with raw(rich / DATABASE) as hand:
        hand.execute("PRAGMA foreign_keys = OFF")
        hand.execute("DROP TABLE waiver")
    found = faults(rich)
    assert "数据库里缺少表“waiver”" in found
    assert "数据库里缺少索引“ix_item_finding”" in found
    assert "数据库已损坏，有些内容读不出（no such table: waiver）" in found


def stored(folder: Path, content: bytes) -> Path:
    name = digest(content)
    return folder / "files" / name[:2] / name


def test_a_file_that_went(rich: Path) -> None:
    stored(rich, SCAN).unlink()
    shown = stored(rich, SCAN).relative_to(rich).as_posix()
    assert faults(rich) == [f"{shown}：文件不见了"]


def test_all_files_that_went(rich: Path) -> None:
    (rich / "files").rename(rich / "elsewhere")
    assert len(faults(rich)) == 2


def test_a_file_of_another_size(rich: Path) -> None:
    stored(rich, SCAN).write_bytes(SCAN + b"x")
    shown = stored(rich, SCAN).relative_to(rich).as_posix()
    assert faults(rich) == [f"{shown}：文件大小不对，已被改动"]


def test_a_file_of_another_content(rich: Path) -> None:
    stored(rich, SCAN).write_bytes(bytes([SCAN[0] ^ 1]) + SCAN[1:])
    shown = stored(rich, SCAN).relative_to(rich).as_posix()
    assert faults(rich) == [f"{shown}：文件内容已被改动"]


def test_a_file_of_nothing(rich: Path) -> None:
    (rich / "files/note.txt").write_bytes(b"mine")
    (rich / "files/ab").mkdir()
    (rich / "files/ab/abc").symlink_to("nowhere")
    assert faults(rich) == [
        "files/ab/abc：不属于任何佐证材料",
        "files/note.txt：不属于任何佐证材料",
    ]


def test_a_batch_cut_short_is_no_damage(rich: Path) -> None:
    """Once: what the next opening clears up is named as belonging to nothing."""
    files = EvidenceFiles(rich)
    files.take_in_bytes("来了.png", b"its rows never came")
    listed = files.path_of(digest(b"its rows never came"))
    stray = listed.with_name("stray")
    stray.touch()
    (rich / "incoming" / "0.batch").mkdir()  # no list that can be read
    assert faults(rich) == [f"{stray.relative_to(rich).as_posix()}：不属于任何佐证材料"]
    assert listed.exists()
    stray.unlink()
    listed.write_bytes(b"")
    assert faults(rich) == []
    open_workspace(rich).close()
    assert not listed.exists()


def test_a_folder_that_cannot_be_read(rich: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Once: on a failing disk this ends in a traceback."""
    scandir = os.scandir
    broken = stored(rich, SCAN).parent
    (broken / "stray").touch()

    def failing(path: str) -> object:
        if Path(path) == broken:
            raise OSError(5, "broken", str(path))
        return scandir(path)

    monkeypatch.setattr(os, "scandir", failing)
    shown = broken.relative_to(rich).as_posix()
    assert faults(rich) == [f"{shown}：文件夹读不出，请检查磁盘和权限"]


@pytest.mark.parametrize("kind", ["pipe", "link to the same", "folder"])
def test_only_a_plain_file_is_evidence(rich: Path, kind: str) -> None:
    """Once: a pipe was waited for without end, and a link to a copy passed."""
    path = stored(rich, SCAN)
    path.unlink()
    if kind == "pipe":
        os.mkfifo(path)
    elif kind == "folder":
        path.mkdir()
    else:
        (rich.parent / "copy").write_bytes(SCAN)
        path.symlink_to(rich.parent / "copy")
    assert faults(rich) == [f"{path.relative_to(rich).as_posix()}：不是普通文件"]


@pytest.mark.parametrize("name", ["files", "incoming"])
def test_a_folder_of_files_that_is_none_is_named(rich: Path, name: str) -> None:
    shutil.rmtree(rich / name)
    (rich / name).write_bytes(b"no folder")
    [told] = faults(rich)
    assert told.startswith(f"{name}：不是文件夹，")


def test_where_the_database_tells_nothing_no_file_is_called_nobody_s(rich: Path) -> None:
    """Once: each was said to belong to nothing, and was as good as thrown away."""
    (rich / DATABASE).write_bytes(b"not a database, however long it may be. " * 200)
    found = faults(rich)
    assert not [line for line in found if "不属于" in line]
    assert found[-1] == "files：数据库有损坏，佐证文件没有核对；请先恢复数据库，不要删除里面的文件"
    assert sum(line.startswith("files") for line in found) == 1


@pytest.mark.parametrize("lost", ["DELETE FROM event", "DELETE FROM event WHERE number = 5"])
def test_what_only_the_rows_still_know_is_somebody_s(rich: Path, lost: str) -> None:
    behind_the_guards(rich, lost)
    found = faults(rich)
    assert found
    assert not [line for line in found if line.startswith("files")]
    stored(rich, SCAN).unlink()
    assert f"files/{digest(SCAN)[:2]}/{digest(SCAN)}：文件不见了" in faults(rich)


def test_one_event_is_one_line_whatever_it_disagrees_with(rich: Path) -> None:
    """Once: a line for each item, and the table by its name in the database."""
    told = [
        ["finding", ["r-main", "u-open", "missed"], {"x": 1}, None],
        *(["item", [f"u-open/missed/{number}"], {"x": 1}, None] for number in range(2)),
    ]
    behind_the_guards(rich, f"UPDATE event SET changes = '{json.dumps(told)}' WHERE number = 12")
    fitting = [line for line in faults(rich) if "改前的内容" in line and "第 12 条" in line]
    assert fitting == ["留痕第 12 条：认定、认定的逐件清单改前的内容与此前不符"]


# Root may read everything, unless it is told to do without.
WITHOUT_PRIVILEGE = ["setpriv", "--bounding-set=-dac_override,-dac_read_search"]
AS_A_USER = WITHOUT_PRIVILEGE if os.geteuid() == 0 else []


@pytest.mark.skipif(
    bool(AS_A_USER) and shutil.which("setpriv") is None, reason="root reads everything"
)
@pytest.mark.parametrize("what", ["files", "files/xx", "evidence", DATABASE])
def test_what_may_not_be_read_is_not_told_as_lost_or_damaged(rich: Path, what: str) -> None:
    """Once: a database without permission was called damaged."""
    scan = stored(rich, SCAN)
    own = {"files": rich / "files", "files/xx": scan.parent, "evidence": scan}
    shut = own.get(what, rich / DATABASE)
    before = shut.stat().st_mode
    shut.chmod(0)
    call = [*AS_A_USER, sys.executable, "-m", "desktop", "verify", "--workspace", str(rich)]
    ended = subprocess.run(call, cwd=CHECKOUT, capture_output=True, encoding="utf-8", check=False)
    shut.chmod(before)
    assert "不见了" not in ended.stdout
    assert "损坏" not in ended.stdout
    if what == DATABASE:
        assert (ended.returncode, ended.stdout) == (2, "")
        assert "核验失败：没有权限（" in ended.stderr
    else:
        assert ended.returncode == 1
        name = scan.relative_to(rich).as_posix()
        assert f"{name}：文件读不出，请检查磁盘和权限" in ended.stdout


def test_files_that_cannot_be_listed_at_all(rich: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(path: str) -> object:
        raise OSError(5, "broken", str(path))

    monkeypatch.setattr(os, "scandir", failing)
    assert faults(rich) == ["files：文件夹读不出，请检查磁盘和权限"]


def test_a_file_that_is_a_folder_or_leads_elsewhere(rich: Path) -> None:
    stored(rich, SCAN).unlink()
    stored(rich, SCAN).mkdir()
    stored(rich, PHOTO).unlink()
    stored(rich, PHOTO).symlink_to("nowhere")
    shown = sorted(stored(rich, one).relative_to(rich).as_posix() for one in (SCAN, PHOTO))
    assert sorted(line.split("：")[0] for line in faults(rich)) == shown


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads everything")
def test_a_file_that_cannot_be_read(rich: Path) -> None:
    stored(rich, SCAN).chmod(0)
    assert faults(rich)[0].endswith("文件读不出，请检查磁盘和权限")


def test_a_file_name_that_no_screen_shows(rich: Path) -> None:
    """Once: the line is not fit to be printed."""
    name = os.fsdecode(b"\xff\n")
    (rich / "files" / name).write_bytes(b"")
    [line] = faults_in(rich / DATABASE, rich / "files")
    assert line.isprintable()


CRAFTED = {
    "no list": "5",
    "too short": '[["unit"]]',
    "key of a list": '[["unit",[["x"]],null,{}]]',
    "table of a list": '[[["q"],["x"],null,{}]]',
    "row of a text": '[["unit",["x"],null,"s"]]',
    "evidence of a text": '[["evidence",["ab"],null,"s"]]',
    "evidence without a key": '[["evidence",[],null,{"size":1}]]',
    "evidence elsewhere": '[["evidence",["/etc/passwd"],null,{"size":1}]]',
    "evidence above": '[["evidence",["../../../x"],null,{"size":1}]]',
    "evidence of nothing": '[["evidence",[null],null,{"size":1}]]',
    "unseen": '[["unit",["\\u0000\\ud800\\n"],null,{"size":1}]]',
    "unknown table": '[["own",["x"],null,{"size":1}]]',
    "endless": "[" * 100_000,
    "not even JSON": "x",
}


@pytest.mark.parametrize("changes", CRAFTED.values(), ids=CRAFTED)
def test_an_event_of_any_content(rich: Path, changes: str) -> None:
    """Once: some of these end in a traceback, or in a line that cannot be printed."""
    quoted = changes.replace("'", "''")
    behind_the_guards(rich, f"UPDATE event SET changes = '{quoted}' WHERE number = 12")
    assert "留痕第 12 条：内容与校验值不符，已被改动" in faults(rich)


def test_broken_text_is_named(rich: Path) -> None:
    behind_the_guards(rich, "UPDATE setting SET value = CAST(x'ff0a' AS TEXT)")
    assert faults(rich) == ["设置 theme：内容与留痕不符"]


def test_broken_text_in_a_key_is_named(rich: Path) -> None:
    """Once: the line is not fit to be printed."""
    behind_the_guards(rich, "UPDATE setting SET name = CAST(x'ff0a' AS TEXT)")
    assert len(faults(rich)) == 2


def test_a_database_that_is_none(rich: Path) -> None:
    (rich / DATABASE).write_bytes(b"not a database, however long it may be. " * 200)
    assert faults(rich)[0].startswith("数据库已损坏")


def test_a_database_cut_off(rich: Path) -> None:
    content = (rich / DATABASE).read_bytes()
    (rich / DATABASE).write_bytes(content[: len(content) // 2])
    assert faults(rich)[0].startswith("数据库")


def test_a_page_that_was_written_twice(rich: Path) -> None:
    """Once: what SQLite says in several lines is passed on so; a fault is to be one line."""
    content = bytearray((rich / DATABASE).read_bytes())
    content[8192:12288] = content[12288:16384]
    (rich / DATABASE).write_bytes(content)
    assert faults(rich)


def test_what_is_told_can_be_replayed_by_hand(rich: Path) -> None:
    """The promise itself, without the program's own replay: events add up to what the tables hold."""
    rows: dict[tuple[str, str], object] = {}
    held = dump_of(rich)
    for event in held["event"]:
        for change in read_changes(str(event[10])):
            assert rows.pop((change.table, json.dumps(change.key)), None) == change.before
            if change.after is not None:
                rows[change.table, json.dumps(change.key)] = change.after
    counted = {table: len(found) for table, found in held.items()}
    del counted["event"], counted["alembic_version"]
    assert {table: sum(one == table for one, _ in rows) for table in counted} == counted


def test_damage_does_not_stop_what_can_still_be_read(rich: Path) -> None:
    """An altered row is named, and the sheet of another unit is still scored."""
    behind_the_guards(rich, "UPDATE finding SET fact = '{' WHERE unit = 'u-final'")
    assert any(line.startswith("认定 r-main / u-final") for line in faults(rich))
    with open_workspace(rich) as workspace:
        assert sheet_of(workspace, AssessmentKey("r-main", "u-open")).total > 0
