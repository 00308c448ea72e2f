"""The one way in: beside the window, to be called off, straight to its place or by way of a draft."""

import threading
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from desktop.domain.records import Evidence
from desktop.services.evidence import take_files
from desktop.viewmodels import taking_in
from desktop.viewmodels.goal import Goal
from desktop.viewmodels.handed import Handed
from tests.intake.raw_packages import Packed, archive, bomb, by_explorer
from tests.services.building import add, files_in, rounds
from tests.store.full_disk import no_file_over
from tests.viewmodels.handing import Handing, files, handing


def test_a_folder_is_taken_in_beside_the_window(at: Handing, tmp_path: Path) -> None:
    files(tmp_path / "甲科" / "3 方案", "方案.pdf", "Thumbs.db")
    at.taking.take_paths([tmp_path / "甲科"], at.goal())
    assert at.taking.busy is True
    assert [job.words for job in at.jobs.running] == ["正在收入“甲科”"]
    at.wait()
    [draft] = at.drafts
    assert draft.rows[0].folders == ("甲科", "3 方案")
    assert draft.skipped == "跳过系统文件 1 个"
    assert at.taking.busy is False


def test_one_file_at_its_very_place_needs_no_look(at: Handing, tmp_path: Path) -> None:
    at.take(Handed(tuple(files(tmp_path / "in", "方案.pdf"))), at.goal(3))
    assert at.drafts == []
    assert at.linked == [(3, "", None)]
    assert at.remarks == ["收入 1 份材料；已关联 1 件"]


def test_where_there_is_a_choice_it_is_shown(at: Handing, tmp_path: Path) -> None:
    at.take(Handed(tuple(files(tmp_path / "in", "方案.pdf"))), at.goal(2))
    assert len(at.drafts) == 1
    assert at.linked == []


def test_a_picture_is_pasted_with_a_name_that_says_when(at: Handing) -> None:
    shot = QImage(20, 10, QImage.Format.Format_RGB32)
    shot.fill(QColor("blue"))
    at.take(Handed(picture=shot), at.goal(3))
    assert at.linked == [(3, "", None)]
    with at.workspace.reading() as view:
        [kept] = view.all(Evidence)
    assert kept.name.startswith("截图")
    assert kept.media_type == "image/png"
    [content] = files_in(at.workspace.folder).values()
    assert QImage.fromData(content).pixelColor(5, 5) == QColor("blue")


def test_what_lies_on_another_machine_is_refused_in_words(at: Handing) -> None:
    at.taking.take(Handed(foreign=("smb://甲/乙.pdf",)), at.goal())
    assert at.refusals == ["“smb://甲/乙.pdf”不在本机，请先复制到本机再添加"]


def test_a_folder_without_files_is_refused_in_words(at: Handing, tmp_path: Path) -> None:
    (tmp_path / "空").mkdir()
    at.take(Handed((tmp_path / "空",)))
    assert at.refusals == [f"“{tmp_path / '空'}”里没有可以收入的文件"]
    assert not at.taking.busy


def test_a_full_disk_is_told_and_leaves_nothing(at: Handing, tmp_path: Path) -> None:
    large = tmp_path / "大.pdf"
    large.write_bytes(b"x" * (2 << 20))
    with no_file_over(1 << 20):
        at.take(Handed((large,)))
    assert at.refusals[0].startswith("保存材料失败：")
    assert files_in(at.workspace.folder) == {}
    assert at.drafts == []


