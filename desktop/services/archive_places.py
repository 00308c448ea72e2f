"""Archive places: where what lies in an archive."""

from __future__ import annotations

from pathlib import Path
from typing import Final

FORMAT: Final = 1
MANIFEST: Final = "档案.json"
SUMS: Final = "校验值.txt"
GUIDE: Final = "说明.txt"
SCHEME: Final = "数据/办法.toml"
SHEETS: Final = "数据/考核表.json"
SCORES: Final = "数据/各指标得分.csv"
PLACES: Final = "数据/排名.csv"
TRAIL: Final = "数据/留痕.jsonl"


def is_archive(folder: Path) -> bool:
    """Whether an archive lies there, sound or not."""
    try:
        return (folder / MANIFEST).is_file() or (folder / SUMS).is_file()
    except OSError:
        return False
