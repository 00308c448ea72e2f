"""Printed faces: what official documents ask for, and the font that this machine sets it in."""

from __future__ import annotations

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from desktop.ui.parts.boxes import column, holder
from desktop.ui.parts.labels import label, paragraph, pill
from desktop.ui.theme.tokens import px

_WHY = (
    "公文规定的字体，本机装有的用本机的，没有装的用随软件带的代替。装好字体后重新打开本软件即可；"
    "导出的 Word、Excel 文件里写的总是规定的字体名。"
)


class FaceSettings(QWidget):
    """Looked up when it is first in sight."""

    def __init__(self) -> None:
        super().__init__()
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(px(18))
        self._grid.setVerticalSpacing(px(7))
        self._grid.setColumnStretch(2, 1)
        self.setLayout(column(paragraph(_WHY, "soft"), holder(self._grid), gap=8))

    def showEvent(self, event: QShowEvent) -> None:
        """Reading fonts takes a moment that a start must not pay for."""
        super().showEvent(event)
        if self._grid.count():
            return
        from desktop.services.print_faces import faces_in_use

        for at, one in enumerate(faces_in_use()):
            self._grid.addWidget(label(one.role, "strong"), at, 0)
            mark = pill("本机", "green") if one.path else pill("代用")
            self._grid.addWidget(mark, at, 1)
            where = f"{one.font}　{one.path}" if one.path else one.font
            self._grid.addWidget(paragraph(where, "soft"), at, 2)
