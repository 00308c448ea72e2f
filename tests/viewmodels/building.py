"""Builders: an office whose scheme has every shape that a file can express, made once and copied for a test."""

import shutil
from collections.abc import Mapping
from datetime import date
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from desktop.domain.amounts import show
from desktop.domain.commands import Command
from desktop.domain.findings import read_findings
from desktop.domain.records import (
    Assessment,
    AssessmentKey,
    Person,
    Round,
    SchemeText,
    UnitRecord,
)
from desktop.domain.scoring import score
from desktop.services.assessments import assessment_of, recorded_of, scheme_in
from desktop.services.office import keep_people, keep_units
from desktop.services.workspaces import create_workspace
from desktop.store.desk import Deed
from desktop.store.workspace import Workspace
from tests.services.building import ME
from tests.shared_place import made_once

_HEAD: Final = """\
format = 1
id = "every-shape"
version = "1"
title = "各式办法"
subjects = "各科室"
points = 210

[source]
document = "文件"
"""
# One indicator a criterion: the criterion's id is the indicator's with `-it` behind it.
_RULES: Final = {
    "flag": 'shape = "flag"\n  deduct = 3',
    "each": 'shape = "each"\n  deduct = 2\n  cap = 6\n  exemption = "客观原因"',
    "shortfall": 'shape = "shortfall"\n  required = 20\n  deduct = 0.5\n  cap = 5',
    "share": 'shape = "share"\n  deduct = 1',
    "graded": (
        'shape = "graded"\n  deduct = 1\n'
        '  classes.plain = { name = "一般" }\n'
        '  classes.serious = { name = "严重", points = 3 }\n'
        '  classes.judged = { name = "酌情", least = 0, most = 4 }'
    ),
    "award": 'shape = "award"\n  points = 10\n  not_applicable = "full"',
    "tiers-ratio": (
        'shape = "tiers"\n  measure = "ratio"\n  tiers = [["100%", 10], ["90%", 6]]\n  below = 0'
    ),
    "tiers-count": (
        'shape = "tiers"\n  measure = "count"\n  tiers = [[3, 10], [1, 4]]\n  below = 0\n  unit = "次"'
    ),
    "tiers-two": (
        'shape = "tiers"\n  below = 0\n'
        '  figures = { rate = { measure = "ratio", name = "完成率" },'
        ' runs = { measure = "count", name = "次数", unit = "次" } }\n'
        "  tiers = [\n"
        '    { points = 10, all = [{ figure = "rate", at_least = "90%" },'
        ' { figure = "runs", at_least = 2 }] },\n'
        '    { points = 5, any = [{ figure = "rate", at_least = "90%" },'
        ' { figure = "runs", at_least = 2 }] },\n'
        "  ]"
    ),
    "choice-earn": (
        'shape = "choice"\n  options.twice = ["两次以上", 10]\n'
        '  options.once = ["一次", 5]\n  options.never = ["没有", 0]'
    ),
    "choice-deduct": (
        'shape = "choice"\n  options.none = ["没有", 0]\n'
        '  options.half = ["一半", -5]\n  options.whole = ["全部", -10]'
    ),
    "rate": 'shape = "rate"\n  points = 10',
    "rate-percent": 'shape = "rate"\n  points = 10\n  measure = "percent"',
    "target": (
        'shape = "target"\n  measure = "count"\n  target = 20\n  unit = "户"\n  points = 10\n'
        "  short = { step = 1, points = 0.5 }"
    ),
    "target-amount": (
        'shape = "target"\n  measure = "amount"\n  target = 2.5\n  unit = "亿元"\n  points = 10\n'
        "  short = { step = 0.5, points = 1 }"
    ),
    "target-percent": (
        'shape = "target"\n  measure = "percent"\n  target = "5%"\n  points = 10\n'
        '  short = { step = "1个百分点", points = 1 }'
    ),
    "target-ratio": (
        'shape = "target"\n  measure = "ratio"\n  target = "90%"\n  points = 10\n'
        '  short = { step = "1个百分点", points = 1 }'
    ),
    "each-earn": 'shape = "each"\n  earn = 2\n  cap = 10\n  unit = "篇"',
    "graded-earn": (
        'shape = "graded"\n  earn = 1\n  cap = 10\n'
        '  classes.province = { name = "省级", points = 4 }\n'
        '  classes.city = { name = "市级", points = 2 }\n'
        '  classes.judged = { name = "其他", least = 0, most = 3 }'
    ),
}
_TWO: Final = """
[[indicators]]
id = "two"
no = "20"
name = "两条"
points = 10
floor = -5
requirement = "按时报送"
  [[indicators.criteria]]
  id = "two-late"
  clause = "序号20①"
  when = "迟报"
  shape = "each"
  deduct = 1
  unit = "份"
  [[indicators.criteria]]
  id = "two-short"
  clause = "序号20②"
  when = "少报"
  shape = "shortfall"
  required = 12
  deduct = 1

[[indicators]]
id = "aside"
no = "21"
name = "可不适用"
points = 10
not_applicable = "full"
  [[indicators.criteria]]
  id = "aside-it"
  clause = "序号21"
  when = "没有培训"
  shape = "flag"
  deduct = 10
"""
_EXTRAS: Final = """
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


def _indicator(number: int, name: str, rule: str) -> str:
    return f"""
