"""`kaoping sheet`, as another program uses it: files that are the same each time, or one line that says why not."""

import json
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl  # type: ignore[import-untyped]  # it has no types
import pytest
from docx import Document

from desktop.cli.program import main
from desktop.domain.records import AssessmentKey
from desktop.services.printing import save_sheet
from desktop.services.recording import record_finding
from desktop.services.workspaces import open_workspace
from tests.cli.calling import kaoping, refusal
from tests.documents.setting.reading import pages_of, words
from tests.services.building import (
    ME,
    SECTIONS,
    demonstration_in,
    everything,
    office_in,
    rounds,
)

pytestmark = pytest.mark.uncounted

Plain = dict[str, Any]


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demonstration, to be printed and not to be changed."""
    return demonstration_in(tmp_path_factory.mktemp("demo"))


@pytest.fixture(scope="module")
def listed(demo: Path) -> Plain:
    """The round of the sections, as `kaoping rounds` tells it."""
    every = json.loads(kaoping("rounds", "--workspace", demo, "--json", quick=True).stdout)
    [found] = [one for one in every if one["scheme"] == SECTIONS]
    assert isinstance(found, dict)
    return found


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An office in which nothing is printed."""
    return office_in(tmp_path_factory.mktemp("shared"))


def text_of(file: Path) -> str:
    return "".join(words(page) for page in pages_of(file.read_bytes()))


def test_all_are_the_bytes_of_each_and_nothing_is_recorded(
    demo: Path, listed: Plain, tmp_path: Path
) -> None:
    before = everything(demo)
    of = ["sheet", "--workspace", str(demo), "--round", listed["id"]]
    ended = kaoping(
        *of, "--all", "--out", tmp_path / "全部", quick=True, PYTHONHASHSEED="1", TZ="UTC"
    )
    assert (ended.returncode, ended.stdout) == (0, "")
    assert ended.stderr == f"已打印 5 份，存在 {tmp_path / '全部'}\n"
    unit = listed["units"][0]
    out = tmp_path / "新" / "表.pdf"
    # Another zone and another order of all sets: nothing of it may show.
    single = kaoping(*of, "--unit", unit["id"], "--out", out, PYTHONHASHSEED="7", TZ="PRC")
    assert (single.returncode, single.stdout) == (0, "")
    assert single.stderr == f"已保存 {out}\n"
    assert out.read_bytes() == (tmp_path / "全部" / named(unit, listed)).read_bytes()
    assert everything(demo) == before
    files = sorted(one.name for one in (tmp_path / "全部").iterdir())
    assert files == sorted(named(one, listed) for one in listed["units"])
    for one in listed["units"]:
        told = text_of(tmp_path / "全部" / named(one, listed))
        assert f"被考核单位：{one['name']}" in told
        scored = "未评" if one["total"] == "0" else f"{one['total']}分"
        assert f"考核得分：{scored}（" in told


def named(unit: Plain, of: Plain) -> str:
    state = "定稿" if unit["state"] == "finalised" else "草稿"
    return f"{unit['name']}_{of['name']}_评分表_{state}.pdf"


@pytest.mark.parametrize("ending", [".docx", ".xlsx"])
def test_word_and_excel_are_the_bytes_that_any_other_process_makes(
    demo: Path, listed: Plain, tmp_path: Path, ending: str
) -> None:
    unit = listed["units"][0]
    of = ["sheet", "--workspace", str(demo), "--round", listed["id"], "--unit", unit["id"]]
    ended = kaoping(
        *of, "--out", tmp_path / f"表{ending}", quick=True, PYTHONHASHSEED="7", TZ="PRC"
    )
    assert (ended.returncode, ended.stdout) == (0, "")
    with open_workspace(demo) as workspace:
        key = AssessmentKey(listed["id"], unit["id"])
        own = save_sheet(workspace, key, tmp_path / f"自己{ending}").read_bytes()
    assert (tmp_path / f"表{ending}").read_bytes() == own
    assert unit["name"] in said_in(own, ending)


def said_in(content: bytes, ending: str) -> str:
    if ending == ".docx":
        return "".join(one.text for one in Document(BytesIO(content)).paragraphs)
    [sheet] = openpyxl.load_workbook(BytesIO(content)).worksheets
    return "".join(str(cell) for row in sheet.values for cell in row)


def test_the_blank_form_with_chosen_columns(shared: Path, tmp_path: Path) -> None:
    of = ["sheet", "--workspace", str(shared), "--round", rounds().sections, "--blank"]
    ended = kaoping(*of, "--columns", "no, requirement ,score", "--out", tmp_path / "空白.PDF")
    assert (ended.returncode, ended.stdout) == (0, "")
    told = text_of(tmp_path / "空白.PDF")
    assert "序号绩效要求得分情况" in told
    assert "督查评分标准" not in told
    assert "空白表" in told


