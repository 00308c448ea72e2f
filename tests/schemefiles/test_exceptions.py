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
    ("check", "at"), [("repeated-number", "study"), ("no-effect", "plan"), ("start", "draft")]
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


EXCUSABLE: dict[str, tuple[str, tuple[str, str]]] = {
    "repeated-number": ("plan", TWICE),
    "points-sum": ("draft", ("points = 30", "points = 31")),
    "part-over-whole": ("praised", ('"award"\n  points = 2', '"each"\n  earn = 3')),
    "full-marks": ("draft", ("[bonus]\npoints = 2", "[bonus]\npoints = 3")),
    "cap-below-one": ("study-missed", ("  deduct = 2\n", "  deduct = 2\n  cap = 1\n")),
    "start": ("study", ('"flag"\n  deduct = 10', '"award"\n  points = 10')),
    "else": ("plan-done", ("  below = 0\n", "")),
    "no-effect": ("study-none", ("  deduct = 10\n", "  deduct = 0\n")),
}


@pytest.mark.parametrize("check", EXCUSABLE)
def test_what_a_document_may_say_can_be_excused(tmp_path: Path, check: str) -> None:
    at, change = EXCUSABLE[check]
    file = excepted(tmp_path, changed(change), check, at)
    assert (file.faults, file.doubts) == ((), ())
    assert len(file.excused) == 1
    assert file.scheme is not None


def test_a_section_and_a_requirement_are_named_too(tmp_path: Path) -> None:
    section = changed(("points = 20", "points = 19"))
    assert excepted(tmp_path, section, "points-sum", "groundwork").faults == ()
    pool = changed(("  cap = 6", "  cap = 11"))
    assert excepted(tmp_path, pool, "part-over-whole", "pool").faults == ()
    number = changed(("no = 2\nindicator", "no = 1\nindicator"), ("same_as = [1]\n", ""))
    assert excepted(tmp_path, number, "repeated-number", "draft").faults == ()


@pytest.mark.parametrize(
    ("check", "change"),
    [
        ("bounds", ('name = "计划"\n', 'name = "计划"\nfloor = 1\n')),
        ("reference", ('indicator = "study"', 'indicator = "stduy"')),
        ("repeated-id", ('id = "plan"', 'id = "study"')),
        ("form", ('name = "计划"\n', 'name = "计划"\nkinds = ["town"]\n')),
        ("", ('name = "计划"\n', "name = 3\n")),
    ],
)
def test_what_leaves_a_scheme_without_a_meaning_cannot_be_excused(
    tmp_path: Path, check: str, change: tuple[str, str]
) -> None:
    file = excepted(tmp_path, changed(change), check, "plan")
    assert file.scheme is None
    assert file.faults != ()
