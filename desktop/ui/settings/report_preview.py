"""The report of a diagnosis, read before it is saved: nobody gives away what he has not seen."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QDialog, QFileDialog, QPlainTextEdit, QWidget

from desktop.ui.dialogs.paper_place import documents
from desktop.ui.parts.boxes import column, row
from desktop.ui.parts.buttons import button
from desktop.ui.parts.labels import paragraph
from desktop.ui.theme.tokens import px
from desktop.viewmodels.diagnosis import DiagnosisDesk

_WHY = (
    "下面就是要保存的全部内容，请先看一遍；里面没有单位、人员、考核内容和文件名，可以交给维护人员。"
)


class ReportPreview(QDialog):
    """The text as it will be written, and one button that writes it."""

    def __init__(self, parent: QWidget, desk: DiagnosisDesk) -> None:
        super().__init__(parent)
        self.setWindowTitle("诊断报告")
        self.resize(min(px(760), parent.width() - px(20)), min(px(620), parent.height() - px(20)))
        self._desk = desk
        self.text = QPlainTextEdit(desk.report())
        self.text.setReadOnly(True)
        self.text.setAccessibleName("诊断报告的内容")
        self.text.setTabChangesFocus(True)
        self.save_button = button("保存…", "primary", "device-floppy")
        close = button("取消")
        foot = row(None, close, self.save_button)
        whole = column(paragraph(_WHY, "soft"), self.text, foot, gap=12, margins=(20, 16, 20, 16))
        whole.setStretchFactor(self.text, 1)
        self.setLayout(whole)
        close.clicked.connect(self.reject)
        self.save_button.clicked.connect(self._on_save)
        self.finished.connect(self.deleteLater)

    def _on_save(self) -> None:
        suggested = str(documents() / self._desk.report_name)
        name, _ = QFileDialog.getSaveFileName(self, "保存诊断报告", suggested, "文本 (*.txt)")
        if name:
            self._desk.save(self.text.toPlainText() + "\n", Path(name))
            self.accept()
