"""The files of one's own that the program hands out: how their names end, by which a desktop knows them."""

from __future__ import annotations

from typing import Final

PACKAGE: Final = ".kpjh"  # 考核包
BACKUP: Final = ".kpbak"  # 备份文件; any other name is read as well
EVERY: Final = (PACKAGE, BACKUP)
