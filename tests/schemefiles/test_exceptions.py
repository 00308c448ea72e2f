"""Exceptions: what the document itself has, declared and cited."""

from pathlib import Path

import pytest

from desktop.schemefiles.files import SchemeFile
from tests.schemefiles.drafts import SOUND, changed, marked, read

TWICE = ('no = "2"\nname = "计划"', 'no = "1" #!\nname = "计划"')
ENTRY = '\n[[exceptions]]\ncheck = "{}"\nat = "{}"\nbecause = "原文如此（R6）"\n'


def excepted(folder: Path, text: str, check: str, at: str) -> SchemeFile:
    return read(folder, text + ENTRY.format(check, at))


def test_a_declared_slip_is_excused_with_its_citation(tmp_path: Path) -> None:
    text = changed(TWICE)
    file = excepted(tmp_path, text, "repeated-number", "plan")
    assert file.scheme is not None
    assert (file.faults, file.doubts) == ((), ())
    (remark,) = file.excused
    assert (remark.line, "原文如此（R6）" in remark.message) == (marked(text), True)


@pytest.mark.parametrize(
    ("check", "at"), [("repeated-number", "study"), ("repeated-id", "plan"), ("start", "draft")]
)
def test_another_place_or_check_excuses_nothing(tmp_path: Path, check: str, at: str) -> None:
    file = excepted(tmp_path, changed(TWICE), check, at)
    assert file.excused == ()
    assert len(file.doubts) == 2


def test_an_exception_that_excuses_nothing_is_doubted(tmp_path: Path) -> None:
    file = excepted(tmp_path, SOUND, "repeated-number", "plan")
    (doubt,) = file.doubts
    assert doubt.line == SOUND.count("\n") + 2
    assert "例外可以删去" in doubt.message


@pytest.mark.parametrize(
    ("change", "check", "at"),
    [
        (("points = 30", "points = 31"), "points-sum", "draft"),
        (("points = 20", "points = 19"), "points-sum", "groundwork"),
        (('name = "计划"\n', 'name = "计划"\nfloor = 1\n'), "bounds", "plan"),
        (("  deduct = 10", "  deduct = 11"), "part-over-whole", "study-none"),
        (("  cap = 6", "  cap = 11"), "part-over-whole", "pool"),
        (('"award"\n  points = 2', '"each"\n  earn = 3'), "part-over-whole", "praised"),
        (("[bonus]\npoints = 2", "[bonus]\npoints = 3"), "full-marks", "draft"),
        (("less_than = 27", "less_than = 26"), "grades", "draft"),
        (("no = 2\nindicator", "no = 1\nindicator"), "repeated-number", "draft"),
        (("day = 20", "day = 30"), "due", "monthly"),
        # what a shape says of its own figures stands at the criterion too
        (('["60%", 2]', '["60%", 4]'), "tiers", "plan-done"),
        (('["100%", 4]', '["120%", 4]'), "edge", "plan-done"),
    ],
    ids=repr,
)
def test_every_check_can_be_excused(
    tmp_path: Path, change: tuple[str, str], check: str, at: str
) -> None:
    file = excepted(tmp_path, changed(change, ("same_as = [1]\n", "")), check, at)
    assert (file.faults, file.doubts) == ((), ())
    assert len(file.excused) == 1


@pytest.mark.parametrize(("check", "at"), [("", "draft"), ("form", "plan"), ("form", "kinds")])
def test_a_fault_of_form_cannot_be_excused(tmp_path: Path, check: str, at: str) -> None:
    text = changed(('name = "计划"\n', 'name = "计划"\nkinds = ["town"]\n'))
    file = excepted(tmp_path, text, check, at)
    assert file.scheme is None
    assert file.faults != ()
