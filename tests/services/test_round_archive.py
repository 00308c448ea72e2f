"""Archives: a finished round in a folder that tells everything by itself, and tells of every change to it."""

import csv
import io
import json
import shutil
import subprocess
from collections.abc import Callable, Iterator
from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest

from desktop.domain.checksums import checksum_list
from desktop.domain.records import AssessmentKey, EvidenceLink
from desktop.domain.refusals import Refused
from desktop.services.archive_check import archive_faults
from desktop.services.archive_places import MANIFEST, PLACES, SCORES, SHEETS, SUMS, TRAIL
from desktop.services.corrections import NewJudgement
from desktop.services.evidence import link_evidence
from desktop.services.finalising import finalise, reopen
from desktop.services.meetings import Convened, change_in_meeting, open_meeting
from desktop.services.objections import Raised, Resolution, decide_objection, raise_objection
from desktop.services.progress import Cancelled
from desktop.services.recording import judge
from desktop.services.rectifications import list_lost
from desktop.services.round_archive import Archived, ArchiveWish, archive_round
from desktop.services.taking_part import excuse_unit
from desktop.services.workspaces import open_workspace
from desktop.store.workspace import Workspace
from tests.cli.calling import kaoping
from tests.services.building import ME, add, office_in, rounds, settle

DAY = date(2022, 12, 1)


def keep(workspace: Workspace, out: Path, *, with_evidence: bool = True) -> Archived:
    wish = ArchiveWish(rounds().sections, out, with_evidence)
    return archive_round(workspace, wish, lambda _done, _all: None, lambda: False)


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    """The sections' round, finished."""
    with open_workspace(office_in(tmp_path_factory.mktemp("archive"))) as workspace:
        for unit in ("u-a", "u-b", "u-c"):
            key = AssessmentKey(rounds().sections, unit)
            settle(workspace, key)
            if unit == "u-a":
                judge(workspace, ME, key, "study", {"score": "7.5", "reason": "会议研究认定"})
                link = EvidenceLink("", add(workspace), *key, criterion="study-missed")
                link_evidence(workspace, ME, link)
            finalise(workspace, ME, key)
        _after_it(workspace, AssessmentKey(rounds().sections, "u-b"))
        yield workspace


def _after_it(workspace: Workspace, key: AssessmentKey) -> None:
    """A change at a meeting, an objection that is turned down, a repair; each with what proves it."""
    meeting, _ = open_meeting(workspace, ME, key.round, Convened("审定会", DAY, "张主任"))
    change_in_meeting(workspace, ME, meeting, key.unit, (NewJudgement("study", "6"), "会议认定"))
    raised = Raised("study", None, "会议记录齐全", DAY)
    objection, _ = raise_objection(workspace, ME, key, raised)
    link_evidence(
        workspace, ME, EvidenceLink("", add(workspace, "申诉.pdf", b"%PDF o"), objection=objection)
    )
    decide_objection(workspace, ME, objection, Resolution("rejected", "记录不全", DAY))
    list_lost(workspace, ME, key.round, [key.unit], DAY)


