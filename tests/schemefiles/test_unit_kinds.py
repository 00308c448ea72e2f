"""Unit kinds: one file, one whole reading a kind."""

from pathlib import Path

import pytest

from desktop.domain.scheme import Scheme
from tests.schemefiles.drafts import changed, marked, read

KINDS = ("[source]", 'kinds = { town = "乡镇", office = "部门" }\n[source]')
ROW = 'name = "学习"\npoints = 10'
MISSED = '  id = "study-missed"\n'


def readings(folder: Path, *changes: tuple[str, str]) -> dict[str, Scheme]:
    file = read(folder, changed(KINDS, *changes))
    assert file.faults == ()
    assert file.scheme is not None
    assert file.scheme.kinds == {"town": "乡镇", "office": "部门"}
    assert file.scheme.by_kind is not None
    return dict(file.scheme.by_kind)


def test_a_kind_has_figures_of_its_own(tmp_path: Path) -> None:
    own = (MISSED, MISSED + '  by_kind = { town = { deduct = 0.5, unit = "场" } }\n')
    found = readings(tmp_path, own)
    assert found["town"].criteria["study-missed"].rule.words == "每场扣 0.5 分"
    assert found["office"].criteria["study-missed"].rule.words == "每次扣 2 分"


def test_a_kind_has_criteria_of_its_own(tmp_path: Path) -> None:
    found = readings(tmp_path, (MISSED, MISSED + '  kinds = ["office"]\n'))
    assert "study-missed" not in found["town"].criteria
    assert "study-missed" in found["office"].criteria


def test_a_kind_has_points_and_bonus_of_its_own(tmp_path: Path) -> None:
    found = readings(
        tmp_path,
        ("points = 30", "points = 30\nby_kind = { town = { points = 31 } }"),
        (ROW, ROW + "\nby_kind = { town = { points = 11 } }"),
        ("points = 20", "points = 20\nby_kind = { town = { points = 21 } }"),
        ("[bonus]\n", '[bonus]\nby_kind = { town = { points = 2, name = "加分" } }\n'),
    )
    town, office = found["town"], found["office"]
    assert [str(one.points) for one in (town, office)] == ["31", "30"]
    assert town.bonus is not None
    assert office.bonus is not None
    assert (town.bonus.name, office.bonus.name) == ("加分", "")


def test_every_reading_is_checked_by_itself(tmp_path: Path) -> None:
    text = changed(KINDS, (ROW, ROW + "\nby_kind = { town = { points = 11 } }"))
    messages = [remark.message for remark in read(tmp_path, text).faults]
    assert [message.split("[")[-1] for message in messages] == ["points-sum]", "points-sum]"]


@pytest.mark.parametrize(
    "changes",
    [
        [KINDS, (MISSED, MISSED + '  kinds = ["city"] #!\n')],
        [KINDS, (MISSED, MISSED + '  kinds = [["town"]] #!\n')],
        [KINDS, (MISSED, MISSED + '  kinds = "town" #!\n')],
        [KINDS, (MISSED, MISSED + "  kinds = [] #!\n")],
        [KINDS, (MISSED, MISSED + "  by_kind = { city = { deduct = 1 } } #!\n")],
        [KINDS, (MISSED, MISSED + "  by_kind = 3 #!\n")],
        [KINDS, (MISSED, MISSED + "  by_kind = { town = 3 } #!\n")],
        [KINDS, (MISSED, MISSED + '  by_kind = { town = { deduct = "x" } } #!\n')],
        [KINDS, (MISSED, MISSED + "  by_kind = { town = { colour = 1 } } #!\n")],
        [(MISSED, MISSED + '  kinds = ["town"] #!\n')],
        [(MISSED, MISSED + "  by_kind = { town = { deduct = 1 } } #!\n")],
        [("[source]", 'kinds = "town" #!\n[source]')],
        [("[source]", 'kinds = { Town = "乡镇" } #!\n[source]')],
        [("[source]", 'kinds = { town = "" } #!\n[source]')],
    ],
    ids=lambda changes: changes[-1][1].strip()[:60],
)
def test_one_mistake_is_one_fault_on_its_line(
    tmp_path: Path, changes: list[tuple[str, str]]
) -> None:
    text = changed(*changes)
    file = read(tmp_path, text)
    assert {remark.line for remark in file.faults} == {marked(text)}
    assert file.scheme is None


def test_an_indicator_has_criteria_for_every_kind_it_is_for(tmp_path: Path) -> None:
    only = '  kinds = ["town"]\n'
    text = changed(
        KINDS,
        ('[[indicators]]\nid = "plan"', '[[indicators]] #!\nid = "plan"'),
        ('  id = "plan-made"\n', '  id = "plan-made"\n' + only),
        ('  id = "plan-done"\n', '  id = "plan-done"\n' + only),
    )
    file = read(tmp_path, text)
    assert [remark.line for remark in (*file.faults, *file.doubts)] != []


FOR_BOTH = """  deduct = {general}
  [indicators.criteria.by_kind]
  town = {{ deduct = {town} }}
  office = {{ deduct = {office} }}
"""


@pytest.mark.parametrize("wrong", ["general", "town", "office"])
def test_each_kinds_own_figure_has_its_own_line(tmp_path: Path, wrong: str) -> None:
    figures = {"general": 2, "town": 1, "office": 3} | {wrong: '"x"'}
    text = changed(KINDS, ("  deduct = 2\n", FOR_BOTH.format(**figures)))
    lines = {n for n, line in enumerate(text.split("\n"), 1) if '"x"' in line}
    assert {remark.line for remark in read(tmp_path, text).faults} == lines


@pytest.mark.parametrize("wrong", ["town", "office"])
def test_each_kinds_own_number_has_its_own_line(tmp_path: Path, wrong: str) -> None:
    figures = {"general": 2, "town": 1, "office": 3} | {wrong: 11}
    text = changed(KINDS, ("  deduct = 2\n", FOR_BOTH.format(**figures)))
    file = read(tmp_path, text)
    assert len(file.faults) == 1
    assert file.faults[0].message.endswith("[part-over-whole]")
