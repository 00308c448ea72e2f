"""Builders: an office with three rounds, and the demonstration, each made once and copied for a test."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Final

import pytest
import sqlcipher3.dbapi2 as driver

from desktop.domain.audit_trail import Event
from desktop.domain.commands import Author
from desktop.domain.ledgers.activities import Activity
from desktop.domain.ledgers.columns import read_row
from desktop.domain.ledgers.inspections import Inspection
from desktop.domain.ledgers.kinds import Kept, Row
from desktop.domain.records import (
    AssessmentKey,
    Person,
    Round,
    SchemeText,
    UnitRecord,
    WaiverRecord,
)
from desktop.domain.refusals import Refused
from desktop.services.assessments import round_of
from desktop.services.demonstration import make_demonstration
from desktop.services.evidence import add_content
from desktop.services.office import keep_people, keep_units
from desktop.services.outcome import Outcome
from desktop.services.proposals import ProposalSight
from desktop.services.recording import record_finding
from desktop.services.rounds import RoundPlan, change_round, open_round
from desktop.services.schemes import open_scheme
from desktop.services.waivers import waive
from desktop.services.workspaces import create_workspace
from desktop.store.workspace import DATABASE, Workspace
from tests.shared_place import made_once

SECTIONS: Final = "yuxi-education-sections"
CITIES: Final = "shuozhou-2022-cities"
PLAN: Final = "guantao-2020-supervision"
ME: Final = Author("王考评", "p-wang")
UNNAMED: Final = Author("")
UNITS: Final = ("甲科", "乙科", "丙科")
NOBODY: Final = Author(None)  # type: ignore[arg-type]  # an event needs a name: the insert fails
# What two criteria of the cities' scheme cannot tell without a figure.
FIGURES: Final = {"joint-count": {"actual": 55}, "county-joint-count": {"actual": 20}}

_IDS: Final = "rounds"

Dump = dict[str, list[tuple[object, ...]]]

# A scheme that tells kinds of units apart and asks for the size.
_KINDS: Final = """\
format = 1
id = "by-kind"
version = "1"
title = "分类办法"
subjects = "各单位"
points = 10

[kinds]
town = "乡镇"
bureau = "部门"

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
  kinds = ["town"]
  shape = "each"
  deduct = 2
  [[indicators.criteria]]
  id = "late"
  clause = "一2"
  shape = "each"
  deduct = 2
  [[indicators.criteria]]
  id = "trained"
  clause = "一3"
  shape = "shortfall"
  required_of_size = "50%"
  deduct = 1
"""
BY_KIND: Final = SchemeText(sha256(_KINDS.encode()).hexdigest(), "by-kind", "1", _KINDS)


@dataclass(frozen=True, slots=True)
class Rounds:
    """The rounds of the built office, by their ids; every one has the units u-a, u-b and u-c."""

    sections: str
    cities: str
    plan: str

    @property
    def section(self) -> AssessmentKey:
        """The first section: one finding, its evidence not linked yet."""
        return AssessmentKey(self.sections, "u-a")

    @property
    def neighbour(self) -> AssessmentKey:
        """The second section: nothing recorded."""
        return AssessmentKey(self.sections, "u-b")

    @property
    def settled(self) -> AssessmentKey:
        """The third section: nothing amiss, ready to be finalised."""
        return AssessmentKey(self.sections, "u-c")

    @property
    def city(self) -> AssessmentKey:
        """A city: everything settled, no evidence."""
        return AssessmentKey(self.cities, "u-a")

    @property
    def waived(self) -> AssessmentKey:
        """Another city: everything settled, all evidence waived."""
        return AssessmentKey(self.cities, "u-c")


@cache
def _made() -> Path:
    return made_once("office", _make)


def _make(place: Path) -> None:
    with create_workspace(place / "office") as workspace:
        keep_people(
            workspace, ME, [Person("p-wang", "王考评"), Person("p-li", "李复核", reviews=True)]
        )
        units = [UnitRecord(f"u-{n}", name) for n, name in zip("abc", UNITS, strict=True)]
        keep_units(workspace, ME, units)
        ids = [
            open_round(workspace, ME, RoundPlan(name, "2022年", scheme, [u.id for u in units]))[0]
            for name, scheme in (("科室督查", SECTIONS), ("各市考核", CITIES), ("年度计划", PLAN))
        ]
        rounds = Rounds(*ids)
        items = [{"note": "第一季度"}, {"note": "第三季度"}]
        record_finding(workspace, ME, rounds.section, "study-missed", {"items": items})
        for key in (rounds.settled, rounds.city, rounds.waived):
            settle(workspace, key)
        for one in open_scheme(CITIES).requirements:
            waive(workspace, ME, WaiverRecord(*rounds.waived, one.no, "", 0, "市局统一留存"))
        (place / _IDS).write_text(" ".join(ids), encoding="utf-8")


@cache
def rounds() -> Rounds:
    """The ids of the built rounds."""
    return Rounds(*(_made() / _IDS).read_text(encoding="utf-8").split())


def office_in(folder: Path) -> Path:
    """A workspace of one's own: two people, two units, three rounds."""
    return Path(shutil.copytree(_made() / "office", folder / "office"))


