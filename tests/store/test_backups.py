"""Backups of a workspace: good ones only, the newest good one always, and nothing left of one cut short."""

import json
import shutil
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from desktop.domain.audit_trail import ChainHead
from desktop.domain.commands import Command
from desktop.domain.records import Setting
from desktop.domain.refusals import Refused
from desktop.domain.troubles import Trouble
from desktop.services.backing_up import back_up_to_file
from desktop.store.backups import Backup, Backups
from desktop.store.copying import Copier, go_on, say_nothing
from desktop.store.manifests import content_of, read_manifest
from desktop.store.migrations import CURRENT
from desktop.store.verification import faults_in
from desktop.store.workspace import DATABASE, open_workspace
from tests.store.building import (
    PHOTO,
    SCAN,
    behind_the_guards,
    digest,
    dump_of,
    put,
    rich_folder,
    run_apart,
)
from tests.store.full_disk import no_file_over
from tests.store.killing import killed

NOW = datetime(2026, 11, 21, 17, 3, 9, tzinfo=UTC)
HOUR = timedelta(hours=1)
NOT_UPGRADED = "升级工作区没有完成，工作区还是升级以前的样子："


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return rich_folder(tmp_path)


@pytest.fixture
def backups(folder: Path) -> Backups:
    return Backups(folder / "backups")


def head_of(folder: Path) -> ChainHead:
    last = dump_of(folder)["event"][-1]
    return ChainHead(str(last[-1]), int(str(last[0])))


def go_on_working(folder: Path, turn: int = 0) -> None:
    """Do something worth a backup."""
    with open_workspace(folder) as workspace:
        put(workspace, Command.CHANGE_SETTING, Setting("turn", str(turn)))


def several(folder: Path, backups: Backups, number: int) -> list[Backup]:
    """So many backups, an hour and an event apart."""
    made = []
    for turn in range(number):
        go_on_working(folder, turn)
        made.append(backups.make(folder / DATABASE, NOW + turn * HOUR))
    return made


def newest_good(backups: Backups) -> Backup | None:
    return next((one for one in reversed(backups.all()) if one.is_good()), None)


def flip(path: Path) -> None:
    """Change one bit in the middle."""
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in (folder / "backups").iterdir())


def test_a_backup_is_a_database_with_its_manifest(folder: Path, backups: Backups) -> None:
    made = backups.make(folder / DATABASE, NOW)
    count = head_of(folder).count
    assert names(folder) == [f"20261121-170309-{count}.db", f"20261121-170309-{count}.json"]
    manifest = made.manifest()
    assert manifest.head == head_of(folder)
    assert manifest.evidence == {digest(one): len(one) for one in (SCAN, PHOTO)}
    assert manifest.database == content_of(made.path)
    assert (manifest.made, manifest.revision) == (NOW, CURRENT)
    assert list(faults_in(made.path, folder / "files")) == []
    assert backups.all() == [made] == [newest_good(backups)]


def test_a_manifest_is_plain(folder: Path, backups: Backups) -> None:
    backups.make(folder / DATABASE, NOW)
    [path] = (folder / "backups").glob("*.json")
    plain = json.loads(path.read_text("utf-8"))
    assert plain["made"] == "2026-11-21T17:03:09+00:00"
    assert str(folder) not in path.read_text("utf-8")


def test_a_state_is_known_by_the_end_of_its_chain(folder: Path, backups: Backups) -> None:
    made = backups.make(folder / DATABASE, NOW)
    head = head_of(folder)
    assert backups.holding(head) == made
    assert backups.holding(ChainHead("0" * 64, head.count)) is None
    go_on_working(folder)
    assert backups.holding(head_of(folder)) is None
    flip(made.path)
    assert backups.holding(head) is None


def test_of_a_damaged_database_there_is_no_backup(folder: Path, backups: Backups) -> None:
    good = several(folder, backups, 2)
    behind_the_guards(folder, "UPDATE unit SET name = '改了' WHERE id = 'u-bare'")
    with pytest.raises(
        Trouble, match=r"备份没有做成，单位 u-bare：内容与留痕不符；请到“设置”的“诊断”里核对全部"
    ):
        backups.make(folder / DATABASE, NOW + 9 * HOUR)
    assert backups.all() == good
    assert not list((folder / "backups").glob("*.part"))


def test_a_damaged_backup_is_not_the_newest_good_one(folder: Path, backups: Backups) -> None:
    first, second, third = several(folder, backups, 3)
    flip(third.path)
    second.path.with_suffix(".json").write_bytes(b"{}")
    assert newest_good(backups) == first
    assert not second.is_good()


def test_thinning_leaves_the_newest_eight_of_a_day(folder: Path, backups: Backups) -> None:
    made = several(folder, backups, 10)
    backups.thin(NOW + 10 * HOUR)
    # They lie in two days, and the last of the first is among them.
    assert backups.all() == [*made[2:]]


