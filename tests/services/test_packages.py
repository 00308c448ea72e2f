"""What was handed in is gathered with the content of every package in its place; nothing of it stays behind."""

import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import replace
from pathlib import Path

import pytest

from desktop.domain.refusals import Refused
from desktop.domain.troubles import Trouble
from desktop.services import packages
from desktop.services.evidence import add_files
from desktop.services.packages import HandedIn, is_package, unpacked
from desktop.services.progress import Bytes, Cancelled
from desktop.services.workspaces import Workspace, open_workspace
from desktop.store.copying import go_on, say_nothing
from tests.intake.raw_packages import Packed, archive, by_360, by_macos
from tests.services.building import ME, files_in, office_in
from tests.store.full_disk import no_file_over


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with open_workspace(office_in(tmp_path / "office")) as opened:
        yield opened


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    folder = tmp_path / "优盘"
    folder.mkdir()
    return folder


def put(path: Path, content: bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def opened(workspace: Workspace, *paths: Path) -> AbstractContextManager[HandedIn]:
    return unpacked(workspace, paths, say_nothing, go_on)


def told(found: HandedIn) -> list[tuple[str, tuple[str, ...]]]:
    return [(one.path.name, one.folders) for one in found.files]


def rooms(workspace: Workspace) -> list[Path]:
    return [*(workspace.folder / "incoming").glob("*.unpacked")]


def test_a_package_is_like_a_folder_of_its_name(workspace: Workspace, stick: Path) -> None:
    path = put(stick / "甲科.zip", by_360("佐证/3 方案/方案.pdf", "统计表.xlsx"))
    with opened(workspace, path) as found:
        assert told(found) == [
            ("方案.pdf", ("甲科", "佐证", "3 方案")),
            ("统计表.xlsx", ("甲科",)),
        ]
        assert [one.path.read_bytes() for one in found.files] == [b"%PDF", b"%PDF"]
        assert {one.source for one in found.files} == {path}
        assert found.skipped == ""
        assert len(rooms(workspace)) == 1
    assert rooms(workspace) == []


def test_its_files_come_in_the_order_of_their_names(workspace: Workspace, stick: Path) -> None:
    path = put(stick / "甲科.zip", by_360("截图10.png", "截图2.png", "10/b.pdf", "2/a.pdf"))
    with opened(workspace, path) as found:
        names = ["a.pdf", "b.pdf", "截图2.png", "截图10.png"]
        assert [one.path.name for one in found.files] == names


def test_a_folder_of_the_same_name_within_is_not_said_twice(
    workspace: Workspace, stick: Path
) -> None:
    path = put(stick / "甲科.zip", by_macos("甲科/方案.pdf", "甲科/3/通知.pdf"))
    with opened(workspace, path) as found:
        assert told(found) == [("通知.pdf", ("甲科", "3")), ("方案.pdf", ("甲科",))]
        assert found.skipped == "“甲科.zip”里跳过系统文件 2 个"


def test_forms_are_told_from_scans(workspace: Workspace, stick: Path) -> None:
    path = put(stick / "甲科.ZIP", by_360("月报表.XLSX", "附件.csv", "说明.docx", "扫描.pdf"))
    with opened(workspace, path) as found:
        assert [one.path.name for one in found.forms] == ["月报表.XLSX", "说明.docx", "附件.csv"]
        assert [one.path.name for one in found.scans] == ["扫描.pdf"]


def test_packages_in_a_folder_lie_where_they_lay(workspace: Workspace, stick: Path) -> None:
    put(stick / "上报" / "甲科.zip", by_360("方案.pdf"))
    put(stick / "上报" / "乙科" / "3.zip", by_360("方案.pdf"))
    put(stick / "上报" / "说明.pdf", b"%PDF")
    put(stick / "上报" / "Thumbs.db", b"x")
    loose = put(stick / "通知.pdf", b"%PDF")
    with opened(workspace, stick / "上报", loose) as found:
        assert sorted(told(found)) == [
            ("方案.pdf", ("上报", "乙科", "3")),
            ("方案.pdf", ("上报", "甲科")),
            ("说明.pdf", ("上报",)),
            ("通知.pdf", ("优盘",)),
        ]
        assert found.skipped == "跳过系统文件 1 个"


def test_where_nothing_is_packed_no_room_is_made(workspace: Workspace, stick: Path) -> None:
    path = put(stick / "方案.docx", by_360("word/document.xml"))
    assert not is_package(path)
    with opened(workspace, path) as found:
        assert [one.path for one in found.files] == [path]
        assert rooms(workspace) == []


def test_what_is_unpacked_can_be_taken_in(workspace: Workspace, stick: Path) -> None:
    path = put(stick / "甲科.zip", by_360("方案.pdf"))
    with opened(workspace, path) as found:
        [file] = found.files
        taken = add_files(workspace, ME, [file.path], say_nothing, go_on)
    assert [one.name for one in taken.files] == ["方案.pdf"]
    assert [*files_in(workspace.folder).values()] == [b"%PDF"]


def test_one_that_is_refused_leaves_nothing_of_the_others(
    workspace: Workspace, stick: Path
) -> None:
    put(stick / "甲科.zip", by_360("方案.pdf"))
    put(stick / "乙科.rar", b"Rar!" + bytes(99))
    with pytest.raises(Refused, match=r"“乙科\.rar”是 RAR 压缩包"), opened(workspace, stick):
        pass
    (stick / "乙科.rar").unlink()
    broken = archive(replace(Packed(b"a.pdf"), claims=(("crc", 1),)))
    put(stick / "乙科.zip", broken)
    with pytest.raises(Refused, match=r"“乙科\.zip”里的“a\.pdf”有损坏"), opened(workspace, stick):
        pass
    assert (rooms(workspace), files_in(workspace.folder)) == ([], {})


def test_too_many_files_are_refused_before_any_is_written(
    workspace: Workspace, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(packages, "MOST_FILES", 2)
    put(stick / "甲科.zip", by_360("1.pdf", "2.pdf"))
    put(stick / "乙科.zip", by_360("3.pdf"))
    with (
        pytest.raises(Refused, match="一次最多收入 2 个文件，解压后超过了"),
        opened(workspace, stick),
    ):
        pass
    assert rooms(workspace) == []


def test_a_disk_without_room_is_told_before(
    workspace: Workspace, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = put(stick / "甲科.zip", by_360("1.pdf"))
    usage = os.statvfs_result((1, 1, 1, 0, 0, 0, 0, 0, 0, 0))
    monkeypatch.setattr(os, "statvfs", lambda _: usage)
    with pytest.raises(Trouble, match="磁盘放不下"), opened(workspace, path):
        pass


def test_a_disk_that_is_full_is_told_and_leaves_nothing(workspace: Workspace, stick: Path) -> None:
    path = put(stick / "甲科.zip", archive(Packed(b"a.pdf", os.urandom(2 << 20))))
    with (
        no_file_over(1 << 20),
        pytest.raises(Trouble, match="解开压缩包失败"),
        opened(workspace, path),
    ):
        pass
    assert rooms(workspace) == []


def test_a_package_that_is_gone_is_a_trouble(workspace: Workspace, stick: Path) -> None:
    with pytest.raises(Trouble, match="找不到文件"), opened(workspace, stick / "甲科.zip"):
        pass


def test_how_far_it_is_is_told_over_all_packages(workspace: Workspace, stick: Path) -> None:
    heard: list[tuple[int, int]] = []
    for name in ("甲科", "乙科"):
        put(stick / f"{name}.zip", archive(Packed(b"a.pdf", os.urandom(1 << 20))))

    def hear(done: int, total: int) -> None:
        assert isinstance(total, Bytes)
        heard.append((done, total))

    with unpacked(workspace, [stick], hear, go_on):
        pass
    assert heard == sorted(heard)
    assert heard[-1] == (2 << 20, 2 << 20)


@pytest.mark.parametrize("looks", [0, 1, 3, 4, 5])
def test_it_can_be_called_off_at_any_time(workspace: Workspace, stick: Path, looks: int) -> None:
    for name in ("甲科", "乙科"):
        put(stick / f"{name}.zip", archive(Packed(b"a.pdf", os.urandom(2 << 20))))
    with pytest.raises(Cancelled), unpacked(workspace, [stick], say_nothing, after(looks)):
        pass
    assert (rooms(workspace), files_in(workspace.folder)) == ([], {})


def after(looks: int) -> Callable[[], bool]:
    """Called off once it was looked so often whether it is."""
    left = iter(range(looks))
    return lambda: next(left, None) is None
