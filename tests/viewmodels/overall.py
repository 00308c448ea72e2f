"""A round with sections, kinds of units, bonus and penalty, and the result book that shows it."""

import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Final

from desktop.domain.commands import Command
from desktop.domain.records import (
    FINALISED,
    Assessment,
    AssessmentKey,
    Round,
    SchemeText,
    UnitRecord,
)
from desktop.services.assessments import assessment_of, round_of
from desktop.services.office import keep_people, keep_units
from desktop.services.outcome import outcome_of
from desktop.services.recording import judge, record_finding, set_aside
from desktop.services.workspaces import create_workspace, open_workspace
from desktop.store.desk import Deed
from desktop.store.workspace import Workspace
from desktop.viewmodels.jobs import Jobs
from desktop.viewmodels.result_book import ResultBook
from desktop.viewmodels.workplace import Workplace
from tests.services.building import ME
from tests.shared_place import made_once
from tests.viewmodels.building import PEOPLE, open_round_of

_TEXT: Final = """\
format = 1
id = "overall"
version = "1"
title = "全面考核办法"
subjects = "各单位"
points = 40

[kinds]
town = "乡镇"
bureau = "部门"

[source]
document = "文件"

[[sections]]
id = "work"
no = "一"
name = "日常工作"

[[sections]]
id = "people"
no = "二"
name = "队伍建设"

[[indicators]]
id = "reports"
section = "work"
no = "1"
name = "报送材料"
points = 10
  [[indicators.criteria]]
  id = "late"
  clause = "一1①"
  when = "迟报"
  shape = "each"
  deduct = 1
  exemption = "客观原因"
  [[indicators.criteria]]
  id = "lacking"
  clause = "一1②"
  when = "缺报"
  shape = "flag"
  deduct = 4
  exemption = "客观原因"

[[indicators]]
id = "checks"
section = "work"
no = "2"
name = "抽查检查"
points = 10
  [[indicators.criteria]]
  id = "graded"
  clause = "一2"
  when = "抽查不规范"
  shape = "graded"
  deduct = 1
  classes.plain = { name = "一般" }
  classes.serious = { name = "严重", points = 3 }

[[indicators]]
id = "trained"
section = "people"
no = "3"
name = "培训"
points = 10
not_applicable = "full"
  [[indicators.criteria]]
  id = "courses"
  clause = "二3"
  when = "没有培训"
  shape = "flag"
  deduct = 10

[[indicators]]
id = "villages"
section = "people"
no = "4"
name = "进村"
points = 10
kinds = ["town"]
  [[indicators.criteria]]
  id = "visits"
  clause = "二4"
  when = "没有进村"
  shape = "flag"
  deduct = 10

[[indicators]]
id = "offices"
section = "people"
no = "5"
name = "窗口"
points = 10
kinds = ["bureau"]
  [[indicators.criteria]]
  id = "closed"
  clause = "二5"
  when = "窗口无人"
  shape = "flag"
  deduct = 10

[bonus]
name = "加分"
points = 3
  [[bonus.criteria]]
  id = "praised"
  clause = "附1"
  when = "受到表彰"
  shape = "award"
  points = 3

[penalty]
name = "倒扣"
points = 5
  [[penalty.criteria]]
  id = "accident"
  clause = "附2"
  when = "发生事故"
  shape = "flag"
  deduct = 5
"""
OVERALL: Final = SchemeText(sha256(_TEXT.encode()).hexdigest(), "overall", "1", _TEXT)
ROUND: Final = "r-all"
UNITS: Final = (
    UnitRecord("u-a", "甲镇", "town", groups=("东片",)),
    UnitRecord("u-b", "乙镇", "town", groups=("西片",)),
    UnitRecord("u-c", "丙局", "bureau", groups=("东片",)),
    UnitRecord("u-d", "丁局", "bureau"),
)
CLEAN: Final[Mapping[str, Mapping[str, object]]] = {
    "late": {"count": 0},
    "lacking": {"found": False},
    "graded": {"items": []},
    "courses": {"found": False},
    "visits": {"found": False},
    "closed": {"found": False},
    "praised": {"met": False},
    "accident": {"found": False},
}
_ONLY: Final = {"visits": "town", "closed": "bureau"}


@dataclass
class Overall:
    """The round, its book, and what the window heard."""

    workspace: Workspace
    workplace: Workplace
    book: ResultBook
    remarks: list[str]

    def record(self, unit: str, criterion: str, fact: Mapping[str, object]) -> None:
        """As the form does it."""
        key = AssessmentKey(ROUND, unit)
        with self.workplace.deed() as tell:
            tell(record_finding(self.workspace, ME, key, criterion, fact).outcome)

    def settle(self, unit: str) -> None:
        """Nothing is amiss, and no bonus is claimed."""
        kind = next(one.kind for one in UNITS if one.id == unit)
        for name, fact in CLEAN.items():
            if _ONLY.get(name, kind) == kind:
                self.record(unit, name, fact)

    def judge(self, unit: str, indicator: str, score: str) -> None:
        """The evaluator's own score."""
        key = AssessmentKey(ROUND, unit)
        with self.workplace.deed() as tell:
            plain = {"score": score, "reason": "整改及时"}
            tell(judge(self.workspace, ME, key, indicator, plain).outcome)

    def set_aside(self, unit: str, indicator: str) -> None:
        """It does not apply."""
        key = AssessmentKey(ROUND, unit)
        with self.workplace.deed() as tell:
            tell(set_aside(self.workspace, ME, key, indicator, "没有这项职能").outcome)

    def put(self, *records: object, command: Command = Command.ASSIGN) -> None:
        """Records as they are, whoever may lay them so."""
        with self.workspace.writing() as desk:
            desk.put(*records)
            event = desk.seal(Deed(command, ME, ROUND))
        self.workplace.dispatcher.tell(outcome_of(event))

    def sheet(self, unit: str) -> Assessment:
        """A unit's assessment."""
        with self.workspace.reading() as view:
            return assessment_of(view, AssessmentKey(ROUND, unit))

    def lock(self, unit: str) -> None:
        """Finalise it, whatever is still open."""
        key = AssessmentKey(ROUND, unit)
        with self.workspace.writing() as desk:
            desk.put(replace(assessment_of(desk, key), state=FINALISED))
            event = desk.seal(Deed(Command.FINALISE, ME, *key))
        self.workplace.dispatcher.tell(outcome_of(event))

    @property
    def round(self) -> Round:
        """The round itself."""
        with self.workspace.reading() as view:
            return round_of(view, ROUND)


@cache
def _made() -> Path:
    """The office of it, copied for each test."""
    return made_once("overall", _make)


def _make(place: Path) -> None:
    with create_workspace(place / "overall") as workspace:
        keep_people(workspace, ME, PEOPLE)
        keep_units(workspace, ME, UNITS)
        open_round_of(workspace, OVERALL, ROUND, list(UNITS))


@contextmanager
def overall(folder: Path) -> Iterator[Overall]:
    """Four units of two kinds; nothing is recorded yet. The book is awake."""
    with open_workspace(shutil.copytree(_made() / "overall", folder / "overall")) as workspace:
        workplace = Workplace(workspace, ME)
        made = Overall(workspace, workplace, ResultBook(workplace, Jobs()), [])
        workplace.remarked.connect(made.remarks.append)
        made.book.open(ROUND)
        made.book.wake()
        yield made
