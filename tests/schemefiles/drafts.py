"""Drafts: one sound scheme file of every part, and what a change to it brings to light."""

from pathlib import Path
from typing import Final

from desktop.schemefiles.files import SchemeFile, read_scheme_file

MARK: Final = "#!"

SOUND: Final = """\
format = 2
id = "draft"
version = "1"
title = "考核办法"
subjects = "各科室"
points = 30

[source]
document = "文件"

[[sections]]
id = "groundwork"
name = "基础"
points = 20

[[sections]]
id = "delivery"
name = "成效"

[[indicators]]
id = "study"
section = "groundwork"
no = "1"
name = "学习"
points = 10
  [[indicators.criteria]]
  id = "study-missed"
  clause = "一1"
  when = "少学一次"
  shape = "each"
  deduct = 2
  [[indicators.criteria]]
  id = "study-none"
  clause = "一2"
  shape = "flag"
  deduct = 10

[[indicators]]
id = "plan"
section = "groundwork"
no = "2"
name = "计划"
points = 10
  [[indicators.criteria]]
  id = "plan-made"
  clause = "二"
  shape = "award"
  points = 6
  [[indicators.criteria]]
  id = "plan-done"
  clause = "三"
  shape = "tiers"
  measure = "ratio"
  tiers = [["100%", 4], ["60%", 2]]
  below = 0

[[indicators]]
id = "tasks"
section = "delivery"
no = "1"
name = "任务"
points = 10
  [[indicators.criteria]]
  id = "tasks-late"
  clause = "四1"
  shape = "each"
  deduct = 1
  shares = "pool"
  [[indicators.criteria]]
  id = "tasks-undone"
  clause = "四2"
  shape = "each"
  deduct = 2
  shares = "pool"
  consequence = { grade_at_most = "合格" }
  [[indicators.caps]]
  id = "pool"
  cap = 6

[bonus]
points = 2
  [[bonus.criteria]]
  id = "praised"
  clause = "五"
  shape = "award"
  points = 2

[penalty]
points = 5
  [[penalty.criteria]]
  id = "accident"
  clause = "六"
  shape = "flag"
  deduct = 5
  consequence = { veto = true }

[[grades]]
name = "优秀"
at_least = 27
[[grades]]
name = "合格"
less_than = 27

[evidence]
suppliers = { office = "办公室" }

[[requirements]]
no = 1
indicator = "study"
name = "学习记录"
who = ["office"]
[[requirements]]
no = 2
indicator = "bonus"
name = "表彰文件"
who = ["office"]
same_as = [1]

[[forms]]
id = "monthly-form"
title = "月报表"
  [[forms.sections]]
  name = "一"
    [[forms.sections.rows]]
    no = "1"
    name = "次数"

[[reports]]
id = "monthly"
name = "月报"
due = "每月20日前"
months = [1, 2]
day = 20
covers = "month"
form = "monthly-form"
"""


def changed(*changes: tuple[str, str]) -> str:
    """The sound file with each first wording replaced by the second, once."""
    text = SOUND
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new, 1)
    return text


def read(folder: Path, text: str) -> SchemeFile:
    """Read a draft as a file."""
    path = folder / "draft.toml"
    path.write_bytes(text.encode())
    return read_scheme_file(path)


def marked(text: str) -> int:
    """The line on which a draft says that its fault stands."""
    return next(n for n, line in enumerate(text.split("\n"), 1) if MARK in line)
