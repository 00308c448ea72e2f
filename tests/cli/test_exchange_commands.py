"""`kaoping handover` and `kaoping merge`: out, back, and a conflict that a side must be named for."""

from pathlib import Path

import pytest

from desktop.domain.records import AssessmentKey
from desktop.services.recording import judge
from desktop.services.workspaces import is_workspace, open_workspace, verify
from tests.cli.calling import kaoping, refusal
from tests.services.building import ME, everything, office_in, rounds

pytestmark = pytest.mark.uncounted


def given(folder: Path, out: Path) -> None:
    ended = kaoping(
        *("handover", "--workspace", folder, "--round", rounds().sections, "--unit", "u-a"),
        *("--unit", "u-b", "--to", "二组", "--out", out),
    )
    assert (ended.returncode, ended.stdout) == (0, "")
    assert ended.stderr == f"已把 2 个单位交给二组：{out}\n"


def judged(folder: Path, score: str) -> None:
    with open_workspace(folder) as workspace:
        key = AssessmentKey(rounds().sections, "u-a")
        judge(workspace, ME, key, "study", {"score": score, "reason": "酌情"})


def test_out_and_back_with_a_conflict(tmp_path: Path) -> None:
    here, there = office_in(tmp_path), tmp_path / "there"
    given(here, tmp_path / "out.kpjh")
    ended = kaoping("merge", tmp_path / "out.kpjh", "--workspace", there)
    assert (ended.returncode, ended.stderr) == (0, "已接收 2 个单位的考核表\n")
    judged(here, "8")
    judged(there, "7.5")
    given(there, tmp_path / "back.kpjh")
    call = ("merge", tmp_path / "back.kpjh", "--workspace", here)
    before = everything(here)
    ended = kaoping(*call)
    assert ended.returncode == 1
    assert "甲科  1 按季学习研究：自由裁量  本机：8 分，理由：酌情（王考评" in ended.stdout
    assert "有 1 处两边改得不同，没有合并" in ended.stderr
    assert everything(here) == before
    ended = kaoping(*call, "--theirs", "--person", "李复核")
    told = "已合并 2 个单位，并入对方改动 0 处，选定 1 处\n"
    assert (ended.returncode, ended.stderr) == (0, told)
    ended = kaoping(*call)
    assert (ended.returncode, ended.stderr) == (0, "这个考核包已经合并过，没有新的内容\n")
    for folder in (here, there):
        assert verify(folder).faults == ()


def test_units_may_stand_behind_one_another(tmp_path: Path) -> None:
    """Once: as the usage has it, “--unit 单位 …”, it was called wrong."""
    ended = kaoping(
        *("handover", "--workspace", office_in(tmp_path), "--round", rounds().sections),
        *("--unit", "u-a", "u-b", "--to", "二组", "--out", tmp_path / "out.kpjh"),
    )
    told = f"已把 2 个单位交给二组：{tmp_path / 'out.kpjh'}\n"
    assert (ended.returncode, ended.stderr) == (0, told)


def test_what_came_back_does_not_give_way_to_what_goes_out(tmp_path: Path) -> None:
    """Once: the same name, and the other's work of a week was gone."""
    back = tmp_path / "二组.kpjh"
    back.write_bytes(b"came back")
    call = ("handover", "--workspace", office_in(tmp_path), "--round", rounds().sections)
    said = refusal(*call, "--unit", "u-a", "--to", "二组", "--out", back)
    assert said == f"“{back}”已经存在，没有覆盖；请换一个名称，或先把它移开"
    assert back.read_bytes() == b"came back"


def test_a_broken_package_makes_no_workspace(tmp_path: Path) -> None:
    (tmp_path / "x.kpjh").write_bytes(b"PK")
    words = refusal("merge", tmp_path / "x.kpjh", "--workspace", tmp_path / "there")
    assert "不是完好的考核包" in words
    assert not is_workspace(tmp_path / "there")


def test_a_package_that_is_not_there_is_said_not_to_be_there(tmp_path: Path) -> None:
    words = refusal("merge", tmp_path / "没有.kpjh", "--workspace", tmp_path / "there")
    assert "找不到文件或文件夹" in words
    assert not is_workspace(tmp_path / "there")


def test_both_sides_are_no_choice(tmp_path: Path) -> None:
    assert "写法：kaoping merge" in refusal("merge", tmp_path / "x.kpjh", "--ours", "--theirs")
