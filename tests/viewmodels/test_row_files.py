"""What proves a row: linked at once, or once the row is kept; taken back; told in words where it fails."""

from pathlib import Path
from typing import Final

import pytest
from PySide6.QtGui import QImage

from desktop.domain.ledgers.kinds import MEMBERS, Kept
from desktop.domain.ledgers.members import Member
from desktop.domain.records import Evidence, EvidenceLink
from desktop.services.ledger_sights import ledger_sight, row_files
from desktop.services.ledgers import keep_rows, strike_rows
from desktop.viewmodels.handed import Handed
from desktop.viewmodels.row_files import RowFiles
from tests.intake.raw_packages import Packed, archive
from tests.services.building import ME, add, files_in
from tests.store.full_disk import no_file_over
from tests.viewmodels.handing import Handing, files

ROW: Final = "row"


@pytest.fixture
def kept(at: Handing) -> RowFiles:
    """Of a row that is kept."""
    keep(at)
    return RowFiles(at.workplace, at.jobs, ROW)


@pytest.fixture
def new(at: Handing) -> RowFiles:
    """Of a row that is not kept yet."""
    return RowFiles(at.workplace, at.jobs)


def keep(at: Handing, row: str = ROW, unit: str = "u-a") -> None:
    keep_rows(at.workspace, ME, MEMBERS, [Kept(row, unit, Member(name=f"成员{row}"))])


def linked(at: Handing, row: str = ROW) -> list[str]:
    return sorted(one.name for one in row_files(at.workspace, row))


def take(at: Handing, row: RowFiles, *paths: Path) -> None:
    row.take_paths(paths)
    at.wait()


def names(row: RowFiles) -> list[tuple[str, bool]]:
    return [(one.name, bool(one.link)) for one in row.files]


def test_files_are_linked_to_a_row_that_is_kept(
    at: Handing, kept: RowFiles, tmp_path: Path
) -> None:
    kept.take_paths(files(tmp_path / "in", "纪要.pdf", "签到.pdf"))
    assert kept.busy == "正在收入“纪要.pdf”等 2 项"
    at.wait()
    assert kept.busy == ""
    assert linked(at) == ["签到.pdf", "纪要.pdf"]
    assert sorted(names(kept)) == [("签到.pdf", True), ("纪要.pdf", True)]
    assert at.remarks == ["已关联 2 件"]
    assert ledger_sight(at.workspace, MEMBERS, None, 2022).files_of(ROW) == 2
    with at.workspace.reading() as view:
        assert {one.unit for one in view.all(EvidenceLink, ledger_row=ROW)} == {"u-a"}


def test_a_package_is_taken_in_like_a_folder(at: Handing, kept: RowFiles, tmp_path: Path) -> None:
    package = tmp_path / "材料.zip"
    entries = [Packed(name.encode(), name.encode()) for name in ("a.pdf", "b.pdf", "Thumbs.db")]
    package.write_bytes(archive(*entries))
    take(at, kept, package)
    assert linked(at) == ["a.pdf", "b.pdf"]
    assert "跳过系统文件 1 个" in kept.said


def test_a_link_goes_and_comes_back(at: Handing, kept: RowFiles, tmp_path: Path) -> None:
    take(at, kept, *files(tmp_path / "in", "纪要.pdf"))
    kept.remove(kept.files[0])
    assert (linked(at), kept.files) == ([], ())
    assert len(files_in(at.workspace.folder)) == 1
    kept.undo()
    assert linked(at) == ["纪要.pdf"]
    kept.undo()
    assert linked(at) == []
    before = at.commands
    kept.undo()  # what was done before stays
    assert at.commands == before


def test_before_the_row_is_kept_nothing_has_a_row(
    at: Handing, new: RowFiles, tmp_path: Path
) -> None:
    before = at.commands
    take(at, new, *files(tmp_path / "in", "纪要.pdf", "签到.pdf"))
    assert sorted(names(new)) == [("签到.pdf", False), ("纪要.pdf", False)]
    assert at.commands == before
    assert new.evidence_of(new.files[0]).size > 0
    new.remove(next(one for one in new.files if one.name == "签到.pdf"))
    keep(at)
    new.keep(ROW)
    assert linked(at) == ["纪要.pdf"]
    assert names(new) == [("纪要.pdf", True)]
    assert at.commands[-3:] == ["keep-ledger-rows", "add-evidence", "link-evidence"]
    assert len(files_in(at.workspace.folder)) == 1  # what was not wanted is let go
    new.close()
    assert linked(at) == ["纪要.pdf"]


