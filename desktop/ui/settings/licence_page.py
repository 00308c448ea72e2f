"""关于: which version this is, and everything inside it with its licence, readable to the last word."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QListWidget, QPlainTextEdit, QWidget

from desktop.release import version
from desktop.services.licences import Licence, licences_inside
from desktop.ui.parts.boxes import column, framed, row
from desktop.ui.parts.labels import label, paragraph, sign
from desktop.ui.theme.fonts import font
from desktop.ui.theme.tokens import px

_WHAT: Final = "年度考核评分：每一分都能查到条款、事实和材料。不联网，数据只在这台电脑上。"
_INSIDE: Final = "本软件按 Apache-2.0 许可使用，里面用到的下列软件、字体和图标各有许可。"
_LIST: Final = 210


class LicencePage(QWidget):
    """A list of what is inside, and the words of the one that is chosen."""

    def __init__(self) -> None:
        super().__init__()
        self._licences: tuple[Licence, ...] = ()
        self.list = QListWidget()
        self.list.setAccessibleName("所含软件、字体和图标")
        self.list.setProperty("framed", "true")
        self.list.setProperty("dense", "true")
        self.list.setFixedWidth(px(_LIST))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setWordWrap(True)
        self._about = paragraph("", "soft")
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setAccessibleName("许可全文")
        self.text.setTabChangesFocus(True)
        self.text.setFont(font("small"))
        self.list.currentRowChanged.connect(self._show)
        right = column(self._about, self.text, gap=8)
        right.setStretchFactor(self.text, 1)
        both = row(self.list, right, gap=12)
        both.setStretch(1, 1)
        head = row(
            sign("scale", "primary", 28), label(f"考评台 {version()}", "title"), None, gap=10
        )
        inside = column(
            *(head, paragraph(_WHAT, "soft"), paragraph(_INSIDE), both),
            gap=10,
            margins=(20, 16, 20, 16),
        )
        inside.setStretchFactor(both, 1)
        self.setLayout(column(framed("card", inside), margins=(24, 20, 24, 20)))

    def showEvent(self, event: QShowEvent) -> None:
        """The file is read when somebody wants to see it."""
        super().showEvent(event)
        if self._licences:
            return
        self._licences = licences_inside()
        for one in self._licences:
            self.list.addItem(f"{one.name} {one.version}".rstrip() + f"\n{one.licence}")
        self.list.setCurrentRow(0)

    def _show(self, at: int) -> None:
        one = self._licences[at]
        told = (f"{one.name} {one.version}".rstrip(), one.kind, one.licence, one.source)
        self._about.setText("　".join(words for words in told if words))
        self.text.setPlainText(one.text)
