"""What was dragged becomes files: folders are walked, what nobody hands in is passed over and counted."""

import os
from pathlib import Path

import pytest

from desktop.domain.refusals import Refused
from desktop.domain.troubles import Trouble
from desktop.services import gathering
from desktop.services.gathering import Gathered, gather
from desktop.services.progress import Cancelled


def write(folder: Path, *names: str, content: bytes = b"x") -> list[Path]:
    paths = [folder / name for name in names]
    for path in paths:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return paths


def gathered(*paths: Path) -> Gathered:
    return gather(paths, lambda: False)


def told(found: Gathered) -> list[tuple[str, tuple[str, ...]]]:
    return [(one.path.name, one.folders) for one in found.files]


def test_a_folder_is_walked_in_the_order_of_its_names(tmp_path: Path) -> None:
    write(tmp_path / "云川市", "截图10.png", "截图2.png", "2 会议/通知.pdf", "10 公示/截图.png")
    found = gathered(tmp_path / "云川市")
    assert told(found) == [
        ("通知.pdf", ("云川市", "2 会议")),
        ("截图.png", ("云川市", "10 公示")),
        ("截图2.png", ("云川市",)),
        ("截图10.png", ("云川市",)),
    ]
    assert found.skipped == ""


def test_a_file_alone_lies_in_its_own_folder(tmp_path: Path) -> None:
    [path] = write(tmp_path / "北岭市", "方案.随便什么")
    assert told(gathered(path)) == [("方案.随便什么", ("北岭市",))]


def test_what_is_named_twice_is_taken_once(tmp_path: Path) -> None:
    [path] = write(tmp_path / "甲", "方案.pdf")
    assert told(gathered(tmp_path / "甲", path)) == [("方案.pdf", ("甲",))]


def test_what_nobody_hands_in_is_passed_over_and_counted(tmp_path: Path) -> None:
    folder = tmp_path / "甲"
    write(folder, "方案.pdf", ".hidden", ".git/config", "Thumbs.db", "desktop.ini", "~$方案.docx")
    write(folder, "空.pdf", content=b"")
    os.mkfifo(folder / "pipe")
    (folder / "坏链接").symlink_to(tmp_path / "none")
    (folder / "回去").symlink_to(tmp_path)
    found = gathered(folder)
    assert [name for name, _ in told(found)] == ["方案.pdf"]
    assert found.skipped.startswith("跳过")
    assert {*found.skipped.removeprefix("跳过").split("、")} == {
        "隐藏文件 2 个",
        "系统文件 2 个",
        "打开着的文档的临时文件 1 个",
        "空文件 1 个",
        "不是普通文件的 1 个",
        "打不开的链接 1 个",
        "指向文件夹的链接 1 个",
    }


def test_a_link_to_a_file_is_the_file(tmp_path: Path) -> None:
    [path] = write(tmp_path / "别处", "方案.pdf")
    (tmp_path / "甲").mkdir()
    (tmp_path / "甲" / "链接.pdf").symlink_to(path)
    assert told(gathered(tmp_path / "甲")) == [("链接.pdf", ("甲",))]


def test_a_hidden_file_that_was_chosen_itself_is_taken(tmp_path: Path) -> None:
    [path] = write(tmp_path, ".config")
    assert told(gathered(path)) == [(".config", (tmp_path.name,))]


def test_where_nothing_is_left_it_is_refused_with_what_was_passed_over(tmp_path: Path) -> None:
    write(tmp_path / "甲", "Thumbs.db")
    with pytest.raises(Refused, match=r"里没有可以收入的文件（跳过系统文件 1 个）$"):
        gathered(tmp_path / "甲")
    with pytest.raises(Refused, match="没有选中文件"):
        gathered()


def test_a_place_that_is_not_there_is_a_trouble(tmp_path: Path) -> None:
    with pytest.raises(Trouble, match="找不到文件或文件夹"):
        gathered(tmp_path / "不在")


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is forbidden to root")
def test_a_folder_that_may_not_be_read_is_a_trouble(tmp_path: Path) -> None:
    write(tmp_path / "甲" / "乙", "方案.pdf")
    (tmp_path / "甲" / "乙").chmod(0)
    with pytest.raises(Trouble, match="没有权限"):
        gathered(tmp_path / "甲")


def test_more_than_can_be_looked_at_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gathering, "MOST_FILES", 3)
    write(tmp_path / "甲", *(f"{at}.pdf" for at in range(4)))
    with pytest.raises(Refused, match=r"一次最多收入 3 个文件，.+请分几次添加"):
        gathered(tmp_path / "甲")
    monkeypatch.setattr(gathering, "_MOST_ENTRIES", 3)
    with pytest.raises(Refused, match="请只选要收入的文件夹"):
        gathered(tmp_path)


def test_folders_that_lie_too_deep_are_counted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gathering, "_DEPTH", 2)
    write(tmp_path / "甲", "一.pdf", "乙/二.pdf", "乙/丙/三.pdf")
    found = gathered(tmp_path / "甲")
    assert [name for name, _ in told(found)] == ["一.pdf", "二.pdf"]
    assert found.skipped == "跳过层次太深的文件夹 1 个"


def test_it_can_be_called_off(tmp_path: Path) -> None:
    write(tmp_path / "甲", "一.pdf", "二.pdf")
    looks = iter([False, True])
    with pytest.raises(Cancelled):
        gather([tmp_path / "甲"], lambda: next(looks))
