"""Archives that anybody may have made or damaged: one sentence, nothing written outside, nothing left behind."""

import json
import struct
import warnings
import zlib
from collections.abc import Callable
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from random import Random
from typing import Any
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

import pytest

from desktop.domain.refusals import Refused
from desktop.domain.troubles import Trouble
from desktop.store import archive
from desktop.store.archive import MANIFEST
from desktop.store.backups import FOLDER, Backups
from desktop.store.manifests import evidence_name
from desktop.store.packing import pack
from desktop.store.restoring import restore
from desktop.store.verification import faults_in
from desktop.store.workspace import DATABASE, open_workspace
from tests.store.building import (
    PHOTO,
    SCAN,
    bare_folder,
    behind_the_guards,
    digest,
    dump_of,
    raw,
    rich_folder,
)
from tests.torture import times

NOW = datetime(2026, 11, 21, 17, 3, 9, tzinfo=UTC)
SCAN_NAME, PHOTO_NAME = evidence_name(digest(SCAN)), evidence_name(digest(PHOTO))

Members = dict[str, bytes]
Change = Callable[[Members], object]


def silent(_done: int, _total: int) -> None:
    pass


def archive_of(folder: Path, out: Path) -> Path:
    with open_workspace(folder) as workspace:
        backup = Backups(folder / FOLDER).make(folder / DATABASE, NOW)
        pack(out, backup, workspace.files, silent, lambda: False)
    return out


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A whole archive; never to be changed."""
    place = tmp_path_factory.mktemp("good")
    return archive_of(rich_folder(place), place / "good.zip")


@pytest.fixture
def members(good: Path) -> Members:
    with ZipFile(good) as found:
        return {name: found.read(name) for name in found.namelist()}


def write(path: Path, members: Members, **ways: int) -> Path:
    """An archive of these members; evidence is stored unless another way is named."""
    with ZipFile(path, "w") as out:
        for name, content in members.items():
            way = ZIP_DEFLATED if name in {DATABASE, MANIFEST} else ZIP_STORED
            out.writestr(ZipInfo(name), content, ways.get(name, way))
    return path


def tell(members: Members, **changes: object) -> None:
    """Change what the manifest says."""
    members[MANIFEST] = json.dumps({**json.loads(members[MANIFEST]), **changes}).encode()


def put_database(members: Members, content: bytes) -> None:
    """Another database, with a manifest that fits it."""
    members[DATABASE] = content
    tell(members, database={"sha256": sha256(content).hexdigest(), "size": len(content)})


def refusal_of(file: Path, place: Path) -> str:
    """What is said; outside of the archive nothing has changed."""
    before = sorted(place.rglob("*"))
    with pytest.raises(Refused) as caught:
        restore(file, place / "back", silent, lambda: False)
    assert sorted(place.rglob("*")) == before
    message = caught.value.message
    assert message.isprintable()
    assert "。" not in message
    return message


def test_the_means_of_these_tests_make_a_good_archive(members: Members, tmp_path: Path) -> None:
    assert restore(write(tmp_path / "a.zip", members), tmp_path / "back", silent, bool) == ()
    assert (tmp_path / "back" / SCAN_NAME).read_bytes() == SCAN


# ---- Names --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name",
    [
        "../evil",
        "/tmp/evil",  # noqa: S108  # never to be written
        "C:\\evil",
        "\\\\server\\evil",
        "readme.txt",
        "lock",
        "KAOPING.DB",
        "kaoping.db-journal",
        "kaoping.db.",
        "./kaoping.db",
        "files/",
        "files/../../evil",
        f"files/ab/{'0' * 64}",
        f"files/00/{'0' * 63}",
        f"files/00/{'0' * 64}\n",
        f"files/00/{'0' * 64}/x",
        f"files\\00\\{'0' * 64}",
        f"files/AB/{'AB' * 32}",
        f"files/00/００{'0' * 62}",
    ],
)
def test_unknown_names_are_refused(members: Members, tmp_path: Path, name: str) -> None:
    file = write(tmp_path / "a.zip", {**members, name: b"evil"})
    assert "里面有不认识的" in refusal_of(file, tmp_path)


def test_a_name_that_ends_early_is_refused(members: Members, tmp_path: Path) -> None:
    file = write(tmp_path / "a.zip", {**members, "kaoping.dbXevil": b"evil"})
    file.write_bytes(file.read_bytes().replace(b"kaoping.dbXevil", b"kaoping.db\0evil"))
    assert "里面有不认识的" in refusal_of(file, tmp_path)


@pytest.mark.parametrize("name", [DATABASE, MANIFEST, SCAN_NAME])
def test_a_name_twice_is_refused(members: Members, tmp_path: Path, name: str) -> None:
    file = write(tmp_path / "a.zip", members)
    with warnings.catch_warnings(action="ignore"), ZipFile(file, "a") as out:
        out.writestr(ZipInfo(name), members[name])
    assert "有两份" in refusal_of(file, tmp_path)


def test_a_name_that_is_another_in_its_place_is_refused(members: Members, tmp_path: Path) -> None:
    file = write(tmp_path / "a.zip", members)
    file.write_bytes(file.read_bytes().replace(b"kaoping.db", b"kaoping.xx", 1))
    assert "有损坏，读不出" in refusal_of(file, tmp_path)


@pytest.mark.parametrize("name", [DATABASE, MANIFEST, SCAN_NAME])
def test_a_missing_member_is_refused(members: Members, tmp_path: Path, name: str) -> None:
    del members[name]
    assert "不是完好的考评台备份" in refusal_of(write(tmp_path / "a.zip", members), tmp_path)


# ---- Contents -----------------------------------------------------------------------------------


def spare(members: Members) -> None:
    members[evidence_name("0" * 64)] = b"never told of"


def shorten(members: Members) -> None:
    members[SCAN_NAME] = SCAN[:-1]


def misname(members: Members) -> None:
    tell(members, workspace="b" * 16)


def misdate(members: Members) -> None:
    tell(members, events=3)


def misrevise(members: Members) -> None:
    tell(members, revision="9999")


def hide(members: Members) -> None:
    """Evidence that the database has and the manifest passes over."""
    del members[SCAN_NAME]
    told = json.loads(members[MANIFEST])["evidence"]
    tell(members, evidence={name: size for name, size in told.items() if name != digest(SCAN)})


def no_database(members: Members) -> None:
    put_database(members, b"SQLite format 3\0" + bytes(9_999))


def half_a_database(members: Members) -> None:
    put_database(members, members[DATABASE][: len(members[DATABASE]) // 2])


def nothing_at_all(members: Members) -> None:
    put_database(members, b"")


def say_altered(members: Members) -> None:
    tell(members, altered={digest(SCAN): {"sha256": "0" * 64, "size": 9}})


def say_missing(members: Members) -> None:
    tell(members, missing=[digest(SCAN)])


def say_smaller(members: Members) -> None:
    tell(members, database={"sha256": "0" * 64, "size": 9})


def say_nothing(members: Members) -> None:
    members[MANIFEST] = b"{}"


def say_it_deeply(members: Members) -> None:
    members[MANIFEST] = b"[" * 200_000


CHANGES: list[Change] = [spare, shorten, misname, misdate, misrevise, hide]
CHANGES += [no_database, half_a_database, nothing_at_all]
CHANGES += [say_altered, say_missing, say_smaller, say_nothing, say_it_deeply]


@pytest.mark.parametrize("change", CHANGES)
def test_what_does_not_agree_is_refused(members: Members, tmp_path: Path, change: Change) -> None:
    change(members)
    refusal_of(write(tmp_path / "a.zip", members), tmp_path)


def database_of(folder: Path, *statements: str) -> bytes:
    """A database that was changed behind the program's back."""
    behind_the_guards(folder, *statements)
    return (folder / DATABASE).read_bytes()


