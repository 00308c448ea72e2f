"""What other programs hand over: files, pictures, addresses of neither."""

from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QUrl
from PySide6.QtGui import QColor, QImage

from desktop.domain.refusals import Refused
from desktop.viewmodels.handed import (
    Handed,
    can_be_taken,
    files_mime,
    handed_in,
    kept_mime,
    picture_name,
    png_of,
)


def picture(width: int = 3, height: int = 2) -> QImage:
    made = QImage(width, height, QImage.Format.Format_RGB32)
    made.fill(QColor("red"))
    return made


def test_files_go_before_the_picture_that_is_sent_along(tmp_path: Path) -> None:
    mime = files_mime([tmp_path / "甲 乙.pdf", tmp_path / "丙"])
    mime.setImageData(picture())
    assert can_be_taken(mime)
    assert handed_in(mime) == Handed((tmp_path / "甲 乙.pdf", tmp_path / "丙"))


def test_a_picture_alone_is_a_picture(qapp: object) -> None:
    mime = QMimeData()
    mime.setImageData(picture())
    assert can_be_taken(mime)
    handed = handed_in(mime)
    assert handed is not None
    assert handed.picture == picture()
    mime.setImageData(QImage())
    assert handed_in(mime) is None


def test_evidence_of_the_workspace_keeps_its_ids() -> None:
    mime = kept_mime(["a" * 64, "b" * 64], ["方案.pdf", "照片.jpg"])
    assert can_be_taken(mime)
    assert handed_in(mime) == Handed(kept=("a" * 64, "b" * 64))
    assert mime.text() == "方案.pdf\n照片.jpg"
    assert not kept_mime(["a"]).hasText()


def test_what_lies_elsewhere_is_named() -> None:
    mime = QMimeData()
    mime.setUrls([QUrl("smb://server/share/方案.pdf")])
    assert handed_in(mime) == Handed(foreign=("smb://server/share/方案.pdf",))


def test_words_are_nothing_to_take() -> None:
    mime = QMimeData()
    mime.setText("方案")
    assert not can_be_taken(mime)
    assert handed_in(mime) is None


def test_a_picture_becomes_a_file_that_says_when() -> None:
    content = png_of(picture())
    assert content.startswith(b"\x89PNG")
    assert QImage.fromData(content).size() == picture().size()
    moment = datetime(2026, 11, 21, 15, 30, 12).astimezone()
    assert picture_name(moment) == "截图20261121-153012.png"
    with pytest.raises(Refused, match="请重新截图"):
        png_of(QImage())
