"""Builders: a small workspace that holds a bit of everything, made once and copied; raw hands on its database."""

# ruff: noqa: S608  # SQL is put together from names of tables and columns

import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Final

from desktop.domain.commands import Author, Command
from desktop.domain.recorded import record_fact
from desktop.domain.records import (
    FINALISED,
    Assessment,
    AssessmentKey,
    DiscretionRecord,
    Evidence,
    EvidenceLink,
    LedgerRow,
    Letter,
    NotApplicableRecord,
    Office,
    OfficeDay,
    OfficeReport,
    Person,
    ProposalAnswer,
    Round,
    SchemeText,
    Setting,
    UnitRecord,
    WaiverRecord,
)
from desktop.domain.result_records import (
    Handover,
    LetterTemplate,
    Meeting,
    MeetingChange,
    Objection,
    Rectification,
    ReviewRemark,
    TemplateFile,
)
from desktop.store.desk import Deed
from desktop.store.workspace import DATABASE, Workspace, create_workspace
from tests.program import CHECKOUT
from tests.shared_place import made_once

Place = tuple[str | None, str | None]


SCHEME: Final = """\
format = 1
id = "small"
version = "1"
title = "小办法"
subjects = "各科室"
points = 30

[source]
document = "文件"

[[indicators]]
id = "study"
no = "1"
name = "学习"
points = 10
  [[indicators.criteria]]
  id = "missed"
  clause = "一1"
  when = "少学一次"
  shape = "each"
  deduct = 2
  [[indicators.criteria]]
  id = "absent"
  clause = "一2"
  shape = "share"
  deduct = 1

[[indicators]]
id = "conduct"
no = "2"
name = "作风"
points = 10
  [[indicators.criteria]]
  id = "complaints"
  clause = "二"
  shape = "graded"
  deduct = 1
  classes.plain = { name = "一般" }
  classes.judged = { name = "酌情", least = 0, most = 4 }

[[indicators]]
id = "team"
no = "3"
name = "队伍"
points = 10
not_applicable = "left-out"
  [[indicators.criteria]]
  id = "trained"
  clause = "三"
  shape = "award"
  points = 10
"""

ME: Final = Author("王考评", "p-wang")
OPEN_KEY: Final = AssessmentKey("r-main", "u-open")
FINAL_KEY: Final = AssessmentKey("r-main", "u-final")
BARE_KEY: Final = AssessmentKey("r-main", "u-bare")
OTHER_KEY: Final = AssessmentKey("r-other", "u-open")
DAY: Final = date(2022, 8, 3)
NOWHERE: Final = (None, None)
SCAN: Final = b"a scanned page"  # linked by both assessments
PHOTO: Final = b"a photograph"  # linked by the open one alone


def run_apart(module: str, *arguments: object, timeout: float) -> str:
    """Run one of these modules in a process of its own; what it says."""
    ended = subprocess.run(
        [sys.executable, "-m", f"tests.store.{module}", *map(str, arguments)],
        cwd=CHECKOUT,
        capture_output=True,
        timeout=timeout,
        check=False,
    )
    said = ended.stdout.decode()
    assert ended.returncode == 0, f"{ended.returncode}: {said[-200:]}\n{ended.stderr.decode()}"
    return said


def digest(content: bytes) -> str:
    """Under which name a content is kept."""
    return sha256(content).hexdigest()


TEXT: Final = SchemeText(digest(SCHEME.encode()), "small", "1", SCHEME)


def put(workspace: Workspace, command: Command, *records: object, at: Place = NOWHERE) -> int:
    """Write records as one event; its number."""
    with workspace.writing() as desk:
        desk.put(*records)
        return desk.seal(Deed(command, ME, *at)).number


