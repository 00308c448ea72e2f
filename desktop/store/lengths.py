"""Lengths: a workspace's folder may be so long that its files, which lie deeper, can no longer be reached.

SQLite takes paths of 504 bytes, a Chinese character being three of them; Windows takes 259 characters.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Final

from desktop.domain.refusals import Refused

_DEEPEST_DATABASE: Final = len("/kaoping-being-built/.part") + 32
_DEEPEST_FILE: Final = len("/kaoping-being-built/files/00/") + 64
_IN_BYTES: Final = sys.platform != "win32"
MOST: Final = 504 - _DEEPEST_DATABASE if _IN_BYTES else 259 - _DEEPEST_FILE


def refuse_too_long(folder: Path) -> None:
    """Refuse a folder for a workspace before anything is written into it that could not be read again."""
    real = os.path.realpath(folder)
    length = len(os.fsencode(real)) if _IN_BYTES else len(real)
    if length > MOST:
        told = f"{length} 字节（一个汉字占 3 字节）" if _IN_BYTES else f"{length} 个字符"
        raise Refused(
            f"“{folder}”的路径太长：有 {told}，最多 {MOST}；"
            "请把工作区放在层次较浅、名称较短的文件夹里"
        )
