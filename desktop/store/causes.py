"""What the operating system refused, told in words: an error's number becomes a Trouble."""

from __future__ import annotations

import errno
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from desktop.domain.troubles import Trouble

FULL: Final = "磁盘已满"
_FULL: Final = (FULL, "请清理出空间后再试")
_READ_ONLY: Final = ("所在的磁盘是只读的", "请改用可以写入的磁盘")
_FORBIDDEN: Final = ("没有权限", "请检查文件和文件夹的权限，或换一个位置")
_IN_USE: Final = ("文件正被别的程序使用", "请关闭那个程序后再试")
_DEVICE: Final = ("磁盘读写出错或已断开", "请检查磁盘、优盘的连接后再试")
_NETWORK: Final = ("网络位置连不上", "请检查网络后再试，或先复制到本机")
_LONG_NAME: Final = ("名称或路径太长", "请缩短文件名，或换到层次较浅的文件夹")
_MISSING: Final = ("找不到文件或文件夹", "请核对它是否还在")
_BEHIND_A_FILE: Final = ("路径里有一段是文件，不是文件夹", "请核对路径")
_FOLDER: Final = ("那里是文件夹，不是文件", "请把它移开或改名后再试")
_TAKEN: Final = ("那里已有同名的文件或文件夹", "请把它移开或改名后再试")
_LINK: Final = ("那里是链接，或链接绕成了圈", "请把它移开后再试")
_TOO_MANY: Final = ("打开的文件太多", "请关闭一些程序后再试")
_TOO_LARGE: Final = ("文件太大，这个磁盘的格式（如 FAT32）放不下", "请换一个磁盘")
_VIRUS: Final = ("被杀毒软件拦截", "请由管理员查明后再试")

_Cause = tuple[str, str]

# A name that this platform lacks has no number here.
_BY_NAME: Final[Mapping[str, _Cause]] = {
    "ENOSPC": _FULL,
    "EDQUOT": (f"{FULL}或超出了配额", "请清理出空间后再试"),
    "EROFS": _READ_ONLY,
    "EACCES": _FORBIDDEN,
    "EPERM": _FORBIDDEN,
    "EBUSY": _IN_USE,
    "ETXTBSY": _IN_USE,
    "EIO": _DEVICE,
    "ENXIO": _DEVICE,
    "ENODEV": _DEVICE,
    "ENOMEDIUM": _DEVICE,
    "EREMOTEIO": _DEVICE,
    "ESHUTDOWN": _DEVICE,
    "ESTALE": _DEVICE,
    "ENOTCONN": _NETWORK,
    "EHOSTDOWN": _NETWORK,
    "EHOSTUNREACH": _NETWORK,
    "ENETDOWN": _NETWORK,
    "ENETUNREACH": _NETWORK,
    "ETIMEDOUT": _NETWORK,
    "ENAMETOOLONG": _LONG_NAME,
    "ENOENT": _MISSING,
    "ENOTDIR": _BEHIND_A_FILE,
    "EISDIR": _FOLDER,
    "EEXIST": _TAKEN,
    "ELOOP": _LINK,
    "EMFILE": _TOO_MANY,
    "ENFILE": _TOO_MANY,
    "EFBIG": _TOO_LARGE,
}
_BY_ERRNO: Final = {
    getattr(errno, name): cause for name, cause in _BY_NAME.items() if hasattr(errno, name)
}
# Windows tells more by its own number than by the errno that Python derives from it.
_BY_WINERROR: Final[Mapping[int, _Cause]] = {
    4: _TOO_MANY,
    19: _READ_ONLY,  # write-protected
    21: _DEVICE,  # not ready
    23: _DEVICE,  # checksum
    31: _DEVICE,  # not functioning
    32: _IN_USE,  # sharing violation
    33: _IN_USE,  # lock violation
    39: _FULL,
    53: _NETWORK,
    55: _DEVICE,  # no longer there
    59: _NETWORK,
    64: _NETWORK,
    67: _NETWORK,
    112: _FULL,
    206: _LONG_NAME,
    223: _TOO_LARGE,
    225: _VIRUS,
    226: _VIRUS,
    433: _DEVICE,  # no such device
    1006: _DEVICE,  # volume changed
    1117: _DEVICE,
    1167: _DEVICE,  # not connected
    1224: _IN_USE,  # mapped by a program
    1392: _DEVICE,  # corrupt
}


def trouble_of(error: OSError, what: str, place: Path) -> Trouble:
    """What failed (a few words such as 保存材料), why, where, and what to do."""
    cause = _BY_WINERROR.get(getattr(error, "winerror", None) or 0)
    cause = cause or _BY_ERRNO.get(error.errno or 0)
    if cause is None:
        number = f"错误 {error.errno}" if error.errno else "原因不明"
        cause = (f"系统报告{number}", "请检查磁盘后再试；仍不行请联系管理员")
    why, remedy = cause
    return Trouble(f"{what}失败：{why}（{place}），{remedy}")


@contextmanager
def troubles(what: str, place: Path) -> Iterator[None]:
    """Whatever the operating system refuses within is raised as a Trouble."""
    try:
        yield
    except OSError as error:
        raise trouble_of(error, what, place) from error
