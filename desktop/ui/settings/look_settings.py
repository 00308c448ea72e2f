"""How large everything is on this machine's screen."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.ui.parts.boxes import column, row
from desktop.ui.parts.labels import label, paragraph
from desktop.ui.parts.segments import Segment, Segments
from desktop.ui.theme.tokens import SCALES

_WHY = "看着费力就调大；文字、表格和按钮一起放大，马上生效，只影响这台电脑。"


class LookSettings(QWidget):
    """The text scale."""

    scale_chosen = Signal(int)

    def __init__(self, scale: int) -> None:
        super().__init__()
        scales = Segments([Segment(f"{one}%") for one in SCALES], "文字大小")
        scales.show_value(SCALES.index(scale) if scale in SCALES else 0)
        scales.chosen.connect(lambda number: self.scale_chosen.emit(SCALES[number]))
        line = row(label("文字大小"), scales, None, gap=14)
        self.setLayout(column(line, paragraph(_WHY, "soft"), gap=8))
