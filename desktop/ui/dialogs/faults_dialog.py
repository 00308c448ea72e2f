"""Faults of a file from outside: a list that can be copied, read beside the program in which they are mended."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QListWidget, QWidget

from desktop.ui.parts.boxes import column, row
from desktop.ui.parts.buttons import button
from desktop.ui.parts.wrapped_text import flowing
from desktop.ui.parts.wrapping_rows import wrap_words
from desktop.ui.theme.tokens import px


class FaultsDialog(QDialog):
    """Each kind of file has its own words."""

    def __init__(self, parent: QWidget, title: str, words: str, faults: Sequence[str]) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.resize(min(px(640), parent.width()), min(px(380), parent.height()))
        head = flowing(words)
        self.list = QListWidget()
        self.list.setAccessibleName("要改的地方")
        self.list.setProperty("framed", "true")
        wrap_words(self.list)
        self.list.addItems([*faults])
        self.list.setCurrentRow(0)
        copy = button("复制清单", "", "copy")
        self.close_button = button("知道了", "primary")
        self.close_button.setDefault(True)
        foot = row(copy, None, self.close_button)
        self.setLayout(column(head, self.list, foot, gap=10, margins=(18, 14, 18, 14)))
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText("\n".join(faults)))
        self.close_button.clicked.connect(self.accept)
