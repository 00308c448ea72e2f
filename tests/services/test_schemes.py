"""The installed schemes: listed, opened, described and checked."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from desktop.domain.refusals import Refused
from desktop.schemefiles.files import installed
from desktop.services.schemes import check_files, describe, list_schemes, open_scheme
from tests.domain.building import scheme_of
from tests.program import CHECKOUT


def test_every_installed_scheme_is_listed() -> None:
    assert [scheme.id for scheme in list_schemes()] == sorted(installed())


def test_a_scheme_is_opened_once() -> None:
    assert open_scheme("yuxi-education-sections") is open_scheme("yuxi-education-sections")


@pytest.mark.parametrize("scheme_id", ["yuxi", "", "../yuxi-education-sections", "nowhere"])
def test_a_scheme_that_is_not_installed_is_refused(scheme_id: str) -> None:
    with pytest.raises(Refused) as caught:
        open_scheme(scheme_id)
    assert caught.value.at == "scheme"


def test_a_scheme_with_faults_is_refused(tmp_path: Path) -> None:
    code = tmp_path / "desktop"
    shutil.copytree(CHECKOUT / "desktop", code, ignore=shutil.ignore_patterns("__pycache__"))
    broken = tmp_path / "schemes/broken/scheme.toml"
    broken.parent.mkdir(parents=True)
    broken.write_text("format = 1", encoding="utf-8")
    ended = subprocess.run(
        [sys.executable, "-m", "desktop", "score"],
        input='{"scheme": "broken", "facts": {}}',
        cwd=tmp_path,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    refused = json.loads(ended.stdout)
    assert (ended.returncode, refused["at"]) == (2, "scheme")
    assert str(broken) in refused["error"]


def test_all_installed_files_are_checked_where_none_is_named(tmp_path: Path) -> None:
    assert [file.path for file in check_files([])] == list(installed().values())
    own = tmp_path / "own.toml"
    own.write_text("x = ")
    assert [(file.path, len(file.faults)) for file in check_files([own])] == [(own, 1)]


DESCRIBED = """
bonus = { points = 2, criteria = [{ id = "m", clause = "三", shape = "award", points = 2 }] }
[[indicators]]
id = "a"
name = "甲"
points = 10
  [[indicators.criteria]]
  id = "f"
  clause = "一"
  when = "未开会"
  shape = "each"
  deduct = 2.50
  unit = "起"
  cap = 5
  exemption = "不可抗力"
  [[indicators.criteria]]
  id = "g"
  shape = "flag"
  deduct = 1
  consequence = { veto = true, times = 2 }
  not_applicable = "full"
  [[indicators.criteria]]
  id = "n"
  shape = "flag"
  consequence = { void = "indicator" }
  not_applicable = 2
  notes = ["见R1"]
"""


def test_a_scheme_is_described_with_every_figure() -> None:
    described = describe(scheme_of(DESCRIBED))
    assert {key: described[key] for key in ("id", "title", "points", "bonus")} == {
        "id": "small",
        "title": "小办法",
        "points": "10",
        "bonus": "2",
    }
    assert described["bonus_criteria"] == [
        {"id": "m", "shape": "award", "clause": "三", "points": "2"}
    ]
    (indicator,) = described["indicators"]
    assert {key: indicator[key] for key in ("id", "no", "name", "points")} == {
        "id": "a",
        "no": "1",
        "name": "甲",
        "points": "10",
    }
    assert indicator["criteria"][0] == {
        "id": "f",
        "shape": "each",
        "clause": "一",
        "when": "未开会",
        "cap": "5",
        "exemption": "不可抗力",
        "deduct": "2.5",
        "unit": "起",
    }


def test_tables_within_a_criterion_are_described_too() -> None:
    criteria = describe(scheme_of(DESCRIBED))["indicators"][0]["criteria"]
    assert criteria[1]["consequence"] == {"veto": True, "times": 2}
    assert (criteria[1]["not_applicable"], criteria[2]["not_applicable"]) == ("full", "2")
    assert criteria[2]["consequence"] == {"void": "indicator"}
    assert criteria[2]["notes"] == ["见R1"]


def test_a_plan_without_points_has_no_indicators() -> None:
    described = describe(scheme_of("points = 0"))
    assert (described["points"], described["bonus"]) == ("0", "0")
    assert (described["indicators"], described["bonus_criteria"]) == ([], [])