def test_a_damaged_backup_pushes_no_good_one_out(folder: Path, backups: Backups) -> None:
    made = several(folder, backups, 11)
    for damaged in made[3:]:
        flip(damaged.path)
    backups.thin(NOW + 11 * HOUR)
    assert made[2] in backups.all()
    assert newest_good(backups) == made[2]


def test_thinning_lets_nothing_go_in_the_wrong_year(folder: Path, backups: Backups) -> None:
    made = several(folder, backups, 10)
    backups.thin(NOW.replace(year=1980))
    assert backups.all() == made


def test_what_cannot_be_deleted_stops_nothing(
    folder: Path, backups: Backups, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = several(folder, backups, 10)

    def busy(_path: Path, *, missing_ok: bool = False) -> None:
        raise PermissionError

    with monkeypatch.context() as patch:
        patch.setattr(Path, "unlink", busy)
        backups.thin(NOW + 10 * HOUR)
    assert backups.all() == made


def test_leftovers_are_cleared_up_and_nothing_else(folder: Path, backups: Backups) -> None:
    made = backups.make(folder / DATABASE, NOW)
    place = folder / "backups"
    for leftover in (f"{'0' * 32}.part", ".0.part", "20200101-000000-7.json"):
        (place / leftover).write_bytes(b"left")
    others = ["20201301-000000-7.json", "说明.txt", "mine.db", "20200101-000000-7.db.old"]
    others += ["20200102-000000-7.db"]  # its manifest is lost; it may be the last there is
    for other in others:
        (place / other).write_bytes(b"kept")
    go_on_working(folder)
    second = backups.make(folder / DATABASE, NOW + HOUR)
    backups.thin(NOW + HOUR)
    kept = [
        path.with_suffix(end).name for path in (made.path, second.path) for end in (".db", ".json")
    ]
    assert names(folder) == sorted([*kept, *others])
    assert backups.all() == [made, second]


def test_a_leftover_that_cannot_be_removed_is_in_nobodys_way(
    folder: Path, backups: Backups
) -> None:
    """Once: what an indexer holds keeps every later backup from being made."""
    first = backups.make(folder / DATABASE, NOW)
    held = {"0.part", "20200101-000000-7.json"}
    for name in held:
        (folder / "backups" / name).mkdir()
    (folder / "backups" / "1.part").write_bytes(b"left")
    go_on_working(folder)
    second = backups.make(folder / DATABASE, NOW + HOUR)
    assert backups.all() == [first, second]
    assert {name for name in names(folder) if "20261121" not in name} == held


TURNS = 12


def test_a_backup_that_is_killed_leaves_what_was_there(folder: Path, backups: Backups) -> None:
    database = folder / DATABASE
    began = time.perf_counter()
    good = backups.make(database, NOW)
    lasts = time.perf_counter() - began
    cut_short = 0
    for turn in range(120):
        if turn >= TURNS and cut_short:
            break  # a busy machine takes more
        go_on_working(folder, turn)
        later = NOW + (turn + 1) * HOUR
        killed(lambda: backups.make(database, later), after=lasts * (turn % TURNS) / TURNS)  # noqa: B023  # at once
        cut_short += any(path.suffix == ".part" for path in (folder / "backups").iterdir())
        left = backups.all()
        assert good in left
        assert all(one.is_good() for one in left)
    assert cut_short
    last = backups.make(database, NOW + 999 * HOUR)
    assert newest_good(backups) == last
    assert not list((folder / "backups").glob("*.part"))


def test_where_no_folder_can_be_made_it_is_said(folder: Path, backups: Backups) -> None:
    (folder / "backups").write_bytes(b"in the way")
    with pytest.raises(Trouble, match="备份失败：") as caught:
        backups.make(folder / DATABASE, NOW)
    assert caught.value.message.count("。") == 0


def test_there_are_none_before_the_first(backups: Backups) -> None:
    assert backups.all() == []
    assert newest_good(backups) is None
    backups.thin(NOW)


@pytest.fixture
def copier(tmp_path: Path) -> Iterator[Copier]:
    other = tmp_path / "other"
    other.mkdir()
    with Copier("备份到优盘", other, 0, say_nothing, go_on) as copier:
        yield copier


def test_a_backup_is_taken_over_whole(
    folder: Path, backups: Backups, copier: Copier, tmp_path: Path
) -> None:
    made = backups.make(folder / DATABASE, NOW)
    other = Backups(tmp_path / "other")
    other.take_over(made, copier)
    [taken] = other.all()
    assert taken.is_good()
    assert (taken.moment, taken.manifest()) == (made.moment, made.manifest())


def test_a_disk_that_takes_no_more_is_said_of_what_is_done(
    folder: Path, backups: Backups, copier: Copier, tmp_path: Path
) -> None:
    made = backups.make(folder / DATABASE, NOW)
    with no_file_over(5_000), pytest.raises(Trouble, match=r"^备份到优盘失败：文件太大"):
        Backups(tmp_path / "other").take_over(made, copier)


def test_one_that_went_meanwhile_is_not_taken_over(
    folder: Path, backups: Backups, copier: Copier, tmp_path: Path
) -> None:
    made = backups.make(folder / DATABASE, NOW)
    made.path.unlink()
    with pytest.raises(Trouble, match="没有复制：文件不见了；请"):
        Backups(tmp_path / "other").take_over(made, copier)
    assert Backups(tmp_path / "other").all() == []


def test_a_damaged_one_is_not_taken_over(
    folder: Path, backups: Backups, copier: Copier, tmp_path: Path
) -> None:
    made = backups.make(folder / DATABASE, NOW)
    flip(made.path)
    with pytest.raises(Trouble, match="已损坏，没有复制；"):
        Backups(tmp_path / "other").take_over(made, copier)
    assert Backups(tmp_path / "other").all() == []


# ---- The manifest, as anybody may have written it -----------------------------------------------


def plain(**changes: object) -> bytes:
    told: dict[str, Any] = {
        "workspace": "a" * 16,
        "head": "0" * 64,
        "events": 7,
        "made": "2026-11-21T17:03:09+08:00",
        "revision": CURRENT,
        "database": {"sha256": "1" * 64, "size": 4096},
        "evidence": {"2" * 64: 9},
        "altered": {},
        "missing": [],
    }
    return json.dumps({**told, **changes}).encode()


def test_a_manifest_says_what_it_said() -> None:
    read = read_manifest(plain(missing=["2" * 64], added_later=True))
    assert read_manifest(read.written()) == read
    assert list(read.held()) == []


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff\xfe",
        b"[]",
        b"[" * 99_999,
        b"{}",
        plain(workspace="../../../evil"),
        plain(workspace=None),
        plain(head="0" * 63),
        plain(head="0" * 64 + "\n"),
        plain(events=-1),
        plain(events=True),
        plain(events=1e3),
        plain(made="yesterday"),
        plain(made=7),
        plain(revision="../0001"),
        plain(database={}),
        plain(database={"sha256": "1" * 64, "size": 1 << 60}),
        plain(evidence=["2" * 64]),
        plain(evidence={"../../" + "2" * 58: 9}),
        plain(evidence={"A" * 64: 9}),
        plain(evidence={"2" * 64: "9"}),
        plain(altered={"3" * 64: {"sha256": "1" * 64, "size": 1}}),
        plain(altered={"2" * 64: "1" * 64}),
        plain(missing=["3" * 64]),
        plain(missing=7),
    ],
)
def test_a_manifest_that_is_none_costs_one_sentence(content: bytes) -> None:
    with pytest.raises(Refused, match=r"^备份的清单有误$"):
        read_manifest(content)