def record(workspace: Workspace, of: Assessment, criterion: str, **fact: object) -> None:
    """Write a fact whose items have ids that say what they are: unit, criterion, position."""
    finding, items = record_fact(of, criterion, fact, [])
    named = [replace(one, id=f"{of.unit}/{criterion}/{one.position}") for one in items]
    put(workspace, Command.RECORD_FINDING, finding, *named, at=of.key)


def add_evidence(workspace: Workspace, name: str, content: bytes) -> None:
    """Take a file in and write its row."""
    taken = workspace.files.take_in_bytes(name, content)
    row = Evidence(digest(content), name, len(content), "image/png")
    put(workspace, Command.ADD_EVIDENCE, row)
    workspace.files.settle(taken)


def add_round(workspace: Workspace, round_id: str, *units: UnitRecord) -> list[Assessment]:
    """A round over these units by the small scheme."""
    one = Round(round_id, f"批次 {round_id}", "2022年", "small", TEXT.sha256, DAY)
    found = [
        Assessment(round_id, unit.id, n, unit.name, unit.kind, unit.size, evaluator="p-wang")
        for n, unit in enumerate(units)
    ]
    put(workspace, Command.OPEN_ROUND, TEXT, one, *found, at=(round_id, None))
    return found


def assess(workspace: Workspace, of: Assessment, *evidence: bytes) -> None:
    """Everything that an assessment may hold."""
    item = {"note": "一季度", "date": "2022-03-31"}
    record(workspace, of, "missed", items=[item, {"exempt": True, "reason": "下乡"}], note="属实")
    record(workspace, of, "absent", items=[{"absent": 1, "expected": 3}])
    judged = {"class": "judged", "points": Decimal("1.50"), "reason": "情节较轻"}
    record(workspace, of, "complaints", items=[judged, {"class": "plain"}])
    where = of.key
    put(
        workspace,
        Command.JUDGE,
        DiscretionRecord(*where, "study", Decimal("7.5"), "酌情"),
        at=where,
    )
    put(workspace, Command.SET_ASIDE, NotApplicableRecord(*where, "team", "没有编制"), at=where)
    answer = ProposalAnswer(*where, "missed", accepted=False, grounds="另行核实", rows=("l-1",))
    answer = replace(answer, fact={"count": 2})
    put(workspace, Command.WAIVE, WaiverRecord(*where, 1, "照片", 0, "已存档"), answer, at=where)
    for number, content in enumerate(evidence):
        link = EvidenceLink(f"{of.unit}/link/{number}", digest(content), *where, page=number)
        link = replace(link, criterion="missed", item=f"{of.unit}/missed/{number}")
        put(workspace, Command.LINK_EVIDENCE, link, at=where)


def make_rich(folder: Path) -> None:
    """Fill a new workspace: one assessment is open, one finalised, one untouched."""
    units = [
        UnitRecord("u-open", "开放科", groups=("甲组",), aliases=("开科", "Open")),
        UnitRecord("u-final", "定稿科", kind="office", size=12),
        UnitRecord("u-bare", "空白科", active=False),
    ]
    with create_workspace(folder) as workspace:
        put(workspace, Command.DESCRIBE_OFFICE, Office(name="考评办", phone="0877-1"))
        people = Person("p-wang", "王考评"), Person("p-li", "李复核", reviews=True)
        put(workspace, Command.KEEP_PERSON, *people)
        put(workspace, Command.KEEP_UNITS, *units)
        add_evidence(workspace, "扫描.png", SCAN)
        add_evidence(workspace, "照片.png", PHOTO)
        first, second, _ = add_round(workspace, "r-main", *units)
        add_round(workspace, "r-other", units[0])
        assess(workspace, first, SCAN, PHOTO)
        assess(workspace, second, SCAN)
        row = LedgerRow("l-1", "u-open", "report", {"month": 7, "late": True})
        put(workspace, Command.KEEP_LEDGER_ROWS, row)
        letter = Letter("t-1", "r-main", "bulletin", "1号", DAY, "通报", "各科室：……")
        put(workspace, Command.KEEP_LETTER, letter, at=("r-main", None))
        monthly = OfficeReport("monthly", "月报表", ("1", "2"), "last", "month", ("甲组",))
        closed = OfficeDay("2022-08-03", working=False, name="停电")
        put(workspace, Command.CHANGE_SETTING, Setting("theme", "dark"), monthly, closed)
        put(workspace, Command.FINALISE, replace(second, state=FINALISED), at=second.key)


