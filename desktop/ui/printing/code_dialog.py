"""核验: what a printed sheet's code is to the workspace, typed in or read from a PDF."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from desktop.services.sheet_verification import Verdict, Verified
from desktop.ui.parts.boxes import column, row
from desktop.ui.parts.buttons import button
from desktop.ui.parts.labels import label, paragraph, restyle
from desktop.ui.theme.tokens import px
from desktop.viewmodels.code_check import CodeCheck

_TONES: Final = {Verdict.HOLDS: "green", Verdict.HELD: "amber", Verdict.NEVER: "red"}
_HEADS: Final = {
    Verdict.HOLDS: "✓ 与工作区一致",
    Verdict.HELD: "！印出以后有改动",
    Verdict.NEVER: "✗ 工作区里没有过",
}


class CodeDialog(QDialog):
    """Enter checks what is typed; the answer stands below."""

    def __init__(self, parent: QWidget, check: CodeCheck) -> None:
        super().__init__(parent)
        self._check = check
        self.setWindowTitle("核验纸面")
        self.setMinimumWidth(px(560))
        self.code = QLineEdit()
        self.code.setAccessibleName("核验码")
        self.code.setPlaceholderText("例如 0001-ZKDD-D7CJ-C9V5")
        self.check_button = button("核验", "primary", "shield-check")
        self.check_button.setDefault(True)
        self.file_button = button("从 PDF 读取…", "", "file-type-pdf")
        self._head = label("", "heading")
        self._words = paragraph("")
        self._more = QPlainTextEdit()
        self._more.setReadOnly(True)
        self._more.setAccessibleName("此后的改动")
        self._more.setMinimumHeight(px(80))
        self.close_button = button("关闭")
        self._box = self._column()
        self.setLayout(self._box)
        for one in (self._head, self._words, self._more):
            one.hide()
        self.close_button.clicked.connect(self.reject)
        self.check_button.clicked.connect(lambda: self._check.check(self.code.text()))
        self.file_button.clicked.connect(self._ask_file)
        self._check.answered.connect(self._on_answered)
        self._check.refused.connect(self._on_refused)
        self.code.setFocus()

    def _column(self) -> QVBoxLayout:
        hint = paragraph("核验码印在评分表每页右下角，不分大小写，短横可以不输。", "soft")
        asked = row(self.code, self.check_button, self.file_button)
        box = column(hint, asked, self._head, self._words, self._more, gap=12)
        box.setContentsMargins(px(20), px(18), px(20), px(18))
        box.setStretchFactor(self._more, 1)
        box.addStretch()  # where there is no list, what is over lies below and parts no lines
        box.addLayout(row(None, self.close_button))
        return box

    def _ask_file(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self, "选择评分表的 PDF", "", "PDF 文件 (*.pdf)")
        if name:
            self.code.clear()  # the code of the former check is not this file's
            self._say("", f"正在读取“{Path(name).name}”…", "", "")
            self._check.check_file(Path(name))

    def _on_refused(self, words: str) -> None:
        self._say("", words, "", "red")

    def _on_answered(self, found: Verified) -> None:
        self.code.setText(found.code)
        more = "\n".join(found.changes)
        if found.different:
            self._say("✗ 文件的内容不同", f"{found.different}\n{found.words}", more, "red")
        else:
            words = "\n".join(filter(None, (found.words, found.remark)))
            self._say(_HEADS[found.verdict], words, more, _TONES[found.verdict])

    def _say(self, head: str, words: str, more: str, tone: str) -> None:
        self._head.setText(head)
        self._head.setVisible(bool(head))
        restyle(self._head, "tone", tone)
        self._words.setText(words)
        self._words.show()
        restyle(self._words, "tone", "" if head else tone)
        self._more.setPlainText(more)
        self._more.setVisible(bool(more))
        self._fit()

    def _fit(self) -> None:
        """As high as the answer asks for, and never out of the screen: the list gives way and scrolls."""
        box, room = self._box, self.screen().availableGeometry()
        box.activate()
        frame = self.frameGeometry().height() - self.height()
        self.resize(self.width(), min(box.totalHeightForWidth(self.width()), room.height() - frame))
        placed = self.frameGeometry()
        placed.moveBottom(min(placed.bottom(), room.bottom()))
        placed.moveTop(max(placed.top(), room.top()))
        self.move(placed.topLeft())