[[indicators]]
id = "{name}"
no = "{number}"
name = "指标{number}"
points = 10
  [[indicators.criteria]]
  id = "{name}-it"
  clause = "序号{number}"
  when = "第{number}条"
  {rule}
"""


_TEXT: Final = (
    _HEAD
    + "".join(_indicator(number, *one) for number, one in enumerate(_RULES.items(), 1))
    + _TWO
    + _EXTRAS
)
EVERY: Final = SchemeText(sha256(_TEXT.encode()).hexdigest(), "every-shape", "1", _TEXT)
PARTS: Final = tuple(_RULES)
HERE: Final = AssessmentKey("r-every", "u-a")
NEXT: Final = AssessmentKey("r-every", "u-b")
LAST: Final = AssessmentKey("r-every", "u-c")
PEOPLE: Final = (Person("p-wang", "王考评"), Person("p-li", "李复核", reviews=True))


@cache
def _made() -> Path:
    return made_once("every", _make)


def _make(place: Path) -> None:
    units = [UnitRecord("u-a", "甲科"), UnitRecord("u-b", "乙科"), UnitRecord("u-c", "丙科")]
    with create_workspace(place / "every") as workspace:
        keep_people(workspace, ME, PEOPLE)
        keep_units(workspace, ME, units)
        open_round_of(workspace, EVERY, HERE.round, units)


def open_round_of(
    workspace: Workspace,
    text: SchemeText,
    round_id: str,
    units: list[UnitRecord],
    period: str = "2022年",
) -> None:
    """Open a round with a scheme that is not installed."""
    of = Round(round_id, "各式考核", period, text.scheme, text.sha256, date(2022, 8, 3))
    members = [
        Assessment(round_id, one.id, place, one.name, one.kind, one.size, evaluator="p-wang")
        for place, one in enumerate(units)
    ]
    with workspace.writing() as desk:
        desk.put(text, of, *members)
        desk.seal(Deed(Command.OPEN_ROUND, ME, round_id))


def every_in(folder: Path) -> Path:
    """A workspace of one's own: three units, one round, nothing recorded."""
    return Path(shutil.copytree(_made() / "every", folder / "every"))


def facts_of(workspace: Workspace, key: AssessmentKey = HERE) -> dict[str, Any]:
    """What is recorded, in plain form."""
    with workspace.reading() as view:
        facts: dict[str, Any] = recorded_of(view, assessment_of(view, key)).plain()["facts"]
    return facts


def count_of(workspace: Workspace) -> int:
    """How many events there are."""
    with workspace.reading() as view:
        return view.head().count


def line_of(criterion: str, fact: Mapping[str, object]) -> tuple[str, str, str]:
    """The scorer's own line for one fact alone: nominal, effective, reason."""
    findings = read_findings(scheme_in(_TEXT.encode(), EVERY.scheme), {"facts": {criterion: fact}})
    sheet = score(findings)
    lines = [line for one in sheet.indicators for line in one.lines]
    line = next(iter((*lines, *sheet.bonus_lines, *sheet.penalty_lines)))
    return show(line.nominal), show(line.effective), line.reason