@pytest.fixture(scope="module")
def kept(office: Workspace, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return keep(office, tmp_path_factory.mktemp("kept") / "2022年度 考核档案").place


@pytest.fixture
def archive(kept: Path, tmp_path: Path) -> Path:
    """One's own, to be spoiled."""
    return Path(shutil.copytree(kept, tmp_path / "档案"))


def test_it_is_found_as_it_was_kept(kept: Path) -> None:
    assert archive_faults(kept) == ()


def test_any_system_can_check_its_files(kept: Path) -> None:
    done = subprocess.run(  # a tool of the system, as the guide says
        ["sha256sum", "--check", "--strict", SUMS],  # noqa: S607  # as above
        cwd=kept,
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0


def test_it_holds_papers_tables_evidence_and_a_guide(kept: Path) -> None:
    names = {one.relative_to(kept).as_posix() for one in kept.rglob("*") if one.is_file()}
    papers = {one for one in names if one.startswith("打印/")}
    whole = ["排名表", "得分表", "失分统计表", "图表", "会议改动清单", "更正对照表", "整改清单"]
    assert len(papers) == 3 + len(whole)
    assert [one for one in whole if not any(one in paper for paper in papers)] == []
    assert all((kept / one).read_bytes().startswith(b"%PDF") for one in papers)
    assert len([one for one in names if one.startswith("佐证/") and one.endswith(".pdf")]) == 2
    assert "异议" in (kept / "数据/佐证材料.csv").read_text("utf-8-sig")
    assert "kaoping verify" in (kept / "说明.txt").read_text("utf-8")
    assert "甲科" in (kept / "数据/各指标得分.csv").read_text("utf-8-sig")
    told = json.loads((kept / MANIFEST).read_text("utf-8"))
    assert [one["name"] for one in told["sheets"]] == ["甲科", "乙科", "丙科"]


def rows_of(kept: Path, table: str) -> list[dict[str, str]]:
    text = (kept / f"数据/{table}.csv").read_text("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_who_took_no_part_stands_apart_in_every_table(tmp_path: Path) -> None:
    with open_workspace(office_in(tmp_path)) as workspace:
        for unit in ("u-a", "u-b", "u-c"):
            settle(workspace, AssessmentKey(rounds().sections, unit))
        excuse_unit(workspace, ME, AssessmentKey(rounds().sections, "u-a"), "=机构撤并")
        for unit in ("u-b", "u-c"):
            finalise(workspace, ME, AssessmentKey(rounds().sections, unit))
        place = keep(workspace, tmp_path / "档案").place
    assert {one["单位"] for one in rows_of(place, "各指标得分")} == {"乙科", "丙科"}
    placed = rows_of(place, "排名")
    assert [(one["名次"], one["单位"], one["说明"]) for one in placed[-1:]] == [
        ("", "甲科", "未参加；=机构撤并")
    ]
    assert (placed[-1]["总分"], placed[-1]["组别"]) == ("", "")
    assert all(one["总分"] and one["排名依据：总分"] == one["总分"] for one in placed[:-1])
    told = json.loads((place / MANIFEST).read_text("utf-8"))
    assert [bool(one["total"]) for one in told["sheets"]] == [False, True, True]
    assert archive_faults(place) == ()


def test_other_rounds_do_not_leak(kept: Path) -> None:
    trail = (kept / TRAIL).read_text("utf-8")
    assert rounds().sections in trail
    assert rounds().cities not in trail


def replaced(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def summed_anew(folder: Path) -> None:
    """As somebody would who knows what checksums are."""
    files = [one for one in folder.rglob("*") if one.is_file() and one.name != SUMS]
    sums = {
        one.relative_to(folder).as_posix(): sha256(one.read_bytes()).hexdigest() for one in files
    }
    (folder / SUMS).write_text(checksum_list(sums), "utf-8")


SPOILT: list[tuple[Callable[[Path], object], str]] = [
    (lambda kept: (kept / SUMS).unlink(), "不见了"),
    (lambda kept: (kept / SUMS).write_text("乱写", "utf-8"), "读不出"),
    (lambda kept: (kept / SHEETS).unlink(), "缺少这个文件"),
    (lambda kept: replaced(kept / SHEETS, "7.5", "8.5"), "内容与校验值不符"),
    (lambda kept: (kept / "打印/补充.pdf").write_bytes(b"%PDF"), "后来放进来的"),
]


@pytest.mark.parametrize(("spoil", "told"), SPOILT)
def test_a_change_is_told(archive: Path, spoil: Callable[[Path], object], told: str) -> None:
    spoil(archive)
    assert any(told in fault for fault in archive_faults(archive))


FORGED: list[tuple[Callable[[Path], object], str]] = [
    (lambda kept: replaced(kept / SHEETS, '"score": "7.5"', '"score": "9.5"'), "重新计算的不符"),
    (lambda kept: replaced(kept / TRAIL, "会议研究认定", "领导同意"), "已被改动"),
    (lambda kept: replaced(kept / MANIFEST, '"name": "甲科"', '"name": "丁科"'), "不符"),
    (lambda kept: (kept / SHEETS).write_text("[1]", "utf-8"), "读不出"),
    (lambda kept: replaced(kept / SCORES, "甲科,1,", "丁科,1,"), "与考核表里的得分不符"),
    (lambda kept: replaced(kept / PLACES, "1,", "2,"), "与按办法重新排的名次不符"),
    (lambda kept: (kept / PLACES).unlink(), "档案里没有这个文件"),
    (
        lambda kept: (kept / TRAIL).write_text(
            "".join((kept / TRAIL).read_text("utf-8").splitlines(keepends=True)[:-1]), "utf-8"
        ),
        "缺了后面的留痕",
    ),
]


@pytest.mark.parametrize(("forge", "told"), FORGED)
def test_a_change_with_new_checksums_is_told_too(
    archive: Path, forge: Callable[[Path], object], told: str
) -> None:
    forge(archive)
    summed_anew(archive)
    assert any(told in fault for fault in archive_faults(archive))


def test_a_round_that_is_not_finished_is_refused(office: Workspace, tmp_path: Path) -> None:
    key = AssessmentKey(rounds().sections, "u-b")
    reopen(office, ME, key, "复核")
    with pytest.raises(Refused, match="还有 1 个单位没有定稿（乙科）"):
        keep(office, tmp_path / "out")
    finalise(office, ME, key)
    assert not (tmp_path / "out").exists()


def test_a_folder_with_something_in_it_is_refused(office: Workspace, tmp_path: Path) -> None:
    (tmp_path / "别的.txt").write_text("x", "utf-8")
    with pytest.raises(Refused, match="新的文件夹"):
        keep(office, tmp_path)
    assert [one.name for one in tmp_path.iterdir()] == ["别的.txt"]


def test_called_off_it_leaves_nothing(office: Workspace, tmp_path: Path) -> None:
    wish = ArchiveWish(rounds().sections, tmp_path / "out")
    with pytest.raises(Cancelled):
        archive_round(office, wish, lambda _done, _all: None, lambda: True)
    assert [*tmp_path.iterdir()] == []


def test_evidence_that_is_gone_is_named(office: Workspace, tmp_path: Path) -> None:
    digest = add(office)
    path = office.files.path_of(digest)
    content = path.read_bytes()
    path.unlink()
    try:
        made = keep(office, tmp_path / "out")
    finally:
        path.write_bytes(content)
    assert made.lacking == ("《会议纪要.pdf》读不出或已损坏，没有存进档案",)
    assert archive_faults(made.place) == ()


def test_the_evidence_can_be_left_out(office: Workspace, tmp_path: Path) -> None:
    made = keep(office, tmp_path / "out", with_evidence=False)
    assert not (made.place / "佐证").exists()
    assert archive_faults(made.place) == ()


def test_the_commands_write_and_verify_it(office: Workspace, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(office.folder, tmp_path / "own"))
    out = tmp_path / "档案"
    ended = kaoping("archive", "--workspace", folder, "--round", rounds().sections, "--out", out)
    assert (ended.returncode, ended.stdout) == (0, "")
    assert kaoping("verify", "--workspace", out).returncode == 0
    (out / SUMS).unlink()
    again = kaoping("verify", "--workspace", out)
    assert again.returncode == 1
    assert again.stdout.startswith(SUMS)


def test_one_of_a_newer_program_says_what_to_do(archive: Path) -> None:
    told = json.loads((archive / MANIFEST).read_bytes())
    (archive / MANIFEST).write_text(json.dumps(told | {"format": 99}), "utf-8")
    (archive / PLACES).unlink()
    [fault] = archive_faults(archive)
    assert fault == f"{MANIFEST}：这个档案由更新版本的考评台写成，请先升级程序再核验"
