"""Builders: an office whose scheme asks the ledgers, with rows that leave something to be said about each criterion."""

import shutil
from datetime import date
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Final

from desktop.domain.ledgers.activities import MEETING, Activity
from desktop.domain.ledgers.inspections import Inspection
from desktop.domain.ledgers.kinds import ACTIVITIES, INSPECTIONS, Kept
from desktop.domain.records import AssessmentKey, SchemeText, UnitRecord
from desktop.services.ledgers import keep_rows, rows_of
from desktop.services.office import keep_people, keep_units
from desktop.services.outcome import Outcome
from desktop.services.workspaces import create_workspace
from desktop.store.workspace import Workspace
from tests.services.building import ME
from tests.shared_place import made_once
from tests.viewmodels.building import PEOPLE, open_round_of

_TEXT: Final = """\
format = 1
id = "ledgered"
version = "1"
title = "台账办法"
subjects = "各科室"
points = 40

[source]
document = "文件"

[[indicators]]
id = "results"
no = "1"
name = "结果公示"
points = 10
  [[indicators.criteria]]
  id = "late"
  clause = "序号1①"
  when = "逾期公示"
  shape = "each"
  deduct = 1
  unit = "起"
  cap = 4
  exemption = "客观原因"
  from = "inspections.not_published_in_time"
  given = { working_days = 20 }
  [[indicators.criteria]]
  id = "silent"
  clause = "序号1②"
  when = "没有召开会议"
  shape = "flag"
  deduct = 3
  from = "activities.none"
  given = { kind = "meeting" }

[[indicators]]
id = "plan"
no = "2"
name = "计划完成"
points = 10
  [[indicators.criteria]]
  id = "completion"
  clause = "序号2"
  when = "计划完成率"
  shape = "rate"
  points = 10
  from = "plan.completion"

[[indicators]]
id = "joint"
no = "3"
name = "联合抽查"
points = 10
  [[indicators.criteria]]
  id = "standing"
  clause = "序号3"
  when = "联合抽查情况"
  shape = "choice"
  options.all = ["计划完成", 10]
  options.some = ["参与过", 5]
  options.no = ["没有", 0]
  from = "joint.standing"
  read_as = { completed = "all", took-part = "some", none = "no" }

[[indicators]]
id = "other"
no = "4"
name = "其他"
points = 10
  [[indicators.criteria]]
  id = "by-hand"
  clause = "序号4"
  when = "不整改"
  shape = "flag"
  deduct = 10
"""
LEDGERED: Final = SchemeText(sha256(_TEXT.encode()).hexdigest(), "ledgered", "1", _TEXT)
HERE: Final = AssessmentKey("r-ledgered", "u-a")
NEXT: Final = AssessmentKey("r-ledgered", "u-b")
TODAY: Final = date(2023, 1, 9)
SETTLED: Final[dict[str, dict[str, object]]] = {
    "late": {"count": 0},
    "silent": {"found": False},
    "completion": {"done": 1, "total": 1},
    "standing": {"choice": "all"},
    "by-hand": {"found": False},
}
NAMES: Final = ("春季抽查", "夏季抽查", "秋季抽查")


def run(name: str, month: int, published: date | None, because: str = "") -> Inspection:
    """A run that ended on the first of a month."""
    return Inspection(
        title=name,
        sort="joint",
        planned=date(2022, month, 28),
        ended=date(2022, month, 1),
        published=published,
        because=because,
    )


def ledgered_in(folder: Path, period: str = "2022年") -> Path:
    """A workspace of one's own; the first unit published two of three runs late, one of them excused."""
    made = made_once(f"ledgered {period}", partial(_make, period))
    return Path(shutil.copytree(made / "ledgered", folder / "ledgered"))


def _make(period: str, place: Path) -> None:
    with create_workspace(place / "ledgered") as workspace:
        keep_people(workspace, ME, PEOPLE)
        units = [UnitRecord("u-a", "甲科"), UnitRecord("u-b", "乙科")]
        keep_units(workspace, ME, units)
        open_round_of(workspace, LEDGERED, HERE.round, units, period)
        keep(workspace, run(NAMES[0], 3, date(2022, 3, 10)))
        keep(workspace, run(NAMES[1], 6, date(2022, 8, 1)))
        keep(workspace, run(NAMES[2], 9, date(2022, 12, 1), "平台停机"))


def keep(workspace: Workspace, row: Inspection, unit: str = HERE.unit) -> Outcome:
    """One more run, or the same named run as it is now."""
    held = {one.row.told: one.id for one in rows_of(workspace, INSPECTIONS, unit)}
    return keep_rows(workspace, ME, INSPECTIONS, [Kept(held.get(row.told, ""), unit, row)])


def meet(workspace: Workspace, title: str = "部署会") -> Outcome:
    """A meeting was held."""
    meeting = Activity(kind=MEETING, held=date(2022, 2, 1), title=title)
    return keep_rows(workspace, ME, ACTIVITIES, [Kept("", HERE.unit, meeting)])


def row_named(workspace: Workspace, name: str) -> str:
    """The id of a run's row."""
    return next(o.id for o in rows_of(workspace, INSPECTIONS, HERE.unit) if o.row.told == name)
