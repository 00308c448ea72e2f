"""`kaoping verify` names every fault on a line of its own, and no damage makes a command fall over."""

import hashlib
import os
import random
import sqlite3
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path

import pytest

from desktop.domain.refusals import Refused
from desktop.domain.troubles import Trouble
from desktop.services.rounds import list_rounds
from desktop.services.workspaces import open_workspace, verify
from desktop.store.workspace import DATABASE
from tests.cli.calling import kaoping, refusal
from tests.services.building import (
    demonstration,
    demonstration_in,
    everything,
    office_in,
    rounds,
    rows,
)

pytestmark = pytest.mark.uncounted


def without_guards(folder: Path, *statements: str) -> None:
    """Change the database as somebody would who knows SQLite, and hide the traces of it."""
    with closing(sqlite3.connect(folder / DATABASE, isolation_level=None)) as connection:
        listed = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
        guards = connection.execute(listed).fetchall()
        for name, _ in guards:
            connection.execute(f"DROP TRIGGER {name}")
        for statement in statements:
            assert connection.execute(statement).rowcount != 0
        for _, sql in guards:
            with suppress(sqlite3.OperationalError):  # its table is no more
                connection.execute(sql)


def test_a_sound_workspace_passes_and_is_not_changed() -> None:
    folder = demonstration()
    before = everything(folder)
    ended = kaoping("verify", "--workspace", folder)
    count = len(before["event"])
    last = next(row[-1] for row in before["event"] if row[0] == count)
    assert (ended.returncode, ended.stderr) == (0, "")
    assert ended.stdout == f"核验通过：留痕 {count} 条，最后一条 {str(last)[:16]}\n"
    assert everything(folder) == before


def test_every_faulty_file_is_named_by_its_path(tmp_path: Path) -> None:
    folder = demonstration_in(tmp_path)
    kept = sorted(path for path in (folder / "files").rglob("*") if path.is_file())
    altered, grown, missing, whole = kept[:4]
    altered.write_bytes(bytes([altered.read_bytes()[0] ^ 1]) + altered.read_bytes()[1:])
    grown.write_bytes(grown.read_bytes() + b"\n")
    missing.unlink()
    orphan = folder / "files" / "ab" / hashlib.sha256(b"orphan").hexdigest()
    orphan.parent.mkdir(exist_ok=True)
    orphan.write_bytes(b"orphan")
    stray = folder / "files" / "笔记.txt"
    stray.write_text("路过", "utf-8")
    before = everything(folder)
    ended = kaoping("verify", "--workspace", folder)
    lines = dict(line.split("：", 1) for line in ended.stdout.splitlines())
    assert lines == {
        altered.relative_to(folder).as_posix(): "文件内容已被改动",
        grown.relative_to(folder).as_posix(): "文件大小不对，已被改动",
        missing.relative_to(folder).as_posix(): "文件不见了",
        orphan.relative_to(folder).as_posix(): "不属于任何佐证材料",
        "files/笔记.txt": "不属于任何佐证材料",
    }
    assert whole.relative_to(folder).as_posix() not in ended.stdout
    assert (ended.returncode, ended.stderr) == (1, "核验发现 5 处问题\n")
    assert everything(folder) == before
    assert orphan.exists()  # it looks and touches nothing


def test_a_change_past_the_program_is_named(tmp_path: Path) -> None:
    folder = office_in(tmp_path)
    without_guards(
        folder,
        "UPDATE finding SET fact = '{\"count\":9}' WHERE unit = 'u-c' AND criterion = 'bad-archive'",
        "DELETE FROM item WHERE position = 0",
        "UPDATE event SET author = '别人' WHERE number = 5",
    )
    ended = kaoping("verify", "--workspace", folder)
    lines = ended.stdout.splitlines()
    assert (ended.returncode, len(lines)) == (1, 3)
    assert f"认定 {rounds().sections} / u-c / bad-archive：内容与留痕不符" in lines
    assert "留痕第 5 条：内容与校验值不符，已被改动" in lines
    assert sum(line.endswith("：留痕里有，数据库里没有") for line in lines) == 1


Damage = Callable[[Path], None]


def randomise(database: Path) -> None:
    database.write_bytes(random.Random(7).randbytes(100_000))  # noqa: S311  # no secret


def test_random_bytes_for_a_database_are_a_fault(tmp_path: Path) -> None:
    folder = office_in(tmp_path)
    randomise(folder / DATABASE)
    ended = kaoping("verify", "--workspace", folder)
    assert ended.returncode == 1
    assert "数据库已损坏" in ended.stdout


