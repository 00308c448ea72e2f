"""A workspace and all that goes in and out of it, at places whose names are long, or full of signs, or too long."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest

from desktop.domain.records import AssessmentKey, EvidenceLink
from desktop.services.evidence import add_files, link_evidence
from desktop.services.finalising import finalise
from desktop.services.workspaces import open_workspace
from desktop.store.copying import go_on, say_nothing
from desktop.store.lengths import MOST
from tests.cli.calling import kaoping, refusal
from tests.services.building import ME, office_in, rounds, settle
from tests.store.test_released import RELEASED
from tests.torture import times

pytestmark = pytest.mark.uncounted

SIGNS: Final = "考评 台'引号' “中” #1 50%20 100% ？?a=1&b=2;~$x !"
LONG_NAME: Final = "关于开展“双随机、一公开”抽查的通知 #3 100%" + "（续）" * 10 + ".pdf"


def of_length(folder: Path, length: int, word: str) -> Path:
    """A folder in this one whose whole path has so many characters."""
    while len(str(folder)) < length:
        room = length - len(str(folder)) - 1
        step = 60 if room > 61 else room  # never one character left over
        folder /= (word * step)[:step].strip() or "x"
    return folder


PLACES: Final[dict[str, Callable[[Path], Path]]] = {
    "signs": lambda folder: folder / SIGNS,
    "a name like an address": lambda folder: folder / "file:x?mode=ro#y",
    "250 characters": lambda folder: of_length(folder, 250, "kaoping-考评"),
}


@pytest.fixture(params=list(PLACES)[:: times(2, 1)])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    return PLACES[request.param](tmp_path)


def finished_at(place: Path, tmp_path: Path) -> Path:
    """An office whose round is finished, with evidence whose name is as odd."""
    place.parent.mkdir(parents=True, exist_ok=True)
    folder = office_in(tmp_path).rename(place)
    (tmp_path / LONG_NAME).write_bytes(b"%PDF odd")
    with open_workspace(folder) as workspace:
        [taken] = add_files(workspace, ME, [tmp_path / LONG_NAME], say_nothing, go_on).files
        link = EvidenceLink("", taken.evidence, rounds().sections, "u-b", criterion="study-missed")
        link_evidence(workspace, ME, link)
        for unit in ("u-a", "u-b", "u-c"):
            key = AssessmentKey(rounds().sections, unit)
            settle(workspace, key)
            finalise(workspace, ME, key)
    return folder


def done(*call: str | Path, given: str = "") -> str:
    ended = kaoping(*call, given=given, quick=True)
    assert ended.returncode == 0, ended.stderr
    return ended.stdout


def test_everything_works_there(place: Path, tmp_path: Path) -> None:
    folder = finished_at(place, tmp_path)
    of = ("--workspace", folder, "--round", rounds().sections)
    out = folder.with_name("出 #%?")
    out.mkdir()
    done("sheet", *of, "--unit", "u-a", "--out", out / "表 #1 100%.pdf")
    done("sheet", *of, "--unit", "u-a", "--out", out / "表?.docx")
    done("sheet", *of, "--all", "--out", out / "全部 %20")
    assert len([*(out / "全部 %20").iterdir()]) == 3
    assert "现在" in done("code", out / "表 #1 100%.pdf", "--workspace", folder)
    done("archive", *of, "--out", out / "档案 #1")
    done("verify", "--workspace", out / "档案 #1")
    done("handover", *of, "--unit", "u-b", "--to", "二组", "--out", out / "包 #?.kpjh")
    done("merge", out / "包 #?.kpjh", "--workspace", out / "那边 100%")
    done("backup", "--workspace", folder, "--out", out / "备份 ?#.zip")
    done("restore", out / "备份 ?#.zip", "--workspace", out / "回来 #")
    [kept] = (folder / "backups").glob("*.db")
    done("restore", kept, "--workspace", out / "回来 %")
    for one in (folder, out / "回来 #", out / "回来 %", out / "那边 100%"):
        assert "核验通过" in done("verify", "--workspace", one)
    there = json.loads(done("rounds", "--workspace", out / "回来 #", "--json"))
    assert there == json.loads(done("rounds", "--workspace", folder, "--json"))


def too_long(folder: Path) -> Path:
    return of_length(folder, 250, "一") / "深"


@pytest.mark.parametrize("call", ["demo DIR", "restore FILE --workspace DIR"])
def test_a_place_too_deep_for_a_workspace_is_refused_before_anything_is_made(
    call: str, tmp_path: Path
) -> None:
    deep = too_long(tmp_path)
    named = {"DIR": deep, "FILE": RELEASED / "0001.zip"}
    words = refusal(*(named.get(one, one) for one in call.split()))
    assert f"{len(str(deep).encode())} 字节" in words
    assert f"最多 {MOST}；" in words
    assert "请把工作区放在层次较浅" in words
    assert not any(tmp_path.iterdir())


def test_the_deepest_place_that_is_allowed_holds_an_upgrade_and_all_its_copies(
    tmp_path: Path,
) -> None:
    middle = tmp_path / ("层" * 60)
    deep = middle / ("x" * (MOST - len(str(middle).encode()) - 1))
    done("restore", RELEASED / "0001.zip", "--workspace", deep)
    done("rounds", "--workspace", deep)
    assert [*(deep / "backups").glob("*before-upgrade-from-0001.db")]
    done("backup", "--workspace", deep, "--out", tmp_path / "all.zip")
    assert "核验通过" in done("verify", "--workspace", deep)


def test_a_workspace_that_was_moved_too_deep_opens_again_once_it_is_elsewhere(
    tmp_path: Path,
) -> None:
    folder, deep = office_in(tmp_path), too_long(tmp_path)
    deep.parent.mkdir(parents=True)
    folder.rename(deep)
    for command in ("rounds", "verify"):
        assert "请把工作区放在层次较浅" in refusal(command, "--workspace", deep)
    deep.rename(folder)
    assert "核验通过" in done("verify", "--workspace", folder)
