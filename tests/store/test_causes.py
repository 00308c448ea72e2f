"""What the system refuses is told in Chinese: why, where, and what to do."""

import errno
from pathlib import Path

import pytest

from desktop.domain.troubles import Trouble
from desktop.store.causes import trouble_of, troubles

PLACE = Path("/考评/材料")


class WindowsRefusalError(OSError):
    """An error as Windows gives it: with a number of its own beside the errno."""

    def __init__(self, number: int, winerror: int) -> None:
        super().__init__(number, "refused")
        self.winerror = winerror


@pytest.mark.parametrize(
    ("number", "why"),
    [
        (errno.ENOSPC, "磁盘已满"),
        (errno.EDQUOT, "磁盘已满或超出了配额"),
        (errno.EROFS, "所在的磁盘是只读的"),
        (errno.EACCES, "没有权限"),
        (errno.EPERM, "没有权限"),
        (errno.EBUSY, "文件正被别的程序使用"),
        (errno.ETXTBSY, "文件正被别的程序使用"),
        (errno.EIO, "磁盘读写出错或已断开"),
        (errno.ENODEV, "磁盘读写出错或已断开"),
        (errno.ESTALE, "磁盘读写出错或已断开"),
        (errno.ENOTCONN, "网络位置连不上"),
        (errno.ENAMETOOLONG, "名称或路径太长"),
        (errno.ENOENT, "找不到文件或文件夹"),
        (errno.ENOTDIR, "路径里有一段是文件"),
        (errno.EISDIR, "那里是文件夹"),
        (errno.EEXIST, "那里已有同名的文件"),
        (errno.ELOOP, "那里是链接"),
        (errno.EMFILE, "打开的文件太多"),
        (errno.EFBIG, "文件太大"),
        (errno.EDOM, f"系统报告错误 {errno.EDOM}"),
    ],
)
def test_each_cause_is_told(number: int, why: str) -> None:
    message = trouble_of(OSError(number, "refused"), "保存材料", PLACE).message
    assert message.startswith(f"保存材料失败：{why}")
    assert f"（{PLACE}），请" in message
    assert "refused" not in message


@pytest.mark.parametrize(
    ("winerror", "why"),
    [
        (19, "只读"),
        (32, "正被别的程序使用"),
        (33, "正被别的程序使用"),
        (112, "磁盘已满"),
        (206, "名称或路径太长"),
        (225, "杀毒软件"),
        (1167, "已断开"),
        (5, "没有权限"),  # known by its errno alone
    ],
)
def test_windows_number_goes_before_errno(winerror: int, why: str) -> None:
    assert why in trouble_of(WindowsRefusalError(errno.EACCES, winerror), "保存材料", PLACE).message


def test_an_error_without_number_is_told_too() -> None:
    assert "系统报告原因不明" in trouble_of(OSError("odd"), "保存材料", PLACE).message


def test_what_the_system_really_refuses_is_translated(tmp_path: Path) -> None:
    missing = tmp_path / "缺"
    with (
        pytest.raises(Trouble, match="读取材料失败：找不到") as told,
        troubles("读取材料", missing),
    ):
        missing.read_bytes()
    assert isinstance(told.value.__cause__, FileNotFoundError)


def test_a_full_disk_is_told() -> None:
    full = Path("/dev/full")
    if not full.exists():
        pytest.skip("no device that is always full")
    with pytest.raises(Trouble, match="磁盘已满"), troubles("保存材料", full):
        full.write_bytes(b"x")


def test_other_errors_pass(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="bug"), troubles("读取材料", tmp_path):
        raise ValueError("bug")
