"""Charting: a round of any number of units beside last year's, with grades, groups, losses and sheets left open."""

from collections.abc import Iterator
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Final

from desktop.domain.commands import Command
from desktop.domain.records import (
    Assessment,
    DiscretionRecord,
    FindingRecord,
    Round,
    SchemeText,
    UnitRecord,
)
from desktop.services.charts.charted import Charted
from desktop.services.office import keep_units
from desktop.services.round_charts import charted_round
from desktop.services.workspaces import create_workspace
from desktop.store.desk import Deed
from desktop.store.workspace import Workspace
from tests.services.building import ME

INDICATORS: Final = 10
THEN: Final = "r-then"
NOW: Final = "r-now"
_HEAD: Final = """\
format = 1
id = "charted"
version = "1"
title = "年度考核办法"
subjects = "各单位"
points = 100

[source]
document = "文件"

[[grades]]
name = "优秀"
at_least = 90
quota = "20%"
[[grades]]
name = "良好"
at_least = 80
[[grades]]
name = "一般"
less_than = 80
"""
_SUBJECTS: Final = (
    "抽查事项清单",
    "检查对象名录库",
    "年度抽查计划",
    "部门联合抽查的组织和按时完成情况（含牵头单位、配合单位各自的任务）",
    "抽查结果公示",
)


def _indicator(number: int) -> str:
    name = _SUBJECTS[number % len(_SUBJECTS)]
    return f"""
[[indicators]]
id = "i{number}"
no = "{number + 1}"
name = "{name}"
points = 10
  [[indicators.criteria]]
  id = "c{number}"
  clause = "序号{number + 1}①"
  when = "没有按规定时限完成{name}"
  shape = "each"
  deduct = 0.5
  [[indicators.criteria]]
  id = "d{number}"
  clause = "序号{number + 1}②"
  shape = "flag"
  deduct = 3
"""


def scheme_text(points: int = 100) -> SchemeText:
    """With other points it is another scheme."""
    text = _HEAD + "".join(_indicator(number) for number in range(INDICATORS))
    if points != 100:
        head = _HEAD.replace("points = 100", f"points = {points}").replace("charted", "smaller")
        text = head + "".join(_indicator(number) for number in range(points // 10))
    return SchemeText(sha256(text.encode()).hexdigest(), "charted", "1", text)


def unit_name(number: int) -> str:
    return f"县第{number + 1:03}局"


def office_of(folder: Path, count: int) -> Workspace:
    """Two years of so many units; now the last two are open, one of them begun, and the first took no part."""
    workspace = create_workspace(folder)
    units = [UnitRecord(f"u{n:03}", unit_name(n)) for n in range(count)]
    keep_units(workspace, ME, units)
    for of, name, year in ((THEN, "2021年度考核", 2021), (NOW, "2022年度考核", 2022)):
        open_charted(
            workspace, Round(of, name, f"{year}年", "charted", "", date(year, 11, 1)), count
        )
    with workspace.writing() as desk:
        desk.put(Assessment(NOW, "u000", 0, unit_name(0), absent="当年新设，不参加考核"))
        desk.seal(Deed(Command.EXCUSE_UNIT, ME, NOW, "u000"))
    return workspace


def open_charted(workspace: Workspace, of: Round, count: int, points: int = 100) -> None:
    """A round with its findings, in one event."""
    text = scheme_text(points)
    kept = Round(of.id, of.name, of.period, text.scheme, text.sha256, of.opened)
    members = [Assessment(of.id, f"u{n:03}", n, unit_name(n)) for n in range(count)]
    found = [
        one
        for n in range(count)
        for one in _findings(of.id, n, points // 10, left=count - n if of.id == NOW else 3)
    ]
    with workspace.writing() as desk:
        desk.put(text, kept, *members, *found)
        desk.seal(Deed(Command.OPEN_ROUND, ME, of.id))


def _findings(
    of: str, n: int, indicators: int, left: int
) -> Iterator[FindingRecord | DiscretionRecord]:
    """The worse, the later it stands; `left` says how many units follow, itself among them."""
    if left == 1:
        return
    for number in range(indicators if left > 2 else 4):
        count = (n * 7 + number * 3 + (of == THEN) * n) % 5 if number % 4 else 0
        yield FindingRecord(of, f"u{n:03}", f"c{number}", {"count": count})
        yield FindingRecord(of, f"u{n:03}", f"d{number}", {"found": (n + number) % 9 == 0})


def charted_now(workspace: Workspace) -> Charted:
    return charted_round(workspace, NOW)


def charted_then(workspace: Workspace) -> Charted:
    return charted_round(workspace, THEN)