def test_a_row_that_no_event_tells_of_is_refused(members: Members, tmp_path: Path) -> None:
    forged = "UPDATE unit SET name = '伪造' WHERE id = 'u-bare'"
    put_database(members, database_of(rich_folder(tmp_path), forged))
    head = dump_of(tmp_path / "rich")["event"][-1]
    tell(members, workspace=head[1], head=head[-1], events=head[0])
    file = write(tmp_path / "a.zip", members)
    assert "单位 u-bare：内容与留痕不符" in refusal_of(file, tmp_path)


def test_a_foreign_trigger_is_refused(members: Members, tmp_path: Path) -> None:
    put_database(members, members[DATABASE])
    (tmp_path / "db").write_bytes(members[DATABASE])
    with raw(tmp_path / "db") as hand:
        hand.execute("CREATE TRIGGER own AFTER UPDATE ON unit BEGIN DELETE FROM setting; END")
    put_database(members, (tmp_path / "db").read_bytes())
    file = write(tmp_path / "a.zip", members)
    assert "外来的触发器“own”" in refusal_of(file, tmp_path)


def test_the_database_of_another_workspace_is_refused(members: Members, tmp_path: Path) -> None:
    put_database(members, (bare_folder(tmp_path) / DATABASE).read_bytes())
    assert "数据库与清单不符" in refusal_of(write(tmp_path / "a.zip", members), tmp_path)


