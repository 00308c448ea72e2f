"""What became of a batch: how many files were saved, and for which units not, and why."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QPlainTextEdit, QWidget

from desktop.services.printing import Printed
from desktop.ui.parts.boxes import column, row
from desktop.ui.parts.buttons import button
from desktop.ui.parts.labels import label, paragraph
from desktop.ui.theme.tokens import px


class PrintReport(QDialog):
    """Its words can be copied."""

    def __init__(self, parent: QWidget, printed: Printed) -> None:
        super().__init__(parent)
        self.setWindowTitle("批量保存")
        self.setMinimumWidth(px(520))
        words = QPlainTextEdit("\n".join(printed.failures))
        words.setReadOnly(True)
        words.setAccessibleName("没有保存的单位和原因")
        close = button("知道了", "primary")
        close.setDefault(True)
        self.setLayout(
            column(
                label(f"{len(printed.failures)} 个单位没有保存", "heading"),
                paragraph(f"其余 {len(printed.files)} 个文件已经存好。原因如下："),
                words,
                row(None, close),
                gap=12,
                margins=(20, 18, 20, 18),
            )
        )
        close.clicked.connect(self.accept)
