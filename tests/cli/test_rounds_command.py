"""`kaoping demo` and `kaoping rounds`: the contract's form to the letter, and the totals that `score` gives."""

import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest

from desktop.domain.records import Assessment, AssessmentKey
from desktop.services.assessments import recorded_of
from desktop.services.finalising import finalise
from desktop.services.schemes import list_schemes
from desktop.services.workspaces import open_workspace
from tests.cli.calling import kaoping, refusal
from tests.services.building import (
    CITIES,
    ME,
    SECTIONS,
    demonstration_in,
    everything,
    office_in,
    rounds,
)

Plain = dict[str, Any]
AMOUNT = re.compile(r"0|-?(0\.[0-9]*[1-9]|[1-9][0-9]*(\.[0-9]*[1-9])?)")


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demonstration, to be opened and not to be changed."""
    return demonstration_in(tmp_path_factory.mktemp("demo"))


@pytest.fixture(scope="module")
def listed(demo: Path) -> list[Plain]:
    ended = kaoping("rounds", "--workspace", demo, "--json")
    assert (ended.returncode, ended.stderr) == (0, "")
    found: list[Plain] = json.loads(ended.stdout)
    return found


@pytest.fixture(scope="module")
def scored(listed: list[Plain]) -> list[Plain]:
    """Those whose scheme gives points."""
    known = {one.id for one in list_schemes() if one.points}
    return [one for one in listed if one["scheme"] in known]


def units_in(listed: list[Plain]) -> list[Plain]:
    return [unit for one in listed for unit in one["units"]]


def test_rounds_have_the_form_of_the_contract(listed: list[Plain], scored: list[Plain]) -> None:
    for one in listed:
        assert list(one) == ["id", "name", "scheme", "period", "units"]
    for one in scored:
        assert all(isinstance(one[name], str) and one[name] for name in list(one)[:4])
        for unit in one["units"]:
            assert list(unit) == ["id", "name", "state", "base", "bonus", "total", "pending"]
            assert unit["state"] in {"open", "scored", "finalised"}
            assert all(AMOUNT.fullmatch(unit[name]) for name in ("base", "bonus", "total"))
            assert type(unit["pending"]) is int
            assert (unit["state"] == "open") == (unit["pending"] > 0)


def test_demo_has_a_round_of_every_scheme(listed: list[Plain], scored: list[Plain]) -> None:
    assert {one["scheme"] for one in listed} == {one.id for one in list_schemes()}
    assert (len(listed), len(scored)) == (6, 5)
    for one in scored:
        states = {unit["state"] for unit in one["units"]}
        criteria = max(unit["pending"] for unit in one["units"])
        assert {"open", "scored"} <= states
        assert any(0 < unit["pending"] < criteria for unit in one["units"])  # half done
        assert len({unit["id"] for unit in one["units"]}) == len(one["units"])
    assert sum(unit["state"] == "finalised" for unit in units_in(listed)) >= 1


def test_totals_equal_those_of_score(demo: Path, scored: list[Plain]) -> None:
    lines = []
    with open_workspace(demo) as workspace, workspace.reading() as view:
        for one in scored:
            for unit in one["units"]:
                of = view.get(Assessment, one["id"], unit["id"])
                assert of
                plain = recorded_of(view, of).plain() | {"scheme": one["scheme"]}
                lines.append(json.dumps(plain, ensure_ascii=False))
    ended = kaoping("score", given="\n".join(lines))
    sheets = [json.loads(line) for line in ended.stdout.splitlines()]
    found = [(one["base"], one["bonus"], one["total"], one["pending"]) for one in units_in(scored)]
    names = ("base", "bonus", "total")
    assert found == [(*(one[name] for name in names), len(one["pending"])) for one in sheets]
    assert len({one[2] for one in found}) > 10  # they do differ


def test_the_text_names_what_the_other_commands_take(demo: Path, listed: list[Plain]) -> None:
    lines = kaoping("rounds", "--workspace", demo).stdout.splitlines()
    assert len(lines) == len(listed) + len(units_in(listed))
    assert lines[0] == f"{listed[0]['id']}\t{listed[0]['name']}（{listed[0]['period']}）"
    words = {"open": "未评完", "scored": "已评完", "finalised": "已定稿"}
    unit = listed[0]["units"][0]
    start = f"  {unit['id']}\t{words[unit['state']]}\t{unit['total']} 分"
    assert lines[1].startswith(start)
    assert lines[1].endswith(f"\t{unit['name']}")
    still = next(one for one in units_in(listed) if one["pending"])["pending"]
    assert f"，还有 {still} 条未评" in "\n".join(lines)


def test_a_plan_without_points_shows_no_totals(tmp_path: Path) -> None:
    folder = office_in(tmp_path)
    with open_workspace(folder) as workspace:
        finalise(workspace, ME, AssessmentKey(rounds().plan, "u-b"))
    before = everything(folder)
    found = json.loads(kaoping("rounds", "--workspace", folder, "--json").stdout)
    of_scheme = {one["scheme"]: one for one in found}
    plan = next(one for one in found if one["id"] == rounds().plan)
    assert plan["units"] == [
        {"id": "u-a", "name": "甲科", "state": "open", "pending": 0},
        {"id": "u-b", "name": "乙科", "state": "finalised", "pending": 0},
        {"id": "u-c", "name": "丙科", "state": "open", "pending": 0},
    ]
    assert [unit["total"] for unit in of_scheme[SECTIONS]["units"]] == ["6", "0", "100"]
    assert [unit["pending"] for unit in of_scheme[SECTIONS]["units"]] == [23, 24, 0]
    assert [unit["total"] for unit in of_scheme[CITIES]["units"]] == ["100", "0", "100"]
    text = kaoping("rounds", "--workspace", folder).stdout
    assert "\n  u-b\t已定稿\t不计分\t乙科\n" in text
    assert "\n  u-b\t未评完\t未评，共 24 条\t乙科\n" in text  # what is open never looks like nought
    assert everything(folder) == before


def test_ids_of_rounds_are_what_record_takes_and_no_lines_change_nothing(
    demo: Path, listed: list[Plain]
) -> None:
    before = everything(demo)
    one = next(one for one in listed if one["scheme"] == SECTIONS)
    unit = next(unit for unit in one["units"] if unit["state"] == "open")
    where = ["--workspace", str(demo), "--round", one["id"], "--unit", unit["id"]]
    ended = kaoping("record", *where, given=b"\n  \n\r\n")
    assert (ended.returncode, ended.stdout, ended.stderr) == (0, "", "")
    assert everything(demo) == before


def test_without_a_folder_the_office_s_own_is_listed(tmp_path: Path) -> None:
    own = tmp_path / "data/kaoping/workspace"
    said = refusal("rounds", XDG_DATA_HOME=str(tmp_path / "data"))
    assert str(own) in said
    assert not (tmp_path / "data").exists()
    own.parent.mkdir(parents=True)
    shutil.move(office_in(tmp_path), own)
    found = json.loads(kaoping("rounds", "--json", XDG_DATA_HOME=str(tmp_path / "data")).stdout)
    assert {one["id"] for one in found} == {rounds().sections, rounds().cities, rounds().plan}


def test_demo_does_not_touch_a_folder_with_content(tmp_path: Path) -> None:
    (tmp_path / "信.txt").write_text("重要", "utf-8")
    said = refusal("demo", tmp_path)
    assert said == f"文件夹“{tmp_path}”里已有内容，请另选一个新的或空的文件夹"
    assert [path.name for path in tmp_path.iterdir()] == ["信.txt"]
    assert (tmp_path / "信.txt").read_text("utf-8") == "重要"


@pytest.mark.parametrize(
    ("command", "place"), [("rounds", "missing"), ("record", "empty"), ("verify", "a file")]
)
def test_where_no_workspace_is_none_is_made(tmp_path: Path, command: str, place: str) -> None:
    folder = tmp_path / "工作区"
    if place == "empty":
        folder.mkdir()
    elif place == "a file":
        folder.write_text("不是文件夹", "utf-8")
    before = sorted(tmp_path.rglob("*"))
    more = ["--round", "r", "--unit", "u"] if command == "record" else []
    said = refusal(command, "--workspace", folder, *more)
    assert said == f"文件夹“{folder}”里没有工作区，请核对位置"
    assert sorted(tmp_path.rglob("*")) == before
