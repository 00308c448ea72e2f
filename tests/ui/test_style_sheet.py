"""The style sheet, wherever the program was unpacked: with every sign of its folder's name it is whole."""

import shutil
from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QComboBox
from pytestqt.qtbot import QtBot

from desktop.bundle import bundled
from desktop.ui.theme import sheet


def arrow_of(qtbot: QtBot) -> QImage:
    """A box to choose from as it is painted, its arrow being a picture of the sheet's."""
    box = QComboBox()
    qtbot.addWidget(box)
    box.setStyleSheet(sheet.style_sheet())
    box.resize(120, 36)
    return box.grab().toImage()


@pytest.mark.parametrize(
    "folder", ["kaoping (1)", "考评 台", "it's 'x'", "a #1 100% %20 ? & ,", '"q" \\ ) }']
)
def test_it_is_whole_in_any_folder(
    folder: str, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Once: an apostrophe or a comma in the name, and the window had no look at all. What Qt cannot find, it says."""
    usual = arrow_of(qtbot)
    place = tmp_path / folder
    for name in ("icons", "theme"):
        shutil.copytree(bundled("resources") / name, place / "resources" / name)
    monkeypatch.setattr(sheet, "bundled", lambda name: place / name)
    assert arrow_of(qtbot) == usual
