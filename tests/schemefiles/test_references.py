"""Checks of names: every id once, and every name that is used has its bearer."""

from pathlib import Path

import pytest

from tests.schemefiles.drafts import changed, marked, read

Change = tuple[str, str]

FAULTS: dict[str, tuple[str, list[Change]]] = {
    "a section": (
        "reference",
        [
            ('section = "delivery"', 'section = "delivry" #!'),
            ('[[sections]]\nid = "delivery"\nname = "成效"\n', ""),
        ],
    ),
    "a shared cap": (
        "reference",
        [
            ('deduct = 1\n  shares = "pool"', 'deduct = 1\n  cap = 1\n  shares = "poll" #!'),
            ("[[indicators.caps]]", "[[indicators.caps]] # one is left"),
        ],
    ),
    "a grade": ("reference", [('{ grade_at_most = "合格" }', '{ grade_at_most = "良好" } #!')]),
    "a section to void": (
        "reference",
        [
            ('section = "delivery"\n', ""),
            ('[[sections]]\nid = "delivery"\nname = "成效"\n', ""),
            ('{ grade_at_most = "合格" }', '{ void = "section" } #!'),
        ],
    ),
    "an indicator's requirement": (
        "reference",
        [('indicator = "study"', 'indicator = "stduy" #!')],
    ),
    "a bonus's requirement": ("reference", [('indicator = "bonus"', 'indicator = "bonuses" #!')]),
    "a supplier": ("reference", [('who = ["office"]', 'who = ["offices"] #!')]),
    "another requirement": ("reference", [("same_as = [1]", "same_as = [7] #!")]),
    "a form": ("reference", [('form = "monthly-form"', 'form = "yearly-form" #!')]),
    "a section twice": (
        "repeated-id",
        [
            ('id = "delivery"', 'id = "groundwork" #!'),
            ('section = "delivery"', 'section = "groundwork"'),
            ("points = 20", "points = 30"),
            ('no = "1"\nname = "任务"', 'no = "3"\nname = "任务"'),
        ],
    ),
    "an indicator twice": ("repeated-id", [('id = "plan"', 'id = "study" #!')]),
    "a criterion twice": ("repeated-id", [('id = "study-none"', 'id = "study-missed" #!')]),
    "a criterion twice in two indicators": (
        "repeated-id",
        [('id = "plan-made"', 'id = "study-missed" #!')],
    ),
    "a criterion twice, in the bonus": (
        "repeated-id",
        [('id = "praised"', 'id = "study-missed" #!')],
    ),
    "a criterion twice, in the penalty": (
        "repeated-id",
        [('id = "accident"', 'id = "study-missed" #!')],
    ),
    "a shared cap twice": (
        "repeated-id",
        [("  cap = 6", '  cap = 6\n  [[indicators.caps]]\n  id = "pool" #!\n  cap = 6')],
    ),
    "a bonus's shared cap twice": (
        "repeated-id",
        [
            (
                "[bonus]\npoints = 2",
                '[bonus]\npoints = 2\ncaps = [\n{ id = "p", cap = 1 },\n{ id = "p", cap = 1 }, #!\n]',
            ),
            ('  shape = "award"\n  points = 2', '  shape = "award"\n  points = 2\n  shares = "p"'),
        ],
    ),
    "what it ranks by": (
        "reference",
        [
            (
                '[[sections]]\nid = "groundwork"',
                '[ranking]\nby = "stduy" #!\n\n[[sections]]\nid = "groundwork"',
            )
        ],
    ),
    "what tells ties apart": (
        "reference",
        [
            (
                '[[sections]]\nid = "groundwork"',
                '[ranking]\ntie_breakers = ["base", "stduy"] #!\n\n[[sections]]\nid = "groundwork"',
            )
        ],
    ),
    "a tie-breaker that tells nothing apart": (
        "ranking",
        [
            (
                '[[sections]]\nid = "groundwork"',
                '[ranking]\ntie_breakers = ["study", "study"] #!\n\n[[sections]]\nid = "groundwork"',
            )
        ],
    ),
    "a requirement's number twice": (
        "repeated-number",
        [("no = 2\nindicator", "no = 1 #!\nindicator"), ("same_as = [1]\n", "")],
    ),
}

DOUBTS: dict[str, tuple[str, list[Change]]] = {
    "a number printed twice": (
        "repeated-number",
        [('no = "2"\nname = "计划"', 'no = "1" #!\nname = "计划"')],
    ),
    "a section without indicators": (
        "empty-section",
        [("[[indicators]]\n", '[[sections]] #!\nid = "empty"\nname = "空"\n\n[[indicators]]\n')],
    ),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_name_without_its_bearer_is_one_fault_on_its_line(tmp_path: Path, name: str) -> None:
    code, changes = FAULTS[name]
    text = changed(*changes)
    file = read(tmp_path, text)
    found = [(remark.line, remark.message.split("[")[-1]) for remark in file.faults]
    assert found == [(marked(text), f"{code}]")]


@pytest.mark.parametrize("name", DOUBTS)
def test_what_looks_odd_is_one_doubt_on_its_line(tmp_path: Path, name: str) -> None:
    code, changes = DOUBTS[name]
    text = changed(*changes)
    file = read(tmp_path, text)
    found = [(remark.line, remark.message.split("[")[-1]) for remark in file.doubts]
    assert found == [(marked(text), f"{code}]")]
    assert file.faults == ()


def test_numbers_start_again_in_each_section(tmp_path: Path) -> None:
    assert (
        read(tmp_path, changed(('no = "1"\nname = "任务"', 'no = "2"\nname = "任务"'))).doubts == ()
    )


def test_a_row_without_a_printed_number_repeats_none(tmp_path: Path) -> None:
    text = changed(('no = "1"\nname = "学习"', 'no = ""\nname = "学习"'), ('no = "2"', 'no = ""'))
    assert read(tmp_path, text).doubts == ()


def test_an_indicator_of_one_kind_of_units_may_be_what_is_ranked_by(tmp_path: Path) -> None:
    ranked = '[kinds]\ncounty = "县"\nzone = "区"\n\n[ranking]\nby = "tasks"\n\n'
    text = changed(('[[sections]]\nid = "groundwork"', f'{ranked}[[sections]]\nid = "groundwork"'))
    text = text.replace('id = "tasks"\nsection', 'id = "tasks"\nkinds = ["county"]\nsection')
    assert not [one for one in read(tmp_path, text).faults if "tasks" in one.message]
