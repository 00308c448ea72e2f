"""Backups as the settings show them: what is kept, the second place, and one file of everything."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QDate
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop.domain.own_files import BACKUP
from desktop.services.backing_up import SecondPlaceStanding
from desktop.ui.dialogs.paper_place import documents
from desktop.ui.parts.boxes import column, row
from desktop.ui.parts.buttons import button
from desktop.ui.parts.labels import label, paragraph
from desktop.viewmodels.backup_keeping import BackupKeeping


class BackupSettings(QWidget):
    """Read again whenever it comes into sight: sticks come and go."""

    def __init__(self, keeping: BackupKeeping) -> None:
        super().__init__()
        self._keeping = keeping
        self._kept = paragraph("", "soft")
        self._place = paragraph("", "soft")
        self._bring = button("现在备份过去", "", "copy")
        name = button("指定第二位置…", "", "folder-open", "移动硬盘、优盘或另一块硬盘上的文件夹")
        self._none = button("不用第二位置", "link")
        write = button("导出一个备份文件…", "", "archive", "整个工作区，含全部佐证材料")
        self.setLayout(
            column(
                label("每天和关闭程序时自动备份，保存在工作区里", "strong"),
                self._kept,
                label("第二位置", "strong"),
                self._place,
                row(name, self._bring, self._none, None),
                row(write, None),
                gap=8,
            )
        )
        name.clicked.connect(self._on_name)
        self._bring.clicked.connect(keeping.bring_to_second_place)
        self._none.clicked.connect(lambda: keeping.name_second_place(None))
        write.clicked.connect(self._on_write)
        keeping.changed.connect(self._show)

    def showEvent(self, event: QShowEvent) -> None:
        """In sight."""
        super().showEvent(event)
        self._show()

    def _show(self) -> None:
        kept = self._keeping.kept()
        last = f"，最近一次 {kept[0].made.astimezone():%Y-%m-%d %H:%M}" if kept else ""
        self._kept.setText(f"已有 {len(kept)} 份{last}" if kept else "还没有备份")
        standing = self._keeping.second_place()
        self._place.setText(_place_words(standing))
        # A stick that is put in now is found by pressing it; nothing tells that one was.
        self._bring.setEnabled(standing is not None)
        self._none.setVisible(standing is not None)

    def _on_name(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, "选择第二备份位置")
        if chosen:
            self._keeping.name_second_place(Path(chosen))

    def _on_write(self) -> None:
        today = QDate.currentDate().toString("yyyyMMdd")
        suggested = str(documents() / f"考评台备份{today}{BACKUP}")
        name, _ = QFileDialog.getSaveFileName(self, "导出备份文件", suggested)
        if name:
            self._keeping.write_file(Path(name))


def _place_words(standing: SecondPlaceStanding | None) -> str:
    if standing is None:
        return "没有指定。建议指定一个移动硬盘或另一块硬盘上的文件夹，本机损坏时还有一份。"
    told = [str(standing.place)]
    told.append("现在连着" if standing.there else "现在没有连着，请插好再备份")
    if standing.last is not None:
        told.append(f"上次备份 {standing.last.astimezone():%Y-%m-%d %H:%M}")
    if standing.behind:
        told.append("之后又有改动")
    if standing.on_same_disk:
        told.append("和工作区在同一块硬盘上，硬盘损坏时保不住")
    return "；".join(told)
