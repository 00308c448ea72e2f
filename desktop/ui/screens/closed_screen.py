"""A workspace that does not open: why, and what can be done."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.ui.parts.boxes import column, framed, row
from desktop.ui.parts.buttons import button
from desktop.ui.parts.labels import label, paragraph
from desktop.ui.theme.tokens import px


class ClosedScreen(QWidget):
    """The sentence of the failure, and two ways on."""

    again = Signal()
    other = Signal()

    def __init__(self, folder: Path, why: str) -> None:
        super().__init__()
        again = button("再试一次", "primary")
        other = button("用另一个工作区…")
        words = framed(
            "card",
            column(
                label("工作区没有打开", "heading"),
                paragraph(why),
                paragraph(f"位置：{folder}", "soft"),
                row(again, other, None),
                gap=12,
                margins=(22, 18, 22, 18),
            ),
        )
        words.setFixedWidth(px(620))
        self.setLayout(column(None, row(None, words, None), None))
        again.clicked.connect(self.again)
        other.clicked.connect(self.other)
        self.entry = again
