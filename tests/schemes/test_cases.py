"""The worked cases of every scheme: what is recorded, and what must come out."""

import json
import tomllib
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from desktop.schemefiles.files import installed
from desktop.services.schemes import list_schemes
from desktop.services.score_line import score_line

Plain = dict[str, Any]

RECORDED = {"facts", "discretion", "not_applicable", "unit"}
ALWAYS = {"name", "because"}
EXPECTED = {"base", "bonus", "total", "pending", "scores", "lines"}
CASE_FILES = [
    path
    for scheme_file in installed().values()
    for path in sorted(scheme_file.parent.glob("cases/*"))
]


def cases_of(path: Path) -> list[Plain]:
    text = path.read_text(encoding="utf-8")
    plain = tomllib.loads(text, parse_float=Decimal)
    assert plain.keys() == {"cases"}, f"{path}: unknown keys {plain.keys() - {'cases'}}"
    listed: list[Plain] = plain["cases"]
    return listed


def parameters() -> Iterator[Any]:
    for path in CASE_FILES:
        scheme = path.parents[1].name
        for number, case in enumerate(cases_of(path), 1):
            yield pytest.param(scheme, case, id=f"{scheme}/{path.stem}-{number}")


def scored(scheme: str, case: Plain) -> Plain:
    """Score a case as another program would, its decimals as strings."""
    recorded = {key: case[key] for key in RECORDED & case.keys()}
    line = json.dumps({"scheme": scheme, **recorded}, default=str)
    return score_line(line.encode())


def amount(value: object) -> str:
    """An expected amount as the contract writes it."""
    text = format(Decimal(str(value)).normalize(), "f")
    return "0" if text == "-0" else text


def scores_expected(case: Plain, sheet: Plain) -> Plain:
    """Every indicator has the score that is listed, and none where none is."""
    listed = {name: amount(score) for name, score in case.get("scores", {}).items()}
    names = [one["id"] for one in sheet["indicators"]]
    assert listed.keys() <= set(names), "an indicator is listed that the scheme does not have"
    return {name: listed.get(name) for name in names}


@pytest.mark.parametrize(("scheme", "case"), list(parameters()))
def test_case(scheme: str, case: Plain) -> None:
    known = ALWAYS | RECORDED | ({"refused"} if "refused" in case else EXPECTED)
    assert case.keys() <= known
    assert case.keys() >= ALWAYS | {"facts"}
    sheet = scored(scheme, case)
    if "refused" in case:
        assert sheet.keys() == {"error", "at"}
        assert sheet["at"] == case["refused"]
        return
    assert "error" not in sheet, sheet
    assert {key: sheet[key] for key in ("base", "bonus", "total")} == {
        "base": amount(case["base"]),
        "bonus": amount(case.get("bonus", 0)),
        "total": amount(case.get("total", case["base"] + case.get("bonus", 0))),
    }
    assert len(sheet["pending"]) == case["pending"]
    found = {one["id"]: one["score"] for one in sheet["indicators"]}
    assert found == scores_expected(case, sheet)
    check_lines(case, sheet)


def check_lines(case: Plain, sheet: Plain) -> None:
    """The lines that are listed are as they are listed; there is one for each fact."""
    inside = [line for one in sheet["indicators"] for line in one["lines"]]
    lines = {line["criterion"]: line for line in inside + sheet["bonus_lines"]}
    lines |= {line["criterion"]: line for line in sheet.get("penalty_lines", [])}
    assert lines.keys() == case["facts"].keys()
    for name, expected in case.get("lines", {}).items():
        assert expected.keys() == {"nominal", "effective"}
        found = {key: lines[name][key] for key in expected}
        assert found == {key: amount(value) for key, value in expected.items()}


def test_every_scheme_that_scores_has_cases() -> None:
    with_cases = {path.parents[1].name for path in CASE_FILES}
    assert [one.id for one in list_schemes() if one.points and one.id not in with_cases] == []
    assert [path.name for path in CASE_FILES if path.suffix != ".toml"] == []


def test_every_criterion_stands_in_some_case() -> None:
    recorded = {
        (path.parents[1].name, name)
        for path in CASE_FILES
        for case in cases_of(path)
        if "refused" not in case
        for name in case["facts"]
    }
    unproved = [
        f"{scheme.id}: {criterion.id}"
        for scheme in list_schemes()
        for criterion in scheme.all_criteria()
        if (scheme.id, criterion.id) not in recorded
    ]
    assert unproved == []
