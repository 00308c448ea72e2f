"""Builders: a round of five units whose scheme compares them, one of which does not take part."""

import shutil
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Final

from desktop.domain.commands import Command
from desktop.domain.records import Assessment, AssessmentKey, Round, SchemeText, UnitRecord
from desktop.services.office import keep_units
from desktop.services.workspaces import create_workspace, open_workspace
from desktop.store.desk import Deed
from desktop.store.workspace import Workspace
from tests.services.building import ME
from tests.shared_place import made_once

_TEXT: Final = """\
format = 1
id = "relative"
version = "1"
title = "比较办法"
subjects = "各县"
points = 30

[source]
document = "文件"

[[indicators]]
id = "activity"
no = "1"
name = "抽查数量"
points = 10
  [[indicators.criteria]]
  id = "rank"
  clause = "一1"
  when = "抽查户数"
  shape = "relative"
  measure = "count"
  unit = "户"
  ranks = [[1, 10], [2, 8]]
  below = 4

[[indicators]]
id = "training"
no = "2"
name = "培训"
points = 10
not_applicable = "peers-mean"
  [[indicators.criteria]]
  id = "trained"
  clause = "二1"
  when = "培训"
  shape = "award"
  points = 10

[[indicators]]
id = "order"
no = "3"
name = "规范"
points = 10
  [[indicators.criteria]]
  id = "faults"
  clause = "三1"
  when = "不规范"
  shape = "each"
  deduct = 1
  unit = "件"
  charges_two = true
  [[indicators.criteria]]
  id = "complaints"
  clause = "三2"
  when = "被通报"
  shape = "graded"
  deduct = 1
  charges_two = true
  classes.first = { name = "主要责任" }
  classes.second = { name = "次要责任", factor = 0.5 }
"""
RELATIVE: Final = SchemeText(sha256(_TEXT.encode()).hexdigest(), "relative", "1", _TEXT)
ROUND: Final = "r-relative"
UNITS: Final = {"u-1": "甲县", "u-2": "乙县", "u-3": "丙县", "u-4": "丁县", "u-5": "戊县"}
FIRST, SECOND, THIRD, FOURTH, ABSENT = (AssessmentKey(ROUND, unit) for unit in UNITS)


def relative_round(folder: Path) -> Workspace:
    """A workspace with the round; it is open and nothing is recorded yet."""
    made = made_once("relative", _make)
    return open_workspace(Path(shutil.copytree(made / "relative", folder, dirs_exist_ok=True)))


def _make(place: Path) -> None:
    with create_workspace(place / "relative") as workspace:
        keep_units(workspace, ME, [UnitRecord(unit, name) for unit, name in UNITS.items()])
        _open_round(workspace)


def _open_round(workspace: Workspace) -> None:
    with workspace.writing() as desk:
        of = Round(ROUND, "比较考核", "2026年", RELATIVE.scheme, RELATIVE.sha256, date(2026, 8, 3))
        units = (
            Assessment(ROUND, unit, place, name, absent="未纳入" if unit == ABSENT.unit else "")
            for place, (unit, name) in enumerate(UNITS.items())
        )
        desk.put(RELATIVE, of, *units)
        desk.seal(Deed(Command.OPEN_ROUND, ME, ROUND))