def test_it_can_be_called_off_while_it_copies(
    at: Handing, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, go_on = threading.Event(), threading.Event()

    def waiting(workspace: object, sources: object, progress: object, cancelled: object) -> object:
        begun.set()
        go_on.wait(10)
        return take_files(workspace, sources, progress, cancelled)  # type: ignore[arg-type]  # passed on

    monkeypatch.setattr(taking_in, "take_files", waiting)
    at.taking.take_paths(files(tmp_path / "in", "方案.pdf"), at.goal())
    assert begun.wait(10)
    at.jobs.running[0].cancel()
    go_on.set()
    at.wait()
    assert (at.drafts, at.refusals, files_in(at.workspace.folder)) == ([], [], {})


def test_called_off_too_late_it_is_let_go(at: Handing, tmp_path: Path) -> None:
    at.taking.take_paths(files(tmp_path / "in", "方案.pdf"), at.goal())
    [job] = at.jobs.running
    at.jobs.wait()  # the files are on the disk, and nobody was told yet
    assert files_in(at.workspace.folder)
    job.cancel()
    at.wait()
    assert (at.drafts, files_in(at.workspace.folder)) == ([], {})


def test_a_sheet_that_is_gone_meanwhile_lets_the_files_go(at: Handing, tmp_path: Path) -> None:
    goal = Goal(at.key._replace(unit="none"), requirement=3)
    at.take(Handed(tuple(files(tmp_path / "in", "方案.pdf"))), goal)
    assert len(at.refusals) == 1
    assert files_in(at.workspace.folder) == {}


def test_where_the_files_came_from_is_told_once_they_are_kept(at: Handing, tmp_path: Path) -> None:
    heard: list[tuple[Path, ...]] = []
    at.taking.kept.connect(heard.append)
    first, second = files(tmp_path / "in", "佐证3.pdf", "佐证5.pdf")
    draft = at.draft([first, second])
    assert heard == []
    draft.take([1], take=False)
    draft.accept(linking=True)
    assert heard == [(first,)]


class TestKeptAlready:
    """Evidence of the workspace is only linked."""

    def test_to_a_piece(self, at: Handing) -> None:
        one = add(at.workspace)
        at.taking.take(Handed(kept=(one, one)), at.goal(2, "议程"))
        assert at.linked == [(2, "议程", None)]
        assert at.remarks == ["已关联 1 件"]
        at.taking.take(Handed(kept=(one,)), at.goal(2, "议程"))
        assert at.remarks[-1] == "1 件原来就关联在这里"

    def test_to_a_requirement_that_is_one_piece(self, at: Handing) -> None:
        at.taking.take(Handed(kept=(add(at.workspace),)), at.goal(3))
        assert at.linked == [(3, "", None)]

    def test_to_several_cells_by_one_step(self, at: Handing) -> None:
        one = add(at.workspace)
        before = len(at.commands)
        at.taking.link_kept([one], [at.goal(14, "", item) for item in (1, 2, 3)])
        assert at.linked == [(14, "", 1), (14, "", 2), (14, "", 3)]
        assert at.commands[before:] == ["link-evidence"]

    def test_to_a_criterion(self, qtbot: QtBot, tmp_path: Path) -> None:
        with handing(qtbot, tmp_path / "more", rounds().section) as at:
            goal = Goal(at.key, criterion="unplanned")
            at.taking.take(Handed(kept=(add(at.workspace),)), goal)
            assert [one.criterion for one in at.assessment.sight.links] == ["unplanned"]

    @pytest.mark.parametrize(
        ("requirement", "piece", "item", "words"),
        [
            (None, None, None, "请放到具体的一件材料上"),
            (2, None, None, "请放到具体的一件材料上"),
            (14, "", None, "请在逐项表格里放到具体的一格"),
            (14, "", 99, "请在逐项表格里放到具体的一格"),
        ],
    )
    def test_but_never_to_a_place_that_may_be_several(
        self, at: Handing, requirement: int | None, piece: str | None, item: int | None, words: str
    ) -> None:
        at.taking.take(Handed(kept=(add(at.workspace),)), at.goal(requirement, piece, item))
        assert words in at.refusals[0]
        assert at.linked == []


class TestPackages:
    """A zip is offered like a folder of its name."""

    def test_its_files_are_offered_each_to_its_place(self, at: Handing, tmp_path: Path) -> None:
        package = tmp_path / "甲科.zip"
        names = ("佐证3/方案.pdf", "佐证5 通知.pdf", "Thumbs.db")
        package.write_bytes(archive(*(Packed(one.encode("gbk"), one.encode()) for one in names)))
        at.taking.take_paths([package], at.goal())
        assert [job.words for job in at.jobs.running] == ["正在收入“甲科.zip”"]
        at.wait()
        [draft] = at.drafts
        assert [(one.name, one.folders) for one in draft.rows] == [
            ("方案.pdf", ("甲科", "佐证3")),
            ("佐证5 通知.pdf", ("甲科",)),
        ]
        choices = [one.option.choice for one in draft.rows]
        assert [one.requirement for one in choices if one] == [3, 5]
        assert draft.skipped == "“甲科.zip”里跳过系统文件 1 个"
        draft.accept(linking=True)
        assert [one for one, _, _ in at.linked] == [3, 5]
        with at.workspace.reading() as view:
            assert {one.name for one in view.all(Evidence)} == {"方案.pdf", "佐证5 通知.pdf"}
        assert [*(at.workspace.folder / "incoming").iterdir()] == []

    def test_one_file_at_its_very_place_needs_no_look(self, at: Handing, tmp_path: Path) -> None:
        package = tmp_path / "方案.zip"
        package.write_bytes(by_explorer("方案.pdf"))
        at.take(Handed((package,)), at.goal(3))
        assert (at.drafts, at.linked) == ([], [(3, "", None)])

    def test_unless_something_beside_it_was_passed_over(self, at: Handing, tmp_path: Path) -> None:
        package = tmp_path / "方案.zip"
        package.write_bytes(by_explorer("方案.pdf", "里面.rar"))
        at.take(Handed((package,)), at.goal(3))
        [draft] = at.drafts
        assert draft.skipped == "“方案.zip”里跳过里面的压缩包 1 个（“里面.rar”）"
        assert at.linked == []

    def test_a_hostile_one_costs_a_message(self, at: Handing, tmp_path: Path) -> None:
        package = tmp_path / "甲科.zip"
        package.write_bytes(bomb(50, bytes(1 << 20)))
        at.take(Handed((package,)))
        assert len(at.refusals) == 1
        assert at.refusals[0].startswith("“甲科.zip”里面的文件互相重叠")
        assert (at.drafts, files_in(at.workspace.folder)) == ([], {})
        assert not at.taking.busy

    def test_its_own_path_is_told_once_its_files_are_kept(
        self, at: Handing, tmp_path: Path
    ) -> None:
        heard: list[tuple[Path, ...]] = []
        at.taking.kept.connect(heard.append)
        package = tmp_path / "甲科.zip"
        package.write_bytes(by_explorer("佐证3.pdf", "佐证5.pdf"))
        at.draft([package]).accept(linking=True)
        assert heard == [(package, package)]
