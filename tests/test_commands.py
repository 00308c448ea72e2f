"""The commands of the contract, run as another program runs them."""

import json
import os
import re
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest

from desktop.cli.program import COMMANDS, main
from tests.program import CHECKOUT, run

SCORED = {
    "changchun-counties": ("10", "0"),
    "sanmenxia-2020-counties": ("100", "0"),
    "sanmenxia-2020-departments": ("100", "2"),
    "shuozhou-2022-cities": ("100", "3.5"),
    "yuxi-education-sections": ("100", "0"),
}


def test_schemes_lists_what_is_installed() -> None:
    ended = run("schemes", "--json")
    listed = {one["id"]: (one["points"], one["bonus"]) for one in json.loads(ended.stdout)}
    assert listed == SCORED | {"guantao-2020-supervision": ("0", "0")}
    assert ended.returncode == 0
    assert all(name in run("schemes").stdout for name in listed)


def test_show_has_every_figure() -> None:
    shown = json.loads(run("schemes", "show", "sanmenxia-2020-departments", "--json").stdout)
    assert list(shown) == ["id", "title", "points", "bonus", "indicators", "bonus_criteria"]
    completion = next(one for one in shown["indicators"] if one["id"] == "plan-completion")
    criterion = completion["criteria"][0]
    assert criterion["measure"] == "ratio"
    assert criterion["tiers"][:2] == [["100%", "30"], ["90%", "25"]]
    assert criterion["below"] == "0"
    assert shown["bonus_criteria"][0]["points"] == "2"


@pytest.mark.parametrize("scheme", SCORED)
def test_show_adds_up_to_the_points(scheme: str) -> None:
    shown = json.loads(run("schemes", "show", scheme, "--json").stdout)
    total = sum(Decimal(one["points"]) for one in shown["indicators"])
    assert total == Decimal(shown["points"])


def test_show_reads_as_text_too() -> None:
    text = run("schemes", "show", "yuxi-education-sections").stdout
    assert "序号6②" in text
    assert "每项扣 1 分，最多扣 5 分" in text


def test_check_is_content_with_what_is_installed() -> None:
    ended = run("schemes", "check")
    assert (ended.returncode, ended.stdout) == (0, "")
    assert "R6" in ended.stderr  # the one exception that a document needs


def test_check_names_file_line_and_remedy(tmp_path: Path) -> None:
    folder = tmp_path / "yuxi-education-sections"
    folder.mkdir()
    broken = folder / "scheme.toml"
    text = (CHECKOUT / "schemes/yuxi-education-sections/scheme.toml").read_text("utf-8")
    broken.write_text(text.replace("deduct = 2\n", "deducted = 2\n", 1), "utf-8")
    line = text[: text.index("deduct = 2\n")].count("\n") + 1
    ended = run("schemes", "check", str(broken))
    assert ended.returncode == 1
    assert ended.stdout.startswith(f"{broken}:{line}: 没有“deducted”这一项，是不是要写“deduct”？")


def test_check_of_a_missing_file_is_a_wrong_call(tmp_path: Path) -> None:
    ended = run("schemes", "check", str(tmp_path / "none.toml"))
    assert ended.returncode == 2
    assert ended.stderr.count("\n") == 1


def test_score_answers_each_line_in_its_place() -> None:
    good = '{"scheme": "yuxi-education-sections", "facts": {"study-missed": {"count": 1}}}'
    bad = '{"scheme": "yuxi-education-sections", "facts": {"study-missed": {"count": -1}}}'
    ended = run("score", given=f"{good}\n{bad}\n{{\n{good}\n")
    answers = [json.loads(line) for line in ended.stdout.splitlines()]
    assert [answer.get("total") for answer in answers] == ["8", None, None, "8"]
    assert answers[1]["at"] == "facts.study-missed.count"
    assert ended.returncode == 2
    assert ended.stderr == ""


def test_score_reads_a_file(tmp_path: Path) -> None:
    lines = tmp_path / "facts.jsonl"
    lines.write_text('{"scheme": "guantao-2020-supervision", "facts": {}}\n', "utf-8")
    ended = run("score", str(lines))
    assert ended.returncode == 0
    assert json.loads(ended.stdout)["indicators"] == []


