"""Archiving a finished round, and looking at an archive: a box of its page."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QCheckBox, QFileDialog, QWidget

from desktop.ui.dialogs.paper_place import documents
from desktop.ui.parts.boxes import column, row
from desktop.ui.parts.buttons import button
from desktop.ui.parts.labels import label, paragraph
from desktop.viewmodels.archive_keeping import ArchiveKeeping

_WHAT = (
    "档案是一个文件夹：评分表和各种表（PDF）、全部数据（CSV、JSON）、办法、留痕、佐证和校验值，"
    "不用本程序也能阅读和核对。"
)
_MOST = 8  # faults that are told here


class ArchiveBox(QWidget):
    """What is in the way, two buttons, and what came of them."""

    def __init__(self, keeping: ArchiveKeeping) -> None:
        super().__init__()
        self._keeping = keeping
        self._standing = paragraph("", "strong")
        self._told = paragraph("", "soft")
        self.evidence = QCheckBox("连同佐证材料原件")
        self.evidence.setChecked(True)
        self.evidence.setToolTip("不选时只存佐证材料的清单和校验值")
        self.keep_button = button("归档…", "primary", "archive", "选择放档案的文件夹")
        self.check_button = button(
            "核验档案…", "", "shield-check", "核对一个档案的校验值、留痕，并重新计算每个得分"
        )
        self.setLayout(
            column(
                label("年度归档", "strong"),
                paragraph(_WHAT, "soft"),
                self._standing,
                row(self.keep_button, self.evidence, 16, self.check_button, None),
                self._told,
                gap=8,
            )
        )
        self.keep_button.clicked.connect(self._on_keep)
        self.check_button.clicked.connect(self._on_check)
        keeping.changed.connect(self.show_standing)
        self.show_standing()

    def show_standing(self) -> None:
        """As it is now."""
        self._standing.setText(self._keeping.words)
        self.keep_button.setEnabled(self._keeping.ready)
        told = self._keeping.told
        more = (
            f"还有 {len(told) - _MOST} 处，运行 kaoping verify --workspace 档案文件夹 可以逐条列出。",
        )
        self._told.setText("\n".join((*told[:_MOST], *(more if len(told) > _MOST else ()))))
        self._told.setVisible(bool(told))

    def _on_keep(self) -> None:
        suggested = str(documents() / self._keeping.suggested)
        name, _ = QFileDialog.getSaveFileName(
            self.window(), "归档到新文件夹", suggested, "文件夹 (*)"
        )
        if name:
            self._keeping.keep(Path(name), with_evidence=self.evidence.isChecked())

    def _on_check(self) -> None:
        name = QFileDialog.getExistingDirectory(self.window(), "选择档案文件夹")
        if name:
            self._keeping.check(Path(name))
