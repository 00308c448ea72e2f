"""Places for backups: outside the workspace that they are to outlive, with room enough, and nobody else's."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from stat import S_ISDIR, S_ISREG
from typing import Final

from desktop.domain.refusals import Refused
from desktop.domain.troubles import Trouble
from desktop.store.archive import opened
from desktop.store.causes import troubles

_MEGABYTE: Final = 1 << 20


def refuse_inside(place: Path, workspace: Path) -> None:
    """Refuse a place in the workspace, by whatever name it is reached."""
    real = Path(os.path.realpath(place))
    with troubles("核对备份的位置", place):
        inside = any(one.exists() and one.samefile(workspace) for one in (real, *real.parents))
    if inside:
        raise Refused(f"“{place}”在工作区文件夹里，那里坏了备份也就没了；请选另一块硬盘或优盘")


def file_to_write(out: Path) -> Path:
    """Where a full file named so will lie: a link is followed, and only an older backup gives way."""
    with troubles("备份", out):
        real = Path(os.path.realpath(out))
        try:
            mode = real.lstat().st_mode
        except (FileNotFoundError, NotADirectoryError):
            if not real.parent.is_dir():
                raise Refused(f"找不到文件夹“{real.parent}”，请先建好它，或换一个位置") from None
            return real
    if S_ISDIR(mode):
        raise Refused(f"“{out}”是文件夹，请写明备份文件的名称")
    if not S_ISREG(mode):
        raise Refused(f"“{out}”不是普通文件（是管道、设备一类），请换一个名称")
    try:
        with opened(real):
            return real
    except Refused:
        words = f"“{out}”已经存在，而且不是完好的考评台备份，没有覆盖；请换一个名称，或先把它移开"
        raise Refused(words) from None


def refuse_too_full(folder: Path, needed: int) -> None:
    """Say beforehand that something will not fit."""
    with troubles("核对磁盘空间", folder):
        free = shutil.disk_usage(folder).free
    if free < needed:
        raise Trouble(
            f"“{folder}”所在的磁盘放不下：需要 {-(-needed // _MEGABYTE)} MB，"
            f"只剩 {free // _MEGABYTE} MB；请清理出空间，或换一块磁盘"
        )