def test_without_a_row_files_are_let_go(at: Handing, new: RowFiles, tmp_path: Path) -> None:
    take(at, new, *files(tmp_path / "in", "纪要.pdf"))
    assert files_in(at.workspace.folder)
    new.close()
    assert (new.files, files_in(at.workspace.folder)) == ((), {})


def test_files_that_were_all_taken_away_again_leave_nothing(
    at: Handing, new: RowFiles, tmp_path: Path
) -> None:
    take(at, new, *files(tmp_path / "in", "纪要.pdf"))
    new.remove(new.files[0])
    keep(at)
    before = at.commands
    new.keep(ROW)
    assert (at.commands, linked(at), files_in(at.workspace.folder)) == (before, [], {})


@pytest.mark.parametrize("told", [False, True])
def test_what_is_on_its_way_when_it_is_called_off(
    at: Handing, new: RowFiles, tmp_path: Path, *, told: bool
) -> None:
    new.take_paths(files(tmp_path / "in", "纪要.pdf"))
    if told:
        new.stop()
        new.close()
    else:
        at.jobs.wait()  # the file is on the disk, and nobody was told yet
        new.close()
    at.wait()
    assert (at.refusals, files_in(at.workspace.folder)) == ([], {})


def test_what_is_on_its_way_when_the_row_is_kept_is_linked_later(
    at: Handing, new: RowFiles, tmp_path: Path
) -> None:
    new.take_paths(files(tmp_path / "in", "纪要.pdf"))
    keep(at)
    new.keep(ROW)
    assert linked(at) == []
    new.close()
    at.wait()
    assert linked(at) == ["纪要.pdf"]


def test_the_next_row_begins_without_files(at: Handing, new: RowFiles, tmp_path: Path) -> None:
    take(at, new, *files(tmp_path / "in", "纪要.pdf"))
    keep(at)
    new.keep(ROW)
    after = new.next_row()
    assert (after.files, after.row) == ((), "")


def test_evidence_of_the_workspace_is_only_linked(at: Handing, new: RowFiles) -> None:
    one = add(at.workspace, "通知.pdf")
    new.take(Handed(kept=(one, one)))
    new.take(Handed(kept=(one,)))
    assert names(new) == [("通知.pdf", False)]
    assert new.evidence_of(new.files[0]).name == "通知.pdf"
    new.remove(new.files[0])
    assert new.files == ()
    new.take(Handed(kept=(one,)))
    keep(at)
    new.keep(ROW)
    assert linked(at) == ["通知.pdf"]


def test_a_picture_is_pasted(at: Handing, kept: RowFiles) -> None:
    kept.take(Handed(picture=QImage(4, 4, QImage.Format.Format_RGB32)))
    at.wait()
    [name] = linked(at)
    assert name.startswith("截图")


def test_nothing_is_done_with_nothing(at: Handing, kept: RowFiles) -> None:
    before = at.commands
    kept.take(Handed())
    assert (at.commands, kept.said) == (before, "")


class TestRefusals:
    """One sentence, in the dialog and in the window."""

    def test_what_lies_on_another_machine(self, kept: RowFiles) -> None:
        kept.take(Handed(foreign=("smb://甲/乙.pdf",)))
        assert kept.said == "“smb://甲/乙.pdf”不在本机，请先复制到本机再添加"

    def test_a_full_disk(self, at: Handing, kept: RowFiles, tmp_path: Path) -> None:
        large = tmp_path / "大.pdf"
        large.write_bytes(b"x" * (2 << 20))
        with no_file_over(1 << 20):
            take(at, kept, large)
        assert kept.said.startswith("保存材料失败：")
        assert at.refusals == [kept.said]
        assert files_in(at.workspace.folder) == {}

    def test_a_row_that_is_gone_meanwhile(
        self, at: Handing, kept: RowFiles, tmp_path: Path
    ) -> None:
        kept.take_paths(files(tmp_path / "in", "纪要.pdf"))
        strike_rows(at.workspace, ME, [ROW])
        at.wait()
        assert kept.said == "这一行台账不在了，或者不是这个单位的，请核对"
        assert at.refusals == [kept.said]
        with at.workspace.reading() as view:
            assert view.count(Evidence) == 1  # it was handed in, and stays

    def test_a_file_of_another_unit_is_told(self, at: Handing, kept: RowFiles) -> None:
        one = add(at.workspace, "通知.pdf")
        keep(at, "other", "u-b")
        RowFiles(at.workplace, at.jobs, "other").take(Handed(kept=(one,)))
        kept.take(Handed(kept=(one,)))
        assert kept.said == "“通知.pdf”：这份材料已用于别的单位：乙科 台账，请核对"
