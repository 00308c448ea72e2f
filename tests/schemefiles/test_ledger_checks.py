"""Checks of what a scheme asks the ledgers: the measure, the shape that it makes a fact for, what stands beside it."""

from pathlib import Path

import pytest

from desktop.schemefiles.files import installed, read_scheme_file
from tests.schemefiles.drafts import changed, marked, read

EACH = 'when = "少学一次"\n  shape = "each"\n  deduct = 2'
FLAG = 'shape = "flag"\n  deduct = 10'
AWARD = 'shape = "award"\n  points = 6'
RATIO = "below = 0"
BONUS = 'clause = "五"'
TARGET = '[[targets]]\nid = "share"\nname = "占比"\nat_least = "5%"'
CHOICE = """shape = "choice"
  options.all = ["完成", 6]
  options.some = ["参与", 3]
  options.none = ["没有", 0]
  from = "joint.standing"
  """
READ_AS = 'read_as = { completed = "all", took-part = "some", none = "none" }'
SHARE = 'shape = "share"\n  deduct = 2'
REPORTS = "\n[[reports]]"

Draft = tuple[str, str]

SOUND: dict[str, Draft] = {
    "each by rows": (
        EACH,
        f'{EACH}\n  from = "inspections.delayed"\n  given = {{ sort = "joint" }}',
    ),
    "flag by rows": (FLAG, f'{FLAG}\n  from = "activities.none"\n  given = {{ kind = "meeting" }}'),
    "award by rows": (AWARD, f'{AWARD}\n  from = "joint.taken_part"\n  given = {{ least = 2 }}'),
    "tiers by a rate": (RATIO, f'{RATIO}\n  from = "plan.completion"'),
    "share by absences": (EACH, f'{SHARE}\n  from = "activities.attendance"'),
    "choice by a standing": (AWARD, CHOICE + READ_AS),
    "a bonus": (BONUS, f'{BONUS}\n  from = "joint.taken_part"'),
    "a target by a rate": (REPORTS, f'\n{TARGET}\nfrom = "inspections.drawn_share"\n{REPORTS}'),
    "a target without": (REPORTS, f"\n{TARGET}\n{REPORTS}"),
}