def test_a_newer_programs_backup_says_what_to_do_with_the_backup(
    members: Members, tmp_path: Path
) -> None:
    folder = rich_folder(tmp_path)
    newer = database_of(folder, "UPDATE alembic_version SET version_num = '9999'")
    put_database(members, newer)
    tell(members, revision="9999")
    file = write(tmp_path / "a.kpbak", members)
    told = refusal_of(file, tmp_path)
    assert told.startswith("这份备份由更新版本的考评台做成，请先升级程序，再用它恢复")
    assert str(file) in told
    assert "工作区" not in told


@pytest.mark.parametrize("statement", ["DROP TABLE event", "DROP TABLE evidence"])
def test_an_older_database_without_its_tables_is_refused(
    members: Members, tmp_path: Path, statement: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desktop.store.upgrading.REVISIONS", ("0000", "0001"))
    folder = rich_folder(tmp_path)
    with raw(folder / DATABASE) as hand:
        hand.execute("UPDATE alembic_version SET version_num = '0000'")
        hand.execute("PRAGMA foreign_keys = OFF")
        hand.execute(statement)
    put_database(members, (folder / DATABASE).read_bytes())
    refusal_of(write(tmp_path / "a.zip", members), tmp_path)


# ---- Sizes --------------------------------------------------------------------------------------


def test_packed_evidence_is_refused(members: Members, tmp_path: Path) -> None:
    file = write(tmp_path / "a.zip", members, **{SCAN_NAME: ZIP_DEFLATED})
    assert "压缩或加密的方式不对" in refusal_of(file, tmp_path)


def test_another_way_of_packing_is_refused(members: Members, tmp_path: Path) -> None:
    file = write(tmp_path / "a.zip", members, **{DATABASE: ZIP_BZIP2})
    assert "压缩或加密的方式不对" in refusal_of(file, tmp_path)


def test_an_encrypted_member_is_refused(members: Members, tmp_path: Path) -> None:
    file = write(tmp_path / "a.zip", members)
    content = bytearray(file.read_bytes())
    content[content.rindex(b"PK\1\2") + 8] |= 1
    file.write_bytes(content)
    assert "压缩或加密的方式不对" in refusal_of(file, tmp_path)


def test_more_than_the_manifest_says_is_never_unpacked(members: Members, tmp_path: Path) -> None:
    members[DATABASE] = bytes(64 << 20)
    assert "内容与清单不符" in refusal_of(write(tmp_path / "a.zip", members), tmp_path)


def test_more_than_the_zip_says_is_never_unpacked(
    members: Members, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The sizes in the zip agree with the manifest, the packed bytes unfold into more."""
    size = len(members[DATABASE])
    bomb = write(tmp_path / "a.zip", {**members, DATABASE: bytes(64 << 20)})
    content = bomb.read_bytes().replace(struct.pack("<I", 64 << 20), struct.pack("<I", size))
    bomb.write_bytes(content)
    written: list[int] = []

    def counted(chunk: bytes) -> memoryview:
        written.append(len(chunk))
        return memoryview(chunk)

    monkeypatch.setattr(archive, "memoryview", counted, raising=False)
    assert "有损坏，读不出" in refusal_of(bomb, tmp_path)
    assert sum(written) <= size


def test_a_manifest_without_end_is_refused(members: Members, tmp_path: Path) -> None:
    members[MANIFEST] += b" " * (65 << 20)
    assert "清单太大" in refusal_of(write(tmp_path / "a.zip", members), tmp_path)


def test_members_on_top_of_one_another_are_refused(tmp_path: Path) -> None:
    """Two entries for one place, as bombs have them by the thousand."""
    body = bytes(1 << 20)
    one, two = evidence_name(digest(b"1")), evidence_name(digest(b"2"))
    file = write(tmp_path / "a.zip", {one: body, two: body})
    content = file.read_bytes()
    second = content.index(b"PK\3\4", 4)
    directory = content.index(b"PK\1\2")
    entries = content[directory:]
    third = entries.index(b"PK\1\2", 4)
    entries = entries[: third + 42] + bytes(4) + entries[third + 46 :]  # where it is said to begin
    end = entries.index(b"PK\5\6")
    entries = entries[: end + 16] + struct.pack("<I", second) + entries[end + 20 :]
    file.write_bytes(content[:second] + entries)
    assert "内容有重叠" in refusal_of(file, tmp_path)


# ---- Damage -------------------------------------------------------------------------------------


@pytest.mark.parametrize("content", [b"", b"PK", b"PK\5\6" + bytes(18), b"no zip at all" * 99])
def test_what_is_no_archive_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.zip").write_bytes(content)
    assert "不是完好的考评台备份" in refusal_of(tmp_path / "a.zip", tmp_path)


def test_a_file_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(Trouble, match="读取备份失败：找不到文件或文件夹"):
        restore(tmp_path / "none.zip", tmp_path / "back", silent, bool)


def test_an_archive_cut_short_anywhere_is_refused(good: Path, tmp_path: Path) -> None:
    content = good.read_bytes()
    for length in Random(1).sample(range(len(content)), times(20, 60)):  # noqa: S311  # it only picks places
        (tmp_path / "a.zip").write_bytes(content[:length])
        refusal_of(tmp_path / "a.zip", tmp_path)


def test_a_byte_changed_anywhere_is_refused_named_or_means_nothing(
    good: Path, tmp_path: Path
) -> None:
    """What is restored all the same is right to the last byte, or named."""
    content = good.read_bytes()
    random = Random(2)  # noqa: S311  # as above
    places = random.sample(range(len(content)), times(34, 100))
    directory = content.index(b"PK\1\2")
    places += random.sample(range(directory, len(content)), times(34, 100))
    with ZipFile(good) as found:
        right = {name: found.read(name) for name in found.namelist() if name != MANIFEST}
    refused = named = 0
    for turn, place in enumerate(places):
        changed = bytearray(content)
        changed[place] ^= random.randrange(1, 256)
        (tmp_path / "a.zip").write_bytes(changed)
        folder = tmp_path / f"back {turn}"
        try:
            faults = restore(tmp_path / "a.zip", folder, silent, bool)
        except Refused:
            refused += 1
            assert not folder.exists()
        else:
            named += bool(faults)
            wrong = {fault.partition("：")[0] for fault in faults}
            assert DATABASE not in wrong
            for name in right.keys() - wrong:
                assert (folder / name).read_bytes() == right[name]
    assert {path.name.partition(" ")[0] for path in tmp_path.iterdir()} == {"a.zip", "back"}
    assert named
    assert refused > len(places) / 2  # the rest is dates, attributes, versions


def damaged(good: Path, file: Path, name: str, *, before: bool = False) -> Path:
    """An archive with a wrong bit in a member's content, or in what stands before it."""
    content = bytearray(good.read_bytes())
    with ZipFile(good) as found:
        member = found.getinfo(name)
        begins = member.header_offset + 30 + len(name)
    place = member.header_offset if before else begins + member.compress_size // 2
    length = 1
    if member.compress_type != ZIP_STORED and not before:
        length = 32  # one bit can be packed another way and mean the same
    content[place : place + length] = (byte ^ 4 for byte in content[place : place + length])
    file.write_bytes(content)
    return file


def test_one_wrong_bit_in_evidence_costs_that_file_alone(good: Path, tmp_path: Path) -> None:
    """Once: the whole restoring was refused because of it."""
    file = damaged(good, tmp_path / "a.zip", SCAN_NAME)
    told = restore(file, tmp_path / "back", silent, bool)
    assert told == (f"{SCAN_NAME}：文件内容已被改动",)
    found = (tmp_path / "back" / SCAN_NAME).read_bytes()
    assert (len(found), found == SCAN) == (len(SCAN), False)  # it may still be of use
    assert (tmp_path / "back" / PHOTO_NAME).read_bytes() == PHOTO
    assert len([*faults_in(tmp_path / "back" / DATABASE, tmp_path / "back" / "files")]) == 1


def test_evidence_that_cannot_be_found_in_the_zip_is_left_out(good: Path, tmp_path: Path) -> None:
    file = damaged(good, tmp_path / "a.zip", SCAN_NAME, before=True)
    [told] = restore(file, tmp_path / "back", silent, bool)
    assert told == f"{SCAN_NAME}：备份里的这个文件有损坏，读不出"
    assert not (tmp_path / "back" / SCAN_NAME).exists()
    assert (tmp_path / "back" / PHOTO_NAME).read_bytes() == PHOTO


@pytest.mark.parametrize("before", [True, False])
@pytest.mark.parametrize("name", [DATABASE, MANIFEST])
def test_damage_to_what_all_hangs_on_is_refused_and_named(
    good: Path, tmp_path: Path, name: str, *, before: bool
) -> None:
    said = refusal_of(damaged(good, tmp_path / "a.zip", name, before=before), tmp_path)
    assert f"里面的 {name} 有损坏，读不出；请换一份备份" in said


def test_checksums_are_not_taken_on_trust(members: Members, tmp_path: Path) -> None:
    """The zip's own checksum is right, the content is not what its name says."""
    forged = bytes(len(SCAN))
    assert zlib.crc32(forged) != zlib.crc32(SCAN)
    file = write(tmp_path / "a.zip", {**members, SCAN_NAME: forged})
    assert restore(file, tmp_path / "back", silent, bool) == (f"{SCAN_NAME}：文件内容已被改动",)


def test_a_member_that_calls_itself_a_link_becomes_a_plain_file(
    members: Members, tmp_path: Path
) -> None:
    target: Any = ZipInfo(SCAN_NAME)
    target.external_attr = 0o120777 << 16
    content = members.pop(SCAN_NAME)
    file = write(tmp_path / "a.zip", members)
    with ZipFile(file, "a") as out:
        out.writestr(target, content)
    assert restore(file, tmp_path / "back", silent, bool) == ()
    assert not (tmp_path / "back" / SCAN_NAME).is_symlink()
