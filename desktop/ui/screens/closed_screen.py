"""A workspace that does not open: why, and what can be done."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.ui.parts.asking import put_up
from desktop.ui.parts.boxes import column, framed, row
from desktop.ui.parts.buttons import button
from desktop.ui.parts.labels import label, paragraph
from desktop.ui.theme.tokens import px

_GIVEN: Final = (
    "考核包“{}”还没有打开。如果考评台的窗口已经开着，请在那里的“结果 · 交接归档”中接收；"
    "在这里打开工作区后，也会接着打开它。"
)


class ClosedScreen(QWidget):
    """The sentence of the failure, two ways on, and a closer look."""

    again = Signal()
    other = Signal()

    def __init__(self, folder: Path, why: str, given: Path | None = None) -> None:
        super().__init__()
        again = button("再试一次", "primary")
        other = button("用另一个工作区…")
        look = button("诊断…", "", "shield-check", "核对这个工作区，每处问题怎么办都写明")
        words = framed(
            "card",
            column(
                label("工作区没有打开", "heading"),
                paragraph(why),
                paragraph(f"位置：{folder}", "soft"),
                *([paragraph(_GIVEN.format(given.name), "soft")] if given else ()),
                row(again, other, None, look),
                gap=12,
                margins=(22, 18, 22, 18),
            ),
        )
        words.setFixedWidth(px(620))
        self.setLayout(column(None, row(None, words, None), None))
        again.clicked.connect(self.again)
        other.clicked.connect(self.other)
        look.clicked.connect(lambda: self._look(folder))
        self.entry = again

    def _look(self, folder: Path) -> None:
        from desktop.ui.settings.diagnosis_dialog import DiagnosisDialog

        put_up(DiagnosisDialog(self.window(), folder))
