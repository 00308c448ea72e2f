"""A workspace of every released program: its backup comes back, it is upgraded, scored, printed and found true."""

import json
from pathlib import Path

import pytest

from desktop.store.migrations import CURRENT, REVISIONS
from tests.cli.calling import kaoping
from tests.store.building import OPEN_KEY
from tests.store.test_released import RELEASED
from tests.torture import times

pytestmark = pytest.mark.uncounted


def done(*call: str | Path, given: str = "") -> tuple[str, str]:
    ended = kaoping(*call, given=given, quick=True)
    assert ended.returncode == 0, ended.stderr
    return ended.stdout, ended.stderr


@pytest.mark.parametrize("revision", REVISIONS)
def test_it_serves_this_program_from_the_first_command_on(revision: str, tmp_path: Path) -> None:
    folder = tmp_path / "office"
    at = ("--workspace", folder)
    done("restore", RELEASED / f"{revision}.zip", *at)
    _, aside = done("rounds", *at)
    kept = list((folder / "backups").glob(f"*-before-upgrade-from-{revision}.db"))
    assert len(kept) == (revision != CURRENT)
    assert aside == "".join(
        f"提醒：工作区已升级，可以接着用；升级前的副本留在 {one}\n" for one in kept
    )
    line = json.dumps({"criterion": "complaints", "fact": {"items": [{"class": "plain"}]}})
    of = (*at, "--round", OPEN_KEY.round, "--unit", OPEN_KEY.unit)
    answer, aside = done("record", *of, given=line)
    assert json.loads(answer)["total"] == "24.75"
    assert aside == "", "it is told once"
    for ending in ("pdf", "docx", "xlsx")[: times(1, 3)]:
        done("sheet", *of, "--out", tmp_path / f"表.{ending}")
    assert "工作区现在就是这样" in done("code", tmp_path / "表.pdf", *at)[0]
    done("backup", *at, "--out", tmp_path / "all.zip")
    assert "核验通过" in done("verify", *at)[0]
    for one in kept:
        done("restore", one, "--workspace", tmp_path / "as it was")
        _, aside = done("rounds", "--workspace", tmp_path / "as it was")
        assert "工作区已升级" in aside
