"""Places for backups: outside the workspace that they are to outlive, and with room enough."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import Final

from desktop.domain.refusals import Refused
from desktop.domain.troubles import Trouble
from desktop.store.causes import troubles

_MEGABYTE: Final = 1 << 20


def refuse_inside(place: Path, workspace: Path) -> None:
    """Refuse a place in the workspace, by whatever name it is reached."""
    real = Path(os.path.realpath(place))
    with troubles("核对备份的位置", place):
        inside = any(one.exists() and one.samefile(workspace) for one in (real, *real.parents))
    if inside:
        raise Refused(f"“{place}”在工作区文件夹里，那里坏了备份也就没了；请选另一块硬盘或 U 盘")


def refuse_too_full(folder: Path, needed: int) -> None:
    """Say beforehand that something will not fit."""
    with troubles("核对磁盘空间", folder):
        free = shutil.disk_usage(folder).free
    if free < needed:
        raise Trouble(
            f"“{folder}”所在的磁盘放不下：需要 {-(-needed // _MEGABYTE)} MB，"
            f"只剩 {free // _MEGABYTE} MB；请清理出空间，或换一块磁盘"
        )
