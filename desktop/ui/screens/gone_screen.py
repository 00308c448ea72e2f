"""The last workspace is no longer where it was: its user may know where it went, and nothing is lost by looking."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop.ui.parts.boxes import column, framed, row
from desktop.ui.parts.buttons import button
from desktop.ui.parts.labels import label, paragraph
from desktop.ui.theme.tokens import px
from desktop.viewmodels.setting_up import SettingUp

_WHY = (
    "文件夹可能改了名、移到了别处，或者所在的磁盘没有接上。"
    "接上磁盘后再试一次，或者选择它现在的位置；找不到时，可以从备份恢复。"
)


_GONE = "上次的工作区不在原来的位置"
_LOST = "上次的工作区少了数据库"


class GoneScreen(QWidget):
    """Where it was, and three ways on."""

    again = Signal()
    found = Signal(Path)
    other = Signal()

    def __init__(self, setting_up: SettingUp, before: Path) -> None:
        super().__init__()
        self._at = setting_up
        again = button("再试一次", "primary")
        choose = button("选择它现在的位置…", "", "folder-open")
        other = button("从备份恢复，或另建…")
        self._refusal = paragraph("", "", "red")
        self._refusal.hide()
        lost = setting_up.lost(before)
        words = framed(
            "card",
            column(
                label(_LOST if lost else _GONE, "heading"),
                paragraph(f"原来的位置：{before}", "soft"),
                paragraph(lost or _WHY),
                self._refusal,
                row(again, choose, other, None),
                gap=12,
                margins=(22, 18, 22, 18),
            ),
        )
        words.setFixedWidth(px(620))
        self.setLayout(column(None, row(None, words, None), None))
        again.clicked.connect(self.again)
        choose.clicked.connect(self._on_choose)
        other.clicked.connect(self.other)
        setting_up.ready.connect(self.found)
        setting_up.refused.connect(self._refuse)
        self.entry = again

    def _on_choose(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, "选择工作区现在的文件夹")
        if chosen:
            self._at.open_existing(Path(chosen))

    def _refuse(self, words: str) -> None:
        self._refusal.setText(words)
        self._refusal.show()
