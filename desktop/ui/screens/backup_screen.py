"""A backup that was opened from its folder: it is brought back into a new one, or left as it is."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop.ui.parts.boxes import column, framed, row
from desktop.ui.parts.buttons import button
from desktop.ui.parts.labels import label, paragraph
from desktop.ui.theme.tokens import px
from desktop.viewmodels.setting_up import SettingUp

_WHAT = "把它恢复到一个新的或空的文件夹，得到备份时的整个工作区。本机原有的工作区不会改动。"


class BackupScreen(QWidget):
    """What it is, and two ways on."""

    opened = Signal(Path)
    declined = Signal()

    def __init__(self, setting_up: SettingUp, file: Path) -> None:
        super().__init__()
        self._at, self._file = setting_up, file
        self.restore = button("恢复到文件夹…", "primary", "archive")
        self.decline = button("不恢复，打开工作区")
        self._refusal = paragraph("", "", "red")
        self._refusal.hide()
        self._working = label("", "soft")
        words = framed(
            "card",
            column(
                label("这是考评台的备份", "heading"),
                paragraph(str(file), "soft"),
                paragraph(_WHAT),
                self._refusal,
                row(self.restore, self.decline, self._working, None),
                gap=12,
                margins=(22, 18, 22, 18),
            ),
        )
        words.setFixedWidth(px(620))
        self.setLayout(column(None, row(None, words, None), None))
        self.entry = self.restore
        self.restore.clicked.connect(self._on_restore)
        self.decline.clicked.connect(self.declined)
        setting_up.ready.connect(self.opened)
        setting_up.refused.connect(self._refuse)
        setting_up.changed.connect(self._show)

    def _on_restore(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, "恢复到哪个文件夹（新的或空的）")
        if folder:
            self._refusal.hide()
            self._at.restore(self._file, Path(folder))

    def _refuse(self, words: str) -> None:
        self._refusal.setText(words)
        self._refusal.show()

    def _show(self) -> None:
        running = self._at.jobs.running
        self._working.setText(f"{running[0].words}…" if running else "")
        for one in (self.restore, self.decline):
            one.setEnabled(not running)
