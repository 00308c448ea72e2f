"""What became of a batch: how many files were saved, for which units not and why, and what is not in a file."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QPlainTextEdit, QWidget

from desktop.services.print_batches import Printed
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
        words = QPlainTextEdit("\n".join((*printed.failures, *printed.lacking)))
        words.setReadOnly(True)
        if not (printed.failures or printed.lacking):
            words.hide()
        words.setAccessibleName("没有保存的单位和原因")
        close = button("知道了", "primary")
        close.setDefault(True)
        self.setLayout(
            column(
                label(_head(printed), "heading"),
                paragraph(_words(printed)),
                words,
                row(None, close),
                gap=12,
                margins=(20, 18, 20, 18),
            )
        )
        close.clicked.connect(self.accept)


def _head(printed: Printed) -> str:
    if printed.left:
        return f"已取消：还有 {printed.left} 个单位没有保存"
    if printed.failures:
        return f"{len(printed.failures)} 个单位没有保存"
    return f"{len(printed.lacking)} 个单位的材料没有装订全"


def _words(printed: Printed) -> str:
    told = [f"{len(printed.files)} 个文件已经存好。"]
    if printed.left and printed.failures:
        told.append(f"另有 {len(printed.failures)} 个单位没有存成。")
    if printed.failures and printed.lacking:
        told.append(f"{len(printed.lacking)} 个单位的材料没有装订全。")
    if printed.failures or printed.lacking:
        told.append("情况如下：")
    return "".join(told)