def test_one_that_cannot_be_printed_is_named_and_the_others_are_there(tmp_path: Path) -> None:
    office = office_in(tmp_path)
    with open_workspace(office) as workspace:
        record_finding(
            workspace, ME, rounds().section, "unplanned", {"found": True, "note": "\u0e01"}
        )
    out = tmp_path / "全部"
    ended = kaoping(
        "sheet", "--workspace", office, "--round", rounds().sections, "--all", "--out", out
    )
    assert ended.returncode == 1
    [line] = ended.stdout.splitlines()
    assert line.startswith("甲科：")
    assert "U+0E01" in line
    assert ended.stderr == f"已打印 2 份，存在 {out}\n"
    assert sorted(one.name[:2] for one in out.iterdir()) == ["丙科", "乙科"]
    unit = ["--round", rounds().sections, "--unit", "u-a"]
    said = refusal("sheet", "--workspace", office, *unit, "--out", tmp_path / "单" / "表.pdf")
    assert "“\u0e01”（U+0E01）" in said
    assert not (tmp_path / "单").exists()


REFUSED: dict[str, tuple[list[str], str]] = {
    "an unknown ending": (["--unit", "u-a", "--out", "OUT/新/表.txt"], "“.txt”"),
    "an unknown unit": (["--unit", "u-z", "--out", "OUT/新/表.pdf"], "“u-z”"),
    "no unit": (["--out", "OUT/表.pdf"], "--unit 单位（一个单位）、--all（全部单位）或 --blank"),
    "two of them": (["--unit", "u-a", "--all", "--out", "OUT/表"], "--all（全部单位）"),
    "a folder's name": (["--unit", "u-a", "--out", "OUT/表.pdf/"], "没有写明文件名"),
    "a folder that is there": (["--unit", "u-a", "--out", "OUT/旧.pdf"], "是文件夹，请写明"),
    "within the workspace": (["--unit", "u-a", "--out", "OFFICE/表.pdf"], "在工作区文件夹里"),
    "all within it": (["--all", "--out", "OFFICE/表"], "在工作区文件夹里"),
    "an unknown column": (["--unit", "u-a", "--columns", "color", "--out", "OUT/表.pdf"], "color"),
    "for all": (["--all", "--columns", "color", "--out", "OUT/表"], "color"),
    "all into a file": (["--all", "--out", "OUT/旧.txt"], "旧.txt"),
    "a month of a scored sheet": (
        ["--unit", "u-a", "--month", "2022-13", "--out", "OUT/表.pdf"],
        "没有月报表，请不要指定月份",
    ),
    "a month of all": (["--all", "--month", "2022-03", "--out", "OUT/表"], "没有月报表"),
    "a month of none": (["--blank", "--month", "2022-03", "--out", "OUT/表.pdf"], "空白表不分月份"),
}


def refused_here(capfd: pytest.CaptureFixture[str], *arguments: str | Path) -> str:
    """As `refusal`, but without a process for each."""
    assert main([str(one) for one in ("sheet", *arguments)]) == 2
    told = capfd.readouterr()
    assert (told.out, told.err.count("\n")) == ("", 1)
    return told.err.removeprefix("kaoping：").rstrip()


@pytest.mark.parametrize("case", REFUSED)
def test_a_wrong_call_is_one_line_and_writes_nothing(
    shared: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str], case: str
) -> None:
    call, why = REFUSED[case]
    (tmp_path / "旧.pdf").mkdir()
    (tmp_path / "旧.txt").write_text("旧", "utf-8")
    before = everything(shared), sorted(shared.rglob("*")), sorted(tmp_path.rglob("*"))
    real = [one.replace("OUT", str(tmp_path)).replace("OFFICE", str(shared)) for one in call]
    said = refused_here(capfd, "--workspace", shared, "--round", rounds().sections, *real)
    assert why in said
    assert (everything(shared), sorted(shared.rglob("*")), sorted(tmp_path.rglob("*"))) == before


@pytest.mark.parametrize("which", [["--all"], ["--blank"], ["--unit", "u-a"]])
def test_an_unknown_round_is_refused(
    shared: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str], which: list[str]
) -> None:
    call = ["--round", "r-none", *which, "--out", str(tmp_path / "新" / "表.pdf")]
    said = refused_here(capfd, "--workspace", shared, *call)
    assert said == "没有代号为“r-none”的考核批次，请用 kaoping rounds 查看"
    assert [*tmp_path.iterdir()] == []
