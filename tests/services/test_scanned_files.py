"""What lies in the scanner's folder at a moment."""

import os
from pathlib import Path

import pytest

from desktop.domain.troubles import Trouble
from desktop.services.scanned_files import scanned_files


def test_plain_files_right_in_the_folder_are_told(tmp_path: Path) -> None:
    for name in ("扫描1.pdf", ".tmp", "Thumbs.db", "~$方案.docx"):
        (tmp_path / name).write_bytes(b"1234")
    (tmp_path / "里面").mkdir()
    (tmp_path / "里面" / "扫描2.pdf").write_bytes(b"1")
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "坏链接").symlink_to(tmp_path / "none")
    os.utime(tmp_path / "扫描1.pdf", (5, 5))
    [found] = scanned_files(tmp_path)
    assert (found.path, found.size, found.modified) == (tmp_path / "扫描1.pdf", 4, 5)


def test_a_folder_that_is_gone_is_a_trouble(tmp_path: Path) -> None:
    with pytest.raises(Trouble, match=r"^查看扫描文件夹失败：找不到文件或文件夹"):
        scanned_files(tmp_path / "不在")