FAULTS: dict[str, tuple[Draft, str]] = {
    "no such measure": (
        (EACH, f'{EACH}\n  from = "inspections.delay" #!'),
        "没有“inspections.delay”这个台账口径，是不是要写“inspections.delayed”？",
    ),
    "a key that it needs": (
        (FLAG, f'{FLAG}\n  from = "activities.none"\n  given = {{ leader = true }} #!'),
        "“activities.none”还要写 given.kind",
    ),
    "a key of no use": (
        (EACH, f'{EACH}\n  from = "reports.missed"\n  given = {{ hours = 48 }} #!'),
        "“reports.missed”用不上 given.hours，请删去",
    ),
    "least, where nothing is awarded": (
        (EACH, f'{EACH}\n  from = "joint.taken_part"\n  given = {{ least = 2 }} #!'),
        "“joint.taken_part”用不上 given.least，请删去",
    ),
    "given alone": (
        (EACH, f'{EACH}\n  given = {{ kind = "meeting" }} #!'),
        "只有写了 from 才用得上 given",
    ),
    "read_as alone": ((AWARD, f"{AWARD}\n  {READ_AS} #!"), "只有写了 from 才用得上 read_as"),
    "read_as beside no choice": (
        (AWARD, f'{AWARD}\n  from = "joint.taken_part"\n  {READ_AS} #!'),
        "read_as 只用于 choice",
    ),
    "read_as that is none": (
        (AWARD, f'{CHOICE}read_as = ["all"] #!'),
        'read_as 要写成 { 台账口径的说法 = "选项代号" }',
    ),
    "a rate for each": (
        (EACH, f'{EACH}\n  from = "plan.completion" #!'),
        "“plan.completion”的结果不适合 each 这种形式",
    ),
    "rows for a ratio": (
        (RATIO, f'{RATIO}\n  from = "reports.missed" #!'),
        "“reports.missed”的结果不适合 tiers 这种形式",
    ),
    "rows that say nothing of absence": (
        (EACH, f'{SHARE}\n  from = "inspections.delayed" #!'),
        "“inspections.delayed”的结果不适合 share 这种形式",
    ),
    "absences one by one": (
        (EACH, f'{EACH}\n  from = "activities.attendance" #!'),
        "“activities.attendance”的结果不适合 each 这种形式",
    ),
    "a rate that is a percentage": (
        (
            AWARD,
            'shape = "rate"\n  points = 6\n  measure = "percent"\n  from = "plan.completion" #!',
        ),
        "“plan.completion”的结果不适合 rate 这种形式",
    ),
    "a shape that nothing is proposed for": (
        (
            EACH,
            'shape = "graded"\n  deduct = 1\n  classes.a = { name = "甲" }\n  from = "reports.missed" #!',
        ),
        "“reports.missed”的结果不适合 graded 这种形式",
    ),
    "a case that is not read": (
        (AWARD, f'{CHOICE}read_as = {{ completed = "all", none = "none" }} #!'),
        "read_as 还要写 took-part 是哪个选项",
    ),
    "a case that there is not": (
        (AWARD, CHOICE + READ_AS.replace(" }", ', half = "some" } #!')),
        "没有“half”这种情形，可以写：completed、none、took-part",
    ),
    "an option that there is not": (
        (AWARD, CHOICE + READ_AS.replace('"some"', '"part"') + " #!"),
        "没有“part”这个选项，可以写：all、none、some",
    ),
    "a target by rows": (
        (REPORTS, f'\n{TARGET}\nfrom = "inspections.delayed" #!\n{REPORTS}'),
        "目标要用算比率的口径",
    ),
    "a target's measure that is none": (
        (REPORTS, f'\n{TARGET}\nfrom = "inspections.share" #!\n{REPORTS}'),
        "没有“inspections.share”这个台账口径，是不是要写“inspections.drawn_share”？",
    ),
    "a target's given alone": (
        (REPORTS, f'\n{TARGET}\ngiven = {{ sort = "joint" }} #!\n{REPORTS}'),
        "只有写了 from 才用得上 given",
    ),
    "a bonus's measure": (
        (BONUS, f'{BONUS}\n  from = "plan.completion" #!'),
        "“plan.completion”的结果不适合 award 这种形式",
    ),
}


@pytest.mark.parametrize("name", SOUND)
def test_what_fits_is_sound(name: str, tmp_path: Path) -> None:
    file = read(tmp_path, changed(SOUND[name]))
    assert file.faults == ()


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_named_with_its_line(name: str, tmp_path: Path) -> None:
    draft, words = FAULTS[name]
    text = changed(draft)
    file = read(tmp_path, text)
    [fault] = file.faults
    assert (fault.line, fault.message.removesuffix(" [measure]")) == (marked(text), words)


@pytest.mark.parametrize("path", installed().values(), ids=[*installed()])
def test_the_installed_schemes_ask_what_there_is(path: Path) -> None:
    assert read_scheme_file(path).faults == ()


def test_a_rate_is_measured_by_a_rate(tmp_path: Path) -> None:
    rate = 'shape = "rate"\n  points = 6\n  from = "inspections.publication_rate"'
    assert read(tmp_path, changed((AWARD, rate))).faults == ()


def test_tiers_of_several_figures_have_no_measure(tmp_path: Path) -> None:
    tiers = """shape = "tiers"
  below = 0
  figures.rate = { measure = "ratio", name = "完成率" }
  figures.runs = { measure = "count", name = "次数" }
  tiers = [{ all = [{ figure = "rate", at_least = "100%" }, { figure = "runs", at_least = 20 }], points = 6 }]
  from = "plan.completion" #!"""
    text = changed((AWARD, tiers))
    [fault] = read(tmp_path, text).faults
    assert fault.line == marked(text)