def cut(database: Path) -> None:
    content = database.read_bytes()
    database.write_bytes(content[: len(content) // 2])


def mix_up(database: Path) -> None:
    content = bytearray(database.read_bytes())
    chance = random.Random(3)  # noqa: S311  # no secret
    for _ in range(4_000):
        content[chance.randrange(100, len(content))] = chance.randrange(256)
    database.write_bytes(content)


def sql(*statements: str) -> Damage:
    return lambda database: without_guards(database.parent, *statements)


def changes(text: str) -> Damage:
    return sql(f"UPDATE event SET changes = '{text}' WHERE number = 9")  # noqa: S608  # a test's own


DAMAGES: dict[str, Damage] = {
    "emptied": lambda database: os.truncate(database, 0),
    "random": randomise,
    "cut": cut,
    "mixed up": mix_up,
    "no workspace row": sql("DELETE FROM workspace"),
    "no events": sql("DELETE FROM event"),
    "no version": sql("DELETE FROM alembic_version"),
    "another version": sql("UPDATE alembic_version SET version_num = '9999'"),
    "a table dropped": sql("DROP TABLE waiver"),
    "a column added": sql("ALTER TABLE office ADD COLUMN secret TEXT"),
    "a trigger added": sql(
        "CREATE TRIGGER t AFTER INSERT ON event BEGIN DELETE FROM finding WHERE 0; END"
    ),
    "no scheme text": sql("DELETE FROM scheme_text"),
    "an unreadable scheme text": sql("UPDATE scheme_text SET text = 'format = 1'"),
    "a fact that is no JSON": sql("UPDATE finding SET fact = '{'"),
    "a fact that is a list": sql("UPDATE finding SET fact = '[]'"),
    "a score that is no number": sql(
        "INSERT INTO discretion SELECT round, unit, 'study', 'many', '' FROM assessment"
    ),
    "a day that is none": sql("UPDATE round SET opened = '2022-02-30'"),
    "an unknown command": sql("UPDATE event SET command = 'cheat' WHERE number = 9"),
    "changes that are no JSON": changes("[["),
    "changes that are a number": changes("7"),
    "changes that are null": changes("null"),
    "a change that is a number": changes("[7]"),
    "a change of two": changes('[["finding", ["a"]]]'),
    "a row that is a number": changes('[["evidence", ["a"], null, 5]]'),
    "a row that is a list": changes('[["finding", ["a", "b", "c"], null, []]]'),
    "a key within a key": changes('[["finding", [["a"]], null, {}]]'),
    "a table that is a list": changes('[[["finding"], ["a"], null, {}]]'),
    "no key": changes('[["evidence", [], null, {"size": 1}]]'),
    "an endless number": changes(f'[["evidence", ["a"], null, {{"size": {"9" * 5_000}}}]]'),
    "depth": changes("[" * 100_000),
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_any_damage_is_told_in_words(tmp_path: Path, damage: str) -> None:
    folder = office_in(tmp_path)
    DAMAGES[damage](folder / DATABASE)
    found = verify(folder)
    assert found.faults
    assert all(line.strip() for line in found.faults)
    assert found.head.count == 0
    with suppress(Refused, Trouble), open_workspace(folder) as workspace:
        list_rounds(workspace)


def drop_everything(database: Path) -> None:
    database.unlink()
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("CREATE TABLE t (a)")
        connection.execute("DROP TABLE t")


@pytest.mark.parametrize("empty", [DAMAGES["emptied"], drop_everything])
def test_an_emptied_database_is_one_fault_and_not_one_for_each_table(
    tmp_path: Path, empty: Damage
) -> None:
    folder = office_in(tmp_path)
    empty(folder / DATABASE)
    ended = kaoping("verify", "--workspace", folder)
    what, files = ended.stdout.splitlines()
    assert what.startswith("工作区的数据库是空的，里面的记录没有了；请从备份恢复到新文件夹")
    assert files.startswith("files：数据库有损坏，佐证文件没有核对")
    assert ended.returncode == 1


def test_a_damaged_workspace_is_told_in_one_line(tmp_path: Path) -> None:
    folder = office_in(tmp_path)
    without_guards(folder, "DELETE FROM workspace")
    before = rows(folder, "SELECT * FROM event")
    said = refusal("record", "--workspace", folder, "--round", rounds().sections, "--unit", "u-a")
    assert "kaoping verify" in said
    assert rows(folder, "SELECT * FROM event") == before


def test_a_name_that_is_too_long_is_what_the_line_speaks_of(tmp_path: Path) -> None:
    said = refusal("verify", "--workspace", tmp_path / ("长" * 200))
    assert "太长" in said or "没有工作区" in said