def rename_round(
    workspace: Workspace, author: Author, round_id: str, name: str, period: str
) -> Outcome:
    """Give a round another name or period."""
    with workspace.reading() as view:
        held = round_of(view, round_id)
    return change_round(workspace, author, replace(held, name=name, period=period))


def settle(workspace: Workspace, key: AssessmentKey) -> None:
    """Record for every criterion that nothing is amiss, and no bonus."""
    with workspace.reading() as view:
        of = view.get(Round, key.round)
        assert of
    scheme = open_scheme(of.scheme)
    extra = {criterion.id for _, one in scheme.named_extras for criterion in one.criteria}
    for criterion in scheme.all_criteria():
        fact = FIGURES.get(criterion.id, criterion.rule.clean())
        if criterion.id in extra:
            fact = {"met": False}
        assert fact is not None
        record_finding(workspace, ME, key, criterion.id, fact)


def add(workspace: Workspace, name: str = "会议纪要.pdf", content: bytes = b"%PDF scan") -> str:
    """Take a file in; its id."""
    return add_content(workspace, ME, name, content).files[0].evidence


def meeting(id_: str, unit: str = "u-a", /, **cells: object) -> Kept[Row]:
    """A row of the activities' ledger, as it is stored."""
    plain = {"kind": "meeting", "held": "2022-03-01", "title": "部署会"}
    return Kept(id_, unit, read_row(Activity, plain | cells))


def run(id_: str, unit: str = "u-a", /, **cells: object) -> Kept[Row]:
    """A row of the inspections' ledger: a department's own, ended and published."""
    plain = {"title": "加油站抽查", "sort": "department", "ended": "2022-05-06"}
    return Kept(id_, unit, read_row(Inspection, plain | {"published": "2022-05-20"} | cells))


def rows(folder: Path, sql: str) -> list[tuple[object, ...]]:
    """What stands in the database, read by the program's own SQLite.

    Another library in the same process would lift its locks: they belong to the process.
    """
    with _looking(folder) as look:
        return look(sql)


def everything(folder: Path) -> Dump:
    """Every row of every table."""
    with _looking(folder) as look:
        names = look("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
        return {str(name): look(f'SELECT * FROM "{name}"') for (name,) in names}  # noqa: S608  # a table of ours


@contextmanager
def _looking(folder: Path) -> Iterator[Callable[[str], list[tuple[object, ...]]]]:
    address = f"file:{folder / DATABASE}?mode=rw"
    with closing(driver.connect(address, uri=True)) as connection:
        yield lambda sql: list(connection.execute(sql))


def files_in(folder: Path) -> dict[str, bytes]:
    """Every file of evidence, kept and coming, by its path."""
    found = [path for name in ("files", "incoming") for path in (folder / name).rglob("*")]
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in found if path.is_file()
    }


@contextmanager
def refused(folder: Path) -> Iterator[pytest.ExceptionInfo[Refused]]:
    """What is done here is refused, and nothing of it is kept."""
    before = everything(folder), files_in(folder)
    with pytest.raises(Refused) as caught:
        yield caught
    assert (everything(folder), files_in(folder)) == before


def events_of(workspace: Workspace) -> list[Event]:
    """The audit trail."""
    with workspace.reading() as view:
        return list(view.events())


@cache
def demonstration() -> Path:
    """The demonstration without its finished rounds, made once for all test processes; never to be changed."""
    return made_once("demonstration", lambda place: make_demonstration(place, finished=False))


def demonstration_in(folder: Path) -> Path:
    """The demonstration, to be changed at will."""
    return Path(shutil.copytree(demonstration(), folder / "demo"))


def waits(one: ProposalSight) -> bool:
    """Whether a proposal was not answered, or is another since."""
    return one.proposal.fact is not None and (one.answer is None or bool(one.changes))
