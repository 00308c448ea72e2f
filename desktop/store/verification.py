"""Verification: every fault of a workspace in words: its database, its audit trail, its evidence files."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from hashlib import sha256
from itertools import groupby
from operator import attrgetter
from pathlib import Path
from typing import Any, Final

import sqlcipher3.dbapi2 as driver
from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from desktop.domain.audit_trail import (
    ChainHead,
    Disagreement,
    Event,
    ForeignEvent,
    Key,
    Plain,
    PlainRow,
    broken_links,
    replay,
)
from desktop.domain.joined_trails import foreign_faults, lost_pieces, unmet_joints
from desktop.domain.refusals import printable, quoted
from desktop.store.causes import trouble_of
from desktop.store.connection import connect, transaction_on
from desktop.store.evidence_check import file_faults
from desktop.store.manifests import SHA256
from desktop.store.migrations import CURRENT, REVISIONS
from desktop.store.plain_rows import TABLES_BY_NAME, plan_of
from desktop.store.row_reading import plain, rows_of
from desktop.store.schema import revision_of, schema_faults
from desktop.store.upgrading import EMPTIED
from desktop.store.views import EVENT_FIELDS, FOREIGN_FIELDS, View

UNREADABLE: Final = (DBAPIError, driver.Error, UnicodeDecodeError)
DISK_FAILED: Final = "磁盘读写出错"
_NOT_CHECKED: Final = "files：数据库有损坏，佐证文件没有核对；请先恢复数据库，不要删除里面的文件"
_FIRST_JOINED: Final = "0003"  # the revision that first kept events of other workspaces
_LONGEST: Final = 120  # of what SQLite says: it may repeat a whole statement
_MOST_OF_A_KIND: Final = 100  # what SQLite lists itself, too
_TABLES: Final = {
    "workspace": "工作区",
    "office": "本单位信息",
    "person": "人员",
    "unit": "单位",
    "scheme_text": "办法原文",
    "round": "考核批次",
    "assessment": "考核表",
    "finding": "认定",
    "item": "认定的逐件清单",
    "discretion": "自由裁量",
    "not_applicable": "不适用",
    "evidence": "佐证材料",
    "ledger_row": "台账",
    "evidence_link": "佐证关联",
    "waiver": "免交佐证",
    "proposal_answer": "对台账的答复",
    "office_report": "报送安排",
    "office_day": "工作日",
    "letter": "发文",
    "template_file": "文书模板",
    "letter_template": "所用文书模板",
    "review_remark": "审核意见",
    "meeting": "会议",
    "meeting_change": "会上改动",
    "objection": "异议",
    "rectification": "整改",
    "handover": "考核包交接",
    "setting": "设置",
}


class _Evidence(dict[str, Plain]):
    """What should lie in `files`, with its size, by the events and by the rows: whoever knows it owns it."""

    complete = False  # else a file that is not named here may be somebody's all the same


def faults_in(database: Path, files: Path | None = None) -> Iterator[str]:
    """Every fault; nothing is changed. A copy of a database is checked without evidence files."""
    if not os.access(database, os.R_OK):  # opening it would lift the locks of who has it open
        number = errno.EACCES if database.exists() else errno.ENOENT
        raise trouble_of(OSError(number, ""), "核验", database)
    evidence = _Evidence()
    engine = connect(database, looking=True)
    try:
        with _lenient(engine.connect()) as connection:
            emptied = _emptied(connection)
            if emptied:
                yield emptied  # that each table is missing, too, would say nothing more
            else:
                yield from map(printable, _database_faults(connection, evidence))
                _note_rows(connection, evidence)
    except UNREADABLE as error:
        yield unreadable(error)
    finally:
        engine.dispose()
    if files is not None and evidence.complete:
        yield from map(printable, file_faults(files.parent, evidence))
    elif files is not None:
        yield _NOT_CHECKED


def head_in(database: Path) -> ChainHead:
    """The end of the audit trail of a database that has no faults."""
    engine = connect(database)
    try:
        with transaction_on(engine) as connection:
            return View(connection).head()
    finally:
        engine.dispose()


@contextmanager
def _lenient(connection: Connection) -> Iterator[Connection]:
    """A connection that reads broken text too, so that it can be named."""
    with connection:
        driver: Any = connection.connection.driver_connection
        driver.text_factory = lambda raw: raw.decode("utf-8", "surrogateescape")
        yield connection


def _emptied(connection: Connection) -> str:
    """What is the matter with a database that has nothing in it at all; blank where it has."""
    with suppress(*UNREADABLE):
        anything = connection.exec_driver_sql("SELECT 1 FROM sqlite_master").first()
        return "" if anything else EMPTIED
    return ""


def _database_faults(connection: Connection, evidence: _Evidence) -> Iterator[str]:
    """Where one check cannot go on, the others still say what they find."""
    for check in (_structure, _schema, _trail_and_rows):
        try:
            yield from check(connection, evidence)
        except UNREADABLE as error:
            yield unreadable(error)


def unreadable(error: Exception) -> str:
    """What SQLite complains of, in words."""
    said = str(getattr(error, "orig", error))
    if "unable to open" in said:
        return "数据库打不开，请检查文件夹是否还在、是否有权限"
    if "disk I/O error" in said:
        return f"{DISK_FAILED}，数据库有些内容读不出；请检查磁盘后再核验"
    first = printable(" ".join(said.split())[:_LONGEST])
    return f"数据库已损坏，有些内容读不出（{first}）"


def _structure(connection: Connection, _: object) -> Iterator[str]:
    for (line,) in connection.exec_driver_sql(f"PRAGMA integrity_check({_MOST_OF_A_KIND})"):
        for told in line.splitlines():
            if told != "ok" and not told.startswith("***"):
                yield f"数据库结构损坏：{told}"


def _schema(connection: Connection, _: object) -> Iterator[str]:
    revision = revision_of(connection)
    if revision not in REVISIONS:
        yield f"数据库的版本标记是{quoted(revision)}，本程序不认识；请用更新的程序核验，或从备份恢复"
    yield from schema_faults(connection)


def _trail_and_rows(connection: Connection, evidence: _Evidence) -> Iterator[str]:
    events = list(_events(connection))
    if not events:
        yield "留痕是空的"
    broken = [*broken_links(events)]
    yield from broken
    yield from _foreign_faults(connection, events)
    expected, disagreements = replay(events)
    yield from _in_words(disagreements)
    for (table, key), row in expected.items():
        if table == "evidence" and SHA256.fullmatch(str(*key[:1])):
            evidence[str(key[0])] = row.get("size")
    evidence.complete = bool(events) and not broken and not disagreements
    if revision_of(connection) != CURRENT:
        return  # what an older program's tables hold is known once they are upgraded
    for table in TABLES_BY_NAME:
        yield from _row_faults(connection, table, expected)
    for table, key in expected:  # what was found was taken out
        yield f"{_where(table, key)}：留痕里有，数据库里没有"


def _foreign_faults(connection: Connection, own: Sequence[Event]) -> Iterator[str]:
    if revision_of(connection) in REVISIONS[: REVISIONS.index(_FIRST_JOINED)]:
        return
    foreign = [
        ForeignEvent(*row) for row in _plain_rows(connection, "foreign_event", FOREIGN_FIELDS)
    ]
    yield from unmet_joints(own, foreign)
    yield from lost_pieces(own, foreign)
    yield from foreign_faults(foreign)


def _note_rows(connection: Connection, evidence: _Evidence) -> None:
    with suppress(*UNREADABLE):  # which is told already
        for digest, size in connection.exec_driver_sql("SELECT sha256, size FROM evidence"):
            if SHA256.fullmatch(str(digest)):
                evidence.setdefault(digest, size)
        evidence.complete = True


def _in_words(disagreements: Iterable[Disagreement]) -> Iterator[str]:
    """One line for each event."""
    for number, several in groupby(disagreements, attrgetter("number")):
        names = [one.table for one in several]
        told = "、".join(_TABLES.get(name, name) for name in names if name is not None)
        what = f"{told}改前的内容与此前不符" if told else "改动内容读不出"
        yield f"留痕第 {number} 条：{what}"


def _events(connection: Connection) -> Iterator[Event]:
    for row in _plain_rows(connection, "event NOT INDEXED", EVENT_FIELDS):
        yield Event(*row)


def _plain_rows(
    connection: Connection, table: str, fields: Sequence[str]
) -> Iterator[tuple[Any, ...]]:
    """Events as they were found, in the order of their numbers."""
    names = ", ".join(f'"{name}"' for name in fields)
    for row in connection.exec_driver_sql(f"SELECT {names} FROM {table} ORDER BY number"):
        yield tuple(plain(value) for value in row)


def _row_faults(
    connection: Connection, table: str, expected: dict[tuple[str, Key], PlainRow]
) -> Iterator[str]:
    plan = plan_of(TABLES_BY_NAME[table])
    for key, values in rows_of(connection, table, plan.key, [one.name for one in plan.columns]):
        told = expected.pop((table, key), None)
        if told is None:
            yield f"{_where(table, key)}：数据库里有，留痕里没有"
        elif told != plan.told(values):
            yield f"{_where(table, key)}：内容与留痕不符"
        for one in plan.columns:
            if one.content and not _is_content(values[one.name], key[0]):
                yield f"{_where(table, key)}：内容与它的校验值不符"


def _is_content(text: Plain, digest: Plain) -> bool:
    return sha256(str(text).encode(errors="surrogateescape")).hexdigest() == digest


def _where(table: str, key: Key) -> str:
    return f"{_TABLES.get(table, table)} {' / '.join(map(str, key))}"
