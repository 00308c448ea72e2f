"""What stands in the place of a page: nothing is open, it is still coming, or it cannot be shown, and what to do."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QWidget

from desktop.services.evidence_pages import Handover
from desktop.ui.parts.boxes import column, row
from desktop.ui.parts.buttons import button
from desktop.ui.parts.labels import label, paragraph
from desktop.ui.theme.icons import pixmap
from desktop.ui.theme.tokens import px
from desktop.viewmodels.page_view import Notice, Standing

_SIGNS: Final = {
    Standing.NOTHING_OPEN: "file-text",
    Standing.COMING: "clock",
    Standing.NOT_SHOWN: "file-off",
}
_ROOMY: Final = 180
_NOTHING: Final = "没有打开的材料"
_HINT: Final = "选一份佐证材料，页面就显示在这里"


class NoticePage(QWidget):
    """Words, and buttons for what can be done."""

    open_wanted = Signal()
    save_wanted = Signal()
    again_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._sign = QLabel()
        self._title = label("", "heading")
        self._words = paragraph("", "soft")
        self.open = button("用其他程序打开", "primary", "external-link")
        self.save = button("另存为…", "", "device-floppy")
        self.again = button("再试一次", "link")
        for one in (self._sign, self._title, self._words):
            one.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        deeds = column(*[row(None, one, None) for one in (self.open, self.save, self.again)])
        page = column(self._sign, self._title, self._words, 4, deeds, gap=8)
        self.setLayout(column(None, page, None, None, margins=(20, 20, 20, 20)))
        self.open.clicked.connect(self.open_wanted)
        self.save.clicked.connect(self.save_wanted)
        self.again.clicked.connect(self.again_wanted)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """With little height the words need it more than the sign above them."""
        super().resizeEvent(event)
        self._sign.setVisible(self.height() >= px(_ROOMY))

    @property
    def text(self) -> str:
        """All that it says."""
        return f"{self._title.text()}{self._words.text()}"

    def show_notice(self, notice: Notice, outside: Handover) -> None:
        """Say it."""
        is_empty = notice.standing is Standing.NOTHING_OPEN
        is_refusal = notice.standing is Standing.NOT_SHOWN
        self._sign.setPixmap(pixmap(_SIGNS[notice.standing], "ink_faint", 40))
        self._title.setText(_NOTHING if is_empty else "")
        self._title.setVisible(is_empty)
        self._words.setText(_HINT if is_empty else notice.words)
        self.open.setVisible(is_refusal and outside is Handover.OPENED)
        self.save.setVisible(is_refusal and outside is not Handover.NOTHING)
        self.again.setVisible(notice.may_help)