# ---- Before an upgrade --------------------------------------------------------------------------


@pytest.fixture(scope="module")
def upgraded(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What the next program did with a workspace and a backup of this one."""
    place = tmp_path_factory.mktemp("upgrading")
    rich_folder(place).rename(place / "old")
    with open_workspace(place / "old") as workspace:
        back_up_to_file(workspace, place / "full.zip")
    shutil.rmtree(place / "old" / "backups")
    told: dict[str, Any] = json.loads(
        run_apart("next_backup", place, place / "full.zip", timeout=60)
    )
    return told | {"head": head_of(place / "old")}


def test_a_copy_is_kept_before_an_upgrade_and_named_for_it(upgraded: dict[str, Any]) -> None:
    usual = upgraded["usual"]
    assert usual["said"] == ["opened", "opened"]
    [[name, good, revision, head]] = usual["kept"]
    assert name.endswith(f"-{upgraded['head'].count}-before-upgrade-from-{CURRENT}.db")
    assert (good, revision, head) == (True, CURRENT, upgraded["head"].hash)
    assert usual["listed"] == [True]


def test_where_no_copy_can_be_kept_nothing_is_upgraded(upgraded: dict[str, Any]) -> None:
    assert upgraded["full"]["said"].startswith(f"{NOT_UPGRADED}备份失败：")
    assert upgraded["full"]["revision"] == CURRENT


def test_a_damaged_database_is_not_upgraded(upgraded: dict[str, Any]) -> None:
    assert upgraded["damaged"]["said"].startswith(f"{NOT_UPGRADED}备份没有做成，数据库结构损坏：")
    assert upgraded["damaged"]["kept"] == []


def test_an_older_backup_comes_back_as_it_was_and_is_upgraded_then(
    upgraded: dict[str, Any],
) -> None:
    restored = upgraded["restored"]
    assert (restored["head"], restored["before"]) == (upgraded["head"].hash, CURRENT)
    assert restored["said"] == "opened"
    assert [head for *_, head in restored["kept"]] == [upgraded["head"].hash]
