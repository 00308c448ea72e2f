"""Scanned files: what lies in the folder into which a scanner puts its files, without opening any of it."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import NamedTuple

from desktop.domain.litter import litter
from desktop.store.causes import troubles


class ScannedFile(NamedTuple):
    """A file as it is at this moment; `modified` is in seconds since the epoch."""

    path: Path
    size: int
    modified: float


def scanned_files(folder: Path) -> tuple[ScannedFile, ...]:
    """The plain files right in the folder."""
    found = []
    with troubles("查看扫描文件夹", folder), os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.startswith(".") or litter(entry.name):
                continue
            try:
                status = entry.stat()
            except FileNotFoundError:
                continue  # a scanner renames what it has finished
            if stat.S_ISREG(status.st_mode):
                found.append(ScannedFile(Path(entry.path), status.st_size, status.st_mtime))
    return tuple(found)