def test_score_of_the_contract_example() -> None:
    given = (
        '{"scheme": "yuxi-education-sections", "facts": {"study-missed": {"count": 1}},'
        ' "discretion": {"study": {"score": "9", "reason": "季度会议改为线上"}}}'
    )
    answer = json.loads(run("score", given=given).stdout)
    study = answer["indicators"][0]
    assert (study["score"], study["computed"]) == ("9", "8")
    assert study["discretion"] == {"score": "9", "reason": "季度会议改为线上"}
    assert (answer["assessed_points"], answer["base"], answer["total"]) == ("10", "9", "9")
    assert "study-missed" not in answer["pending"]
    assert answer["pending"][0] == "unplanned"


@pytest.mark.parametrize(
    "call",
    [
        ("nonsense",),
        ("schemes", "show"),
        ("schemes", "show", "no-such-scheme"),
        ("schemes", "--nonsense"),
        ("score", "/no/such/file"),
    ],
)
def test_a_wrong_call_gets_one_clear_line(call: tuple[str, ...]) -> None:
    ended = run(*call)
    assert ended.returncode == 2
    assert ended.stdout == ""
    assert ended.stderr.startswith("kaoping：")
    assert ended.stderr.count("\n") == 1


def test_help_is_in_chinese() -> None:
    ended = run("--help")
    assert ended.returncode == 0
    assert "kaoping schemes check" in ended.stdout
    assert "usage" not in ended.stdout


@pytest.mark.parametrize(
    "name", sorted(set(re.findall(r"^  kaoping (\w+)", COMMANDS, re.MULTILINE)))
)
def test_the_help_of_a_command_tells_of_it_alone(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit, match=r"^0$"):
        main([name, "--help"])
    told = capsys.readouterr().out
    assert told.startswith(f"写法：kaoping {name} ")
    assert {*re.findall(r"^  kaoping (\w+)", told, re.MULTILINE)} == {name}
    assert told.endswith("\n\n全部命令见 kaoping --help\n")


def test_a_full_disk_is_said_in_one_line() -> None:
    call = [sys.executable, "-m", "desktop", "schemes"]
    with Path("/dev/full").open("wb") as full:
        ended = subprocess.run(call, cwd=CHECKOUT, stdout=full, stderr=subprocess.PIPE, check=False)
    assert ended.returncode == 2
    assert ended.stderr.decode().startswith("kaoping：写不出结果")
    assert ended.stderr.count(b"\n") == 1


def test_no_lines_are_no_fault() -> None:
    ended = run("score", given=b"\n  \n")
    assert (ended.returncode, ended.stdout, ended.stderr) == (0, "", "")


def test_a_reader_that_goes_away_is_no_fault(tmp_path: Path) -> None:
    lines = tmp_path / "facts.jsonl"
    lines.write_text('{"scheme": "yuxi-education-sections", "facts": {}}\n' * 2000, "utf-8")
    call = [sys.executable, "-m", "desktop", "score", str(lines)]
    pipe = subprocess.PIPE
    with subprocess.Popen(call, cwd=CHECKOUT, stdout=pipe, stderr=pipe) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 0


@pytest.mark.parametrize(("redirected", "code"), [("<&-", 2), (">&-", 0), ("2>&-", 2)])
def test_a_closed_stream_is_no_bug(redirected: str, code: int) -> None:
    arguments = {">&-": "schemes", "<&-": "score", "2>&-": "nonsense"}[redirected]
    command = f'"{sys.executable}" -m desktop {arguments} {redirected}'
    ended = subprocess.run(
        ["/bin/sh", "-c", command], cwd=CHECKOUT, capture_output=True, check=False
    )
    assert ended.returncode == code
    assert b"Traceback" not in ended.stderr
    assert ended.stderr.count(b"\n") == (redirected == "<&-")


def test_a_name_that_is_no_text_is_said_as_well_as_it_can_be() -> None:
    name = os.fsdecode(b"/tmp/bad\xff.toml")
    call = [sys.executable, "-m", "desktop", "schemes", "check", name]
    ended = subprocess.run(call, cwd=CHECKOUT, capture_output=True, check=False)
    assert ended.returncode == 2
    assert ended.stderr.decode() == "kaoping：打不开文件 /tmp/bad?.toml，请核对路径和权限\n"


def test_the_flag_counts_before_and_behind_the_word() -> None:
    behind = run("schemes", "show", "guantao-2020-supervision", "--json").stdout
    assert run("schemes", "--json", "show", "guantao-2020-supervision").stdout == behind
    assert "每月20日前" in run("schemes", "show", "guantao-2020-supervision").stdout
