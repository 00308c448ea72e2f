"""Formats: what an older program's files say is still read, what a newer one's say is refused with what to do."""

import tomllib
from copy import deepcopy
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

import pytest

from desktop.domain.findings import read_findings
from desktop.domain.scheme import FORMAT, Scheme
from desktop.domain.scoring import score
from desktop.schemefiles.building import Workshop
from desktop.schemefiles.files import SchemeFile, installed, read_scheme_content, read_scheme_file
from desktop.schemefiles.formats import STEPS, in_todays_format
from tests.schemefiles.drafts import changed, marked, read

KEPT: Final = Path(__file__).with_name("formats")
SHUOZHOU: Final = "shuozhou-2022-cities"
FIRST: Final = KEPT / f"1/{SHUOZHOU}.toml"


def written_in(version: int, *tables: str) -> dict[str, Any]:
    return tomllib.loads("\n".join([f"format = {version}", *tables]))


def in_todays(raw: dict[str, Any]) -> Any:  # noqa: ANN401  # compared alone
    return in_todays_format(raw, Workshop())


def test_every_older_format_has_its_step_and_a_file_that_was_written_in_it() -> None:
    assert [*STEPS] == [*range(1, FORMAT)]
    assert sorted(path.name for path in KEPT.iterdir()) == [str(one) for one in STEPS]


@pytest.mark.parametrize("path", sorted(KEPT.glob("*/*.toml")), ids=lambda path: path.stem)
def test_a_file_of_an_older_format_is_read_without_a_fault(path: Path) -> None:
    assert f"format = {path.parent.name}\n" in path.read_text("utf-8")
    file = read_scheme_file(path)
    assert (file.faults, file.newer) == ((), False)
    assert file.scheme is not None
    assert file.scheme.format == FORMAT


def scheme_in(file: SchemeFile) -> Scheme:
    assert file.scheme is not None
    return file.scheme


def test_every_case_comes_to_the_same_by_the_first_formats_file_and_by_todays() -> None:
    path = installed()[SHUOZHOU]
    old, new = scheme_in(read_scheme_file(FIRST)), scheme_in(read_scheme_file(path))
    cases = [
        case
        for file in (path.parent / "cases").iterdir()
        for case in tomllib.loads(file.read_text("utf-8"), parse_float=Decimal)["cases"]
        if "refused" not in case
    ]
    assert cases
    for case in cases:
        kinds = ("facts", "discretion", "not_applicable", "unit")
        recorded = {name: case[name] for name in kinds if name in case}
        by_old, by_new = (score(read_findings(one, recorded)) for one in (old, new))
        assert (by_old.total, by_old.pending) == (by_new.total, by_new.pending)


def test_the_first_format_gave_measures_what_they_now_know() -> None:
    raw = written_in(
        1,
        "[[indicators]]",
        "[[indicators.criteria]]",
        'from = "joint.runs"',
        'given = { sort = "joint", level = "own" }',
        'by_kind.city = { given = { sort = "joint", least = 2 } }',
        'by_kind.county = { from = "inspections.count", given = { sort = "joint" } }',
        "[[targets]]",
        'from = "members.completed"',
        'given = { sort = "department" }',
    )
    [[criterion]] = [one["criteria"] for one in in_todays(raw)["indicators"]]
    assert criterion["given"] == {"level": "own"}
    assert criterion["by_kind"]["city"]["given"] == {"least": 2}
    assert criterion["by_kind"]["county"]["given"] == {"sort": "joint"}
    assert in_todays(raw)["targets"] == [{"from": "members.completed", "given": {}}]


def test_the_first_format_told_a_small_draw_by_an_awards_key() -> None:
    raw = written_in(
        1,
        "[[bonus.criteria]]",
        'from = "inspections.small_draw"',
        'given = { sort = "joint", least = 3, share = "3%" }',
        "[[bonus.criteria]]",
        'from = "inspections.small_draw"',
        "given = 3",
        "[[bonus.criteria]]",
        'from = "joint.taken_part"',
        "given = { least = 2 }",
    )
    given = [one["given"] for one in in_todays(raw)["bonus"]["criteria"]]
    assert given == [{"sort": "joint", "drawn": 3, "share": "3%"}, 3, {"least": 2}]


def test_a_step_leaves_what_it_was_given_as_it_is() -> None:
    raw = tomllib.loads(FIRST.read_text("utf-8"))
    before = deepcopy(raw)
    assert in_todays(raw) != before
    assert raw == before


def test_todays_format_is_read_as_it_stands(tmp_path: Path) -> None:
    raw = written_in(FORMAT, 'from = "joint.runs"', 'given = { sort = "joint" }')
    assert in_todays(raw) is raw


def test_a_fault_in_an_older_file_is_told_where_it_stands() -> None:
    text = FIRST.read_text("utf-8")
    wrong = text.replace("least = 3, share", "least = -3, share", 1)
    line = wrong[: wrong.index("least = -3")].count("\n") + 1
    [fault] = read_scheme_content(wrong.encode(), FIRST).faults
    assert fault.line == line
    assert "-3" in fault.message


def test_a_newer_format_is_refused_with_its_line_and_what_to_do(tmp_path: Path) -> None:
    text = changed(("format = 2", "format = 9 #!"))
    file = read(tmp_path, text)
    assert (file.scheme, file.newer) == (None, True)
    [fault] = file.faults
    assert fault.line == marked(text)
    assert "format = 9" in fault.message
    assert "请先升级考评台" in fault.message