def add_results(workspace: Workspace, key: AssessmentKey) -> None:
    """What is kept of a round once its sheets are final."""
    meeting = Meeting("m-1", key.round, "审定会", DAY, "张主任")
    change = MeetingChange("c-1", "m-1", *key, 1, "study", "改为 7.5 分", "会议认定")
    put(workspace, Command.OPEN_MEETING, meeting, change, at=(key.round, None))
    objection = Objection("o-1", *key, "study", "missed", DAY, "当日有会议记录")
    put(workspace, Command.RAISE_OBJECTION, objection, at=(key.round, None))
    repair = Rectification("f-1", *key, "study", "missed", "缺一次学习", Decimal("0.5"))
    put(workspace, Command.KEEP_RECTIFICATIONS, repair, at=(key.round, None))
    links = (
        EvidenceLink("result/0", digest(PHOTO), objection="o-1"),
        EvidenceLink("result/1", digest(PHOTO), rectification="f-1"),
    )
    put(workspace, Command.LINK_EVIDENCE, *links)
    template = TemplateFile(digest(b"UEsDBA=="), "通报.docx", "UEsDBA==")
    put(workspace, Command.ADD_TEMPLATE, template)
    put(workspace, Command.CHOOSE_TEMPLATE, LetterTemplate("bulletin", template.sha256))
    remark = ReviewRemark("v-1", *key, "study", "请补写依据", "p-li")
    put(workspace, Command.RETURN, remark, at=(key.round, None))
    given = Handover("h-1", key.round, (key.unit,), "w-other", "0" * 64, 7, DAY, "二组")
    put(workspace, Command.HAND_OVER, given, at=(key.round, None))


@cache
def _made() -> Path:
    return made_once("stored", _make)


def _make(place: Path) -> None:
    make_rich(place / "rich")
    create_workspace(place / "bare").close()


def rich_folder(folder: Path) -> Path:
    """A workspace of one's own that holds a bit of everything."""
    return Path(shutil.copytree(_made() / "rich", folder / "rich"))


def bare_folder(folder: Path) -> Path:
    """A workspace of one's own that holds nothing yet."""
    return Path(shutil.copytree(_made() / "bare", folder / "bare"))


@contextmanager
def raw(database: Path) -> Iterator[sqlite3.Connection]:
    """The database in the hands of any program: each statement is a transaction."""
    with closing(sqlite3.connect(database, isolation_level=None)) as connection:
        connection.execute("PRAGMA synchronous = OFF")  # no test of it cuts the power
        yield connection


def behind_the_guards(workspace: Path, *statements: str) -> None:
    """Do this with the guards taken away, and put them back as they were."""
    with raw(workspace / DATABASE) as connection:
        listed = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
        guards = connection.execute(listed).fetchall()
        for name, _ in guards:
            connection.execute(f"DROP TRIGGER {name}")
        for statement in statements:
            connection.execute(statement)
        for _, sql in guards:
            connection.execute(sql)


Dump = dict[str, list[tuple[object, ...]]]


def dump(connection: sqlite3.Connection) -> Dump:
    """Every row of every table."""
    listed = "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"
    names = [name for (name,) in connection.execute(listed).fetchall()]
    return {name: connection.execute(f'SELECT * FROM "{name}"').fetchall() for name in names}


def dump_of(workspace: Path) -> Dump:
    """Every row that a workspace holds."""
    with raw(workspace / DATABASE) as connection:
        return dump(connection)
