"""收入办法文件: what a file says and what it would change, agreed to before it is kept."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QListWidget, QWidget

from desktop.services.taking_in_schemes import OfferedScheme
from desktop.ui.parts.boxes import column, row
from desktop.ui.parts.buttons import button
from desktop.ui.parts.labels import ElidedLabel
from desktop.ui.parts.wrapped_text import flowing
from desktop.ui.parts.wrapping_rows import wrap_words
from desktop.ui.screens.scheme_outline import SchemeOutline
from desktop.ui.theme.tokens import px
from desktop.viewmodels.scheme_words import facts_of, offer_words

_CALM = frozenset({"new", "newer"})


class SchemeDialog(QDialog):
    """The outline is the file's own, so that it can be held against the document."""

    def __init__(self, parent: QWidget, offered: OfferedScheme) -> None:
        super().__init__(parent)
        self.setWindowTitle("收入办法文件")
        self.resize(min(px(820), parent.width() - px(20)), min(px(620), parent.height() - px(20)))
        told = "　".join(f"{name}：{words}" for name, words in facts_of(offered))
        tone = "" if offered.standing in _CALM else "amber"
        outline = SchemeOutline()
        outline.show_scheme(offered.scheme)
        self.take_button = button("收入", "primary")
        cancel = button("取消" if offered.fits else "关闭")
        first = self.take_button if offered.fits else cancel
        first.setDefault(True)
        file = ElidedLabel(f"文件：{offered.name}", "small", Qt.TextElideMode.ElideMiddle)
        buttons = row(file, cancel, self.take_button)
        buttons.setStretch(0, 1)
        self.setLayout(
            column(
                flowing(offered.scheme.title, "heading"),
                flowing(told, "soft"),
                flowing(offer_words(offered), "", tone),
                *_doubts(offered),
                outline,
                buttons,
                gap=10,
                margins=(20, 16, 20, 16),
            )
        )
        self.take_button.setVisible(offered.fits)  # only now that it has a parent
        self.take_button.clicked.connect(self.accept)
        cancel.clicked.connect(self.reject)
        first.setFocus()


def _doubts(offered: OfferedScheme) -> list[QWidget]:
    """What the checker would ask whoever wrote it; it does not stand in the way."""
    if not offered.doubts:
        return []
    made = QListWidget()
    made.setAccessibleName("请核对")
    made.setProperty("framed", "true")
    wrap_words(made)
    made.addItems([*offered.doubts])
    made.setCurrentRow(0)
    made.setMaximumHeight(px(110))
    return [flowing(f"有 {len(offered.doubts)} 处请对着文件核对，不影响收入：", "strong"), made]
