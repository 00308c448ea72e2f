"""文件夹: where the workspace lies, where files are saved, where the scanner puts its own, and where the log is."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices, QHideEvent, QShowEvent
from PySide6.QtWidgets import QFileDialog, QLabel, QPushButton, QWidget

from desktop.mishap_log import log_folder
from desktop.ui.dialogs.paper_place import documents
from desktop.ui.parts.boxes import column, row
from desktop.ui.parts.buttons import button, named
from desktop.ui.parts.labels import label, paragraph, restyle, rule
from desktop.viewmodels.preferences import Preferences
from desktop.viewmodels.scanner_folder import ScannerFolder

_WORKSPACE: Final = (
    "数据库、佐证材料和备份都在这里。不要在这个文件夹里增删、改名；要搬到别处，先关闭考评台。"
)
_EXPORTS: Final = "另存评分表、文书、图表和备份时，先打开这个文件夹；每次仍可另选。"
_SCANNER: Final = "扫描仪把文件存到这里后，考核时会提示收入。"
_AWAY: Final = (
    "接上磁盘或共享文件夹以后会接着取，不用重开程序；换了地方的，请点“扫描文件夹…”重新选。"
)
_LOG: Final = "程序出错时记下出错的位置，不含单位、人员和考核内容；可以在“诊断”里存成报告。"


class FolderSettings(QWidget):
    """A part for each folder, with what can be done about it."""

    scanner_chosen = Signal(object)  # Path, or None
    refused = Signal(str)
    other_wanted = Signal()  # another workspace

    def __init__(self, workspace: Path, preferences: Preferences) -> None:
        super().__init__()
        self._preferences = preferences
        self._exports, self._scanner = paragraph(), paragraph()
        self._usual = button("用系统的“文档”文件夹", "link")
        self._no_scanner = button("不用", "link")
        named(self._no_scanner, "不用扫描文件夹")
        choose = button("选择…", "", "folder-open")
        named(choose, "选择存放文件的文件夹…")
        scans = button("扫描文件夹…", "", "folder-open")
        other = button("换一个工作区…", "", "switch-2", "先备份，再回到开始页：打开、恢复或新建")
        other.clicked.connect(self.other_wanted)
        self.setLayout(
            column(
                *_part("工作区", paragraph(str(workspace)), _WORKSPACE),
                row(self._opener("工作区", lambda: workspace), other, None),
                *(6, rule(), 6),
                *_part("存放导出的文件", self._exports, _EXPORTS),
                row(choose, self._opener("导出文件", documents), self._usual, None),
                *(6, rule(), 6),
                *_part("扫描仪", self._scanner, _SCANNER),
                row(scans, self._no_scanner, None),
                *(6, rule(), 6),
                *_part("日志", paragraph(str(log_folder())), _LOG),
                row(self._opener("日志", log_folder), None),
                gap=8,
            )
        )
        choose.clicked.connect(self._on_exports)
        self._usual.clicked.connect(lambda: self._keep_exports(None))
        scans.clicked.connect(self._on_scanner)
        self._no_scanner.clicked.connect(lambda: self._keep_scanner(None))
        # It looks from a thread of its own: a share that is away would hold the window up.
        self._look_out = ScannerFolder()
        self._look_out.setParent(self)
        self._look_out.failed.connect(self._show_unreadable)
        self._look_out.mended.connect(self._show_readable)
        self._folder = preferences.scanner
        self._show()
        self._show_scanner()

    def _opener(self, which: str, folder: Callable[[], Path]) -> QPushButton:
        made = button("打开文件夹", "", "external-link")
        made.clicked.connect(lambda: self._open(folder()))
        named(made, f"打开{which}文件夹")
        return made

    def _open(self, folder: Path) -> None:
        """In the system's own window; where it has none, the words say where to look."""
        there = folder.is_dir()
        if not there or not QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder))):
            why = "这个系统没有能打开文件夹的程序，请自己到那里看" if there else "还没有这个文件夹"
            self.refused.emit(f"{why}：{folder}")

    # -- where files are saved

    def _on_exports(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, "导出的文件存到哪里", str(documents()))
        if chosen:
            self._keep_exports(Path(chosen))

    def _keep_exports(self, folder: Path | None) -> None:
        self._preferences.exports = folder
        self._show()

    def _show(self) -> None:
        chosen = self._preferences.exports
        lost = chosen is not None and not chosen.is_dir()
        words = f"{chosen}（现在找不到，先用“文档”文件夹）" if lost else str(documents())
        self._exports.setText(words)
        self._usual.setVisible(chosen is not None)

    # -- the scanner's

    def _on_scanner(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, "扫描仪存放扫描件的文件夹")
        if chosen:
            self._keep_scanner(Path(chosen))

    def _keep_scanner(self, folder: Path | None) -> None:
        self._folder = folder
        self._show_scanner()
        self._look_out.watch(folder)
        self.scanner_chosen.emit(folder)

    def _show_scanner(self) -> None:
        self._show_readable()
        self._no_scanner.setVisible(self._folder is not None)

    def _show_readable(self) -> None:
        none = self._folder is None
        self._scanner.setText("没有指定扫描文件夹" if none else f"新的扫描件取自：{self._folder}")
        restyle(self._scanner, "tone", "")

    def _show_unreadable(self, why: str) -> None:
        self._scanner.setText(f"新的扫描件取自：{self._folder}\n{why}。{_AWAY}")
        restyle(self._scanner, "tone", "amber")

    def showEvent(self, event: QShowEvent) -> None:
        """Only while it is shown does it look whether the scanner's folder is there."""
        super().showEvent(event)
        self._look_out.watch(self._folder)

    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody is told any more."""
        super().hideEvent(event)
        self._look_out.watch(None)


def _part(name: str, place: QLabel, why: str) -> tuple[QWidget, ...]:
    return label(name, "strong"), place, paragraph(why, "soft")
